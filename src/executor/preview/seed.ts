import { spawn } from 'node:child_process';
import { type BigIntStats, readdirSync } from 'node:fs';
import { join, statusOf } from './changes.ts';

/** What lies in a view as a copy of its own from the start; paths are real ones, byte strings. */
export interface Seeded {
  /** Upper file of each, as it was copied. */
  readonly entries: ReadonlyMap<string, { readonly ino: bigint; readonly ctime: bigint }>;
  /** By the number of the upper file: which real file it stands for, and whether every name of that one was copied. */
  readonly files: ReadonlyMap<bigint, { readonly real: bigint; readonly isWhole: boolean }>;
}

export const NOTHING_SEEDED: Seeded = { entries: new Map(), files: new Map() };

export interface SeedPlan {
  /** The folder, a byte string. */
  readonly folder: string;
  /** Names in it that are copied with all they hold. */
  readonly names: readonly string[];
  readonly entries: ReadonlyMap<string, BigIntStats>;
}

const MAX_ENTRIES = 2000;
const MAX_BYTES = 32 * 1024 ** 2;

/**
 * What of a folder is worth copying ahead. In an overlay alone a folder of the real file system cannot be renamed, and
 * a file with several names falls apart when it is written to; in copies both are as they are outside. Bounded; never
 * below git, which would take every file for touched; never what holds one of `apart` (mounts, secrets) or is not ours.
 */
export function planSeed(
  folder: string,
  apart: readonly string[],
  maxBytes = MAX_BYTES,
): SeedPlan | undefined {
  if (isBelowGit(folder)) return undefined;
  const entries = new Map<string, BigIntStats>();
  const taken: string[] = [];
  let bytes = 0;
  const device = statusOf(folder)?.dev;
  const isOurs = ownership();

  function take(path: string, into: Map<string, BigIntStats>): boolean {
    const status = statusOf(path);
    if (!status || status.dev !== device || apart.includes(path) || !isOurs(status)) return false;
    if (entries.size + into.size >= MAX_ENTRIES) return false;
    into.set(path, status);
    if (status.isFile()) {
      bytes += Number(status.size);
      return bytes <= Math.min(maxBytes, MAX_BYTES);
    }
    if (status.isSymbolicLink() || status.isFIFO()) return true;
    return status.isDirectory() && list(path).every((name) => take(join(path, name), into));
  }

  for (const name of safely(() => list(folder), [])) {
    const before = bytes;
    const into = new Map<string, BigIntStats>();
    if (safely(() => take(join(folder, name), into), false)) {
      taken.push(name);
      for (const [path, status] of into) entries.set(path, status);
    } else bytes = before;
    if (entries.size >= MAX_ENTRIES) break;
  }
  return taken.length === 0 ? undefined : { folder, names: taken, entries };
}

/**
 * Arguments: the folder in the view. On stdin: the real folder, then the names. Copies first, then takes the place of
 * what shines through from below.
 */
const COPY = [
  'umask 077; IFS= read -r -d "" real && mapfile -d "" -t names || exit 1; cd -- "$real" || exit 1; here=$1',
  'stage=$here/.assent-seed; mkdir -- "$stage" && chmod g-s -- "$stage" || exit 1',
  'names=("${names[@]/#/./}"); cp -a -t "$stage" -- "${names[@]}" || exit 1',
  'cd -- "$here" && rm -rf -- "${names[@]}" || exit 1',
  'mv -t . -- "${names[@]/#.\\//.assent-seed/}" && rmdir -- .assent-seed && touch -r "$real" .',
].join('\n');

/** Copies into an open view, through `enter` (argv that joins its namespaces). Undefined where the copies are not alike. */
export async function seedView(
  plan: SeedPlan,
  place: {
    readonly enter: readonly string[];
    readonly inside: string;
    readonly upper: string;
    readonly lower: string;
  },
): Promise<Seeded | undefined> {
  const rest = plan.folder.slice(place.lower === '/' ? 0 : place.lower.length);
  const input = Buffer.from([plan.folder, ...plan.names].map((text) => `${text}\0`).join(''), 'latin1');
  // An argument has to be text: the folder inside is given by its bytes too where it is none.
  const inside = Buffer.from(`${place.inside}${rest}`, 'latin1').toString('utf8');
  if (!Buffer.from(inside, 'utf8').equals(Buffer.from(`${place.inside}${rest}`, 'latin1'))) return undefined;
  if (
    !(await runs([...place.enter, '/bin/bash', '--noprofile', '--norc', '-c', COPY, 'seed', inside], input))
  )
    return undefined;
  const names = new Map<bigint, number>();
  for (const status of plan.entries.values())
    if (!status.isDirectory()) names.set(status.ino, (names.get(status.ino) ?? 0) + 1);
  const entries = new Map<string, { ino: bigint; ctime: bigint }>();
  const files = new Map<bigint, { real: bigint; isWhole: boolean }>();
  for (const [path, real] of plan.entries) {
    const copy = statusOf(`${place.upper}${path.slice(place.lower === '/' ? 0 : place.lower.length)}`);
    if (!copy || !isAlike(copy, real)) return undefined;
    entries.set(path, { ino: copy.ino, ctime: copy.ctimeNs });
    files.set(copy.ino, {
      real: real.ino,
      isWhole: real.isDirectory() || names.get(real.ino) === Number(real.nlink),
    });
  }
  return { entries, files };
}

const isAlike = (a: BigIntStats, b: BigIntStats) =>
  a.mode === b.mode &&
  a.uid === b.uid &&
  a.gid === b.gid &&
  a.mtimeNs === b.mtimeNs &&
  (a.isDirectory() || a.size === b.size);

function runs([file, ...args]: readonly string[], input: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file!, args, {
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Only root can make a copy belong to somebody else. */
function ownership(): (status: BigIntStats) => boolean {
  const uid = process.getuid?.() ?? 0;
  if (uid === 0) return () => true;
  const groups = new Set([process.getgid?.(), ...(process.getgroups?.() ?? [])]);
  return (status) => Number(status.uid) === uid && groups.has(Number(status.gid));
}

function isBelowGit(folder: string): boolean {
  for (let path = folder; ; path = path.slice(0, path.lastIndexOf('/')) || '/') {
    if (safely(() => statusOf(join(path, '.git')) !== undefined, true)) return true;
    if (path === '/') return false;
  }
}

const list = (path: string) =>
  readdirSync(Buffer.from(path, 'latin1'), { encoding: 'buffer' }).map((name) => name.toString('latin1'));

function safely<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
