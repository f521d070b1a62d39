import { type Rule, reading } from './common.ts';

const BASES: readonly (readonly [RegExp, number])[] = [
  [/^(?:hex|hexadecimal|十六进制)$/i, 16],
  [/^(?:decimal|十进制)$/i, 10],
  [/^(?:binary|二进制)$/i, 2],
  [/^(?:octal|八进制)$/i, 8],
];

/** "hex ff in decimal", "255 in binary": one number in another base. */
export const numberBases: Rule = (r) => {
  const found = r.terms.flatMap((term) => {
    const base = BASES.find(([word]) => word.test(term.raw))?.[1];
    return base === undefined ? [] : [{ term, base }];
  });
  if (found.length === 0 || found.length > 2 || r.has('#path|file|permission')) return undefined;
  const prefixed = (raw: string) => (/^0x/i.test(raw) ? 16 : /^0b/i.test(raw) ? 2 : undefined);
  const number = r.terms.find(
    (term) =>
      r.free(term) &&
      !found.some((one) => one.term === term) &&
      /^(?:0x)?[0-9a-f]+$/i.test(term.raw) &&
      (/\d/.test(term.raw) || term.tags.size === 0 || term.raw.length <= 4),
  );
  if (!number) return undefined;
  const near = found.length === 2 ? found[0] : undefined;
  const from =
    prefixed(number.raw) ??
    near?.base ??
    (Math.abs(found[0]!.term.index - number.index) === 1 && found[0]!.term.index < number.index
      ? found[0]!.base
      : 10);
  const to = found.length === 2 ? found[1]!.base : from === found[0]!.base ? 10 : found[0]!.base;
  const digits = number.raw.replace(/^0[xb]/i, '');
  if (
    from === to ||
    Number.isNaN(Number.parseInt(digits, from)) ||
    !new RegExp(`^[${'0123456789abcdef'.slice(0, from)}]+$`, 'i').test(digits)
  )
    return undefined;
  r.mark(number, ...found.map((one) => one.term));
  r.may('show|ask|convert|calculate|number-noun|p-to|p-in|p-as|p-from|replace|set|value');
  const why = r.say('converts the number', '转换数制');
  if (to === 10) return reading('calc', `echo $((${from}#${digits}))`, why, 0, 2);
  const decimal = String(Number.parseInt(digits, from));
  if (to === 16) return reading('calc', `printf '%x\\n' ${decimal}`, why, 0, 2);
  if (to === 8) return reading('calc', `printf '%o\\n' ${decimal}`, why, 0, 2);
  return reading('calc', `echo '${Number(decimal).toString(2)}'`, why, 0.1, 2);
};

/** A number of seconds since 1970 as a date. */
export const epochDates: Rule = (r) => {
  const number = r.find('#num', (term) => term.value! >= 1e8 && term.value! < 1e11);
  if (!number || !r.has('epoch|timestamp|date|time|convert') || r.has('file|#path|line')) return undefined;
  r.mark(number);
  const utc = r.all('utc').length > 0;
  const request = r.analysis.request;
  const format = /YYYY-MM-DD(?! ?HH)/i.test(request)
    ? '+%F'
    : /YYYY-MM-DD.?HH:MM:SS/i.test(request)
      ? "'+%F %T'"
      : r.has('iso')
        ? '-Is'
        : '';
  r.mark(
    ...r.terms.filter((term) =>
      /^(?:YYYY-MM-DD(?: ?HH:MM(?::SS)?)?|HH:MM:SS|HH:MM|form|format|local|readable)$/i.test(term.raw),
    ),
  );
  r.may(
    'epoch|timestamp|date|time|utc|iso|format|human|show|ask|convert|p-as|p-to|in|number-noun|today|second|what|clock|mean|explain',
  );
  return reading(
    'date',
    `date ${utc ? '-u ' : ''}-d @${number.value}${format ? ` ${format}` : ''}`,
    r.say('tells the date', '换算日期'),
    0,
    2,
  );
};
