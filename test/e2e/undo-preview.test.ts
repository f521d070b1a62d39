import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assent, createWorld, planFile, type World } from '../tools/assent.ts';

let world: World;
beforeEach(() => {
  world = createWorld({ 'keep.txt': 'precious\n', 'other.txt': 'old\n', 'dir/inner.txt': 'deep\n' });
});
afterEach(() => world.remove());

const path = (name: string) => join(world.cwd, name);
const read = (name: string) => readFileSync(path(name), 'utf8');

describe('undo', () => {
  it('brings back what a step deleted and overwrote, mode and time included, and takes away what it made', async () => {
    chmodSync(path('keep.txt'), 0o640);
    const before = statSync(path('keep.txt'));
    const ran = await assent(world, [
      'run',
      '--yes',
      planFile(world, ['rm keep.txt; echo new > other.txt; echo x > made.txt']),
    ]);
    expect(ran.code).toBe(0);
    expect(existsSync(path('keep.txt'))).toBe(false);
    const undone = await assent(world, ['undo', '--yes']);
    expect(undone.code).toBe(0);
    expect(read('keep.txt')).toBe('precious\n');
    expect(read('other.txt')).toBe('old\n');
    expect(existsSync(path('made.txt'))).toBe(false);
    const after = statSync(path('keep.txt'));
    expect([after.mode, after.mtimeMs]).toEqual([before.mode, before.mtimeMs]);
  });

  it('refuses when newer work would be lost, and says how to insist', async () => {
    await assent(world, ['run', '--yes', planFile(world, ['echo new > other.txt'])]);
    writeFileSync(path('other.txt'), 'newer work\n');
    const refused = await assent(world, ['undo', '--yes']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/--force/);
    expect(read('other.txt')).toBe('newer work\n');
    expect((await assent(world, ['undo', '--yes', '--force'])).code).toBe(0);
    expect(read('other.txt')).toBe('old\n');
  });

  it('needs a yes', async () => {
    await assent(world, ['run', '--yes', planFile(world, ['rm keep.txt'])]);
    expect((await assent(world, ['undo'])).code).toBe(126);
    expect(existsSync(path('keep.txt'))).toBe(false);
  });

  it('has nothing to undo after reading', async () => {
    await assent(world, ['run', '--yes', planFile(world, ['cat keep.txt'])]);
    const undone = await assent(world, ['undo', '--yes']);
    expect(undone.stderr).toMatch(/nothing to undo/);
  });
});

describe('preview', () => {
  it('shows what a plan would change and changes nothing', async () => {
    const plan = planFile(world, [
      'rm -r dir; echo changed >> keep.txt; mkdir sub && echo hi > sub/a.txt; cat sub/a.txt',
    ]);
    const ran = await assent(world, ['run', '--preview', '--json', plan]);
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
    const { steps, changes } = JSON.parse(ran.stdout.toString());
    expect(steps).toMatchObject([{ id: '1', exitCode: 0, stdout: 'hi\n' }]);
    const kinds = new Map(
      (changes as { path: string; change: string }[]).map(({ path: at, change }) => [
        at.slice(world.cwd.length + 1),
        change,
      ]),
    );
    expect(kinds.get('dir')).toBe('deleted');
    expect(kinds.get('keep.txt')).toBe('modified');
    expect(kinds.get('sub/a.txt')).toBe('created');
    expect(read('keep.txt')).toBe('precious\n');
    expect(read('dir/inner.txt')).toBe('deep\n');
    expect(existsSync(path('sub'))).toBe(false);
  });

  it('has no network and no way out, and never runs a deny', async () => {
    mkdirSync(join(world.home, '.ssh'), { mode: 0o700 });
    writeFileSync(join(world.home, '.ssh', 'id_test'), 'secret\n');
    const probe = 'cat /proc/net/dev | grep -c eth; cat ~/.ssh/id_test; exec 3<>/dev/tcp/127.0.0.1/80';
    const ran = await assent(world, ['run', '--preview', '--json', planFile(world, [probe])]);
    const { steps } = JSON.parse(ran.stdout.toString());
    expect(steps[0].stdout).not.toMatch(/secret/);
    expect(steps[0].stderr).toMatch(/tcp|connect|refused|unreachable/i);
    const denied = await assent(world, [
      'run',
      '--preview',
      planFile(world, ['rm -rf --no-preserve-root /']),
    ]);
    expect(denied.code).toBe(126);
  });
});
