import { acceptedCalls, allowTables } from '../policy/accept.ts';
import { decide, harmless, shown } from '../policy/corpus.ts';
import { type Observed, observe } from '../policy/effects.ts';
import type { Outcome } from '../policy/outcome.ts';
import { Random } from '../policy/random.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'effects';

const BATCH = 100;
/** Every allowed command of the corpus and `count` made from the tables really run, watched, in the jail. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { seed, count = 2_000 } = options;
  const corpus = harmless()
    .map((each) => each.command)
    .filter((command) => decide(command) === 'allow');
  const made = acceptedCalls(count, new Random(seed));
  const tables = allowTables(new Random(seed));
  console.log(
    '| commands | watched | really ran | of these until they were stopped | of these to ask a daemon that is not there | refused by the installed version | failed | not installed | changed something | touched a declared cache | connected | asked its daemon | started a stranger |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|');
  const seen: Observed[] = [];
  const figures: Record<string, number> = {};
  for (const [title, commands] of [
    ['allow corpus', corpus],
    ['made from the tables', made.calls],
  ] as const) {
    const results = (
      await inChunks(options, title, commands.length, BATCH, ({ first, size }) =>
        observe(commands.slice(first, first + size)),
      )
    ).flat();
    const where = (test: (each: Observed) => boolean) => results.filter(test).length;
    const ended = (outcome: Outcome) => where((each) => each.outcome === outcome);
    const ran = where((each) => each.ran);
    const cells = [
      ...[title, results.length, ran, ended('goes on'), ended('no daemon')],
      ...[ended('refused'), ended('failed'), ended('absent')],
      where((each) => each.changes.length > 0),
      where((each) => each.declared.length > 0),
      where((each) => each.connections.length > 0),
      where((each) => each.daemon.length > 0),
      where((each) => each.strangers.length > 0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    figures[title] = results.length;
    figures[`${title}: really ran`] = ran;
    seen.push(...results);
  }
  for (const each of seen) {
    const told = [...each.changes, ...each.connections, ...each.strangers.map((path) => `starts ${path}`)];
    if (told.length > 0) console.log(`${shown(each.command)}\n    ${told.slice(0, 4).join('\n    ')}`);
  }
  const missing = seen
    .filter((each) => each.outcome === 'absent')
    .map((each) => each.command.split(/[\s;|]/)[0]!);
  console.log(`\nnot installed here: ${[...new Set(missing)].sort().join(' ')}`);
  console.log('\nwatched, and not counted as run:');
  for (const each of seen)
    if (!each.ran && each.outcome !== 'absent')
      console.log(
        `${each.outcome} ${each.code}: ${shown(each.command)} — ${shown(each.said.split('\n')[0]!)}`,
      );
  const wrong = seen.filter(
    (each) => each.changes.length + each.connections.length + each.strangers.length > 0,
  );
  const percent = (part: number, whole: number) => Number(((100 * part) / whole).toFixed(1));
  const ofCorpus = percent(figures['allow corpus: really ran']!, corpus.length);
  const ofMade = percent(figures['made from the tables: really ran']!, made.calls.length);
  console.log(
    `\n${ofCorpus} % of the corpus and ${ofMade} % of the calls made from the tables really ran (at least 90 promised); they use ${made.options} different options; of ${tables.all} forms and options of the tools that are here the judge lets ${tables.allowed} pass in some call, and the installed tools took ${tables.taken} of these when they were tried`,
  );
  return {
    ok: wrong.length === 0 && ofCorpus >= 90 && ofMade >= 90 && made.calls.length >= count,
    figures: {
      ...figures,
      withAnyUndeclaredEffect: wrong.length,
      ranPercentOfCorpus: ofCorpus,
      ranPercentOfMade: ofMade,
      ranPercentOfAll: percent(seen.filter((each) => each.ran).length, seen.length),
      optionsUsed: made.options,
      formsAndOptions: tables.all,
      allowed: tables.allowed,
      taken: tables.taken,
    },
  };
}
