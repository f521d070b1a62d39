import type { Selection } from '../frames/selection.ts';
import { escapeExtended, globArg, pathArg } from '../quote.ts';
import type { World } from '../types.ts';

const anyOf = (tests: readonly string[]): string =>
  tests.length === 1 ? tests[0]! : `\\( ${tests.join(' -o ')} \\)`;

/** The tests of find that say which entries are meant, without folders and depth. */
export function findTests(sel: Selection): string[] {
  const name = sel.ignoreCase ? '-iname' : '-name';
  const tests: string[] = [];
  if (sel.type) tests.push(`-type ${sel.type}`);
  if (sel.names.length > 0) tests.push(anyOf(sel.names.map((pattern) => `${name} ${single(pattern)}`)));
  for (const pattern of sel.notNames) tests.push(`-not ${name} ${single(pattern)}`);
  if (sel.hidden === 'only') tests.push(`-name '.*'`);
  if (sel.hidden === 'without') tests.push(`-not -path '*/.*'`);
  for (const folder of sel.without) {
    const path = folder.replace(/^\.?\//, '').replace(/\/+$/, '');
    // find writes paths as its root was written: web/img below web, ./web/img below the folder itself.
    const below = sel.roots.some((root) => path.startsWith(`${root.replace(/\/+$/, '')}/`));
    const whole = below ? path : `*/${path}`;
    if (sel.type !== 'f') tests.push(`-not -path ${single(whole)}`);
    tests.push(`-not -path ${single(`${whole}/*`)}`);
  }
  return [...tests, ...sel.tests];
}

const single = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

export const rootsOf = (sel: Selection): string =>
  sel.roots.length === 0 ? '.' : sel.roots.map((root) => findRoot(root)).join(' ');

const findRoot = (root: string) => pathArg(root);

/** A whole find command; `tail` is appended: "-delete", "-printf …", "-exec …". */
export function findCommand(
  sel: Selection,
  tail = '',
  depth: 'all' | 'one' = sel.depth ?? 'all',
  plain = false,
): string {
  const parts = ['find', rootsOf(sel), ...sel.early];
  if ((sel.type === 'd' || sel.type === undefined) && !(plain && depth === 'all')) parts.push('-mindepth 1');
  if (sel.maxDepth !== undefined) parts.push(`-maxdepth ${sel.maxDepth}`);
  else if (depth === 'one' && !(sel.without.length > 0 && sel.depth === undefined)) parts.push('-maxdepth 1');
  parts.push(...findTests(sel));
  if (tail) parts.push(tail);
  return parts.join(' ');
}

/** True when a name pattern and a folder say it all, so that the shell can expand it. */
export const isPlainGlob = (sel: Selection): boolean =>
  sel.tests.length === 0 &&
  sel.notNames.length === 0 &&
  sel.without.length === 0 &&
  sel.early.length === 0 &&
  sel.hidden === undefined &&
  !sel.ignoreCase &&
  sel.content === undefined &&
  sel.type !== 'd' &&
  sel.type !== 'l';

/** "posts/*.md" for each folder and pattern. */
export function globs(sel: Selection): string[] {
  const roots = sel.roots.length === 0 ? [''] : sel.roots.map((root) => `${root.replace(/\/+$/, '')}/`);
  const names = sel.names.length === 0 ? ['*'] : sel.names;
  return roots.flatMap((root) => names.map((name) => globWord(root, name)));
}

function globWord(root: string, name: string): string {
  const folder = root === '' ? '' : root === '/' ? '/' : `${pathArg(root.slice(0, -1))}/`;
  const pattern = globArg(name);
  return folder === '' ? pattern : folder + pattern.replace(/^\.\//, '');
}

const globRegex = (pattern: string, ignoreCase: boolean) =>
  new RegExp(
    `^${pattern
      .split(/(\*|\?|\[[^\]]+\])/)
      .map((part) =>
        part === '*'
          ? '.*'
          : part === '?'
            ? '.'
            : /^\[/.test(part)
              ? part
              : escapeExtended(part.replace(/\\(.)/g, '$1')),
      )
      .join('')}$`,
    ignoreCase ? 'i' : '',
  );

export interface Known {
  /** Matches directly in the folder. */
  readonly near: number;
  /** Matches further down. */
  readonly below: number;
  /** All was seen: numbers are exact. */
  readonly sure: boolean;
}

/** How many files here match name and type, as far as the world is known; other tests are not counted in. */
export function known(sel: Selection, world: World): Known {
  const patterns = sel.names.map((name) => globRegex(name, sel.ignoreCase));
  const nots = sel.notNames.map((name) => globRegex(name, sel.ignoreCase));
  const roots = (sel.roots.length === 0 ? [''] : sel.roots).map((root) =>
    root.replace(/^\.\/?/, '').replace(/\/+$/, ''),
  );
  let nearCount = 0;
  let below = 0;
  let sure = world.complete;
  for (const root of roots) {
    if (/^[/~]/.test(root)) {
      const names = world.names(root);
      sure = false;
      nearCount += names.filter((entry) => matches(entry.path, entry.type)).length;
      continue;
    }
    const prefix = root === '' ? '' : `${root}/`;
    for (const entry of world.entries) {
      if (!entry.path.startsWith(prefix)) continue;
      const rest = entry.path.slice(prefix.length);
      if (!matches(entry.path, entry.type)) continue;
      if (rest.includes('/')) below += 1;
      else nearCount += 1;
    }
  }
  return { near: nearCount, below, sure };

  function matches(path: string, type: string): boolean {
    if (
      sel.type === 'd'
        ? type !== 'dir'
        : sel.type === 'l'
          ? type !== 'link'
          : sel.type === 'f'
            ? type === 'dir'
            : false
    )
      return false;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (patterns.length > 0 && !patterns.some((pattern) => pattern.test(name))) return false;
    return !nots.some((pattern) => pattern.test(name));
  }
}
