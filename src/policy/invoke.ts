import type { Arg, Call, CommandSpec, ParsedOption, Style, Use } from './spec.ts';
import {
  doesRows,
  type KindRef,
  type OperandRow,
  type OptionTable,
  operandRows,
  optionTable,
} from './table.ts';

export interface Invocation {
  readonly call: Call;
  readonly uses: readonly Use[];
  /** Arguments a wrapper passes on: `command`, `command+`, `shell+` operands. */
  readonly rest?: { readonly kind: 'command' | 'command+' | 'shell+'; readonly args: readonly Arg[] };
  /** Specs from the tool down to the subcommand that was met. */
  readonly chain: readonly CommandSpec[];
}

const arg = (text: string): Arg => ({ text, exact: true, many: false });
const unknown = (detail: string, about?: Arg): Use => ({
  kind: 'unknown',
  detail,
  ...(about ? { arg: about } : {}),
});

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
    const reader = new Reader(title, table, style, {
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
  reader: Reader,
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
  return rest;
}

function addDoes(text: string | undefined, uses: Use[]): void {
  if (text !== undefined) for (const row of doesRows(text)) uses.push(useOf(row));
}

function useOf(row: KindRef, value?: Arg): Use {
  const about = value ?? (row.param === undefined ? undefined : arg(row.param));
  return {
    kind: row.kind,
    ...(about ? { arg: about } : {}),
    ...(row.detail === undefined ? {} : { detail: row.detail }),
  };
}

function valueUse(row: KindRef, value: Arg): Use {
  if (row.kind !== 'oneof')
    return { kind: row.kind, arg: value, ...(row.param === undefined ? {} : { param: row.param }) };
  const known = value.exact && row.param!.split('|').includes(value.text);
  return known ? { kind: 'text', arg: value } : unknown(`value ${value.text} is not a known one`, value);
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

/** One pass over the arguments of one level. */
class Reader {
  readonly options: ParsedOption[] = [];
  readonly operands: Arg[] = [];
  readonly uses: Use[] = [];
  private readonly title: string;
  private readonly table: OptionTable;
  private readonly style: Style;
  private readonly globSafe: boolean;
  /** The first operand ends the options. */
  private readonly stop: boolean;
  private queue: Arg[] = [];

  constructor(title: string, table: OptionTable, style: Style, how: { globSafe: boolean; stop: boolean }) {
    this.title = title;
    this.table = table;
    this.style = style;
    this.globSafe = how.globSafe;
    this.stop = how.stop;
  }

  read(args: readonly Arg[]): void {
    this.queue = [...args];
    if (this.style === 'none') {
      this.operands.push(...this.queue);
      return;
    }
    if (this.style === 'bsd') this.dashless();
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      if (!next.exact && next.text === '' && !this.globSafe) {
        this.uses.push(unknown(`a glob or expansion may turn into an option of ${this.title}`, next));
        this.operands.push(next);
        if (this.stop) return this.allOperands();
      } else if (next.exact && next.text === '--') return this.allOperands();
      else if (this.isOption(next)) this.option(next);
      else {
        this.operands.push(next);
        if (this.stop) return this.allOperands();
      }
    }
  }

  private isOption({ text, exact }: Arg): boolean {
    if (this.style === 'keyword') return text.includes('=') || (this.table.has(text) && exact);
    if (text.startsWith('+')) return this.table.has('+#') && text.length > 1;
    return text.startsWith('-') && !(exact && text === '-');
  }

  private allOperands(): void {
    this.operands.push(...this.queue);
    this.queue = [];
  }

  private option(word: Arg): void {
    const { text } = word;
    if (this.style === 'keyword') this.long(word, text.indexOf('='));
    else if (text.startsWith('--') || this.style === 'single') this.long(word, text.indexOf('='));
    else this.cluster(word);
  }

  private long(word: Arg, equals: number): void {
    if (equals === -1 && !word.exact) return this.unknownOption(word);
    let name = equals === -1 ? word.text : word.text.slice(0, equals);
    if (this.style === 'single' && !this.table.has(name))
      name = name.startsWith('--') ? name.slice(1) : `-${name}`;
    const row = this.table.get(name);
    if (!row) {
      this.abbreviations(word, name);
      return this.unknownOption(word);
    }
    const attached = equals === -1 ? undefined : { ...word, text: word.text.slice(equals + 1) };
    if (attached && row.values.length === 0) return this.unknownOption(word);
    if (attached && word.many) this.uses.push(unknown('an expansion may become several words here', word));
    this.take(name, row, attached);
  }

  /** An abbreviated option is never allowed, but what it may mean is judged (deny). */
  private abbreviations(word: Arg, name: string): void {
    if (name.length < 3 || !name.startsWith('--')) return;
    const equals = word.text.indexOf('=');
    for (const [full, row] of this.table)
      if (full.startsWith(name) && full !== name)
        this.take(
          full,
          row,
          equals === -1 ? undefined : { ...word, text: word.text.slice(equals + 1) },
          true,
        );
  }

  private cluster(word: Arg): void {
    const sign = word.text[0]!;
    if (/^[-+]\d+$/.test(word.text) && word.exact && this.table.has(`${sign}#`)) {
      const row = this.table.get(`${sign}#`)!;
      this.options.push({ name: `${sign}#`, values: [arg(word.text.slice(1))] });
      for (const effect of row.effects) this.uses.push(useOf(effect));
      return;
    }
    for (let index = 1; index < word.text.length; index++) {
      const name = `${sign}${word.text[index]}`;
      const row = this.table.get(name);
      if (!row) return this.unknownOption(word);
      if (row.values.length > 0) {
        const restText = word.text.slice(index + 1);
        const attached = restText === '' && word.exact ? undefined : { ...word, text: restText };
        if (attached && word.many)
          this.uses.push(unknown('an expansion may become several words here', word));
        return this.take(name, row, attached);
      }
      this.take(name, row, undefined);
    }
    if (!word.exact) this.unknownOption(word);
  }

  private dashless(): void {
    const first = this.queue[0];
    if (!first?.exact || first.text.startsWith('-') || first.text === '') return;
    const bare = [...this.table.keys()].some((name) => /^[^-+]/.test(name));
    const names = [...first.text].map((letter) => (bare ? letter : `-${letter}`));
    if (!names.every((name) => this.table.has(name)) && !/^[A-Za-z0-9]+$/.test(first.text)) return;
    this.queue.shift();
    for (const name of names) {
      const row = this.table.get(name);
      if (row) this.take(name, row, undefined);
      else this.unknownOption(first);
    }
  }

  private take(
    name: string,
    row: { values: readonly KindRef[]; attachedOnly: boolean; effects: readonly KindRef[] },
    attached: Arg | undefined,
    peek = false,
  ): void {
    const values: Arg[] = [];
    for (const [index, kind] of row.values.entries()) {
      const value =
        index === 0 && attached
          ? attached
          : row.attachedOnly
            ? undefined
            : peek
              ? this.queue[index]
              : this.queue.shift();
      if (!value) continue;
      if (value.many && value !== attached)
        this.uses.push(unknown('an expansion may become several words here', value));
      values.push(value);
      this.uses.push(valueUse(kind, value));
    }
    for (const effect of row.effects) this.uses.push({ ...useOf(effect), detail: `option ${name}` });
    this.options.push({ name, values });
  }

  private unknownOption(word: Arg): void {
    this.uses.push(unknown(`option ${word.text} of ${this.title} is not known`, word));
  }
}
