import type { CommandSpec, Kind, Style } from './spec.ts';

/** A kind with its parameter: `oneof:a|b`, `write:./out`. */
export interface KindRef {
  readonly kind: Kind;
  readonly param?: string;
  readonly detail?: string;
}

export interface OptionRow {
  /** Kinds of the values it takes, in order. */
  readonly values: readonly KindRef[];
  /** Only an attached value counts: `--color=x`, `-Cx`. */
  readonly attachedOnly: boolean;
  /** What it does by itself. */
  readonly effects: readonly KindRef[];
}

export interface OperandRow extends KindRef {
  readonly count: 'one' | 'optional' | 'any' | 'many';
}

export type OptionTable = ReadonlyMap<string, OptionRow>;

const KINDS: ReadonlySet<string> = new Set<Kind>([
  'text', 'oneof', 'meta', 'read', 'tree', 'write', 'append', 'edit', 'make', 'delete', 'delete-tree', 'move',
  'mode', 'mode-tree', 'format', 'fatal', 'network', 'own-name', 'exec', 'shell',
  'stdin', 'shell+', 'command', 'command+', 'assign',
  'cwd', 'sed', 'awk', 'jq', 'env', 'process', 'system', 'terminal', 'privilege', 'secret', 'unknown',
]); // biome-ignore format: a list

/** Reads `kind` or `kind:param`. Throws on a kind nobody knows: a typing error in a spec is found by its test. */
export function kindRef(text: string): KindRef {
  const colon = text.indexOf(':');
  const kind = colon === -1 ? text : text.slice(0, colon);
  if (!KINDS.has(kind)) throw new Error(`spec: unknown kind "${text}"`);
  return { kind: kind as Kind, ...(colon === -1 ? {} : { param: text.slice(colon + 1) }) };
}

const compiled = new Map<string, OptionTable>();

/** The options of a spec as a table; compiled once per text. */
export function optionTable(text: string, style: Style): OptionTable {
  const key = `${style}\n${text}`;
  let table = compiled.get(key);
  if (!table) {
    table = compile(text, style !== 'single' && style !== 'keyword');
    compiled.set(key, table);
  }
  return table;
}

function compile(text: string, clusters: boolean): OptionTable {
  const table = new Map<string, OptionRow>();
  for (const line of text.split('\n')) {
    const hash = line.search(/(^|\s)#\s/);
    const tokens = (hash === -1 ? line : line.slice(0, hash)).trim().split(/\s+/).filter(Boolean);
    const names: string[] = [];
    const values: KindRef[] = [];
    const effects: KindRef[] = [];
    let attachedOnly = false;
    for (const token of tokens) {
      if (token.startsWith('=')) values.push(kindRef(token.slice(1)));
      else if (token.startsWith('?')) {
        values.push(kindRef(token.slice(1)));
        attachedOnly = true;
      } else if (token.startsWith('!')) effects.push(kindRef(token.slice(1)));
      else names.push(...(clusters ? spread(token) : [token]));
    }
    if (names.length > 0) for (const name of names) table.set(name, { values, attachedOnly, effects });
    else if (tokens.length > 0) throw new Error(`spec: line without an option: "${line.trim()}"`);
  }
  return table;
}

/** `-abc` is three options, `--all` one, `aux` (BSD, without a dash) three. */
function spread(token: string): readonly string[] {
  if (token.startsWith('--')) return [token];
  if (token.startsWith('-') || token.startsWith('+'))
    return [...token.slice(1)].map((letter) => token[0] + letter);
  return [...token];
}

const operandCache = new Map<string, readonly OperandRow[]>();
const COUNT = { '?': 'optional', '*': 'any', '+': 'many' } as const;

export function operandRows(text: string): readonly OperandRow[] {
  let rows = operandCache.get(text);
  if (!rows) {
    rows = text.split(/\s+/).filter(Boolean).map(operandRow);
    operandCache.set(text, rows);
  }
  return rows;
}

function operandRow(token: string): OperandRow {
  if (KINDS.has(token)) return { ...kindRef(token), count: 'one' };
  const last = token.at(-1) as keyof typeof COUNT;
  const count = COUNT[last];
  return count ? { ...kindRef(token.slice(0, -1)), count } : { ...kindRef(token), count: 'one' };
}

/** `network; exec - runs install scripts; write:./dist` */
export function doesRows(text: string): readonly KindRef[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const dash = part.indexOf(' - ');
      if (dash === -1) return kindRef(part);
      return { ...kindRef(part.slice(0, dash).trim()), detail: part.slice(dash + 3).trim() };
    });
}

/** Every table of a spec, compiled, so that a test sees typing errors; at run time only what is met is compiled. */
export function compileAll(spec: CommandSpec, style: Style = 'gnu', shared = ''): void {
  const own = spec.style ?? style;
  optionTable(`${spec.options ?? ''}\n${shared}`, own);
  operandRows(spec.operands ?? '');
  doesRows(spec.does ?? '');
  for (const variant of spec.variants ?? []) {
    operandRows(variant.operands ?? '');
    doesRows(variant.does ?? '');
  }
  for (const command of Object.values(spec.commands ?? {}))
    compileAll(command, own, `${shared}\n${spec.shared ?? ''}`);
}
