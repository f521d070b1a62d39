import { hostname, userInfo } from 'node:os';
import { Cancelled } from '../../../src/session/abort.ts';
import { runInteractive } from '../../../src/ui/run.tsx';
import { sessionTerminal } from '../../../src/ui/user-terminal.ts';
import { harnessSampler } from './machine.ts';

/** The session over scripted parts, to be looked at in a terminal and driven by tests: node main.js [delayMs] */
const { env, stdin, stdout, stderr } = process;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort(new Cancelled('terminated', 'terminated')));
const history: string[] = [
  'count the files of each extension',
  '列出最大的文件',
  'show the five largest files here',
];
process.exitCode = await runInteractive({
  stdin,
  stdout,
  stderr,
  env,
  signal: stop.signal,
  // The spine is loaded with the first request: the first frame does not wait for it.
  async *start(request, ui, signal) {
    const { scriptedStart } = await import('./scripted.ts');
    const delayMs = Number(process.argv[2] ?? 0);
    yield* scriptedStart({ delayMs, terminal: () => sessionTerminal(stdin, stdout) })(request, ui, signal);
  },
  status: () => ({
    planner: 'scripted',
    cwd: process.cwd(),
    home: env.HOME ?? '/root',
    host: hostname(),
    user: userInfo().username,
    root: process.getuid?.() === 0,
  }),
  banner: Promise.resolve(['assent · scripted planner, nothing leaves this machine']),
  sampler: harnessSampler(),
  history: { recent: () => history, add: (text) => history.push(text) },
  commands: [
    {
      name: 'undo',
      about: 'take back the last changes',
      run: async (_words, screen) => {
        screen.print('nothing to undo');
        return undefined;
      },
    },
  ],
  settings: {
    panel: (env.HARNESS_PANEL as 'full' | undefined) ?? 'full',
    accessible: env.HARNESS_ACCESSIBLE === '1',
    colour: !env.NO_COLOR,
    ...(env.HARNESS_LANG ? { language: env.HARNESS_LANG } : {}),
  },
  explain: async (command) => `explained: ${command}`,
  preview: {
    offered: () => env.HARNESS_PREVIEW === '1',
    run: async (_request, steps) => `would change nothing (${steps.join(', ')})`,
  },
});
