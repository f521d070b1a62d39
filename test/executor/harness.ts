import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../src/plan/plan.ts';
import { type ClearedStep, clear } from '../../src/policy/clear.ts';
import type { StepResult } from '../../src/session/events.ts';
import type { Executor, StepIo } from '../../src/session/ports.ts';

export const BASE_ENV = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
};

/** A cleared step, the way a person's key clears it. */
export function cleared(command: string, extra: Partial<Step> = {}): ClearedStep {
  const step: Step = { id: '1', command, why: 'test', ...extra };
  const verdict = { id: '1', verdict: 'allow', rule: 'test', reason: 'test', effects: [] } as const;
  const approval = { planHash: 'h', stepId: '1', by: 'key' } as const;
  return clear(step, verdict, approval, { auto: false, yes: false, named: new Set() })!;
}

export interface Ran extends StepResult {
  readonly out: string;
  readonly err: string;
  readonly notices: readonly string[];
  readonly pid: number;
}

export interface RunOptions extends StepIo {
  readonly step?: Partial<Step>;
  readonly signal?: AbortSignal;
  readonly onPid?: (pid: number) => void;
  readonly onOutput?: (text: string) => void;
}

/** Runs one command to its end and gathers what it said. */
export async function run(executor: Executor, command: string, options: RunOptions = {}): Promise<Ran> {
  const { step, signal, onPid, onOutput, ...io } = options;
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  const notices: string[] = [];
  let pid = 0;
  for await (const event of executor.run(cleared(command, step), io, signal ?? new AbortController().signal))
    if (event.type === 'process') {
      pid = event.pid;
      onPid?.(pid);
    } else if (event.type === 'output') {
      (event.stream === 'stdout' ? out : err).push(event.data);
      onOutput?.(Buffer.from(event.data).toString());
    } else if (event.type === 'notice') notices.push(event.text);
    else {
      const { type: _, ...result } = event;
      return {
        ...result,
        out: Buffer.concat(out).toString('latin1'),
        err: Buffer.concat(err).toString('latin1'),
        notices,
        pid,
      };
    }
  throw new Error('no end');
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'assent-test-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
