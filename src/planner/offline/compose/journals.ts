import { pathArg, quote } from '../quote.ts';
import { bareName, besides } from './bare-name.ts';
import type { Rule } from './common.ts';
import { reading } from './common.ts';

const COURTESY =
  'journal|show|show-light|find|ask|all|item|line|message|commit-message|log|service|tail|head|newest|within|since|now|it-ref|p-of|p-in|p-from|machine|result|text|write|follow|per|only|name';

/** The journal narrowed down: of which service, since when, how many lines, only errors. */
export const journals: Rule = (r) => {
  if (!r.has('journal') || r.has('#path|delete|clear|size|count|copy|move|restart|start|halt|enable|disable'))
    return undefined;
  const number = r.find('#num', (term) => !term.tags.has('nth'));
  const duration = r.find('#dur');
  const today =
    r.find('today|yesterday') ??
    r.terms.find((term) => r.free(term) && /^(?:this )?morning$/i.test(term.raw));
  const error = r.find('error');
  const warning = error ? undefined : r.find('warning');
  const boot = r.find('boot');
  r.mark(...r.all('journal'));
  const name = besides(r, 'service') ?? bareName(r, (term) => !/^morning$/i.test(term.raw));
  if (!number && !duration && !today && !name) return undefined;
  r.mark(number, duration, today, error, warning, boot);
  r.may(COURTESY);
  const since = duration
    ? `${Math.round(duration.value!)} min ago`
    : today?.tags.has('yesterday')
      ? 'yesterday'
      : today
        ? 'today'
        : undefined;
  const whole = today?.tags.has('yesterday') && !/\bsince\b|以来/i.test(r.analysis.request);
  const options = [
    ...(name ? [`-u ${pathArg(name.kind === 'quoted' ? name.text : name.raw)}`] : []),
    ...(error ? ['-p err'] : warning ? ['-p warning'] : []),
    ...(since ? [`--since ${quote(since)}`] : []),
    ...(whole ? ['--until today'] : []),
    ...(boot ? ['-b'] : []),
    ...(number ? [`-n ${number.value}`] : since ? [] : ['-n 50']),
  ];
  return reading(
    'journal',
    `journalctl ${options.join(' ')} --no-pager`,
    r.say('reads the journal', '读取系统日志'),
    0.02,
    2,
  );
};
