import { monthOf, numberOf, ordinalOf, sizeUnit, timeUnit } from '../entities/numbers.ts';
import type { Atom } from './atoms.ts';

/** Joins a number with the unit after it, and month, day and year, into one atom each. */
export function mergeQuantities(atoms: readonly Atom[]): Atom[] {
  const merged: Atom[] = [];
  for (let i = 0; i < atoms.length; ) {
    const shared = sharedUnit(atoms, i);
    if (shared) {
      merged.push(shared);
      i += 1;
      continue;
    }
    const product = productAt(atoms, i);
    if (product) {
      merged.push(product);
      i += 2;
      continue;
    }
    const [atom, used] = dateAt(atoms, i) ?? quantityAt(atoms, i) ?? [atoms[i]!, 1];
    merged.push(atom);
    i += used;
  }
  return merged;
}

/** "30*24 hours". */
function productAt(atoms: readonly Atom[], i: number): Atom | undefined {
  const factors = /^(\d{1,4})\*(\d{1,4})$/.exec(atoms[i]!.raw);
  const unit = atoms[i + 1] && !atoms[i + 1]!.shape ? timeUnit(atoms[i + 1]!.lower) : undefined;
  if (!factors || unit === undefined) return undefined;
  const value = Number(factors[1]) * Number(factors[2]);
  return joined([atoms[i]!, atoms[i + 1]!], {
    kind: 'duration',
    text: `${value} ${atoms[i + 1]!.lower}`,
    tags: ['#dur'],
    value: value * unit,
  });
}

/** "between 6 and 9 minutes": the unit after the second number belongs to the first one too. */
function sharedUnit(atoms: readonly Atom[], i: number): Atom | undefined {
  const first = numberIn(atoms[i]);
  if (first === undefined || !/^(?:and|to|or|-|到|至|和)$/.test(atoms[i + 1]?.lower ?? '')) return undefined;
  const back = atoms.slice(Math.max(0, i - 2), i).some((atom) => /^(?:between|from|介于)$/.test(atom.lower));
  if (!back) return undefined;
  const second = numberIn(atoms[i + 2]);
  const third = atoms[i + 3];
  if (second !== undefined && third && !third.shape) {
    const time = timeUnit(third.lower);
    const size = sizeUnit(third.lower);
    if (time !== undefined && third.lower.length > 1)
      return joined([atoms[i]!], {
        kind: 'duration',
        text: `${first} ${third.lower}`,
        tags: ['#dur'],
        value: first * time,
      });
    if (size !== undefined && (third.lower.length > 1 || /[kmg]/.test(third.lower)))
      return joined([atoms[i]!], {
        kind: 'size',
        text: `${first}${third.lower}`,
        tags: ['#size'],
        value: first * size,
      });
  }
  return undefined;
}

const joined = (parts: readonly Atom[], shape: NonNullable<Atom['shape']>): Atom => ({
  raw: parts.map((part) => part.raw).join(' '),
  text: shape.text,
  lower: parts.map((part) => part.lower).join(' '),
  start: parts[0]!.start,
  end: parts.at(-1)!.end,
  chinese: parts.some((part) => part.chinese),
  shape,
});

function numberIn(atom: Atom | undefined): number | undefined {
  if (!atom) return undefined;
  if (atom.shape)
    return atom.shape.kind === 'number' && !atom.shape.tags.includes('nth') ? atom.shape.value : undefined;
  return atom.chinese ? undefined : numberOf(atom.lower);
}

