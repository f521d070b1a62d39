import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

export const state = (session: Session): SlashCommand => ({
  name: 'state',
  about: 'the machine now',
  run: async (_words, screen) => {
    const [{ stateText }, { createStyle }] = await Promise.all([
      import('../../../cli/commands/state.ts'),
      import('../../../cli/style.ts'),
    ]);
    const state = session.sampler.history().at(-1);
    screen.print(
      state ? stateText(state, createStyle({ isTty: false, env: {} })) : `${session.say`no sample yet`}\n`,
    );
    return undefined;
  },
});
