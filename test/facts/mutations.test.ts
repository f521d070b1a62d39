import { expect, it } from 'vitest';
import { hostile } from '../policy/corpus.ts';
import { Random } from '../policy/random.ts';
import { afterMutation, hostilePolicy, makeMutationWorld, mutate, underPolicy } from './mutations.ts';
import { makeTrustedWorld, WAYS } from './trusted.ts';

it('no policy file of a trusted project makes a verdict milder', async () => {
  const random = new Random(20261124);
  const commands = hostile().map((each) => each.command);
  for (let count = 0; count < 300; count++)
    expect(await underPolicy(hostilePolicy(random), random.sample(commands, 8))).toEqual([]);
});

it('no change of a project’s file turns ask or deny into allow, nor leaves a pinned command allowed', {
  timeout: 180_000,
}, async () => {
  const random = new Random(20261124);
  const world = await makeMutationWorld();
  try {
    expect([...world.before.values()].filter((verdict) => verdict === 'allow')).toHaveLength(5);
    for (let count = 0; count < 120; count++) {
      expect(await afterMutation(world, mutate(world.project, random))).toEqual([]);
      world.reset();
    }
  } finally {
    world.remove();
  }
});

it('rules that were trusted and changed since never leave a command they speak of unasked', {
  timeout: 180_000,
}, async () => {
  const world = await makeTrustedWorld();
  const random = new Random(20261124);
  const seen = new Set<string>();
  try {
    for (let count = 0; count < 120; count++) {
      const how = world.change(random);
      seen.add(how);
      expect(await world.loosened(how)).toEqual([]);
      world.reset();
    }
    expect(seen.size).toBe(WAYS.length);
  } finally {
    world.remove();
  }
});