function quantityAt(atoms: readonly Atom[], i: number): [Atom, number] | undefined {
  const first = atoms[i]!;
  const next1 = atoms[i + 1];
  if (first.raw === '第' && next1?.shape?.kind === 'number' && next1.shape.value !== undefined)
    return [
      joined([first, next1], {
        kind: 'number',
        text: next1.shape.text,
        tags: ['#num', 'nth'],
        value: next1.shape.value,
      }),
      2,
    ];
  // 10 点, 下午 3 点 is left alone
  const hour = numberIn(first);
  if (
    hour !== undefined &&
    Number.isInteger(hour) &&
    hour >= 0 &&
    hour <= 24 &&
    next1?.chinese &&
    /^点钟?$/.test(next1.text) &&
    !/^(?:下午|晚上|傍晚|夜里|半|点半)$/.test(atoms[i - 1]?.text ?? '')
  )
    return [
      joined([first, next1], {
        kind: 'clock',
        text: `${String(hour).padStart(2, '0')}:00`,
        tags: ['#clock'],
      }),
      2,
    ];
  const half = halfAt(atoms, i);
  if (half) return half;
  let value = numberIn(first);
  let used = 1;
  if (
    value !== undefined &&
    numberIn(atoms[i + 1]) !== undefined &&
    /^(?:hundred|thousand)$/.test(atoms[i + 1]!.lower)
  ) {
    value *= numberIn(atoms[i + 1])!;
    used = 2;
  }
  const article = value === undefined && /^(?:a|an|one|couple|few|einer?|une?)$/.test(first.lower);
  if (article) value = 1;
  if (
    value === undefined &&
    i > 0 &&
    /^(?:past|last|previous)$/.test(atoms[i - 1]!.lower) &&
    isUnit(first) &&
    /^(?:minute|hour|day|week|month|year)$/.test(first.lower)
  )
    return [
      joined([first], {
        kind: 'duration',
        text: `1 ${first.lower}`,
        tags: ['#dur'],
        value: timeUnit(first.lower)!,
      }),
      1,
    ];
  if (value === undefined) return undefined;
  const parts = atoms.slice(i, i + used);
  let next = atoms[i + used];
  // "2 full days", "5 more minutes" are not units; 个小时 is cut as 个 + 小时.
  if (next?.chinese && next.text === '个' && isUnit(atoms[i + used + 1])) {
    parts.push(next);
    used += 1;
    next = atoms[i + used];
  }
  const unitText = next && !next.shape ? next.lower : undefined;
  const size = unitText === undefined ? undefined : sizeUnit(unitText);
  const time = unitText === undefined ? undefined : timeUnit(unitText);
  if (
    next &&
    time !== undefined &&
    !(article && unitText!.length < 3) &&
    !/^[smhdw分日月周年]$/.test(unitText!)
  ) {
    const minutes = value * time;
    return [
      joined([...parts, next], {
        kind: 'duration',
        text: `${value} ${unitText}`,
        tags: ['#dur'],
        value: minutes,
      }),
      used + 1,
    ];
  }
  if (next && time !== undefined && next.chinese && !article && !/^日$/.test(unitText!)) {
    return [
      joined([...parts, next], {
        kind: 'duration',
        text: `${value}${unitText}`,
        tags: ['#dur'],
        value: value * time,
      }),
      used + 1,
    ];
  }
  if (next && size !== undefined && !(article && size === 1) && !(unitText === 'b' && article)) {
    return [
      joined([...parts, next], {
        kind: 'size',
        text: `${value}${unitText}`,
        tags: ['#size'],
        value: Math.round(value * size),
      }),
      used + 1,
    ];
  }
  if (article) return undefined;
  if (first.shape && used === 1) return undefined;
  return [joined(parts, { kind: 'number', text: String(value), tags: ['#num'], value }), used];
}

const isUnit = (atom: Atom | undefined): boolean =>
  atom !== undefined && !atom.shape && timeUnit(atom.lower) !== undefined;

