import { quantile } from '../bench/measure.ts';
import { Random } from '../policy/random.ts';
import { commandsOf, measureWindow, SWAPS, trySwap, tryWithout } from '../session/swaps.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'swaps';

const CHUNK = 500;
const WINDOWS = 300;

/** Scripts, folders, links and programs put in another's place between the yes and the last check; then the window left. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 10_000 } = options;
  const kinds = Object.keys(SWAPS);
  const [untouched] = await inChunks(options, 'untouched', 1, 1, async () => {
    const stopped: string[] = [];
    const commands = [...new Set(kinds.flatMap(commandsOf))];
    for (const command of commands) if (!(await tryWithout(command))) stopped.push(command);
    return { tried: commands.length, stopped };
  });
  const chunks = await inChunks(options, 'swaps', count, CHUNK, async ({ first, size, seed }) => {
    const random = new Random(seed);
    const tried = kinds.map(() => 0);
    const unnoticed = [];
    for (let at = first; at < first + size; at++) {
      tried[at % kinds.length]!++;
      const result = await trySwap(kinds[at % kinds.length]!, random);
      if (!result.noticed) unnoticed.push(result);
    }
    return { tried, unnoticed };
  });
  const windows = (
    await inChunks(options, 'window', WINDOWS, 100, async ({ size }) => {
      const times: number[] = [];
      for (let at = 0; at < size; at++) times.push(await measureWindow());
      return times;
    })
  ).flat();
  const unnoticed = chunks.flatMap((chunk) => chunk.unnoticed);
  console.log('| swapped between yes and last check | tried | started all the same |');
  console.log('|---|---|---|');
  for (const [index, kind] of kinds.entries()) {
    const tried = chunks.reduce((sum, chunk) => sum + chunk.tried[index]!, 0);
    console.log(`| ${kind} | ${tried} | ${unnoticed.filter((each) => each.kind === kind).length} |`);
  }
  console.log(`| all | ${count} | ${unnoticed.length} |`);
  for (const each of unnoticed.slice(0, 20)) console.log(JSON.stringify(each));
  console.log(
    `\nnothing swapped: ${untouched!.tried} commands, ${untouched!.stopped.length} not started at the first yes ${untouched!.stopped.join(' · ')}`,
  );
  const at = (part: number) => Number(quantile(windows, part).toFixed(1));
  const window = { p50Ms: at(0.5), p95Ms: at(0.95), maxMs: Number(Math.max(...windows).toFixed(1)) };
  console.log('\n| from the last facts to the first line of the script | median | p95 | longest |');
  console.log('|---|---|---|---|');
  console.log(`| ${windows.length} starts | ${window.p50Ms} ms | ${window.p95Ms} ms | ${window.maxMs} ms |`);
  return {
    ok: unnoticed.length === 0 && untouched!.stopped.length === 0,
    figures: { swaps: count, unnoticed: unnoticed.length, untouched: untouched!.tried, window },
  };
}
