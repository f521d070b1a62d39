import type { ParameterExpansionPart } from './parse.ts';
import { any, type Field, lit } from './value.ts';
import { evaluateSingle, type WordScope } from './words.ts';

const MAX_VALUES = 16;

/** Possible values of `${…}`. Transformations of known text are worked out, so that a denied name cannot hide in one. */
export function expandParameter(
  part: ParameterExpansionPart,
  scope: WordScope,
): readonly Field[] | undefined {
  if (part.index !== undefined || part.prefix === '!') return undefined;
  if (part.prefix === '#') return [[any(true)]];
  const { operation } = part;
  const known = scope.variable(part.parameter);
  if (!operation) return known;
  switch (operation.type) {
    case 'Default': {
      const operand = evaluateSingle(operation.operand, scope);
      if (operation.operator.endsWith('?')) return known;
      if (operation.operator.endsWith('+')) return limit([...operand, [lit('')]]);
      return limit([...(known ?? [[any(true)]]), ...operand]);
    }
    case 'Slice':
      return mapKnown(known, (text) => slice(text, operation.offset.value, operation.length?.value));
    case 'CaseModification':
      return mapKnown(known, (text) => changeCase(text, operation.operator, operation.operand?.value));
    case 'Remove': {
      const pattern = onlyText(evaluateSingle(operation.operand, scope));
      return mapKnown(known, (text) => pattern && remove(text, operation.operator, pattern));
    }
    case 'Replace': {
      const pattern = onlyText(evaluateSingle(operation.pattern, scope));
      const by = onlyText(evaluateSingle(operation.replacement, scope));
      return mapKnown(known, (text) =>
        pattern === undefined || by === undefined
          ? undefined
          : replace(text, operation.operator, pattern, by),
      );
    }
    default:
      return undefined;
  }
}

const limit = (fields: readonly Field[]) => (fields.length > MAX_VALUES ? undefined : fields);

function onlyText(fields: readonly Field[]): string | undefined {
  const [field, ...more] = fields;
  return more.length === 0 && field ? textOf(field) : undefined;
}

function textOf(field: Field): string | undefined {
  return field.every((piece) => piece.t === 'lit')
    ? field.map((piece) => (piece.t === 'lit' ? piece.s : '')).join('')
    : undefined;
}

function mapKnown(
  known: readonly Field[] | undefined,
  change: (text: string) => string | undefined,
): readonly Field[] | undefined {
  if (!known) return undefined;
  return known.map((field) => {
    const text = textOf(field);
    const changed = text === undefined ? undefined : change(text);
    return changed === undefined ? [any(true)] : [lit(changed)];
  });
}

function slice(text: string, offset: string, length: string | undefined): string | undefined {
  if (!/^\s*-?\d+\s*$/.test(offset) || (length !== undefined && !/^\s*-?\d+\s*$/.test(length)))
    return undefined;
  const from = Number(offset) < 0 ? Math.max(0, text.length + Number(offset)) : Number(offset);
  if (length === undefined) return text.slice(from);
  return Number(length) < 0 ? text.slice(from, Number(length)) : text.slice(from, from + Number(length));
}

function changeCase(text: string, operator: string, pattern: string | undefined): string | undefined {
  if (pattern !== undefined && pattern !== '' && pattern !== '?') return undefined;
  const change = (part: string) => (operator.startsWith('^') ? part.toUpperCase() : part.toLowerCase());
  return operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1);
}

/** Only patterns without wildcards, and a lone `*`. */
function remove(text: string, operator: string, pattern: string): string | undefined {
  if (pattern === '*') return operator.length === 2 ? '' : text;
  if (/[*?[\](]/.test(pattern)) return undefined;
  if (operator.startsWith('#')) return text.startsWith(pattern) ? text.slice(pattern.length) : text;
  return text.endsWith(pattern) ? text.slice(0, text.length - pattern.length) : text;
}

function replace(text: string, operator: string, pattern: string, by: string): string | undefined {
  if (/^\*+$/.test(pattern)) return by;
  if (/[*?[\](]/.test(pattern) || pattern === '') return undefined;
  if (operator === '/#') return text.startsWith(pattern) ? by + text.slice(pattern.length) : text;
  if (operator === '/%') return text.endsWith(pattern) ? text.slice(0, -pattern.length) + by : text;
  return operator === '//' ? text.replaceAll(pattern, by) : text.replace(pattern, () => by);
}
