import { comparison } from '../frames/filters.ts';
import { pathArg, quote } from '../quote.ts';
import { bareName, besides } from './bare-name.ts';
import { reading } from './common.ts';
import { GREEDY, type Rule } from './processes.ts';
import { pathOf } from './targets.ts';

/** Users and groups by name. */
export const users: Rule = (r) => {
  if (r.has('#ext|#glob|commits|process|file|append|cron|line|kill')) return undefined;
  const shell = r.find('login-shell');
  // "which users have a login shell" asks for people, not for a shell.
  if (
    shell &&
    /\b(?:users|accounts|people) (?:here )?(?:that |who |which )?(?:have|has|with|having|got|own) (?:a|an|any|the|no) (?:\w+ )?(?:login )?shell\b/i.test(
      r.analysis.request,
    )
  )
    return undefined;
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
  const list = r.find('#path', (term) => /^\/etc\/(?:passwd|group)$/.test(term.text));
  if (list && r.has('count') && r.has('user|group') && !(shell || home || uid || member)) {
    r.mark(list);
    r.may('count', 'user', 'group', GREEDY, 'number-noun', 'line');
    return reading('users', `wc -l < ${list.text}`, r.say('counts the entries', '统计条目数'));
  }
  const realName = /\b(?:full|real|given) name\b|全名|真实姓名/i.test(r.analysis.request);
  if (!(shell || home || group || uid || realName)) return undefined;
  const file = r.find('#path', (term) => /^\/etc\/(?:passwd|group)$/.test(term.text));
  r.mark(file);
  const bound = uid ? r.find('#num', (term) => comparison(r, term).word !== undefined) : undefined;
  if (bound) {
    const { sign, word } = comparison(r, bound);
    r.mark(bound, word);
    const but = r.find('except');
    const left = but && r.terms.find((term) => r.free(term) && term.kind === 'word' && term.tags.size === 0);
    r.mark(but, left);
    const count = r.all('count').length > 0;
    const most = r.find('max|largest|min|smallest');
    if (most && (r.has('gid') || left)) return undefined;
    r.mark(most);
    r.may('user', 'uid', 'gid', 'name', 'than', 'where', 'p-with', GREEDY, 'account', 'number-noun');
    const field = r.has('gid') && !r.has('uid') ? 4 : 3;
    const test = `$${field} ${sign === '=' ? '==' : sign} ${bound.value}${left ? ` && $1 != "${left.raw}"` : ''}`;
    if (most)
      return reading(
        'users',
        `getent passwd | awk -F: '${test}' | sort -t: -k3,3n | ${most.tags.has('max') || most.tags.has('largest') ? 'tail' : 'head'} -n 1 | cut -d: -f1`,
        r.say('looks it up in the user database', '在用户数据库中查找'),
      );
    return reading(
      'users',
      `getent passwd | awk -F: '${test} { print $1 }'${count ? ' | wc -l' : ''}`,
      r.say('looks it up in the user database', '在用户数据库中查找'),
    );
  }
  const counting = r.all('count').length > 0;
  const root = r.terms.find((term) => r.free(term) && /^(?:root|sudo)$/.test(term.raw));
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
    /\b(?:with|using|whose|have|use|as)\b|使用|用/.test(r.analysis.request) &&
    /^(?:\/bin\/)?(?:bash|sh|zsh|fish|dash|nologin)$/.test(text ?? '')
  )
    return reading('users', `getent passwd | awk -F: '$7 ~ /\\/${text}$/ { print $1 }'`, why);
  if (shell) return text ? reading('users', `getent passwd ${text} | cut -d: -f7`, why) : undefined;
  if (realName) {
    for (const term of r.terms) if (/^(?:full|real|given)$/i.test(term.raw)) r.mark(term);
    r.may('name', 'machine', 'calculate');
    return text && r.world.peek('/etc/passwd')?.match(new RegExp(`^${text}:`, 'm'))
      ? reading('users', `getent passwd ${text} | cut -d: -f5 | cut -d, -f1`, why)
      : undefined;
  }
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
  if (member && file && file.text === '/etc/group' && /groups|哪些组/.test(r.analysis.request)) {
    r.may('array', 'p-as');
    return reading('users', `awk -F: '$4 ~ /(^|,)${text}(,|$)/ { print $1 }' /etc/group`, why);
  }
  const ofGroup =
    (member &&
      !/(?:which|what) groups|groups (?:of|does|is|for)|哪些组|belongs? to/.test(r.analysis.request)) ||
    (/group (?:named )?\S+$|who is in|who's in|users in|people in|everyone in|组里?(?:都)?有(?:谁|哪些)/.test(
      r.analysis.request,
    ) &&
      !/groups/.test(r.analysis.request));
  return reading('users', ofGroup ? `getent group ${text} | cut -d: -f4` : `id -Gn ${text}`, why, 0.05);
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
