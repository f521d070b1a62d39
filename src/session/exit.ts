import type { CancelKind } from './abort.ts';
import type { FailureKind, StepResult } from './events.ts';

/** Exit codes of the contract; a finished run ends with the code of its last step instead. */
export const EXIT = {
  ok: 0,
  usage: 2,
  timeout: 124,
  failed: 125,
  refused: 126,
  notFound: 127,
  interrupted: 130,
  terminated: 143,
} as const;

const FAILURE_CODES: Record<FailureKind, number> = {
  usage: EXIT.usage,
  planner: EXIT.failed,
  'invalid-plan': EXIT.failed,
  abstained: EXIT.failed,
  config: EXIT.failed,
  refused: EXIT.refused,
  timeout: EXIT.timeout,
  cancelled: EXIT.interrupted,
  internal: EXIT.failed,
};

const CANCEL_CODES: Record<CancelKind, number> = {
  interrupted: EXIT.interrupted,
  terminated: EXIT.terminated,
  timeout: EXIT.timeout,
};

/** Numbers of the signals a child commonly ends by (Linux and macOS agree on these). */
const SIGNAL_NUMBERS: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
};

export const failureCode = (kind: FailureKind): number => FAILURE_CODES[kind];
export const cancelCode = (kind: CancelKind): number => CANCEL_CODES[kind];

/** As bash reports it in `$?`: 128 + n for signal n, 127 when bash could not start. */
export function stepCode(
  result: Pick<StepResult, 'exitCode' | 'signal' | 'timedOut' | 'spawnError' | 'background'>,
): number {
  if (result.background) return EXIT.ok;
  if (result.timedOut) return EXIT.timeout;
  if (result.spawnError !== undefined) return EXIT.failed;
  if (result.exitCode !== null) return result.exitCode;
  return 128 + (SIGNAL_NUMBERS[result.signal ?? ''] ?? 0);
}
