import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import { type Rule, reading } from './common.ts';

const COURTESY =
  'show|show-light|find|ask|exist|only|it-ref|all|item|machine|user|name|p-with|where|here|used|p-by|now|member';

/** Names of one kind in the user database of this machine. */
const known = (r: Reading, file: string): ReadonlySet<string> =>
  new Set(
    (r.world.peek(file) ?? '')
      .split('\n')
      .map((line) => line.split(':')[0]!)
      .filter(Boolean),
  );

const nameIn = (r: Reading, file: string): Term | undefined => {
  const names = known(r, file);
  return r.terms.find((term) => r.free(term) && term.kind === 'word' && names.has(term.raw));
};

/** "does the user erin exist": her line, or nothing. */
const userExists: Rule = (r) => {
  if (
    !/^\W*(?:is there|does|do we have|is|check|whether)\b|存在|有没有/i.test(r.analysis.request) ||
    !r.has('user|exist') ||
    r.has('#path|process|file|logged-in|group|package|service')
  )
    return undefined;
  if (!r.has('user')) return undefined;
  const name = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      /^[a-z_][\w-]*$/.test(term.raw) &&
      (term.tags.size === 0 || term.tags.has('#literal') || term.tags.has('#bunch')),
  );
  if (!name) return undefined;
  r.mark(name);
  r.may(COURTESY, 'p-named');
  for (const term of r.terms) if (/^(?:account|there|exists?|whether|check)$/i.test(term.raw)) r.mark(term);
  return reading('users', `getent passwd ${name.raw}`, r.say('looks the user up', '查找该用户'), 0.05, 1);
};

/** "members of ops", "who belongs to docker", "is lena in the docker group". */
const membership: Rule = (r) => {
  if (r.has('#path|file|process|kill|create|append|delete|copy') || !r.has('member|group|own|ask'))
    return undefined;
  const group = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      known(r, '/etc/group').has(term.raw) &&
      (!known(r, '/etc/passwd').has(term.raw) || r.at(term.index + 1)?.tags.has('group') === true),
  );
  const user = r.terms.find(
    (term) => r.free(term) && term !== group && term.kind === 'word' && known(r, '/etc/passwd').has(term.raw),
  );
  if (!group) return undefined;
  const request = r.analysis.request;
  if (user) {
    if (!/^\W*(?:is|does|are|check|whether)\b|吗|是否/i.test(request)) return undefined;
    r.mark(group, user);
    r.may(COURTESY, 'group', 'own', 'p-in', 'p-of', 'p-to');
    return reading(
      'users',
      `id -nG ${user.raw} | tr ' ' '\\n' | grep -x ${group.raw}`,
      r.say('looks for the group', '查找该组'),
      0.1,
      1,
    );
  }
  if (!/\b(?:members?|who|people|users?|everyone|belongs?)\b|成员|谁|用户/i.test(request)) return undefined;
  const count = r.all('count').length > 0;
  r.mark(group);
  r.may(COURTESY, 'group', 'own', 'p-in', 'p-of', 'p-to', 'author', 'array');
  return reading(
    'users',
    `getent group ${group.raw} | cut -d: -f4${count ? " | tr ',' '\\n' | grep -c ." : ''}`,
    r.say('lists the members', '列出成员'),
    0,
    1,
  );
};

