import { readFileSync } from 'node:fs';
import { statOf } from './paths.ts';

const MAX_BYTES = 64 * 1024 * 1024;
const GITLINK = 0o160000;

/**
 * Paths of the submodules an index names (mode 160000), whatever `.gitmodules` says. Empty without an index; undefined
 * when it cannot be read. Versions 2 to 4.
 */
export function gitLinks(file: string): readonly string[] | undefined {
  const stats = statOf(file);
  if (!stats) return [];
  if (stats.size > MAX_BYTES) return undefined;
  try {
    return parseIndex(readFileSync(file));
  } catch {
    return undefined;
  }
}

function parseIndex(data: Buffer): readonly string[] | undefined {
  if (data.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = data.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const count = data.readUInt32BE(8);
  const links: string[] = [];
  let at = 12;
  let previous = '';
  // Object names of 20 bytes: a repository with SHA-256 does not fit and counts as unreadable.
  const hash = 20;
  for (let index = 0; index < count; index++) {
    const mode = data.readUInt32BE(at + 24);
    const flagsAt = at + 40 + hash;
    const flags = data.readUInt16BE(flagsAt);
    const nameAt = flagsAt + 2 + (version >= 3 && (flags & 0x4000) !== 0 ? 2 : 0);
    let name: string;
    if (version === 4) {
      const strip = varint(data, nameAt);
      const end = data.indexOf(0, strip.end);
      name = previous.slice(0, previous.length - strip.value) + data.toString('latin1', strip.end, end);
      at = end + 1;
    } else {
      const end = data.indexOf(0, nameAt);
      name = data.toString('latin1', nameAt, end);
      at += Math.floor((end - at + 8) / 8) * 8;
    }
    previous = name;
    if ((mode & 0o170000) === GITLINK) links.push(Buffer.from(name, 'latin1').toString('utf8'));
    if (at > data.length) return undefined;
  }
  return links;
}

function varint(data: Buffer, start: number): { readonly value: number; readonly end: number } {
  let at = start;
  let byte = data[at++]!;
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = data[at++]!;
    value = ((value + 1) << 7) + (byte & 0x7f);
  }
  return { value, end: at };
}
