import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, type Stats } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Snapshot = ReadonlyMap<string, string>;

const PACKED = /\.(?:tar|tgz|tbz2?|txz|zip|gz|bz2|xz)$/;
const SILENT = /(?:^|\/)\.git\//;

const digest = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 24);

/** Every file below with what makes it what it is: type, content, mode; archives by what they hold. */
export function snapshot(folder: string): Snapshot {
  const found = new Map<string, string>();
  for (const top of ['home', 'sys'])
    walk(join(folder, top), '', (path, stat, full) => {
      const key = `${top}/${path}`;
      if (!SILENT.test(key)) found.set(key, signature(stat, full, path));
    });
  return found;
}

function signature(stat: Stats, full: string, path: string): string {
  const mode = (stat.mode & 0o7777).toString(8);
  if (stat.isSymbolicLink()) return `link ${readlinkSync(full)}`;
  if (stat.isDirectory()) return `folder ${mode}`;
  const content = (PACKED.test(path) ? packed(full, path) : undefined) ?? digest(readFileSync(full));
  return `file ${content} ${mode}`;
}

function packed(full: string, name: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'eval-'));
  try {
    const options = { stdio: 'ignore', timeout: 20_000 } as const;
    if (/\.zip$/.test(name)) execFileSync('unzip', ['-qq', '-o', full, '-d', folder], options);
    else if (/\.(?:tar|tgz|tbz2?|txz)$|\.tar\.\w+$/.test(name))
      execFileSync('tar', ['-xf', full, '-C', folder], options);
    else {
      const tool = { gz: 'gzip', xz: 'xz', bz2: 'bzip2' }[name.split('.').at(-1)!]!;
      return digest(
        execFileSync(tool, ['-dc', full], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 }),
      );
    }
    const items: string[] = [];
    walk(folder, '', (path, stat, inner) =>
      items.push(`${path}:${stat.isFile() ? digest(readFileSync(inner)) : 'other'}`),
    );
    return digest(items.sort().join('\n'));
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function walk(root: string, path: string, see: (path: string, stat: Stats, full: string) => void): void {
  for (const name of readdirSync(join(root, path)).sort()) {
    const inner = path === '' ? name : `${path}/${name}`;
    const full = join(root, inner);
    const stat = lstatSync(full);
    see(inner, stat, full);
    if (stat.isDirectory()) walk(root, inner, see);
  }
}

/** What a run changed: path to what became of it. A new file's mode counts only where it is executable. */
export function changes(before: Snapshot, after: Snapshot): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, now] of after) {
    const was = before.get(path);
    if (was === undefined)
      found.set(
        path,
        `new ${now.replace(/ (\d+)$/, (_, mode: string) => (now.startsWith('file') ? ` ${Number(mode.at(-3)) & 1}` : ''))}`,
      );
    else if (was !== now) found.set(path, `changed ${now}`);
  }
  for (const path of before.keys()) if (!after.has(path)) found.set(path, 'gone');
  return found;
}
