import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createContextGatherer } from '../../src/machine/context.ts';
import { readGit } from '../../src/machine/git.ts';
import { parseOsRelease } from '../../src/machine/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'context-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;
const gatherer = (cwd: string, more = {}) =>
  createContextGatherer({ cwd: () => cwd, home: folder, shell: '/usr/bin/zsh', unasked: 'reading', ...more });

function git(cwd: string, ...args: string[]) {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...args], {
    cwd,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_EDITOR: 'true' },
  });
}

function repository(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  git(path, 'init', '-q', '-b', 'main');
  writeFileSync(join(path, 'a.txt'), 'one\n');
  git(path, 'add', '.');
  git(path, 'commit', '-q', '-m', 'first');
  return path;
}

describe('what the planner is told', () => {
  it('describes system, folder and tools', async () => {
    const cwd = join(folder, 'plain');
    mkdirSync(join(cwd, 'sub'), { recursive: true });
    writeFileSync(join(cwd, 'b.txt'), '12345');
    symlinkSync('/nowhere', join(cwd, 'link'));
    const context = await gatherer(cwd).gather(signal);
    expect(context.system).toMatchObject({ platform: process.platform, shell: 'zsh', dialect: 'gnu' });
    expect(context.system.tools).toEqual(expect.arrayContaining(['awk', 'find', 'git', 'sed', 'tar']));
    expect(context.listing).toEqual({
      entries: [
        { name: 'sub', type: 'dir' },
        { name: 'b.txt', type: 'file', size: 5 },
        { name: 'link', type: 'link' },
      ],
      total: 3,
    });
    expect(context).not.toHaveProperty('git');
    expect(context).not.toHaveProperty('stdinSample');
  });

  it('stays bounded and quick in a crowded folder', async () => {
    const cwd = join(folder, 'crowded');
    mkdirSync(cwd);
    for (let i = 0; i < 3000; i++) writeFileSync(join(cwd, `file-${i}-${'x'.repeat(100)}`), '');
    const port = gatherer(cwd);
    await port.gather(signal);
    const started = performance.now();
    const context = await port.gather(signal);
    // The promise is 20 ms; four times that on a machine that runs other tests.
    expect(performance.now() - started).toBeLessThan(80);
    expect(context.listing.entries).toHaveLength(40);
    expect(context.listing.total).toBe(2000);
    expect(JSON.stringify(context).length).toBeLessThan(12_000);
  });

  it('redacts and cuts what came from a pipe or a command', async () => {
    const stdinSample = `password=hunter2hunter2\n${'é'.repeat(5000)}`;
    const lastResults = () => [
      {
        request: 'r',
        command: 'curl -H "Authorization: Bearer abcdefghijklmnop"',
        exitCode: 1,
        stderrTail: 'token=abcdef123456',
      },
    ];
    const context = await gatherer(folder, { stdinSample, lastResults }).gather(signal);
    expect(Buffer.byteLength(context.stdinSample!)).toBeLessThanOrEqual(4096);
    expect(JSON.stringify(context)).not.toMatch(/hunter2|abcdef|\ufffd/);
  });

  it('reads os-release with its quoting', () => {
    const release = parseOsRelease('NAME="My \\"Linux\\""\nID=x\nPRETTY_NAME=\'One Two\'\n');
    expect(Object.fromEntries(release)).toEqual({ NAME: 'My "Linux"', ID: 'x', PRETTY_NAME: 'One Two' });
  });

  it('gives up when cancelled, and describes a folder that is gone', async () => {
    const cancelled = new AbortController();
    cancelled.abort(new Error('enough'));
    await expect(gatherer(folder).gather(cancelled.signal)).rejects.toThrow('enough');
    const context = await gatherer(join(folder, 'gone')).gather(signal);
    expect(context.listing).toEqual({ entries: [], total: 0 });
  });
});

