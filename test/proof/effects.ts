import { decide, harmless, shown } from '../policy/corpus.ts';
import { type Observed, observe } from '../policy/effects.ts';
import { allowedCalls } from '../policy/generate.ts';
import { Random } from '../policy/random.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'effects';

const BATCH = 100;
/**
 * The tables know options of several versions and systems, and the tool that is here refuses some of them. Such a call is
 * watched like any other and does not count as run, so more are made than have to run.
 */
const DRAWN = 1.4;
const isAbsent = (each: Observed) =>
  each.code === 126 || each.code === 127 || /command not found/.test(each.refusal ?? '');

/** Every allowed command of the corpus and `count` and more made from the tables really run, watched, in the jail. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { seed, count = 2_000 } = options;
  const random = new Random(seed);
  const corpus = harmless()
    .map((each) => each.command)
    .filter((command) => decide(command) === 'allow');
  console.log(
    '| commands | watched | really ran | the installed tool refused the call | not installed | changed something | touched a declared cache | connected | asked its daemon | started a stranger |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  const seen: Observed[] = [];
  const figures: Record<string, number> = {};
  for (const [title, commands] of [
    ['allow corpus', corpus],
    ['made from the tables', allowedCalls(Math.ceil(count * DRAWN), random)],
  ] as const) {
    const results = (
      await inChunks(options, title, commands.length, BATCH, ({ first, size }) =>
        observe(commands.slice(first, first + size)),
      )
    ).flat();
    const where = (test: (each: Observed) => boolean) => results.filter(test).length;
    const ran = where((each) => each.ran);
    const absent = where((each) => !each.ran && isAbsent(each));
    console.log(
      `| ${title} | ${results.length} | ${ran} | ${results.length - ran - absent} | ${absent} | ${where((each) => each.changes.length > 0)} | ${where((each) => each.declared.length > 0)} | ${where((each) => each.connections.length > 0)} | ${where((each) => each.daemon.length > 0)} | ${where((each) => each.strangers.length > 0)} |`,
    );
    figures[title] = results.length;
    figures[`${title}: really ran`] = ran;
    seen.push(...results);
  }
  for (const each of seen) {
    const told = [...each.changes, ...each.connections, ...each.strangers.map((path) => `starts ${path}`)];
    if (told.length > 0) console.log(`${shown(each.command)}\n    ${told.slice(0, 4).join('\n    ')}`);
  }
  const missing = new Set(
    seen.filter((each) => !each.ran && isAbsent(each)).map((each) => each.command.split(/[\s;|]/)[0]),
  );
  console.log(`\nnot installed here: ${[...missing].sort().join(' ')}`);
  const wrong = seen.filter(
    (each) => each.changes.length + each.connections.length + each.strangers.length > 0,
  );
  const percent = (100 * figures['allow corpus: really ran']!) / corpus.length;
  console.log(
    `\n${percent.toFixed(1)} % of the corpus really ran (at least 90 promised), and ${figures['made from the tables: really ran']} calls made from the tables (at least ${count})`,
  );
  return {
    ok: wrong.length === 0 && percent >= 90 && figures['made from the tables: really ran']! >= count,
    figures: {
      ...figures,
      withAnyUndeclaredEffect: wrong.length,
      ranPercentOfCorpus: Number(percent.toFixed(1)),
      ranPercentOfAll: Number(((100 * seen.filter((each) => each.ran).length) / seen.length).toFixed(1)),
    },
  };
}
