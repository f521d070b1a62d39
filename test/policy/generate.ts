import { BASH_BUILTINS } from '../../src/policy/builtin.ts';
import type { CommandSpec, Style, ToolSpec } from '../../src/policy/spec.ts';
import { allSpecs } from '../../src/policy/specs/index.ts';
import { type KindRef, type OptionRow, operandRows, optionTable } from '../../src/policy/table.ts';
import { has } from '../tools/needs.ts';
import { decide } from './corpus.ts';
import type { Random } from './random.ts';

/** Values that fit a kind, as shell words. The files exist in the project of the effect proof. */
function sampleFor({ kind, param }: KindRef, random: Random): string {
  switch (kind) {
    case 'oneof':
      return random.pick(param!.split('|'));
    case 'meta':
      return random.pick(['src', '.', 'README.md', 'a.txt', './src/../a.txt', '/etc/hosts', 'missing']);
    case 'read':
      return random.pick([
        'README.md',
        'a.txt',
        'numbers.txt',
        'data.json',
        'a.tar',
        'a.gz',
        'a.json',
        'a.xml',
        'a.zip',
        'cert.pem',
        'SHA256SUMS',
        'src/index.ts',
        '/etc/hosts',
        'dist/app.bin',
        '-',
      ]);
    case 'tree':
      return random.pick(['src', '.', 'docs', 'README.md']);
    case 'cwd':
      return random.pick(['.', 'src']);
    case 'sed':
      return random.pick(["'s/a/b/g'", "-n '1,3p'", "'$d'", "'/x/!d'"]);
    case 'awk':
      return random.pick(["'{print $1}'", "'END{print NR}'", "'/o/{n++} END{print n+0}'"]);
    case 'jq':
      return random.pick(['.', "'.a'", "'keys'", "'.b[]'"]);
    case 'command':
    case 'command+':
      return random.pick(['ls', 'cat a.txt', 'wc -l', 'echo x', 'head -n 1 README.md']);
    case 'assign':
      return random.pick(['LC_ALL=C', 'TZ=UTC']);
    case 'shell':
    case 'shell+':
      return random.pick(["'ls -la'", "'cat a.txt | wc -l'"]);
    default:
      return random.pick(['1', '3', 'a', 'foo', 'x=1', '%s', 'HEAD', 'main', '5', 'json', 'auto', '10K']);
  }
}

/** For an option: mostly a number, which is what most of them take. */
function valueFor(kind: KindRef, random: Random): string {
  return kind.kind === 'text' && random.below(10) < 7
    ? random.pick(['1', '3', '5'])
    : sampleFor(kind, random);
}

/** One way to call a tool: its subcommand words, the options of each level, the operands of the last. */
interface Form {
  readonly tool: string;
  /** The subcommand as the table has it, all names it goes by. */
  readonly group: string;
  readonly subcommand: readonly string[];
  readonly levels: readonly Level[];
  readonly operands: string;
}

interface Level {
  readonly style: Style;
  /** Those without an effect of their own. */
  readonly options: readonly (readonly [string, OptionRow])[];
}

/** A form under one of the tool's names. */
export interface Lane extends Form {
  readonly program: string;
}

/** An option as it is written, at its level of the form. */
export interface Given {
  readonly level: number;
  readonly option: string;
  readonly words: string;
}

interface Above {
  readonly group: string;
  readonly subcommand: readonly string[];
  readonly levels: readonly Level[];
  readonly shared: string;
  readonly style: Style;
}
const TOP: Above = { group: '', subcommand: [], levels: [], shared: '', style: 'gnu' };

function* formsOf(tool: ToolSpec, spec: CommandSpec = tool, above: Above = TOP): Generator<Form> {
  const style = spec.style ?? above.style;
  const options = [...optionTable(`${spec.options ?? ''}\n${above.shared}`, style)].filter(
    ([, row]) => row.effects.length === 0,
  );
  const levels = [...above.levels, { style, options }];
  const { group, subcommand } = above;
  if (!spec.commands || spec.bare)
    yield {
      tool: tool.names,
      group,
      subcommand,
      levels,
      operands: spec.commands ? '' : (spec.operands ?? ''),
    };
  const shared = `${above.shared}\n${spec.shared ?? ''}`;
  for (const [names, next] of Object.entries(spec.commands ?? {}))
    for (const name of names.split(' ')) {
      const below = { group: `${group}/${names}`, subcommand: [...subcommand, name], levels, shared, style };
      yield* formsOf(tool, next, below);
    }
}

export const isInstalled = (program: string) => BASH_BUILTINS.has(program) || has(program);

/** Every form of every tool that is here, under each of its names. */
export const lanes = (): readonly Lane[] =>
  allSpecs().flatMap((tool) =>
    [...formsOf(tool)].flatMap((form) =>
      tool.names
        .split(/\s+/)
        .filter(isInstalled)
        .map((program) => ({ ...form, program })),
    ),
  );

export function operandsFor(lane: Lane, random: Random): string {
  const words: string[] = [];
  for (const row of operandRows(lane.operands)) {
    const least = row.count === 'one' || row.count === 'many' ? 1 : 0;
    const most = row.count === 'any' || row.count === 'many' ? 2 : 1;
    // A call without any operand is rarely a whole one.
    const some = Math.max(least, random.below(10) < 7 ? 1 : 0);
    for (let count = some + random.below(most - some + 1); count > 0; count--)
      words.push(sampleFor(row, random));
  }
  return words.join(' ');
}

export function give(
  lane: Lane,
  level: number,
  [option, row]: readonly [string, OptionRow],
  random: Random,
): Given {
  const { style } = lane.levels[level]!;
  const value = () => valueFor(row.values[0]!, random);
  const write = () => {
    if (option.endsWith('#')) return `${option[0]}3`;
    if (row.values.length === 0) return option;
    if (row.attachedOnly)
      return random.below(2) ? option : `${option}${option.startsWith('--') ? '=' : ''}${value()}`;
    if (style === 'keyword') return `${option}=${value()}`;
    return [option, ...row.values.map((kind) => valueFor(kind, random))].join(' ');
  };
  return { level, option, words: write() };
}

export function written(lane: Lane, given: readonly Given[], operands: string): string {
  const words = [lane.program];
  for (const [level] of lane.levels.entries()) {
    for (const each of given) if (each.level === level) words.push(each.words);
    if (level < lane.subcommand.length) words.push(lane.subcommand[level]!);
  }
  if (operands !== '') words.push(operands);
  return words.join(' ');
}

export function someGiven(lane: Lane, most: number, random: Random): Given[] {
  return lane.levels.flatMap(({ options }, level) =>
    random
      .sample(options, random.below(level + 1 < lane.levels.length ? 2 : most + 1))
      .map((each) => give(lane, level, each, random)),
  );
}

/** Allowed calls of tools that are here, made from the tables, and the examples of their specs; all different. */
export function allowedCalls(count: number, random: Random): string[] {
  const byTool = Map.groupBy(lanes(), ({ tool }) => tool);
  const tools = [...byTool.values()];
  const calls = new Set(
    allSpecs().flatMap((tool) => tool.allow.filter((command) => isInstalled(command.split(' ')[0]!))),
  );
  for (let tries = 0; calls.size < count && tries < count * 60; tries++) {
    const lane = random.pick(random.pick(tools));
    const call = written(lane, someGiven(lane, 3, random), operandsFor(lane, random));
    if (decide(call) === 'allow') calls.add(call);
  }
  return random.sample([...calls], count);
}
