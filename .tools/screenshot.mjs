// npm run screenshot: runs the real product in a real terminal (tmux), as a new user in a folder of photos, and keeps the
// screen as docs/screen.svg: a request answered, another one waiting for its yes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';
import { toSvg } from './screen.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const FILES = {
  'photos/beach.jpg': 2_400_000,
  'photos/garden.jpg': 1_900_000,
  'photos/notes.txt': 900,
  'photos/trip.mp4': 9_800_000,
  'photos/cat.png': 640_000,
  'photos/old.zip': 5_100_000,
  'photos/list.md': 300,
  passwd: 'root:x:0:0::/root:/bin/sh\nmei:x:1000:1000::/home/mei:/bin/bash\n',
};
const NAME = 'assent';
const COLUMNS = 104;
/** Longer than the time in which keys decide nothing. */
const READ_IT = 600;

if (await isStale()) await build();
const scratch = mkdtempSync(join(tmpdir(), 'assent-screen-'));
mkdirSync(join(scratch, 'photos/pictures'), { recursive: true });
for (const [name, content] of Object.entries(FILES))
  writeFileSync(join(scratch, name), typeof content === 'string' ? content : Buffer.alloc(content));

if (process.getuid() === 0) execFileSync('chown', ['-R', '1000:1000', scratch]);

const socket = join(scratch, 'tmux');
const tmux = (...args) => execFileSync('tmux', ['-S', socket, ...args], { encoding: 'utf8' });
const screen = () => tmux('capture-pane', '-p', '-e', '-t', NAME);

/** Waits until the screen shows the pattern; shows it when it does not. */
async function seen(pattern) {
  for (let i = 0; i < 200; i++) {
    if (pattern.test(screen().replace(/\u001b\[[0-9;]*m/g, ''))) return sleep(READ_IT);
    await sleep(100);
  }
  throw new Error(`${pattern} was not seen:\n${screen()}`);
}

/**
 * A session. Root's would be no picture of an ordinary day, so then a person of this name is made up around it: a home,
 * a host and a user id of her own.
 */
function open() {
  const asRoot = process.getuid() === 0;
  const home = asRoot ? '/home/mei' : scratch;
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: home,
    USER: asRoot ? 'mei' : (process.env.USER ?? ''),
    LANG: 'C.UTF-8',
    TERM: 'tmux-256color',
    COLORTERM: 'truecolor',
    ASSENT_HOME: `${home}/.assent`,
  };
  const mei = [
    ...['bwrap', '--die-with-parent', '--unshare-uts', '--unshare-net', '--hostname', 'laptop'],
    ...['--dev-bind', '/', '/', '--proc', '/proc', '--tmpfs', '/home', '--bind', scratch, home],
    ...['--ro-bind', join(scratch, 'passwd'), '/etc/passwd', '--chdir', `${home}/photos`],
    ...['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups'],
  ];
  const program = [process.execPath, join(root, 'dist/assent.js')];
  const size = ['-x', String(COLUMNS), '-y', '40', '-c', join(scratch, 'photos')];
  const clean = ['env', '-i', ...Object.entries(env).map(([key, value]) => `${key}=${value}`)];
  tmux(
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-s',
    NAME,
    ...size,
    ...(asRoot ? mei : []),
    ...clean,
    ...program,
  );
}

async function request(text) {
  tmux('send-keys', '-t', NAME, '-l', text);
  await sleep(READ_IT);
  tmux('send-keys', '-t', NAME, 'Enter');
  await seen(/Run this plan\?/);
}

try {
  open();
  await seen(/cpu .*%/);
  // Long enough for the panel to have a course to draw.
  await sleep(14_000);
  await request('show the five largest files here');
  tmux('send-keys', '-t', NAME, 'y');
  await seen(/done · /);
  await request('move all jpg files to pictures and delete old.zip');
  writeFileSync(join(root, 'docs/screen.svg'), toSvg(screen(), 'assent', COLUMNS));
} finally {
  try {
    tmux('kill-server');
  } catch {
    // It ended by itself.
  }
  rmSync(scratch, { recursive: true, force: true });
}
