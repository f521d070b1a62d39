import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJudge, judgeSteps } from '../../src/facts/judge.ts';
import { loadRules } from '../../src/facts/rules.ts';
import { lifts } from '../../src/policy/clear.ts';
import type { Grants, Verdict } from '../../src/policy/types.ts';
import { makeWorld, REPOSITORY } from './world.ts';

describe('steps of one plan', () => {
  it('a later step does not run or read as configuration what an earlier one wrote', async () => {
    const world = makeWorld(REPOSITORY);
    const decisions = async (...commands: string[]) =>
      (await world.judge(...commands)).map((verdict) => verdict.verdict);
    expect(await decisions('git status', 'git diff')).toEqual(['allow', 'allow']);
    expect(await decisions("echo '* diff=x' > .gitattributes", 'git diff')).toEqual(['ask', 'ask']);
    expect(await decisions('npm install x', 'git status')).toEqual(['ask', 'ask']);
    expect(await decisions('export PAGER=./x', 'ls')).toEqual(['ask', 'ask']);
    expect(await decisions('ls() { :; }', 'ls')).toEqual(['ask', 'ask']);
    expect(await decisions('cd ..', 'cat notes.txt')).toEqual(['allow', 'ask']);
    expect(await decisions('touch new.txt', 'ls')).toEqual(['ask', 'allow']);
  });

  it('the same before a start: what ran counts', async () => {
    const world = makeWorld(REPOSITORY);
    const ran = [{ id: 's0', command: "echo '* diff=x' > .gitattributes", why: '' }];
    const step = { id: 's1', command: 'git diff', why: '' };
    const judge = createJudge(world.input);
    const [before] = await judge.judge([step], { cwd: world.project, tainted: [], stdin: 'none' });
    const [after] = await judge.judge([step], { cwd: world.project, tainted: [], stdin: 'none', ran });
    expect([before!.verdict, after!.verdict]).toEqual(['allow', 'ask']);
  });

  it('a file that chooses the version, here or above, makes even a question for the version ask', async () => {
    const world = makeWorld();
    const programs = ['go version', 'go env', 'dotnet --version', 'poetry --version'];
    const decisions = () => Promise.all(programs.map((command) => world.decide(command)));
    expect(await decisions()).toEqual(['allow', 'allow', 'allow', 'allow']);
    expect((await world.judge('echo "go 1.99" > go.mod', 'go version'))[1]!.verdict).toBe('ask');
    world.write('go.mod', 'module x\ngo 1.99\n');
    expect(await decisions()).toEqual(['ask', 'ask', 'allow', 'allow']);
    world.write('sub/deeper/.poetry/plugins/x', '');
    symlinkSync('nowhere', join(world.project, 'global.json'));
    expect(await decisions()).toEqual(['ask', 'ask', 'ask', 'allow']);
    const [verdict] = await world.judge('cd sub/deeper && go version');
    expect([verdict!.verdict, verdict!.reason]).toEqual([
      'ask',
      `${world.project}/go.mod may name a toolchain that is fetched and started`,
    ]);
    expect(await world.decide('cd sub/deeper && poetry --version')).toBe('ask');
  });

  it('a swap between two judgements is seen', async () => {
    const world = makeWorld({ 'a.txt': 'x' });
    expect(await world.decide('cat a.txt')).toBe('allow');
    unlinkSync(join(world.project, 'a.txt'));
    mkdirSync(join(world.home, '.ssh'));
    symlinkSync(join(world.home, '.ssh', 'id_rsa'), join(world.project, 'a.txt'));
    expect(await world.decide('cat a.txt')).toBe('ask');
  });

  it('the session’s functions, variables and options take auto-run away', async () => {
    const world = makeWorld();
    const session = (more: object) => () => ({
      path: world.env.PATH,
      functions: [],
      env: world.env,
      options: undefined,
      ...more,
    });
    expect(await world.decide('ls', { session: session({}) })).toBe('allow');
    expect(await world.decide('ls', { session: session({ functions: ['ls'] }) })).toBe('ask');
    expect(await world.decide('ls', { session: session({ env: { ...world.env, LD_PRELOAD: './x' } }) })).toBe(
      'ask',
    );
    expect(await world.decide('ls', { session: session({ options: ['extdebug'] }) })).toBe('ask');
    expect(await world.decide('ls', { session: session({ declared: ['x'] }) })).toBe('ask');
  });
});

