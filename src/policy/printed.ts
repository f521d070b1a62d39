import type { CommandNode, WordPart } from './parse.ts';
import { toArg } from './value.ts';
import { evaluateWord, type WordScope } from './words.ts';

/** What `$(echo …)` and `$(printf …)` of plain text give: a name must not hide in one. */
export function printed(part: WordPart, scope: WordScope): string | undefined {
  if (part.type !== 'CommandExpansion') return undefined;
  const [statement, ...more] = part.script?.commands ?? [];
  const command = statement?.command;
  if (more.length > 0 || command?.type !== 'Command') return undefined;
  return printedBy(command, scope)?.trimEnd();
}

/** What `echo` or `printf` of plain text prints; undefined for every other command. */
export function printedBy(command: CommandNode, scope: WordScope): string | undefined {
  if (command.type !== 'Command' || command.prefix.length > 0 || !command.name) return undefined;
  const words: string[] = [];
  for (const word of [command.name, ...command.suffix]) {
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
  if (program !== 'printf' || args.length === 0) return undefined;
  const [format, ...rest] = args;
  if (!format!.includes('%')) return unescaped(format!);
  return /^%[sb](?:\\n)?$/.test(format!) ? rest.map(unescaped).join('\n') : undefined;
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
