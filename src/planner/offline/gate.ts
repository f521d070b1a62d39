/** Written by test/eval/train-gate.ts; one weight for each feature in confidence.ts, the first for the constant. The last two were fitted alone, to answers in the manner of NL2Bash. */
export const WEIGHTS: readonly number[] = [
  3.481, -3.427, 1.26, -2.513, -1.033, -3.01, -0.808, -0.537, -2.045, -0.839,
];
