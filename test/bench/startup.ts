import { type Bench, compare, timeCommand } from './measure.ts';

export const startup: Bench = {
  name: 'start-up',
  async run({ assent, node, folder, env, rounds }) {
    const floor = () => timeCommand(node, ['-e', '0'], { cwd: folder, env });
    const call =
      (...args: string[]) =>
      () =>
        timeCommand(node, [assent, ...args], { cwd: folder, env });
    return [
      await compare('--version', rounds, 1.5, 'node -e 0', floor, call('--version')),
      await compare('--help', rounds, 1.5, 'node -e 0', floor, call('--help')),
      await compare(
        'one-shot, embedded planner',
        rounds,
        5,
        'node -e 0',
        floor,
        call('--auto', 'count the files here'),
      ),
    ];
  },
};
