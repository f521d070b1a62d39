import { appraise } from './appraise.ts';
import { notUnderstood } from './finding.ts';
import type { TestExpression, Word } from './parse.ts';
import type { Scope } from './scope.ts';
import { arithmeticFinding } from './sweep.ts';
import { toArg } from './value.ts';
import type { Walk } from './walk.ts';
import { evaluateSingle } from './words.ts';

/** Tests read metadata; comparisons of numbers evaluate their text, `-v` its subscript. */
export function walkTest(expression: TestExpression, scope: Scope, walk: Walk): void {
  switch (expression.type) {
    case 'TestUnary':
      walk.sweep(expression.operand, scope, walk.findings);
      if (!/^-[abcdefghkLnprsSuwxzGNOot]$/.test(expression.operator))
        walk.note(notUnderstood(`the test ${expression.operator} evaluates its text`, 'arithmetic'));
      else if (!/^-[nzot]$/.test(expression.operator)) metaOf(expression.operand, scope, walk);
      return;
    case 'TestBinary':
      for (const side of [expression.left, expression.right]) walk.sweep(side, scope, walk.findings);
      if (/^-(?:nt|ot|ef)$/.test(expression.operator))
        for (const side of [expression.left, expression.right]) metaOf(side, scope, walk);
      else if (expression.operator.startsWith('-'))
        for (const side of [expression.left, expression.right])
          if (!/^-?\d+$/.test(side.text) && !isNumberWord(side, scope, walk)) walk.note(arithmeticFinding());
      return;
    case 'TestLogical':
      for (const operand of expression.operands) walkTest(operand, scope, walk);
      return;
    case 'TestNot':
      walkTest(expression.operand, scope, walk);
      return;
    default:
      walkTest(expression.expression, scope, walk);
  }
}

function isNumberWord(word: Word, scope: Scope, walk: Walk): boolean {
  const name = /^"?\$\{?([A-Za-z_]\w*|[#?])\}?"?$/.exec(word.text)?.[1];
  return name !== undefined && walk.isNumber(name, scope);
}

function metaOf(word: Word, scope: Scope, walk: Walk): void {
  for (const field of evaluateSingle(word, walk.words(scope)))
    walk.findings.push(
      ...appraise(
        { kind: 'meta', arg: toArg(field) },
        { setting: walk.setting, desk: walk.desk, folders: scope.flow.folders, program: '[[' },
      ),
    );
}
