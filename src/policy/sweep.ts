import { appearance } from './appearance.ts';
import { isNumericVariable, isPlainArithmetic } from './arithmetic.ts';
import { asked, type Finding, notUnderstood } from './finding.ts';
import { isReadableVariable } from './lists.ts';
import { forEachChild, type ParameterExpansionPart, type ParsedScript, type SyntaxNode } from './parse.ts';

export interface SweepSink {
  /** A script nested in an expansion: judged like any other. */
  script(script: ParsedScript): void;
  finding(finding: Finding): void;
  /** Variables whose value the script itself set from a list. */
  isLoopVariable(name: string): boolean;
  /** A loop variable all of whose values are numbers. */
  isNumber(name: string): boolean;
}

/** Looks at everything expansions below a node do by themselves: nested scripts, values shown, text evaluated again. */
export function sweep(node: SyntaxNode, sink: SweepSink): void {
  switch (node.type) {
    case 'Script':
      sink.script(node);
      return;
    case 'Word':
      for (const finding of appearance(node)) sink.finding(finding);
      break;
    case 'SimpleExpansion':
      readsVariable(node.text.slice(1), sink);
      return;
    case 'ParameterExpansion':
      parameter(node, sink);
      break;
    case 'ArithmeticExpansion':
      if (!isPlainArithmetic(node.expression, (name) => isNumericVariable(name) || sink.isNumber(name)))
        sink.finding(arithmeticFinding());
      break;
    case 'LocaleString':
      sink.finding(notUnderstood('text that is translated before it is used'));
      break;
    default:
  }
  forEachChild(node, (child) => sweep(child, sink));
}

export const arithmeticFinding = (): Finding =>
  notUnderstood('arithmetic evaluates what a variable holds, which may be a command', 'arithmetic');

function readsVariable(name: string, sink: SweepSink): void {
  if (isReadableVariable(name) || sink.isLoopVariable(name)) return;
  sink.finding(
    asked(
      { kind: 'env', target: name, detail: 'uses its value' },
      'variable',
      `the value of $${name} is not known and may be a secret`,
      { cause: 'protected' },
    ),
  );
}

function parameter(part: ParameterExpansionPart, sink: SweepSink): void {
  if (part.prefix === '!' && part.operation?.type !== 'Names')
    sink.finding(notUnderstood('a variable named by another variable', 'indirect'));
  if (part.operation?.type === 'Transform')
    sink.finding(notUnderstood('an expansion that evaluates what a variable holds', 'transform'));
  if (part.index !== undefined && !/^(?:\d+|[@*])$/.test(part.index.value)) sink.finding(arithmeticFinding());
  if (part.operation?.type === 'Slice')
    for (const bound of [part.operation.offset, part.operation.length])
      if (bound && !/^\s*(?:-?\d*|\(-\d+\))\s*$/.test(bound.value)) sink.finding(arithmeticFinding());
  if (part.operation?.type === 'Default' && part.operation.operator.endsWith('='))
    sink.finding(
      asked(
        { kind: 'env', target: part.parameter, detail: 'sets it' },
        'variable',
        `sets the variable ${part.parameter}`,
      ),
    );
  readsVariable(part.parameter, sink);
}
