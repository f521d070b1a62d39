import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHINESE } from '../../src/language/chinese.ts';
import { FACES } from '../../src/language/zh-faces.ts';
import { POLICY } from '../../src/language/zh-policy.ts';
import { TEXTS } from '../../src/language/zh-texts.ts';
import { type Facts, NO_FACTS } from '../../src/policy/facts.ts';
import { judge, judgeInDetail } from '../../src/policy/judge.ts';
import { requiredSandbox } from '../../src/policy/sandboxed.ts';
import { allSpecs } from '../../src/policy/specs/index.ts';
import type { Verdict } from '../../src/policy/types.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';
import { corpus } from '../policy/corpus.ts';
import { taggedTemplates } from './tagged.ts';

/** Every command of the corpora and of the specs. */
const commands = [
  ...new Set([
    ...corpus('allow', 'not-allow', 'deny', 'own-allow', 'own-not-allow', 'own-deny', 'own-ask').map(
      ({ command }) => command,
    ),
    ...allSpecs().flatMap(({ allow, ask, deny = [] }) => [...allow, ...ask, ...deny]),
  ]),
];

const verdictOf = (command: string): Verdict => judge([{ id: '1', command }], MODEL_SETTING, MODEL_FACTS)[0]!;

/** A reason with its values left out, as far as they are told apart: words that stand in the command, and paths. */
function templateOf(reason: string, command: string): string {
  const words = reason.split(' ').map((word) => {
    const bare = word.replace(/^["'(]+|["'):;,…]+$/g, '');
    return /[^a-z-]/i.test(bare) || (bare.length > 2 && command.includes(bare)) ? '·' : word;
  });
  return words.join(' ').replace(/·(?: ·)+/g, '·');
}

/** What of an English reason is a value beyond doubt: the target of an effect, and what is no English word. */
function valuesOf({ reason, effects }: Pick<Verdict, 'reason' | 'effects'>): readonly string[] {
  const targets = effects.flatMap(({ target }) =>
    target !== undefined && target.length > 1 && !/^[a-z ]+$/.test(target) && reason.includes(target)
      ? [target]
      : [],
  );
  const words = reason
    .split(' ')
    .map((word) => word.replace(/^["(]+|["):;,…]+$/g, ''))
    .filter((word) => /[/$*?~=@\d_]|^-+\w/.test(word) && word.length > 1);
  return [...new Set([...targets, ...words])];
}

describe('reasons of verdicts in Chinese', () => {
  const seen = commands.flatMap((command) => {
    const { verdict, commands, findings } = judgeInDetail(
      [{ id: '1', command }],
      MODEL_SETTING,
      MODEL_FACTS,
    )[0]!;
    const all = [...findings, ...commands.flatMap((each) => each.findings)];
    return [
      { command, reason: verdict.reason, effects: verdict.effects },
      ...all.map(({ reason, effect }) => ({ command, reason, effects: [effect] })),
    ];
  });

  it('knows at least 99 of 100 templates', () => {
    const templates = new Map<string, string>();
    for (const { reason, command } of seen) templates.set(templateOf(reason, command), reason);
    expect(templates.size).toBeGreaterThan(250);
    const unknown = [...templates.values()].filter((reason) => CHINESE.of(reason) === reason);
    expect(unknown.length, unknown.join('\n')).toBeLessThanOrEqual(templates.size * 0.01);
  });

  it('says every value as it is', () => {
    const lost = seen.flatMap((each) => {
      const said = CHINESE.of(each.reason);
      return valuesOf(each)
        .filter((value) => !said.includes(value))
        .map((value) => `${value} in ${said}, for ${each.reason}`);
    });
    expect([...new Set(lost)]).toEqual([]);
    expect(seen.filter((each) => valuesOf(each).length > 0).length).toBeGreaterThan(2000);
  });

  it('says what an effect says of itself', () => {
    const details = new Set(
      seen.flatMap(({ effects }) => effects.flatMap(({ detail }) => (detail === undefined ? [] : [detail]))),
    );
    const unknown = [...details].filter(
      (detail) => CHINESE.of(detail) === detail && detail !== 'find -delete',
    );
    expect(unknown.length, unknown.join('\n')).toBeLessThanOrEqual(details.size * 0.01);
  });

  it('says what only the place and the session decide', () => {
    const asked = (command: string, setting: object, facts: Facts = MODEL_FACTS) =>
      judge([{ id: '1', command }], { ...MODEL_SETTING, ...setting }, facts)[0]!.reason;
    const reasons = [
      asked('ls', { changed: ['PATH'] }),
      asked('ls', { changed: ['PATH', 'A', 'B', 'C', 'D', 'E'] }),
      asked('ls', { declared: ['total'] }),
      asked('ls', { functions: ['ls'] }),
      asked('git status', {}, NO_FACTS),
      asked('cat a.txt', {}, NO_FACTS),
      asked('./tool', {}, NO_FACTS),
      asked('cargo --version', {}, NO_FACTS),
      asked('git status', { project: '/home/user/other' }),
      asked('rm *.txt', {}, NO_FACTS),
    ];
    expect(reasons.filter((reason) => CHINESE.of(reason) === reason)).toEqual([]);
  });

  it('says a reason inside of a reason', () => {
    const asked = verdictOf('rm a.txt');
    const denied = requiredSandbox(asked, { ok: false, why: 'bubblewrap cannot start here: no namespaces' });
    expect(CHINESE.of(denied.reason)).toBe(
      'sandbox.mode 是 require，而bubblewrap 在这里无法启动：no namespaces',
    );
    const inside = requiredSandbox(verdictOf('rm ~/.ssh/config'), { ok: true });
    expect(CHINESE.of(inside.reason)).toContain('/home/user/.ssh/config 受保护');
  });
});

describe('what the catalogue does not know', () => {
  it('stays as it is', () => {
    for (const text of ['something nobody has written down', '', 'a\nb', '{0}', '不认识的话'])
      expect(CHINESE.of(text)).toBe(text);
  });

  it('lets no name of a file speak for the policy', () => {
    // Names that are made of our own words, removed and written: the verb stays, or all of it is said in English.
    const names = [...Object.keys({ ...POLICY, ...TEXTS })].map((text) =>
      text
        .replace(/\{\d:number\}/g, '7')
        .replace(/\{\d(?::\w+)?\}/g, 'x')
        .replaceAll("'", ''),
    );
    expect(names.length).toBeGreaterThan(400);
    // The English text of that one reads the same, whether the end of it is ours or the name's.
    const lost: string[] = [];
    let told = 0;
    for (const name of names.filter(
      (text) => !text.includes('/') && !text.endsWith('; the preset is read-only'),
    ))
      for (const [command, english, verb] of [
        [`rm './${name}'`, 'removes /home/user/project/', '删除'],
        [`touch 'x ${name}'`, 'writes /home/user/project/', '写入'],
      ] as const) {
        const { reason } = verdictOf(command);
        // Some names are those of secrets.
        if (!reason.startsWith(english)) continue;
        told++;
        const said = CHINESE.of(reason);
        expect(said === reason || said.startsWith(verb), said).toBe(true);
        if (!said.includes(name)) lost.push(said);
      }
    expect(lost).toEqual([]);
    expect(told).toBeGreaterThan(700);
  });
});

it('knows everything the faces say', () => {
  const templates = taggedTemplates(fileURLToPath(new URL('../../src', import.meta.url)));
  expect(templates.length).toBeGreaterThan(100);
  const known = new Set([...Object.keys(FACES), ...Object.keys(POLICY), ...Object.keys(TEXTS)]);
  expect(templates.filter((template) => !known.has(template))).toEqual([]);
});

it('keeps every place of a template in its translation', () => {
  const places = (text: string) => [...text.matchAll(/\{(\d)/g)].map(([, index]) => index).sort();
  for (const [english, chinese] of Object.entries({ ...FACES, ...POLICY, ...TEXTS }))
    expect(places(chinese), english).toEqual(places(english));
});
