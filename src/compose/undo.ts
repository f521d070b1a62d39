import { pathsOf, prepareState } from '../config/paths.ts';
import type { UndoRecord } from '../executor/undo/record.ts';
import { UndoStore } from '../executor/undo/store.ts';
import { judgeFileChanges } from '../facts/judge.ts';
import { visibleLine } from '../plan/display.ts';
import type { Verdict } from '../policy/types.ts';
import type { Report } from '../session/report.ts';
import { undoFolder } from './keeper.ts';

/** What was kept before steps ran, for `assent undo`. */
export async function openUndo(env: Readonly<Record<string, string | undefined>>, cwd: string) {
  const paths = pathsOf(env);
  prepareState(paths);
  const store = new UndoStore(undoFolder(paths.state));
  const recovered = await store.recover();
  const open = () => store.list().filter(({ state }) => state === 'done' || state === 'kept');
  return {
    recovered,
    latest: (): UndoRecord | undefined => open()[0],
    find: (id: string): UndoRecord | undefined => open().find((record) => record.id === id),
    list(): Report {
      const records = open();
      const lines = records.map(
        ({ id, time, label, bytes }) =>
          `${id}  ${time.slice(0, 19).replace('T', ' ')}  ${bytes} bytes  ${visibleLine(label)}`,
      );
      return {
        text: lines.length > 0 ? `${lines.join('\n')}\n` : 'nothing to undo\n',
        json: records.map(summary),
        code: 0,
      };
    },
    describe: (record: UndoRecord): string =>
      `${visibleLine(record.label)}\n${pathsIn(record)
        .map((path) => `  ${visibleLine(path)}\n`)
        .join('')}`,
    /** Bringing back is a way to the file system like any other, and judged like one. */
    verdict: (record: UndoRecord): Promise<Verdict> =>
      judgeFileChanges(
        pathsIn(record).map((path) => ({ path, kind: 'write' })),
        { cwd: () => cwd, env, paths },
      ),
    undo: (id: string, force: boolean) => store.undo(id, { force }),
  };
}

const summary = (record: UndoRecord) => ({
  id: record.id,
  time: record.time,
  label: record.label,
  bytes: record.bytes,
  paths: pathsIn(record),
});

const pathsIn = (record: UndoRecord) =>
  record.entries.map(({ path }) => Buffer.from(path, 'base64').toString('utf8'));
