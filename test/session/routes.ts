import { createExecutor } from '../../src/executor/local.ts';
import { createJudge, type JudgeInput } from '../../src/facts/judge.ts';
import type { Plan, Step } from '../../src/plan/plan.ts';
import { isCleared } from '../../src/policy/clear.ts';
import type { Grants, Verdict } from '../../src/policy/types.ts';
import type { EventBody } from '../../src/session/events.ts';
import { handle, type RequestInput } from '../../src/session/handle.ts';
import type { ApprovalDecision, ApprovalRequest, Ports } from '../../src/session/ports.ts';

export const NO_GRANTS: Grants = { auto: false, yes: false, named: new Set() };

export interface Journey {
  readonly input: JudgeInput;
  /** What the planner answers, one plan after the other. */
  readonly plans?: readonly Plan[];
  readonly saved?: Plan;
  readonly grants?: Grants;
  readonly repairs?: number;
  /** What is said when asked, one answer after the other; afterwards everything is refused. */
  readonly answers?: readonly ((request: ApprovalRequest) => ApprovalDecision | Promise<ApprovalDecision>)[];
  readonly accept?: Ports['accept'];
  /** Called when the last check of a step has been made, right before it starts. */
  readonly onLastCheck?: (took: number) => void;
}

export interface Travelled {
  readonly events: readonly EventBody[];
  /** Texts the judge was given right before a start, in order. */
  readonly checked: readonly string[];
  /** What reached the executor, in order: the text, and whether it was a cleared step. */
  readonly started: readonly { readonly command: string; readonly cleared: boolean }[];
  readonly questions: readonly ApprovalRequest[];
  readonly output: string;
}

export const step = (command: string, more: Partial<Step> = {}): Step => ({
  id: '1',
  command,
  why: 'test',
  ...more,
});
export const planOf = (...steps: Step[]): Plan => ({ version: 1, goal: 'test', steps });
export const runAll = (request: ApprovalRequest): ApprovalDecision => ({
  kind: 'run',
  run: request.pending,
  skip: [],
  by: 'key',
});

/** One request through the spine: the real judge over the real disk, the real executor, a planner and a person by script. */
export async function travel(journey: Journey): Promise<Travelled> {
  const { input, plans = [], answers = [] } = journey;
  const real = createJudge(input);
  const executor = createExecutor({ cwd: input.cwd(), env: input.env as Record<string, string> });
  // As compose does: what the first start needs is loaded while the plan is made.
  const prepared = executor.prepare();
  const checked: string[] = [];
  const started: { command: string; cleared: boolean }[] = [];
  const questions: ApprovalRequest[] = [];
  const queue = [...plans];
  const replies = [...answers];
  const ports: Ports = {
    context: {
      async gather() {
        await prepared;
        return CONTEXT;
      },
    },
    planner: {
      name: 'script',
      async *plan() {
        const plan = queue.shift();
        if (plan) yield { type: 'plan', plan, info: { kind: 'embedded', model: 'script', ms: 0 } };
        else yield { type: 'failed', kind: 'planner', message: 'no more plans' };
      },
    },
    judge: {
      async judge(steps, options): Promise<readonly Verdict[]> {
        const began = performance.now();
        const verdicts = await real.judge(steps, options);
        if (options.last) {
          checked.push(...steps.map(({ command }) => command));
          journey.onLastCheck?.(performance.now() - began);
        }
        return verdicts;
      },
    },
    approval: {
      asksAgain: () => true,
      async approve(request) {
        questions.push(request);
        return (await replies.shift()?.(request)) ?? { kind: 'reject', by: 'key' };
      },
    },
    executor: {
      get cwd() {
        return executor.cwd;
      },
      run(cleared, io, signal) {
        started.push({ command: cleared.step.command, cleared: isCleared(cleared) });
        return executor.run(cleared, io, signal);
      },
    },
    ...(journey.accept ? { accept: journey.accept } : {}),
  };
  const request: RequestInput = {
    request: 'test',
    grants: journey.grants ?? NO_GRANTS,
    allOrNothing: false,
    stdin: 'none',
    io: {},
    repairs: journey.repairs ?? 0,
    ...(journey.saved
      ? { saved: { plan: journey.saved, info: { kind: 'file', model: 'saved', ms: 0 } } }
      : {}),
  };
  const events: EventBody[] = [];
  let output = '';
  try {
    for await (const event of handle(request, ports, new AbortController().signal)) {
      events.push(event);
      if (event.type === 'output') output += Buffer.from(event.data).toString();
    }
  } finally {
    await executor.close();
  }
  return { events, checked, started, questions, output };
}

const CONTEXT = {
  system: { platform: 'linux', shell: 'bash', dialect: 'gnu', tools: [], user: 'user', host: 'host' },
  cwd: '/',
  home: '/',
  listing: { entries: [], total: 0 },
  lastResults: [],
  unasked: '',
} as const;
