import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WEIGHTS } from '../../src/planner/offline/gate.ts';

const HELP = `node test/eval/train-gate.ts --rows FILE.jsonl [--write]
  Trains the weights behind the embedded planner's stated confidence: logistic regression over the features of a reading
  (\`featuresOf\` in src/planner/offline/confidence.ts). Rows are {"features":[…],"right":true}, one per answer, from requests the rules
  had not been written for: \`npm run eval -- --set NAME --rows FILE\` writes them. Prints how it does on rows left out of the training.`;

interface Row {
  readonly features: readonly number[];
  readonly right: boolean;
}

const FOLDS = 10;
const STEPS = 4000;
const RATE = 0.3;
/** Pull towards the weights in place: they come from other sets' unread answers, which the rows here add to and do not replace. */
const PENALTY = 0.03;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const chance = (weights: readonly number[], row: Row): number =>
  sigmoid(row.features.reduce((sum, value, i) => sum + value * weights[i]!, 0));

function train(rows: readonly Row[]): number[] {
  const weights = rows[0]!.features.map((_, i) => WEIGHTS[i] ?? 0);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight, i) => (i === 0 ? 0 : PENALTY * (weight - (WEIGHTS[i] ?? 0))));
    for (const row of rows) {
      const error = chance(weights, row) - (row.right ? 1 : 0);
      row.features.forEach((value, i) => {
        slope[i]! += (error * value) / rows.length;
      });
    }
    slope.forEach((value, i) => {
      weights[i]! -= RATE * value;
    });
  }
  return weights;
}

const { values } = parseArgs({
  options: { rows: { type: 'string' }, write: { type: 'boolean' }, help: { type: 'boolean' } },
});

if (values.help || !values.rows) console.log(HELP);
else {
  const rows = readFileSync(values.rows, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
  const held = rows.map((row, i) => ({
    row,
    stated: chance(train(rows.filter((_, j) => j % FOLDS !== i % FOLDS)), row),
  }));
  console.log(`${rows.length} answers, each judged by weights trained without it`);
  console.log('stated at least   answers   right');
  for (const level of [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95]) {
    const sure = held.filter(({ stated }) => stated >= level);
    const right = sure.filter(({ row }) => row.right).length;
    console.log(
      `${level.toFixed(2).padStart(15)}${String(sure.length).padStart(10)}${`${((100 * right) / Math.max(1, sure.length)).toFixed(1)} %`.padStart(10)}`,
    );
  }
  const weights = train(rows).map((weight) => Math.round(weight * 1000) / 1000);
  console.log(`weights ${weights.join(' ')}`);
  if (values.write)
    writeFileSync(
      join(import.meta.dirname, '../../src/planner/offline/gate.ts'),
      `/** Written by test/eval/train-gate.ts; one weight for each feature in confidence.ts, the first for the constant. */\nexport const WEIGHTS: readonly number[] = [${weights.join(', ')}];\n`,
    );
}
