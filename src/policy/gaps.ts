import type { SyntaxNode } from './parse.ts';

const BLANK = String.raw`[ \t]|\\\n`;
const COMMENT = String.raw`(?<=^|[\s;&|(])#[^\n]*`;
const WORDS = new RegExp(`^(?:${BLANK})*$`);
const STATEMENTS = new RegExp(`^(?:${BLANK}|[\\n;&]|${COMMENT})*$`);
const OPERATORS = new RegExp(`^(?:${BLANK})*(?:\\|&?|\\|\\||&&)(?:${BLANK}|\\n|${COMMENT})*$`);

/**
 * Text between the parts of a node that belongs to none of them and should not be there: the parser recovers from a
 * stray bracket without a word. Undefined when all is accounted for.
 */
export function strayText(node: SyntaxNode, source: string): string | undefined {
  switch (node.type) {
    case 'Command': {
      const parts = [...node.prefix, ...(node.name ? [node.name] : []), ...node.suffix];
      const last = parts.at(-1);
      return (
        between(parts, source, WORDS) ?? (last ? check(source.slice(last.end, node.end), WORDS) : undefined)
      );
    }
    case 'Pipeline':
    case 'AndOr':
      return between(node.commands, source, OPERATORS);
    case 'CompoundList':
      return between(node.commands, source, STATEMENTS);
    case 'Script': {
      const text = node.source ?? source;
      const [first] = node.commands;
      const last = node.commands.at(-1);
      if (!first || !last) return undefined;
      return (
        check(text.slice(node.pos, first.pos), STATEMENTS) ??
        between(node.commands, text, STATEMENTS) ??
        check(text.slice(last.end, node.end), STATEMENTS)
      );
    }
    default:
      return undefined;
  }
}

interface Part {
  readonly pos: number;
  readonly end: number;
}

function between(parts: readonly Part[], source: string, allowed: RegExp): string | undefined {
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    const stray = before && check(source.slice(before.end, part.pos), allowed);
    if (stray !== undefined) return stray;
  }
  return undefined;
}

/** Bodies of here-documents stand between statements; they have a place of their own in the tree. */
const check = (gap: string, allowed: RegExp): string | undefined =>
  allowed.test(gap) ? undefined : gap.trim();
