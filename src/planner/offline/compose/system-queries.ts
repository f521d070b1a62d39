import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import { type Rule, reading } from './common.ts';

const COURTESY =
  'show|show-light|find|ask|exist|only|it-ref|all|item|machine|now|running|run|status|here|name|used|p-with|p-of|p-on|service|process|currently';

const programName = (r: Reading, skip: readonly string[] = []): Term | undefined =>
  r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'word' || term.kind === 'quoted') &&
      /^[a-z][\w@.+-]*$/i.test(term.text) &&
      !skip.includes(term.raw.toLowerCase()) &&
      (term.tags.size === 0 ||
        term.tags.has('#literal') ||
        term.tags.has('#kind') ||
        term.tags.has('#bunch') ||
        term.tags.has('git')),
  );

/** Programs that run as services on common machines. */
const DAEMONS =
  /^(?:nginx|apache2?|httpd|sshd?|postfix|exim4?|dovecot|mysqld?|mariadb|postgres(?:ql)?|redis(?:-server)?|memcached|docker|containerd|cron|crond|cups|bind9?|named|ntpd?|chronyd?|rsyslog|haproxy|squid|samba|smbd|vsftpd|ufw|firewalld|fail2ban|jenkins|grafana(?:-server)?|prometheus|mongod|rabbitmq(?:-server)?|tomcat\d*|php[\d.]*-fpm|networkd|networkmanager|bluetooth|avahi-daemon|gdm\d?|lightdm|caddy|traefik|lighttpd)$/i;

