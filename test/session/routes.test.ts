import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { descriptorApproval } from '../../src/cli/approve-fd.ts';
import { directPlan } from '../../src/compose/session/direct.ts';
import type { JudgeInput } from '../../src/facts/judge.ts';
import { loadRules } from '../../src/facts/rules.ts';
import { planHash } from '../../src/plan/hash.ts';
import type { ApprovalRequest } from '../../src/session/ports.ts';
import { makeWorld } from '../facts/world.ts';
import { type Journey, planOf, runAll, step, travel } from './routes.ts';

/** Approval by another program, as lines of a file that was written for `hash`. */
function linesFor(hash: string) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-routes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'lines');
  writeFileSync(file, `${JSON.stringify({ planHash: hash, stepId: '1', decision: 'run' })}\n`);
  const fd = openSync(file, 'r');
  onTestFinished(() => closeSync(fd));
  const port = descriptorApproval(fd);
  return (request: ApprovalRequest) => port.approve(request, new AbortController().signal);
}

/** Every way a text gets to the point where it may run. Each is given the text and a judge. */
const ROUTES: Readonly<Record<string, (command: string) => Omit<Journey, 'input'>>> = {
  'a plan': (command) => ({ plans: [planOf(step(command))], answers: [runAll] }),
  'a plan, step by step': (command) => ({
    plans: [planOf(step('true'), step(command, { id: '2' }))],
    answers: [
      () => ({ kind: 'run', run: ['1'], skip: [], by: 'key' }),
      () => ({ kind: 'run', run: ['2'], skip: [], by: 'key' }),
    ],
  }),
  'a step edited by hand': (command) => ({
    plans: [planOf(step('echo before'))],
    answers: [() => ({ kind: 'edit', stepId: '1', command, by: 'key' }), runAll],
  }),
  'a plan revised after a reply': (command) => ({
    plans: [planOf(step('echo before')), planOf(step(command))],
    answers: [() => ({ kind: 'revise', reply: 'otherwise', by: 'key' }), runAll],
  }),
  'a repair of a failed step': (command) => ({
    plans: [planOf(step('false')), planOf(step(command))],
    answers: [runAll, runAll],
    repairs: 1,
  }),
  'run FILE': (command) => ({ saved: planOf(step(command)), answers: [runAll] }),
  '!command': (command) => ({ saved: directPlan(command).plan, answers: [runAll] }),
  'a background step': (command) => ({
    plans: [planOf(step(command, { background: true }))],
    answers: [runAll],
  }),
  'an approval from a descriptor': (command) => ({
    plans: [planOf(step(command))],
    answers: [linesFor(planHash(planOf(step(command))))],
  }),
  '--yes': (command) => ({
    plans: [planOf(step(command))],
    grants: {
      auto: true,
      yes: true,
      named: new Set(['unknown', 'protected', 'network', 'privilege', 'tainted']),
    },
  }),
};

const COMMAND = 'touch made.txt';
const DENY = `
[[rule]]
name = "no touching"
verdict = "deny"
program = "touch"
match = ["touch x"]
no_match = ["ls"]
`;

async function denying(input: JudgeInput): Promise<JudgeInput> {
  const { rules } = await loadRules([{ path: 'policy.toml', layer: 'user', text: DENY }]);
  return { ...input, rules: () => rules };
}

