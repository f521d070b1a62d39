import { visibleLine } from '../plan/display.ts';
import { redact } from '../plan/redact.ts';
import { cancelKind } from '../session/abort.ts';
import { cancelCode, EXIT } from '../session/exit.ts';

/** A known failure of set-up: its message is for the person, its kind decides the exit code. */
export class SetupError extends Error {}

/** The one place where a surprise becomes text and an exit code. */
export function failureText(
  error: unknown,
  signal: AbortSignal,
  Usage: new (message: string) => Error,
): { text: string; code: number } {
  const kind = cancelKind(signal);
  if (kind !== undefined) return { text: '', code: cancelCode(kind) };
  const message = redact(visibleLine(error instanceof Error ? error.message : String(error)));
  if (error instanceof Usage)
    return { text: `assent: ${message}\nassent: see assent --help\n`, code: EXIT.usage };
  return { text: `assent: ${message}\n`, code: EXIT.failed };
}
