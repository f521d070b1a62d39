import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { assent, planFile } from '../tools/assent.ts';
import { answerTime, inWorld } from '../tools/in-world.ts';
import { startMock } from '../tools/mock-openai.ts';
import { describeWith } from '../tools/needs.ts';

/** As sudo and ssh ask: on the terminal itself, without showing what is typed. */
const ASKS = `#!/bin/bash
exec 3<>/dev/tty || exit 1
stty -echo <&3; printf 'Password: ' >&3; IFS= read -r p <&3; stty echo <&3
printf '\\nlength %s\\n' "\${#p}"
`;
const TYPED = 'correct-horse-4711';

const world = inWorld({ 'ask.sh': ASKS });
const open = (args: readonly string[], env: Record<string, string> = {}) =>
  world.open(args, { env, columns: 110, rows: 32 });

/** Every file below that holds the text. */
function holding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path, 'latin1').includes(text));
}

/** Waits until the terminal was sent the text this often. */
async function times(screen: { readonly raw: string }, text: string, count: number): Promise<void> {
  const until = Date.now() + 10_000;
  while (screen.raw.split(text).length <= count) {
    if (Date.now() > until) throw new Error(`not ${count} times: ${text}`);
    await sleep(10);
  }
}

describe('a step that fails for want of the terminal', () => {
  it('is offered again with it in the session, and what is typed there is kept nowhere', async () => {
    const bodies = mkdtempSync(join(tmpdir(), 'assent-bodies-'));
    const plan = { goal: 'ask', steps: [{ id: '1', command: 'bash ask.sh', why: 'asks' }] };
    const mock = await startMock({ tokenMs: 0, bodies });
    mock.setRules([{ reply: { json: plan } }]);
    const screen = open([], { ASSENT_BASE_URL: mock.baseUrl, ASSENT_MODEL: 'm', ASSENT_API_KEY: 'none' });
    await screen.waitFor(/127\.0\.0\.1/);
    for (const round of [1, 2]) {
      screen.type(`ask for the password ${round}\r`);
      await screen.waitFor(/Run this plan/);
      await answerTime();
      screen.type('y');
      await screen.waitFor('Run it again with the terminal?');
      await answerTime();
      screen.type('y');
      // What the first round printed is on the screen still.
      await times(screen, 'Password:', round);
      screen.type(`${TYPED}\r`);
      await times(screen, `length ${TYPED.length}`, round);
      await screen.waitFor(/say what you want/);
      await sleep(400);
    }
    screen.type('\u0004');
    await screen.ended();
    expect(screen.raw).not.toContain(TYPED);
    expect(holding(world.home, TYPED)).toEqual([]);
    expect(readdirSync(bodies).length).toBeGreaterThan(1);
    expect(holding(bodies, TYPED)).toEqual([]);
    rmSync(bodies, { recursive: true });
    await mock.close();
  });

  it('is offered again in a one-shot, and a no lets the failure stand', async () => {
    for (const [key, code] of [
      ['y', 0],
      ['n', 1],
    ] as const) {
      const screen = open(['run', planFile(world, ['bash ask.sh'])]);
      await screen.waitFor(/Run it\?/);
      await answerTime();
      screen.type('y');
      await screen.waitFor('Run it again with the terminal?');
      await answerTime();
      screen.type(key);
      if (key === 'y') {
        await screen.waitFor(/Password:/);
        screen.type(`${TYPED}\r`);
        await screen.waitFor(`length ${TYPED.length}`);
      }
      expect(await screen.ended()).toBe(code);
    }
    expect(holding(world.home, TYPED)).toEqual([]);
  });

  it('is no question where nobody is asked', async () => {
    const ran = await assent(world, ['run', '--yes', '--json', planFile(world, ['bash ask.sh'])]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/wants the terminal and had none/);
  });
});

describe('the time limit of a step', () => {
  it('stops it where nobody watches', async () => {
    const plan = planFile(world, ['sleep 20; echo finished'], { timeoutSeconds: 0.3 });
    const ran = await assent(world, ['run', '--auto', plan]);
    expect(ran.code).toBe(124);
    expect(ran.stdout.toString()).toBe('');
  });

  it('is said where a person watches, and the step goes on', async () => {
    const screen = open(['run', planFile(world, ['sleep 1; echo finished'], { timeoutSeconds: 0.2 })]);
    await screen.waitFor(/Run it\?/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/time limit of 0\.2 s has passed and it goes on: Ctrl-C stops it/);
    await screen.waitFor(/^finished/m);
    expect(await screen.ended()).toBe(0);
  });
});

describeWith(['vim', 'less', 'top', 'python3'])('a program that takes the screen', () => {
  it.each([
    ['!vim note.txt', /~\s+~/, '\u001b:wq\r'],
    ['!less ask.sh', /Password/, 'q'],
    ['!top', /PID|load average/, 'q'],
    ['!python3', />>>/, 'exit()\r'],
  ])('%s has it by the table, and the session comes back intact', async (command, shows, leaves) => {
    const screen = open([]);
    await screen.waitFor('embedded');
    screen.type(`${command}\r`);
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(shows);
    await sleep(300);
    screen.type(leaves);
    await screen.waitFor(/done[\s\S]*say what you want/);
    await sleep(400);
    screen.type('!echo still here\r');
    await screen.waitFor(/echo only prints/);
    screen.type('\u0003');
    await sleep(200);
    screen.type('\u0004');
    await screen.ended();
  });
});
