import { forEachChild, parseBash, type SyntaxNode } from './parse.ts';

/** One node of the tree, as deep as it stands; the words are the source's own. */
export interface OutlineLine {
  readonly depth: number;
  readonly text: string;
}

const MAX_LINES = 200;

const TITLES: Readonly<Record<string, string>> = {
  Pipeline: 'pipe',
  Subshell: 'subshell',
  BraceGroup: 'group',
  If: 'if',
  While: 'loop',
  Case: 'case',
  Coproc: 'coprocess',
  TestCommand: 'test',
  ArithmeticCommand: 'arithmetic',
  CommandExpansion: 'what it prints',
  ProcessSubstitution: 'a file of what it prints',
  ArithmeticCommandExpansion: 'what it prints, in arithmetic',
  HereDoc: 'here-document',
};

/** How the judge reads a text: lists, pipes, loops and what is nested in words, each in a line. Empty when it cannot. */
export function outline(source: string): readonly OutlineLine[] {
  const { script } = parseBash(source);
  const lines: OutlineLine[] = [];
  if (script) visit(script, 0, source, lines);
  return lines.slice(0, MAX_LINES);
}

function visit(node: SyntaxNode, depth: number, source: string, lines: OutlineLine[]): void {
  const own = node.type === 'Script' ? (node.source ?? source) : source;
  const title = titleOf(node, own);
  if (title !== undefined) lines.push({ depth, text: title });
  forEachChild(node, (child) => visit(child, title === undefined ? depth : depth + 1, own, lines));
}

function titleOf(node: SyntaxNode, source: string): string | undefined {
  switch (node.type) {
    case 'Command':
      return oneLine(source.slice(node.pos, node.end));
    case 'AndOr':
      return node.operators.includes('||') ? 'one after the other, && and ||' : 'one after the other, &&';
    case 'Pipeline':
      return node.commands.length > 1 ? TITLES.Pipeline : undefined;
    case 'Statement':
      return node.background ? 'in the background' : undefined;
    case 'For':
    case 'Select':
      return `for each ${node.name.value}`;
    case 'ArithmeticFor':
      return 'counting loop';
    case 'Function':
      return `function ${node.name.value}`;
    default:
      return Object.hasOwn(TITLES, node.type) ? TITLES[node.type] : undefined;
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
