import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'smol-toml';
import { checkText } from './load.ts';
import { ConfigError, fileProblem, type Paths, prepareFolder } from './paths.ts';
import { isKey, KEYS, type Key, TABLE, unknownSetting } from './schema.ts';
import { entryLine, flatten, sections } from './toml-text.ts';
import { writeFileWhole } from './write-file.ts';

/** `assent config set KEY VALUE`: changes one value in the user's file and leaves every other byte as it is. */
export async function setSetting(paths: Paths, name: string, value: unknown): Promise<void> {
  if (!isKey(name)) throw new ConfigError(unknownSetting(name));
  const { kind } = TABLE[name];
  const read = kind.read(value);
  if (read === undefined) throw new ConfigError(`${name}: give ${kind.want}`);
  const problem = fileProblem(paths.configFile);
  if (problem) throw new ConfigError(problem);
  const before = existsSync(paths.configFile) ? readFileSync(paths.configFile, 'utf8') : '';
  const after = withValue(before, name, kind.write(read), paths.configFile);
  const { problems } = await checkText(after, paths.configFile);
  if (problems[0] !== undefined) throw new ConfigError(`not changed, since ${problems[0]}`);
  prepareFolder(paths.config);
  writeFileWhole(paths.configFile, after);
}

/**
 * The text with one value changed or added. What plain reading may get wrong (a header inside a text of several lines)
 * is caught by comparing before and after as TOML; then it throws and nothing is changed.
 */
export function withValue(source: string, key: Key, value: string, name: string): string {
  const wanted = new Map(parsed(source, name));
  wanted.set(key, parsed(`x = ${value}`, name)[0]![1]);
  const after = edited(source, key, value);
  let got: Map<string, unknown> | undefined;
  try {
    got = new Map(flatten(parse(after)));
  } catch {
    got = undefined;
  }
  if (!isDeepStrictEqual(got, wanted))
    throw new ConfigError(
      `cannot change ${key} in ${name} without touching something else: change it by hand`,
    );
  return after;
}

function parsed(source: string, name: string): [string, unknown][] {
  try {
    return flatten(parse(source));
  } catch (error) {
    throw new ConfigError(`${name}: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
}

function edited(source: string, key: Key, value: string): string {
  const lines = source.split('\n');
  const at = entryLine(lines, key);
  if (at) {
    const end = lastLine(lines, at.line, at.value);
    const tail = trailing(lines[end]!, end === at.line ? at.value : 0, lines.slice(at.line, end), at.value);
    lines.splice(at.line, end - at.line + 1, `${lines[at.line]!.slice(0, at.value)}${value}${tail}`);
    return lines.join('\n');
  }
  const dot = key.lastIndexOf('.');
  const section = key.slice(0, Math.max(0, dot));
  const entry = `${key.slice(dot + 1)} = ${value}`;
  const place = sections(lines).find(({ name }) => name === section);
  if (!place) {
    const gap = source === '' || source.endsWith('\n\n') ? '' : source.endsWith('\n') ? '\n' : '\n\n';
    return `${source}${gap}[${section}]\n${entry}\n`;
  }
  const own = lines.slice(place.header + 1, place.end);
  const example = own.findIndex((line) => new RegExp(`^#\\s*${key.slice(dot + 1)}\\s*=`).test(line));
  const filled = own.findLastIndex((line) => line.trim() !== '');
  lines.splice(place.header + 2 + (example === -1 ? filled : example), 0, entry);
  return lines.join('\n');
}

/** The line on which a value that begins at `start` ends: a list or a text may go over several. */
function lastLine(lines: readonly string[], line: number, start: number): number {
  for (let end = line; end < lines.length; end++) {
    const text = [lines[line]!.slice(start), ...lines.slice(line + 1, end + 1)].join('\n');
    if (parses(text)) return end;
  }
  return line;
}

/** Blanks and comment after a value on its last line. */
function trailing(last: string, from: number, above: readonly string[], start: number): string {
  const before = above.map((line, index) => (index === 0 ? line.slice(start) : line)).join('\n');
  const text = last.slice(from);
  for (let sign = text.indexOf('#'); sign !== -1; sign = text.indexOf('#', sign + 1)) {
    const value = `${before}${above.length > 0 ? '\n' : ''}${text.slice(0, sign)}`;
    if (parses(value)) return `${/\s*$/.exec(text.slice(0, sign))![0]}${text.slice(sign)}`;
  }
  return text.endsWith('\r') ? '\r' : '';
}

function parses(value: string): boolean {
  try {
    // The line end belongs to it: a comment may end in a carriage return.
    parse(`x = ${value}\n`);
    return true;
  } catch {
    return false;
  }
}

/** Notes whether a server on this machine may be used: asked once, remembered either way. */
export async function answerLocal(
  paths: Paths,
  known: { readonly accepted: readonly string[]; readonly declined: readonly string[] },
  address: string,
  use: boolean,
): Promise<void> {
  const others = (list: readonly string[]) => list.filter((one) => one !== address);
  const [accepted, declined] = [others(known.accepted), others(known.declined)];
  (use ? accepted : declined).push(address);
  await setSetting(paths, 'endpoint.accepted_local', accepted);
  if (declined.length > 0 || known.declined.length > 0)
    await setSetting(paths, 'endpoint.declined_local', declined);
}

/** `assent config init`: a file in which every setting stands as a comment. An existing file is left alone. */
export function initConfig(paths: Paths): void {
  if (existsSync(paths.configFile))
    throw new ConfigError(`${paths.configFile} exists already; change it with: assent config set KEY VALUE`);
  prepareFolder(paths.config);
  writeFileWhole(paths.configFile, defaultText());
}

export function defaultText(): string {
  const lines = [
    '# Settings of assent. What is commented out is as it is without this file.',
    '# Flags and the environment come before it; assent config show tells where each value is from.',
  ];
  let section = '';
  for (const key of KEYS) {
    const { about, kind, otherwise, example } = TABLE[key];
    const dot = key.lastIndexOf('.');
    const name = key.slice(0, Math.max(0, dot));
    lines.push('', ...(name === section ? [] : [`[${name}]`]));
    section = name;
    lines.push(`# ${about}`, `# ${key.slice(dot + 1)} = ${kind.write(otherwise ?? example)}`);
  }
  return `${lines.join('\n')}\n`;
}
