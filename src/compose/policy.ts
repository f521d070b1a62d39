import { resolve } from 'node:path';
import { pathsOf } from '../config/paths.ts';
import { judgeSteps } from '../facts/judge.ts';
import { type Judgement, judge } from '../policy/judge.ts';
import { allSpecs } from '../policy/specs/index.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../policy/world.ts';
import type { Report } from '../session/report.ts';

interface Where {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The policy on its own: verdicts over the real world, the tools it knows, the examples inside the rules. */
export function openPolicy({ env, cwd }: Where) {
  const paths = pathsOf(env);
  return {
    /** The default verdict: nothing tainted, no piped data, and the sandbox never counts. */
    async judge(asked: {
      readonly id: string;
      readonly command: string;
      readonly cwd?: string;
    }): Promise<Judgement> {
      const folder = resolve(cwd, asked.cwd ?? '.');
      const [judgement] = await judgeSteps(
        [{ id: asked.id, command: asked.command }],
        { cwd: folder, tainted: [], stdin: 'none' },
        { cwd: () => folder, env, paths },
      );
      return judgement!;
    },
    list: listTools,
    test: testExamples,
  };
}

function listTools(): Report {
  const names = allSpecs()
    .flatMap((spec) => spec.names.split(' '))
    .sort();
  return { text: `${names.join('\n')}\n`, json: names, code: 0 };
}

/** Each spec's own examples in the model world; exit 1 when one does not hold. */
function testExamples(): Report {
  const wrong: { tool: string; command: string; expected: string; got: string }[] = [];
  let count = 0;
  for (const spec of allSpecs())
    for (const expected of ['allow', 'ask', 'deny'] as const)
      for (const command of spec[expected] ?? []) {
        count++;
        const [verdict] = judge([{ id: '1', command }], MODEL_SETTING, MODEL_FACTS);
        const got = verdict!.verdict;
        // A denied example of "ask" is stricter than promised, which is no failure.
        if (got !== expected && !(expected === 'ask' && got === 'deny'))
          wrong.push({ tool: spec.names.split(' ')[0]!, command, expected, got });
      }
  const lines = wrong.map(
    ({ tool, command, expected, got }) => `${tool}: ${command}: ${got}, not ${expected}`,
  );
  lines.push(`${count} examples of ${allSpecs().length} specs, ${wrong.length} wrong`);
  return { text: `${lines.join('\n')}\n`, json: { count, wrong }, code: wrong.length > 0 ? 1 : 0 };
}
