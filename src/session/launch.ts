import type { Step } from '../plan/plan.ts';
import { staleOf } from '../policy/binds.ts';
import { clear, isPerson } from '../policy/clear.ts';
import type { Approval, Verdict } from '../policy/types.ts';
import type { EventBody, StepResult } from './events.ts';
import { stepCode } from './exit.ts';
import type { RequestInput } from './handle.ts';
import type { PlanRun } from './plan-run.ts';
import type { Ports, StepIo } from './ports.ts';

export interface Launch {
  readonly run: PlanRun;
  readonly by: Approval['by'];
  /** Of the plan that was approved, with this step as it starts. */
  readonly planHash: string;
  readonly input: RequestInput;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

/** Clears a step by its latest verdict and the approval, keeps what it will overwrite, and runs it to its end. */
export async function* launch(
  step: Step,
  now: Verdict,
  { run, by, planHash, input, ports, signal }: Launch,
): AsyncGenerator<EventBody, StepResult | 'refused'> {
  const { executor } = ports;
  const approval: Approval = { planHash, stepId: step.id, by };
  const cleared = clear(step, now, approval, input.grants);
  if (!cleared) {
    yield { type: 'failed', kind: 'refused', message: `step ${step.id} was not cleared: ${now.reason}` };
    return 'refused';
  }
  if (isPerson(by)) ports.accept?.(staleOf(now));
  const first = run.started === 0;
  const background = input.stepBackground?.();
  const io: StepIo = {
    ...(first ? input.io : withoutStdin(input.io)),
    ...(background ? { background } : {}),
  };
  const kept = await ports.keeper?.keep(step.command, now.effects);
  for (const text of kept?.notKept ?? [])
    yield { type: 'notice', level: 'warning', text: `cannot be undone: ${text}` };
  yield {
    type: 'step-started',
    stepId: step.id,
    command: step.command,
    cwd: executor.cwd,
    interactive: step.interactive ?? false,
    sandboxed: now.sandboxed ?? false,
    kept: io.passthrough?.stdout === undefined,
  };
  run.begin(step);
  const stop = input.stepSignal ? AbortSignal.any([signal, input.stepSignal()]) : signal;
  for await (const event of executor.run(cleared, io, stop)) {
    if (event.type === 'process') yield { type: 'step-process', stepId: step.id, pid: event.pid };
    else if (event.type === 'output')
      yield { type: 'output', stepId: step.id, stream: event.stream, data: event.data };
    else if (event.type === 'notice') yield event;
    else {
      const { type: _, stderrTail, ...result } = event;
      run.end(step, stepCode(result));
      kept?.done();
      // The end of stderr is content: a repair planner may need it, the record and other programs do not.
      yield { type: 'step-ended', stepId: step.id, ...result, ...(kept ? { undo: kept.id } : {}) };
      if (result.background && ports.queue) {
        const { pid } = result.background;
        const output = result.spill === undefined ? {} : { output: result.spill };
        const approved = { plan: run.plan, planHash, step, approval, cwd: executor.cwd };
        const job = await ports.queue.adopt({ ...approved, pid, ...output });
        yield { type: 'notice', level: 'info', text: `goes on in the background as job ${job}` };
      }
      return stderrTail === undefined ? result : { ...result, stderrTail };
    }
  }
  throw new Error(`the executor gave no end for step ${step.id}`);
}

function withoutStdin(io: StepIo): StepIo {
  const { stdin: _, ...rest } = io;
  return rest;
}
