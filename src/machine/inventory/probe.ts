// A program of its own, started by ask.ts: asks the systeminformation library what the machine is made of and prints
// one JSON line for each answer as it comes. The library starts the system's programs by their names, so nothing of
// the environment it was started in is kept but the PATH, which holds system folders alone.
import { constants, setPriority } from 'node:os';
import { LONGEST_MS } from './limits.ts';

setPriority(constants.priority.PRIORITY_LOW);
process.chdir('/');
const { PATH } = process.env;
for (const name of Object.keys(process.env)) delete process.env[name];
process.env.PATH = PATH ?? '';
process.env.LC_ALL = 'C';
// Whoever started it may be gone.
setTimeout(() => process.kill(process.pid, 'SIGKILL'), LONGEST_MS).unref();

const library = import('systeminformation');
const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  system: async () => (await library).system(),
  cpu: async () => (await library).cpu(),
  memLayout: async () => (await library).memLayout(),
  diskLayout: async () => (await library).diskLayout(),
  graphics: async () => (await library).graphics(),
  battery: async () => (await library).battery(),
};

// One after the other: nobody waits for it, and what it starts takes one core at most.
async function answer(names: readonly string[]) {
  for (const name of names)
    await calls[name]?.().then(
      (said) => process.stdout.write(`${JSON.stringify({ name, answer: said })}\n`),
      () => undefined,
    );
}
void answer(process.argv.slice(2));