describe('scopes', () => {
  it('home is read but no write scope, our own folders are protected', async () => {
    const world = makeWorld();
    const options = { cwd: world.home, tainted: [], stdin: 'none' } as const;
    const judge = async (command: string) =>
      (await judgeSteps([{ id: 'x', command }], options, { ...world.input, cwd: () => world.home }))[0]!
        .verdict;
    expect((await judge('cat notes.txt')).verdict).toBe('allow');
    expect((await judge('cat .netrc')).verdict).toBe('ask');
    expect(await judge('touch x')).toMatchObject({ verdict: 'ask', asks: ['protected'] });
    expect((await judge(`cat ${world.input.paths.config}/policy.toml`)).verdict).toBe('ask');
    expect(await judge(`echo x > ${world.input.paths.config}/policy.toml`)).toMatchObject({
      rule: 'builtin:protected',
    });
  });

  it('--yes lifts what it says and nothing else', async () => {
    const world = makeWorld(REPOSITORY);
    const yes = (...named: string[]) =>
      ({ auto: true, yes: true, named: new Set(named) }) as unknown as Grants;
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['touch a.txt', []],
      ['rm -rf build', []],
      ['npm test', []],
      ['echo x > .git/config', ['protected']],
      ['touch /tmp/x', ['protected']],
      ['cat ~/.ssh/id_rsa', ['protected']],
      ['curl https://example.com', ['network']],
      ['sudo ls', ['privilege']],
      ['nosuchtool', ['unknown']],
    ];
    for (const [command, named] of cases) {
      const [verdict] = await world.judge(command);
      expect(verdict!.verdict, command).toBe('ask');
      expect(lifts(yes(...named), verdict!), command).toBe(true);
      expect(lifts({ ...yes(...named), yes: false }, verdict!), command).toBe(false);
      if (named.length > 0) expect(lifts(yes(), verdict!), command).toBe(false);
    }
    const [deny] = await world.judge('rm -rf /');
    expect(lifts(yes('network', 'privilege', 'unknown', 'tainted', 'protected'), deny!)).toBe(false);
    const silent: Verdict = { id: 'x', verdict: 'ask', rule: 'x', reason: 'x', effects: [] };
    expect(lifts(yes('unknown'), silent)).toBe(false);
  });

  it('untrusted content makes writing need its own word', async () => {
    const world = makeWorld();
    const step = { id: 'x', command: 'touch a.txt', why: '' };
    const [verdict] = await createJudge(world.input).judge([step], {
      cwd: world.project,
      tainted: ['AGENTS.md'],
      stdin: 'none',
    });
    expect(verdict!.asks).toEqual(['tainted', 'write']);
    const [reads] = await createJudge(world.input).judge([{ ...step, command: 'ls' }], {
      cwd: world.project,
      tainted: ['x'],
      stdin: 'none',
    });
    expect(reads!.verdict).toBe('allow');
  });
});

const RULE = `
[[rule]]
name = "folders in build"
verdict = "allow"
program = "mkdir"
effects = ["write"]
paths = ["./build/**", "."]
match = ["mkdir -p build/x"]
no_match = ["mkdir /tmp/x", "mkdir x"]
`;

