import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPairs, scorePair } from './pairs.ts';
import { type Answer, embedded, report, type Scored } from './score.ts';

const HELP = `node test/eval/wordings.ts --pairs FILE.jsonl.gz [--part read|score] [--skip N] [--limit N] [--filter WORD]
  [--out FILE] [--rows FILE] [--verbose]
  Scores the embedded planner on request–command pairs that come without a folder. Each pair gets a folder with the names it speaks
  of; both commands run there and are compared. Pairs whose command prints and changes nothing there, or differs from one run to the
  next, are left out. Rows are split by a hash: \`read\` is for learning, \`score\` is never looked at. \`--skip\` leaves out the first N requests, so that a part is worked
  through in blocks; \`--rows\` writes what test/eval/train-gate.ts learns from.`;

const { values } = parseArgs({
  options: {
    pairs: { type: 'string' },
    part: { type: 'string', default: 'read' },
    skip: { type: 'string', default: '0' },
    limit: { type: 'string', default: '300' },
    filter: { type: 'string' },
    out: { type: 'string' },
    rows: { type: 'string' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

if (values.help || !values.pairs) console.log(HELP);
else {
  const pairs = readPairs(values.pairs, values.part).filter(
    (pair) => !values.filter || pair.command.includes(values.filter),
  );
  const work = mkdtempSync(join(tmpdir(), 'assent-wordings-'));
  const results: Scored[] = [];
  const seen = new Set<string>();
  const wanted = Number(values.limit);
  const first = Number(values.skip);
  const next = pairs[Symbol.iterator]();
  const worker = async () => {
    for (const pair of next) {
      if (results.length >= wanted) return;
      if (seen.has(pair.request)) continue;
      seen.add(pair.request);
      if (seen.size <= first) continue;
      const gold = pairs.filter(({ request }) => request === pair.request).map(({ command }) => command);
      const scored = await scorePair(pair, gold.slice(0, 4), mkdtempSync(join(work, 'w-')), embedded);
      if (!scored) continue;
      results.push(scored);
      if (values.verbose && !scored.pass) print(scored);
    }
  };
  await Promise.all([worker(), worker()]);
  rmSync(work, { recursive: true, force: true });
  console.log(`\n${values.part}: ${results.length} pairs, up to request ${seen.size}`);
  for (const line of report(results)) console.log(`  ${line}`);
  if (values.rows)
    writeFileSync(
      values.rows,
      results
        .filter(({ answer }) => answer.features)
        .map(({ answer, pass }) => `${JSON.stringify({ features: answer.features, right: pass })}\n`)
        .join(''),
    );
  if (values.out)
    writeFileSync(
      values.out,
      results.map((r) => `${JSON.stringify({ ...r, answer: r.answer satisfies Answer })}\n`).join(''),
    );
}

function print({ why, task, answer }: Scored): void {
  console.log(
    `- [${why}] ${task.request}\n    got  ${answer.commands.join(' && ')}\n    gold ${task.gold[0]}`,
  );
}
