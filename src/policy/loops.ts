import { isPlainArithmetic } from './arithmetic.ts';
import { asked, type Finding, notUnderstood } from './finding.ts';
import type { ArithmeticExpression, CommandNode } from './parse.ts';
import type { LoopVariable, Scope } from './scope.ts';
import { arithmeticFinding } from './sweep.ts';
import { any, type Field } from './value.ts';
import type { Walk } from './walk.ts';
import { braced, evaluateWord } from './words.ts';

/** `for` over words: the variable is known inside, and only there. */
export function walkList(
  node: Extract<CommandNode, { type: 'For' | 'Select' }>,
  scope: Scope,
  walk: Walk,
): void {
  const name = node.name.value;
  const findings: Finding[] = [];
  const values: Field[] = [];
  for (const word of node.wordlist ?? []) {
    const words = braced(word);
    if (!words) findings.push(notUnderstood('braces make too many words'));
    for (const each of words ?? []) {
      walk.sweep(each, scope, findings);
      for (const fields of evaluateWord(each, walk.words(scope))) values.push(...fields);
    }
  }
  if (node.type === 'Select')
    findings.push(
      asked({ kind: 'terminal', detail: 'asks on the terminal' }, 'terminal', 'asks on the terminal'),
    );
  if (!isLoopName(name))
    findings.push(
      asked({ kind: 'env', target: name, detail: 'sets it' }, 'shell-state', `sets the variable ${name}`),
    );
  walk.findings.push(...findings);
  const known = node.type === 'For' && node.wordlist && values.length <= 16 ? values : [[any(false)]];
  const shared = isBoundTwice(name, scope.source);
  const variable: LoopVariable = {
    values: shared ? [[any(false)]] : known,
    numeric:
      !shared && known.every((field) => field.every((piece) => piece.t === 'lit' && /^\d+$/.test(piece.s))),
  };
  walk.repeat(scope, (inner) =>
    walk.compound(node.body, { ...inner, loops: new Map([...inner.loops, [name, variable]]) }),
  );
}

/** `for ((i = 0; i < 3; i++))` over one plain variable is a counter; anything else is arithmetic nobody judged. */
export function walkCounter(
  node: Extract<CommandNode, { type: 'ArithmeticFor' }>,
  scope: Scope,
  walk: Walk,
): void {
  for (const part of [node.initialize, node.test, node.update])
    if (part) walk.sweep(part, scope, walk.findings);
  const name = counterOf(node.initialize);
  const numeric = (each: string) => each === name || walk.isNumber(each, scope);
  const plain =
    name !== undefined &&
    isLoopName(name) &&
    isPlainArithmetic(node.test, numeric) &&
    isStep(node.update, name);
  // Its own header is arithmetic over whatever an inner loop of the same name left in it.
  if (!plain || isBoundTwice(name, scope.source)) walk.note(arithmeticFinding());
  const loops =
    name === undefined
      ? scope.loops
      : new Map([
          ...scope.loops,
          [
            name,
            isBoundTwice(name, scope.source)
              ? { values: [[any(false)]], numeric: false }
              : { values: [[any(true)]], numeric: true },
          ],
        ]);
  walk.repeat(scope, (inner) => walk.compound(node.body, { ...inner, loops }));
}

/**
 * A loop inside a loop may bind the same name again, and then the outer one's values are not what its body sees. Counted
 * in the text, with continued lines joined: too many is safe.
 */
function isBoundTwice(name: string, source: string): boolean {
  const joined = source.replaceAll('\\\n', '');
  const bindings = joined.match(new RegExp(`\\b(?:for|select)\\b[\\s(]*${name}\\b`, 'g')) ?? [];
  return bindings.length > 1;
}

const isLoopName = (name: string) => /^[a-z][a-z0-9]{0,15}$/.test(name) && name !== 'histchars';

function counterOf(expression: ArithmeticExpression | undefined): string | undefined {
  if (expression?.type !== 'ArithmeticBinary' || expression.operator !== '=') return undefined;
  const { left, right } = expression;
  if (left.type !== 'ArithmeticWord' || right.type !== 'ArithmeticWord' || !/^\d+$/.test(right.value.trim()))
    return undefined;
  return left.value.trim();
}

function isStep(expression: ArithmeticExpression | undefined, name: string): boolean {
  if (expression?.type === 'ArithmeticUnary')
    return (
      /^(?:\+\+|--)$/.test(expression.operator) &&
      expression.operand.type === 'ArithmeticWord' &&
      expression.operand.value.trim() === name
    );
  return (
    expression?.type === 'ArithmeticBinary' &&
    /^[-+*]=$/.test(expression.operator) &&
    expression.left.type === 'ArithmeticWord' &&
    expression.left.value.trim() === name &&
    expression.right.type === 'ArithmeticWord' &&
    /^\d+$/.test(expression.right.value.trim())
  );
}
