import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Task } from './tasks.ts';

interface Verdict {
  readonly pass: boolean;
  readonly why: readonly string[];
  readonly harm: readonly string[];
}

/**
 * What running an answer gave before: the same commands for the same task and fixture are not run again while rules are
 * being worked on. Figures that are published are measured without it.
 */
export class KnownScores {
  readonly #file: string;
  readonly #fixtures: string;
  readonly #known = new Map<string, Verdict>();

  constructor(file: string, fixtures: string) {
    this.#file = file;
    this.#fixtures = fixtures;
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const [key, verdict] = JSON.parse(line) as [string, Verdict];
      this.#known.set(key, verdict);
    }
  }

  of(task: Task, commands: readonly string[]): Verdict | undefined {
    return this.#known.get(this.#key(task, commands));
  }

  keep(task: Task, commands: readonly string[], { pass, why, harm }: Verdict): void {
    const key = this.#key(task, commands);
    this.#known.set(key, { pass, why, harm });
    appendFileSync(this.#file, `${JSON.stringify([key, { pass, why, harm }])}\n`);
  }

  #key(task: Task, commands: readonly string[]): string {
    const fixture = readFileSync(join(this.#fixtures, `${task.setup}.sh`));
    return createHash('sha256')
      .update(JSON.stringify([task, commands]))
      .update(fixture)
      .digest('hex')
      .slice(0, 32);
  }
}
