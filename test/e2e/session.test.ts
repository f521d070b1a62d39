import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ASSENT, assent, planFile } from '../tools/assent.ts';
import { answerTime, inWorld } from '../tools/in-world.ts';
import { jailWorks } from '../tools/jail.ts';
import { onPty } from '../tools/pty.ts';

const world = inWorld({ 'a.txt': 'one\ntwo\n', 'big.txt': 'x'.repeat(5000) });

const open = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  world.open(args, { env });

describe('the session', () => {
  it('takes a request in plain words to its answer with one key', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    expect(screen.raw).not.toMatch(/Warning/);
    screen.type('show the five largest files here\r');
    await screen.waitFor(/Run this plan/);
    expect(screen.screen.text).toMatch(/allow/);
    expect(screen.screen.text).toMatch(/reads/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/big\.txt/);
    await screen.waitFor(/done/);
    screen.type('\u0004');
    expect(await screen.ended()).toBe(0);
  });

  it('lists its commands in the language of the environment', async () => {
    const screen = open([], { LANG: 'zh_CN.UTF-8' });
    await screen.waitFor('embedded');
    screen.type('?');
    await screen.waitFor('/reset');
    const rows = screen.screen.text.split('\n').filter((row) => /^ {2}\/\w/.test(row));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row).toMatch(/\p{Script=Han}/u);
  });

  it('shows the panel, or not, in the language and colours of config.toml', async () => {
    const colours = { NO_COLOR: '', TERM: 'xterm-256color' };
    const shown = open([], colours);
    await shown.waitFor('embedded');
    await shown.waitFor(/cpu/);
    expect(shown.raw).toContain('\u001b[36m');
    world.settings('language = "zh"\n[ui]\npanel = false\ntheme = "light"\n');
    const folded = open([], colours);
    await folded.waitFor('embedded');
    folded.type('?');
    await folded.waitFor('/reset');
    expect(folded.screen.text).toMatch(/\p{Script=Han}/u);
    expect(folded.raw).not.toMatch(/cpu|处理器/);
    expect(folded.raw).toContain('\u001b[34m');
    expect(folded.raw).not.toContain('\u001b[36m');
  });

  it('says what is wrong with config.toml before a session begins', async () => {
    world.settings('[ui]\nkeymap = "vi"\n');
    const screen = open();
    await screen.waitFor(/config\.toml.*line 2.*ui\.keymap/);
    expect(await screen.ended()).toBe(125);
  });

  it.runIf(jailWorks())('offers no preview that could not hold a file, and says which', async () => {
    writeFileSync(join(world.cwd, 'big.img'), '');
    truncateSync(join(world.cwd, 'big.img'), 3e9);
    const screen = open();
    await screen.waitFor('embedded');
    const leave = async () => {
      await answerTime();
      screen.type('n');
      await screen.waitFor(/^(?![\s\S]*Run this plan)/);
    };
    // Whether there are previews here is found out in the background.
    for (let tries = 0; tries < 20; tries++) {
      screen.type('!touch small\r');
      await screen.waitFor(/Run this plan/);
      if (screen.screen.text.includes('p preview')) break;
      await leave();
    }
    expect(screen.screen.text).toContain('p preview');
    await leave();
    screen.type('!echo end >> big.img\r');
    await screen.waitFor(/Run this plan/);
    expect(screen.screen.text.replace(/\s+/g, ' ')).toMatch(/cannot be previewed: it would copy .*big\.img/);
    expect(screen.screen.text).not.toMatch(/p preview/);
  });

  it('runs a command of the person after the same judge, and records it', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type('!echo made > made.txt\r');
    await screen.waitFor(/writes/);
    expect(existsSync(join(world.cwd, 'made.txt'))).toBe(false);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/done/);
    expect(readFileSync(join(world.cwd, 'made.txt'), 'utf8')).toBe('made\n');
    screen.type('\u0004');
    await screen.ended();
    const audit = execFileSync(process.execPath, [ASSENT, 'audit', 'show', '--json'], {
      env: world.env,
      cwd: world.cwd,
      encoding: 'utf8',
    });
    const types = (JSON.parse(audit) as { type: string }[]).map(({ type }) => type);
    expect(types.indexOf('approval')).toBeGreaterThan(types.indexOf('verdict'));
    expect(types.indexOf('step-started')).toBeGreaterThan(types.indexOf('approval'));
    expect(
      execFileSync(process.execPath, [ASSENT, 'audit', 'verify'], { env: world.env, encoding: 'utf8' }),
    ).toMatch(/^ok/);
  });

  it('leaves after the request that runs when Ctrl-D is pressed meanwhile', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type('!sleep 2; echo end > end.txt\r');
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/running/);
    screen.type('\u0004');
    await screen.waitFor(/next: leave assent/);
    expect(await screen.ended()).toBe(0);
    expect(readFileSync(join(world.cwd, 'end.txt'), 'utf8')).toBe('end\n');
  });

  it('rejects with n: nothing runs', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type('!touch never\r');
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('n');
    await sleep(500);
    expect(existsSync(join(world.cwd, 'never'))).toBe(false);
  });

  it('typed ahead is no approval', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type('!touch ahead\ry');
    await screen.waitFor(/touch ahead[\s\S]*writes/);
    await sleep(700);
    expect(existsSync(join(world.cwd, 'ahead'))).toBe(false);
  });

  it('offers no way to run a deny', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type('!rm -rf --no-preserve-root /\r');
    await screen.waitFor(/deny/);
    await answerTime();
    screen.type('y\r');
    await sleep(500);
    expect(existsSync(world.cwd)).toBe(true);
    expect(screen.screen.text).not.toMatch(/Permission denied|cannot remove/);
  });

  it('Ctrl-C once ends the running step and keeps the session', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type('!sleep 4713\r');
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('y');
    await sleep(800);
    screen.type('\u0003');
    await screen.waitFor(/stopped by you/i);
    await answerTime();
    screen.type('!echo still here\r');
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/│ still here/);
  });

  it('a folder changed in one request is the folder of the next', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    for (const [command, seen] of [
      ['!mkdir inner && cd inner && export WHO=me', /done/],
      ['!pwd; echo "$WHO"', /project\/inner[\s\S]*me/],
    ] as const) {
      screen.type(`${command}\r`);
      await screen.waitFor(/Run this plan/);
      await answerTime();
      screen.type('y');
      await screen.waitFor(seen);
      await answerTime();
    }
  });

  it('shows output that tries to take the terminal as harmless text', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type("!printf '\\033]0;owned\\007\\033[2J\\033[5;5Hforged\\n'\r");
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/│ *forged/);
    expect(screen.raw).not.toContain('\u001b]0;owned');
    expect(screen.raw).not.toContain('\u001b[5;5Hforged');
  });

  it('lays out Chinese', async () => {
    const screen = open([], { LANG: 'zh_CN.UTF-8' });
    await screen.waitFor('embedded');
    screen.type('!echo 你好，世界\r');
    await sleep(1500);
    screen.type('y');
    await screen.waitFor(/你好，世界/);
  });
});

