import type { Use } from '../spec.ts';

interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'regex' | 'sign' | 'newline';
  readonly text: string;
}

/** After these a slash begins a regular expression, and a line does not end. */
const BEFORE_REGEX = /^(?:[([{,;!~&|?:=<>+\-*/%^]|&&|\|\||==|!=|<=|>=|\+=|-=|\*=|\/=|%=|\^=|!~|\n|}|)$/;
const CONTINUES = new Set([',', '&&', '||', '?', ':', '{', 'do', 'else']);
const KEYWORDS = new Set([
  'print',
  'printf',
  'return',
  'in',
  'case',
  'getline',
  'delete',
  'else',
  'do',
  'if',
  'while',
]);

/** Reads an awk program far enough to know every way out of it: pipes, files, system, loaded code, the environment. */
export function awkUses(program: string): readonly Use[] {
  const tokens = tokenize(program);
  if (!tokens) return [{ kind: 'unknown', detail: 'an awk program that is not understood' }];
  const uses: Use[] = [];
  let printing = false;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const { kind, text } = token;
    const next = tokens[index + 1];
    if (kind === 'name') {
      if (text === 'print' || text === 'printf') {
        printing = true;
        depth = 0;
      } else uses.push(...named(text, tokens, index));
    } else if (kind === 'newline') {
      if (!CONTINUES.has(tokens[index - 1]?.text ?? '')) printing = false;
    } else if (kind === 'sign') {
      if (text === '(' || text === '[') depth++;
      else if (text === ')' || text === ']') depth--;
      else if (text === ';' || text === '{' || text === '}') printing = false;
      else if (text === '|' || text === '|&')
        uses.push({ kind: 'exec', detail: 'the awk program pipes to or from a program' });
      else if (text === '>>' || (text === '>' && printing && depth <= 0))
        uses.push(output(next, tokens[index + 2]));
      else if (text === '@' || text === '::')
        uses.push({ kind: 'exec', detail: 'the awk program loads code or calls a function by name' });
    }
  }
  return uses;
}

function named(text: string, tokens: readonly Token[], index: number): readonly Use[] {
  switch (text) {
    case 'system':
      return [{ kind: 'exec', detail: 'the awk function system starts a program' }];
    case 'ENVIRON':
      return [{ kind: 'secret', detail: 'the awk program reads the environment' }];
    case 'ARGV':
    case 'ARGC':
    case 'SYMTAB':
    case 'FUNCTAB':
      return [{ kind: 'unknown', detail: `the awk program uses ${text}` }];
    case 'getline': {
      const after = tokens.slice(index + 1, index + 12);
      const from = after.findIndex((token) => token.text === '<' && token.kind === 'sign');
      const stops = after.findIndex((token) => token.kind === 'newline' || /^[;)}]$/.test(token.text));
      if (from === -1 || (stops !== -1 && stops < from)) return [];
      const file = after[from + 1];
      const ends = after[from + 2];
      if (
        file?.kind !== 'string' ||
        (ends && !/^(?:[;)}>]|\n|>=|==|!=|&&|\|\|)$/.test(ends.text) && ends.kind !== 'newline')
      )
        return [{ kind: 'unknown', detail: 'the awk program reads a file that is not known' }];
      return [{ kind: 'read', arg: file.text }];
    }
    default:
      return [];
  }
}

function output(file: Token | undefined, ends: Token | undefined): Use {
  const whole = !ends || ends.kind === 'newline' || /^[;})]$/.test(ends.text);
  if (file?.kind === 'string' && whole)
    return { kind: 'write', arg: file.text, detail: 'the awk program writes it' };
  return { kind: 'write', detail: 'the awk program writes a file' };
}

const SIGNS = /^(?:\|&|\|\||&&|>>|\*\*=|\*\*|[-+*/%^=!<>]=|!~|\+\+|--|::|[-+*/%^=!<>~?:,;(){}[\]$|@&])/;

const BLANK = /^(?:(?:[ \t\r]|\\\r?\n)+|#[^\n]*)/;
const STRING = /^"(?:[^"\\\n]|\\[\s\S])*"/;
const REGEX = /^\/(?:[^/\\[\n]|\\.|\[\^?\]?(?:[^\]\\/\n]|\\.|\[:\w+:\])*\])*\//;
const NAME = /^[A-Za-z_]\w*/;
const NUMBER = /^(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/;

/** Undefined when it cannot be read, or when awks disagree where a regular expression begins or ends. */
function tokenize(program: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let rest = program; rest !== ''; ) {
    const blank = BLANK.exec(rest)?.[0];
    if (blank !== undefined) {
      rest = rest.slice(blank.length);
      continue;
    }
    const token = nextToken(rest, tokens.at(-1));
    if (!token) return undefined;
    tokens.push(token.kind === 'string' ? stringToken(token.text) : token);
    rest = rest.slice(token.text.length);
  }
  return tokens;
}

function nextToken(rest: string, last: Token | undefined): Token | undefined {
  if (rest.startsWith('\n')) return { kind: 'newline', text: '\n' };
  const slash = rest.startsWith('/') ? slashAfter(last, rest) : 'sign';
  if (slash === 'unclear') return undefined;
  const kinds: readonly (readonly [Token['kind'], RegExp])[] =
    slash === 'regex'
      ? [['regex', REGEX]]
      : [
          ['string', STRING],
          ['name', NAME],
          ['number', NUMBER],
          ['sign', SIGNS],
        ];
  for (const [kind, pattern] of kinds) {
    const text = pattern.exec(rest)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return undefined;
}

/** Escapes could spell a path; only plain text is taken at its word. */
function stringToken(quoted: string): Token {
  const body = quoted.slice(1, -1);
  return { kind: body.includes('\\') ? 'regex' : 'string', text: body };
}

/** Division or the start of a regular expression: after a bracket it depends on the grammar, so more slashes are unclear. */
function slashAfter(last: Token | undefined, rest: string): 'regex' | 'sign' | 'unclear' {
  if (!last || last.kind === 'newline') return 'regex';
  if (last.kind === 'name' && KEYWORDS.has(last.text)) return 'regex';
  if (last.kind === 'sign' && BEFORE_REGEX.test(last.text) && last.text !== ')' && last.text !== ']')
    return 'regex';
  const clear =
    last.kind === 'number' ||
    last.kind === 'string' ||
    (last.kind === 'name' && last.text !== 'length') ||
    last.text === ']';
  return clear || !rest.slice(1).includes('/') ? 'sign' : 'unclear';
}
