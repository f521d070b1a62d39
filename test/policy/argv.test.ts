import { expect, it } from 'vitest';
import { compareArgv, randomWords } from './argv.ts';
import { Random } from './random.ts';

it('reads quoted words exactly as bash does', () => {
  const random = new Random(20261124);
  const { claimed, differences } = compareArgv(Array.from({ length: 4_000 }, () => randomWords(random)));
  expect(differences.slice(0, 10)).toEqual([]);
  expect(claimed).toBeGreaterThan(2_000);
});
