import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/executor/preview/apply.ts';
import type { FoundChange } from '../../src/executor/preview/changes.ts';
import { stateBefore } from '../../src/executor/preview/changes.ts';
import { UndoStore } from '../../src/executor/undo/store.ts';
import { TREE } from './file-plans.ts';
import { temporaryFolder } from './harness.ts';
import { manifest } from './manifest.ts';

let folder: ReturnType<typeof temporaryFolder>;
let tree: string;
let store: UndoStore;
const bash = (command: string) => execFileSync('/bin/bash', ['-c', command], { cwd: tree, stdio: 'ignore' });
const at = (...names: string[]) => names.map((name) => Buffer.from(join(tree, name)).toString('latin1'));
const now = () => manifest(tree, { times: true });

beforeEach(() => {
  folder = temporaryFolder();
  tree = join(folder.path, 't');
  mkdirSync(tree);
  store = new UndoStore(join(folder.path, 'undo'));
  bash(TREE);
});
afterEach(() => {
  execFileSync('/bin/chmod', ['-R', 'u+rwX', folder.path]);
  folder.remove();
});

describe('undo', () => {
  it('brings back what was deleted, overwritten, moved, re-moded and created: bytes, modes, times, links', async () => {
    bash('ln d/x1 d/hard; ln big a/alias; find . -exec touch -h -d 2026-01-02T03:04:05 {} +');
    const before = now();
    const { id, notKept } = await store.keep(
      [...at('one', 'a', 'd', 'big', 'tolink', 'new', 'deep/er'), `${at('x')[0]!.slice(0, -1)}bytes\xff`],
      'clean up',
      new Set(at('empty')),
    );
    expect(notKept).toEqual([]);
    bash(
      "rm -rf d a; echo other > one; truncate -s 3 big; ln -sfn a tolink; echo > new; mkdir deep; echo > deep/er; rm $'bytes\\377'; chmod 000 empty",
    );
    store.seal(id);
    const result = await store.undo(id);
    expect(result.refused).toEqual([]);
    bash(`touch -d "$(stat -c %y one)" .`);
    const withoutRoot = (text: string) => text.split('\n').slice(1);
    expect(withoutRoot(now())).toEqual(withoutRoot(before));
    expect(store.get(id)!.state).toBe('undone');
  });

  it('refuses as a whole when newer work would be lost, unless told', async () => {
    const { id } = await store.keep(at('one', 'd'), 'x');
    bash('echo changed > one; rm -rf d');
    store.seal(id);
    bash('echo newer work > one');
    const refused = await store.undo(id);
    expect(refused).toMatchObject({ restored: [], refused: [{ path: join(tree, 'one') }] });
    expect(readFileSync(join(tree, 'one'), 'utf8')).toBe('newer work\n');
    expect((await store.undo(id, { force: true })).refused).toEqual([]);
    expect(readFileSync(join(tree, 'one'), 'utf8')).toBe('1\n');
  });

  it('writes a file with several names in place, so that all of them get it', async () => {
    bash('ln one other-name');
    const names = statSync(join(tree, 'one')).nlink;
    const { id } = await store.keep(at('one'), 'x');
    bash('echo changed > one');
    store.seal(id);
    await store.undo(id);
    expect(readFileSync(join(tree, 'other-name'), 'utf8')).toBe('1\n');
    expect(statSync(join(tree, 'one')).nlink).toBe(names);
  });

  it('keeps within its bounds, oldest first, and says what it could not keep', async () => {
    const small = new UndoStore(join(folder.path, 'small'), 500_000);
    const first = await small.keep(at('big'), 'first');
    const second = await small.keep(at('big'), 'second');
    expect(second.dropped).toBe(1);
    expect(small.list().map(({ id }) => id)).toEqual([second.id]);
    expect(() => small.seal(first.id)).toThrow(/nothing to undo/);
    bash('cat big big > huge');
    expect((await small.keep(at('huge', 'one'), 'third')).notKept).toMatchObject([
      { path: join(tree, 'huge') },
    ]);
  });

  it('follows no link that took the place of a folder', async () => {
    const { id } = await store.keep(at('a/two'), 'x');
    store.seal(id);
    renameSync(join(tree, 'a'), join(tree, 'moved'));
    mkdirSync(join(folder.path, 'elsewhere'));
    symlinkSync(join(folder.path, 'elsewhere'), join(tree, 'a'));
    await expect(store.undo(id, { force: true })).rejects.toThrow(/ELOOP|ENOTDIR/);
    expect(execFileSync('/bin/ls', ['-A', join(folder.path, 'elsewhere')]).toString()).toBe('');
  });

  it('rolls back what a crash left half applied', async () => {
    const before = now();
    const { id } = await store.keep(at('one', 'd', 'fresh'), 'x');
    store.begin(id);
    bash('rm -rf d; echo half > fresh');
    const later = new UndoStore(join(folder.path, 'undo'));
    expect(await later.recover()).toEqual([id]);
    expect(now()).toBe(before);
    expect(await later.recover()).toEqual([]);
  });

  it('keeps records to ourselves', async () => {
    const { id } = await store.keep(at('one'), 'x');
    expect(statSync(join(folder.path, 'undo', id)).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder.path, 'undo', id, 'record.json')).mode & 0o777).toBe(0o600);
    await expect(store.undo('../undo')).rejects.toThrow(/nothing to undo/);
  });
});

describe('applying changes', () => {
  const change = (name: string, from: Partial<FoundChange>): FoundChange => ({
    path: at(name)[0]!,
    change: 'modified',
    inPlace: false,
    names: 1,
    fingerprint: stateBefore(at(name)[0]!, from.change ?? 'modified'),
    ...from,
  });

  it('refuses with a list when a real file changed meanwhile', async () => {
    writeFileSync(join(folder.path, 'new'), 'new content');
    const found = [
      change('one', { source: join(folder.path, 'new') }),
      change('d/x1', { change: 'deleted' }),
    ];
    bash('echo meanwhile > one');
    const applied = await applyChanges(found, store, { label: 'x' });
    expect(applied).toEqual({
      refused: [{ path: join(tree, 'one'), reason: 'it was changed while you looked' }],
    });
    expect(statSync(join(tree, 'd/x1')).isFile()).toBe(true);
    expect(store.list()).toEqual([]);
  });

  it('puts everything back when it fails half-way', async () => {
    const before = now();
    const found = [
      change('d/x1', { change: 'deleted' }),
      change('one', { source: join(folder.path, 'not', 'there') }),
    ];
    const applied = await applyChanges(found, store, { label: 'x' });
    expect(applied.refused[0]!.reason).toMatch(/everything was put back/);
    expect(now()).toBe(before);
  });

  it('gives no file its owner’s rights silently', async () => {
    const after = { type: 'file', mode: '4755', uid: 0, gid: 0, modified: '' } as const;
    const applied = await applyChanges([change('one', { source: join(tree, 'one'), after })], store, {
      label: 'x',
    });
    expect(applied.refused).toMatchObject([{ path: join(tree, 'one') }]);
  });
});
