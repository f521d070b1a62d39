import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseBash } from '../policy/parse.ts';
import type { Verdict } from '../policy/types.ts';
import { mounts } from './mounts.ts';

export interface TrashOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  readonly now: Date;
}

/** Longer would be no command that a person reads. */
const MOST = 20;
const OPTION = /^(?:-[rRfivd]+|--recursive|--force|--verbose|--dir|--)$/;

/**
 * The same step as a move into the trash of the freedesktop specification: bash text of its own, shown and judged like
 * any other. Undefined where the step is more than one plain `rm` of known paths, or one of them cannot be trashed.
 */
export function asTrash(
  command: string,
  verdict: Pick<Verdict, 'effects'>,
  options: TrashOptions,
): string | undefined {
  const recursive = plainRemove(command);
  if (recursive === undefined) return undefined;
  const targets = verdict.effects.filter(({ kind }) => kind === 'delete').map(({ target }) => target);
  if (targets.length === 0 || targets.length > MOST) return undefined;
  const taken = new Set<string>();
  const moves: string[] = [];
  const trashes = new Set<string>();
  for (const target of targets) {
    const found = target === undefined ? undefined : placeOf(target, recursive, taken, options);
    if (!found) return undefined;
    trashes.add(found.trash);
    moves.push(moveText(found, options.now));
  }
  const folders = [...trashes].flatMap((trash) => [join(trash, 'files'), join(trash, 'info')]);
  return [`mkdir -p --mode=700 -- ${folders.map(quote).join(' ')}`, ...moves].join(' && ');
}

/** Whether folders go too; undefined for anything but one `rm` with options that only say how it deletes. */
function plainRemove(command: string): boolean | undefined {
  const { script, problems } = parseBash(command);
  const [only, ...more] = script?.commands ?? [];
  if (problems.length > 0 || more.length > 0 || only?.command.type !== 'Command') return undefined;
  const { name, prefix, args, redirects } = only.command;
  if (only.background || name?.text !== 'rm' || prefix.length > 0 || redirects.length > 0) return undefined;
  const words = args.map(({ pos, end }) => command.slice(pos, end));
  // What an expansion runs or reads is no plain deletion.
  if (words.some((word) => /[$`]/.test(word))) return undefined;
  const end = words.indexOf('--');
  const options = words.slice(0, end < 0 ? words.length : end).filter((word) => word.startsWith('-'));
  if (!options.every((word) => OPTION.test(word))) return undefined;
  return options.some((word) => word === '--recursive' || /^-\w*[rR]/.test(word));
}

interface Place {
  readonly target: string;
  readonly trash: string;
  /** As `.trashinfo` names it: absolute in the home trash, else from the top of the mount. */
  readonly said: string;
  readonly name: string;
}

function placeOf(
  target: string,
  recursive: boolean,
  taken: Set<string>,
  { env, uid }: TrashOptions,
): Place | undefined {
  try {
    const status = lstatSync(target);
    if (status.isDirectory() && !recursive) return undefined;
    const real = join(realpathSync(dirname(target)), basename(target));
    const home = homeTrash(env);
    const isHome = home !== undefined && deviceOf(home) === status.dev;
    const top = isHome ? undefined : topOf(real);
    if (!isHome && (top === undefined || top === real)) return undefined;
    const trash = isHome ? home : mountTrash(top!, uid);
    // What lies in the trash is deleted for good, and the trash does not go into itself.
    if (`${real}/`.startsWith(`${trash}/`) || `${trash}/`.startsWith(`${real}/`)) return undefined;
    const said = isHome ? real : real.slice(top === '/' ? 1 : top!.length + 1);
    return { target: real, trash, said, name: freeName(trash, basename(real), taken) };
  } catch {
    return undefined;
  }
}

function homeTrash({ XDG_DATA_HOME, HOME }: TrashOptions['env']): string | undefined {
  const data = XDG_DATA_HOME?.startsWith('/') ? XDG_DATA_HOME : HOME && join(HOME, '.local/share');
  return data?.startsWith('/') ? join(data, 'Trash') : undefined;
}

/** Of the folder itself, or of the nearest one above it that exists. */
function deviceOf(path: string): number {
  return existsSync(path) || path === '/' ? lstatSync(path).dev : deviceOf(dirname(path));
}

function topOf(path: string): string | undefined {
  const above = mounts().filter(({ path: top }) => top === '/' || path === top || path.startsWith(`${top}/`));
  return above.sort((a, b) => b.path.length - a.path.length)[0]?.path;
}

/** `.Trash` of an administrator counts only as a real folder with the sticky bit. */
function mountTrash(top: string, uid: number): string {
  const shared = join(top, '.Trash');
  const status = existsSync(shared) ? lstatSync(shared) : undefined;
  return status?.isDirectory() && (status.mode & 0o1000) !== 0
    ? join(shared, String(uid))
    : join(top, `.Trash-${uid}`);
}

function freeName(trash: string, wanted: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}.${number}`;
    const path = join(trash, 'files', name);
    if (taken.has(path) || isThere(path) || isThere(join(trash, 'info', `${name}.trashinfo`))) continue;
    taken.add(path);
    return name;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The note comes first, as the specification asks; a name that was taken meanwhile is never overwritten. */
function moveText({ target, trash, said, name }: Place, now: Date): string {
  const [files, info] = [join(trash, 'files'), join(trash, 'info')];
  const note = ['[Trash Info]', `Path=${encoded(said)}`, `DeletionDate=${local(now)}`];
  return [
    `printf '%s\\n' ${note.map(quote).join(' ')} > ${quote(join(info, `${name}.trashinfo`))}`,
    `mv -nT -- ${quote(target)} ${quote(join(files, name))}`,
  ].join(' && ');
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const quote = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Local time without a zone, as the specification has it. */
function local(now: Date): string {
  const minutes = now.getTimezoneOffset();
  return new Date(now.getTime() - minutes * 60_000).toISOString().slice(0, 19);
}
