import type { Plan } from '../plan/plan.ts';
import type { Verdict } from '../policy/types.ts';
import type { Event, Outcome, PlannerInfo } from '../session/events.ts';

/** At most this much of each stream is kept in a Result (contract). */
const KEEP_BYTES = 1024 * 1024;
export const RESULT_VERSION = 1;

export interface StepOutput {
  readonly id: string;
  readonly exitCode: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly encoding: 'utf8' | 'base64';
  readonly truncated?: boolean;
  readonly spill?: string;
}

export interface Result {
  readonly version: 1;
  readonly request: string;
  readonly plan: Plan | null;
  readonly planner?: PlannerInfo;
  readonly verdicts: readonly Verdict[];
  readonly approval: readonly { readonly stepId?: string; readonly decision: string; readonly by: string }[];
  readonly steps: readonly StepOutput[];
  /** Steps that wait in the queue. */
  readonly jobs?: readonly { readonly stepId: string; readonly job: number }[];
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly abstained?: true;
  readonly reason?: string;
  readonly examples?: readonly string[];
}

/** Folds the events of one request into the Result of `--json`. */
export class ResultBuilder {
  #request = '';
  #plan: Plan | null = null;
  #planner: PlannerInfo | undefined;
  #verdicts = new Map<string, Verdict>();
  #approval: { stepId?: string; decision: string; by: string }[] = [];
  #steps: StepOutput[] = [];
  #jobs: { stepId: string; job: number }[] = [];
  #streams = { stdout: new Kept(), stderr: new Kept() };
  #failure: { reason: string; examples?: readonly string[]; abstained: boolean } | undefined;
  #end: { outcome: Outcome; exitCode: number } = { outcome: 'error', exitCode: 125 };

  add(event: Event): void {
    if (event.type === 'request') this.#request = event.request;
    else if (event.type === 'plan') {
      this.#plan = event.plan;
      this.#planner = event.planner;
      this.#verdicts.clear();
    } else if (event.type === 'verdict') this.#verdicts.set(event.verdict.id, event.verdict);
    else if (event.type === 'approval')
      this.#approval.push({
        ...(event.stepId === undefined ? {} : { stepId: event.stepId }),
        decision: event.decision,
        by: event.by,
      });
    else if (event.type === 'step-queued') this.#jobs.push({ stepId: event.stepId, job: event.job });
    else if (event.type === 'step-started') this.#streams = { stdout: new Kept(), stderr: new Kept() };
    else if (event.type === 'output') this.#streams[event.stream].add(event.data);
    else if (event.type === 'step-ended') this.#steps.push(this.#stepOutput(event));
    else if (event.type === 'failed')
      this.#failure = {
        reason: event.message,
        abstained: event.kind === 'abstained',
        ...(event.examples === undefined ? {} : { examples: event.examples }),
      };
    else if (event.type === 'ended') this.#end = { outcome: event.outcome, exitCode: event.exitCode };
  }

  get failure():
    | { readonly reason: string; readonly examples?: readonly string[]; readonly abstained: boolean }
    | undefined {
    return this.#failure;
  }

  get plan(): Plan | null {
    return this.#plan;
  }

  get planner(): PlannerInfo | undefined {
    return this.#planner;
  }

  get verdicts(): readonly Verdict[] {
    return [...this.#verdicts.values()];
  }

  get exitCode(): number {
    return this.#end.exitCode;
  }

  build(): Result {
    const failure = this.#failure;
    return {
      version: RESULT_VERSION,
      request: this.#request,
      plan: this.#plan,
      ...(this.#planner === undefined ? {} : { planner: this.#planner }),
      verdicts: this.verdicts,
      approval: this.#approval,
      steps: this.#steps,
      ...(this.#jobs.length === 0 ? {} : { jobs: this.#jobs }),
      ...this.#end,
      ...(failure?.abstained ? { abstained: true as const } : {}),
      ...(failure === undefined ? {} : { reason: failure.reason }),
      ...(failure?.examples === undefined ? {} : { examples: failure.examples }),
    };
  }

  #stepOutput(event: Extract<Event, { type: 'step-ended' }>): StepOutput {
    const { stdout, stderr } = this.#streams;
    const encoding = stdout.isUtf8() && stderr.isUtf8() ? 'utf8' : 'base64';
    return {
      id: event.stepId,
      exitCode: event.exitCode,
      ...(event.signal === undefined ? {} : { signal: event.signal }),
      stdout: stdout.text(encoding),
      stderr: stderr.text(encoding),
      encoding,
      ...(stdout.truncated || stderr.truncated ? { truncated: true } : {}),
      ...(event.spill === undefined ? {} : { spill: event.spill }),
    };
  }
}

class Kept {
  #chunks: Uint8Array[] = [];
  #size = 0;
  truncated = false;

  add(data: Uint8Array): void {
    const room = KEEP_BYTES - this.#size;
    if (data.length > room) this.truncated = true;
    if (room <= 0) return;
    const part = data.subarray(0, room);
    this.#chunks.push(Uint8Array.from(part));
    this.#size += part.length;
  }

  isUtf8(): boolean {
    try {
      // A cut in the middle of a character at the size limit is no sign of binary data.
      new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(this.#chunks), {
        stream: this.truncated,
      });
      return true;
    } catch {
      return false;
    }
  }

  text(encoding: 'utf8' | 'base64'): string {
    const bytes = Buffer.concat(this.#chunks);
    return encoding === 'base64'
      ? bytes.toString('base64')
      : new TextDecoder().decode(bytes, { stream: this.truncated });
  }
}

/** One event as a JSON line: bytes become text, or base64 where they are not UTF-8. */
export function eventJson(event: Event): string {
  if (event.type !== 'output') return JSON.stringify(event);
  const { data, ...rest } = event;
  try {
    return JSON.stringify({
      ...rest,
      encoding: 'utf8',
      data: new TextDecoder('utf-8', { fatal: true }).decode(data),
    });
  } catch {
    return JSON.stringify({ ...rest, encoding: 'base64', data: Buffer.from(data).toString('base64') });
  }
}
