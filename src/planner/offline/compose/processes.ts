import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './change.ts';
import { isName, pathOf, takeDestination } from './targets.ts';
import { reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;
const GREEDY =
  'show|show-light|find|ask|all|now|machine|it-ref|item|name|exist|only|running|run|p-with|p-by|current|here|command-noun|value|detail|result|count-light';

/** A bare name of a program, user, service or host: unknown to the lexicon or quoted. */
function bareName(r: Reading, test: (term: Term) => boolean = () => true): Term | undefined {
  const found = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'quoted' ||
        (term.kind === 'word' &&
          (term.tags.size === 0 ||
            term.tags.has('#literal') ||
            term.tags.has('#bunch') ||
            term.tags.has('#kind') ||
            term.tags.has('#path')))) &&
      /^[A-Za-z0-9][\w.@+-]*$/.test(term.text) &&
      test(term),
  );
  r.mark(found);
  return found;
}

/** The word before or after "process" although the lexicon knows it: "sleep process". */
function besides(r: Reading, tags: string): Term | undefined {
  const wanted = tags.split('|');
  for (const noun of r.terms.filter((term) => wanted.some((tag) => term.tags.has(tag)))) {
    for (const other of [r.at(noun.index - 1), r.at(noun.index + 1)]) {
      if (!other || !r.free(other) || other.kind !== 'word' || !/^[a-z][\w.-]+$/i.test(other.raw)) continue;
      if (
        [
          'stop',
          'all',
          'running',
          'kill',
          'p-in',
          'p-of',
          'p-by',
          'p-with',
          'show',
          'count',
          'memory',
          'cpu',
          'ask',
          'find',
          'p-named',
          'most-frequent',
          'used',
          'own',
          'user',
          'where',
          'now',
          'head',
          'largest',
          'max',
          'pid',
          'force',
        ].some((tag) => other.tags.has(tag))
      )
        continue;
      r.mark(other);
      return other;
    }
  }
  return undefined;
}

