import { readFileSync } from 'node:fs';

/** One request with reference commands; any of `gold` is right. */
export interface Task {
  readonly id: string;
  readonly request: string;
  readonly gold: readonly string[];
  /** Name of the fixture script. */
  readonly setup: string;
  readonly check: Check;
  readonly tags: readonly string[];
  readonly expect?: 'decline';
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Shell text that runs before the command, for background processes. */
  readonly pre?: string;
}

export interface Check {
  /** How output is compared; any of several modes suffices. */
  readonly stdout: string | readonly string[];
  /** Expressions that the output must match. */
  readonly must?: readonly string[];
  /** Shell text whose output shows state that files do not. */
  readonly probe?: string;
}

export const readTasks = (file: string): Task[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Task);
