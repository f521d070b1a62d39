/** Monotonic milliseconds. `performance.now()` would load node:perf_hooks: 5 ms before the first plan. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;
