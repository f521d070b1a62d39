import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import { clearPreview } from '../../src/policy/clear.ts';
import { manifest } from './manifest.ts';

/**
 * Runs inside the outer jail: each command of the JSON list on stdin is previewed and dropped. Prints one JSON line per
 * command with what it said and whether anything outside changed or was reached. Argument: a writable folder.
 */
const home = process.argv[2]!;
const project = join(home, 'project');
mkdirSync(join(project, 'src'), { recursive: true });
mkdirSync(join(home, '.ssh'));
writeFileSync(join(home, '.ssh', 'id_ed25519'), 'SECRET-KEY');
writeFileSync(join(home, 'other'), 'outside');
for (const name of ['a.txt', 'b.sh', 'src/c.ts', 'data.csv', 'Makefile'])
  writeFileSync(join(project, name), `${name}\n`);
let connections = 0;
const server = createServer((socket) => {
  connections++;
  socket.end('SECRET-SERVICE');
});
await new Promise<void>((resolve) => server.listen(join(home, 'service.sock'), resolve));
let text = '';
for await (const piece of process.stdin) text += piece;

const before = manifest(home, { times: true });
for (const command of JSON.parse(text) as string[]) {
  const step = clearPreview(
    { id: '1', command, why: '', timeoutSeconds: 0.8 },
    { id: '1', verdict: 'ask', rule: '', reason: '', effects: [] },
  )!;
  const session = new ShellSession(project, { PATH: '/usr/bin:/bin', HOME: home });
  const open = await preview(
    [step],
    { home, session, maxBytes: 64 * 1024 * 1024 },
    new AbortController().signal,
  );
  await open.close();
  const { stdout, stderr, exitCode } = open.preview.steps[0]!;
  // Only the preview's own processes are ours besides this one.
  const left = readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes('ASSENT_STEP=');
    } catch {
      return false;
    }
  });
  process.stdout.write(
    `${JSON.stringify({
      command,
      exitCode,
      said: (stdout + stderr).slice(0, 500),
      secret: /SECRET/.test(stdout + stderr),
      connections,
      left: left.length,
      changed: manifest(home, { times: true }) !== before,
      changes: open.preview.changes.length,
    })}\n`,
  );
}
server.close();
