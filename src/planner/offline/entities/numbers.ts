const ENGLISH: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  thousand: 1000,
  dozen: 12,
  zwei: 2,
  drei: 3,
  fünf: 5,
  zehn: 10,
  deux: 2,
  trois: 3,
  cinq: 5,
  dix: 10,
  dos: 2,
  tres: 3,
  cinco: 5,
  diez: 10,
};
const ORDINALS: Readonly<Record<string, number>> = {
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  second: 2,
  twelfth: 12,
  twentieth: 20,
};
const CHINESE_DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const KIB = 1024;
const SIZE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  字节: 1,
  k: KIB,
  kb: KIB,
  kib: KIB,
  kilobyte: KIB,
  kilobytes: KIB,
  kbyte: KIB,
  kbytes: KIB,
  kilo: KIB,
  ko: KIB,
  m: KIB ** 2,
  mb: KIB ** 2,
  mib: KIB ** 2,
  meg: KIB ** 2,
  megs: KIB ** 2,
  megabyte: KIB ** 2,
  megabytes: KIB ** 2,
  mega: KIB ** 2,
  mbytes: KIB ** 2,
  mo: KIB ** 2,
  兆: KIB ** 2,
  兆字节: KIB ** 2,
  千字节: KIB,
  g: KIB ** 3,
  gb: KIB ** 3,
  gib: KIB ** 3,
  gig: KIB ** 3,
  gigs: KIB ** 3,
  gigabyte: KIB ** 3,
  gigabytes: KIB ** 3,
  t: KIB ** 4,
  tb: KIB ** 4,
  tib: KIB ** 4,
  terabyte: KIB ** 4,
  terabytes: KIB ** 4,
};
const DAY = 1440;
const TIME_UNITS: Readonly<Record<string, number>> = {
  s: 1 / 60,
  sec: 1 / 60,
  secs: 1 / 60,
  second: 1 / 60,
  seconds: 1 / 60,
  秒: 1 / 60,
  秒钟: 1 / 60,
  min: 1,
  mins: 1,
  minute: 1,
  minutes: 1,
  分: 1,
  分钟: 1,
  minuten: 1,
  h: 60,
  hr: 60,
  hrs: 60,
  hour: 60,
  hours: 60,
  小时: 60,
  个小时: 60,
  钟头: 60,
  stunden: 60,
  stunde: 60,
  heures: 60,
  heure: 60,
  horas: 60,
  hora: 60,
  d: DAY,
  day: DAY,
  days: DAY,
  天: DAY,
  日: DAY,
  tage: DAY,
  tagen: DAY,
  jours: DAY,
  días: DAY,
  dias: DAY,
  w: 7 * DAY,
  wk: 7 * DAY,
  week: 7 * DAY,
  weeks: 7 * DAY,
  周: 7 * DAY,
  星期: 7 * DAY,
  个星期: 7 * DAY,
  礼拜: 7 * DAY,
  wochen: 7 * DAY,
  woche: 7 * DAY,
  semaines: 7 * DAY,
  semanas: 7 * DAY,
  fortnight: 14 * DAY,
  fortnights: 14 * DAY,
  month: 30 * DAY,
  months: 30 * DAY,
  个月: 30 * DAY,
  月: 30 * DAY,
  monate: 30 * DAY,
  mois: 30 * DAY,
  meses: 30 * DAY,
  year: 365 * DAY,
  years: 365 * DAY,
  年: 365 * DAY,
  jahre: 365 * DAY,
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** "12", "1,000", "3.5", "three", "十二": the number, or undefined. */
export function numberOf(text: string): number | undefined {
  if (/^[+-]?\d{1,3}(?:,\d{3})+$/.test(text)) return Number(text.replaceAll(',', ''));
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return own(ENGLISH, text.toLowerCase()) ?? chineseNumber(text);
}

/** "3rd", "third", "第三": the place counted from 1. */
export function ordinalOf(text: string): number | undefined {
  const digits = /^(\d+)(?:st|nd|rd|th)$/i.exec(text);
  return digits ? Number(digits[1]) : own(ORDINALS, text.toLowerCase());
}

/** Whole numbers up to 9999 in Chinese characters. */
export function chineseNumber(text: string): number | undefined {
  if (!/^[零〇一二两三四五六七八九十百千]+$/.test(text)) return undefined;
  let total = 0;
  let digit = 0;
  for (const char of text) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[char];
    if (unit) {
      total += (digit || 1) * unit;
      digit = 0;
    } else digit = CHINESE_DIGITS[char]!;
  }
  return total + digit;
}

export const sizeUnit = (text: string): number | undefined => own(SIZE_UNITS, text.toLowerCase());
/** Minutes in one of these. */
export const timeUnit = (text: string): number | undefined => own(TIME_UNITS, text.toLowerCase());

/** "50k", "1.5GB": bytes. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([a-z]{1,5})$/i.exec(text);
  const unit = match && sizeUnit(match[2]!);
  return unit ? Math.round(Number(match[1]) * unit) : undefined;
}

/** "30min", "7d": minutes. */
export function durationOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)-?([a-z]{1,7})$/i.exec(text);
  const unit = match && timeUnit(match[2]!);
  return unit ? Number(match[1]) * unit : undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const MONTH_NAMES: readonly string[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** 1–12 for the name of a month; "may" counts only with a day or year beside it. */
export function monthOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  const full = MONTH_NAMES.indexOf(lower);
  if (full >= 0) return full + 1;
  const short = MONTHS.indexOf(lower.replace(/^sept$/, 'sep'));
  return short >= 0 ? short + 1 : undefined;
}
