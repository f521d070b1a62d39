import { findTool } from './programs.ts';

/** Argv to start in, and bash text to begin with there. */
export interface Ground {
  readonly argv: readonly string[];
  readonly text: string;
}

/**
 * Bubblewrap binds the devices of the machine, and what belongs to root, root may give another mode without any
 * capability, under whatever number it runs: so for root they become read-only (which leaves them readable and writable
 * as devices) before it starts.
 */
export function readOnlyDevices(): Ground {
  if (process.getuid?.() !== 0) return { argv: [], text: '' };
  const text = `${findTool('mount')} -o rbind,ro /dev /dev || exit 1; `;
  return { argv: [findTool('unshare'), '--mount', '--'], text };
}

/** Argv before that of a bubblewrap. */
export function devicesFirst(): readonly string[] {
  const { argv, text } = readOnlyDevices();
  return argv.length === 0
    ? []
    : [...argv, findTool('bash'), '--noprofile', '--norc', '-c', `${text}exec "$@"`, 'bash'];
}