function halfAt(atoms: readonly Atom[], i: number): [Atom, number] | undefined {
  const words = atoms.slice(i, i + 3).map((atom) => atom.lower);
  if (words[0] === 'half' && /^an?$/.test(words[1] ?? '')) {
    const unit = timeUnit(words[2] ?? '');
    if (unit)
      return [
        joined(atoms.slice(i, i + 3), {
          kind: 'duration',
          text: words.join(' '),
          tags: ['#dur'],
          value: unit / 2,
        }),
        3,
      ];
  }
  // "in the last half hour"
  if (
    words[0] === 'half' &&
    /^(?:hour|day|year)s?$/.test(words[1] ?? '') &&
    /^(?:last|past|previous|within)$/.test(atoms[i - 1]?.lower ?? '')
  )
    return [
      joined(atoms.slice(i, i + 2), {
        kind: 'duration',
        text: words.slice(0, 2).join(' '),
        tags: ['#dur'],
        value: timeUnit(words[1]!.replace(/s$/, ''))! / 2,
      }),
      2,
    ];
  if (words[0] === '半' && isUnit(atoms[i + 1]))
    return [
      joined(atoms.slice(i, i + 2), {
        kind: 'duration',
        text: words.slice(0, 2).join(''),
        tags: ['#dur'],
        value: timeUnit(words[1]!)! / 2,
      }),
      2,
    ];
  return undefined;
}

const pad = (value: number) => String(value).padStart(2, '0');

/** "3 April 2026", "April 3rd, 2026", "Jan 2026", "2026年4月3日". */
function dateAt(atoms: readonly Atom[], i: number): [Atom, number] | undefined {
  const chinese = chineseDate(atoms, i);
  if (chinese) return chinese;
  const at = (k: number) => atoms[i + k];
  const dayOf = (atom: Atom | undefined) => {
    const value =
      atom?.shape?.kind === 'number'
        ? atom.shape.value
        : atom && !atom.shape
          ? ordinalOf(atom.lower)
          : undefined;
    return value !== undefined && value >= 1 && value <= 31 ? value : undefined;
  };
  const yearOf = (atom: Atom | undefined) =>
    /^(?:19|20)\d\d$/.test(atom?.lower ?? '') ? Number(atom!.lower) : undefined;
  const date = (count: number, year: number | undefined, month: number, day: number): [Atom, number] => {
    const text = year === undefined ? `${pad(month)}-${pad(day)}` : `${year}-${pad(month)}-${pad(day)}`;
    const tags = year === undefined ? ['#monthday'] : ['#date'];
    return [joined(atoms.slice(i, i + count), { kind: 'date', text, tags }), count];
  };
  const month = at(0) && !at(0)!.shape ? monthOf(at(0)!.lower) : undefined;
  if (month !== undefined) {
    const day = dayOf(at(1));
    const comma = at(2)?.raw === ',' ? 1 : 0;
    const year = yearOf(at(2 + comma));
    if (day !== undefined && year !== undefined) return date(3 + comma, year, month, day);
    if (yearOf(at(1)) !== undefined) return date(2, yearOf(at(1)), month, 1);
    if (day !== undefined) return date(2, undefined, month, day);
  }
  const day = dayOf(at(0));
  const of = at(1)?.lower === 'of' ? 1 : 0;
  const after = at(1 + of) && !at(1 + of)!.shape ? monthOf(at(1 + of)!.lower) : undefined;
  if (day !== undefined && after !== undefined && yearOf(at(2 + of)) !== undefined)
    return date(3 + of, yearOf(at(2 + of)), after, day);
  return undefined;
}

function chineseDate(atoms: readonly Atom[], i: number): [Atom, number] | undefined {
  const text = atoms.slice(i, i + 6).map((atom) => atom.text);
  const match = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]/.exec(text.join(''));
  if (!match) return undefined;
  let length = 0;
  let count = 0;
  while (length < match[0].length && count < text.length) length += text[count++]!.length;
  if (length !== match[0].length) return undefined;
  const day = `${match[1]}-${pad(Number(match[2]))}-${pad(Number(match[3]))}`;
  return [joined(atoms.slice(i, i + count), { kind: 'date', text: day, tags: ['#date'] }), count];
}
