import type { Command, Word } from './parse.ts';
import { printedByScript } from './printed.ts';
import { fork, type Scope } from './scope.ts';
import type { Arg } from './spec.ts';
import { specOf } from './specs/index.ts';
import { any, type Field, lit, toArg } from './value.ts';
import type { Walk } from './walk.ts';
import { braced, evaluateWord, type WordScope } from './words.ts';

/**
 * What a command may also turn out to be: only what is denied counts. It never makes anything milder, and nothing of it
 * is shown as an effect.
 */
export function suspects(
  node: Command,
  scope: Scope,
  walk: Walk,
  run: (argv: readonly Arg[], scope: Scope) => void,
): void {
  if (!node.name) return;
  const words = node.suffix.filter((part): part is Word => part.type === 'Word');
  const list = /^"?\$(?:\{(\w+|@|\*)(?:\[[@*]\])?\}|([@*]))"?$/.exec(node.name.text);
  if (list) {
    for (const elements of walk.listsOf(list[1] ?? list[2]!).slice(0, 8))
      walk.suspect(() => run(argvOf([...elements, ...words], walk.words(scope)), scope));
  }
  // An unset folder before `/` or `/*` leaves the root.
  if (words.some(({ text }) => /^"?\$(?:\{\w+(?::?-)?\}|\w+)"?\//.test(text)))
    walk.suspect(
      () => run(argvOf([node.name!, ...words], emptied(walk.words(scope))), scope),
      ({ effect }) => /^\/+(?:$|[^/]*\*)/.test(effect.target ?? ''),
    );
  if (/^(?:\.|source|eval|(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k|a)?sh)$/.test(node.name.value))
    for (const part of words.flatMap((word) => word.parts ?? []))
      if (part.type === 'ProcessSubstitution' && part.text.startsWith('<') && part.script) {
        const text = printedByScript(part.script.commands, walk.words(scope));
        if (text !== undefined) walk.suspect(() => walk.text(text, deeper(scope, text)));
      }
}

/** The first way of each word. */
function argvOf(words: readonly Word[], scope: WordScope): readonly Arg[] {
  return words
    .flatMap((word) => braced(word) ?? [word])
    .flatMap((word) => evaluateWord(word, scope)[0] ?? [])
    .map(toArg);
}

const emptied = (scope: WordScope): WordScope => ({
  ...scope,
  variable: (name) => scope.variable(name) ?? [[lit('')]],
});

export const deeper = (scope: Scope, source: string): Scope =>
  fork(scope, { source, depth: scope.depth + 1, loops: new Map(), stdinText: undefined });

/**
 * A tool that starts what its arguments say, in a way the tables do not follow (`ssh host rm …`, `strace -f rm …`): each
 * word that names a program something can be denied of may be the command.
 */
export function startedLater(args: readonly Arg[]): readonly (readonly Arg[])[] {
  const starts: (readonly Arg[])[] = [];
  for (const [index, { text, exact }] of args.entries())
    if (exact && specOf(text.slice(text.lastIndexOf('/') + 1))?.deny?.length) starts.push(args.slice(index));
  return starts.slice(0, 8);
}

/** A variable that stands for an argument of the text or function that is run. */
export function argument(name: string, given: readonly Arg[] | undefined): readonly Field[] | undefined {
  if (!given || !/^\d+$/.test(name)) return undefined;
  const arg = given[Number(name)];
  return [arg === undefined ? [lit('')] : arg.exact ? [lit(arg.text)] : [any(true)]];
}

/** The ways stdin's lines may take the place of what xargs replaces. */
export function replaced(args: readonly Arg[], mark: string, stdin: string): readonly (readonly Arg[])[] {
  const lines = stdin
    .split(/[\n\0]/)
    .filter(Boolean)
    .slice(0, 16);
  return lines.map((line) =>
    args.map((arg) =>
      arg.exact ? { text: arg.text.replaceAll(mark, () => line), exact: true, many: false } : arg,
    ),
  );
}
