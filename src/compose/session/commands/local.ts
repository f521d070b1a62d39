import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const local = (session: Session): SlashCommand => ({
  name: 'local',
  about: 'uses the model server found on this machine, now and later',
  run: async (_words, screen) => {
    if (!session.found) {
      screen.print('no model server was found on this machine\n');
      return undefined;
    }
    const { acceptLocalServer } = await import('../../../compose.ts');
    await acceptLocalServer(session.env, session.found.baseUrl);
    await session.close();
    session.forgetRuntime();
    screen.print(`${(await session.runtime()).plannerLine}\n`);
    return undefined;
  },
});
