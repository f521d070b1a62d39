import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGitConfiguration } from '../../src/facts/git.ts';
import { parseGitConfig } from '../../src/facts/git-config.ts';
import { gitLinks } from '../../src/facts/git-index.ts';
import { makeWorld, REPOSITORY } from './world.ts';

const READS = ['git status', 'git diff', 'git log -p', 'git show HEAD'];

describe('git configuration as files', () => {
  it('lets reading commands pass in a plain repository', async () => {
    const world = makeWorld(REPOSITORY);
    for (const command of READS) expect(await world.decide(command), command).toBe('allow');
  });

  it.each([
    '[core]\n\tfsmonitor = ./x',
    '[core]\n\tpager = sh -c id',
    '[diff]\n\texternal = ./x',
    '[diff "a"]\n\ttextconv = ./x',
    '[filter "a"]\n\tclean = ./x',
    '[gpg]\n\tprogram = ./x',
    '[core]\n\tsshCommand = ./x',
    '[remote "origin"]\n\turl = ext::sh -c id',
    '[remote "origin"]\n\tpromisor = true',
    '[extensions]\n\tpartialClone = origin',
    '[alias]\n\tst = !id',
    '[credential]\n\thelper = ./x',
    '[core]\n\thooksPath = .hooks',
    '[x]\n\ty = z',
    '[core] fsmonitor=./x',
    '[core]\n\tfsmoni\\\ntor = x',
    '[broken',
  ])('asks when the repository sets %j', async (text) => {
    const world = makeWorld({ ...REPOSITORY, '.git/config': `${REPOSITORY['.git/config']}${text}\n` });
    for (const command of READS) expect(await world.decide(command), command).toBe('ask');
  });

  it('follows includes, worktrees, modules, submodules of the index and hooks of the index', async () => {
    const evil = '[core]\n\tfsmonitor = ./x\n';
    const include = makeWorld({
      ...REPOSITORY,
      '.git/config': `${REPOSITORY['.git/config']}[include]\n\tpath = ../conf\n`,
      conf: evil,
    });
    expect(await include.decide('git status')).toBe('ask');
    const worktree = makeWorld({ ...REPOSITORY, '.git/config.worktree': evil });
    expect(await worktree.decide('git status')).toBe('ask');
    const modules = makeWorld({
      ...REPOSITORY,
      '.git/modules/a/HEAD': 'ref: x\n',
      '.git/modules/a/config': evil,
    });
    expect(await modules.decide('git status')).toBe('ask');
    const hook = makeWorld({ ...REPOSITORY, '.git/hooks/post-index-change': '#!/bin/sh\n' });
    expect(await hook.decide('git status')).toBe('ask');
  });

  it('a personal file counts for the person, unless it lies in the repository', async () => {
    const world = makeWorld(REPOSITORY);
    writeFileSync(join(world.home, '.gitconfig'), '[core]\n\tpager = delta\n');
    expect(await world.decide('git log')).toBe('allow');
    appendFileSync(
      join(world.home, '.gitconfig'),
      `[include]\n\tpath = ${world.write('team.conf', '[core]\n\tpager = ./x\n')}\n`,
    );
    expect(await world.decide('git log')).toBe('ask');
  });

  it('another repository and a steered one ask', async () => {
    const world = makeWorld(REPOSITORY);
    mkdirSync(join(world.home, 'other', '.git', 'objects'), { recursive: true });
    writeFileSync(join(world.home, 'other', '.git', 'HEAD'), 'ref: x\n');
    expect(await world.decide('cd ../other && git log')).toBe('ask');
    expect(await world.decide('git -C ../other log')).toBe('ask');
    world.env.GIT_DIR = '/tmp/x';
    expect(await world.decide('git log')).toBe('ask');
  });

  it('reads what git itself reads: values, comments, quotes, sections', () => {
    const world = makeWorld();
    const text =
      '[Core]\n\tBare = false ; no\n[a "B.c"] key = "x # y" z\n\tother\n\tlong = one \\\n two\n[remote "o"]\n\turl = "a\\"b\\\\c"\n#end\n[x.y]\nz=1';
    const file = world.write('config', text);
    const expected = execFileSync('git', ['config', '--file', file, '-z', '--list'], { encoding: 'utf8' })
      .split('\0')
      .filter(Boolean)
      .map((entry) => {
        const [key, ...value] = entry.split('\n');
        return { key: key!, value: value.length === 0 ? 'true' : value.join('\n') };
      });
    expect(parseGitConfig(text)).toEqual(expected);
  });

  it('finds the submodules a real index names', () => {
    const world = makeWorld();
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'init.defaultBranch=main', '-C', world.project, ...args], {
        encoding: 'utf8',
        env: { PATH: '/usr/bin:/bin', HOME: world.home },
      });
    git('init', '-q');
    world.write('plain.txt', 'x');
    git('add', 'plain.txt');
    git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub/module`);
    const index = join(world.project, '.git', 'index');
    expect(gitLinks(index)).toEqual(['sub/module']);
    git('update-index', '--index-version', '4');
    expect(gitLinks(index)).toEqual(['sub/module']);
    expect(gitLinks(join(world.project, 'none'))).toEqual([]);
    expect(gitLinks(join(world.project, 'plain.txt'))).toBeUndefined();
    world.write('sub/module/.git/HEAD', 'ref: x\n');
    world.write('sub/module/.git/objects/x', '');
    world.write('sub/module/.git/config', '[core]\n\tfsmonitor = ./x\n');
    const fact = readGitConfiguration(world.project, { home: world.home, env: {} });
    expect(fact.keys.map((entry) => entry.key)).toContain('core.fsmonitor');
  });
});
