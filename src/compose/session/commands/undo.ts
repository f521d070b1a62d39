import { needsWord } from '../../../policy/clear.ts';
import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

/** What lies outside the project or is protected is brought back only with this word. */
const WORD = 'undo';

export const undo = (session: Session): SlashCommand => ({
  name: 'undo',
  about: 'takes back what the last step did to files: /undo [ID]',
  run: async (words, screen) => {
    const { openUndo } = await import('../../../compose.ts');
    const { say } = session;
    const store = await openUndo(session.env, session.cwd);
    const [id, word] = words.trim().split(/\s+/);
    const record = id ? store.find(id) : store.latest();
    if (!record) {
      screen.print(`${say`nothing to undo`}\n`);
      return undefined;
    }
    const verdict = await store.verdict(record);
    if (verdict.verdict === 'deny' || (needsWord(verdict) && word !== WORD)) {
      screen.print(
        `${store.describe(record)}${say`${say.of(verdict.reason)}: that takes the word, ${`/undo ${record.id} ${WORD}`}`}\n`,
      );
      return undefined;
    }
    const { restored, removed, refused } = await store.undo(record.id, false);
    for (const { path, reason } of refused) screen.print(`${say`not undone: ${path}: ${say.of(reason)}`}\n`);
    screen.print(
      refused.length > 0
        ? `${say`nothing was touched`}\n`
        : listed(
            say`brought back:`,
            restored.filter((path) => !removed.includes(path)),
          ) + listed(say`taken away again:`, removed),
    );
    return undefined;
  },
});

const listed = (what: string, paths: readonly string[]) =>
  paths.length === 0 ? '' : `${what}\n${paths.map((path) => `  ${path}\n`).join('')}`;
