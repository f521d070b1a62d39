import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ProcessRow } from './processes.ts';
import { type Roots, readText } from './roots.ts';

/** Programs that say nothing without the script they run. */
const INTERPRETER =
  /^(?:node|nodejs|bun|deno|python[\d.]*|pypy[\d.]*|ruby[\d.]*|perl[\d.]*|php[\d.]*|java|bash|sh|dash|zsh|fish|ksh|busybox|lua[\d.]*|Rscript)$/;
const LONGEST = 60;

/**
 * What a person would call the process: the program, and the script of an interpreter. Only file names are taken from
 * the command line, for its other words may be secrets.
 */
export function processName(comm: string, commandLine: string): string {
  const [program = '', ...words] = commandLine.split('\0');
  // A rewritten title ("nginx: worker process") is one word with blanks.
  const base = basename(program.split(' ')[0] ?? '').replace(/^-/, '');
  if (base === '' || base.endsWith(':')) return comm;
  if (!INTERPRETER.test(base))
    return comm.length >= 15 && base.startsWith(comm) ? base.slice(0, LONGEST) : comm;
  const script = words.find((word) => word !== '' && !word.startsWith('-'));
  // A word after -c or -e is program text, not a file.
  const isFile = script !== undefined && !words.some((word) => /^-[a-z]*[ce]$|^--eval$|^--print$/.test(word));
  return (isFile && /^[\w./@+-]+$/.test(script) ? `${base} ${basename(script)}` : base).slice(0, LONGEST);
}

/** Names of the processes shown, kept while they live: the command line is read once. */
export class Names {
  readonly #roots: Roots;
  #known = new Map<string, string>();

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  of(row: ProcessRow): string {
    // The kernel's name changes with exec, and then the command line has changed too.
    const key = `${row.pid} ${row.started} ${row.name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size > 500) this.#known = new Map();
    const name = processName(row.name, readText(`${this.#roots.proc}/${row.pid}/cmdline`) ?? '');
    this.#known.set(key, name);
    return name;
  }
}

/** Names for user numbers, from /etc/passwd as it was when first asked; directory services are not consulted. */
export class Users {
  #names: ReadonlyMap<number, string> | undefined;
  readonly #roots: Roots;

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  of(pid: number): string | undefined {
    try {
      const { uid } = statSync(`${this.#roots.proc}/${pid}`);
      this.#names ??= parsePasswd(readText('/etc/passwd') ?? '');
      return this.#names.get(uid) ?? String(uid);
    } catch {
      return undefined;
    }
  }
}

export function parsePasswd(text: string): ReadonlyMap<number, string> {
  return new Map(
    text
      .split('\n')
      .map((line) => line.split(':'))
      .filter((fields) => fields.length >= 3)
      .map((fields) => [Number(fields[2]), fields[0]!]),
  );
}
