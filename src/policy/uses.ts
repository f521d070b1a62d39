import type { Arg, Use } from './spec.ts';
import type { KindRef } from './table.ts';

export const arg = (text: string): Arg => ({ text, exact: true, many: false });
export const unknown = (detail: string, about?: Arg): Use => ({
  kind: 'unknown',
  detail,
  ...(about ? { arg: about } : {}),
});

export function usedBy(row: KindRef, value?: Arg): Use {
  const about = value ?? (row.param === undefined ? undefined : arg(row.param));
  return {
    kind: row.kind,
    ...(about ? { arg: about } : {}),
    ...(row.detail === undefined ? {} : { detail: row.detail }),
  };
}

export function valueUse(row: KindRef, value: Arg): Use {
  if (row.kind !== 'oneof')
    return { kind: row.kind, arg: value, ...(row.param === undefined ? {} : { param: row.param }) };
  const known = value.exact && row.param!.split('|').includes(value.text);
  return known ? { kind: 'text', arg: value } : unknown(`value ${value.text} is not a known one`, value);
}
