import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breach, JOINS, staysInFolder } from './composition.ts';
import { corpus } from './corpus.ts';

// Text that bash refuses may become other text when something follows; it is met by the tests of bytes.
const commands = corpus('allow', 'not-allow', 'deny')
  .filter((each) => each.valid !== false)
  .map((each) => each.command);

it('two commands together are never judged milder than the worse of them', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(JOINS)),
      fc.constantFrom(...commands.filter(staysInFolder)),
      fc.constantFrom(...commands),
      (join, a, b) => {
        expect(breach(join, a, b)).toBeUndefined();
      },
    ),
    { numRuns: 3_000, seed: 20261124 },
  );
});
