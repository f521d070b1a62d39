import { build, isStale } from '../../.tools/build.mjs';

/** vitest's global set-up: the end-to-end tests run the bundle a user gets, so it has to be fresh. */
export async function setup(): Promise<void> {
  if (await isStale()) await build();
}
