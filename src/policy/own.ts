import type { Assignment, CompoundList, SyntaxNode, Word } from './parse.ts';
import type { Scope } from './scope.ts';

/**
 * Names a script may give to values of its own: no tool, no shell and no library gives a meaning to them. What is
 * exported under such a name by a person is not known, so names that are are known from elsewhere are left out.
 */
export const isOwnName = (name: string): boolean =>
  /^[a-z][a-z0-9_]{0,30}$/.test(name) &&
  !/proxy|config|token|secret|passw|^(?:npm|pip|git|docker|ld|dyld|gcc|cc|cxx|make|java|python|perl|ruby|node|go|cargo)_|^(?:histchars|auto_resume|path|cdpath|ifs|home|term|pager|editor|shell|mail|prompt|fpath|manpath|module_path|env)$/.test(
    name,
  );

/** `x=$(date)`: a value of the script's own. Text inside other text (`eval`, `bash -c`) has none. */
export function isOwnVariable(part: Assignment, scope: Scope): boolean {
  if (scope.depth > 0 || scope.via.length > 0 || part.index || part.append || !isOwnName(part.name))
    return false;
  const words = part.value.type === 'ArrayValue' ? part.value.elements : [part.value];
  return words.every((word) => word.type === 'Word' && !word.text.startsWith('[') && !holdsCode(word));
}

/** Text that would be a command if anything evaluated it again: no value a script needs, but one an attack does. */
const holdsCode = (word: Word): boolean =>
  (word.parts ?? [{ type: 'Literal' as const, text: word.text }]).some((part) =>
    part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted'
      ? /\$\(|`|\[/.test(part.value)
      : part.type === 'DoubleQuoted'
        ? part.parts.some((child) => child.type === 'Literal' && /\\[$`]|\[/.test(child.text))
        : part.type === 'Literal' && /\\[$`]|\[/.test(part.text),
  );

/** What prints a number and nothing else, for use in arithmetic, where anything else might be a command. */
export function isNumberWord(word: Word): boolean {
  if (/^"?\d{1,15}"?$/.test(word.text)) return true;
  const parts = word.parts ?? [];
  const [only, ...more] = parts;
  if (!only || more.length > 0) return false;
  if (only.type === 'DoubleQuoted') {
    const [inner, ...others] = only.parts;
    return others.length === 0 && inner !== undefined && isNumberPart(inner);
  }
  return isNumberPart(only);
}

function isNumberPart(part: SyntaxNode): boolean {
  if (part.type === 'ArithmeticExpansion') return true;
  return part.type === 'CommandExpansion' && part.script !== undefined && printsNumber(part.script);
}

/** One command, or a pipeline that ends in one, that prints digits whatever it is given. */
export function printsNumber(
  script: CompoundList | { readonly commands: CompoundList['commands'] },
): boolean {
  const [statement, ...more] = script.commands;
  if (!statement || more.length > 0 || statement.background) return false;
  const last = statement.command.type === 'Pipeline' ? statement.command.commands.at(-1) : statement.command;
  if (last?.type !== 'Command' || last.prefix.length > 0) return false;
  const words = last.suffix.filter((word): word is Word => word.type === 'Word').map((word) => word.text);
  if (words.length !== last.suffix.filter((word) => word.type !== 'Redirect').length) return false;
  if (last.redirects.some((redirect) => redirect.type !== 'Redirect' || !/^<$/.test(redirect.operator)))
    return false;
  switch (last.name?.text) {
    case 'wc':
      return words.length === 1 && /^-[clmwL]$/.test(words[0]!);
    case 'nproc':
      return words.length === 0;
    case 'id':
      return words.length === 1 && /^-[ug]$/.test(words[0]!);
    case 'date':
      return words.length === 1 && /^["']?\+%(?:s|Y|m|d|H|M|S|j|u)["']?$/.test(words[0]!);
    default:
      return false;
  }
}

/** The names of `while read -r a b`, when it is nothing else and all are a script's own. */
export function readNames(clause: CompoundList): readonly string[] | undefined {
  const [statement, ...more] = clause.commands;
  const command = statement?.command;
  if (more.length > 0 || command?.type !== 'Command' || command.name?.text !== 'read') return undefined;
  if (statement!.background || command.redirects.length > 0) return undefined;
  for (const part of command.prefix)
    if (
      part.type !== 'Assignment' ||
      part.name !== 'IFS' ||
      part.append ||
      part.index ||
      part.value.type !== 'Word' ||
      !/^(?:|[,;:|]|'[^']{0,3}'|"[^"$`\\]{0,3}"|\$'\\[tn]')$/.test(part.value.text)
    )
      return undefined;
  const names: string[] = [];
  const words = [...command.suffix];
  for (let part = words.shift(); part; part = words.shift()) {
    if (part.type !== 'Word') return undefined;
    if (names.length === 0 && /^-[rs]*d$/.test(part.text)) {
      const delimiter = words.shift();
      if (delimiter?.type !== 'Word' || !/^(?:''|""|[,;:]|'[^']'|\$'\\[0tn]')$/.test(delimiter.text))
        return undefined;
    } else if (names.length === 0 && /^-[rs]+$/.test(part.text)) continue;
    else if (isOwnName(part.text) || part.text === '_') names.push(part.text);
    else return undefined;
  }
  return names.length > 0 ? names : undefined;
}
