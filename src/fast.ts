/**
 * The one-shot as one chunk: bundled by itself (.tools/build.mjs), because code shared with the session would be split
 * into dozens of small modules, and loading those costs more than running them (docs/performance.md).
 */
export { oneShot } from './cli/oneshot.ts';
export { compose } from './compose/runtime.ts';