/** Ending processes: by name, by number, by port. */
export const kills: Rule = (r) => {
  if (
    !r.has('kill') ||
    (r.has('#path|branch|service|line|sort|show|machine|tail') && !r.has('process|pid|ports'))
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
  const name = besides(r, 'process') ?? bareName(r);
  if (
    !name ||
    (!r.has('process|all') &&
      !/^(?:kill|pkill|killall|terminate)/i.test(r.analysis.request) &&
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
    (term) => term.tags.has('own') || term.tags.has('user') || term.raw === 'by',
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
  r.may('process', GREEDY, 'p-named', 'where', 'contains', 'show-light');
  const text = pathArg(name.kind === 'quoted' ? name.text : name.raw);
  return reading(
    'process',
    count ? `pgrep -xc ${text}` : `pgrep -a ${text}`,
    r.say('finds the process', '查找进程'),
    0.15,
  );
};

/** Ports, hosts and downloads. */
export const network: Rule = (r) => {
  const url = r.find('#url');
  if (url) return download(r, url);
  const number = r.find('#num');
  if (number && r.has('ports') && !r.has('#path|kill|file')) {
    r.mark(number);
    r.may(
      'ports',
      'listen',
      'process',
      'used',
      'fills',
      'running',
      'network',
      'p-with',
      'connection',
      'service',
      'free',
      GREEDY,
      'own',
      'user',
    );
    return reading(
      'network',
      `ss -tulnp "sport = :${number.value}"`,
      r.say('shows who listens there', '显示谁在监听'),
      0,
    );
  }
  const host = r.find('#host|#ip', (term) => !term.entry);
  const file = r.find('#path', (term) => term.entry?.type === 'file' || /^\//.test(term.text));
  if (host && file && r.has('address|ip|hostname|name|resolve|find|show|ask')) {
    r.mark(host, file);
    r.may('address', 'ip', 'hostname', 'name', 'resolve', 'file', 'host', 'line', 'item', GREEDY, 'machine');
    if (!/hosts$/.test(pathOf(file))) return undefined;
    const text = JSON.stringify(host.text);
    if (host.kind === 'ip')
      return reading(
        'network',
        `awk '$1 == ${text} { for (i = 2; i <= NF; i++) print $i }' ${pathArg(pathOf(file))}`,
        r.say('looks the address up in the file', '在文件中查找地址'),
      );
    return reading(
      'network',
      `awk '!/^#/ { for (i = 2; i <= NF; i++) if ($i == ${text}) { print $1; next } }' ${pathArg(pathOf(file))}`,
      r.say('looks the name up in the file', '在文件中查找名称'),
    );
  }
  if (host && r.has('ping')) {
    const count = r.find('#num');
    r.mark(host, count);
    r.may('ping', 'frequency', 'times', GREEDY, 'network', 'machine');
    return reading(
      'network',
      `ping -c ${count?.value ?? 4} ${quote(host.text)}`,
      r.say('sends a few echo requests', '发送几个 ping 请求'),
      0,
    );
  }
  if (host && r.has('ip|address|resolve|dns') && !r.has('#path|append|log|count')) {
    r.mark(host);
    r.may('ip', 'address', 'resolve', 'dns', 'hostname', 'name', GREEDY, 'domain', 'host');
    return reading(
      'network',
      `getent hosts ${quote(host.text)}`,
      r.say('resolves the name', '解析域名'),
      0.05,
    );
  }
  if (host && r.has('ip|address|resolve|dns') && !file && !r.has('append|log|count|grep|line')) {
    r.mark(host);
    r.may('ip', 'address', 'resolve', 'dns', GREEDY);
    return reading(
      'network',
      `getent hosts ${quote(host.text)}`,
      r.say('resolves the name', '解析域名'),
      0.1,
    );
  }
  return undefined;
};

function download(r: Reading, url: Term): Proposal | undefined {
  r.mark(url);
  const target = takeDestination(r) ?? r.terms.find((term) => r.free(term) && term.kind === 'path');
  r.mark(target);
  const headers =
    r.all('header').length > 0 ||
    (/\bheaders?\b|响应头/.test(r.analysis.request) && r.all('header').length >= 0);
  const code = r.all('status-code').length > 0 || (r.has('status') && r.all('status').length > 0);
  r.may(
    'download',
    'show',
    'write',
    'file',
    'p-to',
    'p-as',
    'content',
    'screen',
    'it-ref',
    'page',
    'url-noun',
    'put',
    'show-light',
    'find',
    'ask',
    'only',
    'request-noun',
    'quiet',
    'text',
    'result',
    'p-from',
    'p-named',
    'item',
    'name',
    'json',
    'original',
    'message',
    'keep',
  );
  const text = quote(url.text);
  if (headers) return reading('network', `curl -sI ${text}`, r.say('asks for the headers', '获取响应头'));
  if (code)
    return reading(
      'network',
      `curl -s -o /dev/null -w '%{http_code}\\n' ${text}`,
      r.say('asks for the status code', '获取状态码'),
    );
  if (target)
    return changing(
      'network',
      r.world.lookup(pathOf(target)) ? 'destroy' : 'write',
      `curl -fsSL -o ${pathArg(target.kind === 'quoted' ? target.text : target.raw)} ${text}`,
      r.say('downloads to the file', '下载到文件'),
    );
  if (r.has('show|content|screen') || r.has('#never') || !/download|save|下载|保存/i.test(r.analysis.request))
    return reading('network', `curl -fsSL ${text}`, r.say('fetches and prints it', '获取并打印'), 0.02);
  return changing(
    'network',
    'write',
    `curl -fsSLO ${text}`,
    r.say('downloads under its own name', '以原名下载'),
    0.02,
  );
}

/** Users and groups by name. */
export const users: Rule = (r) => {
  if (r.has('#ext|#glob|commits|process|file|append|cron|line|kill')) return undefined;
  const shell = r.find('login-shell');
  const home = r.find(
    'home',
    (term) =>
      r.has('user') ||
      r.at(term.index + 1)?.tags.has('p-of') === true ||
      r.at(term.index - 1)?.raw === '的' ||
      r.at(term.index - 1)?.raw === "'s" ||
      /'s/.test(r.analysis.request),
  );
  const group = r.has('group');
  const member = r.has('member');
  const uid = r.has('uid|gid');
  if (!(shell || home || group || uid)) return undefined;
  const file = r.find('#path', (term) => /^\/etc\/(?:passwd|group)$/.test(term.text));
  r.mark(file);
  const counting = r.all('count').length > 0;
  const root = r.terms.find((term) => r.free(term) && term.raw === 'root');
  let name = bareName(r) ?? root;
  if (!name && group && member) name = besides(r, 'group');
  r.mark(name, shell, home);
  const text = name ? pathArg(name.kind === 'quoted' ? name.text : name.raw) : undefined;
  r.may(
    'user',
    'group',
    'member',
    'uid',
    'gid',
    'p-of',
    'p-in',
    GREEDY,
    'login-shell',
    'home',
    'number-noun',
    'path',
    'folder',
    'what',
    'own',
    'used',
    'numerical',
    'contains',
    'account',
  );
  const why = r.say('looks it up in the user database', '在用户数据库中查找');
  if (
    shell &&
    /\b(?:with|using|whose|have)\b|使用/.test(r.analysis.request) &&
    /^(?:\/bin\/)?(?:bash|sh|zsh|fish|dash|nologin)$/.test(text ?? '')
  )
    return reading('users', `getent passwd | awk -F: '$7 ~ /\\/${text}$/ { print $1 }'`, why);
  if (shell) return text ? reading('users', `getent passwd ${text} | cut -d: -f7`, why) : undefined;
  if (home) return text ? reading('users', `getent passwd ${text} | cut -d: -f6`, why) : undefined;
  if (uid)
    return text
      ? reading('users', `id -${r.has('gid') && !r.has('uid') ? 'g' : 'u'} ${text}`, why)
      : undefined;
  if (!text) {
    if (member) return undefined;
    if (counting) return reading('users', 'getent group | wc -l', why, 0.1);
    const mine = /\b(?:my|i|am i)\b|我/i.test(r.analysis.request);
    return reading('users', mine ? 'id -Gn' : 'getent group | cut -d: -f1', why, 0.05);
  }
  const ofGroup =
    (member &&
      !/(?:which|what) groups|groups (?:of|does|is|for)|哪些组|belongs? to/.test(r.analysis.request)) ||
    (/group (?:named )?\S+$|who is in|users in/.test(r.analysis.request) &&
      !/groups/.test(r.analysis.request));
  return reading('users', ofGroup ? `getent group ${text} | cut -d: -f4` : `id -Gn ${text}`, why, 0.05);
};

/** Services, packages, programs by name. */
export const named: Rule = (r) => {
  const manual = r.find('man-page');
  if (manual && !r.has('#path')) {
    r.mark(manual);
    const about =
      r.terms.find(
        (term) =>
          r.free(term) &&
          term.index > manual.index &&
          /^[a-z][\w.-]*$/.test(term.raw) &&
          !term.tags.has('p-of') &&
          !(term.tags.has('stop') && term.raw.length < 4),
      ) ?? r.at(manual.index - 1);
    if (!about || !/^[a-z][\w.-]*$/.test(about.raw)) return undefined;
    r.mark(about);
    r.may('show', 'p-of', 'command-noun', 'show-light', 'find');
    return reading('shell', `man ${about.raw}`, r.say('shows the manual', '显示手册'));
  }
  if (r.has('#ext|#glob|commits|file|folder|branch')) return undefined;
  const why = r.say('asks about this one', '查询该项');
  if (
    r.has('service|restart|start|enable|disable') &&
    r.has('service|restart|reload') &&
    !r.has('git|cron')
  ) {
    const verb =
      ['restart', 'reload', 'enable', 'disable'].find((tag) => r.has(tag)) ??
      (r.has('kill') && /stop|停/.test(r.analysis.request) ? 'stop' : r.has('start') ? 'start' : undefined);
    const journal = r.has('journal|log');
    const name = besides(r, 'service') ?? bareName(r);
    if (!name) return undefined;
    const text = pathArg(name.raw);
    const number = r.find('#num');
    r.mark(number);
    r.may(
      'service',
      'restart',
      'reload',
      'enable',
      'disable',
      'kill',
      'start',
      'stop',
      'status',
      'journal',
      'log',
      'sudo',
      'tail',
      'line',
      'message',
      GREEDY,
      'boot',
      'active',
    );
    if (journal)
      return reading(
        'journal',
        `journalctl -u ${text} -n ${number?.value ?? 50} --no-pager`,
        why,
        number ? 0 : 0.1,
      );
    if (verb)
      return changing(
        'service',
        'privilege',
        `sudo systemctl ${verb} ${text}`,
        r.say('acts on the service; needs root', '操作服务；需要 root'),
      );
    return reading('service', `systemctl status --no-pager ${text}`, why, 0.05);
  }
  if (r.has('package|install|uninstall|installed') && !r.has('#path|git')) {
    const name = bareName(r) ?? besides(r, 'installed|package|install');
    if (!name) return undefined;
    const text = pathArg(name.raw);
    const remove =
      r.has('uninstall') &&
      r.has('delete|uninstall') &&
      /uninstall|remove|卸载|删除/.test(r.analysis.request);
    const install =
      r.has('install') &&
      !r.has('installed|ask') &&
      /^(?:please )?(?:install|安装)|请安装|安装/i.test(r.analysis.request);
    const version = r.has('version');
    r.may(
      'package',
      'install',
      'uninstall',
      'installed',
      'delete',
      'version',
      'sudo',
      GREEDY,
      'p-with',
      'show-light',
      'validate',
      'p-named',
    );
    if (remove)
      return changing(
        'package',
        'privilege',
        `sudo apt-get remove ${text}`,
        r.say('removes the package; needs root', '卸载软件包；需要 root'),
      );
    if (install && !version)
      return changing(
        'package',
        'privilege',
        `sudo apt-get install ${text}`,
        r.say('installs the package; needs root', '安装软件包；需要 root'),
      );
    return reading(
      'package',
      version ? `dpkg-query -W -f '\${Version}\\n' ${text}` : `dpkg -s ${text}`,
      why,
      0.1,
    );
  }
  const version = r.find('version');
  if (version && !r.has('#path|kernel|os|commits')) {
    const name = bareName(r) ?? r.find('git') ?? besides(r, 'version');
    if (!name || !/^[a-z][\w+-]*$/i.test(name.raw)) return undefined;
    r.mark(version, name);
    r.may(GREEDY, 'installed', 'p-of', 'version');
    return reading('shell', `${name.raw.toLowerCase()} --version`, why, 0.1);
  }
  const where = r.find(
    'command-noun|installed|ask|which-cmd|path|exist',
    (term) => term.tags.has('which-cmd') || term.tags.has('command-noun') || /where|哪/.test(term.raw),
  );
  if (
    where &&
    r.has('command-noun|which-cmd|path|installed') &&
    !r.has('#path|process|count|find-text|create|delete')
  ) {
    const name = bareName(r) ?? besides(r, 'command-noun');
    if (!name || !/^[a-z][\w+.-]*$/i.test(name.raw)) return undefined;
    r.mark(where);
    r.may(GREEDY, 'path', 'command-noun', 'which-cmd', 'installed', 'p-of', 'absolute', 'location', 'full');
    return reading('shell', `command -v ${name.raw}`, why, 0.1);
  }
  return undefined;
};

/** One environment variable, or those with a word in the name. */
export const variables: Rule = (r) => {
  const variable =
    r.find('#var') ??
    (r.has('env-var|value|search-path')
      ? r.find('#path|#literal|show', (term) => /^[A-Z][A-Z0-9_]{1,}$/.test(term.raw))
      : undefined) ??
    (r.has('env-var')
      ? r.terms.find((term) => r.free(term) && /^[A-Z][A-Z0-9_]+$/.test(term.raw))
      : undefined);
  if (
    variable &&
    !r.has('set|#dir|append|replace|create|file') &&
    (variable.kind === 'variable' || r.has('env-var|value'))
  ) {
    r.mark(variable);
    r.may('env-var', 'value', GREEDY, 'p-of', 'content', 'exist', 'config', 'screen', 'set');
    const name = variable.text.replace(/[^A-Za-z0-9_]/g, '');
    return reading('shell', `printenv ${name}`, r.say('prints the variable', '打印变量'), 0);
  }
  const like = r.find('#literal|#quoted') ?? (variable && !r.has('set') ? variable : undefined);
  if (like && r.has('env-var')) {
    const start = r.has('starts-with');
    r.mark(like);
    r.may('env-var', 'contains', 'starts-with', 'name', GREEDY, 'p-with', 'name-contains');
    return reading(
      'shell',
      `env | grep ${start ? quote(`^${like.text}`) : quote(like.text)}`,
      r.say('searches the environment', '搜索环境变量'),
      0.1,
    );
  }
  return undefined;
};

/** Lines of the system's crontab. */
export const crons: Rule = (r) => {
  if (!(r.has('cron') || r.terms.some((term) => /cron/.test(term.text))) || r.has('create|append|delete'))
    return undefined;
  const file = r.find('#path', (term) => /cron/.test(term.text));
  r.mark(file);
  const name = bareName(r);
  if (!name) return undefined;
  r.may(
    'cron',
    'item',
    GREEDY,
    'p-by',
    'user',
    'run',
    'own',
    'p-in',
    'line',
    'p-of',
    'log',
    'schedule',
    'process',
  );
  return reading(
    'cron',
    `grep -w ${pathArg(name.raw)} ${file ? pathArg(pathOf(file)) : '/etc/crontab'}`,
    r.say('looks in the crontab', '在 crontab 中查找'),
    file ? 0 : 0.05,
  );
};

export const processRules: readonly Rule[] = [kills, processes, network, users, named, variables, crons];
