import { pathArg } from '../quote.ts';
import { bareName, besides } from './bare-name.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import { GREEDY, type Rule } from './processes.ts';

/** Ending processes: by name, by number, by port. */
export const kills: Rule = (r) => {
  if (
    !r.has('kill') ||
    (r.has('#path|branch|service|line|sort|show|machine|tail') && !r.has('process|pid|ports|running'))
  )
    return undefined;
  r.all('kill');
  const force = r.all('force').length > 0;
  const signal = force ? ' -9' : '';
  const why = r.say('ends the process', '结束进程');
  const number = r.find('#num');
  if (number && r.has('ports')) {
    r.mark(number);
    r.may('ports', 'listen', 'process', 'used', 'p-in', GREEDY, 'running');
    return changing(
      'process',
      'destroy',
      `kill${signal} $(ss -tlnpH "sport = :${number.value}" | grep -oP 'pid=\\K\\d+' | sort -u)`,
      why,
      0.05,
    );
  }
  if (number && (r.has('pid|process') || r.terms.length <= 3)) {
    r.mark(number);
    r.may('pid', 'process', 'p-with', 'number-noun', 'all');
    return changing('process', 'destroy', `kill${signal} ${number.value}`, why);
  }
  const name = besides(r, 'process|running') ?? bareName(r);
  if (
    !name ||
    (!r.has('process|all|running') &&
      !/^(?:kill|pkill|killall|terminate|end every|stop every)/i.test(r.analysis.request) &&
      r.analysis.language === 'en')
  )
    return undefined;
  const text = name.kind === 'quoted' ? name.text : name.raw;
  r.may('process', 'all', 'running', 'p-named', 'name', 'now', 'run', 'command-noun', 'item');
  return changing('process', 'destroy', `pkill${signal} -x ${pathArg(text)}`, why, 0);
};

/** Processes: which, whose, who uses most. */
export const processes: Rule = (r) => {
  if (r.has('kill|#path|commits|delete|service|column|largest') && !r.has('process|pid|memory|cpu|fills'))
    return undefined;
  if (r.has('kill|file|folder|disk')) return undefined;
  const pid = r.find('pid');
  const by = r.has('memory') ? 'mem' : r.has('cpu') ? 'cpu' : undefined;
  const noun = r.has('process|pid');
  const top = r.has('most-frequent|max|largest|head|sort|fills|used|reverse|p-by');
  if (by && (noun || r.has('fills|most-frequent')) && top && !pid) {
    const number = r.find('#num');
    r.mark(number);
    const single =
      /\b(?:which|what) (?:process|program)\b/.test(r.analysis.request) ||
      /哪个进程/.test(r.analysis.request);
    r.may(
      'process',
      'memory',
      'cpu',
      'most-frequent',
      'max',
      'largest',
      'head',
      'sort',
      'fills',
      'used',
      'reverse',
      'p-by',
      'sum',
      'percent',
      'count',
      'user',
      GREEDY,
    );
    return reading(
      'process',
      `ps -eo pid,user,pcpu,pmem,comm --sort=-p${by} | head -n ${(number?.value ?? (single ? 1 : 10)) + 1}`,
      r.say('lists the busiest processes', '列出占用最多的进程'),
      0,
      1,
    );
  }
  if (!noun && !/\b(?:is|whether)\b.*\brunning\b|在运行/.test(r.analysis.request)) return undefined;
  if (pid) {
    const name = besides(r, 'process|pid|running') ?? bareName(r);
    r.mark(pid, ...r.all('pid'));
    r.may('process', GREEDY, 'p-of', 'number-noun');
    if (!name) return undefined;
    return reading(
      'process',
      `pgrep -x ${pathArg(name.kind === 'quoted' ? name.text : name.raw)}`,
      r.say('finds the process', '查找进程'),
    );
  }
  const own = r.find(
    'own|user|p-by|p-of',
    (term) =>
      term.tags.has('own') ||
      term.tags.has('user') ||
      term.raw === 'by' ||
      // 哪些进程是 root 的, root 的进程
      (term.raw === '的' && r.at(term.index - 1)?.raw === 'root'),
  );
  const count = r.all('count').length > 0;
  const number = r.find('#num');
  if (number && r.has('process') && !top) {
    r.mark(number);
    r.may('process', GREEDY, 'detail', 'pid');
    return reading('process', `ps -fp ${number.value}`, r.say('shows the process', '显示进程'), 0.05);
  }
  if (own && r.has('process')) {
    const me = r.terms.some((term) => /^(?:my|me|i|我|我的)$/i.test(term.raw));
    const user =
      bareName(r) ??
      (/\broot\b/.test(r.analysis.request) ? r.terms.find((term) => term.raw === 'root') : undefined);
    r.mark(own, user);
    r.may('process', 'own', 'user', GREEDY);
    if (!user && !me) return undefined;
    return reading(
      'process',
      `ps -u ${user ? pathArg(user.raw) : '"$USER"'} -o pid,comm${count ? ' --no-headers | wc -l' : ''}`,
      r.say('lists processes of that user', '列出该用户的进程'),
      user ? 0 : 0.1,
    );
  }
  const name = besides(r, 'process|running') ?? bareName(r);
  if (!name) return undefined;
  r.may('process', GREEDY, 'p-named', 'where', 'contains', 'show-light', 'line', 'run');
  const text = pathArg(name.kind === 'quoted' ? name.text : name.raw);
  return reading(
    'process',
    count ? `pgrep -xc ${text}` : `pgrep -a ${text}`,
    r.say('finds the process', '查找进程'),
    0.15,
  );
};