describe('rules in a file', () => {
  it('cover what only nobody covered, wherever the file stands in the order', async () => {
    const world = makeWorld();
    const deny = `
[[rule]]
name = "no docker"
verdict = "deny"
program = "docker"
match = ["docker ps"]
no_match = ["ls"]
`;
    for (const text of [RULE + deny, deny + RULE]) {
      const { rules, problems } = await loadRules([{ path: 'policy.toml', layer: 'user', text }]);
      expect(problems).toEqual([]);
      const decide = (command: string) => world.decide(command, { rules: () => rules });
      expect(await decide('mkdir build/x')).toBe('allow');
      expect(await decide('mkdir other')).toBe('ask');
      expect(await decide('mkdir build/x && touch y')).toBe('ask');
      expect(await decide('ls; docker ps')).toBe('deny');
    }
  });

  it('a rule whose examples fail is refused with its line', async () => {
    const text = RULE.replace('no_match = ["mkdir /tmp/x", "mkdir x"]', 'no_match = ["mkdir build/y"]');
    const { rules, problems } = await loadRules([{ path: 'policy.toml', layer: 'user', text }]);
    expect(rules.rules).toEqual([]);
    expect(rules.broken).toBeUndefined();
    expect(problems).toMatchObject([
      { origin: 'policy.toml:2', message: expect.stringContaining('mkdir build/y') },
    ]);
  });

  it('a file that cannot be read, or a tightening rule that is refused, makes everything ask', async () => {
    const world = makeWorld();
    for (const text of ['[[rule', '[[rule]]\nname = "x"\nverdict = "deny"\n', 'surprise = 1\n']) {
      const { rules } = await loadRules([{ path: 'policy.toml', layer: 'user', text }]);
      expect(await world.decide('ls', { rules: () => rules }), text).toBe('ask');
    }
  });

  it('never allow what is unknown, a project may only tighten, a deny is lifted by its exact name', async () => {
    const load = async (text: string, layer: 'user' | 'project' = 'user') =>
      (await loadRules([{ path: 'p', layer, text }])).problems.map((problem) => problem.message);
    expect(await load(RULE.replace('"write"', '"unknown"'))).toEqual([
      'unknown and privilege are never allowed by a rule',
    ]);
    expect(await load(RULE, 'project')).toEqual(['a project may only tighten: ask or deny']);
    expect(await load(RULE.replace('"write"', '"exec"'))).toEqual([
      expect.stringContaining('keeps the hash'),
    ]);
    const world = makeWorld();
    const lift = `
[[rule]]
name = "my stick"
verdict = "lift"
program = "mkfs.vfat"
effects = ["delete"]
paths = ["/dev/sdz1"]
lift = ["builtin:format"]
match = ["mkfs.vfat /dev/sdz1"]
no_match = ["mkfs.vfat /dev/sda1"]
`;
    const { rules } = await loadRules([{ path: 'p', layer: 'user', text: lift }]);
    expect(await world.decide('mkfs.vfat /dev/sdz1', { rules: () => rules })).toBe('ask');
    expect(await world.decide('mkfs.vfat /dev/sda1', { rules: () => rules })).toBe('deny');
  });

  it('code of the project is allowed as long as its definer stays as it was', async () => {
    const world = makeWorld({ 'package.json': '{"scripts":{"test":"true"}}' });
    const { sha256 } = await import('../../src/plan/hash.ts');
    const rule = (hash: string) => `
[[rule]]
name = "tests"
verdict = "allow"
program = "npm"
subcommand = "test"
effects = ["exec"]
hash = { "package.json" = "${hash}", ".npmrc" = "missing" }
match = ["npm test"]
no_match = ["npm run build"]
`;
    const load = async (hash: string) =>
      (await loadRules([{ path: 'p', layer: 'user', text: rule(hash) }])).rules;
    const right = await load(sha256('{"scripts":{"test":"true"}}'));
    expect(await world.decide('npm test', { rules: () => right })).toBe('allow');
    world.write('package.json', '{"scripts":{"test":"evil"}}');
    expect(await world.decide('npm test', { rules: () => right })).toBe('ask');
  });
});
