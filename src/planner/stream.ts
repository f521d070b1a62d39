import { monotonicMs } from '../plan/clock.ts';
import type { PartialPlan } from '../session/events.ts';
import type { PlannerEvent } from '../session/ports.ts';
import type { Answer } from './answer.ts';
import type { Arrived } from './exchange.ts';
import { grows, partialPlan } from './partial.ts';

/** Progress events out of an answer as it comes: at most one in `everyMs`, and each only adds to the one before. */
export async function* showProgress(
  arriving: AsyncGenerator<Arrived, Answer>,
  everyMs: number,
): AsyncGenerator<PlannerEvent, Answer> {
  let shown: PartialPlan = {};
  let last = Number.NEGATIVE_INFINITY;
  try {
    for (;;) {
      const step = await arriving.next();
      if (step.done) return step.value;
      if (monotonicMs() - last < everyMs) continue;
      last = monotonicMs();
      const partial = partialPlan(step.value.text);
      if (!partial || !grows(shown, partial)) continue;
      shown = partial;
      yield { type: 'progress', partial, receivedBytes: step.value.bytes };
    }
  } finally {
    // A consumer that stops listening ends the request too.
    await arriving.return(undefined as never);
  }
}
