import type { Arg, ParsedOption, Style, Use } from './spec.ts';
import type { OptionRow, OptionTable } from './table.ts';
import { arg, unknown, usedBy, valueUse } from './uses.ts';

/** A word that begins with who knows what, or that may split into words that do. */
const mayBeOption = (word: Arg): boolean =>
  !word.exact && (word.text === '' || (splits(word) && word.below === undefined));

/** Several words of one pattern all begin alike, and so do paths that find found; several of an expansion may be anything. */
const splits = (word: Arg): boolean => word.many && word.glob === undefined;

/** The value inside an option's word. What a pattern matches concerns the whole word, so here it is just not known. */
function attachedTo(word: Arg, from: number): Arg {
  return { text: word.text.slice(from), exact: word.exact, many: splits(word) };
}

/** One pass over the arguments of one level. */
export class ArgumentReader {
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
      if (mayBeOption(next) && !this.globSafe) {
        this.uses.push(unknown(`a glob or expansion may turn into an option of ${this.title}`, next));
        this.operands.push(next);
        if (this.stop) this.allOperands();
      } else if (next.exact && next.text === '--') this.allOperands();
      else if (this.isOption(next)) this.option(next);
      else {
        this.operands.push(next);
        if (this.stop) this.allOperands();
      }
    }
  }

  private isOption({ text, exact }: Arg): boolean {
    if (this.style === 'keyword') return text.includes('=') || (this.table.has(text) && exact);
    if (text.startsWith('+')) return this.table.has('+#') && text.length > 1;
    return text.startsWith('-') && !(exact && text === '-' && !this.table.has('-'));
  }

  private allOperands(): void {
    this.operands.push(...this.queue);
    this.queue = [];
  }

  private option(word: Arg): void {
    const { text } = word;
    if (text === '-' && this.style !== 'keyword') this.take('-', this.table.get('-')!, undefined);
    else if (this.style === 'keyword') this.long(word, text.indexOf('='));
    else if (text.startsWith('--') || this.style === 'single') this.long(word, text.indexOf('='));
    else this.cluster(word);
  }

  private long(word: Arg, equals: number): void {
    if (equals === -1 && !word.exact) {
      this.unknownOption(word);
      return;
    }
    let name = equals === -1 ? word.text : word.text.slice(0, equals);
    if (this.style === 'single' && !this.table.has(name))
      name = name.startsWith('--') ? name.slice(1) : `-${name}`;
    const row = this.table.get(name);
    if (!row) {
      this.abbreviations(word, name);
      this.unknownOption(word);
      return;
    }
    const attached = equals === -1 ? undefined : attachedTo(word, equals + 1);
    if (attached && row.values.length === 0) {
      this.unknownOption(word);
      return;
    }
    if (attached && splits(word)) this.uses.push(unknown('an expansion may become several words here', word));
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
      for (const effect of row.effects) this.uses.push(usedBy(effect));
      return;
    }
    for (let index = 1; index < word.text.length; index++) {
      const name = `${sign}${word.text[index]}`;
      const row = this.table.get(name);
      if (!row) {
        this.unknownOption(word);
        return;
      }
      if (row.values.length > 0) {
        const restText = word.text.slice(index + 1);
        const attached = restText === '' && word.exact ? undefined : attachedTo(word, index + 1);
        if (attached && splits(word))
          this.uses.push(unknown('an expansion may become several words here', word));
        this.take(name, row, attached);
        return;
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

  private take(name: string, row: OptionRow, attached: Arg | undefined, peek = false): void {
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
      // In another version of the tool it may be a flag, and this word an option of its own.
      if (value !== attached && !peek && /^-[-A-Za-z]/.test(value.text) && this.style !== 'keyword')
        this.uses.push(unknown(`${value.text} may be read as an option`, value));
      if (value.many && value !== attached)
        this.uses.push(unknown('an expansion may become several words here', value));
      values.push(value);
      this.uses.push(valueUse(kind, value));
    }
    for (const effect of row.effects) this.uses.push({ ...usedBy(effect), detail: `option ${name}` });
    this.options.push({ name, values });
  }

  private unknownOption(word: Arg): void {
    this.uses.push(unknown(`option ${word.text} of ${this.title} is not known`, word));
  }
}
