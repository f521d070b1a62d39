import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Verdict } from '../../src/policy/types.ts';
import { beyondUndo } from '../../src/session/beyond.ts';
import { ASSENT } from '../tools/assent.ts';
import { inJail } from '../tools/jail.ts';
import { filePlan } from './file-plans.ts';
import { temporaryFolder } from './harness.ts';

/** What became of one generated plan; see preview-in-jail.ts. */
export interface PlanRow {
  readonly seed: number;
  /** How long the preview took. */
  readonly ms: number;
  /** The preview alone changed nothing. */
  readonly untouched: boolean;
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
  /** Applied, it is the same tree as a plain run on a twin leaves. */
  readonly equal: boolean;
  /** Undone, it is the tree of before, times included. */
  readonly undone: boolean;
  readonly command?: string;
}

/** What became of one command of a corpus; see preview-corpus-in-jail.ts. */
export interface CorpusRow {
  readonly id: string;
  readonly exitCode: number | null;
  readonly changes: number;
  /** What changed outside although it was only a preview, and who was connected to. */
  readonly escaped: readonly string[];
  readonly error?: string;
}

/** What was found after a process that applied changes was killed; see apply-killed-in-jail.ts. */
export interface KillRow {
  readonly seed: number;
  readonly after: 'before' | 'applied' | 'half';
  readonly killed: boolean;
  readonly recovered: number;
  readonly litter: readonly string[];
}

/** What became of one plan that the product ran and took back; see undo-in-jail.ts. */
export interface UndoRow {
  readonly seed: number;
  readonly ran: number | null;
  readonly changed: boolean;
  /** The tree of before: content, mode, owner, times, links, attributes. */
  readonly equal: boolean;
}

const MS_EACH = 20_000;

export const previewPlans = (from: number, to: number) =>
  rows<PlanRow>('preview-in-jail.ts', [String(from), String(to)], { count: to - from + 1 });

export const previewCorpus = (cases: readonly { readonly id: string; readonly command: string }[]) =>
  rows<CorpusRow>('preview-corpus-in-jail.ts', [], { count: cases.length, input: JSON.stringify(cases) });

/**
 * Generated plans: those of which the product, asked where they are to run, names nothing as beyond undo, run by it and
 * taken back.
 */
export async function runAndUndo(
  from: number,
  to: number,
): Promise<{ readonly asked: number; readonly rows: readonly UndoRow[] }> {
  const folder = temporaryFolder();
  const home = temporaryFolder();
  chmodSync(folder.path, 0o755);
  try {
    const seeds = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const cases = seeds.map((seed) => ({ seed, command: filePlan(seed, { attributes: seed % 4 === 0 }) }));
    const inside = <T>(what: string, some: readonly unknown[]) =>
      rowsIn<T>(folder.path, 'undo-in-jail.ts', [what], { count: some.length, input: JSON.stringify(some) });
    const built = await inside<{ readonly here: string }>('build', cases);
    const verdicts =
      cases.length === 0
        ? []
        : check(
            cases.map(({ command }, at) => ({ command, cwd: built[at]!.here })),
            home.path,
          );
    const declared = cases.filter((_, at) => {
      const verdict = verdicts[at]!;
      return verdict.verdict !== 'deny' && beyondUndo([verdict]).length === 0;
    });
    return { asked: cases.length, rows: declared.length === 0 ? [] : await inside<UndoRow>('run', declared) };
  } finally {
    folder.remove();
    home.remove();
  }
}

/** Judges only: nothing of it is run. */
function check(
  cases: readonly { readonly command: string; readonly cwd: string }[],
  home: string,
): Verdict[] {
  const lines = cases.map((one, at) => JSON.stringify({ id: String(at), ...one }));
  const said = execFileSync(process.execPath, [ASSENT, 'policy', 'check', '--jsonl'], {
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home, ASSENT_HOME: join(home, 'assent'), LANG: 'C.UTF-8' },
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
  });
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict);
}

export const killWhileApplying = (from: number, to: number) =>
  rows<KillRow>('apply-killed-in-jail.ts', [String(from), String(to)], { count: to - from + 1 });

async function rows<T>(
  script: string,
  args: readonly string[],
  { count, input }: { readonly count: number; readonly input?: string },
): Promise<readonly T[]> {
  const folder = temporaryFolder();
  chmodSync(folder.path, 0o755);
  try {
    return await rowsIn<T>(folder.path, script, args, input === undefined ? { count } : { count, input });
  } finally {
    folder.remove();
  }
}

async function rowsIn<T>(
  folder: string,
  script: string,
  args: readonly string[],
  { count, input }: { readonly count: number; readonly input?: string },
): Promise<readonly T[]> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { code, stdout, stderr } = await inJail([process.execPath, '--no-warnings', path, folder, ...args], {
    writable: [folder],
    cwd: folder,
    ms: count * MS_EACH,
    ...(input === undefined ? {} : { input }),
  });
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr.slice(0, 2000)}`);
  return stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
