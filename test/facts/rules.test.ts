import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../src/facts/judge.ts';
import { loadRules } from '../../src/facts/rules.ts';
import { sha256 } from '../../src/plan/hash.ts';
import type { StalePin } from '../../src/policy/finding.ts';
import { pinKey } from '../../src/policy/rules/pins.ts';
import type { Layer } from '../../src/policy/rules/types.ts';
import { planOf, runAll, step, travel } from '../session/routes.ts';
import { makeWorld } from './world.ts';

const rule = (fields: Readonly<Record<string, string>>) =>
  `[[rule]]\n${Object.entries(fields)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n')}\n`;

async function load(...files: readonly (readonly [Layer, string])[]) {
  const { rules, problems } = await loadRules(files.map(([layer, text]) => ({ path: layer, layer, text })));
  expect(problems).toEqual([]);
  return () => rules;
}

const MKDIR = rule({
  name: '"folders"',
  verdict: '"allow"',
  program: '"mkdir"',
  effects: '["write"]',
  paths: '["./**"]',
  match: '["mkdir x"]',
  no_match: '["mkdir /tmp/x"]',
});
const NO_MKDIR = rule({
  name: '"none"',
  verdict: '"deny"',
  program: '"mkdir"',
  match: '["mkdir x"]',
  no_match: '["ls"]',
});

describe('layers', () => {
  it('the strictest of them decides: no user allows what the organisation or a trusted project denies', async () => {
    const world = makeWorld();
    const user = await load(['user', MKDIR]);
    expect(await world.decide('mkdir x', { rules: user })).toBe('allow');
    for (const layer of ['organisation', 'project'] as const)
      for (const files of [
        [
          ['user', MKDIR],
          [layer, NO_MKDIR],
        ],
        [
          [layer, NO_MKDIR],
          ['user', MKDIR],
        ],
      ] as const)
        expect(await world.decide('mkdir x', { rules: await load(...files) })).toBe('deny');
  });

  it('the strictest preset counts, and a project cannot choose a looser one', async () => {
    const preset = async (...files: readonly (readonly [Layer, string])[]) => {
      const { rules } = await loadRules(files.map(([layer, text]) => ({ path: layer, layer, text })));
      return rules.preset;
    };
    expect(await preset(['user', 'preset = "ops"'])).toBe('ops');
    expect(await preset(['project', 'preset = "ops"'])).toBe('standard');
    expect(await preset(['user', 'preset = "ops"'], ['organisation', 'preset = "standard"'])).toBe(
      'standard',
    );
    expect(await preset(['user', 'preset = "standard"'], ['project', 'preset = "read-only"'])).toBe(
      'read-only',
    );
  });
});

describe('a lift', () => {
  const lifting = (paths: string) =>
    rule({
      name: '"stick"',
      verdict: '"lift"',
      program: '"mkfs.vfat"',
      effects: '["delete"]',
      paths,
      lift: '["builtin:format"]',
      match: '["mkfs.vfat /dev/sdz1"]',
      no_match: '["mkfs.vfat /dev/sda1"]',
    });
  it('names one path, never a pattern, and makes a question of the deny', async () => {
    const world = makeWorld();
    const rules = await load(['user', lifting('["/dev/sdz1"]')]);
    expect(await world.decide('mkfs.vfat /dev/sdz1', { rules })).toBe('ask');
    expect(await world.decide('mkfs.ext4 /dev/sdz1', { rules })).toBe('deny');
    expect(await world.decide('mkfs.vfat /dev/sdz1 && mkfs.vfat /dev/sdz2', { rules })).toBe('deny');
    const text = lifting('["/dev/sdz*"]');
    const { problems } = await loadRules([{ path: 'p', layer: 'user', text }]);
    expect(problems[0]?.message).toBe('a lift names one path, no pattern: /dev/sdz*');
  });
});

describe('presets', () => {
  const cases: Readonly<Record<string, readonly [string, string, string, string]>> = {
    'read-only': ['allow', 'deny', 'deny', 'deny'],
    standard: ['allow', 'ask', 'ask', 'ask'],
    ops: ['allow', 'ask', 'allow', 'ask'],
    teach: ['ask', 'ask', 'ask', 'ask'],
  };
  for (const [preset, wanted] of Object.entries(cases))
    it(preset, async () => {
      const world = makeWorld();
      const rules = await load(['user', `preset = "${preset}"`]);
      const commands = ['ls', 'touch x', 'ping -c 1 example.com', 'curl https://example.com'];
      const decided = [];
      for (const command of commands) decided.push(await world.decide(command, { rules }));
      expect(decided).toEqual(wanted);
    });
});