describe('git, read as files', () => {
  it('sees branch, detached head, worktree and what is in progress as git itself made them', () => {
    const repo = repository('repo');
    mkdirSync(join(repo, 'deep/er'), { recursive: true });
    expect(readGit(join(repo, 'deep/er'))).toEqual({ root: repo, branch: 'main' });

    git(repo, 'switch', '-q', '-c', 'feature/x');
    expect(readGit(repo)).toEqual({ root: repo, branch: 'feature/x' });
    git(repo, 'worktree', 'add', '-q', '-b', 'side', join(folder, 'side'));
    expect(readGit(join(folder, 'side'))).toEqual({
      root: join(folder, 'side'),
      branch: 'side',
      state: 'linked worktree',
    });

    writeFileSync(join(repo, 'a.txt'), 'two\n');
    git(repo, 'commit', '-q', '-am', 'two');
    git(repo, 'switch', '-q', 'main');
    writeFileSync(join(repo, 'a.txt'), 'three\n');
    git(repo, 'commit', '-q', '-am', 'three');
    expect(() => git(repo, 'merge', '-q', 'feature/x')).toThrow();
    expect(readGit(repo)).toEqual({ root: repo, branch: 'main', state: 'merge in progress' });
    git(repo, 'merge', '--abort');
    expect(() => git(repo, 'rebase', '-q', 'feature/x')).toThrow();
    expect(readGit(repo)).toEqual({ root: repo, detached: true, state: 'rebase in progress (1 of 1)' });
    git(repo, 'rebase', '--abort');
    git(repo, 'checkout', '-q', '--detach');
    expect(readGit(repo)).toEqual({ root: repo, detached: true });
  });

  it('is not held up by a pipe where a file should be', () => {
    const trap = join(folder, 'trap');
    mkdirSync(join(trap, '.git'), { recursive: true });
    execFileSync('mkfifo', [join(trap, '.git/HEAD')]);
    expect(readGit(trap)).toEqual({ root: trap });
    const loop = join(folder, 'loop');
    mkdirSync(loop);
    writeFileSync(join(loop, '.git'), 'gitdir: ../../../../../../../dev\n');
    expect(readGit(loop)).toEqual({ root: loop });
  });
});

describe('a hostile folder', () => {
  const trap = join(folder, 'hostile');
  const mark = join(folder, 'mark');
  const script = fileURLToPath(new URL('../fixtures/gather.ts', import.meta.url));

  it('starts no program at all', () => {
    const repo = repository('hostile');
    const evil = join(folder, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\necho "$0" >> ${mark}\n`);
    chmodSync(evil, 0o755);
    for (const name of [
      'git',
      'ls',
      'which',
      'uname',
      'lsb_release',
      'node',
      'sh',
      'bash',
      'id',
      'ps',
      'lscpu',
      'df',
    ])
      symlinkSync(evil, join(repo, name));
    for (const [key, value] of [
      ['core.fsmonitor', evil],
      ['core.sshCommand', evil],
      ['core.pager', evil],
      ['filter.x.clean', evil],
      ['diff.external', evil],
      ['alias.status', `!${evil}`],
    ])
      git(repo, 'config', key!, value!);
    writeFileSync(join(repo, '.gitattributes'), '* filter=x\n');
    writeFileSync(join(repo, '.envrc'), `sh ${evil}\n`);
    mkdirSync(join(repo, 'sub'));
    writeFileSync(join(repo, 'sub/.git'), 'gitdir: ../.git/modules/sub\n');
    mkdirSync(join(repo, '.git/modules/sub'), { recursive: true });
    writeFileSync(join(repo, '.git/modules/sub/HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(join(repo, '.git/modules/sub/config'), `[core]\n\tfsmonitor = ${evil}\n`);

    const trace = join(folder, 'trace');
    const hasStrace = existsSync('/usr/bin/strace');
    const command = [process.execPath, script, trap, join(trap, 'sub')];
    const [file, ...args] = hasStrace
      ? ['/usr/bin/strace', '-f', '-qq', '-e', 'trace=execve,execveat', '-o', trace, ...command]
      : command;
    const run = spawnSync(file!, args, {
      cwd: trap,
      env: { PATH: `.:${trap}:/usr/bin:/bin`, HOME: trap, SHELL: join(trap, 'sh') },
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const [whole, sub] = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(whole.git).toEqual({ root: trap, branch: 'main' });
    expect(sub.git).toEqual({ root: join(trap, 'sub'), branch: 'main', state: 'submodule' });
    expect(whole.state.cpu.cores).toBeGreaterThan(0);
    expect(existsSync(mark)).toBe(false);
    // The one that is seen is the gatherer's own start.
    if (hasStrace) expect(readFileSync(trace, 'utf8').match(/exec\w+\(/g)).toHaveLength(1);
  });
});
