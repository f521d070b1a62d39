import type { Runtime } from '../cli/deps.ts';
import type { LocalExecutor } from '../executor/local.ts';
import { preview } from '../executor/preview/preview.ts';
import type { PreviewStep } from '../policy/clear.ts';

/** Runs cleared steps in a copy-on-write view of this machine and drops it again: only what it would change is left. */
export async function runPreview(
  executor: LocalExecutor,
  where: { readonly home: string; readonly hidden: readonly string[] },
  steps: readonly PreviewStep[],
  signal: AbortSignal,
): ReturnType<Runtime['preview']> {
  const opened = await preview(
    steps,
    { session: executor.copySession(), home: where.home, hidden: where.hidden },
    signal,
  );
  await opened.close();
  return { ...opened.preview, notes: opened.notes };
}
