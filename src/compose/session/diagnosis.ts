import type { Runtime } from '../../cli/deps.ts';
import { readOnlyJudge } from '../../facts/read-only.ts';
import { Diagnosis } from '../../session/diagnose.ts';
import type { Event } from '../../session/events.ts';
import type { RequestInput } from '../../session/handle.ts';
import { record } from '../../session/pipe.ts';
import type { StepIo, Turn } from '../../session/ports.ts';

interface Asked {
  readonly request: string;
  readonly turns: readonly Turn[];
  /** A second round gives the planner what the first has seen. */
  readonly rounds: number;
}

interface Around {
  readonly io: StepIo & Pick<RequestInput, 'stepSignal'>;
  readonly private: boolean;
  readonly signal: AbortSignal;
  readonly follow: (event: Event) => void;
}

/** Lets the planner look, under the judge that only lets it read; gives the turns with what was seen. */
export async function* lookInto(
  { request, turns, rounds }: Asked,
  runtime: Runtime,
  { io, signal, follow, ...rest }: Around,
): AsyncGenerator<Event, readonly Turn[]> {
  const ports = { ...runtime, judge: readOnlyJudge(runtime.judge) };
  const { stepSignal, ...stepIo } = io;
  let known = turns;
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const diagnosis = new Diagnosis({
      request,
      turns: known,
      io: stepIo,
      private: rest.private,
      ...(stepSignal ? { stepSignal } : {}),
    });
    for await (const event of record(diagnosis.run(ports, signal), runtime.journal)) {
      follow(event);
      yield event;
    }
    known = [...known, ...diagnosis.turns];
    if (diagnosis.answer !== undefined || diagnosis.turns.length === 0) break;
  }
  return known;
}
