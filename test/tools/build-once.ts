import { build, isStale } from '../../.tools/build.mjs';

/** vitest's global set-up, and that of proofs and benchmarks: what runs the bundle a user gets needs a fresh one. */
export async function setup(): Promise<void> {
  if (await isStale()) await build();
}
