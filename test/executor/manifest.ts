import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Everything below a folder, one line each: name, type, mode, owner, content or target, which names are one file. */
export function manifest(root: string, options: { readonly times: boolean }): string {
  const lines: string[] = [];
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
    lines.push(
      JSON.stringify([name, type, mode, Number(status.uid), Number(status.gid), holds, group, time]),
    );
    const isOpen = process.getuid?.() === 0 || (Number(status.mode) & 0o500) === 0o500;
    if (type === 'd' && isOpen)
      for (const child of readdirSync(raw, { encoding: 'latin1' }).sort())
        visit(`${path}/${child}`, `${name}/${child}`);
  };
  visit(root, '.');
  return lines.join('\n');
}

function readable(path: Buffer): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.from('not readable');
  }
}
