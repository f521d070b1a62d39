import { type Fixed, line } from './fixed.ts';

/** Readings of users, the shell and the folder that one command gives. */
export const USERS: readonly Fixed[] = [
  line('users', 'whoami', 'user name logged-in', 'whoami', 'shows the user', '显示当前用户', {
    not: '#path',
  }),
  line('users', 'logged-in', 'user ask now', 'who', 'shows who is logged in', '显示登录用户', {
    not: '#path|count|last-login',
  }),
  line('users', 'last-login', 'user', 'last -n 20', 'shows recent logins', '显示最近的登录'),
  line(
    'users',
    'user',
    'name account local exist sort everyone',
    'getent passwd | cut -d: -f1',
    'lists the users',
    '列出用户',
    {
      not: '#path|group|logged-in|process|uid|login-shell|count|system-account|create|delete|file|own|home|service|commits|#num|memory|cpu|cron',
    },
  ),
  line(
    'users',
    'user count',
    'number-noun exist',
    'getent passwd | wc -l',
    'counts the users',
    '统计用户数',
    { not: '#path|logged-in|group|process|file|login-shell' },
  ),
  line(
    'users',
    'user system-account',
    'name login-shell',
    `getent passwd | awk -F: '$3 >= 1000 && $3 < 60000 { print $1 }'`,
    'lists people',
    '列出普通用户',
    { not: '#path|count' },
  ),
  line(
    'users',
    'login-shell',
    'user own name used',
    'getent passwd "$USER" | cut -d: -f7',
    'shows the shell',
    '显示 shell',
    {
      not: '#path|run|script-noun|version|command-noun|per|frequency|file|source-code|kind|#kind',
      guess: 0.25,
    },
  ),
  line('users', 'uid', 'user number-noun own', 'id -u', 'shows the user id', '显示用户 ID', {
    not: '#path|process',
    guess: 0.1,
  }),
  line('users', 'gid', '', 'id -g', 'shows the group id', '显示组 ID', { guess: 0.1 }),
  line(
    'shell',
    'env-var',
    'config sort alphabetical set',
    'env | sort',
    'lists the environment',
    '列出环境变量',
    { not: '#var|#path|count|contains|create|set|starts-with|#quoted|#literal' },
  ),
  line('shell', 'env-var count', 'set', 'env | wc -l', 'counts the variables', '统计环境变量', {
    not: '#var|#path',
  }),
  line(
    'shell',
    'search-path',
    'folder item oneline-each per line env-var command-noun short-form',
    `printf '%s\\n' "$PATH" | tr ':' '\\n'`,
    'shows the search path',
    '显示搜索路径',
  ),
  line('shell', 'history', 'command-noun tail head', 'history', 'shows the history', '显示历史', {
    not: '#path|git|commits|branch|short-form|history-git',
    guess: 0.4,
  }),
  line('shell', 'alias', 'shell', 'alias', 'shows the aliases', '显示别名', { guess: 0.2 }),
  line('list', 'where-am-i', 'path folder', 'pwd', 'shows the folder', '显示当前目录'),
  line('list', 'absolute here', 'path folder', 'pwd', 'shows the folder', '显示当前目录', {
    not: 'file|#ext|#kind',
  }),
  line('list', 'path here', 'folder', 'pwd', 'shows the folder', '显示当前目录', {
    not: 'file|#ext|#kind|count',
    guess: 0.05,
  }),
];
