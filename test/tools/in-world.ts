import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { ASSENT, createWorld, type World } from './assent.ts';
import type { Mock } from './mock-openai/server.ts';
import type { MockOptions, Rule } from './mock-openai/types.ts';
import { startMock } from './mock-openai.ts';
import { onPty, type PtyOptions, type PtyRun } from './pty.ts';

export interface TestWorld extends World {
  /** The product on a terminal of its own, 100 by 30 unless told; it ends with the test at the latest. */
  open(args?: readonly string[], options?: Partial<Omit<PtyOptions, 'cwd'>>): PtyRun;
  /** Writes the person's config.toml. */
  settings(text: string): void;
}

/** A fresh world for each test of the file, or of the `describe` this stands in. */
export function inWorld(files: Readonly<Record<string, string>> = {}): TestWorld {
  let world: World;
  const runs: PtyRun[] = [];
  beforeEach(() => {
    world = createWorld(files);
  });
  afterEach(() => {
    for (const run of runs.splice(0)) run.kill('SIGKILL');
    world.remove();
  });
  return {
    get cwd() {
      return world.cwd;
    },
    get home() {
      return world.home;
    },
    get env() {
      return world.env;
    },
    remove: () => world.remove(),
    open(args = [], { env = {}, columns = 100, rows = 30 } = {}) {
      const run = onPty(process.execPath, [ASSENT, ...args], {
        cwd: world.cwd,
        env: { ...world.env, ...env },
        columns,
        rows,
      });
      runs.push(run);
      return run;
    },
    settings(text) {
      const folder = join(world.home, 'assent/config');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, 'config.toml'), text, { mode: 0o600 });
    },
  };
}

export interface ScriptedModel {
  readonly mock: Mock;
  /** What makes the product ask this model. */
  readonly env: Record<string, string>;
  /** Forgets what was asked and answers by these rules from now on. */
  script(rules: readonly Rule[]): void;
  /** How many plans were asked for since. */
  asked(): number;
}

/** One scripted endpoint for all tests of the file. */
export function scriptedModel(options: MockOptions = { tokenMs: 0 }): ScriptedModel {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock(options);
  });
  afterAll(() => mock.close());
  return {
    get mock() {
      return mock;
    },
    get env() {
      return { ASSENT_BASE_URL: mock.baseUrl, ASSENT_MODEL: 'mock-model', ASSENT_API_KEY: 'none' };
    },
    script(rules) {
      mock.reset();
      mock.setRules(rules);
    },
    asked: () => mock.log.filter(({ method }) => method === 'POST').length,
  };
}

/** Keys typed before the question stood there for a moment are no answer to it. */
export const answerTime = (): Promise<void> => sleep(500);