/** "is nginx up", "status of postfix", "is ssh enabled at boot", "stop postfix": the service so named. */
const serviceState: Rule = (r) => {
  if (r.has('#path|file|folder|package|installed|version|config|branch|commits|log|user')) return undefined;
  const name = programName(r);
  if (!name || !DAEMONS.test(name.text)) return undefined;
  const request = r.analysis.request;
  const text = pathArg(name.text);
  const order =
    /^\W*(?:please |kindly |can you |could you )?(stop|start|restart|reload|halt|enable|disable|bring down|bring up|shut down|bounce)\b/i
      .exec(request)?.[1]
      ?.toLowerCase();
  r.mark(name);
  const enabled = /\b(?:enabled|start(?:s|ed)? (?:at|on)|at boot|on boot|at startup|automatically)\b/i.test(
    request,
  );
  if (order) {
    const verb = /stop|halt|down/.test(order)
      ? 'stop'
      : /restart|bounce/.test(order)
        ? 'restart'
        : /reload/.test(order)
          ? 'reload'
          : /enable/.test(order)
            ? 'enable'
            : /disable/.test(order)
              ? 'disable'
              : 'start';
    r.may(
      'halt',
      'start',
      'restart',
      'reload',
      'enable',
      'disable',
      'service',
      'sudo',
      'kill',
      'now',
      'boot',
      'p-as',
      'machine',
      'running',
      'run',
      'stop',
    );
    return changing(
      'service',
      'privilege',
      `sudo systemctl ${verb} ${text}`,
      r.say('acts on the service; needs root', '操作服务；需要 root'),
      0,
      1,
    );
  }
  if (
    !/^\W*(?:is|does|status|state|check|show|how is|what(?:['’]?s| is) the (?:status|state)|whether)\b|状态|是否|运行/i.test(
      request,
    )
  )
    return undefined;
  r.may(COURTESY, 'enable', 'boot', 'start', 'log', 'on');
  for (const term of r.terms)
    if (
      /^(?:up|on|active|alive|enabled|boot|startup|automatically|check|whether|server|daemon|still)$/i.test(
        term.raw,
      )
    )
      r.mark(term);
  if (enabled)
    return reading(
      'service',
      `systemctl is-enabled ${text}`,
      r.say('asks whether it starts at boot', '查询是否开机启动'),
      0,
      1,
    );
  if (/\b(?:status|state)\b|状态/i.test(request))
    return reading(
      'service',
      `systemctl status --no-pager ${text}`,
      r.say('asks about the service', '查询服务状态'),
      0.05,
      1,
    );
  return reading(
    'service',
    `systemctl is-active ${text}`,
    r.say('asks whether it runs', '查询是否运行'),
    0.05,
    1,
  );
};

/** Which package a file is of, what a package says of itself, the largest of them. */
const packages: Rule = (r) => {
  if (!r.has('package')) return undefined;
  const path = r.find('#path', (term) => /^\//.test(term.text));
  if (path && r.has('own|ask|find|p-of')) {
    r.mark(path);
    r.may(
      'package',
      'own',
      'ask',
      'find',
      'show',
      'p-of',
      'p-from',
      'file',
      'installed',
      'contains',
      'put',
      'come',
      'belongs',
    );
    for (const term of r.terms)
      if (/^(?:comes?|provides?|ships?|brought|installed)$/i.test(term.raw)) r.mark(term);
    return reading(
      'package',
      `dpkg -S ${pathArg(path.text)}`,
      r.say('asks which package it is of', '查询所属软件包'),
      0,
      1,
    );
  }
  if (r.has('largest|size') && r.has('installed|largest')) {
    const number = r.find('#num');
    r.mark(number);
    r.may(
      'package',
      'largest',
      'size',
      'installed',
      'show',
      'ask',
      'head',
      'sort',
      'p-by',
      'find',
      'only',
      'all',
      'reverse',
      'disk-usage',
      'most-frequent',
    );
    return reading(
      'package',
      `dpkg-query -W -f '\${Installed-Size}\\t\${Package}\\n' | sort -rn | head -n ${number?.value ?? 10}`,
      r.say('ranks the packages by size', '按大小排列软件包'),
      number ? 0 : 0.1,
      1,
    );
  }
  const fact =
    r.terms.find(
      (term) =>
        r.free(term) &&
        /^(?:description|describes?|about|maintainer|section|architecture|homepage|dependencies|depends)$/i.test(
          term.raw,
        ),
    ) ?? r.find('explain|arch');
  if (!fact) return undefined;
  const name = programName(r, [
    'description',
    'maintainer',
    'section',
    'dependencies',
    'depends',
    'homepage',
  ]);
  if (!name) return undefined;
  const field = /maint/i.test(fact.raw)
    ? 'Maintainer'
    : /section/i.test(fact.raw)
      ? 'Section'
      : /depend/i.test(fact.raw)
        ? 'Depends'
        : /home/i.test(fact.raw)
          ? 'Homepage'
          : /arch/i.test(fact.raw)
            ? 'Architecture'
            : 'Description';
  r.mark(fact, name);
  r.may('package', 'show', 'ask', 'p-of', 'find', 'installed', 'show-light', 'author');
  return reading(
    'package',
    `dpkg-query -W -f '\${${field}}\\n' ${pathArg(name.text)}`,
    r.say('asks about the package', '查询软件包信息'),
    0,
    1,
  );
};

/** "where is python3", "is jq installed here", "which git am I using". */
const programs: Rule = (r) => {
  const request = r.analysis.request;
  if (
    !/^\W*(?:where(?:['’]?s| is| does)|which|what(?:['’]s| is) the path (?:of|to)|path (?:of|to))\b/i.test(
      request,
    ) ||
    r.has('#path|file|folder|line|package|process|user|contains|version|column')
  )
    return undefined;
  const name = programName(r, ['where', 'which', 'path', 'live', 'lives']);
  if (!name || r.terms.some((term) => r.free(term) && term !== name && term.weight > 0.5)) return undefined;
  if (
    !/^(?:[a-z]+\d+(?:\.\d+)?|python|perl|ruby|node|git|bash|zsh|java|gcc|make|vim|nano|curl|wget|jq|awk|gawk|sed|grep|tar|zip|docker|npm|pip\d?|go|rustc|cargo|clang|php|mysql|psql|ssh|rsync|tmux|screen|htop|less|man)$/i.test(
      name.text,
    )
  )
    return undefined;
  r.mark(name);
  r.may(COURTESY, 'installed', 'path', 'command-noun', 'where', 'which-cmd', 'p-to');
  return reading(
    'shell',
    `command -v ${name.text}`,
    r.say('tells where the program is', '查找程序位置'),
    0,
    1,
  );
};

/** One variable of the environment by its bare name. */
const environment: Rule = (r) => {
  const match =
    /\b(?:value|content|contents|setting) of (?:the )?(?:variable )?\$?([A-Z][A-Z0-9_]+)\b|\b([A-Z][A-Z0-9_]+)(?: environment)? variable\b|\bwhat is \$?([A-Z][A-Z0-9_]{2,}) set to\b/.exec(
      r.analysis.request,
    );
  if (!match || r.has('#path|file|line|json|csv|replace|append|grep')) return undefined;
  const name = (match[1] ?? match[2] ?? match[3])!;
  for (const term of r.terms)
    if (
      term.raw.replace(/\W/g, '') === name ||
      ['value', 'item', 'env-var', 'variable', 'set', 'config'].some((tag) => term.tags.has(tag)) ||
      /^(?:value|value of|content|contents|setting)$/i.test(term.raw)
    )
      r.mark(term);
  r.may(COURTESY);
  return reading('shell', `printenv ${name}`, r.say('prints the variable', '打印变量'), 0, 1);
};

export const systemQueries: readonly Rule[] = [serviceState, packages, programs, environment];
