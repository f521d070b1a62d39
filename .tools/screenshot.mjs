// npm run screenshot: runs the real product in a real terminal (tmux), types a request, and keeps the screen as docs/screen.svg.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';
import { toSvg } from './screen.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const REQUEST = 'show the five largest files here';

if (await isStale()) await build();
const scratch = mkdtempSync(join(tmpdir(), 'assent-screen-'));
const folder = join(scratch, 'photos');
const home = join(scratch, 'home');
mkdirSync(folder);
mkdirSync(home, { mode: 0o700 });
const files = {
  'beach.jpg': 2_400_000,
  'garden.jpg': 1_900_000,
  'notes.txt': 900,
  'trip.mp4': 9_800_000,
  'cat.png': 640_000,
  'old.zip': 5_100_000,
  'list.md': 300,
};
for (const [name, size] of Object.entries(files)) writeFileSync(join(folder, name), Buffer.alloc(size));

const socket = join(scratch, 'tmux');
const tmux = (...args) => execFileSync('tmux', ['-S', socket, ...args], { encoding: 'utf8' });
const screen = () => tmux('capture-pane', '-p', '-e', '-t', 'shot');

/** Waits until the screen shows the pattern; shows it when it does not. */
async function seen(pattern) {
  for (let i = 0; i < 100; i++) {
    if (pattern.test(screen().replace(/\u001b\[[0-9;]*m/g, ''))) return;
    await sleep(100);
  }
  throw new Error(`${pattern} was not seen:\n${screen()}`);
}

try {
  const env = [
    '-e',
    `HOME=${home}`,
    '-e',
    `ASSENT_HOME=${home}/assent`,
    '-e',
    'LANG=C.UTF-8',
    '-e',
    'COLORTERM=truecolor',
    '-e',
    'PS1=$ ',
  ];
  tmux(
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-s',
    'shot',
    '-x',
    '100',
    '-y',
    '34',
    '-c',
    folder,
    ...env,
    `${process.execPath} ${join(root, 'dist/assent.js')}`,
  );
  tmux('set-option', '-g', 'default-terminal', 'tmux-256color');
  await sleep(2500);
  tmux('send-keys', '-t', 'shot', '-l', REQUEST);
  await sleep(400);
  tmux('send-keys', '-t', 'shot', 'Enter');
  await seen(/allow|允许/);
  await sleep(1200);
  const before = screen();
  tmux('send-keys', '-t', 'shot', 'y');
  await seen(/trip\.mp4[\s\S]*trip\.mp4|exit 0|done/);
  await sleep(1500);
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs', 'screen-plan.svg'), toSvg(before, 'assent: the plan'));
  writeFileSync(join(root, 'docs', 'screen.svg'), toSvg(screen(), 'assent'));
} finally {
  try {
    tmux('kill-server');
  } catch {
    // It ended by itself.
  }
  rmSync(scratch, { recursive: true, force: true });
}
