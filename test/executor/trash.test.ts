import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asTrash } from '../../src/executor/trash.ts';
import { temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const home = join(folder.path, 'home');
const work = join(folder.path, 'work');
mkdirSync(home);
mkdirSync(join(work, 'd'), { recursive: true });
const trash = join(home, '.local/share/Trash');
const now = new Date(2026, 10, 27, 15, 4, 5);

const rewrite = (command: string, names: readonly string[], env: Record<string, string> = { HOME: home }) =>
  asTrash(
    command,
    { effects: names.map((name) => ({ kind: 'delete', target: join(work, name) })) },
    { env, uid: process.getuid!(), now },
  );
const bash = (command: string) => execFileSync('/bin/bash', ['--norc', '-c', command], { cwd: work });

describe('rm as a move into the trash', () => {
  it('moves each path, and notes whence and when as the specification has it', () => {
    const name = "odd 'name' 100% 漢\n-x";
    writeFileSync(join(work, name), 'kept');
    writeFileSync(join(work, 'd/inner'), 'inner');
    const command = rewrite('rm -rf -- odd* d', [name, 'd']);
    bash(command!);
    expect(existsSync(join(work, name)) || existsSync(join(work, 'd'))).toBe(false);
    expect(readFileSync(join(trash, 'files', name), 'utf8')).toBe('kept');
    expect(readFileSync(join(trash, 'files/d/inner'), 'utf8')).toBe('inner');
    const [head, path, date] = readFileSync(join(trash, 'info', `${name}.trashinfo`), 'utf8').split('\n');
    expect([head, date]).toEqual(['[Trash Info]', 'DeletionDate=2026-11-27T15:04:05']);
    expect(decodeURIComponent(path!.slice('Path='.length))).toBe(join(work, name));
  });

  it('takes another name where one is taken, also within one step', () => {
    mkdirSync(join(work, 'e'));
    for (const round of ['first', 'second']) {
      writeFileSync(join(work, 'same'), round);
      writeFileSync(join(work, 'e/same'), `${round} below`);
      bash(rewrite('rm same e/same', ['same', 'e/same'])!);
    }
    const names = ['same', 'same.2', 'same.3', 'same.4'];
    expect(names.map((name) => readFileSync(join(trash, 'files', name), 'utf8'))).toEqual([
      'first',
      'first below',
      'second',
      'second below',
    ]);
    expect(names.every((name) => existsSync(join(trash, 'info', `${name}.trashinfo`)))).toBe(true);
  });

  it('is offered for nothing but one plain rm of known files', () => {
    writeFileSync(join(work, 'f'), '');
    expect(rewrite('rm f', ['f'])).toContain('mv -nT');
    for (const command of [
      'rm f; id',
      'rm f > x',
      'A=1 rm f',
      'rm $(id) f',
      'rm --no-preserve-root f',
      'rm f &',
    ])
      expect([command, rewrite(command, ['f'])]).toEqual([command, undefined]);
    expect(rewrite('unlink f', ['f'])).toBe(undefined);
    expect(rewrite('rm f', ['f', 'absent'])).toBe(undefined);
    expect(rewrite('rm e', ['e']), 'a folder without -r').toBe(undefined);
    expect(rewrite('rm f', [])).toBe(undefined);
    expect(
      asTrash(
        'rm f',
        { effects: [{ kind: 'delete', target: `${trash}/files/d` }] },
        { env: { HOME: home }, uid: 0, now },
      ),
      'what is in the trash',
    ).toBe(undefined);
    expect(rewrite('rm -r ../home', ['../home']), 'the trash itself').toBe(undefined);
  });

  it.runIf(existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(home).dev)(
    'uses the trash of the disk the file is on, named from its top',
    () => {
      const other = mkdtempSync('/dev/shm/assent-trash-');
      try {
        writeFileSync(join(other, 'a b'), '');
        const effects = [{ kind: 'delete', target: join(other, 'a b') }] as const;
        const said = asTrash('rm a*', { effects }, { env: { HOME: home }, uid: 4242, now });
        expect(said).toContain(`mv -nT -- '${other}/a b' '/dev/shm/.Trash-4242/files/a b'`);
        expect(said).toContain(`Path=${other.slice('/dev/shm/'.length)}/a%20b`);
      } finally {
        rmSync(other, { recursive: true });
      }
    },
  );
});
