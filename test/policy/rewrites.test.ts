import { expect, it } from 'vitest';
import { decide, hostile } from './corpus.ts';
import { Random } from './random.ts';
import { REWRITES, rewritable } from './rewrites.ts';

it('no rewrite of a hostile command is allowed', () => {
  const random = new Random(20261124);
  const wrong: string[] = [];
  const cases = rewritable(hostile());
  let tried = 0;
  for (const rewrite of REWRITES) {
    // Every kind meets a third of the cases here; the proof `rewrites` takes all of them.
    for (const each of random.sample(cases, 150)) {
      const text = rewrite.apply(each.command, random);
      if (text === undefined) continue;
      tried++;
      if (decide(text) === 'allow') wrong.push(`${rewrite.kind}: ${text}`);
    }
  }
  expect(REWRITES.length).toBeGreaterThanOrEqual(20);
  expect(tried).toBeGreaterThan(5_000);
  expect(wrong).toEqual([]);
});

it('what must be denied is denied in every spelling that a reader can follow', () => {
  const random = new Random(1);
  for (const rewrite of REWRITES) {
    if (rewrite.hides) continue;
    const texts = ['rm -rf /', 'mkfs.ext4 /dev/sda1'].map((command) => rewrite.apply(command, random));
    for (const text of texts)
      if (text !== undefined) expect(decide(text), `${rewrite.kind}: ${text}`).toBe('deny');
  }
});
