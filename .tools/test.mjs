// `npm test`: installs what the tests need from the system where it can, builds, runs vitest, prints one closing line.
// Arguments go to vitest: npm test -- test/policy
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** program → Debian package that brings it. A test that lacks one is skipped visibly; in CI that fails the run. */
const NEEDS = {
  bwrap: 'bubblewrap',
  tmux: 'tmux',
  strace: 'strace',
  jq: 'jq',
  zip: 'zip',
  unzip: 'unzip',
  xz: 'xz-utils',
  git: 'git',
  python3: 'python3',
  perl: 'perl-base',
  file: 'file',
  curl: 'curl',
  ps: 'procps',
  ip: 'iproute2',
  rg: 'ripgrep',
  vim: 'vim-tiny',
};

const found = (program) =>
  ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((dir) =>
    existsSync(join(dir, program)),
  ) ||
  (program === 'vim' && existsSync('/usr/bin/vim.tiny'));

function installMissing() {
  const missing = Object.entries(NEEDS)
    .filter(([program]) => !found(program))
    .map(([, name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !found('apt-get')) {
    console.error(`tests that need ${missing.join(', ')} will be skipped (install them to run all)`);
    return;
  }
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
  } catch {
    console.error(`could not install ${missing.join(', ')}; the tests that need them will say so`);
  }
}

installMissing();
if (await isStale()) await build();

const scratch = mkdtempSync(join(tmpdir(), 'assent-test-'));
const report = join(scratch, 'report.json');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const run = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
let code = run.status ?? 1;
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const skipped = numPendingTests + numTodoTests;
  if (process.env.CI && skipped > 0) {
    console.error(`CI: ${skipped} tests were skipped; here every test has to run`);
    code ||= 1;
  }
  console.log(`\ntests: ${numPassedTests} passed, ${numFailedTests} failed, ${skipped} skipped`);
}
rmSync(scratch, { recursive: true, force: true });
process.exit(code);
