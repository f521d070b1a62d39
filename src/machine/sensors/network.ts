import type { NetworkInterface, NetworkState } from '../../session/state-vector.ts';
import { type Roots, ratePerSecond, readText } from './roots.ts';

export interface InterfaceCounters {
  readonly rxBytes: number;
  readonly txBytes: number;
  readonly errors: number;
}

export interface NetworkReading {
  readonly interfaces: ReadonlyMap<string, InterfaceCounters>;
  readonly up: ReadonlyMap<string, boolean>;
  readonly defaultRoute?: boolean;
  readonly tcp?: { readonly sent: number; readonly again: number };
}

/** /proc/net/dev. */
export function parseNetworkDevices(text: string): Map<string, InterfaceCounters> {
  const found = new Map<string, InterfaceCounters>();
  for (const line of text.split('\n').slice(2)) {
    const colon = line.lastIndexOf(':');
    if (colon < 0) continue;
    const fields = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    if (fields.length < 16 || fields.some(Number.isNaN)) continue;
    // receive: bytes packets errs drop fifo frame compressed multicast, transmit: bytes packets errs drop …
    const errors = fields[2]! + fields[3]! + fields[10]! + fields[11]!;
    found.set(line.slice(0, colon).trim(), { rxBytes: fields[0]!, txBytes: fields[8]!, errors });
  }
  return found;
}

/** /proc/net/route (IPv4): a destination of 0 with the gateway flag or not, on an interface that is up. */
export function parseDefaultRoute(text: string): boolean {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t').map((field) => field.trim()))
    .some(([, destination, , flags, , , , mask]) => {
      return (
        destination === '00000000' && mask === '00000000' && (Number.parseInt(flags ?? '0', 16) & 1) === 1
      );
    });
}

/** /proc/net/ipv6_route: a ::/0 that is not the kernel's own reject route on lo. */
export function parseDefaultRoute6(text: string): boolean {
  return text.split('\n').some((line) => /^0{32} 00 .* (?!lo$)\S+$/.test(line.trim()));
}

/** /proc/net/snmp: TCP segments sent, and sent again. */
export function parseTcp(text: string): { sent: number; again: number } | undefined {
  const [names, values] = text
    .split('\n')
    .filter((line) => line.startsWith('Tcp:'))
    .map((line) => line.split(' '));
  const at = (name: string) => Number(values?.[names?.indexOf(name) ?? -1]);
  const sent = at('OutSegs');
  const again = at('RetransSegs');
  return Number.isFinite(sent + again) ? { sent, again } : undefined;
}

/** Bridges, container pairs and tunnels carry bytes that were counted already on the device below them. */
const COUNTED_BELOW =
  /^(?:lo$|ifb\d|veth|br-|docker|virbr|cni|flannel|cali|tun|tap|wg|bond\d*$|team\d*$|dummy)/;

export function networkState(
  before: NetworkReading | undefined,
  after: NetworkReading,
  seconds: number,
): NetworkState {
  const interfaces: NetworkInterface[] = [];
  let errors: number | undefined;
  for (const [name, counters] of after.interfaces) {
    if (name === 'lo') continue;
    const earlier = before?.interfaces.get(name);
    const rx = ratePerSecond(earlier?.rxBytes, counters.rxBytes, seconds);
    const tx = ratePerSecond(earlier?.txBytes, counters.txBytes, seconds);
    const bad = ratePerSecond(earlier?.errors, counters.errors, seconds);
    const up = after.up.get(name);
    if (bad !== undefined) errors = (errors ?? 0) + bad;
    interfaces.push({
      name,
      ...(up === undefined ? {} : { up }),
      ...(rx === undefined ? {} : { rxBytesPerSecond: rx }),
      ...(tx === undefined ? {} : { txBytesPerSecond: tx }),
    });
  }
  const rx = total(interfaces, 'rxBytesPerSecond');
  const tx = total(interfaces, 'txBytesPerSecond');
  const sent = (after.tcp?.sent ?? 0) - (before?.tcp?.sent ?? Number.POSITIVE_INFINITY);
  const again = (after.tcp?.again ?? 0) - (before?.tcp?.again ?? 0);
  return {
    ...(rx === undefined ? {} : { rxBytesPerSecond: rx }),
    ...(tx === undefined ? {} : { txBytesPerSecond: tx }),
    ...(errors === undefined ? {} : { errorsPerSecond: errors }),
    ...(sent > 0 && again >= 0 ? { retransmitPercent: Math.min(100, (100 * again) / sent) } : {}),
    ...(after.defaultRoute === undefined ? {} : { defaultRoute: after.defaultRoute }),
    interfaces: interfaces.filter(({ name, up }) => up !== undefined && !/^ifb\d/.test(name)).slice(0, 16),
  };
}

function total(interfaces: readonly NetworkInterface[], key: 'rxBytesPerSecond' | 'txBytesPerSecond') {
  const physical = interfaces.filter(({ name }) => !COUNTED_BELOW.test(name));
  const counted = (physical.length > 0 ? physical : interfaces).map((one) => one[key]);
  const known = counted.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

/** A link that is neither up nor down (loopback-like devices say "unknown") is left open. */
export function readNetwork(roots: Roots): NetworkReading | undefined {
  const devices = readText(`${roots.proc}/net/dev`);
  if (devices === undefined) return undefined;
  const interfaces = parseNetworkDevices(devices);
  const up = new Map<string, boolean>();
  for (const name of [...interfaces.keys()].slice(0, 64)) {
    if (name === 'lo') continue;
    const state = readText(`${roots.sys}/class/net/${name}/operstate`)?.trim();
    if (state === 'up') up.set(name, true);
    else if (state === 'down' || state === 'lowerlayerdown') up.set(name, false);
  }
  const route = readText(`${roots.proc}/net/route`);
  const route6 = readText(`${roots.proc}/net/ipv6_route`);
  const snmp = readText(`${roots.proc}/net/snmp`);
  const tcp = snmp === undefined ? undefined : parseTcp(snmp);
  return {
    interfaces,
    up,
    ...(route === undefined && route6 === undefined
      ? {}
      : { defaultRoute: parseDefaultRoute(route ?? '') || parseDefaultRoute6(route6 ?? '') }),
    ...(tcp === undefined ? {} : { tcp }),
  };
}
