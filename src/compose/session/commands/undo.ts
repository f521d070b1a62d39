import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const undo = (session: Session): SlashCommand => ({
  name: 'undo',
  about: 'takes back what the last step did to files',
  run: async (words, screen) => {
    const { openUndo } = await import('../../../compose.ts');
    const store = await openUndo(session.env);
    const record = words.trim() === '' ? store.latest() : store.find(words.trim());
    if (!record) {
      screen.print('nothing to undo\n');
      return undefined;
    }
    const { restored, refused } = await store.undo(record.id, false);
    for (const { path, reason } of refused) screen.print(`not undone: ${path}: ${reason}\n`);
    screen.print(
      refused.length > 0
        ? 'nothing was touched\n'
        : `brought back:\n${restored.map((path) => `  ${path}\n`).join('')}`,
    );
    return undefined;
  },
});
