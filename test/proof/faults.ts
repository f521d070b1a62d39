import { median } from '../bench/measure.ts';
import { FAULTS, type Fault, type FaultRun, runFault } from '../machine/faults.ts';
import type { ProofOptions } from './run.ts';

export const name = 'faults';

const WARM_UP = 12;
/** Median delay promised, in seconds. */
const PROMISED: Record<string, number> = { hog: 10, 'disk jump': 10, network: 10 };
const groupOf = (fault: Fault) => fault.name.replace(/[\d,:].*$/, '').trim();

/** Labelled faults, really made: 8 kinds and more, ten runs of each; `count` limits the runs of a kind. */
export async function run({ count = 10 }: ProofOptions): Promise<{ ok: boolean }> {
  const groups = Map.groupBy(FAULTS, groupOf);
  const runs = new Map<Fault, FaultRun>();
  // Hogs one after the other, for each takes a core; the rest beside them.
  const hogs = (groups.get('hog') ?? []).slice(0, count);
  const rest = [...groups]
    .filter(([group]) => group !== 'hog')
    .flatMap(([, faults]) => faults.slice(0, count));
  const work = async (queue: Fault[]) => {
    for (let fault = queue.shift(); fault; fault = queue.shift())
      runs.set(fault, await runFault(fault, WARM_UP));
  };
  await Promise.all([work(hogs), ...Array.from({ length: 5 }, () => work(rest))]);
  console.log('| fault | source | runs | noticed | median delay | longest | promised | other notices | |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  let found = 0;
  let ok = true;
  for (const [group, faults] of groups) {
    const done = faults.filter((fault) => runs.has(fault));
    const delays = done.map((fault) => runs.get(fault)!.delay).filter((delay) => delay !== undefined);
    const others = done.flatMap((fault) => runs.get(fault)!.others);
    const promised = PROMISED[group] ?? 60;
    const good = delays.length / done.length >= 0.9 && median(delays) <= promised;
    found += delays.length;
    ok &&= good;
    console.log(
      `| ${group} | ${done[0]!.source} | ${done.length} | ${delays.length} | ${median(delays).toFixed(1)} s | ${Math.max(...delays).toFixed(1)} s | ≤ ${promised} s | ${others.length} | ${good ? 'ok' : 'MISSED'} |`,
    );
    for (const fault of done)
      if (runs.get(fault)!.delay === undefined) console.log(`<!-- not noticed: ${fault.name} -->`);
    for (const text of new Set(others)) console.log(`<!-- other: ${text} -->`);
  }
  console.log(`\nrecall ${((100 * found) / runs.size).toFixed(1)} % of ${runs.size} runs (≥ 95 %)`);
  return { ok: ok && found / runs.size >= 0.95 };
}
