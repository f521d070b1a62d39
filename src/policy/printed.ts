import type { WordPart } from './parse.ts';
import { toArg } from './value.ts';
import { evaluateWord, type WordScope } from './words.ts';

/** What `$(echo …)` and `$(printf …)` of plain text print: a name must not hide in one. */
export function printed(part: WordPart, scope: WordScope): string | undefined {
  if (part.type !== 'CommandExpansion') return undefined;
  const [statement, ...more] = part.script?.commands ?? [];
  const command = statement?.command;
  if (more.length > 0 || command?.type !== 'Command' || command.prefix.length > 0 || !command.name)
    return undefined;
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
  if (program === 'echo')
    return args.filter((each, index) => !(index === 0 && /^-[neE]+$/.test(each))).join(' ');
  if (program !== 'printf' || args.length === 0) return undefined;
  const [format, ...rest] = args;
  if (!format!.includes('%')) return format!.replace(/\\n/g, '\n').trimEnd();
  return /^%s(?:\\n)?$/.test(format!) ? rest.join('') : undefined;
}
