import type { FactDesk } from '../facts.ts';
import { asked, type Finding, type StalePin } from '../finding.ts';
import type { CommandReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import { isOutgoing } from '../verdict.ts';
import { matchesCommand, matchesFinding } from './match.ts';
import { changedPins, pinsDefine } from './pins.ts';
import { byPreset } from './presets.ts';
import type { Rule } from './types.ts';

export interface Ruled {
  readonly commands: readonly CommandReport[];
  readonly findings: readonly Finding[];
}

/**
 * Lets the rules speak about what the built-in ones found: a deny denies, an ask asks, an allow covers what was asked
 * only because nothing covered it, a lift turns a built-in deny into an ask. The order of rules never matters.
 */
export function applyRules(
  commands: readonly CommandReport[],
  findings: readonly Finding[],
  setting: Setting,
  desk: FactDesk,
): Ruled {
  const { rules, broken } = setting.rules;
  const outside: CommandReport = { text: '', subcommand: [], options: [], operands: [], via: [], findings };
  const ruled = (command: CommandReport): CommandReport =>
    rules.length === 0 ? command : { ...command, findings: withRules(command, rules, setting, desk) };
  const before: Ruled = { commands: commands.map(ruled), findings: ruled(outside).findings };
  const result = byPreset(setting.rules.preset, before, setting.tainted);
  if (broken === undefined) return result;
  const notice = asked({ kind: 'unknown', detail: 'rules that cannot be used' }, 'policy-file', broken, {
    explicit: true,
  });
  return { ...result, findings: [...result.findings, notice] };
}

function withRules(
  command: CommandReport,
  rules: readonly Rule[],
  setting: Setting,
  desk: FactDesk,
): readonly Finding[] {
  const speaking = rules.filter((rule) => matchesCommand(rule, command));
  if (speaking.length === 0) return command.findings;
  const of = (verdict: Rule['verdict']) => speaking.filter((rule) => rule.verdict === verdict);
  const changed = command.findings.map((finding) => {
    const about = (rule: Rule) => matchesFinding(rule, finding, setting);
    const deny = of('deny').find(about);
    if (deny) return decided(finding, 'deny', deny);
    if (finding.decision === 'deny') {
      const lift = of('lift').find((rule) => rule.lifts.includes(finding.rule) && about(rule));
      return lift ? decided(finding, 'ask', lift) : finding;
    }
    const ask = of('ask').find(about);
    if (ask) return decided(finding, 'ask', ask);
    const allows = of('allow').filter((rule) => about(rule) && covers(rule, finding, command, setting));
    const stale = allows.map((rule) => changedPins(rule, setting, desk));
    const holding = allows.find((_, index) => stale[index]!.length === 0);
    if (holding) return decided(finding, 'allow', holding);
    const [rule] = allows;
    return rule ? changedSince(finding, rule, stale.flat()) : finding;
  });
  return [...changed, ...speaking.flatMap((rule) => ofTheWhole(rule, command))];
}

/** A rule without effects and paths is about the command itself, also one that has no effect. */
function ofTheWhole(rule: Rule, command: CommandReport): readonly Finding[] {
  if (rule.effects.length > 0 || rule.paths.length > 0 || command.text === '') return [];
  if (rule.verdict !== 'ask' && rule.verdict !== 'deny') return [];
  const finding = asked(
    { kind: 'exec', target: command.program ?? command.text },
    'rule',
    `the rule "${rule.name}" speaks about it`,
  );
  return [decided(finding, rule.verdict, rule)];
}

/** A rule would cover it, but what it covers is not what it was: asks once, for a yes is remembered. */
function changedSince(finding: Finding, rule: Rule, stale: readonly StalePin[]): Finding {
  const files = stale.map(({ file }) => file.slice(file.lastIndexOf('/') + 1));
  const reason = `${[...new Set(files)].join(', ')} changed since "${rule.name}" (${rule.origin}) allowed it`;
  return { ...finding, rule: 'builtin:changed-definer', reason, stale };
}

/** An allow never covers what is asked for its own sake, nor what untrusted content may have brought about. */
function covers(rule: Rule, finding: Finding, command: CommandReport, setting: Setting): boolean {
  if (finding.decision !== 'ask' || finding.explicit) return false;
  if (finding.effect.kind === 'unknown' || finding.effect.kind === 'privilege') return false;
  if (setting.tainted && isOutgoing(finding) && !rule.afterUntrusted) return false;
  return finding.effect.kind !== 'exec' || rule.unpinned || pinsDefine(rule, finding, command, setting);
}

const decided = (finding: Finding, decision: Finding['decision'], rule: Rule): Finding => ({
  ...finding,
  decision,
  explicit: decision !== 'allow',
  rule: rule.name,
  reason: `${decision === 'allow' ? 'allowed' : decision === 'deny' ? 'denied' : 'asked'} by "${rule.name}" (${rule.origin})`,
});