/** Users by their shell: who may log in, who may not, who has which. */
const byShell: Rule = (r) => {
  if (r.has('#path|file|process|kill|create|append|delete|copy|group') || !r.has('user|login-shell|home'))
    return undefined;
  const request = r.analysis.request;
  const none =
    /\b(?:without|no|with nologin|cannot|can['’]?t|not able to)\b.*\b(?:login|log in|shell)\b|\bnologin\b|不能登录/i.test(
      request,
    );
  const able =
    /\b(?:can|may|able to|allowed to)\b.*\blog ?in\b|\bwith (?:a |an )?(?:real |login |valid )shell\b|能登录|可登录/i.test(
      request,
    );
  const shell = /\b(bash|zsh|fish|dash|sh)\b/i.exec(request)?.[1];
  if (!none && !able && !shell) return undefined;
  if (shell && !/\b(?:users?|accounts?|who|people|everyone|home)\b|用户|谁/i.test(request)) return undefined;
  const count = r.all('count').length > 0;
  const home = r.find('home', () => /\bhome\b/i.test(request));
  r.mark(home);
  r.may(
    COURTESY,
    'login-shell',
    'not-contains',
    'not',
    'p-as',
    'per',
    'folder',
    'p-of',
    'home',
    'source-code',
    '#kind',
    'log',
    'logged-in',
    'command-noun',
    'own',
    'process',
    'count-each',
    'without',
    'skip',
  );
  for (const term of r.terms)
    if (/^(?:bash|zsh|fish|dash|sh|nologin|log|log in|login|can|cannot|without|real|valid)$/i.test(term.raw))
      r.mark(term);
  const test = shell
    ? `$7 ~ /\\/${shell.toLowerCase()}$/`
    : none && !able
      ? '$7 ~ /(nologin|false)$/'
      : '$7 !~ /(nologin|false)$/';
  return reading(
    'users',
    `getent passwd | awk -F: '${test} { print $${home ? 6 : 1} }'${count ? ' | wc -l' : ''}`,
    r.say('looks them up in the user database', '在用户数据库中查找'),
    0,
    1,
  );
};

/** "users sorted by uid", "the highest uid". */
const byUid: Rule = (r) => {
  if (!r.has('sort') || !r.has('uid') || r.has('#path|file|process')) return undefined;
  const down = r.all('reverse').length > 0;
  r.may(COURTESY, 'sort', 'uid', 'p-by', 'numerical', 'ascending', 'with');
  return reading(
    'users',
    `getent passwd | sort -t: -k3,3n${down ? 'r' : ''} | cut -d: -f1${r.has('uid') && /\bwith\b/i.test(r.analysis.request) ? ',3' : ''}`,
    r.say('lists the users in this order', '按此顺序列出用户'),
    0.05,
    1,
  );
};

/** Adding a user, a user to a group: as root. */
const newMembers: Rule = (r) => {
  const request = r.analysis.request;
  const add =
    /^\W*(?:please )?(?:add|put)\s+(?:the )?(?:user )?([a-z_][\w-]*)\s+(?:to|into|in)\s+(?:the )?(?:group )?([a-z_][\w-]*)(?: group)?\W*$/i.exec(
      request,
    );
  if (add) {
    if (!known(r, '/etc/passwd').has(add[1]!) || !known(r, '/etc/group').has(add[2]!)) return undefined;
    r.mark(...r.terms);
    return changing(
      'users',
      'privilege',
      `sudo usermod -aG ${add[2]} ${add[1]}`,
      r.say('adds the user to the group; needs root', '将用户加入组；需要 root'),
      0,
      1,
    );
  }
  const made =
    /^\W*(?:please )?(?:create|add|make)\s+(?:a |the |an? new )?(?:new )?user(?: account)?(?: (?:called|named))?\s+([a-z_][a-z0-9_-]*)\W*$/i.exec(
      request,
    );
  if (!made || known(r, '/etc/passwd').has(made[1]!)) return undefined;
  r.mark(...r.terms);
  return changing(
    'users',
    'privilege',
    `sudo useradd -m ${made[1]}`,
    r.say('adds the user; needs root', '添加用户；需要 root'),
    0,
    1,
  );
};

/** "which user id has lena" and the like, where the name stands in the user database. */
const facts: Rule = (r) => {
  if (r.has('#path|file|process|kill|create|append|delete|copy|count|group')) return undefined;
  const name = nameIn(r, '/etc/passwd');
  if (!name || !r.has('uid|home|login-shell')) return undefined;
  const field = r.has('uid') ? 3 : r.has('home') ? 6 : 7;
  r.mark(name);
  r.may(COURTESY, 'uid', 'home', 'login-shell', 'folder', 'p-of', 'number-noun', 'own', 'path', 'numerical');
  return reading(
    'users',
    `getent passwd ${name.raw} | cut -d: -f${field}`,
    r.say('looks it up in the user database', '在用户数据库中查找'),
    0.02,
  );
};

export const accountRules: readonly Rule[] = [userExists, membership, byShell, byUid, newMembers, facts];
