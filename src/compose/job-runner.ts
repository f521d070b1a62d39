import { join } from 'node:path';
import type { Loaded } from '../config/load.ts';
import type { Paths } from '../config/paths.ts';
import { createExecutor } from '../executor/local.ts';
import { Spill } from '../executor/spill.ts';
import { createJudge } from '../facts/judge.ts';
import { openDatabase } from '../journal/database.ts';
import { createJournal, newSession } from '../journal/journal.ts';
import { recordedQueueing } from '../journal/read.ts';
import { canonicalJson, planHash } from '../plan/hash.ts';
import { redactDeep } from '../plan/redact.ts';
import { swappedSince } from '../policy/binds.ts';
import { type ClearedStep, clear } from '../policy/clear.ts';
import type { RuleSet } from '../policy/rules/types.ts';
import type { SandboxMode } from '../policy/sandboxed.ts';
import type { Approval, Grants, Verdict } from '../policy/types.ts';
import type { Job, JobEnd } from '../schedule/job.ts';
import type { JobRunner } from '../schedule/serve.ts';
import { worsened } from '../session/consent.ts';
import type { EventBody, StepResult } from '../session/events.ts';
import { stepCode } from '../session/exit.ts';
import { record } from '../session/pipe.ts';
import type { Keeper } from '../session/ports.ts';
import { limitsOf } from './limits.ts';
import { sandboxUse } from './sandbox.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface JobHouse {
  readonly env: Env;
  readonly paths: Paths;
  readonly settings: Loaded['settings'];
  readonly rules: () => RuleSet;
  readonly keeper: Keeper;
}

export const jobFolder = (state: string) => join(state, 'jobs');
export const jobLog = (state: string, id: number) => join(jobFolder(state), `${id}_log`);

/**
 * How a job comes to run: its row must belong to an approval in the verified record, the judge must still say what it
 * said, and only the mint of cleared steps opens the executor. Nothing of the row is trusted by itself.
 */
export function createJobRunner(house: JobHouse): JobRunner & { close(): void } {
  const { env, paths, settings } = house;
  const database = openDatabase(paths.state);
  const cleared = new Map<number, ClearedStep>();

  const sandboxOf = (job: Job) =>
    sandboxUse({
      mode: settings['sandbox.mode'] as SandboxMode,
      start: job.cwd,
      cwd: () => job.cwd,
      env,
      paths,
      limits: limitsOf(settings),
      notice: () => undefined,
    });

  async function check(job: Job): Promise<string | undefined> {
    const at = job.plan.steps.findIndex(({ id }) => id === job.step.id);
    const planned = job.plan.steps[at];
    if (
      planHash(job.plan) !== job.planHash ||
      planned === undefined ||
      canonicalJson(planned) !== canonicalJson(job.step)
    )
      return 'it is not what was approved';
    const queued = recordedQueueing(database, paths.auditFile, {
      id: job.id,
      planHash: job.planHash,
      stepId: job.step.id,
    });
    if (!queued) return 'no approval of it stands in a record that verifies';
    const sandbox = sandboxOf(job);
    const judge = createJudge({ cwd: () => job.cwd, env, paths, rules: house.rules, sandbox });
    const [now] = await judge.judge([job.step], {
      cwd: job.cwd,
      tainted: (queued.tainted ?? []) as string[],
      stdin: 'none',
      ran: job.plan.steps.slice(0, at),
      last: true,
    });
    if (!now) return 'it could not be judged';
    const change = worsened(queued.verdict as Verdict, redactDeep(now) as Verdict);
    if (change !== undefined) return `changed since approval: ${change}`;
    // Steps of its own plan that ran before it may have changed what it uses.
    const swap = at === 0 ? swappedSince((queued.bound ?? {}) as Record<string, string>, now) : undefined;
    if (swap !== undefined) return `changed since approval: ${swap}`;
    const approval = {
      planHash: job.planHash,
      stepId: job.step.id,
      by: queued.by as Approval['by'],
    };
    const step = clear(job.step, now, approval, grantsOf(queued.grants));
    if (!step) return `not cleared: ${now.reason}`;
    cleared.set(job.id, step);
    return undefined;
  }

  async function run(job: Job, onProcess: (pid: number) => void, signal: AbortSignal): Promise<JobEnd> {
    const step = cleared.get(job.id);
    cleared.delete(job.id);
    if (!step) throw new Error('the job was not checked');
    const executor = createExecutor({
      cwd: job.cwd,
      env,
      sandbox: sandboxOf(job).scope,
      graceMs: settings['run.grace'] * 1000,
      limits: limitsOf(settings),
    });
    const log = new Spill({ folder: jobFolder(paths.state), keepBytes: 0 }, `${job.id}_log`);
    log.open();
    const journal = createJournal({ database, folder: paths.state, session: newSession() });
    let end: JobEnd = { exitCode: null, reason: 'it has no end' };
    try {
      for await (const event of record(runOne(job, step, executor, house.keeper, signal), journal)) {
        if (event.type === 'step-process') onProcess(event.pid);
        else if (event.type === 'output') log.add(event.data);
        else if (event.type === 'step-ended') end = endOf(event);
      }
    } finally {
      if (log.cut > 0)
        end = { ...end, reason: `${end.reason ?? ''} ${log.cut} bytes of output not kept`.trim() };
      log.close();
      await executor.close();
    }
    return end;
  }

  return {
    async check(job) {
      const reason = await check(job);
      return reason === undefined ? { ok: true } : { ok: false, reason };
    },
    run,
    close: () => database.close(),
  };
}

async function* runOne(
  job: Job,
  cleared: ClearedStep,
  executor: ReturnType<typeof createExecutor>,
  keeper: Keeper,
  signal: AbortSignal,
): AsyncGenerator<EventBody, void> {
  const { step, verdict } = cleared;
  yield { type: 'request', request: `job ${job.id}`, cwd: job.cwd, planner: 'queue' };
  const kept = await keeper.keep(step.command, verdict.effects);
  yield {
    type: 'step-started',
    stepId: step.id,
    command: step.command,
    cwd: job.cwd,
    interactive: false,
    sandboxed: verdict.sandboxed ?? false,
    kept: true,
  };
  // In the queue every step is waited for: what "background" asked for has happened already.
  for await (const event of executor.run(cleared, {}, signal)) {
    if (event.type === 'process') yield { type: 'step-process', stepId: step.id, pid: event.pid };
    else if (event.type === 'output')
      yield { type: 'output', stepId: step.id, stream: event.stream, data: event.data };
    else if (event.type === 'notice') yield event;
    else {
      const { type: _, stderrTail: _tail, ...result } = event;
      kept?.done();
      yield { type: 'step-ended', stepId: step.id, ...result, ...(kept ? { undo: kept.id } : {}) };
      const code = stepCode(result);
      yield { type: 'ended', outcome: code === 0 ? 'done' : 'failed', exitCode: code, cwd: job.cwd };
    }
  }
}

function endOf(result: StepResult): JobEnd {
  const reason = result.spawnError ?? (result.timedOut ? 'stopped at its time limit' : undefined);
  return {
    exitCode: result.exitCode,
    ...(result.signal === undefined ? {} : { signal: result.signal }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function grantsOf(value: unknown): Grants {
  const { auto, yes, named } = (value ?? {}) as { auto?: boolean; yes?: boolean; named?: string[] };
  return { auto: auto === true, yes: yes === true, named: new Set(named ?? []) as Grants['named'] };
}
