import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/facts/rules.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { judge, judgeInDetail } from '../../src/policy/judge.ts';
import { proposeRule } from '../../src/policy/rules/propose.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';
import { decide, hostile } from '../policy/corpus.ts';
import { Random } from '../policy/random.ts';

const HASH = 'a'.repeat(64);
/** The model world in which every file has the same content. */
const facts: Facts = {
  get: (key) => (key.startsWith('hash ') ? { hash: HASH } : MODEL_FACTS.get(key)),
};
const inDetail = (command: string) => judgeInDetail([{ id: 's1', command }], MODEL_SETTING, facts)[0]!;

describe('a proposed rule', () => {
  const asking = hostile()
    .map(({ command }) => command)
    .filter((command) => decide(command) === 'ask');
  const proposals = asking.flatMap((command) => {
    const proposal = proposeRule(inDetail(command), MODEL_SETTING, () => HASH);
    return proposal.kind === 'rule' ? [{ command, toml: proposal.toml }] : [];
  });

  it('is right as it is, allows its command, and nothing else that asked but the same in other words', async () => {
    expect(proposals.length).toBeGreaterThan(150);
    const random = new Random(20261124);
    const others = random.sample(asking, 60);
    let refused = 0;
    const some = random.sample(proposals, 160);
    for (const { command, toml } of some) {
      const { rules, problems } = await loadRules([{ path: 'policy.toml', layer: 'user', text: toml }]);
      // Such a rule is not offered: `policy add` says so.
      if (problems.length > 0) {
        refused++;
        continue;
      }
      const setting = { ...MODEL_SETTING, rules };
      const verdict = (text: string) => judge([{ id: 's1', command: text }], setting, facts)[0]!.verdict;
      expect(verdict(command), command).toBe('allow');
      const meant = asked(command);
      for (const other of others)
        if (verdict(other) === 'allow') expect(asked(other), `${command} ⇒ ${other}`).toEqual(meant);
    }
    expect(refused).toBeLessThan(some.length * 0.1);
  });

  it('is never made for what is unknown, privileged, protected or denied', () => {
    for (const { command } of hostile()) {
      const judgement = inDetail(command);
      const never = [...judgement.findings, ...judgement.commands.flatMap(({ findings }) => findings)].some(
        ({ decision, explicit }) => decision === 'deny' || (decision === 'ask' && explicit),
      );
      if (never) expect(proposeRule(judgement, MODEL_SETTING, () => HASH).kind, command).toBe('refused');
    }
  });
});

/** What a command asks about, whatever else stands beside it: program, subcommand and operands of each asking part. */
function asked(command: string): readonly string[] {
  const parts = inDetail(command).commands.filter(({ findings }) =>
    findings.some(({ decision }) => decision === 'ask'),
  );
  return [
    ...new Set(
      parts.map(({ program, subcommand, operands }) => [program, ...subcommand, ...operands].join(' ')),
    ),
  ];
}