describe('a one-shot on a terminal', () => {
  it('shows the plan, asks for one key and runs', async () => {
    const screen = open(['show the five largest files here']);
    await screen.waitFor(/Run it\?/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/big\.txt/);
    expect(await screen.ended()).toBe(0);
  });

  it('asks on the terminal while stdin is piped and stdout goes to a file', async () => {
    const plan = planFile(world, ['cat; echo more']);
    const run = onPty(
      '/bin/bash',
      [
        '-c',
        `printf 'data\\n' | "$0" "$1" run "$2" > out.txt; echo "code $?"`,
        process.execPath,
        ASSENT,
        plan,
      ],
      { cwd: world.cwd, env: world.env, columns: 100, rows: 30 },
    );
    await run.waitFor(/Run it\?/);
    await answerTime();
    run.type('y');
    await run.waitFor(/code 0/);
    expect(readFileSync(join(world.cwd, 'out.txt'), 'utf8')).toBe('data\nmore\n');
  });

  it('keeps in the history what ran, also when it was edited', async () => {
    const screen = open(['run', planFile(world, ['echo planned'])]);
    await screen.waitFor(/Run it\?/);
    await answerTime();
    screen.type('e');
    await screen.waitFor(/\$ echo planned/);
    screen.type('\u0015echo edited\r');
    await screen.waitFor(/Run it\?[\s\S]*Run it\?/);
    await answerTime();
    screen.type('y');
    expect(await screen.ended()).toBe(0);
    const history = await assent(world, ['history', '--json']);
    expect(history.stdout.toString()).toContain('echo edited');
    expect(history.stdout.toString()).not.toContain('echo planned');
  });

  it('no is 126, Ctrl-C is 130', async () => {
    const refused = open(['run', planFile(world, ['touch made'])]);
    await refused.waitFor(/Run it\?/);
    await answerTime();
    refused.type('n');
    expect(await refused.ended()).toBe(126);
    const interrupted = open(['run', planFile(world, ['touch made'])]);
    await interrupted.waitFor(/Run it\?/);
    interrupted.type('\u0003');
    expect(await interrupted.ended()).toBe(130);
    expect(existsSync(join(world.cwd, 'made'))).toBe(false);
  });

  it('gives a program that needs the terminal one of its own and the screen back', async () => {
    const screen = open([
      'run',
      planFile(world, ['read -p "name? " name; echo "hello $name"'], { interactive: true }),
    ]);
    await screen.waitFor(/Run it\?/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/^name\?/m);
    screen.type('bob\r');
    await screen.waitFor(/hello bob/);
    expect(await screen.ended()).toBe(0);
  });
});
