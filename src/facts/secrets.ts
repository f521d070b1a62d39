import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { monotonicMs } from '../plan/clock.ts';
import type { SecretsFact } from '../policy/facts.ts';
import { isSecretName } from '../policy/lists.ts';
import { realPath } from './paths.ts';

const MAX_ENTRIES = 100_000;
const MAX_MS = 300;
const MAX_FOUND = 20;
/** Packages others published: their test keys are no secrets of ours. */
const PUBLISHED = new Set(['node_modules', 'site-packages']);
/** By their name these hold keys or certificates; their first line tells which. */
const KEY_FILE = /\.(?:pem|key|asc)$/i;

/** Files below a folder that may hold secrets. Bounded in entries and time; `truncated` when it did not see all. */
export function findSecrets(root: string): SecretsFact {
  const found: string[] = [];
  const folders = [root];
  const until = monotonicMs() + MAX_MS;
  let entries = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      if (++entries > MAX_ENTRIES || monotonicMs() > until) return { found, truncated: true };
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name === '.git') {
          if (hasCredentials(join(path, 'config'))) found.push(join(path, 'config'));
        } else if (!PUBLISHED.has(entry.name)) folders.push(path);
      } else if (entry.isSymbolicLink()) {
        if (leadsToSecret(path, root)) found.push(path);
      } else if (isSecretName(entry.name) && (!KEY_FILE.test(entry.name) || holdsPrivateKey(path)))
        found.push(path);
      if (found.length >= MAX_FOUND) return { found, truncated: true };
    }
  }
  return { found, truncated: false };
}

/** A link out of the folder to something hidden or secret. */
function leadsToSecret(path: string, root: string): boolean {
  const real = realPath(path);
  if (real.startsWith(`${root}/`)) return isSecretName(real.slice(real.lastIndexOf('/') + 1));
  return (
    real.split('/').some((part) => part.startsWith('.') || isSecretName(part)) || real.startsWith('/proc/')
  );
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function holdsPrivateKey(path: string): boolean {
  try {
    const descriptor = openSync(path, 'r');
    const head = Buffer.alloc(512);
    const length = readSync(descriptor, head, 0, head.length, 0);
    closeSync(descriptor);
    return /PRIVATE KEY/.test(head.toString('latin1', 0, length));
  } catch {
    return false;
  }
}

function hasCredentials(config: string): boolean {
  try {
    return /:\/\/[^/\s]*:[^/\s]*@|extraheader/i.test(readFileSync(config, 'utf8'));
  } catch {
    return false;
  }
}
