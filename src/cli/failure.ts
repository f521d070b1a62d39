import type { Speaker } from '../language/speaker.ts';
import { visibleLine } from '../plan/display.ts';
import { redact } from '../plan/redact.ts';
import { cancelKind } from '../session/abort.ts';
import { cancelCode, EXIT } from '../session/exit.ts';

/** The one place where a surprise becomes text and an exit code. */
export function failureText(
  error: unknown,
  signal: AbortSignal,
  say: Speaker,
): { text: string; code: number } {
  const kind = cancelKind(signal);
  if (kind !== undefined) return { text: '', code: cancelCode(kind) };
  const message = redact(visibleLine(say.of(error instanceof Error ? error.message : String(error))));
  // By name, not by class: the one-shot is bundled apart (fast.ts).
  if (error instanceof Error && error.name === 'UsageError')
    return { text: `assent: ${message}\nassent: ${say`see assent --help`}\n`, code: EXIT.usage };
  return { text: `assent: ${message}\n`, code: EXIT.failed };
}
