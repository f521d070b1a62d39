import { forEachChild, parseBash, type SyntaxNode, type Word } from './parse.ts';

export interface Expanded {
  readonly text: string;
  /** The aliases that were replaced, in the order they stand in the text. */
  readonly used: readonly string[];
}

const NAME = /^[^\s$`=/"'\\|&;()<>#{}!~-][^\s$`=/"'\\|&;()<>#]*$/;
/** Words of the grammar: an alias of that name is left alone. */
const RESERVED = new Set(
  'if then else elif fi case esac for select while until do done in function time coproc [[ ]] alias unalias'.split(
    ' ',
  ),
);

/** False for names that an alias cannot have without changing how a text is read. */
export const aliasMayLast = (name: string): boolean =>
  NAME.test(name) && !RESERVED.has(name) && name.length <= 128;

/**
 * Puts in for each alias that stands where a command begins what it stands for, as an interactive bash does: once for each
 * name, and for the next word too when the value ends in a blank. What stands in quotes or substitutions stays.
 */
export function expandAliases(text: string, aliases: ReadonlyMap<string, string>): Expanded {
  const budget = { left: MOST_VALUES };
  const expanded = expand(text, aliases, budget);
  return budget.left > 0 ? expanded : { text, used: [] };
}

/** Values put in for one text, nested ones included; more is a bomb and left for bash not to find. */
const MOST_VALUES = 1000;

function expand(text: string, aliases: ReadonlyMap<string, string>, budget: { left: number }): Expanded {
  if (aliases.size === 0 || budget.left <= 0) return { text, used: [] };
  const { script, problems } = parseBash(text);
  if (!script || problems.length > 0) return { text, used: [] };
  const places: {
    readonly at: number;
    readonly end: number;
    readonly name: string;
    readonly value: string;
  }[] = [];
  const put = (word: Word | undefined): void => {
    if (!word || word.text !== word.value || text.slice(word.pos, word.end) !== word.text) return;
    const value = standsFor(word.text, aliases, budget);
    if (value !== undefined) places.push({ at: word.pos, end: word.end, name: word.text, value });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') {
      put(node.name);
      const [next] = node.suffix;
      const value = node.name && aliases.get(node.name.text);
      if (value !== undefined && /[ \t]$/.test(value) && next?.type === 'Word') put(next);
    }
    if (node.type === 'Script' && node !== script) return;
    forEachChild(node, visit);
  };
  visit(script);
  places.sort((a, b) => a.at - b.at);
  let whole = '';
  let from = 0;
  for (const { at, end, value } of places) {
    whole += text.slice(from, at) + value;
    from = end;
  }
  return { text: whole + text.slice(from), used: [...new Set(places.map(({ name }) => name))] };
}

/** What a name stands for, with the aliases in that put in too, itself left alone. */
function standsFor(
  name: string,
  aliases: ReadonlyMap<string, string>,
  budget: { left: number },
): string | undefined {
  const value = aliases.get(name);
  if (value === undefined) return undefined;
  budget.left--;
  const others = new Map([...aliases].filter(([other]) => other !== name));
  const whole = expand(value, others, budget).text;
  if (whole !== value || parseBash(value).problems.length === 0) return whole;
  // Half a command, such as one that ends in a pipe: its first word is looked at all the same.
  const [, blank, first] = /^([ \t]*)([^\s|&;()<>]+)/.exec(value) ?? [];
  const inner = first === undefined ? undefined : standsFor(first, others, budget);
  return inner === undefined ? value : `${blank}${inner}${value.slice(blank!.length + first!.length)}`;
}
