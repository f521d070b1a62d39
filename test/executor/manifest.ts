import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const PYTHON = '/usr/bin/python3';
/** Of each path on stdin the attributes that a person can set, as one line. */
const ATTRIBUTES = `
import os, sys
for path in sys.stdin.buffer.read().split(b'\\0')[:-1]:
    try:
        names = sorted(n for n in os.listxattr(path, follow_symlinks=False) if n.startswith(('user.', 'system.posix_acl')))
        print([(n, os.getxattr(path, n, follow_symlinks=False)) for n in names] or '')
    except OSError:
        print('')
`;

/**
 * Everything below a folder, one line each: name, type, mode, owner, content or target, which names are one file, and
 * with `attributes` the extended ones (which takes a Python).
 */
export function manifest(
  root: string,
  options: { readonly times: boolean; readonly attributes?: boolean },
): string {
  const lines: string[] = [];
  const paths: Buffer[] = [];
  const first = new Map<string, string>();
  const visit = (path: string, name: string) => {
    const raw = Buffer.from(path, 'latin1');
    const status = lstatSync(raw, { bigint: true });
    const type = status.isDirectory() ? 'd' : status.isSymbolicLink() ? 'l' : status.isFile() ? 'f' : 'o';
    const group = type === 'd' ? '' : (first.get(String(status.ino)) ?? name);
    first.set(String(status.ino), group);
    const holds =
      type === 'f'
        ? createHash('sha1').update(readable(raw)).digest('hex').slice(0, 12)
        : type === 'l'
          ? readlinkSync(raw, { encoding: 'latin1' })
          : '';
    const time = options.times ? String(status.mtimeNs / 1000n) : '';
    const mode = (Number(status.mode) & 0o7777).toString(8);
    paths.push(raw, Buffer.from([0]));
    lines.push(
      JSON.stringify([name, type, mode, Number(status.uid), Number(status.gid), holds, group, time]),
    );
    const isOpen = process.getuid?.() === 0 || (Number(status.mode) & 0o500) === 0o500;
    if (type === 'd' && isOpen)
      for (const child of readdirSync(raw, { encoding: 'latin1' }).sort())
        visit(`${path}/${child}`, `${name}/${child}`);
  };
  visit(root, '.');
  if (!options.attributes) return lines.join('\n');
  if (!existsSync(PYTHON)) throw new Error('extended attributes are compared with a Python');
  const input = Buffer.concat(paths);
  const said = execFileSync(PYTHON, ['-I', '-S', '-c', ATTRIBUTES], { input, encoding: 'utf8' }).split('\n');
  return lines.map((line, at) => `${line}${said[at]}`).join('\n');
}

function readable(path: Buffer): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.from('not readable');
  }
}