describe('untrusted content', () => {
  it('takes the diagnostics of the preset ops away: a name that is looked up can carry a message', async () => {
    const world = makeWorld();
    const judge = createJudge({ ...world.input, rules: await load(['user', 'preset = "ops"']) });
    const options = { cwd: world.project, stdin: 'none' } as const;
    const decide = async (tainted: readonly string[]) =>
      (await judge.judge([step('dig secret.example.com')], { ...options, tainted }))[0]!.verdict;
    expect([await decide([]), await decide(['AGENTS.md'])]).toEqual(['allow', 'ask']);
  });

  const fetching = (after: string) =>
    rule({
      name: '"fetch"',
      verdict: '"allow"',
      program: '"curl"',
      effects: '["network"]',
      ...(after === '' ? {} : { after_untrusted: after }),
      match: '["curl https://example.com"]',
      no_match: '["curl -o x https://example.com"]',
    });
  for (const [after, wanted] of [
    ['', 'ask'],
    ['false', 'ask'],
    ['true', 'allow'],
  ] as const)
    it(`a rule that says after_untrusted = ${after || 'nothing'} makes it ${wanted}`, async () => {
      const world = makeWorld();
      const rules = await load(['user', fetching(after)]);
      const judge = createJudge({ ...world.input, rules });
      const decide = async (tainted: readonly string[]) =>
        (
          await judge.judge([step('curl https://example.com')], {
            cwd: world.project,
            tainted,
            stdin: 'none',
          })
        )[0]!.verdict;
      expect(await decide([])).toBe('allow');
      expect(await decide(['AGENTS.md'])).toBe(wanted);
    });
});

