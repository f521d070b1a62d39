// `npm run test:model`: installs the engine of local models into a cache folder of its own, beside a copy of the bundle,
// and runs test/model there. Skipped visibly where it cannot be had.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { arch, homedir, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const VERSION = '3.22.1';
const PLATFORMS = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
};

const binary = PLATFORMS[`${platform()}-${arch()}`];
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'assent-test-model');
if (binary === undefined) skip(`there is no engine for ${platform()}-${arch()}`);
const engine = join(cache, 'node_modules/node-llama-cpp/package.json');
if (!existsSync(engine)) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{ "name": "assent-test-model", "private": true }\n');
  const wanted = [`node-llama-cpp@${VERSION}`, `@node-llama-cpp/${binary}@${VERSION}`];
  try {
    execFileSync(
      'npm',
      ['install', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted],
      { cwd: cache, stdio: ['ignore', 'ignore', 'inherit'] },
    );
  } catch {
    skip('the engine could not be installed');
  }
}
if (await isStale()) await build();
rmSync(join(cache, 'dist'), { recursive: true, force: true });
cpSync(join(root, 'dist'), join(cache, 'dist'), { recursive: true });
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const run = spawnSync(process.execPath, [vitest, 'run', '--config', 'test/vitest.config.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ASSENT_MODEL_APP: join(cache, 'dist/assent.js') },
});
process.exit(run.status ?? 1);

function skip(why) {
  console.log(`skipped: ${why}\n\ntests: 0 passed, 0 failed, 1 skipped`);
  process.exit(process.env.CI ? 1 : 0);
}
