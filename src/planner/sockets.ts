import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';

/** A TCP socket that listens on this machine, as the kernel tells it. */
export interface Listener {
  readonly port: number;
  /** User id of the owner. */
  readonly uid: number;
}

const LISTEN = '0A';

/**
 * Listening sockets that a connection to 127.0.0.1 could reach, with their owners. Undefined where the kernel does not
 * tell (no /proc): then nobody can say whose server it is.
 */
export async function loopbackListeners(proc = '/proc'): Promise<readonly Listener[] | undefined> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`${proc}/net/${name}`, 'utf8').catch(() => undefined)),
  );
  if (tables[0] === undefined) return undefined;
  return tables.flatMap((table) => (table ?? '').split('\n').slice(1).flatMap(parseLine));
}

function parseLine(line: string): Listener[] {
  const [, local, , state, , , , uid] = line.trim().split(/\s+/);
  const [address, port] = local?.split(':') ?? [];
  if (state !== LISTEN || uid === undefined || address === undefined || port === undefined) return [];
  return reachesLoopback(address) ? [{ port: Number.parseInt(port, 16), uid: Number(uid) }] : [];
}

/** Addresses are hexadecimal words in the byte order of the machine; any address also takes 127.0.0.1. */
function reachesLoopback(hex: string): boolean {
  if (/^0+$/.test(hex)) return true;
  const v4 = hex.length === 8 ? hex : mapped(hex);
  if (v4 === undefined) return false;
  const first = endianness() === 'LE' ? v4.slice(6) : v4.slice(0, 2);
  return first.toUpperCase() === '7F' || /^0+$/.test(v4);
}

/** The last word of an IPv4 address written as IPv6 (::ffff:127.0.0.1). */
function mapped(hex: string): string | undefined {
  return /^0{16}(?:FFFF0000|0000FFFF)/i.test(hex) ? hex.slice(24) : undefined;
}

/** Whether every socket behind a port belongs to this user or to root; no socket is no. */
export function ownedBy(listeners: readonly Listener[], port: number, uid: number): boolean {
  const behind = listeners.filter((listener) => listener.port === port);
  return behind.length > 0 && behind.every((listener) => listener.uid === uid || listener.uid === 0);
}
