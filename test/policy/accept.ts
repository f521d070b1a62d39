import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { decide } from './corpus.ts';
import { tryOut } from './effects.ts';
import {
  type Given,
  give,
  isInstalled,
  type Lane,
  lanes,
  operandsFor,
  someGiven,
  written,
} from './generate.ts';
import { REALLY_RAN } from './outcome.ts';
import { Random } from './random.ts';

/** How often an option is given, each time with another value or other operands, before it counts as refused. */
const TRIES = 4;
const BASES = 3;
const BATCH = 300;
const FILE = new URL('../corpora/policy/accepted.jsonl', import.meta.url);

/** What a tool of the machine the list was made on took: a call with at most one option of its table that did what it was called for. */
interface Line {
  readonly triple: string;
  readonly program: string;
  readonly subcommand: string;
  readonly operands: string;
  readonly given?: Given;
}

function acceptedLines(): readonly Line[] {
  if (!existsSync(FILE)) return [];
  const lines = readFileSync(FILE, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [triple, program, subcommand, operands, level, option, words] = JSON.parse(line) as [
      ...[string, string, string, string],
      ...[number?, string?, string?],
    ];
    const given = level === undefined ? {} : { given: { level, option: option!, words: words! } };
    return { triple, program, subcommand, operands, ...given };
  });
}

const lineText = ({ triple, program, subcommand, operands, given }: Line): string =>
  JSON.stringify([
    ...[triple, program, subcommand, operands],
    ...(given ? [given.level, given.option, given.words] : []),
  ]);

interface Triple {
  readonly key: string;
  readonly lanes: readonly Lane[];
  /** None: the call without options. */
  readonly option?: { readonly level: number; readonly name: string };
}

/** Every option of every form of every tool that is here, and each form without one; the forms take turns. */
function triplesHere(): readonly Triple[] {
  const forms = [...Map.groupBy(lanes(), ({ tool, group }) => `${tool.split(' ')[0]}${group}`)];
  const queues = forms.map(([form, here]): Triple[] => {
    const last = here[0]!.levels.length - 1;
    return [
      { key: form, lanes: here },
      ...here[0]!.levels[last]!.options.map(([name]) => ({
        key: `${form} ${name}`,
        lanes: here,
        option: { level: last, name },
      })),
    ];
  });
  const turns: Triple[] = [];
  for (let turn = 0; queues.some((queue) => turn < queue.length); turn++)
    for (const queue of queues) if (turn < queue.length) turns.push(queue[turn]!);
  return turns;
}

interface Trial {
  readonly text: string;
  /** What is kept of it when it runs; missing where the option stood beside others. */
  readonly line?: Line;
}

/** A call of this form with this option that the judge lets pass; undefined when it lets none of those made pass. */
function trialOf(triple: Triple, known: readonly Line[], tries: number, random: Random): Trial | undefined {
  const { key, lanes: here, option } = triple;
  for (let attempt = 0; attempt < 8; attempt++) {
    const lane = random.pick(here);
    const { program } = lane;
    const pool = known.filter((line) => line.program === program);
    const operands =
      pool.length > 0 && random.below(4) > 0 ? random.pick(pool).operands : operandsFor(lane, random);
    const row = option && lane.levels[option.level]!.options.find(([name]) => name === option.name);
    const own = row && give(lane, option.level, row, random);
    const beside =
      option && (attempt > 3 || tries > 1)
        ? someGiven(lane, 1, random).filter((each) => each.option !== option.name)
        : [];
    const text = written(lane, own ? [...beside, own] : [], operands);
    if (decide(text) !== 'allow') continue;
    if (beside.length > 0) return { text };
    const subcommand = lane.subcommand.join(' ');
    return { text, line: { triple: key, program, subcommand, operands, ...(own ? { given: own } : {}) } };
  }
  return undefined;
}

/** How many forms and options of the tools that are here there are, the judge lets pass in some call, and are listed. */
export function allowTables(random: Random): {
  readonly all: number;
  readonly allowed: number;
  readonly taken: number;
} {
  const triples = triplesHere();
  const listed = new Set(acceptedLines().map(({ triple }) => triple));
  const taken = triples.filter(({ key }) => listed.has(key)).length;
  const more = triples.filter((triple) => !listed.has(triple.key) && trialOf(triple, [], 2, random)).length;
  return { all: triples.length, allowed: taken + more, taken };
}

