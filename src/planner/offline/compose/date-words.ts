import { MONTH_NAMES } from '../entities/numbers.ts';
import { type Rule, reading } from './common.ts';

const COURTESY =
  'show|show-light|ask|calculate|find|count|date|time|now|today|p-of|p-in|until|since|day|year|month|it-ref|exist|machine|format|p-as|p-to|convert|item|result|ago|within|older|iso';

/** Cities people ask the time of, as the time zone database writes them. */
const ZONES: Readonly<Record<string, string>> = {
  tokyo: 'Asia/Tokyo',
  london: 'Europe/London',
  paris: 'Europe/Paris',
  berlin: 'Europe/Berlin',
  madrid: 'Europe/Madrid',
  rome: 'Europe/Rome',
  moscow: 'Europe/Moscow',
  oslo: 'Europe/Oslo',
  stockholm: 'Europe/Stockholm',
  vienna: 'Europe/Vienna',
  zurich: 'Europe/Zurich',
  lisbon: 'Europe/Lisbon',
  athens: 'Europe/Athens',
  istanbul: 'Europe/Istanbul',
  shanghai: 'Asia/Shanghai',
  beijing: 'Asia/Shanghai',
  singapore: 'Asia/Singapore',
  delhi: 'Asia/Kolkata',
  mumbai: 'Asia/Kolkata',
  dubai: 'Asia/Dubai',
  seoul: 'Asia/Seoul',
  sydney: 'Australia/Sydney',
  'new york': 'America/New_York',
  chicago: 'America/Chicago',
  denver: 'America/Denver',
  'los angeles': 'America/Los_Angeles',
  toronto: 'America/Toronto',
  'são paulo': 'America/Sao_Paulo',
  'sao paulo': 'America/Sao_Paulo',
  cairo: 'Africa/Cairo',
  nairobi: 'Africa/Nairobi',
  北京: 'Asia/Shanghai',
  上海: 'Asia/Shanghai',
  东京: 'Asia/Tokyo',
  伦敦: 'Europe/London',
  纽约: 'America/New_York',
};

const elsewhere: Rule = (r) => {
  const request = r.analysis.request.toLowerCase();
  const city = Object.keys(ZONES).find((name) => request.includes(name));
  if (!city || !r.has('time|date|now') || r.has('#path|file|line|column')) return undefined;
  for (const term of r.terms)
    if (city.split(' ').includes(term.raw.toLowerCase()) || city.includes(term.raw)) r.mark(term);
  r.may(COURTESY, 'clock', 'timezone');
  return reading(
    'date',
    `TZ=${ZONES[city]} date${r.has('date') && !r.has('time') ? ' +%F' : ''}`,
    r.say('shows the time there', '显示当地时间'),
    0,
    2,
  );
};

/** "last day of february 2024", "is 2024 a leap year", "how many days until christmas". */
const calendar: Rule = (r) => {
  if (r.has('#path|file|line|column|log|commits')) return undefined;
  const request = r.analysis.request.toLowerCase();
  const all = () =>
    r.mark(
      ...r.terms.filter(
        (term) =>
          ['number', 'date', 'punct'].includes(term.kind) || MONTH_NAMES.includes(term.raw.toLowerCase()),
      ),
    );
  const month = new RegExp(
    `\\b(?:last day of|(?:how many|number of) days (?:are |does |has |in |of )*(?:there )?(?:in )?)\\s*(${MONTH_NAMES.join('|')})(?: of)?(?: (\\d{4}))?`,
  ).exec(request);
  if (month) {
    all();
    r.may(COURTESY, 'tail', 'contains');
    for (const term of r.terms)
      if (
        /^(?:last|days?|has|have)$/i.test(term.raw) ||
        (request.includes(term.raw.toLowerCase()) && term.kind === 'date')
      )
        r.mark(term);
    const number = String(MONTH_NAMES.indexOf(month[1]!) + 1).padStart(2, '0');
    const year = month[2] ?? '$(date +%Y)';
    const days = /how many|number of/.test(request);
    return reading(
      'date',
      `date -d "${year}-${number}-01 +1 month -1 day" +${days ? '%-d' : '%F'}`,
      r.say('calculates with dates', '日期计算'),
      0,
      2,
    );
  }
  const leap = /\b(\d{4})\b.*\bleap(?: year)?\b|\bleap year\b.*\b(\d{4})\b|(\d{4}).*闰年/.exec(request);
  if (leap) {
    all();
    r.may(COURTESY);
    for (const term of r.terms) if (/^(?:leap|leap year|闰年|was|is)$/i.test(term.raw)) r.mark(term);
    const year = leap[1] ?? leap[2] ?? leap[3];
    return reading(
      'date',
      `date -d ${year}-02-29 >/dev/null 2>&1 && echo yes || echo no`,
      r.say('asks the calendar', '查询日历'),
      0.05,
      2,
    );
  }
  const feast =
    /\b(?:how many )?days? (?:are |is )?(?:there )?(?:left )?(?:until|till|to|before) (christmas|new year(?:['’]s)?(?: day| eve)?|(?:the )?end of (?:the|this) (year|month))\b/.exec(
      request,
    );
  if (feast) {
    r.may(COURTESY, 'free', 'p-to', 'older', 'tail', 'this-year', 'this-month', 'new');
    for (const term of r.terms) if (feast[0].includes(term.raw.toLowerCase())) r.mark(term);
    const day = /christmas/.test(feast[1]!)
      ? '$(date +%Y)-12-25'
      : /month/.test(feast[1]!)
        ? '$(date +%Y-%m-01) +1 month -1 day'
        : /eve|end/.test(feast[1]!)
          ? '$(date +%Y)-12-31'
          : '$(date +%Y)-01-01 +1 year';
    return reading(
      'date',
      `echo $(( ($(date -ud "${day}" +%s) - $(date -ud "$(date +%F)" +%s)) / 86400 ))`,
      r.say('calculates with dates', '日期计算'),
      0,
      2,
    );
  }
  return undefined;
};

/** "two weeks ago as YYYY-MM-DD": the form that dates are given in anyway. */
const spelled: Rule = (r) => {
  const form = r.terms.find((term) => /^(?:YYYY-MM-DD|yyyy-mm-dd|ISO)$/.test(term.raw));
  const duration = r.find('#dur');
  if (!form || !duration || r.has('#path|file|line|commits')) return undefined;
  const text = r.analysis.request;
  const past = /\bago\b|\bbefore\b|earlier|之前|以前|前/.test(text);
  const future = /from now|\bin\b|\bafter\b|later|from today|之后|以后|后/.test(text);
  if (past === future && !past) return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(\w+)/.exec(duration.text) ?? [];
  if (!amount || !unit || !/^(?:year|month|week|day|hour|minute)s?$/i.test(unit)) return undefined;
  r.mark(form, duration);
  r.may(COURTESY, 'p-from', 'newer');
  for (const term of r.terms) if (/^(?:ago|later|now|from|in|form)$/i.test(term.raw)) r.mark(term);
  return reading(
    'date',
    `date -d '${past ? '-' : '+'}${amount} ${unit.replace(/s$/, '')}' +%F`,
    r.say('calculates with dates', '日期计算'),
    0,
    2,
  );
};

export const dateWords: readonly Rule[] = [elsewhere, calendar, spelled];
