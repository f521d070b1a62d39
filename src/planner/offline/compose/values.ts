import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import { dates } from './dates.ts';
import { epochDates, numberBases } from './number-bases.ts';
import { takeDestination } from './targets.ts';

export type Rule = (r: Reading) => Proposal | undefined;

/** Arithmetic in words and signs. */
export const arithmetic: Rule = (r) => {
  if (r.has('#path|file|folder|line')) return undefined;
  const text = (
    r.terms.some((term) => term.typo)
      ? r.terms.map((term) => (term.typo ? term.text : term.raw)).join(' ')
      : r.analysis.request
  )
    .toLowerCase()
    .replace(/[?？。]/g, ' ');
  const percent =
    /(\d+(?:\.\d+)?)\s*(?:%|percent) of (\d+(?:\.\d+)?)/.exec(text) ??
    /(\d+(?:\.\d+)?)\s*的\s*(\d+(?:\.\d+)?)\s*%/
      .exec(text)
      ?.map((part, i, all) => (i === 1 ? all[2]! : i === 2 ? all[1]! : part));
  const root = /square root of (\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*的平方根/.exec(text);
  let expression: string | undefined;
  if (percent) expression = `${percent[2]}*${percent[1]}/100`;
  else if (root) expression = `sqrt(${root[1] ?? root[2]})`;
  else expression = infix(text);
  if (expression === undefined) return undefined;
  for (const term of r.terms) {
    if (
      ['number', 'expression', 'range', 'punct', 'size'].includes(term.kind) ||
      /^[x×÷*/+^%-]$/.test(term.raw) ||
      (term.kind === 'glob' && /^[*]\d+$/.test(term.raw))
    )
      r.mark(term);
    if (/^\d+(?:\.\d+)?%$/.test(term.raw)) r.mark(term);
    if (/^(?:square|root|percent|power|squared|cubed|result|sum|product|平方根)$/.test(term.raw))
      r.mark(term);
  }
  r.may(
    'calculate',
    'plus',
    'minus',
    'times',
    'divided',
    'modulo',
    'power',
    'ask',
    'show',
    'p-by',
    'p-and',
    'sum',
    'percent',
    'p-of',
    'show-light',
    'result',
    'value',
    'frequency',
    'count',
    'multiply',
    'number-noun',
    'less-than',
    'append',
    'except',
    'more-than',
    'screen',
    'exactly',
    'space-char',
  );
  const whole =
    /^[\d+*%() -]+$/.test(expression) ||
    (/^\d+\/\d+$/.test(expression) &&
      Number(expression.split('/')[0]) % Number(expression.split('/')[1]) === 0);
  const why = r.say('calculates', '计算');
  if (whole) return reading('calc', `echo $((${expression}))`, why, 0, 3);
  const awk = expression.replaceAll('**', '^');
  return reading('calc', `awk 'BEGIN { printf "%.10g\\n", ${awk} }'`, why, 0, 3);
};

/** Turns words of arithmetic into signs; undefined when anything else stands between the numbers. */
function infix(text: string): string | undefined {
  let body = text
    .replace(/(\d)\s*的(?=\s*\d+\s*次方)/g, '$1^')
    .replace(/次方/g, ' ')
    .replace(/to the power of|的?次方|raised to|\*\*/g, '^')
    .replace(/multiplied by|times|乘以|乘上|乘|×|(?<=\d)\s*x\s*(?=\d)/g, '*')
    .replace(/divided by|除以|÷/g, '/')
    .replace(/modulo|\bmod\b|对(?=\s*\d+\s*取[余模])/g, '%')
    .replace(/\bplus\b|加上|加/g, '+')
    .replace(/\bminus\b|减去|减/g, '-')
    .replace(/取[余模]|求余/g, '');
  const sumOf = /(?:sum of|add) (\d+(?:\.\d+)?) (?:and|to) (\d+(?:\.\d+)?)/.exec(body);
  if (sumOf) return `${sumOf[1]}+${sumOf[2]}`;
  const productOf = /(?:product of|multiply) (\d+(?:\.\d+)?) (?:and|by) (\d+(?:\.\d+)?)/.exec(body);
  if (productOf) return `${productOf[1]}*${productOf[2]}`;
  const remainder = /remainder (?:of|when) (\d+) (?:\/|is \/|\/) (\d+)/.exec(body);
  if (remainder) return `${remainder[1]}%${remainder[2]}`;
  body = body.replace(/^[^\d(]*/, '').replace(/[^\d)]*$/, '');
  if (!/^[\d.()\s+*/%^-]+$/.test(body) || !/\d\s*[+*/%^-]\s*[\d(]/.test(body)) return undefined;
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(body.trim())) return undefined;
  return body.replace(/\s+/g, '').replaceAll('^', '**');
}

/** Number rows, random numbers, passwords. */
export const sequences: Rule = (r) => {
  const random = r.find('random-number|shuffle', () => r.has('number-noun|password|random-number|text'));
  if (random && r.has('create|show|show-light|pick') && !r.has('line|#path|file')) {
    r.mark(random);
    const password = r.has('password') || /password|string|密码/.test(r.analysis.request);
    const numbers = r.terms.filter((term) => r.free(term) && term.kind === 'number');
    const range = r.find('#range');
    r.mark(...numbers, range);
    r.may(
      'create',
      'show',
      'show-light',
      'between',
      'p-and',
      'p-from',
      'p-to',
      'number-noun',
      'password',
      'character',
      'text',
      'length',
      'p-with',
      'random-number',
      'shuffle',
    );
    if (password)
      return reading(
        'calc',
        `tr -dc 'A-Za-z0-9' < /dev/urandom | head -c ${numbers[0]?.value ?? 16}; echo`,
        r.say('makes a random text', '生成随机字符串'),
        0.05,
      );
    const [low, high] = range ? range.text.split('-').map(Number) : [numbers[0]?.value, numbers[1]?.value];
    if (low === undefined || high === undefined) return undefined;
    return reading('calc', `shuf -i ${low}-${high} -n 1`, r.say('picks a random number', '生成随机数'));
  }
  if (
    !r.has('number-noun|sequence|count') ||
    (r.has('line|sort|sum') && !r.has('oneline-each|sequence|show|write|create|short-form')) ||
    r.has('average|frequency')
  )
    return undefined;
  const range = r.find('#range');
  const numbers = r.terms.filter(
    (term) => r.free(term) && term.kind === 'number' && Number.isInteger(term.value),
  );
  const joined =
    numbers.length >= 2 &&
    r.terms
      .slice(numbers[0]!.index, numbers[1]!.index)
      .some((term) => term.tags.has('p-to') || term.tags.has('until') || /^[-–~]$/.test(term.raw));
  if (!range && !joined) return undefined;
  const [low, high] = range ? range.text.split('-') : [String(numbers[0]!.value), String(numbers[1]!.value)];
  const step = numbers[range ? 0 : 2];
  r.mark(range, ...numbers.slice(0, range ? 0 : 2));
  const even = /\beven\b|偶数/.test(r.analysis.request);
  const odd = /\bodd\b|奇数/.test(r.analysis.request);
  for (const term of r.terms) if (/^(?:even|odd|偶数|奇数|steps?)$/.test(term.raw)) r.mark(term);
  let by = '';
  if (even || odd) by = '2 ';
  else if (step && /step|every|by|步长|间隔/.test(r.analysis.request)) {
    r.mark(step);
    by = `${step.value} `;
  }
  const start =
    even && Number(low) % 2 === 1 ? Number(low) + 1 : odd && Number(low) % 2 === 0 ? Number(low) + 1 : low;
  const space = r.find('space-char|delimiter');
  const one =
    space !== undefined ||
    (/on one line|in one line|on a single line|一行(?!一)/.test(r.analysis.request) &&
      !/一行一个|每行一个|one per line/.test(r.analysis.request));
  r.mark(space);
  const destination = takeDestination(r, ['to', 'in', 'as']);
  r.may(
    'number-noun',
    'sequence',
    'count',
    'show',
    'write',
    'create',
    'file',
    'oneline-each',
    'short-form',
    'line',
    'p-from',
    'p-to',
    'until',
    'per',
    'screen',
    'all',
    'put',
    'p-in',
    'ascending',
    'p-with',
    'text',
    'p-named',
    'contains',
    'since',
    'name',
    'on',
  );
  const comma = /comma|逗号/.test(r.analysis.request);
  const down = Number(low) > Number(high);
  const command = `seq ${one ? `-s${comma ? ',' : "' '"} ` : ''}${down ? `${low} -1 ${high}` : `${start === '1' && !by ? '' : `${start} `}${by}${high}`}`;
  const why = r.say('writes a row of numbers', '输出数字序列');
  if (destination) {
    const path = destination.kind === 'quoted' ? destination.text : destination.raw;
    return changing(
      'create',
      r.world.lookup(path) ? 'destroy' : 'write',
      `${command} > ${pathArg(path)}`,
      why,
    );
  }
  return reading('calc', command, why, 0, 2);
};

/** Printing a text as it is. */
export const echoes: Rule = (r) => {
  const text = r.find('#quoted', (term) => !term.entry);
  if (
    !text ||
    r.has(
      '#path|file|find|count|replace|append|line|contains|commits|process|rename|grep|ask|git|delete|commit|branch|env-var|convert',
    )
  )
    return undefined;
  const times = r.find('#num');
  if (!r.has('show|say|screen|write')) return undefined;
  r.mark(text, times);
  r.may('show', 'screen', 'text', 'word', 'frequency', 'times', 'say', 'message');
  const value = quote(text.text);
  if (times)
    return reading(
      'calc',
      `yes ${value} | head -n ${times.value}`,
      r.say('prints the text', '打印文本'),
      0.05,
    );
  return reading('calc', `printf '%s\\n' ${value}`, r.say('prints the text', '打印文本'), 0.05);
};

export const valueRules: readonly Rule[] = [numberBases, epochDates, arithmetic, dates, sequences, echoes];