describe('rules that cover code of the project', () => {
  const SCRIPT = 'echo run > ran.txt\n';
  const covering = (program: string, more: Readonly<Record<string, string>>) =>
    rule({ name: '"covered"', verdict: '"allow"', program: `"${program}"`, effects: '["exec"]', ...more });
  const SH = covering('bash', {
    operands: '["run.sh"]',
    hash: `{ "run.sh" = "${sha256(SCRIPT)}" }`,
    match: '["bash run.sh"]',
    no_match: '["bash other.sh"]',
  });

  it('ask once after each change: a yes is remembered, a no is not', async () => {
    const world = makeWorld({ 'run.sh': SCRIPT });
    const accepted = new Map<string, string>();
    const input = { ...world.input, rules: await load(['user', SH]), accepted: () => accepted };
    const go = (answer: typeof runAll) =>
      travel({
        input,
        plans: [planOf(step('bash run.sh'))],
        answers: [answer],
        grants: { auto: true, yes: false, named: new Set() },
        accept: (pins: readonly StalePin[]) => {
          for (const pin of pins) accepted.set(pinKey(pin.rule, pin.file), pin.hash);
        },
      });
    expect(await go(runAll)).toMatchObject({ questions: [], started: [{ cleared: true }] });
    world.write('run.sh', 'echo other\n');
    const no = await go(() => ({ kind: 'reject', by: 'key' }));
    expect(no.questions[0]!.verdicts[0]).toMatchObject({
      rule: 'builtin:changed-definer',
      reason: 'run.sh changed since "covered" (user:1) allowed it',
    });
    expect((await go(runAll)).questions).toHaveLength(1);
    expect(await go(runAll)).toMatchObject({ questions: [], started: [{ cleared: true }] });
    world.write('run.sh', 'echo third\n');
    expect((await go(runAll)).questions).toHaveLength(1);
  });

  it('a flag is no person: --yes runs it, and it is asked about again', async () => {
    const world = makeWorld({ 'run.sh': 'echo changed\n' });
    let remembered = 0;
    const { started } = await travel({
      input: { ...world.input, rules: await load(['user', SH]) },
      plans: [planOf(step('bash run.sh'))],
      grants: { auto: true, yes: true, named: new Set() },
      accept: (pins) => {
        remembered += pins.length;
      },
    });
    expect([started.length, remembered]).toEqual([1, 0]);
  });

  it('cover nothing but what they remember', async () => {
    const world = makeWorld({
      'run.sh': SCRIPT,
      'other.sh': 'echo evil\n',
      'sub/run.sh': 'echo evil\n',
      'sub/Makefile': 'all:\n',
      Makefile: 'all:\n',
      'package.json': '{}',
      'sub/package.json': '{"scripts":{"test":"evil"}}',
    });
    const make = covering('make', {
      hash: `{ Makefile = "${sha256('all:\n')}", makefile = "missing", GNUmakefile = "missing" }`,
      match: '["make"]',
      no_match: '["ls"]',
    });
    const npm = covering('npm', {
      subcommand: '"test"',
      hash: `{ "package.json" = "${sha256('{}')}", ".npmrc" = "missing" }`,
      match: '["npm test"]',
      no_match: '["npm run build"]',
    });
    const bash = covering('bash', {
      hash: `{ "run.sh" = "${sha256(SCRIPT)}" }`,
      match: '["bash run.sh"]',
      no_match: '["bash other.sh"]',
    });
    const rules = await load(['user', make], ['user', npm], ['user', bash]);
    const decide = (command: string) => world.decide(command, { rules });
    for (const command of [
      'make',
      'make all',
      'npm test',
      'bash run.sh',
      'bash ./run.sh',
      'cd sub && bash ../run.sh',
    ])
      expect(await decide(command), command).toBe('allow');
    for (const command of [
      'bash other.sh',
      'bash sub/run.sh',
      'cd sub && bash run.sh',
      'cd sub && make',
      'make -C sub',
      'make -f sub/Makefile',
      'make SHELL=./other.sh',
      'cd sub && npm test',
      'npm --prefix sub test',
      'MAKEFILES=x make',
      'bash run.sh; bash other.sh',
    ])
      expect(await decide(command), command).toBe('ask');
    world.write('GNUmakefile', 'all:\n\tevil\n');
    world.write('.npmrc', 'script-shell=./other.sh\n');
    expect([await decide('make'), await decide('npm test')]).toEqual(['ask', 'ask']);
    rmSync(`${world.project}/GNUmakefile`);
    expect(await decide('make')).toBe('allow');
  });

  it('never cover a script where others can write', async () => {
    const world = makeWorld({ 'open/run.sh': SCRIPT, 'open/tool.py': 'print(1)\n', 'own.sh': SCRIPT });
    chmodSync(`${world.project}/open`, 0o777);
    const programs = ['bash', 'python3', 'run.sh', '.', 'sh'];
    const files = programs.map((program): readonly [Layer, string] => [
      'user',
      covering(program, {
        unpinned: 'true',
        match: program === 'run.sh' ? '["./run.sh"]' : `["${program} ./run.sh"]`,
        no_match: '["ls"]',
      }),
    ]);
    const { rules } = await loadRules(files.map(([layer, text]) => ({ path: layer, layer, text })));
    const judge = createJudge({ ...world.input, rules: () => rules });
    const decide = async (command: string) =>
      (await judge.judge([step(command)], { cwd: world.project, tainted: [], stdin: 'none' }))[0]!;
    expect((await decide('bash own.sh')).verdict).toBe('allow');
    for (const command of [
      'bash open/run.sh',
      'python3 open/tool.py',
      './open/run.sh',
      'cd open && bash run.sh',
    ])
      expect(await decide(command), command).toMatchObject({ verdict: 'ask', rule: 'builtin:shared' });
  });

  it('name everything that defines what is run', async () => {
    const text = covering('npm', {
      subcommand: '"test"',
      hash: `{ "package.json" = "${sha256('{}')}" }`,
      match: '["npm test"]',
      no_match: '["ls"]',
    });
    const { problems } = await loadRules([{ path: 'policy.toml', layer: 'user', text }]);
    expect(problems[0]).toMatchObject({
      origin: 'policy.toml:1',
      message: 'what npm runs is also defined by .npmrc: name its hash, or "missing" where there is none',
    });
  });
});

it('the example in the documentation is right', async () => {
  const text = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
  const [, toml] = /```toml\n([\s\S]*?)```/.exec(text)!;
  const { rules, problems } = await loadRules([{ path: 'policy.toml', layer: 'user', text: toml! }]);
  expect([problems, rules.rules.length, rules.preset]).toEqual([[], 1, 'standard']);
});
