import { findTool } from './programs.ts';

/**
 * Bubblewrap binds the devices of the machine, and what belongs to root, root may give another mode without any
 * capability, under whatever number it runs: so for root they become read-only (which leaves them readable and writable as devices) before it starts.
 */
export function devicesFirst(): string[] {
  if (process.getuid?.() !== 0) return [];
  const text = '"$0" --rbind /dev /dev && "$0" -o remount,bind,ro /dev && exec "$@"';
  return [
    findTool('unshare'),
    '--mount',
    '--',
    findTool('bash'),
    '--noprofile',
    '--norc',
    '-c',
    text,
    findTool('mount'),
  ];
}
