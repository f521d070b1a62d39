import { lstatSync, realpathSync, unlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { type Cover, findCover } from './cover.ts';
import { readOnlyDevices } from './devices.ts';
import { KERNEL_KNOBS } from './knobs.ts';
import type { Limits } from './limits.ts';
import { findTool } from './programs.ts';
import { openStarter } from './starter.ts';

export interface SandboxScope {
  /** Absolute folder the program starts in. */
  readonly cwd: string;
  /** Folders that may be written; each has to exist. Never `/`, a home or a folder of the system. */
  readonly writable: readonly string[];
  /** Further paths to show read-only where they would be hidden, such as a file below /tmp. */
  readonly readable?: readonly string[];
  /** The person's home; its secrets are hidden. */
  readonly home?: string;
  /** Assent's own folders: hidden. */
  readonly own?: readonly string[];
  /** Leaves the machine's network in reach. */
  readonly network?: boolean;
  readonly limits?: Limits;
}

/** A sandbox made ready. It can start any number of programs until it is closed. */
export interface Sandbox {
  /** The argv that runs this argv inside. Environment and descriptors 0–3 pass through; stdio 9 must be free. */
  enter(command: readonly string[]): readonly string[];
  readonly cover: Cover;
  /** Takes away the empty files that held protected names. Call when everything inside has ended. */
  close(): void;
}

/** Too wide to be handed to a program as its own. */
const TOO_WIDE = /^\/(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)?$/;
const SYSTEM = /^\/(?:bin|boot|dev|etc|lib\w*|proc|run|sbin|sys|usr)\//;
/** Replaced by empty ones of its own. */
const FRESH = ['/tmp', '/var/tmp', '/run', '/sys'];

/**
 * Bubblewrap with a read-only system, the writable folders bound, secrets hidden, protected names unchangeable whether they
 * exist or not, fresh /dev, /proc, /tmp and /run, own process, IPC and network namespaces, no capabilities, no sockets
 * but internet ones, and an end together with its parent. Throws one line when the scope is too wide or a tool is missing.
 */
export function openSandbox(scope: SandboxScope): Sandbox {
  const home = realpathSync(scope.home ?? homedir());
  const writable = scope.writable.map((path) => realpathSync(path));
  for (const path of writable)
    if (TOO_WIDE.test(path) || SYSTEM.test(path) || path === home || home.startsWith(`${path}/`))
      throw new Error(`${path} is too wide to be writable in a sandbox`);
  const bwrap = findTool('bwrap');
  const starter = openStarter(scope.limits ?? {}, readOnlyDevices());
  const cover = findCover({ home, writable, own: scope.own ?? [] });
  const shown = [scope.cwd, ...(scope.readable ?? [])].filter((path) =>
    FRESH.some((fresh) => path.startsWith(`${fresh}/`)),
  );
  const args = [
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', ...KERNEL_KNOBS],
    ...FRESH.flatMap((path) => ['--tmpfs', path]),
    ...['--ro-bind-try', '/sys/devices/system', '/sys/devices/system'],
    ...(scope.network ? resolver() : []),
    ...shown.flatMap((path) => ['--ro-bind-try', path, path]),
    ...writable.flatMap((path) => ['--bind', path, path]),
    ...cover.fixed.flatMap((path) => ['--ro-bind-try', path, path]),
    ...cover.held.flatMap((path) => ['--ro-bind', '/dev/null', path]),
    ...cover.hidden.filter((path) => isVisible(path, [...shown, ...writable])).flatMap(hide),
    ...['--remount-ro', '/run', '--remount-ro', '/sys'],
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...(scope.network ? [] : ['--unshare-net']),
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--chdir', scope.cwd],
    ...starter.options,
    '--',
  ];
  return {
    cover,
    enter: (command) => starter.enter([bwrap, ...args, ...command]),
    close() {
      starter.close();
      for (const held of cover.held) removeHolder(held);
    },
  };
}

/** Where names are looked up may be kept below /run. */
function resolver(): string[] {
  try {
    const path = realpathSync('/etc/resolv.conf');
    return path.startsWith('/run/') ? ['--ro-bind', path, path] : [];
  } catch {
    return [];
  }
}

function isVisible(path: string, shown: readonly string[]): boolean {
  return (
    !FRESH.some((fresh) => path.startsWith(`${fresh}/`)) ||
    shown.some((folder) => path === folder || path.startsWith(`${folder}/`))
  );
}

function hide(path: string): string[] {
  try {
    return lstatSync(path).isDirectory()
      ? ['--tmpfs', path, '--remount-ro', path]
      : ['--ro-bind', '/dev/null', path];
  } catch {
    return [];
  }
}

/** Only what bubblewrap left: an empty file. */
function removeHolder(path: string): void {
  try {
    const status = lstatSync(path);
    if (status.isFile() && status.size === 0) unlinkSync(path);
  } catch {
    // Never made, or gone.
  }
}
