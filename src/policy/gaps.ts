import { forEachChild, type SyntaxNode, type Word } from './parse.ts';

const BLANK = String.raw`(?:[ \t]|\\\n)`;
const COMMENT = String.raw`(?:(?<=^|[\s;&|(])#[^\n]*)`;
/** Where lines may end as often as they like. */
const LINES = `(?:${BLANK}|\\n|${COMMENT})*`;
/** The one sign that ends a statement, and what may follow it. */
const END = `(?:${BLANK}*(?:[;&]|${COMMENT}?\\n)${LINES})`;
/** Before the keyword that closes a list; after a bracket it needs no sign of its own. */
const CLOSE = `(?:${END}|${LINES})`;
const WORD = '\u0001';
const LIST = '\u0002';
const ITEM = '\u0003';
const LAST_ITEM = '\u0004';
const DO = `do${LINES}${LIST}${CLOSE}done`;

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const WORDS = whole(`${BLANK}*`);
const BACKGROUND = whole(`${BLANK}*&?`);
const BETWEEN = whole(END);
const BEFORE = whole(LINES);
const AFTER = whole(`${END}|${LINES}`);
const OPERATORS = whole(`${BLANK}*(?:\\|&?|\\|\\||&&)${LINES}`);

/** How bash writes each compound command, its parts replaced by signs: anything more or twice is refused by bash. */
const FORMS: Readonly<Record<string, RegExp>> = {
  BraceGroup: whole(`\\{(?:${BLANK}|\\n)${LINES}${LIST}${CLOSE}\\}`),
  Subshell: whole(`\\(${LINES}${LIST}${CLOSE}\\)`),
  If: whole(
    `if${LINES}${LIST}${CLOSE}then${LINES}${LIST}${CLOSE}(?:${ITEM}${CLOSE})*(?:else${LINES}${LIST}${CLOSE})?fi`,
  ),
  Elif: whole(`elif${LINES}${LIST}${CLOSE}then${LINES}${LIST}${CLOSE}`),
  While: whole(`(?:while|until)${LINES}${LIST}${CLOSE}${DO}`),
  For: whole(
    `for${BLANK}+${WORD}(?:${LINES}in(?:${BLANK}+${WORD})*${BLANK}*(?:;|${COMMENT}?\\n)|${BLANK}*;)?${LINES}${DO}`,
  ),
  Select: whole(
    `select${BLANK}+${WORD}(?:${LINES}in(?:${BLANK}+${WORD})*${BLANK}*(?:;|${COMMENT}?\\n)|${BLANK}*;)?${LINES}${DO}`,
  ),
  ArithmeticFor: whole(`for${BLANK}*\\(\\([\\s\\S]*\\)\\)${BLANK}*;?${LINES}${DO}`),
  Case: whole(
    `case${BLANK}+${WORD}(?:${BLANK}|\\n)${LINES}in(?:${BLANK}|\\n)${LINES}(?:${ITEM}${LINES})*(?:${LAST_ITEM}${CLOSE})?esac`,
  ),
  CaseItem: whole(
    `(?:\\(${BLANK}*)?${WORD}(?:${BLANK}*\\|${BLANK}*${WORD})*${BLANK}*\\)${LINES}(?:${LIST}${CLOSE})?(?:;;&?|;&)?`,
  ),
  Function: whole(
    `${WORD}${BLANK}*\\(${BLANK}*\\)${LINES}${ITEM}|function${BLANK}+${WORD}(?:${BLANK}*\\(${BLANK}*\\))?(?:${BLANK}|\\n)${LINES}${ITEM}`,
  ),
};

/**
 * Text between the parts of a node that belongs to none of them and should not be there: the parser recovers from a
 * stray bracket or a second semicolon without a word, bash refuses them. Undefined when all is accounted for.
 * `source` is the text with the bodies of its here-documents blank (`withoutBodies`).
 */
export function strayText(node: SyntaxNode, source: string): string | undefined {
  switch (node.type) {
    case 'Statement':
      return check(source.slice(node.command.end, node.end), BACKGROUND);
    case 'Redirect':
    case 'HereString':
      return node.target && hasBracket(node.target) ? node.target.text : undefined;
    case 'TestUnary':
    case 'TestBinary':
      return comment(node);
    case 'Command': {
      const parts = [...node.prefix, ...(node.name ? [node.name] : []), ...node.suffix];
      const last = parts.at(-1);
      return (
        swallowed(parts, source) ??
        between(parts, source, WORDS) ??
        (last ? check(source.slice(last.end, node.end), WORDS) : undefined)
      );
    }
    case 'Redirected':
      return swallowed(node.redirects, source) ?? between([node.command, ...node.redirects], source, WORDS);
    case 'Pipeline':
      return lateTime(node.commands, source) ?? between(node.commands, source, OPERATORS);
    case 'AndOr':
      return between(node.commands, source, OPERATORS);
    case 'CompoundList':
      return between(node.commands, source, BETWEEN);
    case 'Script': {
      const [first] = node.commands;
      const last = node.commands.at(-1);
      if (!first || !last) return undefined;
      return (
        check(source.slice(node.pos, first.pos), BEFORE) ??
        between(node.commands, source, BETWEEN) ??
        check(source.slice(endOf(last), node.end), AFTER)
      );
    }
    default: {
      const form = Object.hasOwn(FORMS, node.type) ? FORMS[node.type] : undefined;
      return form && check(outline(node, source), form);
    }
  }
}

