import type { Use } from '../spec.ts';

/** Words that reach outside the data: the environment, modules, files. */
const OUTSIDE: Readonly<Record<string, Use>> = {
  env: { kind: 'secret', detail: 'the jq program reads the environment' },
  $__prog_args: { kind: 'secret', detail: 'the jq program reads how it was called' },
  $ENV: { kind: 'secret', detail: 'the jq program reads the environment' },
  import: { kind: 'unknown', detail: 'the jq program loads a module' },
  include: { kind: 'unknown', detail: 'the jq program loads a module' },
  modulemeta: { kind: 'unknown', detail: 'the jq program loads a module' },
  get_search_list: { kind: 'unknown', detail: 'the jq program asks for module folders' },
};

/** Reads a jq program: strings (with programs inside `\(…)`), fields, names. jq itself cannot write or start anything. */
export function jqUses(program: string): readonly Use[] {
  const uses: Use[] = [];
  return scan(program, 0, uses, false) === undefined
    ? [{ kind: 'unknown', detail: 'a jq program that is not understood' }]
    : uses;
}

/** Position after the program or, inside a string, after its closing bracket; undefined when it cannot be read. */
function scan(text: string, start: number, uses: Use[], nested: boolean): number | undefined {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text[at]!;
    const rest = text.slice(at, at + 200);
    if (char === '"') {
      const after = string(text, at + 1, uses);
      if (after === undefined) return undefined;
      at = after;
    } else if (char === '#') {
      const end = text.indexOf('\n', at);
      // Versions disagree whether a backslash continues a comment.
      if (/\\\s*$/.test(text.slice(at, end === -1 ? undefined : end))) return undefined;
      at = end === -1 ? text.length : end;
    } else if (char === '(') {
      depth++;
      at++;
    } else if (char === ')') {
      if (depth === 0) return nested ? at + 1 : undefined;
      depth--;
      at++;
    } else {
      const word = /^(?:\.\s*[A-Za-z_]\w*|\$\s*(?:__loc__|[A-Za-z_][\w:]*)|@\w+|[A-Za-z_][\w:]*)/.exec(
        rest,
      )?.[0];
      if (word !== undefined) {
        const name = word.replace(/\s+/g, '');
        if (Object.hasOwn(OUTSIDE, name)) uses.push(OUTSIDE[name]!);
        if (word.includes('::')) uses.push({ kind: 'unknown', detail: 'the jq program uses a module' });
        at += word.length;
      } else at++;
    }
  }
  return nested ? undefined : at;
}

function string(text: string, start: number, uses: Use[]): number | undefined {
  let at = start;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"') return at + 1;
    if (char !== '\\') at++;
    else if (text[at + 1] === '(') {
      const after = scan(text, at + 2, uses, true);
      if (after === undefined) return undefined;
      at = after;
    } else at += 2;
  }
  return undefined;
}
