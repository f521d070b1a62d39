import type { TomlTable } from 'smol-toml';
import { ConfigError } from './paths.ts';

/** TOML as text: parsing with our message, and where in the text a dotted key stands. */
export async function parseToml(source: string, name: string): Promise<TomlTable> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const why = error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
    throw new ConfigError(`${name} line ${error.line}: ${why}`, { cause: error });
  }
}

/** Tables become dotted names, down to the values; `stop` names what is a value even when it is a table. */
export function flatten(table: TomlTable, prefix = ''): [string, unknown][] {
  return Object.entries(table).flatMap(([name, value]): [string, unknown][] => {
    const key = `${prefix}${name}`;
    const isTable =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
    return isTable ? flatten(value as TomlTable, `${key}.`) : [[key, value]];
  });
}

export interface Section {
  /** Dotted; empty above the first header. */
  readonly name: string;
  /** Index of the header line; -1 for the part above the first. */
  readonly header: number;
  /** Index of the line after the last. */
  readonly end: number;
}

const BARE = String.raw`[A-Za-z0-9_-]+|"[^"\\]*"|'[^']*'`;
const NAME = String.raw`(?:${BARE})(?:\s*\.\s*(?:${BARE}))*`;
const HEADER = new RegExp(String.raw`^\s*\[\s*(${NAME})\s*\]\s*(?:#[^\n]*)?$`);
const ENTRY = new RegExp(String.raw`^\s*(${NAME})\s*=\s*`);

/** Sections by plain reading: a header inside a text of several lines is mistaken for one, whoever edits checks after. */
export function sections(lines: readonly string[]): Section[] {
  const found: Section[] = [{ name: '', header: -1, end: lines.length }];
  for (const [index, line] of lines.entries()) {
    const name = HEADER.exec(line)?.[1];
    if (name === undefined && !/^\s*\[\[/.test(line)) continue;
    found[found.length - 1] = { ...found.at(-1)!, end: index };
    found.push({ name: name === undefined ? '[[' : dotted(name), header: index, end: lines.length });
  }
  return found;
}

/** Index of the line that sets a dotted key, and where its value begins in it. */
export function entryLine(
  lines: readonly string[],
  key: string,
): { line: number; value: number } | undefined {
  for (const section of sections(lines)) {
    for (let line = section.header + 1; line < section.end; line++) {
      const match = ENTRY.exec(lines[line]!);
      if (!match) continue;
      const name = section.name === '' ? dotted(match[1]!) : `${section.name}.${dotted(match[1]!)}`;
      if (name === key) return { line, value: match[0].length };
    }
  }
  return undefined;
}

function dotted(name: string): string {
  return [...name.matchAll(new RegExp(BARE, 'g'))]
    .map(([part]) => part.replace(/^["']|["']$/g, ''))
    .join('.');
}
