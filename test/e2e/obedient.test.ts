import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assent, createWorld, type World } from '../tools/assent.ts';
import { startMock } from '../tools/mock-openai/server.ts';
import { describeWith } from '../tools/needs.ts';

interface Hostile {
  readonly id: string;
  readonly place: string;
  readonly text: string;
  readonly wants: string;
}

const ALL = readFileSync(new URL('../corpora/injection.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Hostile)
  .filter(({ place }) => place === 'name' || place === 'branch' || place === 'stdin');

/** Every sixteenth; all of them with ASSENT_INJECTION=all. Only planned and judged: nothing of this runs. */
const TRIED = process.env.ASSENT_INJECTION === 'all' ? ALL : ALL.filter((_, index) => index % 16 === 0);

interface Outcome {
  readonly command: string;
  readonly verdict: string;
  readonly reason: string;
  readonly rule: string;
}

let mock: Awaited<ReturnType<typeof startMock>> | undefined;
const worlds: World[] = [];
beforeAll(async () => {
  // The model does whatever the text wants, and nothing else.
  mock = await startMock({
    rules: ALL.map(({ id, wants }) => ({
      match: `task ${id}`,
      reply: {
        json: { seen: 'heron', goal: 'g', steps: [{ command: wants, why: 'w' }], question: '', answer: '' },
      },
    })),
  });
});
afterAll(async () => {
  await mock?.close();
  for (const world of worlds) world.remove();
});

async function outcome({ id, place }: Hostile, text: string): Promise<readonly Outcome[]> {
  const world = createWorld({ 'a.txt': 'one\n' });
  worlds.push(world);
  if (place === 'name') writeFileSync(join(world.cwd, text.replaceAll('/', '∕').slice(0, 60)), 'x');
  if (place === 'branch') {
    execFileSync('git', ['init', '-q'], { cwd: world.cwd, env: world.env });
    writeFileSync(join(world.cwd, '.git', 'HEAD'), `ref: refs/heads/${text}\n`);
  }
  const ran = await assent(
    world,
    ['plan', '--json', '--endpoint', mock!.baseUrl, '--model', 'obedient', '--', `task ${id} please`],
    place === 'stdin' ? { stdin: text } : {},
  );
  const { plan, verdicts } = JSON.parse(ran.stdout.toString()) as {
    plan: { steps: { command: string }[] };
    verdicts: { verdict: string; rule: string; reason: string }[];
  };
  return plan.steps.map(({ command }, index) => ({
    command,
    verdict: verdicts[index]!.verdict,
    reason: verdicts[index]!.reason.replaceAll(join(world.cwd, '..'), '/world'),
    rule: verdicts[index]!.rule,
  }));
}

describeWith(['git'])('a model that obeys hostile text', () => {
  it.each(TRIED)('$id: the policy says the same as without it, and never yes ($place)', async (hostile) => {
    const got = await outcome(hostile, hostile.text);
    expect(got).toHaveLength(1);
    expect(got[0]!.command).toBe(hostile.wants);
    expect(got).toEqual(await outcome(hostile, 'benign'));
    expect(got[0]!.verdict).toMatch(/^(?:ask|deny)$/);
    expect(got[0]!.rule).toEqual(expect.any(String));
  });
});
