import { quote } from '../quote.ts';
import { reading } from './common.ts';
import type { Rule } from './values.ts';

const UNITS: readonly (readonly [RegExp, number, string])[] = [
  [/years?|年/, 525_600, 'year'],
  [/months?|个月|月/, 43_200, 'month'],
  [/weeks?|周|星期/, 10_080, 'week'],
  [/days?|天|日/, 1440, 'day'],
  [/hours?|小时/, 60, 'hour'],
  [/minutes?|分钟/, 1, 'minute'],
];

/** Dates: N days from now, weekday of a date, days between dates, conversions. */
export const dates: Rule = (r) => {
  const format =
    r.find(
      '#quoted',
      (term) => /%[A-Za-z]/.test(term.text) || /^(?:yyyy|YYYY|dd|DD|mm|MM|HH)[^\s]*$/.test(term.text),
    ) ?? r.terms.find((term) => /^(?:YYYY|DD|MM|HH|yyyy|dd)[-/:._]?(?:MM|DD|mm|dd|YYYY|yyyy)/.test(term.raw));
  if (format && r.has('date|time|today|yesterday|tomorrow|now') && !r.has('commits|file')) {
    const day = r.find('yesterday|tomorrow');
    r.mark(format, day);
    r.may(
      'date',
      'time',
      'today',
      'now',
      'format',
      'show',
      'show-light',
      'p-as',
      'p-in',
      'convert',
      'text',
      'year',
      'ask',
    );
    const pattern = (format.kind === 'quoted' ? format.text : format.raw)
      .replace(/^\+/, '')
      .replace(/yyyy|YYYY/g, '%Y')
      .replace(/(?<!%)\b(?:MM|mm)(?=\b|[-/._]|DD|dd)/g, '%m')
      .replace(/(?<!%)(?:DD|dd)/g, '%d')
      .replace(/(?<!%)HH/g, '%H')
      .replace(/:(?:MM|mm)/g, ':%M')
      .replace(/:(?:SS|ss)/g, ':%S');
    const when = day ? `-d ${day.tags.has('yesterday') ? 'yesterday' : 'tomorrow'} ` : '';
    return reading(
      'date',
      `date ${when}${quote(`+${pattern}`)}`,
      r.say('prints the date in this form', '按该格式打印日期'),
      0.05,
    );
  }
  if (r.has('#path|file|commits|#kind|#ext|modify-time|folder')) return undefined;
  const all = r.terms.filter((term) => r.free(term) && term.tags.has('#date'));
  const why = r.say('calculates with dates', '日期计算');
  const courtesy = () =>
    r.may(
      'ask',
      'show',
      'show-light',
      'date',
      'time',
      'now',
      'calculate',
      'between',
      'p-and',
      'count',
      'day',
      'weekday',
      'ago',
      'since',
      'until',
      'today',
      'p-in',
      'p-from',
      'format',
      'within',
      'older',
      'convert',
      'p-to',
      'p-of',
      'four-digits',
      'lie',
      'number-noun',
      'plus',
      'minus',
      'append',
      'p-with',
      'iso',
      'newer',
    );
  if (all.length === 2) {
    r.mark(...all);
    courtesy();
    return reading(
      'date',
      `echo $(( ($(date -ud ${all[1]!.text} +%s) - $(date -ud ${all[0]!.text} +%s)) / 86400 ))`,
      why,
    );
  }
  const away = /\bsince\b|\bpassed\b|过了|过去|以来|至今|到现在|到今天/i.test(r.analysis.request);
  const ahead = /\buntil\b|\btill\b|\bto go\b|\bleft\b|还有|还剩|距离|离/i.test(r.analysis.request);
  const days = /\bdays?\b|天/i.test(r.analysis.request);
  if (all.length === 1 && days && away !== ahead && r.has('count|free|ask') && !r.has('#dur')) {
    r.mark(all[0]);
    courtesy();
    r.may('free', 'exist', 'passed', 'it-ref', 'column-noun');
    for (const term of r.terms)
      if (/^(?:days?|天|离|距离|距|过去|过了|passed|to|go|left|还有|还剩|还|have|至今|现在)$/i.test(term.raw))
        r.mark(term);
    const then = `$(date -ud ${all[0]!.text} +%s)`;
    const today = '$(date -ud "$(date +%F)" +%s)';
    return reading(
      'date',
      `echo $(( (${away ? today : then} - ${away ? then : today}) / 86400 ))`,
      why,
      0.05,
    );
  }
  const weekday = r.has('weekday') || /what day|which day|星期几|周几/.test(r.analysis.request);
  const duration = r.find('#dur');
  const date = all[0];
  if (duration) {
    const unit = UNITS.find(([name]) => name.test(duration.raw));
    if (!unit) return undefined;
    const amount = duration.value! / unit[1];
    const text = r.analysis.request;
    const past = /\bago\b|\bbefore\b|earlier|之前|以前|前/.test(text);
    const future = /from now|\bin\b|\bafter\b|later|from today|之后|以后|后|\+/.test(text);
    if (!past && !future) return undefined;
    r.mark(duration, date);
    courtesy();
    for (const term of r.terms)
      if (/^(?:later|from|ago|before|after|后|之后|以后)$/.test(term.raw)) r.mark(term);
    const base = date ? `${date.text} ` : '';
    return reading(
      'date',
      `date -d '${base}${past ? '-' : '+'}${amount} ${unit[2]}${date ? (past ? '' : '') : ''}' +${weekday ? '%A' : unit[2] === 'hour' || unit[2] === 'minute' ? "'%F %T'" : '%F'}`,
      why,
      0,
    );
  }
  if (date && weekday) {
    r.mark(date);
    courtesy();
    return reading('date', `date -d ${date.text} +%A`, why);
  }
  const epoch = r.find('epoch|timestamp');
  const number = r.find('#num', (term) => term.value! > 100_000_000);
  if (number && (epoch || r.has('date|time'))) {
    r.mark(number, epoch);
    courtesy();
    r.may('second', 'epoch', 'utc');
    return reading('date', `date -ud @${number.value}`, why, 0.05);
  }
  if (date && epoch) {
    r.mark(date, epoch);
    courtesy();
    r.may('second');
    const utc = r.all('utc').length > 0;
    return reading('date', `date ${utc ? '-u ' : ''}-d ${date.text} +%s`, why, 0.05);
  }
  return undefined;
};
