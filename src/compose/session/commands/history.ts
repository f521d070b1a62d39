import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const history = (session: Session): SlashCommand => ({
  name: 'history',
  about: 'what was asked and run: /history [WORDS]',
  run: async (words, screen) => {
    const { openStore } = await import('../../../compose.ts');
    const store = await openStore(session.env);
    try {
      screen.print(
        (words.trim() === '' ? store.recent(20, {}) : store.search(words, 20)).text || 'nothing found\n',
      );
    } finally {
      store.close();
    }
    return undefined;
  },
});
