import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { ASSENT } from '../tools/assent.ts';
import { answerTime, inWorld } from '../tools/in-world.ts';
import { describeWith } from '../tools/needs.ts';
import { onPty, type PtyRun } from '../tools/pty.ts';

const MOCK = fileURLToPath(new URL('../tools/mock-openai.ts', import.meta.url));
const PLAN = { goal: 'list', steps: [{ id: '1', command: 'ls', why: 'lists the files' }] };

const world = inWorld({ 'a.txt': 'one\n' });
let run: PtyRun | undefined;
afterEach(() => run?.kill('SIGKILL'));

const log = () => join(world.home, 'requests.jsonl');
const asked = () =>
  readFileSync(log(), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { method: string; headers: Record<string, string> });

/** A session beside a model server, in a network of their own: nothing else listens there, and nobody else is disturbed. */
function open(): PtyRun {
  const script = `
    "$NODE" "$MOCK" --port 11434 --model tiny --log "$LOG" --rules "$RULES" > "$READY" &
    until grep -q ready "$READY"; do sleep 0.05; done
    exec "$NODE" "$ASSENT"`;
  const network = ['--dev-bind', '/', '/', '--unshare-net', '--die-with-parent', '--'];
  run = onPty('bwrap', [...network, '/bin/bash', '-c', script], {
    cwd: world.cwd,
    env: {
      ...world.env,
      ASSENT_API_KEY: 'never-for-a-local-server',
      NODE: process.execPath,
      MOCK,
      ASSENT,
      LOG: log(),
      RULES: JSON.stringify([{ reply: { json: PLAN } }]),
      READY: join(world.home, 'ready'),
    },
    columns: 110,
    rows: 30,
  });
  return run;
}

describeWith(['bwrap'])('a model server found on this machine', () => {
  it('is offered once, used after a yes, gets no key, and is not offered again after a no', async () => {
    const screen = open();
    await screen.waitFor(
      /Ollama answers on http:\/\/127\.0\.0\.1:11434\/v1 \(tiny\), nothing was sent there/,
    );
    expect(asked().map(({ method }) => method)).toEqual(['GET']);
    screen.type('/local\r');
    await screen.waitFor('planner: tiny via 127.0.0.1:11434; on this machine');
    screen.type('list the files\r');
    await screen.waitFor(/plan by tiny[\s\S]*Run this plan/);
    expect(asked().some(({ method }) => method === 'POST')).toBe(true);
    for (const { headers } of asked())
      expect(JSON.stringify(headers)).not.toMatch(/never-for|authorization/i);
    await answerTime();
    screen.type('n');
    await screen.waitFor('nothing was run');
    screen.type('/local off\r');
    await screen.waitFor(/off\s+planner: embedded; nothing leaves this machine/);
    screen.type('\u0004');
    await screen.ended();

    const again = open();
    await again.waitFor(/planner: embedded[\s\S]*cpu/);
    await answerTime();
    expect(again.raw).not.toContain('answers on');
    again.type('/local\r');
    await again.waitFor('planner: tiny via 127.0.0.1:11434');
  }, 60_000);
});
