import { forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash';
import { monotonicMs } from '../plan/clock.ts';
import { strayText, withoutBodies } from './gaps.ts';
import { MAX_BYTES, MAX_OPENERS, unclosedOpeners, withoutNests } from './text.ts';

/** The only file that knows the shell parser. The version is pinned exactly; the tests compare it with bash. */
export type {
  ArithmeticExpression,
  Assignment,
  Command,
  CommandNode,
  CompoundList,
  Function,
  HereDoc,
  HereString,
  ParameterExpansionPart,
  ParsedScript,
  PipelineNode,
  Redirection,
  Statement,
  SyntaxNode,
  TestExpression,
  Word,
  WordPart,
} from 'unbash';
export { forEachChild };

const KNOWN_NODES: ReadonlySet<string> = new Set(
  `Script Statement CompoundList CaseItem Elif Command Pipeline AndOr If For ArithmeticFor While Subshell BraceGroup
   Case TestCommand ArithmeticCommand Function Redirected Coproc Select Time Negation Word Literal Glob SingleQuoted
   DoubleQuoted AnsiCQuoted LocaleString SimpleExpansion ParameterExpansion CommandExpansion ArithmeticExpansion
   ProcessSubstitution ExtendedGlob BraceExpansion Assignment ArrayValue Redirect HereString HereDoc FileDescriptor
   FileDescriptorVariable HereDocDelimiter HereDocBody ArithmeticBinary ArithmeticUnary ArithmeticTernary
   ArithmeticGroup ArithmeticWord ArithmeticCommandExpansion TestUnary TestBinary TestLogical TestNot TestGroup
   Default Remove Replace Slice CaseModification Transform Names`.split(/\s+/),
);
const PARSE_MS = 50;
/** Nodes in a text of 16 KiB that a person wrote stay far below. */
const MAX_NODES = 100_000;

export interface Parsed {
  /** The tree as far as it was understood; missing when the parser gave up. */
  readonly script?: ParsedScript;
  /** Why it is not wholly understood; empty when it is. */
  readonly problems: readonly string[];
}

/** A variable's name that goes on in the next line: bash joins the lines first, the parser does not. */
const CONTINUED_NAME = /\$\{?[!#]?\w*\\\n/;

/** Two signs that bash reads as one word or operator, for it joins the lines first: `&\⏎&`, `$\⏎(`. */
const CONTINUED_TOKEN = /\S\\\n\S/;

/** The text with its lines joined, where the parser may read a name or an operator otherwise than bash does. */
export const joinedLines = (source: string): string | undefined =>
  CONTINUED_TOKEN.test(source) ? source.replace(/\\\n/g, '') : undefined;

/** Parses bash text and walks the whole tree once: an error or an unknown node anywhere is a problem. Never throws. */
export function parseBash(source: string): Parsed {
  const problems = new Set<string>();
  // Longer text is asked anyway; its head and tail are looked through for what is denied.
  let text =
    source.length > 2 * MAX_BYTES ? `${source.slice(0, MAX_BYTES)}\n${source.slice(-MAX_BYTES)}` : source;
  if (unclosedOpeners(text) > MAX_OPENERS) {
    // The parser is slow on such nests: what is left without them is looked through for what is denied.
    problems.add('too many brackets that are never closed');
    text = withoutNests(text);
  }
  const started = monotonicMs();
  try {
    const script = parse(text);
    let nodes = 0;
    const hereDocuments = text.includes('<<');
    const visit = (node: SyntaxNode, source: string): void => {
      if (++nodes > MAX_NODES) throw new Error('too many nodes');
      let own = node.type === 'Script' ? (node.source ?? source) : source;
      if (hereDocuments && node.type === 'Script') own = withoutBodies(node, own);
      if (!KNOWN_NODES.has(node.type)) problems.add(`shell syntax not understood: ${node.type}`);
      else checkNode(node, problems);
      const stray = strayText(node, own);
      if (stray !== undefined) problems.add(`not valid bash: ${stray.slice(0, 20)}`);
      forEachChild(node, (child) => visit(child, own));
    };
    visit(script, text);
    if (CONTINUED_NAME.test(text)) problems.add('a name that goes on in the next line');
    if (monotonicMs() - started > PARSE_MS && isSlow(text)) problems.add('takes too long to read');
    return { script, problems: [...problems] };
  } catch {
    return { problems: ['cannot be read as bash'] };
  }
}

/** Once more: a machine that was busy the first time says nothing about the text. */
function isSlow(text: string): boolean {
  const started = monotonicMs();
  parse(text);
  return monotonicMs() - started > PARSE_MS;
}

function checkNode(node: SyntaxNode, problems: Set<string>): void {
  if (node.type === 'Script' && node.errors && node.errors.length > 0)
    problems.add(`not valid bash: ${node.errors[0]!.message}`);
  else if (
    (node.type === 'CommandExpansion' ||
      node.type === 'ProcessSubstitution' ||
      node.type === 'ArithmeticCommandExpansion') &&
    node.script === undefined
  )
    problems.add('a nested command could not be read');
  else if (node.type === 'ArithmeticExpansion' && node.expression === undefined)
    problems.add('an arithmetic expression could not be read');
  else if (node.type === 'Pipeline' && node.commands.length === 0)
    problems.add('! or time without a command');
  else if (!isClosed(node)) problems.add('a quote or bracket that is never closed');
  else if (node.type === 'ExtendedGlob') problems.add('an extended pattern, which bash -c does not know');
  else if (hasOldArithmetic(node)) problems.add('the old form $[ ] of arithmetic');
  // Quoted or not, bash looks for its end there.
  else if (node.type === 'ParameterExpansion' && /[<>]\(/.test(node.text))
    problems.add('<( or >( inside ${ }');
  else if (node.type === 'HereDoc' && node.closing === undefined)
    problems.add('a here-document is never closed');
}

/** In single quotes these are two signs like any others. */
const QUOTED: ReadonlySet<string> = new Set(['SingleQuoted', 'AnsiCQuoted']);

function hasOldArithmetic(node: SyntaxNode): boolean {
  if (node.type !== 'Word' || !node.text.includes('$[')) return false;
  const rest = (node.parts ?? []).reduce(
    (text, part) => (QUOTED.has(part.type) ? text.replace(part.text, () => "''") : text),
    node.text,
  );
  return /(?<!\\)\$\[/.test(rest);
}

/** How each kind of stretch begins and ends; the newest form of substitution, `${ …; }`, is none bash 5.2 knows. */
const FORMS: Readonly<Record<string, RegExp>> = {
  CommandExpansion: /^(?:\$\([\s\S]*\)|`[\s\S]*`)$/,
  ProcessSubstitution: /^[<>]\([\s\S]*\)$/,
  ArithmeticExpansion: /^\$\(\([\s\S]*\)\)$/,
  ParameterExpansion: /^\$\{[\s\S]*\}$/,
  SingleQuoted: /^'[^']*'$/,
  DoubleQuoted: /^"[\s\S]*"$/,
  AnsiCQuoted: /^\$'[\s\S]*'$/,
  LocaleString: /^\$"[\s\S]*"$/,
};

function isClosed(node: SyntaxNode): boolean {
  if (!Object.hasOwn(FORMS, node.type) || !('text' in node)) return true;
  return node.text.length > 1 && FORMS[node.type]!.test(node.text);
}
