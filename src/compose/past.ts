import { existsSync } from 'node:fs';
import type { Paths } from '../config/paths.ts';
import { openDatabase } from '../journal/database.ts';
import { History } from '../journal/history.ts';
import type { Decision } from '../policy/types.ts';

/** What a rule would have meant for commands a person ran or was offered before. */
export interface Past {
  /** Different commands of the same program in the history. */
  readonly looked: number;
  /** Of those, the ones asked about today and allowed with the rule. */
  readonly asked: number;
  /** A few of them. */
  readonly examples: readonly string[];
}

const ENTRIES = 2_000;
const MAX_JUDGED = 300;
const EXAMPLES = 5;

/** Judges what the history holds of the same program without and with a rule. No history: nothing was looked at. */
export async function newlyAllowed(
  paths: Paths,
  command: string,
  judged: (command: string, cwd: string) => Promise<readonly [Decision, Decision]>,
): Promise<Past> {
  if (!existsSync(paths.database)) return { looked: 0, asked: 0, examples: [] };
  const database = openDatabase(paths.state);
  try {
    const word = command.trim().split(/\s+/)[0]!;
    const seen = new Map<string, { readonly command: string; readonly cwd: string }>();
    for (const entry of new History(database).recent(ENTRIES))
      for (const { command: text } of entry.commands)
        if (text.includes(word)) seen.set(`${entry.cwd}\0${text}`, { command: text, cwd: entry.cwd });
    const found = new Set<string>();
    const all = [...seen.values()].slice(0, MAX_JUDGED);
    for (const { command: text, cwd } of all) {
      const [before, after] = await judged(text, cwd);
      if (before === 'ask' && after === 'allow') found.add(text);
    }
    return { looked: all.length, asked: found.size, examples: [...found].slice(0, EXAMPLES) };
  } finally {
    database.close();
  }
}
