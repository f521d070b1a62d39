import { pathArg } from '../../quote.ts';
import type { Reading } from '../../reading.ts';
import type { Risk } from '../../types.ts';
import type { Action } from './clause.ts';
import type { Query } from './query.ts';

function typeOf(kinds: readonly string[], joined: boolean): string | undefined {
  const set = new Set(kinds.filter((kind) => kind !== '').map((kind) => (kind === 'sub' ? 'd' : kind)));
  if (set.has('any'))
    return [...set].every((kind) => kind === 'any' || kind === 'f' || kind === 'd') ? '' : undefined;
  if (set.size === 0) return '';
  if (set.size === 1) return `-type ${[...set][0]}`;
  if (!joined) return undefined;
  return set.size === 2 && set.has('f') && set.has('d')
    ? ''
    : `\\( ${[...set].map((kind) => `-type ${kind}`).join(' -o ')} \\)`;
}

const single = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The find command that says it. */
export function composed(query: Query, r: Reading): { text: string; risk: Risk } | undefined {
  const { request } = r.analysis;
  const type = typeOf(query.kinds, query.joined);
  if (type === undefined) return undefined;
  const actions = query.actions;
  const verb = /^\W*(?:recursively )?(?:find|search|locate|look|traverse)/i.test(request);
  const orders = verb || /^\W*(?:display|print|get|return|output)s?\b/i.test(request);
  if (query.tests === '' && actions.length === 0 && !orders && query.without.length === 0) return undefined;
  if (
    query.kinds.length === 0 &&
    !/-(?:i?name|i?path|i?regex|perm|links|samefile|inum|xtype|executable) /.test(`${query.tests} `)
  )
    return undefined;
  if (!orders && query.most === undefined && !query.tree && /^-name '\.[?*]+'$/.test(query.tests))
    return undefined;
  const roots = [...new Set(query.roots)];
  if (roots.length > 1 && roots.includes('.')) roots.splice(roots.indexOf('.'), 1);
  const where = roots.length === 0 ? '.' : roots.map(pathArg).join(' ');
  const parts = [query.follow ? 'find -L' : 'find', where];
  if (query.daystart) parts.push('-daystart');
  if (query.least !== undefined) parts.push(`-mindepth ${query.least}`);
  else if (query.kinds.includes('sub') || (type === '-type d' && !orders && !query.tree))
    parts.push('-mindepth 1');
  if (query.most !== undefined) parts.push(`-maxdepth ${query.most}`);
  if (type !== '') parts.push(type);
  for (const path of query.without) {
    const plain = path.replace(/^\.\//, '');
    const below = roots.some((root) => plain.startsWith(`${root}/`));
    const glob = below ? plain : `*/${plain}`;
    parts.push(`-not -path ${single(`${glob}/*`)}`);
    if (type !== '-type f') parts.push(`-not -path ${single(glob)}`);
  }
  if (query.tests !== '') parts.push(query.tests);
  const head = parts.join(' ');
  const quiet = query.quiet ? ' 2>/dev/null' : '';
  return finish(head, quiet, actions, query, type);
}

function finish(
  head: string,
  quiet: string,
  actions: readonly Action[],
  query: Query,
  type: string,
): { text: string; risk: Risk } | undefined {
  const text = (command: string, risk: Risk = 'read') => ({ text: command, risk });
  const limit = actions.find((action) => action.does === 'head');
  const holds = actions.find((action) => action.does === 'holds');
  const others = actions.filter((action) => action !== limit && action !== holds);
  const tail = limit ? ` | head -n ${limit.limit}` : '';
  const [action] = others;
  // "sort by size and show the top ten": one order.
  const again =
    others.length === 2 &&
    others.some((one) => one.does === 'most') &&
    others.find((one) => one.does === 'sort');
  if (others.length > 1 && !again) return undefined;
  if (again) {
    const most = others.find((one) => one.does === 'most')!;
    return again.by === most.by
      ? finish(
          head,
          quiet,
          actions.filter((one) => one !== again),
          query,
          type,
        )
      : undefined;
  }
  if ((action?.does === 'copy' || action?.does === 'move') !== (query.to !== undefined)) return undefined;
  if ((action?.does === 'chmod') !== (query.mode !== undefined)) return undefined;
  if (holds) {
    if (type !== '-type f' && type !== '') return undefined;
    const files = `${type === '' ? `${head} -type f` : head} -exec grep -l ${holds.grep} {} +${quiet}`;
    if (action === undefined) return text(files + tail);
    if (
      action.does === 'delete' &&
      tail === '' &&
      query.roots.length > 0 &&
      !query.roots.includes('/') &&
      !query.roots.includes('~')
    )
      return text(
        `${type === '' ? `${head} -type f` : head} -exec grep -q ${holds.grep} {} \\; -delete${quiet}`,
        'destroy',
      );
    return action.does === 'count' ? text(`${files} | wc -l`) : undefined;
  }
  switch (action?.does) {
    case undefined:
      return text(head + quiet + tail);
    case 'count':
      return tail === '' ? text(`${head}${quiet} | wc -l`) : undefined;
    case 'delete':
      // What is deleted must be said to lie somewhere.
      if (
        query.tests === '' ||
        query.roots.length === 0 ||
        tail !== '' ||
        query.roots.includes('/') ||
        query.roots.includes('~')
      )
        return undefined;
      return type === '-type d' && !query.tests.includes('-empty')
        ? text(`${head} -prune -exec rm -r {} +${quiet}`, 'destroy')
        : text(`${head} -delete${quiet}`, 'destroy');
    case 'chmod':
      if (query.roots.length === 0 || query.roots.includes('/') || tail !== '') return undefined;
      return text(`${head} -exec chmod ${query.mode} {} +${quiet}`, 'write');
    case 'long':
      return text(`${head} -exec ls -ld {} +${quiet}${tail}`);
    case 'names':
      return text(`${head} -printf '%f\\n'${quiet}${tail}`);
    case 'null':
      return tail === '' ? text(`${head} -print0${quiet}`) : undefined;
    case 'copy':
    case 'move': {
      if (query.roots.includes('/') || tail !== '') return undefined;
      const tool = action.does === 'copy' ? `cp${type === '-type f' ? '' : ' -r'}` : 'mv';
      return text(
        `${head} -exec ${tool} -t ${pathArg(query.to!)} {} +${quiet}`,
        action.does === 'copy' ? 'write' : 'destroy',
      );
    }
    case 'sum':
      return text(`${head} -printf '%s\\n'${quiet} | awk '{ s += $1 } END { print s + 0 }'`);
    case 'run':
      if (
        action.writes &&
        (query.roots.includes('/') || tail !== '' || (type !== '-type f' && /^sed/.test(action.command)))
      )
        return undefined;
      if (action.writes) return text(`${head} -exec ${action.command} {} +${quiet}`, 'write');
      if (action.grep && type !== '-type f' && type !== '') return undefined;
      if (action.grep && type === '')
        return text(`${head} -type f -exec ${action.command} {} +${quiet}${tail}`);
      if (action.command === 'lines') return text(`${head} -exec cat {} +${quiet} | wc -l`);
      return text(
        `${head} -exec ${action.command} {} ${action.command === 'wc -l' ? '\\;' : '+'}${quiet}${tail}`,
      );
    case 'most':
      return tail === ''
        ? text(
            `${head} -printf '${action.by === 'size' ? '%s' : '%T@'} %p\\n'${quiet} | sort -${action.first === 'most' ? 'rn' : 'n'} | head -n ${action.limit} | cut -d' ' -f2-`,
          )
        : undefined;
    case 'sort':
      if (action.by === 'name') return text(`${head}${quiet} | sort${action.down ? ' -r' : ''}${tail}`);
      return text(
        `${head} -printf '${action.by === 'size' ? '%s' : '%T@'} %p\\n'${quiet} | sort -${action.down ? 'rn' : 'n'}${tail} | cut -d' ' -f2-`,
      );
    default:
      return undefined;
  }
}
