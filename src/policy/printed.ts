import { posix } from 'node:path';
import { foundPaths } from './little/find.ts';
import type { CommandNode, Statement, WordPart } from './parse.ts';
import { hereText } from './redirect.ts';
import type { Found } from './scope.ts';
import type { Arg } from './spec.ts';
import { toArg } from './value.ts';
import { evaluateWord, type WordScope } from './words.ts';

/** What `$(echo …)` and `$(printf …)` of plain text give: a name must not hide in one. */
export function printed(part: WordPart, scope: WordScope): string | undefined {
  if (part.type !== 'CommandExpansion') return undefined;
  return printedByScript(part.script?.commands ?? [], scope)?.trimEnd();
}

export function printedByScript(statements: readonly Statement[], scope: WordScope): string | undefined {
  const [statement, ...more] = statements;
  const command = statement?.command;
  if (more.length > 0 || !command) return undefined;
  if (command.type === 'Command') return printedBy(command, scope);
  if (command.type !== 'Pipeline') return undefined;
  let text: string | undefined;
  for (const stage of command.commands) text = printedBy(stage, scope, text);
  return text;
}

/** What `echo` or `printf` of plain text prints, and what passes it on; undefined for every other command. */
export function printedBy(command: CommandNode, scope: WordScope, piped?: string): string | undefined {
  if (command.type !== 'Command' || command.prefix.length > 0 || !command.name) return undefined;
  const words: string[] = [];
  for (const word of [command.name, ...command.suffix]) {
    if (word.type === 'HereDoc' || word.type === 'HereString') continue;
    if (word.type !== 'Word') return undefined;
    const [fields, ...others] = evaluateWord(word, scope);
    for (const field of fields ?? []) {
      const arg = toArg(field);
      if (!arg.exact || others.length > 0) return undefined;
      words.push(arg.text);
    }
  }
  const [program, ...args] = words;
  if (program === 'echo') {
    const flags = /^-[neE]+$/.test(args[0] ?? '') ? args.shift()! : '';
    return flags.includes('e') ? unescaped(args.join(' ')) : args.join(' ');
  }
  if (program === 'printf') {
    if (args.length === 0) return undefined;
    const [format, ...rest] = args;
    if (!format!.includes('%')) return unescaped(format!);
    return /^%[sb](?:\\[n0])?$/.test(format!) ? rest.map(unescaped).join('\n') : undefined;
  }
  return said(program!, args, scope) ?? passedOn(program!, args, hereText(command, scope) ?? piped);
}

/** The paths a plain `find` hands on. */
export function foundBy(command: CommandNode, scope: WordScope): Found | undefined {
  if (command.type !== 'Command' || command.prefix.length > 0 || command.name?.text !== 'find')
    return undefined;
  const args: Arg[] = [];
  for (const word of command.suffix) {
    if (word.type === 'Redirect' && word.descriptor?.type === 'FileDescriptor' && word.descriptor.value === 2)
      continue;
    if (word.type !== 'Word') return undefined;
    const [fields, ...others] = evaluateWord(word, scope);
    if (others.length > 0) return undefined;
    args.push(...(fields ?? []).map(toArg));
  }
  return foundPaths(args);
}

/** Commands whose answer is known beforehand. */
function said(program: string, args: readonly string[], scope: WordScope): string | undefined {
  const [only, ...more] = args.filter((arg) => !arg.startsWith('-'));
  switch (`${program} ${args.filter((arg) => arg.startsWith('-')).join(' ')}`.trim()) {
    case 'whoami':
    case 'logname':
    case 'id -un':
      return only === undefined ? scope.user : undefined;
    case 'pwd':
      return scope.cwd;
    case 'which':
    case 'command -v':
    case 'type -p':
    case 'type -P':
      return only !== undefined && more.length === 0 && !only.includes('/') ? `/usr/bin/${only}` : only;
    case 'dirname':
      return only !== undefined && more.length === 0 ? posix.dirname(only) : undefined;
    case 'realpath':
    case 'readlink -f':
    case 'ls -d':
      return more.length === 0 ? only : undefined;
    default:
      return program === 'find' ? foundAll(args) : undefined;
  }
}

/** Where a search starts that takes everything. */
function foundAll(args: readonly string[]): string | undefined {
  const first = args.findIndex((arg) => arg.startsWith('-'));
  const starts = first === -1 ? args : args.slice(0, first);
  const tests = first === -1 ? '' : args.slice(first).join(' ');
  const wide = /^(?:-(?:print0?|xdev|mount|depth|(?:max|min)depth \d+|type \w)(?: |$))*$/.test(tests);
  return starts.length > 0 && wide ? starts.join('\n') : undefined;
}

/** Filters that give back what came in, written otherwise. */
function passedOn(program: string, args: readonly string[], text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const options = args.join(' ');
  if (
    /^(?:base64 (?:-d|-D|--decode|-di)|openssl (?:base64 -d|enc -base64 -d)(?: -A)?)$/.test(
      `${program} ${options}`,
    )
  )
    return Buffer.from(text, 'base64').toString();
  if (program === 'xxd' && /^(?:-r -p|-p -r|-rp|-pr)$/.test(options))
    return Buffer.from(text.replace(/\s+/g, ''), 'hex').toString();
  if (program === 'rev' && args.length === 0)
    return text
      .split('\n')
      .map((line) => [...line].reverse().join(''))
      .join('\n');
  return /^(?:cat|tee|sort|uniq|head|tail|tac)$/.test(program) &&
    args.every((arg) => arg === '-' || arg === '/dev/null')
    ? text
    : undefined;
}

const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  r: '\r',
  v: '\v',
  '\\': '\\',
};

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|([ntabefrv\\]))/g,
    (_all, hex: string | undefined, octal: string | undefined, name: string) =>
      hex !== undefined
        ? String.fromCharCode(Number.parseInt(hex, 16))
        : octal !== undefined
          ? String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
          : NAMED[name]!,
  );
}
