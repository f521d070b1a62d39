import { printsNumber } from './own.ts';
import type { ArithmeticExpression } from './parse.ts';

/**
 * Whether arithmetic can run nothing: bash evaluates the *content* of variables again, so `a[$(id)]` in a variable is a
 * command. Only numbers, operators and variables the shell itself keeps numeric are plain.
 */
export function isPlainArithmetic(
  expression: ArithmeticExpression | undefined,
  numeric: (name: string) => boolean,
): boolean {
  if (!expression) return false;
  switch (expression.type) {
    case 'ArithmeticBinary':
      return (
        !ASSIGNS.has(expression.operator) &&
        isPlainArithmetic(expression.left, numeric) &&
        isPlainArithmetic(expression.right, numeric)
      );
    case 'ArithmeticUnary':
      return !/^(?:\+\+|--)$/.test(expression.operator) && isPlainArithmetic(expression.operand, numeric);
    case 'ArithmeticTernary':
      return (
        isPlainArithmetic(expression.test, numeric) &&
        isPlainArithmetic(expression.consequent, numeric) &&
        isPlainArithmetic(expression.alternate, numeric)
      );
    case 'ArithmeticGroup':
      return isPlainArithmetic(expression.expression, numeric);
    case 'ArithmeticWord': {
      const text = expression.value.trim();
      if (/^(?:0[xX][0-9a-fA-F]+|\d+|\d+#[0-9a-zA-Z]+)$/.test(text)) return true;
      const name = /^\$?\{?([A-Za-z_]\w*|[#?])\}?$/.exec(text)?.[1];
      return name !== undefined && numeric(name);
    }
    case 'ArithmeticCommandExpansion':
      return expression.script !== undefined && printsNumber(expression.script);
    default:
      return false;
  }
}

const ASSIGNS = new Set(['=', '*=', '/=', '%=', '+=', '-=', '<<=', '>>=', '&=', '^=', '|=', '**=']);
const NUMERIC = new Set([
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'EPOCHSECONDS',
  'LINENO',
  'UID',
  'EUID',
  'PPID',
  'BASHPID',
  '#',
  '?',
]);
export const isNumericVariable = (name: string): boolean => NUMERIC.has(name);
