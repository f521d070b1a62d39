import { expandBraces } from './brace.ts';
import { expandParameter } from './params.ts';
import { parseBash, type Word, type WordPart } from './parse.ts';
import { any, type Field, fieldsOf, lit, type Piece, type Pieces, product, unquoted } from './value.ts';

/** What is known while a word is expanded. */
export interface WordScope {
  readonly home: string;
  readonly user: string;
  /** The folder, when only one is possible. */
  readonly cwd: string | undefined;
  /** Possible values of a variable; undefined when anything is possible. */
  variable(name: string): readonly Field[] | undefined;
  /** What a command substitution prints, when it is nothing but literal text. */
  printed?(part: WordPart): string | undefined;
}

/** More alternatives than this and a word counts as unknown. */
const MAX_ALTERNATIVES = 16;

/** The words that brace expansion makes of one: parsed anew, as bash does; undefined when there are too many. */
export function braced(word: Word): readonly Word[] | undefined {
  if (!word.text.includes('{')) return [word];
  const texts = expandBraces(word.text);
  if (!texts) return undefined;
  if (texts.length === 1 && texts[0] === word.text) return [word];
  const words: Word[] = [];
  for (const text of texts) {
    if (text === '') continue;
    const { script, problems } = parseBash(`: ${text}`);
    const command = script?.commands[0]?.command;
    if (problems.length > 0 || command?.type !== 'Command' || script?.commands.length !== 1) return undefined;
    const [only, ...more] = command.suffix;
    if (more.length > 0 || only?.type !== 'Word') return undefined;
    words.push(only);
  }
  return words;
}

/** Every value one word may have, each a list of fields (none, one or several after splitting). */
export function evaluateWord(word: Word, scope: WordScope): readonly (readonly Field[])[] {
  return evaluatePieces(word, scope, false).map(fieldsOf);
}

/** The same where bash neither splits nor globs: assignments, here-strings, `[[ ]]`, `case`. */
export function evaluateSingle(word: Word, scope: WordScope): readonly Field[] {
  return evaluatePieces(word, scope, true).map((pieces) => (pieces.length === 0 ? [lit('')] : pieces));
}

function evaluatePieces(word: Word, scope: WordScope, single: boolean): readonly Pieces[] {
  const parts: readonly WordPart[] = word.parts ?? [
    { type: 'Literal', pos: word.pos, end: word.end, value: word.value, text: word.text },
  ];
  const choices = parts.map((part, index) =>
    evaluatePart(part, scope, single, index === 0 ? tildeFor(word.text, scope) : undefined, word.text),
  );
  const combined = product(choices, MAX_ALTERNATIVES);
  return combined ? combined.map((lists) => lists.flat()) : [[any(single)]];
}

/** What stands for a leading tilde; undefined when the word has none. `~user` is not known here. */
function tildeFor(text: string, scope: WordScope): string | undefined {
  const match = /^~([^/\s"'$`\\*?[:]*)(?=\/|$)/.exec(text);
  return match ? tilde(match[1]!, scope) : undefined;
}

function tilde(name: string, scope: WordScope): string | undefined {
  if (name === '' || name === scope.user) return scope.home;
  if (name === 'root') return '/root';
  if (name === '+') return scope.cwd;
  return /^[a-z_][a-z0-9_-]*$/i.test(name) ? `/home/${name}` : undefined;
}

function evaluatePart(
  part: WordPart,
  scope: WordScope,
  single: boolean,
  leadingTilde: string | undefined,
  wordText: string,
): readonly Pieces[] {
  switch (part.type) {
    case 'Literal':
      // A continued line may leave a literal of nothing, which is no word.
      if (part.value === '') return [[]];
      return [[lit(withTilde(part.value, part.text, scope, leadingTilde, wordText))]];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [[lit(part.value)]];
    case 'LocaleString':
    case 'DoubleQuoted': {
      const inner = product(
        part.parts.map((child) => evaluateQuoted(child, scope)),
        MAX_ALTERNATIVES,
      );
      return inner ? inner.map((lists) => [lit(''), ...lists.flat()]) : [[any(true)]];
    }
    case 'Glob':
      return single ? [[lit(part.value)]] : [[{ t: 'glob', s: part.text }]];
    case 'ExtendedGlob':
      return single ? [[any(true)]] : [[{ t: 'glob', s: part.text }]];
    case 'BraceExpansion':
      return single ? [[lit(part.text)]] : [[any(false)]];
    case 'ProcessSubstitution':
      return [[lit('/dev/fd/63')]];
    default:
      return single ? evaluateQuoted(part, scope) : evaluateUnquoted(part, scope);
  }
}

/** `NAME=~/x:~/y` is expanded too, also in arguments. */
function withTilde(
  value: string,
  text: string,
  scope: WordScope,
  leading: string | undefined,
  wordText: string,
): string {
  if (leading !== undefined && text.startsWith('~')) return value.replace(/^~[^/]*/, () => leading);
  if (!text.includes('~') || !/^[A-Za-z_]\w*\+?=/.test(wordText) || text.includes('\\')) return value;
  return value.replace(/([=:])~([^/:]*)(?=[/:]|$)/g, (all, sign: string, name: string) => {
    const folder = tilde(name, scope);
    return folder === undefined ? all : sign + folder;
  });
}

function evaluateQuoted(part: WordPart, scope: WordScope): readonly Pieces[] {
  if (part.type === 'Literal') return [[lit(part.value)]];
  const values = expansionValues(part, scope);
  if (!values) return [[any(!/^\$(@|\{@|\{\w+\[@\])/.test(part.text))]];
  return values.map((field) => field.map(inQuotes));
}

function inQuotes(piece: Piece): Piece {
  if (piece.t === 'glob') return { ...piece, one: true };
  return piece.t === 'any' ? any(true) : piece;
}

function evaluateUnquoted(part: WordPart, scope: WordScope): readonly Pieces[] {
  const values = expansionValues(part, scope);
  if (!values) return [[any(false)]];
  return values.map((field) =>
    field.every((piece) => piece.t === 'lit')
      ? unquoted(field.map((piece) => (piece.t === 'lit' ? piece.s : '')).join(''))
      : [any(false)],
  );
}

/** Possible values of `$x`, `${…}`, `$(…)`, `$((…))`; undefined when nobody can say. */
function expansionValues(part: WordPart, scope: WordScope): readonly Field[] | undefined {
  if (part.type === 'SimpleExpansion') return scope.variable(part.text.slice(1));
  if (part.type === 'ParameterExpansion') return expandParameter(part, scope);
  const printed = scope.printed?.(part);
  return printed === undefined ? undefined : [[lit(printed)], [any(true)]];
}
