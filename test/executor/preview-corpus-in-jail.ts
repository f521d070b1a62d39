import { createSocket } from 'node:dgram';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import { clearPreview } from '../../src/policy/clear.ts';
import { manifest } from './manifest.ts';

/**
 * Runs inside the outer jail: previews each command of the JSON list on stdin and drops it. Servers listen on loopback
 * and on a Unix socket; everything writable in the jail is compared before and after. Prints one JSON line per command.
 */
const work = process.argv[2]!;
const home = join(work, 'home');
const project = join(home, 'project');
/** The whole jail has no other place that can be written, but what node and bubblewrap keep for themselves. */
const PLACES = [work, '/tmp', '/var/tmp', '/home', '/run'];

let reached: string[] = [];
for (const port of [80, 443, 8080, 4444, 9001, 0].filter((port) => port === 0 || port > 1023)) {
  const server = createServer((socket) => {
    reached.push(`connection to port ${port}`);
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}
for (const path of [join(work, 'service.sock'), '\0assent-service'])
  await new Promise<void>((resolve) =>
    createServer((socket) => {
      reached.push('connection to a Unix socket');
      socket.destroy();
    }).listen(path, resolve),
  );
const datagrams = createSocket('udp4', () => reached.push('datagram'));
await new Promise<void>((resolve) => datagrams.bind(5353, '127.0.0.1', resolve));

mkdirSync(project, { recursive: true });
mkdirSync(join(home, '.ssh'));
writeFileSync(join(home, '.ssh', 'id_rsa'), 'key');
writeFileSync(join(home, '.bashrc'), 'mine');
for (const name of ['file.txt', 'a.txt', 'script.sh', 'data.json', 'Makefile', 'package.json', '.env'])
  writeFileSync(join(project, name), `${name}\n`);
for (const name of ['src', 'build', 'node_modules', '.git']) {
  mkdirSync(join(project, name));
  writeFileSync(join(project, name, 'inside.ts'), `${name}\n`);
}

const look = () =>
  PLACES.map((path) => manifest(path, { times: true }))
    .join('\n')
    .split('\n')
    // Our own pipes and filters come and go there, and with them the time of the folder itself; /run/mount is made by
    // the system's mount program wherever it may.
    .filter(
      (line) => !line.includes('assent-') && !line.startsWith('["."') && !line.startsWith('["./mount"'),
    );

for (const { id, command } of JSON.parse(await text(process.stdin)) as { id: string; command: string }[]) {
  reached = [];
  const before = look();
  const row: Record<string, unknown> = { id };
  const step = clearPreview(
    { id: '1', command, why: '' },
    { id: '1', verdict: 'ask', rule: '', reason: '', effects: [] },
  )!;
  const session = new ShellSession(project, {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    USER: 'tester',
  });
  try {
    const open = await preview([step], { home, session, seconds: 2 }, new AbortController().signal);
    row.exitCode = open.preview.steps[0]!.exitCode;
    row.changes = open.found.length;
    if (/^bwrap: |setns|nsenter: /m.test(open.preview.steps[0]!.stderr))
      row.error = open.preview.steps[0]!.stderr.slice(0, 200);
    await open.close();
  } catch (error) {
    row.error = error instanceof Error ? error.message : String(error);
  }
  const after = new Set(look());
  const known = new Set(before);
  const changed = [
    ...before.filter((line) => !after.has(line)),
    ...[...after].filter((line) => !known.has(line)),
  ];
  let left = others();
  for (let wait = 0; wait < 20 && left.length > 0; wait++) {
    await sleep(25);
    left = others();
  }
  process.stdout.write(
    `${JSON.stringify({ exitCode: null, changes: 0, ...row, escaped: [...reached, ...changed, ...left] })}\n`,
  );
}
rmSync(join(work, 'service.sock'), { force: true });
process.stdout.write('', () => process.exit());

/** Processes in the jail besides its first one and us; what has ended and waits for its parent is none. */
function others(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== '1' && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const [, program, state] = /\((.*)\) (\S)/s.exec(readFileSync(`/proc/${name}/stat`, 'latin1'))!;
        return state === 'Z' ? [] : [`process ${program}`];
      } catch {
        return [];
      }
    });
}
