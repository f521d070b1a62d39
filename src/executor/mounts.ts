import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Mount {
  readonly path: string;
  readonly type: string;
  readonly readOnly: boolean;
}

/** Not file systems one keeps files in. */
const PSEUDO = new Set(
  'autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs mqueue nsfs proc pstore rpc_pipefs securityfs selinuxfs sysfs tracefs'.split(
    ' ',
  ),
);
/** Made anew or hidden in every view. */
const SPECIAL = new Set(['proc', 'sys', 'dev', 'run']);

/** How one entry of `/`, or a mount below it, comes into a view. In the order in which they have to be placed. */
export type Root =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'read-only'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** Mounts as this process sees them; the last one on a path counts. */
export function mounts(text = readFileSync('/proc/self/mountinfo', 'utf8')): readonly Mount[] {
  const found = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [before, after] = line.split(' - ');
    if (after === undefined) continue;
    const fields = before!.split(' ');
    const path = fields[4]!.replace(/\\(\d{3})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    );
    found.delete(path);
    found.set(path, {
      path,
      type: after.split(' ')[0]!,
      readOnly: fields[5]!.split(',').includes('ro') || after.split(' ')[2]!.split(',').includes('ro'),
    });
  }
  return [...found.values()];
}

/** A folder with more entries than this is not taken apart. */
const MAX_PARTS = 200;

/**
 * Everything of `/` that belongs into a view of the whole file system. In a user namespace a folder with mounts below
 * it cannot be overlaid (they are locked in place): with `apart` it is read-only and its folders are taken one by one.
 */
export function roots(apart: boolean, all: readonly Mount[] = mounts()): readonly Root[] {
  const top: Root[] = readdirSync('/').flatMap((name): Root[] => {
    const path = `/${name}`;
    const status = lstatSync(path);
    if (status.isSymbolicLink()) return [{ kind: 'link', path, target: readlinkSync(path) }];
    if (SPECIAL.has(name)) return [];
    return [{ kind: status.isDirectory() ? 'folder' : 'read-only', path }];
  });
  const below = all
    .filter(({ path, type }) => path !== '/' && !PSEUDO.has(type) && !SPECIAL.has(path.split('/')[1]!))
    .map(
      ({ path, readOnly }): Root => ({ kind: readOnly || !isFolder(path) ? 'read-only' : 'folder', path }),
    );
  const isMount = new Set(below.map(({ path }) => path));
  const entries = [...top.filter(({ path }) => !isMount.has(path)), ...below];
  const whole = apart ? entries.flatMap((root) => takeApart(root, [...isMount])) : entries;
  return whole.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function takeApart(root: Root, points: readonly string[]): Root[] {
  if (root.kind !== 'folder' || !points.some((point) => point.startsWith(`${root.path}/`))) return [root];
  const names = isFolder(root.path) ? safely(() => readdirSync(root.path)) : [];
  const parts = names.length > MAX_PARTS ? [] : names.map((name) => `${root.path}/${name}`);
  return [
    { kind: 'read-only', path: root.path },
    ...parts
      .filter((path) => !points.includes(path) && isFolder(path))
      .flatMap((path) => takeApart({ kind: 'folder', path }, points)),
  ];
}

function safely(list: () => string[]): string[] {
  try {
    return list();
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
