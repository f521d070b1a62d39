import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/executor/preview/apply.ts';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import { UndoStore } from '../../src/executor/undo/store.ts';
import { clearPreview } from '../../src/policy/clear.ts';
import { jailWorks } from '../tools/jail.ts';
import { BASE_ENV, temporaryFolder } from './harness.ts';
import { manifest } from './manifest.ts';

const PYTHON = '/usr/bin/python3';
let folder: ReturnType<typeof temporaryFolder>;
let tree: string;
let store: UndoStore;
beforeEach(() => {
  folder = temporaryFolder();
  tree = join(folder.path, 't');
  mkdirSync(join(tree, 'd', 'e'), { recursive: true });
  writeFileSync(join(tree, 'one'), 'one\n');
  writeFileSync(join(tree, 'd', 'e', 'x'), 'x\n');
  linkSync(join(tree, 'one'), join(tree, 'd', 'same'));
  store = new UndoStore(join(folder.path, 'undo'));
});
afterEach(() => folder.remove());

function look(command: string) {
  const verdict = { id: '1', verdict: 'ask', rule: '', reason: '', effects: [] } as const;
  const step = clearPreview({ id: '1', command, why: '' }, verdict)!;
  const session = new ShellSession(tree, BASE_ENV);
  return preview([step], { home: folder.path, session }, new AbortController().signal);
}

async function apply(command: string) {
  const open = await look(command);
  const near = Buffer.from(tree).toString('latin1');
  const applied = await applyChanges(open.found, store, { label: 'test', near });
  await open.close();
  return { ...applied, open };
}

const all = () => manifest(tree, { times: true, attributes: existsSync(PYTHON) });
const read = (name: string) => readFileSync(join(tree, name), 'utf8');
const inode = (name: string) => statSync(join(tree, name)).ino;

describe.runIf(jailWorks())('applying to a file with several names', () => {
  it('writes through one, and all of them are still that file', async () => {
    const before = all();
    const { undoId, refused } = await apply('echo two >> one; cat d/same > seen');
    expect(refused).toEqual([]);
    expect([read('d/same'), read('seen')]).toEqual(['one\ntwo\n', 'one\ntwo\n']);
    expect(inode('one')).toBe(inode('d/same'));
    await store.undo(undoId!);
    expect(all()).toBe(before);
  });

  it('gives one of the names away and takes it back', async () => {
    const before = all();
    const { undoId } = await apply('sed -i s/one/new/ one; mv d/same moved');
    expect([read('one'), read('moved'), existsSync(join(tree, 'd/same'))]).toEqual(['new\n', 'one\n', false]);
    await store.undo(undoId!);
    expect(all()).toBe(before);
  });

  it('applies nothing where it did not see all of the names', async () => {
    linkSync(join(tree, 'one'), join(folder.path, 'elsewhere'));
    const written = await apply('echo two >> one');
    expect(written.refused).toMatchObject([{ path: join(tree, 'd/same') }, { path: join(tree, 'one') }]);
    const moved = await apply('mv one two; mv d/same three');
    expect(moved.refused).toMatchObject([
      { path: join(tree, 'three'), reason: expect.stringMatching(/several names/) },
      { path: join(tree, 'two'), reason: expect.stringMatching(/several names/) },
    ]);
    expect(readFileSync(join(folder.path, 'elsewhere'), 'utf8')).toBe('one\n');
  });

  it('also says so of a folder that is too large to be copied ahead', async () => {
    linkSync(join(tree, 'one'), join(folder.path, 'elsewhere'));
    for (let at = 0; at < 2100; at++) writeFileSync(join(tree, 'd', 'e', `f${at}`), '');
    linkSync(join(tree, 'd/e/x'), join(folder.path, 'further'));
    const { refused } = await apply('mv d/e/x d/e/y');
    expect(refused).toEqual([
      { path: join(tree, 'd/e/y'), reason: expect.stringMatching(/several names|which has other names/) },
    ]);
  });
});

describe.runIf(jailWorks() && existsSync(PYTHON))('applying extended attributes', () => {
  const set = (value: string, name: string) =>
    `${PYTHON} -ISc 'import os; os.setxattr("${name}", "user.note", b"${value}")'`;

  it('sees and makes a change of nothing else, of files and folders, and takes it back', async () => {
    execFileSync(
      PYTHON,
      [
        '-ISc',
        'import os; os.setxattr("d", "user.old", b"1"); os.setxattr("one", "user.note", b"0"); os.utime("d", (1, 1))',
      ],
      { cwd: tree },
    );
    const before = all();
    const drop = `${PYTHON} -ISc 'import os; os.removexattr("d", "user.old")'`;
    const { undoId, refused, open } = await apply(`${set('new', 'one')}; ${set('d', 'd')}; ${drop}`);
    expect(refused).toEqual([]);
    expect(open.preview.changes).toMatchObject([
      {
        path: join(tree, 'd'),
        change: 'mode',
        before: { attributes: { 'user.old': 'MQ==' } },
        after: { attributes: { 'user.note': 'ZA==' } },
      },
      { path: join(tree, 'd/same'), change: 'mode', after: { attributes: { 'user.note': 'bmV3' } } },
      { path: join(tree, 'one'), change: 'mode', before: { attributes: { 'user.note': 'MA==' } } },
    ]);
    expect(all()).toContain("'user.note', b'new'");
    expect(all()).not.toContain('user.old');
    await store.undo(undoId!);
    expect(all()).toBe(before);
  });
});

it.runIf(jailWorks() && existsSync(PYTHON))('a program renames a folder as it does outside', async () => {
  const { refused, open } = await apply(`${PYTHON} -ISc 'import os; os.rename("d/e", "f")'`);
  expect(open.preview.steps[0]!.exitCode).toBe(0);
  expect(refused).toEqual([]);
  expect(read('f/x')).toBe('x\n');
});

const isRoot = process.getuid?.() === 0;
it.runIf(jailWorks() && isRoot)('the devices of the machine cannot be given another mode', async () => {
  const before = statSync('/dev/null').ctimeMs;
  const open = await look('chmod 666 /dev/null; echo x > /dev/null && echo written');
  await open.close();
  expect(open.preview.steps[0]!.stdout).toBe('written\n');
  expect(statSync('/dev/null').ctimeMs).toBe(before);
});