describe('one door: every route', () => {
  for (const [route, journey] of Object.entries(ROUTES)) {
    it(`${route}: the judge sees the exact bytes last, and only a cleared step starts`, async () => {
      const world = makeWorld();
      const { started, checked } = await travel({ input: world.input, ...journey(COMMAND) });
      expect(started.at(-1)).toEqual({ command: COMMAND, cleared: true });
      expect(checked.at(-1)).toBe(COMMAND);
      expect(started.every(({ cleared }) => cleared)).toBe(true);
      expect(started.map(({ command }) => command)).toEqual(checked);
      await expect.poll(() => existsSync(join(world.project, 'made.txt'))).toBe(true);
    });

    it(`${route}: a deny never starts`, async () => {
      const world = makeWorld();
      const { started } = await travel({ input: await denying(world.input), ...journey(COMMAND) });
      expect(started.map(({ command }) => command)).not.toContain(COMMAND);
      expect(existsSync(join(world.project, 'made.txt'))).toBe(false);
    });
  }

  it('a verdict that turns into a deny after the yes stops it', async () => {
    const world = makeWorld();
    const later = await denying(world.input);
    let rules = world.input.rules;
    const input: JudgeInput = { ...world.input, rules: () => rules?.() ?? { rules: [], preset: 'standard' } };
    const answer = (request: ApprovalRequest) => {
      rules = later.rules;
      return runAll(request);
    };
    const { started } = await travel({ input, plans: [planOf(step(COMMAND))], answers: [answer] });
    expect(started).toEqual([]);
  });

  it('an approval of one plan is none of another', async () => {
    const world = makeWorld();
    const other = planHash(planOf(step('touch other.txt')));
    const { started } = await travel({
      input: world.input,
      plans: [planOf(step(COMMAND))],
      answers: [linesFor(other)],
    });
    expect(started).toEqual([]);
  });

  it('a step that runs again is judged anew, and once more right before it starts', async () => {
    const fails = 'echo "stdin is not a tty" >&2; exit 1\n';
    const go = async (before: (script: string) => void) => {
      const world = makeWorld({ 'run.sh': fails });
      const script = join(world.project, 'run.sh');
      const again = (request: ApprovalRequest) => {
        before(script);
        return runAll(request);
      };
      return travel({
        input: world.input,
        plans: [planOf(step('bash run.sh'))],
        answers: [runAll, again],
      });
    };
    const same = await go(() => undefined);
    expect(same.questions.map(({ again }) => again)).toEqual([undefined, 'terminal']);
    expect(same.started).toHaveLength(2);
    expect(same.checked).toHaveLength(2);
    const swapped = await go((script) => writeFileSync(script, 'echo evil\n'));
    expect(swapped.started).toHaveLength(1);
  });

  it('text that bash refuses is asked about once more, right before it would start', async () => {
    const world = makeWorld();
    const { started, questions } = await travel({
      input: world.input,
      plans: [planOf(step('touch made.txt\n{ ls;'))],
      answers: [runAll],
    });
    expect(started).toEqual([]);
    expect(questions.at(-1)!.verdicts[0]).toMatchObject({ verdict: 'ask', rule: 'builtin:bash-refuses' });
    expect(questions).toHaveLength(2);
  });
});

describe('one door: the code', () => {
  const src = fileURLToPath(new URL('../../src', import.meta.url));
  const filesWith = (pattern: RegExp) =>
    readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && pattern.test(readFileSync(join(src, file), 'utf8')))
      .sort();

  it('the executor refuses whatever was not made by the mint', async () => {
    const { createExecutor } = await import('../../src/executor/local.ts');
    const world = makeWorld();
    const executor = createExecutor({ cwd: world.project, env: world.env });
    const forged = {
      step: step(COMMAND),
      verdict: { id: '1', verdict: 'allow', rule: 'x', reason: 'x', effects: [] },
      approval: { planHash: 'x', stepId: '1', by: 'key' },
    };
    const signal = new AbortController().signal;
    expect(() => executor.run(forged as never, {}, signal)).toThrow('cleared');
    await executor.close();
  });

  it('only the spine mints cleared steps and hands them to the executor', () => {
    expect(filesWith(/\bclear\b[^;]*from '[^']*\/clear\.ts'/)).toEqual([
      'compose/job-runner.ts',
      'session/launch.ts',
    ]);
    expect(filesWith(/\bexecutor\.run\(/)).toEqual(['compose/job-runner.ts', 'session/launch.ts']);
    expect(filesWith(/\bclearChanges\(/)).toEqual(['policy/clear.ts', 'session/apply.ts']);
    expect(filesWith(/\blaunch\(/)).toEqual(['session/again.ts', 'session/launch.ts', 'session/start.ts']);
  });

  it('previews are minted only where a person asked for one', () => {
    expect(filesWith(/\bclearPreview\(/)).toEqual([
      'cli/approve-apply.ts',
      'cli/oneshot-face.ts',
      'compose/session/session.ts',
      'policy/clear.ts',
    ]);
  });
});
