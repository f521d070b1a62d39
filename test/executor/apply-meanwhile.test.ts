import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyChanges } from '../../src/executor/preview/apply.ts';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import { UndoStore } from '../../src/executor/undo/store.ts';
import { clearPreview } from '../../src/policy/clear.ts';
import { jailWorks } from '../tools/jail.ts';
import { BASE_ENV, temporaryFolder } from './harness.ts';

let folder: ReturnType<typeof temporaryFolder>;
let tree: string;
beforeEach(() => {
  folder = temporaryFolder();
  tree = join(folder.path, 't');
  mkdirSync(join(tree, 'd'), { recursive: true });
  writeFileSync(join(tree, 'd', 'x'), 'x');
  writeFileSync(join(tree, 'one'), 'one\n');
});
afterEach(() => folder.remove());

function look(command: string) {
  const step = clearPreview(
    { id: '1', command, why: '' },
    { id: '1', verdict: 'ask', rule: '', reason: '', effects: [] },
  )!;
  const session = new ShellSession(tree, BASE_ENV);
  return preview([step], { home: folder.path, session }, new AbortController().signal);
}
const apply = (open: Awaited<ReturnType<typeof look>>) =>
  applyChanges(open.found, new UndoStore(join(folder.path, 'undo')), { label: 'test' });

it.runIf(jailWorks())('does not delete what came into a folder after the preview', async () => {
  const open = await look('rm -rf d');
  writeFileSync(join(tree, 'd', 'newer'), 'newer');
  const { refused } = await apply(open);
  await open.close();
  expect(refused.map(({ path }) => path)).toEqual([join(tree, 'd')]);
  expect(readFileSync(join(tree, 'd', 'newer'), 'utf8')).toBe('newer');
});

it.runIf(jailWorks())('shows nothing of what is touched and stays as it is', async () => {
  chmodSync(join(tree, 'one'), 0o644);
  const open = await look('chmod 644 one; echo more > two');
  await open.close();
  expect(open.preview.changes.map(({ path }) => path)).toEqual([join(tree, 'two')]);
});

it.runIf(jailWorks())('does not write over what was written while the preview ran', async () => {
  const looking = look('echo two >> one; rm -rf d; sleep 1');
  await new Promise((resolve) => setTimeout(resolve, 700));
  writeFileSync(join(tree, 'one'), 'mine\n');
  writeFileSync(join(tree, 'd', 'newer'), 'newer');
  const open = await looking;
  const { refused } = await apply(open);
  await open.close();
  expect(refused.map(({ path }) => path)).toEqual([
    join(tree, 'd'),
    join(tree, 'd', 'newer'),
    join(tree, 'one'),
  ]);
  expect(readFileSync(join(tree, 'one'), 'utf8')).toBe('mine\n');
});
