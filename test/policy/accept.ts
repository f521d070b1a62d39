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

/**
 * What a tool of the machine the list was made on took: a call with at most one option of its table that did what it was
 * called for. Or, with `refused`, an option that it took in none of the calls tried.
 */
export interface Line {
  readonly triple: string;
  readonly program?: string;
  readonly subcommand?: readonly string[];
  readonly given?: Given;
  readonly operands?: string;
  readonly refused?: true;
}

export const acceptedLines = (): readonly Line[] =>
  existsSync(FILE)
    ? readFileSync(FILE, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line)
    : [];

interface Triple {
  readonly key: string;
  readonly lanes: readonly Lane[];
  /** None: the call without options. */
  readonly option?: { readonly level: number; readonly name: string };
}

/** Every option of every form of every tool that is here, and each form without one; the forms take turns. */
export function triplesHere(): readonly Triple[] {
  const forms = [...Map.groupBy(lanes(), ({ tool, group }) => `${tool.split(' ')[0]}${group}`)];
  const queues = forms.map(([form, here]): Triple[] => {
    const { levels } = here[0]!;
    const last = levels.length - 1;
    const options = levels.flatMap(({ options: table }, level) =>
      // An option above the subcommand is one of the tool, not of each subcommand.
      level < last && here[0]!.group !== '' && level > 0 ? [] : table.map(([name]) => ({ level, name })),
    );
    const own = options.filter(({ level }) => level === last);
    return [
      { key: form, lanes: here },
      ...own.map((option) => ({ key: `${form} ${option.name}`, lanes: here, option })),
    ];
  });
  const turns: Triple[] = [];
  for (let turn = 0; queues.some((queue) => turn < queue.length); turn++)
    for (const queue of queues) if (turn < queue.length) turns.push(queue[turn]!);
  return turns;
}

interface Trial extends Line {
  readonly text: string;
  /** Something stood beside the option. */
  readonly beside: boolean;
}

function trialOf(
  { key, lanes: here, option }: Triple,
  known: readonly Line[],
  tries: number,
  random: Random,
): Trial | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const lane = random.pick(here);
    const pool = known.filter(({ program, operands }) => program === lane.program && operands !== undefined);
    const operands =
      pool.length > 0 && random.below(4) > 0 ? random.pick(pool).operands! : operandsFor(lane, random);
    const row = option && lane.levels[option.level]!.options.find(([name]) => name === option.name);
    const own = row && give(lane, option.level, row, random);
    const beside =
      option && (attempt > 3 || tries > 1)
        ? someGiven(lane, 1, random).filter((each) => each.option !== option.name)
        : [];
    const text = written(lane, own ? [...beside, own] : [], operands);
    if (decide(text) !== 'allow') continue;
    return {
      triple: key,
      program: lane.program,
      subcommand: lane.subcommand,
      operands,
      text,
      beside: beside.length > 0,
      ...(own ? { given: own } : {}),
    };
  }
  return undefined;
}

/** Goes on with the list until the time is over; true when nothing is left to try. */
async function extend(minutes: number, random: Random): Promise<boolean> {
  const lines = [...acceptedLines()];
  const until = Date.now() + minutes * 60_000;
  const done = new Set(lines.map(({ triple }) => triple));
  const byForm = Map.groupBy(lines, ({ triple }) => triple.split(' ')[0]!);
  let open = triplesHere()
    .filter(({ key }) => !done.has(key))
    .map((triple) => ({ triple, tries: 0 }));
  while (open.length > 0 && Date.now() < until) {
    const batch = open.slice(0, BATCH);
    const trials = batch.map(({ triple, tries }) =>
      trialOf(triple, byForm.get(triple.key.split(' ')[0]!) ?? [], tries, random),
    );
    const asked = trials.filter((trial) => trial !== undefined);
    const outcomes = await tryOut(asked.map(({ text }) => text));
    const ran = new Set(asked.filter((_, at) => REALLY_RAN.has(outcomes[at]!)));
    const again: typeof open = [];
    for (const [at, { triple, tries }] of batch.entries()) {
      const trial = trials[at];
      // What the judge lets pass in no call is not part of the allow tables.
      if (!trial) continue;
      if (ran.has(trial)) {
        const { text, beside, ...line } = trial;
        const kept: Line = beside ? { triple: triple.key } : line;
        lines.push(kept);
        const form = triple.key.split(' ')[0]!;
        byForm.set(form, [...(byForm.get(form) ?? []), kept]);
        if (!triple.option && tries + 1 < BASES) again.push({ triple, tries: tries + 1 });
      } else if (tries + 1 < TRIES) again.push({ triple, tries: tries + 1 });
      else if (!lines.some((line) => line.triple === triple.key))
        lines.push({ triple: triple.key, refused: true });
    }
    open = [...open.slice(BATCH), ...again];
    writeFileSync(FILE, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    console.log(
      `${new Date().toISOString().slice(11, 19)} ${lines.length} lines, ${asked.length} tried, ${ran.size} ran, ${open.length} open`,
    );
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
    if (line.program === undefined || !isInstalled(line.program)) continue;
    const key = `${line.program}\t${line.subcommand!.join(' ')}`;
    byLane.set(key, [...(byLane.get(key) ?? []), line]);
  }
  const usable = lanes().filter(({ program, subcommand }) =>
    byLane.has(`${program}\t${subcommand.join(' ')}`),
  );
  const tools = [...Map.groupBy(usable, ({ tool }) => tool).values()];
  const used = new Set<string>();
  const calls = new Set<string>();
  for (let tries = 0; calls.size < count && tries < count * 100; tries++) {
    const lane = random.pick(random.pick(tools));
    const lines = byLane.get(`${lane.program}\t${lane.subcommand.join(' ')}`)!;
    const options = lines.filter(({ given }) => given !== undefined);
    const plain = lines.filter(({ given }) => given === undefined);
    // What no call used yet comes first.
    const fresh = options.filter(({ triple }) => !used.has(triple));
    const picked = random.sample(
      fresh.length > 0 ? fresh : options,
      plain.length > 0 ? random.below(4) : 1 + random.below(3),
    );
    const operands = random.pick(picked.length > 0 ? picked : plain).operands!;
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
