import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
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

describe('undo of what is protected', () => {
  it('takes more than a plain yes', async () => {
    mkdirSync(path('.git/hooks'), { recursive: true });
    writeFileSync(path('.git/hooks/pre-commit'), 'mine\n');
    const plan = planFile(world, ['echo other > .git/hooks/pre-commit']);
    expect((await assent(world, ['run', '--yes=protected', plan])).code).toBe(0);
    const refused = await assent(world, ['undo', '--yes']);
    expect(refused.code).toBe(126);
    expect(refused.stderr).toContain('--yes=protected brings it back');
    expect(read('.git/hooks/pre-commit')).toBe('other\n');
    expect((await assent(world, ['undo', '--yes=protected'])).code).toBe(0);
    expect(read('.git/hooks/pre-commit')).toBe('mine\n');
  });
});

describe('apply', () => {
  const apply = (flags: readonly string[], command: string) =>
    assent(world, ['run', '--apply', ...flags, planFile(world, [command])]);

  it('makes exactly what was previewed, and undo takes it back', async () => {
    // Run for real it would leave another number.
    const ran = await apply(
      ['--yes'],
      'rm keep.txt; echo $$ > other.txt; echo $BASHPID >> other.txt; mkdir new',
    );
    expect(ran.code).toBe(0);
    const shown = ran.stderr.match(/^ {4}\+(\d+)$/gm)!.map((line) => line.slice(5));
    expect(read('other.txt')).toBe(`${shown.join('\n')}\n`);
    expect(existsSync(path('keep.txt'))).toBe(false);
    expect(ran.stderr).toContain('applied exactly these changes (3)');
    expect((await assent(world, ['undo', '--yes'])).code).toBe(0);
    expect([read('keep.txt'), read('other.txt'), existsSync(path('new'))]).toEqual([
      'precious\n',
      'old\n',
      false,
    ]);
    expect((await assent(world, ['audit', 'verify'])).code).toBe(0);
  });

  it('runs nothing without a yes, and nothing twice', async () => {
    const refused = await apply([], 'rm keep.txt');
    expect(refused.code).toBe(126);
    expect(refused.stderr).toContain('1 deleted');
    expect(read('keep.txt')).toBe('precious\n');
    expect((await apply(['--yes'], 'echo once >> other.txt')).code).toBe(0);
    expect(read('other.txt')).toBe('old\nonce\n');
  });

  it.each([
    ['protected paths', 'mkdir -p .git/hooks; echo evil > .git/hooks/pre-commit', '.git/hooks'],
    ['files with their owner’s rights', 'chmod 4755 other.txt', 'rights'],
  ])('lifts %s only by name', async (_what, command, why) => {
    const refused = await apply(['--yes=unknown'], command);
    expect(refused.code).toBe(126);
    expect(refused.stderr).toContain(why);
    expect(existsSync(path('.git'))).toBe(false);
    expect(statSync(path('other.txt')).mode & 0o4000).toBe(0);
    expect((await apply(['--yes=protected,privilege'], command)).code).toBe(0);
  });

  it('applies nothing of a plan that fails, and nothing where nothing would change', async () => {
    const failed = await apply(['--yes'], 'rm keep.txt; ls no-such-file');
    expect(failed.code).toBe(126);
    expect(failed.stderr).toContain('failed in the preview');
    expect(read('keep.txt')).toBe('precious\n');
    expect((await apply(['--yes'], 'cat keep.txt')).stderr).toContain('there is nothing to apply');
  });

  it('gives the preview as data', async () => {
    const ran = await apply(['--yes', '--json'], 'rm keep.txt');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout.toString()).changes).toMatchObject([{ change: 'deleted' }]);
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

  it('says which large file it copies first, and refuses what it cannot hold', async () => {
    writeFileSync(path('big.img'), '');
    truncateSync(path('big.img'), 300e6);
    const told = await assent(world, ['run', '--preview', planFile(world, ['echo end >> big.img'])]);
    expect(told.code).toBe(0);
    expect(told.stderr).toContain(`a preview copies ${path('big.img')} (300 MB) first; it holds at most `);
    expect(told.stdout.toString()).toContain('1 modified');

    truncateSync(path('big.img'), 3e9);
    for (const command of ['echo end >> big.img', 'chmod 600 big.img', 'mv big.img dir/']) {
      const refused = await assent(world, ['run', '--preview', planFile(world, [command])]);
      expect(refused.code).not.toBe(0);
      expect(refused.stdout.toString()).toBe('');
      expect(refused.stderr).toContain('this cannot be previewed: it would copy');
      expect(refused.stderr).toContain('(3.0 GB)');
    }
    // Nothing of it is copied.
    const gone = await assent(world, ['run', '--preview', planFile(world, ['rm big.img'])]);
    expect(gone.stdout.toString()).toContain('1 deleted');
    expect(gone.stderr).not.toContain('copies');
    expect(statSync(path('big.img')).size).toBe(3e9);
  });

  it('says of a file under another name that it moves, and of another one that it goes', async () => {
    const plan = planFile(world, ['mv keep.txt kept.txt; rm dir/inner.txt; echo deep > dir/other.txt']);
    const ran = await assent(world, ['run', '--preview', plan]);
    const text = ran.stdout.toString() + ran.stderr;
    expect(text).toContain('1 moved, 1 deleted, 1 created');
    expect(text).toContain(`moves ${path('keep.txt')} to ${path('kept.txt')}`);
    expect(text).toContain(`deletes ${path('dir/inner.txt')}`);
    expect(text).toContain(`creates ${path('dir/other.txt')}`);
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
