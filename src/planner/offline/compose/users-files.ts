import { comparison } from '../frames/filters.ts';
import { pathArg } from '../quote.ts';
import { bareName } from './bare-name.ts';
import { type Rule, reading } from './common.ts';

/** What /etc/passwd and /etc/group say in lines and columns; the files of a package. */
export const userFiles: Rule = (r) => {
  if (r.has('process|cron|kill|delete|append|copy|commits')) return undefined;
  const file = r.find('#path', (term) => /^\/etc\/(?:passwd|group)$/.test(term.text));
  const passwd = file?.text === '/etc/passwd';
  if (
    file &&
    r.has('count') &&
    r.has(passwd ? 'user' : 'group') &&
    !r.has('login-shell|member|uid|contains|where|#num')
  ) {
    r.mark(file);
    r.may('count|user|group|exist|show|ask|find|p-in|all|number-noun|line|item');
    return reading('users', `wc -l < ${file.text}`, r.say('counts its lines', '统计行数'), 0, 2);
  }
  if (r.has('uid|system-account') && r.has('user|uid') && r.has('#num')) {
    const number = r.find('#num');
    const { sign, word } = comparison(r, number!);
    const id = r.all('uid');
    const after = r.at(number!.index + 1);
    const other = word ?? (after?.tags.has('at-least') || after?.tags.has('at-most') ? after : undefined);
    if (!other || id.length === 0) return undefined;
    const really = other.tags.has('at-least') ? '>=' : other.tags.has('at-most') ? '<=' : sign;
    r.mark(number, other, file);
    const without = r.find('except|not|but');
    const name = bareName(r);
    if (name && !without && !/aside|ausser|except/.test(r.analysis.request)) return undefined;
    r.mark(without);
    const count = r.all('count').length > 0;
    r.may(
      'user|name|show|ask|find|item|all|only-name|than|p-with|where|line|p-in|only|system-account|machine',
    );
    const test = `$3 ${really} ${number!.value}${name ? ` && $1 != "${name.raw}"` : ''}`;
    return reading(
      'users',
      `awk -F: '${test} { print $1 }' /etc/passwd${count ? ' | wc -l' : ''}`,
      r.say('looks in the user database', '在用户数据库中查找'),
      0,
      2,
    );
  }
  if (
    r.has('package') &&
    r.has('file') &&
    r.has('own|contains|install|installed|of|p-of|p-from|p-by|belong') &&
    !r.has('#path|count|install')
  ) {
    const noun = r.find('package');
    const name = bareName(r, (term) => Math.abs(term.index - noun!.index) <= 2);
    if (!name) return undefined;
    r.mark(noun);
    r.may('file|own|show|ask|find|all|item|contains|installed|p-of|p-from|p-by|name|which-cmd|package|path');
    return reading(
      'package',
      `dpkg -L ${pathArg(name.raw)}`,
      r.say('lists the files of the package', '列出软件包的文件'),
      0,
      2,
    );
  }
  return undefined;
};
