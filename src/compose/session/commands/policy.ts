import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const policy = (session: Session): SlashCommand => ({
  name: 'policy',
  about: 'what a command does and what the policy says: /policy COMMAND',
  run: async (words, screen) => {
    const said = words.trim();
    screen.print(said === '' ? `${session.say`say which: /policy COMMAND`}\n` : await session.judged(said));
    return undefined;
  },
});
