import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadSettings } from '../config/load.ts';
import { ConfigError, pathsOf, prepareFolder } from '../config/paths.ts';
import { writeFileWhole } from '../config/write-file.ts';
import { judgeSteps, proposeFor } from '../facts/judge.ts';
import { loadRules } from '../facts/rules.ts';
import { type Judgement, judge } from '../policy/judge.ts';
import { outline } from '../policy/outline.ts';
import type { RuleSet } from '../policy/rules/types.ts';
import { allSpecs } from '../policy/specs/index.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../policy/world.ts';
import type { Report } from '../session/report.ts';
import type { Past } from './past.ts';
import { acceptedPins } from './pins.ts';
import { rulesInForce } from './rules.ts';

/** A rule that would allow a command from now on, with what else that means; or why there is none. */
export type Offer =
  | {
      readonly kind: 'rule';
      readonly toml: string;
      readonly words: string;
      /** Commands it allows, judged with the rule in force. */
      readonly matches: readonly string[];
      readonly history: Past;
    }
  | { readonly kind: 'refused'; readonly reason: string };

interface Where {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The policy on its own: verdicts over the real world, the tools it knows, the examples inside the rules. */
export async function openPolicy({ env, cwd }: Where) {
  const paths = pathsOf(env);
  const { rules, warnings } = await rulesInForce(paths, await loadSettings({ paths, env, cwd }));
  const inputFor = (folder: string) => ({
    cwd: () => folder,
    env,
    paths,
    rules: () => rules,
    accepted: () => acceptedPins(paths.state),
  });
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
        inputFor(folder),
      );
      return judgement!;
    },
    /** How the text is read, a line for each node. */
    outline,
    /** Lines about rules that were refused. */
    warnings,
    async propose(command: string): Promise<Offer> {
      const { proposal } = await proposeFor(
        { id: '1', command },
        { cwd, tainted: [], stdin: 'none' },
        inputFor(cwd),
      );
      if (proposal.kind === 'refused') return proposal;
      const own = await loadRules([{ path: paths.policyFile, layer: 'user', text: proposal.toml }]);
      if (own.problems[0]) return { kind: 'refused', reason: own.problems[0].message };
      const wider = { ...rules, rules: [...rules.rules, ...own.rules.rules] };
      const verdict = async (text: string, folder: string, inForce: RuleSet) => {
        const input = { ...inputFor(folder), rules: () => inForce };
        const options = { cwd: folder, tainted: [], stdin: 'none' } as const;
        return (await judgeSteps([{ id: '1', command: text }], options, input))[0]!.verdict.verdict;
      };
      const matches: string[] = [];
      for (const text of proposal.candidates)
        if (matches.length < 3 && (await verdict(text, cwd, wider)) === 'allow') matches.push(text);
      const past = await import('./past.ts');
      const history = await past.newlyAllowed(paths, command, (text, folder) =>
        Promise.all([verdict(text, folder, rules), verdict(text, folder, wider)]),
      );
      return { kind: 'rule', toml: proposal.toml, words: proposal.words, matches, history };
    },
    /** Puts a proposed rule at the end of the user's file, once the whole file proves right with it. */
    async add(toml: string): Promise<string> {
      const before = existsSync(paths.policyFile)
        ? readFileSync(paths.policyFile, 'utf8').replace(/\n*$/, '\n\n')
        : '';
      const text = `${before}${toml.trim()}\n`;
      const { problems } = await loadRules([{ path: paths.policyFile, layer: 'user', text }]);
      if (problems[0]) throw new ConfigError(`not added: ${problems[0].message}`);
      prepareFolder(paths.config);
      writeFileWhole(paths.policyFile, text);
      return paths.policyFile;
    },
    list: listTools,
    /** Examples of every tool, and of the person's own rules, which were proven when they were read. */
    test: () => testExamples(rules.rules.length, warnings),
  };
}

function listTools(): Report {
  const names = allSpecs()
    .flatMap((spec) => spec.names.split(' '))
    .sort();
  return { text: `${names.join('\n')}\n`, json: names, code: 0 };
}

/** Each spec's own examples in the model world; exit 1 when one does not hold. */
function testExamples(rules: number, refused: readonly string[]): Report {
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
  lines.push(`${count} examples of ${allSpecs().length} specs, ${wrong.length} wrong`, ...refused);
  lines.push(`${rules} rules of policy.toml keep their examples, ${refused.length} refused`);
  return {
    text: `${lines.join('\n')}\n`,
    json: { count, wrong, rules, refused },
    code: wrong.length + refused.length > 0 ? 1 : 0,
  };
}
