import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { planOffline } from '../../../src/planner/offline/plan-offline.ts';
import type { OfflineAnswer } from '../../../src/planner/offline/types.ts';
import { readWorld, type WorldOptions } from '../../../src/planner/offline/world.ts';

export interface Place extends Disposable {
  readonly cwd: string;
  ask(request: string, options?: Partial<WorldOptions>): OfflineAnswer;
  /** The commands joined by " && ", or undefined when it declined. */
  command(request: string, options?: Partial<WorldOptions>): string | undefined;
}

/** A real folder with these files: names ending in / are folders. */
export function place(files: Readonly<Record<string, string>>): Place {
  const cwd = mkdtempSync(join(tmpdir(), 'assent-offline-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(cwd, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, text);
  }
  const ask = (request: string, options: Partial<WorldOptions> = {}) =>
    planOffline(request, readWorld({ cwd, ...options }));
  return {
    cwd,
    ask,
    command(request, options) {
      const answer = ask(request, options);
      return answer.kind === 'plan' ? answer.steps.map((step) => step.command).join(' && ') : undefined;
    },
    [Symbol.dispose]: () => rmSync(cwd, { recursive: true, force: true }),
  };
}
