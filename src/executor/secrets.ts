import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** Where people keep keys and tokens, below the home folder. */
const IN_HOME = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.kube',
  '.docker',
  '.config/gcloud',
  '.config/gh',
  '.config/op',
  '.config/rclone',
  '.config/google-chrome',
  '.config/chromium',
  '.local/share/keyrings',
  '.mozilla',
  '.password-store',
  '.netrc',
  '.git-credentials',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  '.my.cnf',
  '.vault-token',
  '.bash_history',
  '.zsh_history',
  '.python_history',
  '.cargo/credentials.toml',
  '.terraform.d/credentials.tfrc.json',
];
const IN_SYSTEM = [
  '/etc/shadow',
  '/etc/gshadow',
  '/etc/sudoers',
  '/etc/sudoers.d',
  '/etc/ssh',
  '/etc/ssl/private',
];

/** Where they may lie. */
export const maskedPaths = (home: string, extra: readonly string[] = []): string[] => [
  ...IN_HOME.map((name) => join(home, name)),
  ...IN_SYSTEM,
  ...extra,
];

/** bwrap arguments that cover what exists of these with something empty and read-only. */
export function maskArguments(home: string, extra: readonly string[] = []): string[] {
  return maskedPaths(home, extra).flatMap((path) => {
    try {
      const status = lstatSync(path);
      if (status.isDirectory()) return ['--tmpfs', path, '--remount-ro', path];
      return status.isFile() ? ['--ro-bind', '/dev/null', path] : [];
    } catch {
      return [];
    }
  });
}
