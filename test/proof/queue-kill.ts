import { killRepeatedly } from '../schedule/kill.ts';
import { random } from '../schedule/traces.ts';
import type { ProofOptions } from './run.ts';

export const name = 'queue-kill';

/** `kill -9` of the queue's owner at random moments: no job lost, none started twice. */
export async function run({ seed, count = 200 }: ProofOptions): Promise<{ ok: boolean }> {
  const result = await killRepeatedly(count, random(seed));
  console.log('| kills | jobs | done | ended as interrupted, with a reason | started twice | lost |');
  console.log('|---|---|---|---|---|---|');
  console.log(
    `| ${result.kills} | ${result.jobs} | ${result.done} | ${result.interrupted} | ${result.startedTwice} | ${result.lost} |`,
  );
  return {
    ok: result.startedTwice === 0 && result.lost === 0 && result.done + result.interrupted === result.jobs,
  };
}
