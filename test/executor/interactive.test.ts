import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ScreenModes } from '../../src/executor/screen-modes.ts';
import { wantsTerminal } from '../../src/executor/wants-terminal.ts';
import { describeWith } from '../tools/needs.ts';
import { onPty, type PtyRun } from '../tools/pty.ts';
import { BASE_ENV, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const DRIVER = fileURLToPath(new URL('step-on-terminal.ts', import.meta.url));

function drive(...commands: string[]): PtyRun {
  return onPty(process.execPath, ['--no-warnings', DRIVER, ...commands], {
    cwd: folder.path,
    env: { ...BASE_ENV, HOME: folder.path },
    columns: 120,
  });
}

/** The result of each step, without screen clutter. */
function results(terminal: PtyRun): Record<string, unknown>[] {
  return [...terminal.raw.matchAll(/RESULT (\{.*?\})\r\n/g)].map((match) => JSON.parse(match[1]!));
}

const typed = (terminal: PtyRun): string => JSON.parse(/TYPED (".*?")\r\n/.exec(terminal.raw)![1]!);

/** Types into the terminal whose path is the last argument, as TIOCSTI does. */
const STUFF = `perl -e 'open(T, "+<", $ARGV[0]) or do { print "closed: $!\\n"; exit 1 };
  for (split //, "evil\\n") { ioctl(T, 0x5412, $_) or do { print "refused: $!\\n"; exit 1 } } print "stuffed\\n"'`;

describe('a step that is not interactive', () => {
  it('can neither type into our terminal nor draw on it', async () => {
    const terminal = drive(
      `${STUFF} /dev/tty; ${STUFF} /dev/stdin; ${STUFF} /dev/stderr`,
      'echo "[y/n] forged prompt" > /dev/tty',
      'setsid -c true; perl -e \'open(T, "+<", "/dev/tty") and print "got one\\n"\'; true',
    );
    await terminal.waitFor('DONE');
    const [stuffing, drawing, stealing] = results(terminal);
    expect(stuffing!.out).toMatch(/^closed: .*\nrefused: .*\nrefused: .*\n$/);
    expect(drawing).toMatchObject({ exitCode: 1, wantsTerminal: true });
    expect(stealing!.out).toBe('');
    expect(typed(terminal)).toBe('');
    expect(terminal.screen.text.replaceAll(/RESULT.*/g, '')).not.toContain('forged prompt');
  });
});

describe.concurrent('an interactive step', () => {
  it('has a terminal of its own, with the size of ours, and follows it', async () => {
    const terminal = drive(`!tty; stty size; trap 'stty size; exit 5' WINCH; while :; do sleep 0.1; done`);
    await terminal.waitFor('24 120');
    terminal.resize(100, 30);
    await terminal.waitFor('30 100');
    await terminal.waitFor('DONE');
    const [result] = results(terminal);
    expect(result).toMatchObject({ exitCode: 5, out: '', err: '', stdoutBytes: 0 });
    expect(result!.took100).toBe(true);
    expect(terminal.raw).toMatch(/\/dev\/pts\/\d+/);
  });

  it('gets what is typed, and none of it reaches an event', async () => {
    const terminal = drive('!read -rsp "password: " word; echo; echo "length ${#word}"');
    await terminal.waitFor('password:');
    terminal.type('s3cret-word\r');
    await terminal.waitFor('DONE');
    expect(terminal.raw).toContain('length 11');
    expect(terminal.raw).not.toContain('s3cret-word');
  });

  it('moves the cursor exactly as it says', async () => {
    const terminal = drive("!stty -opost; printf 'ab\\ncd'; sleep 0.3");
    await terminal.waitFor('ab\n  cd');
    await terminal.waitFor('DONE');
  });

  it('is interrupted by Ctrl-C, and we are not', async () => {
    const terminal = drive('!echo ready; sleep 30', 'echo after');
    await terminal.waitFor('ready');
    terminal.type('\x03');
    await terminal.waitFor('DONE');
    expect(results(terminal)).toMatchObject([{ exitCode: null, signal: 'SIGINT' }, { out: 'after\n' }]);
  });

  it('types only into its own terminal, and what is typed as it ends reaches no prompt', async () => {
    const terminal = drive(`!${STUFF} /dev/tty; stty -echo; echo ending`);
    await terminal.waitFor('ending');
    terminal.type('y');
    await terminal.waitFor('DONE');
    expect(typed(terminal)).toBe('');
  });

  it('leaves nothing that could draw later', async () => {
    const terminal = drive('!(trap "" TERM; sleep 1; echo "[y/n] forged" >/dev/tty) & sleep 0.1');
    await terminal.waitFor('DONE');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(terminal.raw).not.toContain('forged');
  });

  it('gives the screen back when it dies in the middle', async () => {
    const terminal = drive(
      `!printf 'SHOWN'; printf '\\e[?1049h\\e[?25l\\e[?1000;1006h\\e[?2004h\\e[31m\\e=\\e[3;5r'; sleep 0.2; kill -9 $$`,
    );
    await terminal.waitFor('DONE');
    expect(terminal.screen.text).toContain('SHOWN');
    expect([...terminal.screen.modes].sort()).toEqual([25, 7]);
    expect(results(terminal)).toMatchObject([{ signal: 'SIGKILL' }]);
  });

  it('is ended by a cancel, whole tree', async () => {
    const terminal = drive("!trap '' TERM INT HUP; echo pid $$; while :; do sleep 1; done");
    await terminal.waitFor(/pid \d+/);
    process.kill(terminal.pid, 'SIGUSR1');
    await terminal.waitFor('DONE');
    expect(results(terminal)).toMatchObject([{ cancelled: true }]);
  });

  it('keeps the program’s own environment and the session’s folder', async () => {
    const terminal = drive(
      'export A=lasts; cd /usr; f() { echo "from f"; }',
      '!echo "$TERM $A $PWD $PAGER"; f',
    );
    await terminal.waitFor('DONE');
    expect(terminal.raw).toMatch(/xterm-256color lasts \/usr \r\nfrom f/);
  });
});

describeWith(['vim'])('vim', () => {
  it('edits a file and gives the screen back', async () => {
    writeFileSync(join(folder.path, 'note.txt'), 'one\n');
    const terminal = drive('!vim -u NONE note.txt');
    await terminal.waitFor('note.txt');
    expect(terminal.screen.modes.has(1049)).toBe(true);
    terminal.type('Gotwo\x1b');
    await terminal.waitFor('two');
    terminal.type(':wq\r');
    await terminal.waitFor('DONE');
    expect(readFileSync(join(folder.path, 'note.txt'), 'utf8')).toBe('one\ntwo\n');
    expect(terminal.screen.modes.has(1049)).toBe(false);
    expect(results(terminal)).toMatchObject([{ exitCode: 0, stdoutBytes: 0 }]);
  });
});

describeWith(['less'])('less', () => {
  it('pages and leaves', async () => {
    const terminal = drive('!seq 1 500 | less');
    await terminal.waitFor(/^23$/m);
    terminal.type('G');
    await terminal.waitFor(/^500$/m);
    terminal.type('q');
    await terminal.waitFor('DONE');
    expect(terminal.screen.text).not.toMatch(/^500$/m);
  });
});

describe('the modes of a screen', () => {
  it('are followed across chunks, and clipboard writes are taken out', () => {
    const modes = new ScreenModes();
    const passed = ['a\x1b', '[?10', '49hb\x1b]52;c;ZXZp', 'bA==\x07c\x1b]0;title\x1b\\', 'd\x1b[>1ue'].map(
      (piece) => modes.pass(piece),
    );
    expect(passed.join('')).toBe('a\x1b[?1049hbc\x1b]0;title\x1b\\d\x1b[>1ue');
    expect(modes.restore()).toContain('\x1b[?1049l');
    expect(modes.restore()).toContain('\x1b[<1u');
  });

  it('need no undoing when the program did it', () => {
    const modes = new ScreenModes();
    modes.pass('\x1b[?1049h\x1b[?25l\x1b[2;3r\x1b[r\x1b[?25h\x1b[?1049l');
    expect(modes.restore()).toBe('\x1b[?25h\x0f\x1b(B\x1b[0m');
  });
});

describe('a wish for the terminal', () => {
  it.each([
    ['bash: line 1: /dev/tty: No such device or address'],
    ['sudo: a terminal is required to read the password; either use the -S option'],
    ['Pseudo-terminal will not be allocated because stdin is not a terminal.'],
    ["fatal: could not read Username for 'https://example.org': terminal prompts disabled"],
    ['Error opening terminal: unknown.'],
    ['top: failed tty get'],
    ['the input device is not a TTY'],
    ['Host key verification failed.'],
    ['dialog: cannot open tty-output'],
  ])('is recognised: %s', (said) => {
    expect(wantsTerminal(1, said)).toBe(true);
    expect(wantsTerminal(0, said)).toBe(false);
  });

  it('is not seen in ordinary failures', () => {
    for (const said of [
      'No such file or directory',
      'pretty print failed',
      'Permission denied',
      'city: 3 errors',
    ])
      expect(wantsTerminal(1, said)).toBe(false);
  });
});
