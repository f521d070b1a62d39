import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import type { Context } from '../session/context.ts';
import { TOOLS } from './tools.ts';

export interface ProfileOptions {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The user's `$SHELL`. */
  readonly shell?: string;
}

/** Looked up here and nowhere else: a PATH that begins in the working folder must not decide what exists. */
const SYSTEM_FOLDERS = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/snap/bin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
];
const HOME_FOLDERS = ['.local/bin', 'bin', '.cargo/bin', 'go/bin', '.bun/bin', '.deno/bin'];

/** By the tool that installs, most specific first: Debian systems may also have `rpm`, Macs may have `apt`. */
const PACKAGE_MANAGERS = [
  'apt-get',
  'dnf',
  'yum',
  'pacman',
  'zypper',
  'apk',
  'xbps-install',
  'emerge',
  'nix-env',
  'brew',
  'port',
  'pkg',
];
const MANAGER_NAMES: Record<string, string> = { 'apt-get': 'apt', 'xbps-install': 'xbps', 'nix-env': 'nix' };

/** The system as it is installed, read from files: no program is started. */
export function readProfile(options: ProfileOptions): Context['system'] {
  const { platform, home } = options;
  const programs = programNames(home);
  const distribution = platform === 'linux' ? readDistribution() : undefined;
  const manager = (platform === 'darwin' ? ['brew', 'port'] : PACKAGE_MANAGERS).find((name) =>
    programs.has(name),
  );
  return {
    platform,
    shell: basename(options.shell || account().shell || 'sh'),
    dialect: dialectOf(platform),
    tools: TOOLS.filter((tool) => programs.has(tool)),
    user: account().username,
    host: hostname(),
    ...(distribution === undefined ? {} : { distribution }),
    ...(manager === undefined ? {} : { packageManager: MANAGER_NAMES[manager] ?? manager }),
  };
}

/** Every name in the folders where programs are installed. */
export function programNames(home: string): ReadonlySet<string> {
  const folders = [...SYSTEM_FOLDERS, ...HOME_FOLDERS.map((folder) => join(home, folder))];
  const seen = new Set<string>();
  const names = new Set<string>();
  for (const folder of folders) {
    try {
      const real = realpathSync(folder);
      if (seen.has(real)) continue;
      seen.add(real);
      for (const name of readdirSync(real)) names.add(name);
    } catch {
      // A folder that is not there holds no tools.
    }
  }
  return names;
}

/** os-release(5): NAME=VALUE lines, values in optional quotes. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^([A-Z_]+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(.*))$/gm)].map((match) => [
      match[1]!,
      (match[2] ?? match[3] ?? match[4] ?? '').replace(/\\(.)/g, '$1'),
    ]),
  );
}

function readDistribution(): string | undefined {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      const release = parseOsRelease(readFileSync(path, 'utf8'));
      return release.get('PRETTY_NAME') ?? release.get('NAME');
    } catch {
      // The second place is the vendor's.
    }
  }
  return undefined;
}

/** Which options the basic tools understand; by what `ls` really is. */
function dialectOf(platform: NodeJS.Platform): Context['system']['dialect'] {
  if (platform !== 'linux') return 'bsd';
  try {
    return /(?:busy|toy)box/.test(basename(realpathSync('/bin/ls'))) ? 'busybox' : 'gnu';
  } catch {
    return 'gnu';
  }
}

function account(): { username: string; shell: string | null } {
  try {
    return userInfo();
  } catch {
    // A user number without an entry in /etc/passwd, usual in containers.
    return { username: String(process.getuid?.() ?? ''), shell: null };
  }
}
