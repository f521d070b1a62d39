import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assent } from '../tools/assent.ts';
import { inWorld, scriptedModel } from '../tools/in-world.ts';

const world = inWorld({ 'a.txt': 'one\n' });
const model = scriptedModel();
const here = (name: string) => join(world.cwd, name);
const plan = (...commands: readonly string[]) => ({
  goal: 'x',
  steps: commands.map((command, index) => ({ id: String(index + 1), command, why: 'x' })),
});

describe('a diagnosis with a model', () => {
  it('runs what only reads and never what the model adds to it, whatever flags say', async () => {
    model.script([
      {
        reply: { json: plan('touch written', 'rm -f a.txt', 'cat a.txt', 'cat a.txt > copy', 'kill 1') },
        times: 1,
      },
      { reply: { json: plan('echo mended') } },
    ]);
    const ran = await assent(
      world,
      ['fix', '--command', 'cat b.txt', '--yes=tainted,unknown,privilege,network', '--verbose'],
      {
        stdin: 'cat: b.txt: No such file or directory\n',
        env: model.env,
      },
    );
    expect(ran.stderr).toContain('looking: cat a.txt');
    for (const command of ['touch written', 'rm -f', 'copy', 'kill'])
      expect(ran.stderr).not.toContain(`looking: ${command}`);
    expect(existsSync(here('written'))).toBe(false);
    expect(existsSync(here('copy'))).toBe(false);
    expect(readFileSync(here('a.txt'), 'utf8')).toBe('one\n');
    expect(ran.stdout.toString()).toBe('mended\n');
    expect(model.asked()).toBe(2);
  });

  it('tells the model what was seen without the secrets in it', async () => {
    const secret = `ghp_${'a1B2c3D4e5'.repeat(4)}`;
    writeFileSync(here('log'), `token ${secret}\n`);
    model.script([
      { reply: { json: plan('cat log') }, times: 1 },
      { reply: { json: { goal: 'x', steps: [], answer: 'look at the token' } } },
    ]);
    await assent(world, ['fix', '--command', 'deploy', '--auto'], { stdin: 'denied\n', env: model.env });
    const text = JSON.stringify(model.mock.log);
    expect(text).not.toContain(secret);
  });
});

describe('assent fix without a model', () => {
  it('repairs piped output by rule, after the yes that its effects need', async () => {
    mkdirSync(here('d'));
    const args = ['fix', '--offline', '--command', 'rm d'];
    const piped = { stdin: "rm: cannot remove 'd': Is a directory\n" };
    const refused = await assent(world, [...args, '--auto'], piped);
    expect(refused.code).toBe(126);
    expect(existsSync(here('d'))).toBe(true);
    const ran = await assent(world, [...args, '--yes=tainted'], piped);
    expect(ran.code, ran.stderr).toBe(0);
    expect(existsSync(here('d'))).toBe(false);
  });

  it('repeats the failed command to see its error only where that just reads', async () => {
    writeFileSync(here('report.txt'), 'found\n');
    const reads = await assent(world, ['fix', '--offline', '--command', 'cat reprot.txt', '--yes=tainted']);
    expect(reads.stderr).toContain('looking: cat reprot.txt');
    expect(reads.stdout.toString()).toContain('found');
    const writes = await assent(world, [
      'fix',
      '--offline',
      '--command',
      'touch x && false',
      '--yes=tainted',
    ]);
    expect(existsSync(here('x'))).toBe(false);
    expect(writes.code).toBe(125);
  });

  it('says what it needs when nothing is known', async () => {
    const ran = await assent(world, ['fix']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('assent init bash');
  });
});

describe('steps that take back', () => {
  const saved = (verify: string) =>
    JSON.stringify({
      version: 1,
      goal: 'change and verify',
      steps: [
        { id: 'change', command: 'echo two > a.txt', why: 'x', role: 'change' },
        { id: 'verify', command: verify, why: 'x', role: 'verify' },
        { id: 'back', command: 'echo one > a.txt', why: 'x', role: 'rollback' },
      ],
    });

  it('run when the verify step fails after a change, and not when it holds', async () => {
    const failed = await assent(world, ['run', '-', '--yes'], { stdin: saved('grep -q three a.txt') });
    expect(failed.code).toBe(1);
    expect(readFileSync(here('a.txt'), 'utf8')).toBe('one\n');
    const held = await assent(world, ['run', '-', '--yes'], { stdin: saved('grep -q two a.txt') });
    expect(held.code, held.stderr).toBe(0);
    expect(readFileSync(here('a.txt'), 'utf8')).toBe('two\n');
  });

  it('that stand alone are not run and not asked for without end', async () => {
    const only = JSON.stringify({
      version: 1,
      goal: 'x',
      steps: [{ id: 'back', command: 'touch made', why: 'x', role: 'rollback' }],
    });
    await assent(world, ['run', '-', '--yes'], { stdin: only });
    expect(existsSync(here('made'))).toBe(false);
  });
});

describe('assent explain', () => {
  it('says what a command is from bash itself or a manual, what it does, and the verdict; it runs nothing', async () => {
    const ran = await assent(world, ['explain', 'cd sub && touch made && rm -r a.txt']);
    const text = ran.stdout.toString();
    expect(text).toContain('cd: change the working folder');
    expect(text).toMatch(/deletes .*a\.txt/);
    expect(text).toContain('ask');
    expect(ran.code).toBe(0);
    expect(existsSync(here('made'))).toBe(false);
  });
});

describe('recordings of the state', () => {
  it('are written while it goes on, and replayed with what the detectors find in them', async () => {
    const file = here('rec.jsonl');
    await assent(world, ['state', '--record', file], { kill: { signal: 'SIGINT', afterMs: 3000 } });
    expect(readFileSync(file, 'utf8').trim().split('\n').length).toBeGreaterThanOrEqual(2);
    const again = await assent(world, ['state', '--replay', file]);
    expect(again.code).toBe(0);
    expect(again.stdout.toString()).toContain('noticed');
    const none = await assent(world, ['state', '--replay', here('a.txt')]);
    expect(none.code).toBe(2);
  });
});
