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

/** Undefined when it cannot be read, or when awks disagree where a regular expression ends. */
function tokenize(program: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < program.length) {
    const rest = program.slice(at);
    const last = tokens.at(-1);
    let match: RegExpExecArray | null;
    if ((match = /^(?:[ \t\r]|\\\r?\n)+/.exec(rest) ?? /^#[^\n]*/.exec(rest))) at += match[0].length;
    else if (rest.startsWith('\n')) {
      tokens.push({ kind: 'newline', text: '\n' });
      at++;
    } else if ((match = /^"(?:[^"\\\n]|\\[\s\S])*"/.exec(rest))) {
      const body = match[0].slice(1, -1);
      // Escapes could spell a path; only plain text is taken at its word.
      tokens.push({ kind: body.includes('\\') ? 'regex' : 'string', text: body });
      at += match[0].length;
    } else if (rest.startsWith('/') && regexMayStart(last)) {
      match = /^\/(?:[^/\\[\n]|\\.|\[\^?\]?(?:[^\]\\/\n]|\\.|\[:\w+:\])*\])*\//.exec(rest);
      if (!match) return undefined;
      tokens.push({ kind: 'regex', text: match[0] });
      at += match[0].length;
    } else if ((match = /^[A-Za-z_]\w*/.exec(rest))) {
      tokens.push({ kind: 'name', text: match[0] });
      at += match[0].length;
    } else if (
      (match = /^(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/.exec(rest))
    ) {
      tokens.push({ kind: 'number', text: match[0] });
      at += match[0].length;
    } else if ((match = SIGNS.exec(rest))) {
      tokens.push({ kind: 'sign', text: match[0] });
      at += match[0].length;
    } else return undefined;
  }
  return tokens;
}

function regexMayStart(last: Token | undefined): boolean {
  if (!last || last.kind === 'newline') return true;
  if (last.kind === 'name') return KEYWORDS.has(last.text);
  return last.kind === 'sign' && BEFORE_REGEX.test(last.text) && last.text !== ')' && last.text !== ']';
}
