import { type Fixed, line } from './fixed.ts';

/** Readings of the clock and the calendar. */
export const DATES: readonly Fixed[] = [
  line('date', 'date', 'time today iso format now year-light', 'date +%F', 'shows the date', '显示日期', {
    not: '#path|#dur|#date|weekday|year|utc|epoch|month|file|commits|timestamp|tomorrow|yesterday|week-number|day-of-year|calendar|boot|sort|kernel|per|count|line|column',
  }),
  line('date', 'time', 'now', 'date +%T', 'shows the time', '显示时间', {
    not: '#path|#dur|#date|utc|epoch|file|timezone|commits|uptime|timestamp|boot|frequency|run|process|sort|date|times|line|log',
    guess: 0.05,
  }),
  line('date', 'date time', 'now', 'date', 'shows date and time', '显示日期和时间', {
    not: '#path|#dur|#date|utc|epoch|file|commits|timestamp|boot|sort|column|line',
  }),
  line('date', 'year', 'four-digits today date current digit', 'date +%Y', 'shows the year', '显示年份', {
    not: '#path|#dur|#num|calendar|leap|this-year|commits',
  }),
  line('date', 'month', 'now name date today', 'date +%B', 'shows the month', '显示月份', {
    not: '#path|#dur|#num|calendar|commits|file|per|sort',
    guess: 0.1,
  }),
  line('date', 'weekday', 'today date now name', 'date +%A', 'shows the weekday', '显示星期几', {
    not: '#path|#dur|#date|tomorrow|yesterday',
  }),
  line(
    'date',
    'week-number',
    'number-noun now date today year iso',
    'date +%V',
    'shows the week',
    '显示周数',
    { not: '#path|#date' },
  ),
  line(
    'date',
    'day-of-year',
    'number-noun date today',
    'date +%j',
    'shows the day of the year',
    '显示一年中的第几天',
    { not: '#path|#date' },
  ),
  line('date', 'utc', 'time date now format', 'date -u', 'shows the time in UTC', '显示 UTC 时间', {
    not: '#path|#clock',
  }),
  line(
    'date',
    'epoch',
    'time date second timestamp number-noun now',
    'date +%s',
    'shows the epoch time',
    '显示时间戳',
    { not: '#path|#num|#date' },
  ),
  line('date', 'timezone', 'set config time', 'date +%Z', 'shows the time zone', '显示时区', {
    not: '#path|convert',
  }),
  line(
    'date',
    'tomorrow',
    'date ask',
    'date -d tomorrow +%F',
    'shows the date of tomorrow',
    '显示明天的日期',
    { not: 'weekday|file' },
  ),
  line(
    'date',
    'yesterday date',
    '',
    'date -d yesterday +%F',
    'shows the date of yesterday',
    '显示昨天的日期',
    { not: 'weekday|file|commits|modify-time|#kind' },
  ),
  line('date', 'weekday tomorrow', 'date', 'date -d tomorrow +%A', 'shows the weekday', '显示星期几'),
  line('date', 'weekday yesterday', 'date', 'date -d yesterday +%A', 'shows the weekday', '显示星期几'),
  line('date', 'calendar', 'month now this-month', 'cal', 'shows the calendar', '显示日历', {
    not: '#path',
    guess: 0.2,
  }),
];
