/** Written by test/eval/train-gate.ts; one weight for each feature in confidence.ts, the first for the constant. */
export const WEIGHTS: readonly number[] = [2.741, -3.357, 1.479, -2.532, -1.4, -2.959, -0.983, -0.439];
