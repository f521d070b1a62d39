import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyChanges } from '../../src/executor/preview/apply.ts';
import { type FoundChange, stateBefore } from '../../src/executor/preview/changes.ts';
import { UndoStore } from '../../src/executor/undo/store.ts';
import { manifest } from './manifest.ts';

/** Runs where the first argument is a file system of 4 MiB and the second a folder on another one. */
const [small, roomy] = process.argv.slice(2) as [string, string];
const tree = join(small, 't');
mkdirSync(join(tree, 'd'), { recursive: true });
// More than half of the room: there is none for a copy of it.
writeFileSync(join(tree, 'big'), Buffer.alloc(2_500_000, 'b'));
for (const name of ['one', 'two', 'd/x']) writeFileSync(join(tree, name), name);
execFileSync('/usr/bin/touch', [
  '-d',
  '2026-01-02T03:04:05',
  join(tree, 'one'),
  join(tree, 'd/x'),
  join(tree, 'd'),
  tree,
]);
writeFileSync(join(roomy, 'one'), 'new');
writeFileSync(join(roomy, 'huge'), Buffer.alloc(3_000_000, 'h'));

const change = (name: string, from: Partial<FoundChange>): FoundChange => ({
  path: join(tree, name),
  change: 'modified',
  inPlace: false,
  names: 1,
  fingerprint: stateBefore(join(tree, name), from.change ?? 'modified'),
  ...from,
});
const store = new UndoStore(join(roomy, 'undo'));
const before = manifest(tree, { times: true });
const changes = () => [
  change('big', { change: 'deleted' }),
  change('d', { change: 'deleted' }),
  change('one', { source: join(roomy, 'one') }),
];
const tooMuch = await applyChanges(
  [...changes().slice(1), change('huge', { change: 'created', source: join(roomy, 'huge') })],
  store,
  { label: 'too much' },
);
const unchanged = manifest(tree, { times: true }) === before;
const kept = store.list().length;
const fits = await applyChanges(changes(), store, { label: 'fits' });
const undone = await store.undo(fits.undoId!);
process.stdout.write(
  JSON.stringify({
    refused: tooMuch.refused,
    unchanged,
    kept,
    fits: fits.refused,
    undone: undone.refused,
    again: manifest(tree, { times: true }) === before,
  }),
);
