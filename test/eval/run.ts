import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { KnownScores } from './known-scores.ts';
import { Sandbox } from './sandbox.ts';
import { type Asked, embedded, report, type Scored, scoreTask } from './score.ts';
import { readTasks } from './tasks.ts';
import { gold, goldThroughProduct, PRODUCT_MOUNTS } from './through-product.ts';
import { withTypo } from './typo.ts';

const HELP = `npm run eval -- [--set NAME]… [--planner COMMAND] [--typos SEED] [--filter TEXT] [--rows FILE] [--verbose]
  Scores a planner by running what it says beside reference commands, each in a fresh sandbox.
  --set      dev, dev-zh, shop, shop-zh, mixed, fresh … (files in test/eval/sets), or a file of tasks elsewhere with its fixtures/ beside it;
             these five when none is named
  --planner  embedded (the default), gold (the reference commands as they are), gold-through-product (the same as a
             scripted model's answers, planned and run by the built product), or a program that gets {request} and prints
             a plan as JSON, such as: node dist/assent.js plan --json --endpoint URL --model NAME {request}
  --rows     file for the features of each answer and whether it was right, for train-gate.ts
  --out      file for every task with its answer and how it was judged
  --known    file of earlier verdicts: answers that were run before are not run again (made when it is not there)
  --typos    one misspelling per request, drawn with this seed`;

const sets = join(import.meta.dirname, 'sets');

/** `assent plan --json {request}` or any other program that prints a plan. */
function external(command: string): Asked {
  return (request, { cwd }) =>
    new Promise((resolve) => {
      const quoted = `'${request.replaceAll("'", `'\\''`)}'`;
      const started = performance.now();
      const child = spawn('bash', ['-c', command.replaceAll('{request}', quoted)], {
        cwd,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.on('data', (data: Buffer) => {
        text += data.toString('utf8');
      });
      child.on('close', () => resolve({ ...readPlan(text), ms: performance.now() - started }));
    });
}

interface Printed {
  readonly steps?: readonly { command: string }[];
  readonly plan?: { readonly steps?: readonly { command: string }[] } | null;
  readonly planner?: { confidence?: number; promptTokens?: number; completionTokens?: number };
}

function readPlan(text: string): { commands: string[]; confidence?: number; tokens?: number } {
  let printed: Printed;
  try {
    printed = JSON.parse(text) as Printed;
  } catch {
    return { commands: [] };
  }
  const { planner } = printed;
  return {
    commands: (printed.plan?.steps ?? printed.steps ?? []).map((step) => step.command),
    ...(planner?.confidence === undefined ? {} : { confidence: planner.confidence }),
    tokens: (planner?.promptTokens ?? 0) + (planner?.completionTokens ?? 0),
  };
}

const { values } = parseArgs({
  options: {
    set: { type: 'string', multiple: true },
    planner: { type: 'string' },
    typos: { type: 'string' },
    known: { type: 'string' },
    rows: { type: 'string' },
    out: { type: 'string' },
    filter: { type: 'string' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

const OWN: Readonly<Record<string, Asked | undefined>> = {
  embedded,
  gold,
  'gold-through-product': goldThroughProduct,
};

if (values.help) console.log(HELP);
else {
  const work = mkdtempSync(join(tmpdir(), 'assent-eval-'));
  const ask = OWN[values.planner ?? 'embedded'] ?? external(values.planner!);
  try {
    for (const name of values.set ?? ['dev', 'shop', 'shop-zh', 'mixed', 'fresh'])
      await runSet(name, ask, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function runSet(name: string, ask: Asked, work: string): Promise<void> {
  const { filter, typos } = values;
  const own = join(sets, `${name}.jsonl`);
  const file = name.endsWith('.jsonl')
    ? resolve(name)
    : existsSync(own)
      ? own
      : join(sets, name, 'tasks.jsonl');
  const mounts = values.planner === 'gold-through-product' ? PRODUCT_MOUNTS : [];
  const sandbox = new Sandbox(mkdtempSync(join(work, 's-')), join(dirname(file), 'fixtures'), mounts);
  const tasks = readTasks(file)
    .filter((task) => !filter || task.id.includes(filter) || task.tags.includes(filter))
    .map((task, i) =>
      typos === undefined ? task : { ...task, request: withTypo(task.request, Number(typos) + i) },
    );
  const known =
    values.known === undefined ? undefined : new KnownScores(values.known, join(dirname(file), 'fixtures'));
  const results: Scored[] = [];
  const next = tasks[Symbol.iterator]();
  const worker = async () => {
    for (const task of next) {
      const scored = await scoreTask(task, ask, sandbox, known);
      results.push(scored);
      if (values.verbose && !scored.pass)
        console.log(
          `- ${task.id} [${scored.why}] ${task.request}\n    got  ${scored.answer.commands.join(' && ')}\n    gold ${task.gold[0] ?? 'decline'}`,
        );
    }
  };
  await Promise.all([worker(), worker()]);
  console.log(`\n${name}: ${tasks.length} requests, ${values.planner ?? 'embedded planner'}`);
  for (const line of report(results)) console.log(`  ${line}`);
  if (values.out) appendFileSync(values.out, results.map((scored) => `${JSON.stringify(scored)}\n`).join(''));
  if (values.rows)
    appendFileSync(
      values.rows,
      results
        .filter(({ task, answer }) => task.expect !== 'decline' && answer.features)
        .map(({ answer, pass }) => `${JSON.stringify({ features: answer.features, right: pass })}\n`)
        .join(''),
    );
}
