import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyChanges } from '../../src/executor/preview/apply.ts';
import { type FoundChange, stateBefore } from '../../src/executor/preview/changes.ts';
import { UndoStore } from '../../src/executor/undo/store.ts';

/** Runs where the first argument, which holds `one` and `d`, is read-only and the second a folder that is not. */
const [tree, roomy] = process.argv.slice(2) as [string, string];
const source = join(roomy, 'one');
writeFileSync(source, 'new');
const change = (name: string, kind: FoundChange['change'], from?: string): FoundChange => ({
  path: join(tree, name),
  change: kind,
  inPlace: false,
  names: 1,
  fingerprint: stateBefore(join(tree, name), kind),
  ...(from === undefined ? {} : { source: from }),
});
const store = new UndoStore(join(roomy, 'undo'));
const { refused, undoId } = await applyChanges(
  [change('d', 'deleted'), change('one', 'modified', source)],
  store,
  { label: 'read-only' },
);
process.stdout.write(JSON.stringify({ refused, undoId, kept: store.list().length }));
