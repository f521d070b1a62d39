import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const audit = (session: Session): SlashCommand => ({
  name: 'audit',
  about: 'checks that the record was not changed',
  run: async (_words, screen) => {
    const { openStore } = await import('../../../compose.ts');
    const store = await openStore(session.env);
    try {
      screen.print(store.verify({}).text);
    } finally {
      store.close();
    }
    return undefined;
  },
});
