import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyChanges } from '../../src/executor/preview/apply.ts';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import { UndoStore } from '../../src/executor/undo/store.ts';
import { clearPreview } from '../../src/policy/clear.ts';
import { ATTRIBUTES, filePlan, TREE } from './file-plans.ts';
import { manifest } from './manifest.ts';

/**
 * Runs inside the outer jail. For each seed: the plan is previewed on one tree (which must not change), applied,
 * compared with a plain run of the same plan on its twin, and undone. Arguments: folder, first seed, last seed.
 * Prints one JSON line per seed.
 */
const [folder, from, to] = process.argv.slice(2) as [string, string, string];
const bash = (command: string, cwd: string) =>
  execFileSync('/bin/bash', ['--noprofile', '--norc', '-c', command], {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
const tolerant = (command: string, cwd: string) => {
  try {
    bash(command, cwd);
  } catch {
    // A plan may end with any code.
  }
};

for (let seed = Number(from); seed <= Number(to); seed++) {
  const home = join(folder, String(seed));
  const [here, twin] = [join(home, 'here', 't'), join(home, 'twin', 't')];
  for (const path of [here, twin]) {
    mkdirSync(path, { recursive: true });
    bash(`${TREE}\n${ATTRIBUTES}`, path);
  }
  const command = filePlan(seed, { attributes: true });
  const before = manifest(here, { times: true, attributes: true });
  const step = clearPreview(
    { id: '1', command, why: '' },
    { id: '1', verdict: 'ask', rule: '', reason: '', effects: [] },
  )!;
  const session = new ShellSession(here, { PATH: '/usr/bin:/bin', HOME: home });
  const began = performance.now();
  const open = await preview([step], { home, session }, new AbortController().signal);
  const ms = performance.now() - began;
  const untouched = manifest(here, { times: true, attributes: true }) === before;
  const store = new UndoStore(join(home, 'undo'));
  const applied = await applyChanges(open.found, store, { label: 'test', allowSetuid: true, near: here });
  await open.close();
  tolerant(command, twin);
  const [got, wanted] = [
    manifest(here, { times: false, attributes: true }),
    manifest(twin, { times: false, attributes: true }),
  ];
  const undone = applied.undoId === undefined ? undefined : await store.undo(applied.undoId);
  const after = manifest(here, { times: true, attributes: true });
  process.stdout.write(
    `${JSON.stringify({
      seed,
      ms: Math.round(ms),
      untouched,
      refused: applied.refused,
      equal: got === wanted,
      undone: undone?.refused.length === 0 && after === before,
      ...(got === wanted && after === before
        ? {}
        : {
            command,
            got,
            wanted,
            before,
            after,
            changes: open.preview.changes.map(({ path, change }) => [change, path]),
          }),
    })}\n`,
  );
  chmodSync(home, 0o700);
}
