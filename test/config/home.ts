import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoadOptions, loadSettings } from '../../src/config/load.ts';
import { type Paths, pathsOf } from '../../src/config/paths.ts';

/** A home and a project folder that go when the test ends. */
export function home(config?: string): {
  root: string;
  cwd: string;
  env: Record<string, string>;
  paths: Paths;
} {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assent-config-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const cwd = join(root, 'work');
  mkdirSync(cwd);
  const env = { HOME: root, ASSENT_HOME: join(root, 'assent') };
  const paths = pathsOf(env);
  if (config !== undefined) put(paths.configFile, config);
  return { root, cwd, env, paths };
}

export function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
}

export const load = (made: ReturnType<typeof home>, options: Partial<LoadOptions> = {}) =>
  loadSettings({ paths: made.paths, env: made.env, cwd: made.cwd, ...options });
