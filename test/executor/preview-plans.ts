import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inJail } from '../tools/jail.ts';
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

const MS_EACH = 20_000;

export const previewPlans = (from: number, to: number) =>
  rows<PlanRow>('preview-in-jail.ts', [String(from), String(to)], { count: to - from + 1 });

export const previewCorpus = (cases: readonly { readonly id: string; readonly command: string }[]) =>
  rows<CorpusRow>('preview-corpus-in-jail.ts', [], { count: cases.length, input: JSON.stringify(cases) });

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
    const path = fileURLToPath(new URL(script, import.meta.url));
    const { code, stdout, stderr } = await inJail(
      [process.execPath, '--no-warnings', path, folder.path, ...args],
      {
        writable: [folder.path],
        cwd: folder.path,
        ms: count * MS_EACH,
        ...(input === undefined ? {} : { input }),
      },
    );
    if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr.slice(0, 2000)}`);
    return stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  } finally {
    folder.remove();
  }
}
