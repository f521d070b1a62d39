import { decide, harmless, shown } from '../policy/corpus.ts';
import { type Observed, observe } from '../policy/effects.ts';
import { allowedCalls } from '../policy/generate.ts';
import { Random } from '../policy/random.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'effects';

const BATCH = 100;

/** Every allowed command of the corpus and `count` more made from the tables really run, watched, in the jail. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { seed, count = 2_000 } = options;
  const random = new Random(seed);
  const corpus = harmless()
    .map((each) => each.command)
    .filter((command) => decide(command) === 'allow');
  console.log(
    '| commands | run | really ran | changed something | touched a declared cache | connected | asked its daemon | started a stranger |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  const seen: Observed[] = [];
  const figures: Record<string, number> = {};
  for (const [title, commands] of [
    ['allow corpus', corpus],
    ['made from the tables', allowedCalls(count, random)],
  ] as const) {
    const results = (
      await inChunks(options, title, commands.length, BATCH, ({ first, size }) =>
        observe(commands.slice(first, first + size)),
      )
    ).flat();
    const where = (test: (each: Observed) => boolean) => results.filter(test).length;
    console.log(
      `| ${title} | ${results.length} | ${where((each) => each.ran)} | ${where((each) => each.changes.length > 0)} | ${where((each) => each.declared.length > 0)} | ${where((each) => each.connections.length > 0)} | ${where((each) => each.daemon.length > 0)} | ${where((each) => each.strangers.length > 0)} |`,
    );
    figures[title] = results.length;
    figures[`${title}: really ran`] = where((each) => each.ran);
    seen.push(...results);
  }
  for (const each of seen) {
    const told = [...each.changes, ...each.connections, ...each.strangers.map((path) => `starts ${path}`)];
    if (told.length > 0) console.log(`${shown(each.command)}\n    ${told.slice(0, 4).join('\n    ')}`);
  }
  const missing = new Set(seen.filter((each) => !each.ran).map((each) => each.command.split(/[\s;|]/)[0]));
  console.log(`\nnot installed here or refused to start: ${[...missing].sort().join(' ')}`);
  const wrong = seen.filter(
    (each) => each.changes.length + each.connections.length + each.strangers.length > 0,
  );
  const ran = seen.filter((each) => each.ran).length / seen.length;
  console.log(`\n${(100 * ran).toFixed(1)} % really ran (at least 90 promised)`);
  return {
    ok: wrong.length === 0 && ran >= 0.9,
    figures: {
      ...figures,
      withAnyUndeclaredEffect: wrong.length,
      ranPercent: Number((100 * ran).toFixed(1)),
    },
  };
}
