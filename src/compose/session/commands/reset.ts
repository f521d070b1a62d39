import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const reset = (session: Session): SlashCommand => ({
  name: 'reset',
  about: 'forgets variables and functions of the session and goes back to the first folder',
  run: async (_words, screen) => {
    (await session.runtime()).resetSession();
    screen.print(`${session.say`the session is as it began`}\n`);
    return undefined;
  },
});
