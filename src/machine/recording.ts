import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { StateVector } from '../session/state-vector.ts';

export interface Recorder {
  write(state: StateVector): Promise<void>;
  close(): Promise<void>;
}

/** Appends samples to a JSON Lines file that only the user may read. Throws when the file cannot be opened. */
export async function createRecorder(path: string): Promise<Recorder> {
  const file = await open(path, 'a', 0o600);
  let last: Promise<unknown> = Promise.resolve();
  return {
    write(state) {
      const next = last.then(() => file.appendFile(`${JSON.stringify(state)}\n`));
      last = next.catch(() => undefined);
      return next;
    },
    async close() {
      await last;
      await file.close();
    },
  };
}

/** The samples of a recording, oldest first; a line cut off by a crash is left out. Throws when it cannot be read. */
export async function* replay(path: string): AsyncGenerator<StateVector, void> {
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    const state = parseSample(line);
    if (state) yield state;
  }
}

/** Checks as much as everything downstream relies on; unknown members pass. */
export function parseSample(line: string): StateVector | undefined {
  try {
    const value = JSON.parse(line) as Partial<StateVector> | null;
    const sound =
      typeof value?.time === 'string' &&
      Number.isFinite(Date.parse(value.time)) &&
      typeof value.cpu?.cores === 'number' &&
      typeof value.memory === 'object' &&
      Array.isArray(value.jobs);
    return sound ? (value as StateVector) : undefined;
  } catch {
    return undefined;
  }
}
