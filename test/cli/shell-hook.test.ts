import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handToShell, lastShellFailure, shellFolder } from '../../src/journal/shell.ts';
import { ASSENT, assent, createWorld, planFile, type World } from '../tools/assent.ts';
import { onPty, type PtyRun } from '../tools/pty.ts';

const SHELLS = {
  bash: { file: '/bin/bash', args: ['--noprofile', '--rcfile'], start: 'rc.bash' },
  zsh: { file: '/usr/bin/zsh', args: [], start: '.zshrc' },
  fish: { file: '/usr/bin/fish', args: [], start: '.config/fish/config.fish' },
} as const;
const HISTORY = {
  bash: '.bash_history',
  zsh: '.zsh_history',
  fish: '.local/share/fish/fish_history',
} as const;

let world: World;
let shell: PtyRun | undefined;
beforeEach(() => {
  world = createWorld();
});
afterEach(() => {
  shell?.kill('SIGKILL');
  shell = undefined;
  world.remove();
});

const state = () => join(world.home, 'assent', 'state');

/** A shell of the person's, its start file holding the hook, with `assent` on its path. */
async function start(name: keyof typeof SHELLS): Promise<PtyRun> {
  const { file, args, start } = SHELLS[name];
  const bin = join(world.home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'assent'), `#!/bin/sh\nexec '${process.execPath}' '${ASSENT}' "$@"\n`, {
    mode: 0o755,
  });
  const script = await assent(world, ['init', name]);
  expect(script.stderr).toBe('');
  mkdirSync(join(world.home, '.config/fish'), { recursive: true });
  const settings = {
    bash: 'PS1="ready> "\nHISTFILE=$HOME/.bash_history\nHISTCONTROL=ignorespace\n',
    zsh: 'PS1="ready> "\nHISTFILE=$HOME/.zsh_history SAVEHIST=100 HISTSIZE=100\nsetopt histignorespace\n',
    fish: 'function fish_prompt; echo -n "ready> "; end\nset -g fish_greeting\n',
  };
  writeFileSync(join(world.home, start), `${settings[name]}\n${script.stdout}`);
  const run = onPty(file, name === 'bash' ? [...args, join(world.home, start)] : args, {
    cwd: world.cwd,
    env: { ...world.env, PATH: `${bin}:${world.env.PATH}` },
  });
  shell = run;
  await run.waitFor('ready>');
  return run;
}

/** Types a line, waits until it has run. */
async function enter(run: PtyRun, line: string): Promise<void> {
  const mark = `done${Math.random().toString(36).slice(2)}`;
  run.type(`${line}\r`);
  run.type(` echo ${mark.slice(0, 4)}''${mark.slice(4)}\r`);
  await run.waitFor(mark, { raw: true });
}

function has(name: keyof typeof SHELLS): boolean {
  return existsSync(SHELLS[name].file);
}

describe.each(['bash', 'zsh', 'fish'] as const)('assent init %s', (name) => {
  it.skipIf(!has(name))('keeps what failed last for assent fix, in a file nobody else reads', async () => {
    const run = await start(name);
    await enter(run, 'ls /no-such-place "a b"');
    await enter(run, 'true');
    await enter(run, 'assent --no-such-option');
    const file = join(shellFolder(state()), `${run.pid}.failed`);
    expect(statSync(file).mode & 0o077).toBe(0);
    // Only a process that comes from the shell is told; this one does not.
    expect(lastShellFailure({ ASSENT_SHELL_PID: String(run.pid) }, state())).toBeUndefined();
    expect(readFileSync(file, 'utf8').split('\0')).toEqual([
      'assent-shell-1',
      name,
      '2',
      world.cwd,
      '1',
      'ls /no-such-place "a b"',
      '',
    ]);
  });

  it.skipIf(!has(name))('puts what assent ran into the shell’s own history, once and in order', async () => {
    const plan = planFile(world, ['echo "one \\\\ two"', "printf 'x\\n' | sort"]);
    const run = await start(name);
    await enter(run, 'echo before');
    await enter(run, `assent run --auto ${plan}`);
    await enter(run, 'echo after');
    // A call that the shell keeps no line of: nothing else is lost or doubled for it.
    await enter(run, ` assent run --auto ${planFile(world, ['echo second'])}`);
    await enter(run, 'echo end');
    run.type('exit\r');
    await run.ended();
    const text = readFileSync(join(world.home, HISTORY[name]), 'utf8');
    const lines = text
      .split('\n')
      .map((line) => (name === 'fish' ? /^- cmd: (.*)$/.exec(line)?.[1]?.replaceAll('\\\\', '\\') : line))
      .filter((line): line is string => line !== undefined && line !== '' && line !== 'exit');
    const wanted = [
      'echo before',
      `assent run --auto ${plan}`,
      'echo "one \\\\ two"',
      "printf 'x\\n' | sort",
      'echo after',
      'echo second',
      'echo end',
    ];
    // Fish writes its own lines when it has time: there only the lines of each side are in order.
    if (name === 'fish') expect([...lines].sort()).toEqual([...wanted].sort());
    else expect(lines).toEqual(wanted);
  });
});

describe('the files between the shell and assent', () => {
  const self = { ASSENT_SHELL_PID: String(process.ppid) };
  const failed = (text: string) => {
    mkdirSync(shellFolder(state()), { recursive: true, mode: 0o700 });
    writeFileSync(join(shellFolder(state()), `${process.ppid}.failed`), text, { mode: 0o600 });
  };

  it('are read with secrets taken out', () => {
    failed('assent-shell-1\0bash\x001\0/tmp\x001\0curl -H "Authorization: Bearer abcdefghijklmnop" x\0');
    const failure = lastShellFailure(self, state());
    expect(failure).toMatchObject({ shell: 'bash', exitCode: 1, cwd: '/tmp', certain: true });
    expect(failure?.command).not.toContain('abcdefghijklmnop');
  });

  it.each([
    '',
    'assent-shell-1\0bash\x001\0/tmp',
    'assent-shell-2\0bash\x001\0/tmp\x001\0ls\0',
    'x'.repeat(100_000),
  ])('are refused when they are not as the hook writes them', (text) => {
    failed(text);
    expect(lastShellFailure(self, state())).toBeUndefined();
  });

  it('take no command that holds a secret, and nothing where no hook was set up', () => {
    handToShell(self, state(), 'ls');
    expect(existsSync(shellFolder(state()))).toBe(false);
    failed('');
    handToShell(self, state(), 'export API_TOKEN=abcdefghijklmnopqrst');
    handToShell(self, state(), 'ls -l');
    expect(readFileSync(join(shellFolder(state()), `${process.ppid}.ran`), 'utf8')).toBe('ls -l\0');
  });
});
