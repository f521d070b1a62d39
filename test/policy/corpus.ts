import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { judge } from '../../src/policy/judge.ts';
import type { Decision } from '../../src/policy/types.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';

export interface Case {
  readonly command: string;
  readonly expect: 'allow' | 'not-allow' | 'deny' | 'ask';
  readonly family: string;
  readonly why: string;
  /** False where bash itself refuses the text. */
  readonly valid?: false;
}

export type CorpusFile =
  | 'allow'
  | 'not-allow'
  | 'deny'
  | 'own-allow'
  | 'own-not-allow'
  | 'own-deny'
  | 'own-ask';

export function corpus(...files: readonly CorpusFile[]): Case[] {
  return files.flatMap((file) =>
    readFileSync(new URL(`../corpora/policy/${file}.jsonl`, import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Case),
  );
}

/** Everything that must not run unasked. */
export const hostile = (): Case[] => corpus('not-allow', 'deny', 'own-not-allow', 'own-deny');
export const harmless = (): Case[] => corpus('allow', 'own-allow');

/** The verdict in the model world: no rules, project folder, system programs, plain files. */
export function decide(command: string): Decision {
  return judge([{ id: 's1', command }], MODEL_SETTING, MODEL_FACTS)[0]!.verdict;
}

/** For tables: control characters and long texts made readable. */
export function shown(command: string, width = 110): string {
  const text = JSON.stringify(command).slice(1, -1);
  return text.length > width ? `${text.slice(0, width)}… (${text.length})` : text;
}

/** Which of these texts `bash -n` does not accept. */
export function refusedByBash(texts: readonly string[]): string[] {
  const refused: string[] = [];
  const script = 'n=0; for t; do bash -n -c "$t" 2>/dev/null || echo "$n"; n=$((n+1)); done';
  for (let done = 0; done < texts.length; done += 500) {
    const batch = texts.slice(done, done + 500);
    const run = spawnSync('bash', ['-c', script, 'check', ...batch], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`bash ended with ${run.status}: ${run.stderr}`);
    for (const line of run.stdout.split('\n').filter(Boolean)) refused.push(batch[Number(line)]!);
  }
  return refused;
}
