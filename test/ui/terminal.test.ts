import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildHarness } from './harness.ts';
import { openScreen, type Screen } from './pty.ts';
import { Tmux, tmuxIsThere } from './tmux.ts';

const fixture = join(import.meta.dirname, '../fixtures/asks-terminal.sh');
const QUESTION = /Run this plan\?|运行这个计划吗/;
/** Longer than the time in which keys do not decide. */
const READ_IT = 350;
let harness: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assent-screen-'));
  writeFileSync(join(folder, 'notes.txt'), 'x');
  harness = await buildHarness(mkdtempSync(join(tmpdir(), 'assent-ui-')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(harness, '..'), { recursive: true, force: true });
});

describe.skipIf(!tmuxIsThere())('the session on a screen', () => {
  let on: Tmux | undefined;
  afterEach(() => on?.close());

  async function open(
    options: { columns?: number; rows?: number; env?: Record<string, string>; delayMs?: number } = {},
  ) {
    const screen = new Tmux([process.execPath, harness, String(options.delayMs ?? 0)], {
      cwd: folder,
      ...options,
    });
    on = screen;
    await screen.seen(/nothing leaves/);
    return screen;
  }

  async function asked(screen: Tmux, request: string) {
    screen.type(request);
    screen.press('Enter');
    await screen.seen(QUESTION);
    await sleep(READ_IT);
  }

  it('goes from the request to the answer with one key', async () => {
    const screen = await open();
    await asked(screen, '!echo answer=$((40 + 2))');
    screen.press('Enter');
    await screen.seen(/│ answer=42\n\s+done[\s\S]*❯ say what you want/);
  });

  it('stops a running step with Ctrl-C and stays', async () => {
    const screen = await open();
    await asked(screen, '!echo begun; sleep 60');
    screen.type('y');
    await screen.seen(/│ begun/);
    screen.press('C-c');
    await screen.seen(/stopped by you/);
    screen.type('still here');
    await screen.seen(/❯ still here/);
  });

  it('gives the terminal to a program that wants it and takes it back clean', async () => {
    const screen = await open({ env: { EDITOR: fixture } });
    await asked(screen, 'edit it');
    screen.type('y');
    await screen.seen(/FULL SCREEN/);
    expect(screen.alternate).toBe(true);
    screen.type('k');
    await screen.seen(/done/);
    expect(screen.alternate).toBe(false);
    await sleep(READ_IT);
    screen.type('back 中文');
    await screen.seen(/❯ back 中文/);
    expect(screen.cursor).toMatchObject({ x: 11, visible: true });
  });

  it('leaves nothing behind when the window changes', async () => {
    const screen = await open({ columns: 100, rows: 32 });
    await asked(screen, 'clean up');
    for (const [columns, rows] of [
      [58, 32],
      [44, 30],
      [96, 32],
      [70, 18],
      [100, 32],
    ] as const) {
      screen.resize(columns, rows);
      await sleep(350);
      const shown = screen.screen();
      expect(shown.match(/Run this plan\?/g)).toHaveLength(1);
      expect(shown.match(/^❯\s*$/gm)).toHaveLength(1);
      for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    }
    screen.press('Escape');
    await screen.seen(/nothing was run/);
  });

  it('writes a plan longer than the screen out in full before it is asked about', async () => {
    const screen = await open({ rows: 20 });
    await asked(screen, 'long plan');
    const whole = screen.screen({ history: true });
    for (let step = 1; step <= 14; step++) expect(whole).toContain(`says that it is step ${step}\n`);
    screen.press('Down', 'Down');
    await screen.seen(/▸ 3/);
    screen.type('s');
    await screen.seen(/Run step 1 of 14\?/);
    screen.type('y');
    await screen.seen(/│ step 1\n/);
    await screen.seen(/Run step 2 of 14\?/);
  });

  it('shows a plan while it comes', async () => {
    const screen = await open({ delayMs: 150 });
    screen.type('clean up');
    screen.press('Enter');
    await screen.seen(/asking scripted[\s\S]*1 {2}ls -la build/);
    const shown = await screen.seen(QUESTION);
    expect(shown).not.toContain('asking scripted');
  });

  it('edits a step in place and has it judged again', async () => {
    const screen = await open();
    await asked(screen, '!echo one');
    screen.type('e');
    await screen.seen(/edit step 1/);
    screen.press('C-w');
    screen.type('two');
    screen.press('Enter');
    await screen.seen(/1 {2}echo two[\s\S]*Run this plan/);
    await sleep(READ_IT);
    screen.type('y');
    await screen.seen(/│ two/);
  });

  it('shows the effects before it asks again, where that is offered', async () => {
    const screen = await open({ env: { HARNESS_PREVIEW: '1' } });
    await asked(screen, 'show the five largest files here');
    expect(screen.screen()).toMatch(/p preview the effects/);
    screen.type('p');
    await screen.seen(/would change nothing \(s1\)[\s\S]*Run this plan\?/);
    await sleep(READ_IT);
    screen.type('y');
    await screen.seen(/notes\.txt[\s\S]*done/);
  });

  it('stops with Ctrl-Z as other programs do and comes back with fg', async () => {
    const screen = new Tmux(['bash', '--norc', '-i'], { cwd: folder });
    on = screen;
    screen.type(`${process.execPath} ${harness}`);
    screen.press('Enter');
    await screen.seen(/nothing leaves/);
    screen.type('half a requ');
    await screen.seen(/❯ half a requ/);
    screen.press('C-z');
    await screen.seen(/Stopped/);
    screen.type('echo in-the-shell');
    screen.press('Enter');
    await screen.seen(/^in-the-shell$/m);
    screen.type('fg');
    screen.press('Enter');
    await sleep(READ_IT);
    screen.type('est');
    await screen.seen(/❯ half a request/);
  });

  it('stays with Ctrl-Z where no shell could bring it back', async () => {
    const screen = await open();
    screen.type('half a requ');
    await screen.seen(/❯ half a requ/);
    screen.press('C-z');
    await sleep(READ_IT);
    screen.type('est');
    await screen.seen(/❯ half a request/);
  });

  it('completes, searches its history, folds the panel', async () => {
    const screen = await open();
    screen.type('/he');
    screen.press('Tab');
    await screen.seen(/❯ \/help/);
    screen.press('C-u');
    screen.type('show no');
    screen.press('Tab');
    await screen.seen(/❯ show notes\.txt/);
    screen.press('C-u', 'C-r');
    screen.type('exten');
    await screen.seen(/❯ count the files of each extension\n.*search history: exten/);
    screen.press('Escape');
    await screen.seen(/cpu/);
    screen.press('C-p');
    const shown = await screen.seen(/panel folded/);
    expect(shown).not.toMatch(/^cpu/m);
  });

  it('speaks Chinese, and plain text in order for a screen reader', async () => {
    const zh = await open({ env: { HARNESS_LANG: 'zh' } });
    await asked(zh, '列出最大的文件');
    expect(zh.screen()).toMatch(/✓ 允许 {2}读取/);
    zh.close();

    const plain = await open({ env: { HARNESS_ACCESSIBLE: '1', NO_COLOR: '1' }, rows: 40 });
    await asked(plain, 'clean up');
    const shown = plain.screen();
    expect(shown).toMatch(/look at: sudo/);
    expect(shown).not.toMatch(/[│▸✓✗❯●▁-█]/);
  });
});