/** The text of a compound command with a sign for each of its parts. */
function outline(node: SyntaxNode, source: string): string {
  let text = '';
  let at = node.pos;
  forEachChild(node, (child) => {
    const sign = signOf(node, child);
    if (sign === undefined || child.pos < at) return;
    text += source.slice(at, child.pos) + sign;
    at = endOf(child);
  });
  return text + source.slice(at, node.end);
}

function signOf(parent: SyntaxNode, child: SyntaxNode): string | undefined {
  switch (child.type) {
    case 'CompoundList':
      return child.commands.length > 0 ? LIST : undefined;
    case 'CaseItem':
      return child.terminator === undefined ? LAST_ITEM : ITEM;
    case 'Word':
      return WORD;
    default:
      return parent.type === 'If' || parent.type === 'Function' ? ITEM : undefined;
  }
}

/** `< 2>f`: to bash the number belongs to the second sign, and the first has no target. */
function swallowed(parts: readonly SyntaxNode[], source: string): string | undefined {
  const part = parts.find(
    (one) =>
      (one.type === 'Redirect' || one.type === 'HereString') &&
      /^(?:\d+|\{\w+\})$/.test(one.target?.text ?? '') &&
      /[<>]/.test(source[one.end] ?? ''),
  );
  return part && source.slice(part.pos, part.end + 1);
}

/** `ls |⏎time wc`: after a line's end `time` is the keyword again, which has no place inside a pipeline. */
function lateTime(commands: readonly Part[], source: string): string | undefined {
  const late = commands.some(
    ({ pos }, index) =>
      index > 0 &&
      source.startsWith('time', pos) &&
      source.slice(commands[index - 1]!.end, pos).includes('\n'),
  );
  return late ? 'time' : undefined;
}

/** A bracket that is not quoted: an array has no place here. */
function hasBracket(word: Word): boolean {
  const plain = word.parts
    ? word.parts.flatMap((part) => (part.type === 'Literal' ? [part.text] : []))
    : [word.text];
  return plain.some((text) => /(?<!\\)[()]/.test(text));
}

/** Inside `[[ ]]` too a word cannot begin with `#`. */
function comment(node: SyntaxNode): string | undefined {
  let found: string | undefined;
  forEachChild(node, (child) => {
    if (child.type === 'Word' && child.text.startsWith('#')) found = child.text;
  });
  return found;
}

interface Part {
  readonly pos: number;
  readonly end: number;
}

/** Where a part ends for what follows it: the `&` of a statement is the sign that ends it. */
function endOf(part: SyntaxNode | Part): number {
  if (!('type' in part)) return part.end;
  if (part.type === 'Statement') return part.background ? part.end - 1 : part.end;
  if (part.type === 'Elif') return part.end - (part.then.end - endOf(part.then));
  if (part.type !== 'CompoundList') return part.end;
  const last = part.commands.at(-1);
  return last ? endOf(last) : part.end;
}

function between(parts: readonly (SyntaxNode | Part)[], source: string, allowed: RegExp): string | undefined {
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    const stray = before && check(source.slice(endOf(before), part.pos), allowed);
    if (stray !== undefined) return stray;
  }
  return undefined;
}

const check = (gap: string, allowed: RegExp): string | undefined =>
  allowed.test(gap) ? undefined : gap.trim();

/** The text with blanks for the bodies of here-documents: they stand between statements, with a place of their own in the tree. */
export function withoutBodies(script: SyntaxNode, source: string): string {
  let text = source;
  const blank = ({ pos, end }: Part) => {
    text = text.slice(0, pos) + text.slice(pos, end).replace(/[\s\S]/g, ' ') + text.slice(end);
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'HereDoc') {
      blank(node.body);
      if (node.closing) blank(node.closing);
    }
    // A script with a text of its own has positions of its own.
    forEachChild(node, (child) => {
      if (child.type !== 'Script' || child.source === undefined) visit(child);
    });
  };
  visit(script);
  return text;
}
