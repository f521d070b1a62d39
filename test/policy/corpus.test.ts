import { describe, expect, it } from 'vitest';
import { judge } from '../../src/policy/judge.ts';
import type { CommandSpec, Style, ToolSpec } from '../../src/policy/spec.ts';
import { allSpecs } from '../../src/policy/specs/index.ts';
import { optionTable } from '../../src/policy/table.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';
import { type Case, corpus, decide, harmless, hostile, refusedByBash } from './corpus.ts';
import { Random } from './random.ts';

/** Every table of options of a tool, with the style it is read in. */
function tables(spec: CommandSpec, style: Style = 'gnu'): readonly (readonly [Style, string])[] {
  const own = spec.style ?? style;
  return [
    [own, `${spec.options ?? ''}\n${spec.shared ?? ''}`] as const,
    ...Object.values(spec.commands ?? {}).flatMap((each) => tables(each, own)),
  ];
}

const missed = (cases: readonly Case[], wanted: string) =>
  cases.filter((each) => decide(each.command) !== wanted).map((each) => each.command);

describe('the shared corpus', () => {
  it('allows nothing that must not run unasked', () => {
    const wrong = corpus('not-allow', 'deny').filter((each) => decide(each.command) === 'allow');
    expect(wrong).toEqual([]);
  });

  it('denies at least 99 of 100 that must be denied', () => {
    const cases = corpus('deny');
    const wrong = missed(cases, 'deny');
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(cases.length * 0.01);
  });

  it('allows at least 96 of 100 harmless ones', () => {
    const cases = corpus('allow');
    const wrong = missed(cases, 'allow');
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(cases.length * 0.04);
  });
});

describe('the corpus written against this judge', () => {
  it('has hundreds of cases in many families', () => {
    const cases = corpus('own-not-allow', 'own-deny');
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(corpus('own-allow').length).toBeGreaterThanOrEqual(300);
    expect(new Set(cases.map((each) => each.family)).size).toBeGreaterThan(40);
    const all = [...hostile(), ...harmless()].map((each) => each.command);
    expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([]);
  });

  it('allows nothing that must not run unasked', () => {
    const wrong = corpus('own-not-allow', 'own-deny').filter((each) => decide(each.command) === 'allow');
    expect(wrong.map((each) => each.command)).toEqual([]);
  });

  it('denies at least 99 of 100 that must be denied', () => {
    const cases = corpus('own-deny');
    const wrong = missed(cases, 'deny');
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(cases.length * 0.01);
  });

  it('allows at least 96 of 100 harmless ones', () => {
    const cases = corpus('own-allow');
    const wrong = missed(cases, 'allow');
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(cases.length * 0.04);
  });
});

it('denies nothing that only looks like a catastrophe', () => {
  const cases = corpus('own-ask');
  expect(cases.length).toBeGreaterThan(200);
  expect(missed(cases, 'ask')).toEqual([]);
});

it('bash accepts what is allowed', () => {
  const allowed = [...harmless(), ...hostile()]
    .map((each) => each.command)
    .filter((command) => decide(command) === 'allow');
  expect(allowed.length).toBeGreaterThan(600);
  // A process for each: a sample here, all of them and random texts in the proof `bytes`.
  expect(refusedByBash(new Random(1).sample(allowed, 120))).toEqual([]);
});

it('a case that bash refuses is never allowed', () => {
  const invalid = hostile().filter((each) => each.valid === false);
  expect(invalid.length).toBeGreaterThan(5);
  for (const each of invalid) expect(decide(each.command), each.command).not.toBe('allow');
});

it('steps that only read leave nothing behind for later ones', () => {
  const steps = corpus('allow').map((each, index) => ({ id: `s${index}`, command: each.command }));
  const together = judge(steps.slice(0, 20), MODEL_SETTING, MODEL_FACTS).map((verdict) => verdict.verdict);
  expect(together).toEqual(steps.slice(0, 20).map((step) => decide(step.command)));
});

interface Example {
  readonly command: string;
  readonly wanted: 'allow' | 'ask' | 'deny';
}

function examples(spec: ToolSpec): Example[] {
  return (['allow', 'ask', 'deny'] as const).flatMap((wanted) =>
    (spec[wanted] ?? []).map((command) => ({ command, wanted })),
  );
}

describe('specs', () => {
  it('cover at least 120 tools, each with examples', () => {
    const named = allSpecs().filter((spec) => spec.allow.length > 0 && (spec.ask ?? []).length > 0);
    expect(named.length).toBeGreaterThanOrEqual(150);
    const bare = allSpecs().filter((spec) => examples(spec).length === 0);
    expect(bare.map((spec) => spec.names)).toEqual([]);
  });

  it('give no option of a tool that changes something two meanings', () => {
    // The later one would win, and swallow the file that follows a flag, or read a value as a file.
    const twice = allSpecs().flatMap((spec) => {
      const changes = /(?:^|[ !=?])(?:write|append|edit|make|delete|move|mode|exec|format)/;
      if (!changes.test(`${spec.operands ?? ''} ${spec.does ?? ''} ${spec.options ?? ''}`)) return [];
      const seen = new Map<string, string>();
      const rows = (spec.options ?? '').replaceAll('\\\n', ' ').split('\n');
      return rows.flatMap((line) =>
        [...optionTable(line, spec.style ?? 'gnu')].flatMap(([name, row]) => {
          const [before, now] = [seen.get(name), JSON.stringify(row)];
          seen.set(name, now);
          return before === undefined || before === now ? [] : [`${spec.names.split(' ')[0]} ${name}`];
        }),
      );
    });
    expect(twice).toEqual([]);
  });

  it('give no cluster of flags a value, and no name after one', () => {
    // Every flag of such a line would swallow the next word, which may be the option that matters.
    const wrong = allSpecs().flatMap((spec) =>
      tables(spec).flatMap(([style, text]) =>
        text
          .replaceAll('\\\n', ' ')
          .split('\n')
          .flatMap((line) => {
            const words = line.split(' # ')[0]!.trim().split(/\s+/);
            const at = words.findIndex((word) => /^[=?]/.test(word));
            if (at === -1) return [];
            const cluster =
              style !== 'single' && words.slice(0, at).some((word) => /^-[A-Za-z0-9]{3,}$/.test(word));
            return cluster || words.slice(at + 1).some((word) => word.startsWith('-'))
              ? [`${spec.names}: ${line}`]
              : [];
          }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('keep their own examples', () => {
    const wrong = allSpecs()
      .flatMap(examples)
      .map((each) => ({ ...each, is: decide(each.command) }))
      .filter((each) => each.is !== each.wanted);
    expect(wrong).toEqual([]);
  });
});
