import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const policy = (session: Session): SlashCommand => ({
  name: 'policy',
  about: 'what a command does and what the policy says: /policy COMMAND',
  run: async (words, screen) => {
    screen.print(words.trim() === '' ? 'say which: /policy COMMAND\n' : await session.judged(words.trim()));
    return undefined;
  },
});
