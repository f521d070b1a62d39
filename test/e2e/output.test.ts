import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOutputWords } from '../../src/ui/output-command.ts';
import { answerTime, inWorld } from '../tools/in-world.ts';
import { describeWith } from '../tools/needs.ts';

// Long enough for a file, with an escape that would rename the window and one that only colours.
const LINES = Array.from({ length: 20_000 }, (_, i) => `line ${i} \u001b]0;evil\u0007\u001b[31mred\u001b[0m`);
const world = inWorld({ 'long.txt': `${LINES.join('\n')}\nlast line\n` });

const spills = () => readdirSync(join(world.home, 'assent/state/output'));

describe('/output', () => {
  it.each([
    ['', { number: 7 }],
    ['3', { number: 3 }],
    ['3 error', { number: 3, search: 'error' }],
    ['two words', { number: 7, search: 'two words' }],
    ['404 not found', { number: 404, search: 'not found' }],
    ['3|wc -l', { number: 3, command: 'wc -l' }],
    ['| sort | uniq -c', { number: 7, command: 'sort | uniq -c' }],
    ['3x', { number: 7, search: '3x' }],
  ])('takes %j', (words, expected) => {
    expect(parseOutputWords(words, 7)).toEqual(expected);
  });
});

describeWith(['less'])('output of a step that has ended', () => {
  it('is opened in a pager, searched, and piped on through the judge', async () => {
    const screen = world.open([], { env: { PAGER: 'less' } });
    const ask = async (line: string) => {
      screen.type(`${line}\r`);
      await screen.waitFor(/Run this plan/);
      await answerTime();
      screen.type('y');
    };
    await screen.waitFor('embedded');
    await ask('!cat long.txt');
    await screen.waitFor(/last line\s+done[\s\S]*say what you want/);
    expect(spills()).toHaveLength(1);

    screen.type('/output 1\r');
    await screen.waitFor(/line 0 red/);
    screen.type('G');
    await screen.waitFor(/last line/);
    screen.type('q');
    await screen.waitFor(/say what you want/);
    expect(spills()).toHaveLength(1);
    await answerTime();

    screen.type('/output 1 line 1999\r');
    await screen.waitFor(/19999 . line 19998|20000 . line 19999/);
    await screen.waitFor('11 lines');

    await ask('/output 1 | tail -n 1 | tr a-z A-Z');
    await screen.waitFor(/LAST LINE\s+done/);
    expect(screen.raw).not.toContain('evil');
    screen.type('\u0004');
    await screen.ended();
  });

  it('goes with its pager when the terminal is closed', async () => {
    const screen = world.open([], { env: { PAGER: 'less' } });
    await screen.waitFor('embedded');
    screen.type('!cat long.txt\r');
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/last line\s+done[\s\S]*say what you want/);
    screen.type('/output 1\r');
    await screen.waitFor(/line 0 red/);
    screen.kill('SIGHUP');
    expect(await screen.ended()).toBe(143);
    expect(spills().filter((name) => name.startsWith('view-'))).toEqual([]);
  });

  it('cannot be opened when its file had to make room, and says so', async () => {
    const screen = world.open();
    await screen.waitFor('embedded');
    screen.type('!cat long.txt\r');
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/last line\s+done/);
    const folder = join(world.home, 'assent/state/output');
    rmSync(join(folder, spills()[0]!));
    screen.type('/output 1 line\r');
    await screen.waitFor(/had\s+to make room/);
    screen.type('\u0004');
    await screen.ended();
  });
});
