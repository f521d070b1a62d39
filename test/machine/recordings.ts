import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parseSample } from '../../src/machine/recording.ts';
import type { StateVector } from '../../src/session/state-vector.ts';

/**
 * Samples recorded at 1 Hz, each in a process namespace of its own. The normal ones are a quarter of an hour of builds,
 * copies, compression, searches, data loading and idle time; the others begin with 12 calm seconds, then comes the
 * fault their name says (made as in faults.ts).
 */
export function recording(name: string): readonly StateVector[] {
  const path = fileURLToPath(new URL(`./recordings/${name}.jsonl.gz`, import.meta.url));
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  return lines.map((line) => parseSample(line)!);
}
