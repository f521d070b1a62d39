import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../src/facts/judge.ts';
import { makeWorld } from './world.ts';

/** A session in which a virtual environment was activated: its programs come first, two variables are new. */
function activated() {
  const world = makeWorld({ 'venv/bin/x': '' });
  const bin = join(world.project, 'venv/bin');
  symlinkSync('/bin/true', join(bin, 'ls2'));
  writeFileSync(join(bin, 'wc'), '#!/bin/sh\n', { mode: 0o755 });
  const changes: Record<string, string> = {
    PATH: `${bin}:${world.env.PATH}`,
    VIRTUAL_ENV: join(world.project, 'venv'),
  };
  const judge = createJudge({
    ...world.input,
    session: () => ({
      path: changes.PATH,
      functions: ['deactivate'],
      env: { ...world.env, ...changes },
      options: undefined,
    }),
  });
  const verdict = async (command: string) => {
    const step = { id: '1', command, why: '' };
    return (await judge.judge([step], { cwd: world.project, tainted: [], stdin: 'none' }))[0]!;
  };
  return { world, bin, changes, judge, verdict };
}

describe('what a session has changed', () => {
  it('is asked about with its names, until a person has said yes to it', async () => {
    const { judge, verdict } = activated();
    const before = await verdict('ls');
    expect(before.verdict).toBe('ask');
    expect(before.reason).toMatch(/^PATH, VIRTUAL_ENV changed in this session/);
    await judge.settle('ls');
    expect((await verdict('ls')).verdict).toBe('allow');
    expect((await verdict('cat x | sort')).verdict).toBe('allow');
  });

  it('asks again when it changes once more, and after a reset', async () => {
    const { judge, verdict, changes } = activated();
    await judge.settle('ls');
    changes.PATH = `/tmp:${changes.PATH}`;
    expect((await verdict('ls')).verdict).toBe('ask');
    await judge.settle('ls');
    expect((await verdict('ls')).verdict).toBe('allow');
    judge.forget();
    expect((await verdict('ls')).verdict).toBe('ask');
  });

  it('leaves a program outside the system’s folders asked about until a yes to it, and when another takes its place', async () => {
    const { judge, verdict, bin } = activated();
    await judge.settle('ls');
    expect(await verdict('wc x')).toMatchObject({ verdict: 'ask', rule: 'builtin:untrusted-program' });
    await judge.settle('wc x');
    expect((await verdict('wc x')).verdict).toBe('allow');
    writeFileSync(join(bin, 'other'), '#!/bin/sh\nevil\n', { mode: 0o755 });
    renameSync(join(bin, 'other'), join(bin, 'wc'));
    expect((await verdict('wc x')).verdict).toBe('ask');
  });

  it('never covers a function, nor what is asked for another reason', async () => {
    const { judge, verdict } = activated();
    await judge.settle('deactivate');
    expect((await verdict('deactivate')).verdict).toBe('ask');
    await judge.settle('touch a');
    expect(await verdict('touch a')).toMatchObject({ verdict: 'ask', rule: 'builtin:write' });
  });
});
