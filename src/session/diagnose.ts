import { redact } from '../plan/redact.ts';
import type { EventBody } from './events.ts';
import { handle, type RequestInput } from './handle.ts';
import type { ApprovalPort, Ports, Turn } from './ports.ts';

export interface DiagnosisInput {
  readonly request: string;
  /** What is known already: the failed step, or figures of the machine. */
  readonly turns: readonly Turn[];
  readonly io: RequestInput['io'];
  /** A look that is known without a planner, such as the failed command itself when it only reads. */
  readonly saved?: NonNullable<RequestInput['saved']>;
  readonly private?: boolean;
  readonly stepSignal?: NonNullable<RequestInput['stepSignal']>;
}

const TAIL_BYTES = 2048;
const MOST_STEPS = 6;

/**
 * A look at what went wrong that can only read. The ports' judge has to be the one that denies everything else
 * (facts/read-only.ts): that, not the planner's good will, keeps it so. Steps it allows run unasked, the others are left out.
 */
export class Diagnosis {
  /** The planner's words, when it had some instead of commands. */
  answer: string | undefined;
  readonly #input: DiagnosisInput;
  readonly #looks = new Map<string, Look>();

  constructor(input: DiagnosisInput) {
    this.#input = input;
  }

  async *run(ports: Omit<Ports, 'approval'>, signal: AbortSignal): AsyncGenerator<EventBody, void> {
    const request: RequestInput = {
      grants: { auto: true, yes: false, named: new Set() },
      allOrNothing: false,
      stdin: 'none',
      repairs: 0,
      purpose: 'diagnose',
      ...this.#input,
    };
    const { keeper: _, queue: _queue, accept: _accept, ...rest } = ports;
    for await (const event of handle(request, { ...rest, approval: onlyAllowed }, signal)) {
      this.#follow(event);
      yield event;
    }
  }

  #follow(event: EventBody): void {
    if (event.type === 'plan') this.answer = event.plan.answer;
    else if (event.type === 'step-started' && this.#looks.size < MOST_STEPS)
      this.#looks.set(event.stepId, { command: event.command, text: '', exit: null });
    else if (event.type === 'output') {
      const look = this.#looks.get(event.stepId);
      if (look) look.text = (look.text + Buffer.from(event.data).toString('utf8')).slice(-TAIL_BYTES);
    } else if (event.type === 'step-ended') {
      const look = this.#looks.get(event.stepId);
      if (look) look.exit = event.exitCode;
    }
  }

  /** What was seen, redacted, for the prompt of the repair. */
  get turns(): readonly Turn[] {
    return [...this.#looks.values()].map(({ command, text, exit }) => ({
      kind: 'evidence',
      source: 'looks that only read',
      text: redact(`$ ${command}\n${text.trimEnd()}\n(exit ${exit ?? 'by signal'})`),
    }));
  }
}

interface Look {
  readonly command: string;
  text: string;
  exit: number | null;
}

const onlyAllowed: ApprovalPort = {
  async approve({ verdicts, pending }) {
    const open = verdicts.filter(({ id }) => pending.includes(id));
    const run = open.filter(({ verdict }) => verdict === 'allow').map(({ id }) => id);
    if (run.length === 0) return { kind: 'reject', by: 'policy', reason: 'nothing of it only reads' };
    return { kind: 'run', run, skip: pending.filter((id) => !run.includes(id)), by: 'policy' };
  },
};