/** Tries what the list does not have until the time is over; true when everything was tried. */
async function extend(minutes: number, random: Random): Promise<boolean> {
  const lines = [...acceptedLines()];
  const until = Date.now() + minutes * 60_000;
  const done = new Set(lines.map(({ triple }) => triple));
  let open = triplesHere()
    .filter(({ key }) => !done.has(key))
    .map((triple) => ({ triple, tries: 0 }));
  while (open.length > 0 && Date.now() < until) {
    const batch = open.slice(0, BATCH);
    const byTool = Map.groupBy(lines, ({ triple }) => triple.split(/[ /]/)[0]!);
    const trials = batch.map(({ triple, tries }) =>
      trialOf(triple, byTool.get(triple.key.split(/[ /]/)[0]!) ?? [], tries, random),
    );
    const asked = trials.filter((trial) => trial !== undefined);
    const outcomes = await tryOut(asked.map(({ text }) => text));
    const ran = new Set(asked.filter((_, at) => REALLY_RAN.has(outcomes[at]!)));
    const again: typeof open = [];
    for (const [at, { triple, tries }] of batch.entries()) {
      const trial = trials[at];
      // What the judge lets pass in no call is no part of the allow tables.
      if (!trial) continue;
      if (ran.has(trial) && trial.line) lines.push(trial.line);
      const wanted = ran.has(trial) ? (triple.option ? 0 : BASES) : TRIES;
      if (tries + 1 < wanted) again.push({ triple, tries: tries + 1 });
    }
    open = [...open.slice(BATCH), ...again];
    writeFileSync(FILE, `${lines.map(lineText).join('\n')}\n`);
    console.log(`${lines.length} lines; ${asked.length} tried, ${ran.size} ran, ${open.length} open`);
  }
  return open.length === 0;
}

/** Allowed calls of tools that are here, made of what the list says they take; all different. */
export function acceptedCalls(
  count: number,
  random: Random,
): { readonly calls: readonly string[]; readonly options: number } {
  const byLane = new Map<string, Line[]>();
  for (const line of acceptedLines()) {
    if (!isInstalled(line.program)) continue;
    const key = `${line.program}\t${line.subcommand}`;
    byLane.set(key, [...(byLane.get(key) ?? []), line]);
  }
  const linesOf = ({ program, subcommand }: Lane) => byLane.get(`${program}\t${subcommand.join(' ')}`) ?? [];
  const usable = lanes().filter((lane) => linesOf(lane).length > 0);
  const tools = [...Map.groupBy(usable, ({ tool }) => tool).values()];
  const used = new Set<string>();
  const calls = new Set<string>();
  for (let tries = 0; calls.size < count && tries < count * 100; tries++) {
    const wanting = usable.filter((each) =>
      linesOf(each).some(({ given, triple }) => given && !used.has(triple)),
    );
    // Every tool has its turns, and every other turn is for an option that no call has yet.
    const lane =
      random.below(2) && wanting.length > 0 ? random.pick(wanting) : random.pick(random.pick(tools));
    const lines = linesOf(lane);
    const options = lines.filter(({ given }) => given !== undefined);
    const plain = lines.filter(({ given }) => given === undefined);
    // What no call used yet comes first.
    const fresh = options.filter(({ triple }) => !used.has(triple));
    const picked = random.sample(
      fresh.length > 0 ? fresh : options,
      plain.length > 0 ? random.below(4) : 1 + random.below(3),
    );
    const operands = random.pick(picked.length > 0 ? picked : plain).operands;
    const text = written(
      lane,
      picked.map(({ given }) => given!),
      operands,
    );
    if (calls.has(text) || decide(text) !== 'allow') continue;
    calls.add(text);
    for (const { triple } of picked) used.add(triple);
  }
  return { calls: [...calls], options: used.size };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = (await extend(Number(process.argv[2] ?? 20), new Random(Number(process.argv[3] ?? 1))))
    ? 0
    : 75;
