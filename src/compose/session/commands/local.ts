import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const local = (session: Session): SlashCommand => ({
  name: 'local',
  about:
    'uses the model server found on this machine, now and later; /local off: no more, and is not offered again',
  run: async (words, screen) => {
    const use = words.trim() !== 'off';
    const { answerLocalServer, localServers } = await import('../../../compose.ts');
    const found = session.found?.baseUrl;
    const addresses = found === undefined ? (use ? [] : (await localServers(session.env)).accepted) : [found];
    if (addresses.length === 0) {
      screen.print(`${session.say`no model server was found on this machine`}\n`);
      return undefined;
    }
    for (const address of addresses) await answerLocalServer(session.env, address, use);
    await session.close();
    session.forgetRuntime();
    screen.print(`${session.say.of((await session.runtime()).plannerLine)}\n`);
    return undefined;
  },
});
