import {
  type Function as FunctionNode,
  forEachChild,
  type ParsedScript,
  type SyntaxNode,
  type Word,
} from './parse.ts';

/** What a script defines anywhere, whether or not that part runs: names to values it may get, and functions. */
export interface Definitions {
  readonly assigned: ReadonlyMap<string, readonly (Word | undefined)[]>;
  readonly functions: ReadonlyMap<string, FunctionNode>;
  /** Arrays by name, and under `@` what `set --` gives. */
  readonly lists: ReadonlyMap<string, readonly (readonly Word[])[]>;
}

export function collect(script: ParsedScript): Definitions {
  const assigned = new Map<string, (Word | undefined)[]>();
  const functions = new Map<string, FunctionNode>();
  const lists = new Map<string, (readonly Word[])[]>();
  const list = (name: string, nodes: readonly SyntaxNode[]) => {
    const words = nodes.filter((node): node is Word => node.type === 'Word' && node.text !== '--');
    lists.set(name, [...(lists.get(name) ?? []), words]);
  };
  const note = (name: string, word: Word | undefined) => {
    const known = assigned.get(name);
    if (known) known.push(word);
    else assigned.set(name, [word]);
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Assignment')
      note(node.name, node.value.type === 'Word' && !node.append && !node.index ? node.value : undefined);
    if (node.type === 'Assignment' && node.value.type === 'ArrayValue') list(node.name, node.value.elements);
    else if (node.type === 'Command' && node.name?.value === 'set') list('@', node.suffix);
    if (node.type === 'Select') note(node.name.value, undefined);
    else if (node.type === 'Function') functions.set(node.name.value, node);
    else if (
      node.type === 'ParameterExpansion' &&
      node.operation?.type === 'Default' &&
      node.operation.operator.endsWith('=')
    )
      note(node.parameter, node.operation.operand);
    else if (
      node.type === 'Command' &&
      /^(?:read|readarray|mapfile|printf|getopts|declare|typeset|local|export|readonly|let|wait)$/.test(
        node.name?.value ?? '',
      )
    )
      for (const word of node.suffix)
        if (word.type === 'Word' && /^[A-Za-z_]\w*$/.test(word.value)) note(word.value, undefined);
    forEachChild(node, visit);
  };
  visit(script);
  return { assigned, functions, lists };
}

/**
 * Functions that start themselves more than once, or in the background: a fork bomb, also when several take turns.
 * Returns the name of one.
 */
export function forkBomb(functions: ReadonlyMap<string, FunctionNode>): string | undefined {
  for (const [name] of functions) {
    const seen = new Set<string>();
    let selfCalls = 0;
    let detached = false;
    const visit = (node: SyntaxNode, aside: boolean): void => {
      const away =
        aside ||
        (node.type === 'Statement' && node.background === true) ||
        (node.type === 'Pipeline' && node.commands.length > 1) ||
        node.type === 'CommandExpansion' ||
        node.type === 'ProcessSubstitution' ||
        node.type === 'Subshell' ||
        node.type === 'Coproc';
      if (node.type === 'Command' && node.name) {
        const called = node.name.value;
        if (called === name) {
          selfCalls++;
          if (away) detached = true;
        } else if (functions.has(called) && !seen.has(called)) {
          seen.add(called);
          visit(functions.get(called)!.body, away);
        }
      }
      if (node.type === 'Function') return;
      forEachChild(node, (child) => visit(child, away));
    };
    visit(functions.get(name)!.body, false);
    if (detached || selfCalls > 1) return name;
  }
  return undefined;
}

/** A loop without an end that starts one process beside another and never waits: as good as a fork bomb. */
export function startsForever(loop: Extract<SyntaxNode, { type: 'While' | 'ArithmeticFor' }>): boolean {
  const endless =
    loop.type === 'ArithmeticFor'
      ? loop.test === undefined
      : loop.clause.commands.length === 1 &&
        isConstant(loop.clause.commands[0]!.command, loop.kind === 'until');
  if (!endless) return false;
  let starts = false;
  let waits = false;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Function') return;
    if (node.type === 'Statement' && node.background === true) {
      starts = true;
      return;
    }
    if (node.type === 'Command' && !/^(?::|true|false|echo|printf|disown)$/.test(node.name?.value ?? ':'))
      waits = true;
    forEachChild(node, visit);
  };
  visit(loop.body);
  return starts && !waits;
}

const isConstant = (node: SyntaxNode, until: boolean): boolean =>
  node.type === 'ArithmeticCommand'
    ? !until && /^\s*[1-9]\d*\s*$/.test(node.body)
    : node.type === 'Command' &&
      (until ? /^false$/ : /^(?::|true)$/).test(node.name?.value ?? '') &&
      node.redirects.length === 0;
