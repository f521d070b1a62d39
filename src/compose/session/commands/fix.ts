import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const fix = (session: Session): SlashCommand => ({
  name: 'fix',
  about: 'plans a repair of what failed last',
  run: async (_words, screen) => {
    if (!session.failed) {
      screen.print('nothing has failed\n');
      return undefined;
    }
    session.turns = [session.failed.turn];
    return session.failed.request;
  },
});
