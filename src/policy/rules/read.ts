import { posix } from 'node:path';
import { definerNames } from '../definers.ts';
import { EFFECT_KINDS } from '../effect-words.ts';
import type { EffectKind } from '../types.ts';
import type { Layer, Preset, Rule } from './types.ts';

/** One rule of a file with the examples that prove it. */
export interface WrittenRule {
  readonly rule: Rule;
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
}

export interface Problem {
  readonly origin: string;
  readonly message: string;
  /** What could not be used would have tightened: without it everything has to ask. */
  readonly tightens: boolean;
}

export interface ReadFile {
  readonly preset?: Preset;
  readonly rules: readonly WrittenRule[];
  readonly problems: readonly Problem[];
}

const PRESETS: ReadonlySet<string> = new Set<Preset>(['read-only', 'standard', 'ops', 'teach']);
const VERDICTS: ReadonlySet<string> = new Set<Rule['verdict']>(['allow', 'ask', 'deny', 'lift']);
const MEMBERS = new Set(
  'name verdict program subcommand options only_options operands paths effects after_untrusted hash unpinned lift match no_match'.split(
    ' ',
  ),
);

class Refused extends Error {}

/**
 * Reads the parsed TOML of one file. `lineOf(n)` is the line of the n-th `[[rule]]`. Each rule that is not as it has to
 * be becomes a problem; the others count.
 */
export function readRules(
  value: unknown,
  file: string,
  layer: Layer,
  lineOf: (index: number) => number,
): ReadFile {
  const table = isTable(value) ? value : {};
  const rules: WrittenRule[] = [];
  const problems: Problem[] = [];
  for (const key of Object.keys(table))
    if (key !== 'rule' && key !== 'preset')
      problems.push({ origin: file, message: `"${key}" is not known here`, tightens: true });
  const preset = table.preset;
  const known = typeof preset === 'string' && PRESETS.has(preset);
  if (preset !== undefined && !known)
    problems.push({
      origin: file,
      message: `preset must be one of ${[...PRESETS].join(', ')}`,
      tightens: true,
    });
  const loosens = layer === 'project' && preset === 'ops';
  if (loosens)
    problems.push({ origin: file, message: 'a project may only tighten: not preset ops', tightens: false });
  const list = Array.isArray(table.rule) ? table.rule : [];
  if (table.rule !== undefined && !Array.isArray(table.rule))
    problems.push({ origin: file, message: 'rules are written as [[rule]]', tightens: true });
  for (const [index, entry] of list.entries()) {
    const origin = `${file}:${lineOf(index)}`;
    try {
      rules.push(readRule(entry, origin, layer));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const verdict = isTable(entry) ? entry.verdict : undefined;
      problems.push({ origin, message: error.message, tightens: verdict !== 'allow' && verdict !== 'lift' });
    }
  }
  return { ...(known && !loosens ? { preset: preset as Preset } : {}), rules, problems };
}

function readRule(entry: unknown, origin: string, layer: Layer): WrittenRule {
  if (!isTable(entry)) throw new Refused('a rule is a table');
  for (const key of Object.keys(entry))
    if (!MEMBERS.has(key)) throw new Refused(`"${key}" is not known in a rule`);
  const verdict = entry.verdict;
  if (typeof verdict !== 'string' || !VERDICTS.has(verdict))
    throw new Refused('verdict must be allow, ask, deny or lift');
  const name = entry.name;
  if (typeof name !== 'string' || name.trim() === '') throw new Refused('a rule needs a name');
  const effects = texts(entry, 'effects') as readonly EffectKind[];
  for (const effect of effects)
    if (!EFFECT_KINDS.includes(effect))
      throw new Refused(`"${effect}" is no effect: ${EFFECT_KINDS.join(', ')}`);
  const rule: Rule = {
    name,
    verdict: verdict as Rule['verdict'],
    programs: texts(entry, 'program'),
    subcommand: texts(entry, 'subcommand').flatMap((text) => text.split(/\s+/)),
    options: texts(entry, 'options'),
    onlyOptions: entry.only_options === undefined ? undefined : texts(entry, 'only_options'),
    operands: entry.operands === undefined ? undefined : texts(entry, 'operands'),
    paths: texts(entry, 'paths'),
    effects,
    afterUntrusted: flag(entry, 'after_untrusted'),
    hashes: hashes(entry.hash),
    unpinned: flag(entry, 'unpinned'),
    lifts: texts(entry, 'lift'),
    layer,
    origin,
  };
  check(rule);
  const match = texts(entry, 'match');
  const noMatch = texts(entry, 'no_match');
  if (match.length === 0 || noMatch.length === 0)
    throw new Refused('a rule needs examples: match and no_match');
  return { rule, match, noMatch };
}

function check(rule: Rule): void {
  const { verdict, layer, effects, lifts, programs, paths } = rule;
  if (layer === 'project' && (verdict === 'allow' || verdict === 'lift'))
    throw new Refused('a project may only tighten: ask or deny');
  if (verdict === 'allow') {
    if (effects.length === 0) throw new Refused('an allow names the effects it covers');
    if (effects.some((effect) => effect === 'unknown' || effect === 'privilege'))
      throw new Refused('unknown and privilege are never allowed by a rule');
    if (programs.length === 0) throw new Refused('an allow names the program');
    if (effects.includes('exec') && !rule.unpinned && Object.keys(rule.hashes).length === 0)
      throw new Refused(
        'a rule that covers exec keeps the hash of what defines it (hash = { "package.json" = "…" }; assent policy add writes it), or says unpinned = true',
      );
  }
  if (verdict === 'allow' && effects.includes('exec') && !rule.unpinned) {
    const names = new Set(Object.keys(rule.hashes).map((file) => posix.basename(file)));
    for (const program of programs) {
      const missing = definerNames(program).filter((name) => !names.has(posix.basename(name)));
      if (missing.length > 0)
        throw new Refused(
          `what ${program} runs is also defined by ${missing.join(', ')}: name its hash, or "missing" where there is none`,
        );
    }
  }
  if (verdict === 'lift') {
    if (lifts.length === 0)
      throw new Refused('a lift names the built-in denies it takes back: lift = ["builtin:…"]');
    if (programs.length === 0 || paths.length === 0 || effects.length === 0)
      throw new Refused('a lift names program, paths and effects exactly');
    const wide = paths.find((path) => /[*?[]/.test(path));
    if (wide !== undefined) throw new Refused(`a lift names one path, no pattern: ${wide}`);
  } else if (lifts.length > 0) throw new Refused('only a rule with verdict = "lift" may name lift');
}

type Table = Readonly<Record<string, unknown>>;
const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function texts(entry: Table, key: string): readonly string[] {
  const value = entry[key];
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw new Refused(`${key} holds text`);
    return item;
  });
}

function flag(entry: Table, key: string): boolean {
  const value = entry[key];
  if (value !== undefined && typeof value !== 'boolean') throw new Refused(`${key} is true or false`);
  return value ?? false;
}

function hashes(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (!isTable(value)) throw new Refused('hash is a table of file and SHA-256');
  for (const hash of Object.values(value))
    if (typeof hash !== 'string' || !/^(?:[0-9a-f]{64}|missing)$/.test(hash))
      throw new Refused('a hash is 64 hexadecimal digits, or "missing" for a file that must not be there');
  return value as Readonly<Record<string, string>>;
}
