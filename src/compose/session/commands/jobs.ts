import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';

const USAGE = '/jobs, /jobs all, /jobs why N, /jobs show N, /jobs logs N, /jobs cancel N\n';

/** `assent jobs` inside the session. */
export const jobs = (session: Session): SlashCommand => ({
  name: 'jobs',
  about: 'the queue: /jobs [all | why N | show N | logs N | cancel N]',
  run: async (words, screen) => {
    const { openJobs } = await import('../../../compose.ts');
    using queue = await openJobs(session.env);
    const { say } = session;
    const [verb = 'list', number] = words.trim().split(/\s+/).filter(Boolean);
    if (verb === 'list' || verb === 'all') {
      screen.print(queue.list(verb === 'all').text);
      return undefined;
    }
    const id = /^#?\d{1,15}$/.test(number ?? '') ? Number(number!.replace('#', '')) : undefined;
    if (id === undefined || !['why', 'show', 'logs', 'cancel'].includes(verb)) {
      screen.print(USAGE);
      return undefined;
    }
    const report = verb === 'why' ? queue.why(id) : queue.show(id);
    if (!report) screen.print(`${say`there is no job ${id}`}\n`);
    else if (verb === 'cancel')
      screen.print(`${queue.cancel(id) ? say`job ${id} is cancelled` : say`job ${id} was over already`}\n`);
    else if (verb === 'logs')
      screen.print((await queue.tail(id)) || `${say`job ${id} has printed nothing yet`}\n`);
    else screen.print(report.text);
    return undefined;
  },
});
