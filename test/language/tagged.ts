import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The templates that the source gives to a speaker, as the catalogue knows them: `step {0} ended`. */
export function taggedTemplates(folder: string): readonly string[] {
  const found = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name)) continue;
    const source = readFileSync(join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const match of source.matchAll(/(?:\bsay|speaker\(\)\))`/g))
      found.add(templateAt(source, match.index + match[0].length).text);
  }
  return [...found].sort();
}

/** A template from after its first backtick on, its expressions counted, and where it ends. */
function templateAt(source: string, start: number): { readonly text: string; readonly end: number } {
  let text = '';
  let places = 0;
  for (let index = start; ; index++) {
    const char = source[index];
    if (char === undefined) throw new Error('a template without an end');
    if (char === '`') return { text, end: index };
    if (char === '\\') text += source[++index];
    else if (char === '$' && source[index + 1] === '{') {
      text += `{${places++}}`;
      index = expressionEnd(source, index + 2);
    } else text += char;
  }
}

/** Where the expression that begins here has its closing brace. */
function expressionEnd(source: string, start: number): number {
  for (let index = start, depth = 0; ; index++) {
    const char = source[index];
    if (char === undefined) throw new Error('an expression without an end');
    if (char === '`') index = templateAt(source, index + 1).end;
    else if (char === "'") index = source.indexOf("'", index + 1);
    else if (char === '{') depth++;
    else if (char === '}' && depth-- === 0) return index;
  }
}
