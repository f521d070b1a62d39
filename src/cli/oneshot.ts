import { speakerFor } from '../language/speaker.ts';
import type { Plan } from '../plan/plan.ts';
import { redact } from '../plan/redact.ts';
import { Cancelled } from '../session/abort.ts';
import type { PlannerInfo } from '../session/events.ts';
import { handle } from '../session/handle.ts';
import { record } from '../session/pipe.ts';
import type { StepIo, Turn } from '../session/ports.ts';
import type { Compose, ProcessIo } from './deps.ts';
import { type Flags, grantsOf, UsageError } from './flags.ts';
import { approvalFor } from './oneshot-approval.ts';
import { Face } from './oneshot-face.ts';
import { samplePiped, stdinCarriesData } from './stdin.ts';
import { createStyle } from './style.ts';

export interface OneShot {
  readonly request: string;
  readonly flags: Flags;
  /** `plan` and `--print` stop after the verdicts. */
  readonly show?: 'plan' | 'commands' | 'preview';
  readonly saved?: { readonly plan: Plan; readonly info: PlannerInfo };
  /** What failed before, for a repair. */
  readonly turns?: readonly Turn[];
  /** Whether stdin may hold data for the first step; false where it held the plan itself. */
  readonly readStdin: boolean;
}

/** One request from the command line, on a terminal or in a pipe. Resolves to the exit code of the contract. */
export async function oneShot(shot: OneShot, io: ProcessIo, compose: Compose): Promise<number> {
  const { flags } = shot;
  if (shot.request.trim() === '' && !shot.saved)
    throw new UsageError(
      'the request is empty; say what you want, such as: assent "show the five largest files here"',
    );
  const { signal, stop } = withTimeout(io.signal, flags.timeout);
  const err = createStyle({ isTty: io.stderr.isTTY === true, env: io.env });
  const face = new Face(io, flags, err);
  try {
    const carries = shot.readStdin && stdinCarriesData();
    if (flags.queue && carries)
      throw new UsageError(
        'piped data cannot wait in the queue: write it to a file first, and name the file',
      );
    const piped = carries ? await samplePiped(io.stdin, signal) : undefined;
    const runtime = await compose({
      cwd: flags.cwd ?? io.cwd,
      env: io.env,
      notice: (text) => face.notice(text),
      ...(flags.model === undefined ? {} : { model: flags.model }),
      ...(flags.endpoint === undefined ? {} : { endpoint: flags.endpoint }),
      ...(flags.timeout === undefined ? {} : { planningMs: planningMs(flags.timeout) }),
      offline: flags.offline,
      plans: shot.saved === undefined,
      runs: shot.show === undefined,
      streams: piped !== undefined || Object.keys(passthrough(io, flags)).length < 2,
      private: flags.private,
      stdin: piped ? 'data' : 'none',
      ...(piped ? { stdinSample: redact(piped.sample) } : {}),
    });
    try {
      face.say = await speakerFor(runtime.settings.language, io.env);
      for (const warning of runtime.warnings) face.notice(warning);
      const approval = await approvalFor(flags, io, face, shot, runtime);
      try {
        const events = record(
          handle(
            {
              request: shot.request,
              grants: grantsOf(flags),
              allOrNothing: true,
              stdin: piped ? 'data' : 'none',
              io: stepIo(io, flags, piped?.stream),
              repairs: 0,
              ...(flags.queue ? { queue: flags.queue } : {}),
              ...(flags.apply ? { applyOnly: true } : {}),
              ...(shot.saved ? { saved: shot.saved } : {}),
              ...(shot.turns ? { turns: shot.turns } : {}),
              ...(flags.private ? { private: true } : {}),
              ...(shot.show ? { planOnly: true } : {}),
            },
            { ...runtime, approval: approval.port },
            signal,
          ),
          runtime.journal,
        );
        for await (const event of events) await face.event(event);
      } finally {
        approval.close();
      }
      const code = shot.show === 'preview' ? await face.previewed(runtime, signal) : await face.finish(shot);
      const result = face.result.build();
      await runtime.remember({
        request: shot.request,
        plan: result.plan,
        cwd: runtime.executor.cwd,
        results: [],
        outcome: result.outcome,
        exitCode: code,
        planner: result.planner?.model ?? runtime.planner.name,
        codes: Object.fromEntries(result.steps.map((step) => [step.id, step.exitCode])),
      });
      return code;
    } finally {
      await runtime.close();
    }
  } finally {
    stop();
  }
}

/** A little less than the whole call, so that the planner can still say what it was waiting for. */
const planningMs = (seconds: number) => Math.max(seconds * 500, seconds * 1000 - 250);

function withTimeout(
  signal: AbortSignal,
  seconds: number | undefined,
): { signal: AbortSignal; stop: () => void } {
  if (seconds === undefined) return { signal, stop: () => undefined };
  const timeout = new AbortController();
  const timer = setTimeout(
    () => timeout.abort(new Cancelled('timeout', `not done within ${seconds} s (--timeout)`)),
    seconds * 1000,
  );
  return { signal: AbortSignal.any([signal, timeout.signal]), stop: () => clearTimeout(timer) };
}

/** Bytes go to a pipe or a file untouched; a terminal and the JSON forms need them here. */
function stepIo(io: ProcessIo, flags: Flags, stdin: StepIo['stdin']): StepIo {
  return {
    ...(stdin === undefined ? {} : { stdin }),
    passthrough: passthrough(io, flags),
    watched: io.stderr.isTTY === true && !flags.noInput && !flags.json && !flags.jsonl,
    ...(io.stdout.columns === undefined ? {} : { columns: io.stdout.columns }),
  };
}

function passthrough(io: ProcessIo, flags: Flags): NonNullable<StepIo['passthrough']> {
  const captured = flags.json || flags.jsonl;
  return {
    ...(captured || io.stdout.isTTY ? {} : { stdout: 1 }),
    ...(captured || io.stderr.isTTY ? {} : { stderr: 2 }),
  };
}