describe('the bytes a session writes', () => {
  let on: Screen | undefined;
  afterEach(() => on?.kill());

  async function open(env: Record<string, string> = {}) {
    const screen = openScreen(process.execPath, [harness], { cwd: folder, env });
    on = screen;
    await screen.seen(/nothing leaves/);
    return screen;
  }

  async function asked(screen: Screen, request: string) {
    screen.write(`${request}\r`);
    await screen.seen(QUESTION);
    await sleep(READ_IT);
  }

  it('leave the terminal as it was', async () => {
    const screen = await open();
    screen.write('\u0004');
    expect(await screen.exited).toBe(0);
    const text = screen.text();
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'));
    expect(text.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(text.lastIndexOf('\u001b[?2004h'));
  });

  it('never follow from a y that came ahead of the plan', async () => {
    const screen = await open();
    screen.write('!echo ran=$((1 + 1))\ry');
    await screen.seen(/you were typing/);
    await sleep(700);
    expect(screen.text()).not.toContain('ran=2');
  });

  it('keep pasted rows in the line, unsent and without their escapes', async () => {
    const screen = await open();
    screen.clear();
    screen.write('\u001b[200~first row\nsecond row 中文\n\u001b]0;owned\u0007\u001b[201~');
    await screen.seen(/second row 中文/);
    await sleep(200);
    expect(screen.text()).not.toMatch(/plan by|\u001b\]0/);
  });

  it('hold nothing that hostile text could do', async () => {
    const screen = await open();
    await asked(screen, 'hostile');
    screen.write('y');
    await screen.seen(/│ [\s\S]*hi[\s\S]*done/);
    const written = screen.text();
    expect(written).not.toMatch(/\u001b[\]PX^_]/);
    expect(written).not.toContain('\u202e');
    expect(written).not.toContain('\u001b[2J');
    expect(written).toContain('‹U+202E›');
  });

  it('have no colour where none is wanted', async () => {
    const screen = await open({ NO_COLOR: '1' });
    await asked(screen, 'clean up');
    expect(screen.text()).not.toMatch(/\u001b\[(?:[0-9;]*;)?(?:3|4|9|10)[0-7](?:;[0-9;]*)?m/);
  });

  it('echo keys while a million lines run by', async () => {
    const screen = await open();
    await asked(screen, '!seq 1000000; sleep 3');
    screen.write('y');
    await sleep(60);
    const times: number[] = [];
    for (const letter of 'QWZXJKVQWZXJKV') {
      screen.clear();
      const began = performance.now();
      screen.write(letter);
      await screen.seen(new RegExp(letter), 4000);
      times.push(performance.now() - began);
      await sleep(30);
    }
    times.sort((a, b) => a - b);
    // The budget is 50 ms at p95 (npm run bench); here other tests share the processor, so the middle one counts.
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(50);
  });

  it('end with the code for SIGTERM', async () => {
    const screen = await open();
    process.kill(screen.pid, 'SIGTERM');
    expect(await screen.exited).toBe(143);
  });
});
