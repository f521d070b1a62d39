import { type FactRequest, type Facts, factKey } from '../facts.ts';
import { judgeInDetail } from '../judge.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../world.ts';
import type { Problem, ReadFile, WrittenRule } from './read.ts';
import type { Preset, Rule, RuleSet } from './types.ts';

/** Which of a rule's own examples it fails, in words; undefined when it keeps them all. Judged in the model world. */
export function failedExample({ rule, match, noMatch }: WrittenRule): string | undefined {
  for (const command of match) if (!speaks(rule, command)) return `match example does not match: ${command}`;
  for (const command of noMatch) if (speaks(rule, command)) return `no_match example matches: ${command}`;
  return undefined;
}

/** Whether the rule decides this command: it is its name that stands in a finding, and for an allow nothing is left to ask. */
function speaks(rule: Rule, command: string): boolean {
  const setting = { ...MODEL_SETTING, rules: { rules: [rule], preset: 'standard' as const } };
  const [judgement] = judgeInDetail([{ id: 'x', command }], setting, remembered(rule));
  const findings = [...judgement!.findings, ...judgement!.commands.flatMap((each) => each.findings)];
  const named = findings.some((finding) => finding.rule === rule.name);
  if (rule.verdict === 'allow') return named && judgement!.verdict.verdict === 'allow';
  if (rule.verdict === 'lift') return named && judgement!.verdict.verdict !== 'deny';
  return named && judgement!.verdict.verdict !== 'allow';
}

/** The model world in which the files are as the rule remembers them. */
function remembered(rule: Rule): Facts {
  const known = new Map(
    Object.entries(rule.hashes).map(([file, hash]) => {
      const path = file.startsWith('/') ? file : `${MODEL_SETTING.project}/${file}`;
      const request: FactRequest = { kind: 'hash', path };
      return [factKey(request), { hash }] as const;
    }),
  );
  return { get: (key) => known.get(key) ?? MODEL_FACTS.get(key) };
}

const STRICTNESS: readonly Preset[] = ['ops', 'standard', 'teach', 'read-only'];

/** Puts the files of all layers together: rules whose examples fail are refused, the strictest preset of the trusted layers counts. */
export function assembleRules(files: readonly ReadFile[]): {
  readonly rules: RuleSet;
  readonly problems: readonly Problem[];
} {
  const problems = files.flatMap((file) => file.problems);
  const rules: Rule[] = [];
  for (const file of files)
    for (const written of file.rules) {
      const failed = failedExample(written);
      if (failed === undefined) rules.push(written.rule);
      else
        problems.push({
          origin: written.rule.origin,
          message: `rule "${written.rule.name}": ${failed}`,
          tightens: written.rule.verdict === 'ask' || written.rule.verdict === 'deny',
        });
    }
  const presets = files.flatMap((file) => (file.preset === undefined ? [] : [file.preset]));
  const preset = presets.sort((a, b) => STRICTNESS.indexOf(b) - STRICTNESS.indexOf(a))[0] ?? 'standard';
  const fatal = problems.find((problem) => problem.tightens);
  return {
    rules: { rules, preset, ...(fatal ? { broken: `${fatal.origin}: ${fatal.message}` } : {}) },
    problems,
  };
}
