import { admission, clairvoyant, fifo, roundRobin } from '../schedule/simulator.ts';
import { KINDS, makeTrace } from '../schedule/traces.ts';
import type { ProofOptions } from './run.ts';

export const name = 'schedule';

/** The scheduler on generated traces: mean weighted completion time (seconds from arrival) against four orders. */
export async function run({ seed, count = 10_000 }: ProofOptions): Promise<{ ok: boolean }> {
  console.log(`${count} jobs a trace; A(S) with true and with learned demands\n`);
  console.log(
    '| trace | FIFO | round robin | clairvoyant | A(S) true | A(S) learned | true / clairvoyant | learned / clairvoyant | longest wait | bound | |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  let lostToRoundRobin = 0;
  let ok = true;
  for (const kind of KINDS) {
    const trace = makeTrace(kind, count, seed);
    const orders = [fifo(trace), roundRobin(trace), clairvoyant(trace), admission(trace, 'true')] as const;
    const learned = admission(trace, 'learned');
    const [first, robin, best, known] = orders;
    const ratios = [known, learned].map((one) => one.weightedCompletion / best.weightedCompletion) as [
      number,
      number,
    ];
    if (learned.weightedCompletion >= robin.weightedCompletion) lostToRoundRobin++;
    const good =
      known.weightedCompletion < first.weightedCompletion &&
      learned.weightedCompletion < first.weightedCompletion &&
      ratios[0] <= 1.15 &&
      ratios[1] <= 1.4 &&
      known.longestWait <= known.bound &&
      learned.longestWait <= learned.bound &&
      learned.finished === count;
    ok &&= good;
    const cells = [...orders, learned].map((one) => one.weightedCompletion.toFixed(1));
    console.log(
      `| ${kind} | ${cells.join(' | ')} | ${ratios.map((ratio) => ratio.toFixed(3)).join(' | ')} | ${learned.longestWait.toFixed(0)} | ${learned.bound.toFixed(0)} | ${good ? 'ok' : 'MISSED'} |`,
    );
  }
  console.log(
    `\nround robin was better on ${lostToRoundRobin} of ${KINDS.length} kinds (at most one may be)`,
  );
  return { ok: ok && lostToRoundRobin <= 1 };
}
