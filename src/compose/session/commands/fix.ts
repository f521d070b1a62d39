import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

/** With a model: a look that only reads, then a plan. Without: by rule. */
export const fix = (session: Session): SlashCommand => ({
  name: 'fix',
  about: 'plans a repair of what failed last',
  run: async (_words, screen) => {
    const { failed } = session;
    if (!failed) {
      screen.print(`${session.say`nothing has failed`}\n`);
      return undefined;
    }
    const trouble = `failed ${failed.request}`;
    const why = await session.begin(trouble);
    if (why !== undefined) {
      screen.print(`${session.say`not now: ${session.say.of(why)}`}\n`);
      return undefined;
    }
    const model = await session.hasModel();
    session.next = { turns: [failed.turn], trouble, ...(model ? { diagnosis: 'first' } : {}) };
    return failed.request;
  },
});
