import { expect, it } from 'vitest';
import { jailWorks } from '../tools/jail.ts';
import { describeWith } from '../tools/needs.ts';
import { corpus, decide } from './corpus.ts';
import { observe } from './effects.ts';
import { allowedCalls } from './generate.ts';
import { Random } from './random.ts';

describeWith(['bwrap', 'strace', 'git', 'zip'])('what allowed commands really do', () => {
  it('changes nothing, starts nothing else and contacts nobody', { timeout: 120_000 }, async () => {
    expect(jailWorks()).toBe(true);
    const random = new Random(20261124);
    const commands = corpus('allow')
      .map((each) => each.command)
      .filter((command) => decide(command) === 'allow');
    // npm asks for its own update; the proof `effects` counts it.
    const quiet = (command: string) => !/\bnpm\b/.test(command);
    const results = await observe([
      ...random.sample(commands.filter(quiet), 35),
      ...allowedCalls(30, random).filter(quiet),
    ]);
    expect(results.filter((each) => each.ran).length).toBeGreaterThan(40);
    const told = results.filter(
      (each) => each.changes.length + each.connections.length + each.strangers.length > 0,
    );
    expect(told).toEqual([]);
  });

  it('runs nothing that is not allowed, and the environment of steps keeps git status from writing its index', {
    timeout: 60_000,
  }, async () => {
    await expect(observe(['touch x'])).rejects.toThrow('not allowed');
    const [status] = await observe(['git status']);
    expect(status!.ran).toBe(true);
    expect(status!.declared.join(' ')).not.toContain('.git/index');
  });
});
