import { pathArg } from '../quote.ts';
import { type Rule, reading } from './common.ts';

const COURTESY =
  'show|show-light|find|ask|exist|only|it-ref|all|item|machine|now|running|run|status|here|name|used|p-with|p-of|p-on|service|process|currently';

/** The oldest process, the parent of one, its whole command line. */
const processFacts: Rule = (r) => {
  if (r.has('#path|kill|file|service')) return undefined;
  const request = r.analysis.request;
  if (
    /\b(?:running|been up|alive) (?:the )?longest\b|\boldest process\b|\blongest[- ]running\b/i.test(
      request,
    ) &&
    r.has('process')
  ) {
    const number = r.find('#num');
    r.mark(number);
    r.may(COURTESY, 'longest', 'oldest', 'uptime', 'head', 'length', 'time');
    for (const term of r.terms)
      if (/^(?:been running|longest|longest-running|running longest|alive)$/i.test(term.raw)) r.mark(term);
    return reading(
      'process',
      `ps -eo pid,etime,comm --sort=-etimes --no-headers | head -n ${number?.value ?? 1}`,
      r.say('finds the oldest process', '查找运行最久的进程'),
      0.05,
      1,
    );
  }
  const number = r.find('#num');
  if (!number || !r.has('process|pid')) return undefined;
  if (r.has('parent')) {
    r.mark(number);
    r.may(COURTESY, 'parent', 'pid', 'number-noun');
    return reading(
      'process',
      `ps -o ppid= -p ${number.value}`,
      r.say('asks for the parent', '查询父进程'),
      0,
      1,
    );
  }
  if (/\bcommand(?: ?line)?\b|\bfull command\b|\barguments\b/i.test(request)) {
    r.mark(number);
    r.may(COURTESY, 'command-noun', 'line', 'pid', 'full', 'whole', 'all');
    for (const term of r.terms) if (/^(?:full|arguments|command line|cmdline)$/i.test(term.raw)) r.mark(term);
    return reading(
      'process',
      `ps -o args= -p ${number.value}`,
      r.say('shows its command line', '显示其命令行'),
      0,
      1,
    );
  }
  return undefined;
};

/** Free space, type and size of the file system that a path lies on. */
const spaceOf: Rule = (r) => {
  const request = r.analysis.request;
  const path = r.terms.find(
    (term) => r.free(term) && (term.raw === '/' || (term.tags.has('#path') && /^[/~.]/.test(term.text))),
  );
  if (!path || r.has('file|delete|copy|largest|smallest|sort|line|count|contains')) return undefined;
  const free =
    /\b(?:free|left|available|full|usage|space|room)\b|剩余|可用/i.test(request) &&
    r.has('free|full|disk-usage|disk|used|fills');
  const type =
    /\b(?:file ?system type|type of (?:the )?file ?system|what file ?system|which file ?system)\b/i.test(
      request,
    );
  if (
    !type &&
    !(
      free &&
      /\b(?:on|of|for|under)\s+\S*$|\bleft\b|\bfree\b|\bavailable\b|\bfull\b/i.test(
        request.replace(/[?.]\s*$/, ''),
      )
    )
  )
    return undefined;
  if (free && !/\b(?:free|left|available|full)\b|剩余|可用/i.test(request)) return undefined;
  r.mark(path);
  const bytes = r.has('bytes');
  r.may(
    COURTESY,
    'free',
    'full',
    'disk-usage',
    'disk',
    'used',
    'size',
    'human',
    'p-in',
    'count',
    'mount',
    'per',
    'bytes',
    'mime',
    'kind',
    'fills',
    'percent',
  );
  for (const term of r.terms) if (/^(?:type|filesystem|space|room|left)$/i.test(term.raw)) r.mark(term);
  if (type)
    return reading(
      'disk',
      `df -T ${pathArg(path.text)}`,
      r.say('shows the type of the file system', '显示文件系统类型'),
      0,
      1,
    );
  return reading(
    'disk',
    `df ${bytes ? '-B1' : '-h'} ${pathArg(path.text)}`,
    r.say('shows free space', '显示剩余空间'),
    0,
    1,
  );
};

/** "free memory in MB": the table in that unit. */
const memoryIn: Rule = (r) => {
  const unit = r.find('mega|kilo|gigabytes|bytes');
  if (!unit || !r.has('memory|swap') || r.has('process|file|#path|most-frequent|largest')) return undefined;
  r.mark(unit);
  r.may(COURTESY, 'memory', 'swap', 'free', 'count', 'sum', 'disk-usage', 'size', 'p-in', 'full');
  const flag = unit.tags.has('mega')
    ? 'm'
    : unit.tags.has('kilo')
      ? 'k'
      : unit.tags.has('gigabytes')
        ? 'g'
        : 'b';
  return reading('system', `free -${flag}`, r.say('shows memory', '显示内存'), 0, 1);
};

export const machineQueries: readonly Rule[] = [processFacts, spaceOf, memoryIn];
