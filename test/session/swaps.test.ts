import { describe, expect, it } from 'vitest';
import { Random } from '../policy/random.ts';
import { SWAPS, trySwap, tryWithout } from './swaps.ts';

describe('between the yes and the start', () => {
  for (const kind of Object.keys(SWAPS))
    it(`a swap of ${kind} completed before the last check is noticed`, async () => {
      const random = new Random(20261124);
      const unnoticed = [];
      for (let count = 0; count < 25; count++) {
        const tried = await trySwap(kind, random);
        if (!tried.noticed) unnoticed.push(tried);
      }
      expect(unnoticed).toEqual([]);
    });

  it('a step nobody touched starts at the first yes', async () => {
    for (const command of ['./run.sh', 'bash run.sh', 'cat link', 'touch folder/b.o', 'mytool', 'make'])
      expect(await tryWithout(command), command).toBe(true);
  });
});
