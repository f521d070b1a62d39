import { ArgumentReader } from './reader.ts';
import type { Arg, Call, CommandSpec, Kind, ParsedOption, Style, Use } from './spec.ts';
import { doesRows, type OperandRow, operandRows, optionTable } from './table.ts';
import { unknown, usedBy, valueUse } from './uses.ts';

export interface Invocation {
  readonly call: Call;
  readonly uses: readonly Use[];
  /** Arguments a wrapper passes on: `command`, `command+`, `shell+` operands. */
  readonly rest?: { readonly kind: 'command' | 'command+' | 'shell+'; readonly args: readonly Arg[] };
  /** Specs from the tool down to the subcommand that was met. */
  readonly chain: readonly CommandSpec[];
}

/** Reads the arguments of a tool as its spec says. What the spec does not know becomes an `unknown` use. */
export function invoke(program: string, spec: CommandSpec, args: readonly Arg[]): Invocation {
  const path: string[] = [];
  const chain: CommandSpec[] = [spec];
  const options: ParsedOption[] = [];
  const uses: Use[] = [];
  let level = spec;
  let style: Style = spec.style ?? 'gnu';
  let shared = '';
  let remaining = args;
  for (;;) {
    const title = [program, ...path].join(' ');
    const table = optionTable(`${level.options ?? ''}\n${shared}`, style);
    const reader = new ArgumentReader(title, table, style, {
      globSafe: level.globSafe ?? false,
      stop: level.commands !== undefined || style === 'posix',
    });
    reader.read(remaining);
    options.push(...reader.options);
    uses.push(...reader.uses);
    if (!level.commands) {
      const call = callOf(program, path, options, reader.operands);
      const rest = finish(title, level, call, reader, uses);
      return { call, uses, chain, ...(rest ? { rest } : {}) };
    }
    const [word, ...after] = reader.operands;
    const next = word?.exact ? subcommand(level.commands, word.text) : undefined;
    if (!next) {
      if (word) uses.push(unknown(`${title} ${word.text || '…'} is not a known subcommand`, word));
      else if (!level.bare && !level.does && options.length === 0)
        uses.push(unknown(`${title} without a subcommand`));
      else if (!level.bare && !level.does) uses.push(unknown(`${title} without a subcommand`));
      addDoes(level.does, uses);
      return { call: callOf(program, path, options, reader.operands), uses, chain };
    }
    addDoes(level.does, uses);
    path.push(word!.text);
    chain.push(next);
    shared = `${shared}\n${level.shared ?? ''}`;
    style = next.style ?? style;
    level = next;
    remaining = after;
  }
}

function subcommand(commands: Readonly<Record<string, CommandSpec>>, word: string): CommandSpec | undefined {
  if (word === '' || word.includes(' ')) return undefined;
  if (Object.hasOwn(commands, word)) return commands[word];
  for (const [names, spec] of Object.entries(commands)) if (names.split(' ').includes(word)) return spec;
  return undefined;
}

function finish(
  title: string,
  level: CommandSpec,
  call: Call,
  reader: ArgumentReader,
  uses: Use[],
): Invocation['rest'] {
  const variant = level.variants?.find((each) => call.has(...each.if.split(/\s+/).filter(Boolean)));
  addDoes(variant?.does ?? level.does, uses);
  const layout = variant?.operands ?? level.operands;
  let rest: Invocation['rest'];
  if (layout !== undefined) rest = assign(title, operandRows(layout), reader.operands, uses);
  else if (reader.operands.length > 0 && !level.interpret)
    uses.push(unknown(`${title} takes no operands here`, reader.operands[0]));
  if (level.interpret) uses.push(...level.interpret(call));
  if (!rest && layout !== undefined && isIdle(operandRows(layout), call, uses))
    uses.push(unknown(`what ${title} would change is not said`));
  return rest;
}

const CHANGES: ReadonlySet<Kind> = new Set([
  'edit',
  'make',
  'delete',
  'delete-tree',
  'move',
  'mode',
  'mode-tree',
]);

/** A tool that is there to change things was found to change nothing: the table and the call do not fit together. */
const isIdle = (rows: readonly OperandRow[], call: Call, uses: readonly Use[]): boolean =>
  rows.some((row) => CHANGES.has(row.kind)) &&
  !call.has('--help', '--version', '-V', '-h') &&
  !uses.some((use) => use.kind !== 'text' && use.kind !== 'meta' && use.kind !== 'read');

function addDoes(text: string | undefined, uses: Use[]): void {
  if (text !== undefined) for (const row of doesRows(text)) uses.push(usedBy(row));
}

/** Gives each operand its kind; one row may repeat. What does not fit is unknown. */
function assign(
  title: string,
  rows: readonly OperandRow[],
  operands: readonly Arg[],
  uses: Use[],
): Invocation['rest'] {
  const repeat = rows.findIndex((row) => row.count === 'any' || row.count === 'many');
  const tail = repeat === -1 ? 0 : rows.length - repeat - 1;
  const head = repeat === -1 ? rows.length : repeat;
  for (let index = 0; index < operands.length; index++) {
    const operand = operands[index]!;
    let row: OperandRow | undefined;
    if (index < head) row = rows[index];
    else if (repeat !== -1) {
      const fromEnd = operands.length - 1 - index;
      row = fromEnd < tail && index > head ? rows[rows.length - 1 - fromEnd] : rows[repeat];
    }
    if (!row) {
      uses.push(unknown(`more operands than ${title} is known to take`, operand));
      continue;
    }
    if (row.kind === 'assign' && row.count === 'any' && !/^[A-Za-z_]\w*=/.test(operand.text)) {
      const next = rows[rows.indexOf(row) + 1];
      return assign(title, next ? [next] : [], operands.slice(index), uses);
    }
    if (row.kind === 'command' || row.kind === 'command+' || row.kind === 'shell+')
      return { kind: row.kind, args: operands.slice(index) };
    if (operand.many && row.count !== 'any' && row.count !== 'many') {
      uses.push(unknown('an expansion may become several words here', operand));
      for (const each of rows) uses.push(valueUse(each, operand));
    }
    uses.push(valueUse(row, operand));
  }
  return undefined;
}

function callOf(
  program: string,
  path: readonly string[],
  options: readonly ParsedOption[],
  operands: readonly Arg[],
): Call {
  return {
    program,
    path: [...path],
    options,
    operands,
    has: (...names) => options.some((option) => names.includes(option.name)),
    values: (...names) =>
      options.filter((option) => names.includes(option.name)).flatMap((option) => option.values),
  };
}
