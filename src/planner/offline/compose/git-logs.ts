import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { reading } from './common.ts';
import type { Rule } from './git.ts';
import { courtesy, nameOf } from './git-refs.ts';
import { isName, pathOf } from './targets.ts';

/** The log narrowed down: how many, since when, whose, of which file, with which word. */
export const logs: Rule = (r) => {
  if (!r.world.git) return undefined;
  // "what have I changed in x since the last commit": the tree against the commit, not the commits.
  const since = /\bsince (?:the |my |our )?(?:last|latest|most recent|previous) commit\b/i.test(
    r.analysis.request,
  );
  if (since && r.has('changes|compare|modify-time|ask')) {
    const files = r.terms.filter((term) => r.free(term) && (term.entry || term.tags.has('#path')));
    r.mark(...files);
    const names = r.has('file') && files.length === 0;
    r.may('changes|compare|modify-time|since|head-ref|ask|file|commits|previous|tail|change', courtesy);
    return reading(
      'git',
      `git diff ${names ? '--name-only ' : ''}HEAD${files.length > 0 ? ` -- ${files.map((term) => pathArg(pathOf(term))).join(' ')}` : ''}`,
      r.say('compares with the last commit', '与最近一次提交比较'),
      0,
      3,
    );
  }
  const apart =
    /\bcommits? (?:that |which )?(?:are |is |sit )?(?:only )?(?:on|in|of) (?:the )?([\w./-]+)(?: branch)?,? (?:but|and|that are|yet) (?:are |is )?(?:still )?(?:missing (?:from|in|on)|not (?:yet )?(?:on|in)|absent from) (?:the )?([\w./-]+)/i.exec(
      r.analysis.request,
    );
  if (apart) {
    r.mark(...r.terms.filter((term) => term.raw === apart[1] || term.raw === apart[2]));
    r.may('commits|missing|but|not|not-contains|branch|short-form|oneline-each|except|only|per', courtesy);
    return reading(
      'git',
      `git log --oneline ${apart[2]}..${apart[1]}`,
      r.say('reads the history', '读取提交历史'),
      0,
      3,
    );
  }
  if (r.has('delete|undo|discard|stash|kill|append|merge|push|copy|move|rename')) return undefined;
  const file = r.find('#path', (term) => term.entry?.type === 'file' || term.entry?.type === 'dir');
  const why = r.say('reads the history', '读取提交历史');
  if (r.has('blame') && file) {
    r.mark(file);
    r.may('blame', courtesy, 'line', 'per', 'tail', 'author', 'modify-time', 'commit', 'changes');
    const last = /who last (?:changed|touched|modified|edited)|谁最后|最后(?:是)?谁/.test(r.analysis.request);
    return reading(
      'git',
      last ? `git log -1 --format=%an -- ${pathArg(pathOf(file))}` : `git blame ${pathArg(pathOf(file))}`,
      why,
    );
  }
  if (r.has('changes|compare|modify-time') && file && !r.has('commits|history-git|head-ref|#dur|commit')) {
    if (!r.has('compare|changes|modify-time')) return undefined;
    const other = r.terms.filter((term) => r.free(term) && term.tags.has('#path'));
    if (other.length !== 1) return undefined;
    r.mark(file);
    const staged = r.all('staged').length > 0;
    r.may('changes', 'compare', 'modify-time', courtesy, 'p-in', 'working-tree', 'unstage', 'local');
    return reading('git', `git diff ${staged ? '--cached ' : ''}-- ${pathArg(pathOf(file))}`, why, 0.1);
  }
  const between = branchDifference(r, why);
  if (between) return between;
  if (!r.has('commits|history-git|commit-message|head-ref|commit')) return undefined;
  // "the last lines of the log" are lines of a file.
  if (r.has('line') && !r.has('commits|commit|git|head-ref|commit-message')) return undefined;
  const count = r.has('count') && !r.has('#num|contributors') && r.all('count').length > 0;
  const number = r.find('#num', (term) => !term.tags.has('nth'));
  const duration = r.find('#dur');
  const days = r.terms.filter((term) => r.free(term) && term.tags.has('#date'));
  const [date, end] = days;
  if (days.length > 2 || (end && !r.has('between|p-from|p-to|until|since'))) return undefined;
  const today = r.find('today|yesterday');
  const author = authorName(r, file);
  const word = r.find('#quoted|#literal', (term) => term !== author);
  if (
    !number &&
    !duration &&
    !date &&
    !today &&
    !author &&
    !word &&
    !file &&
    !r.has('commit-message|short-form|file|commits|history-git')
  )
    return undefined;
  r.mark(number, duration, date, end, today, author, word, file);
  const options: string[] = [];
  if (number) options.push(`-n ${number.value}`);
  // "the last commit of Bob" is one.
  else if (
    r.find('head-ref', (term) => !/commits$/i.test(term.raw)) &&
    !count &&
    !duration &&
    !date &&
    !today
  )
    options.push('-n 1');
  const before =
    date &&
    [r.at(date.index - 1), r.at(date.index - 2)].some(
      (term) => term?.tags.has('older') || term?.tags.has('until'),
    );
  if (duration) options.push(`--since=${quote(sinceText(duration.value!))}`);
  if (date) options.push(`--${before && !end ? 'until' : 'since'}=${date.text}`);
  if (end) options.push(`--until=${quote(`${end.text} 23:59:59`)}`);
  const onward = today && r.has('since');
  if (today)
    options.push(
      today.tags.has('today')
        ? '--since=midnight'
        : `--since=yesterday.midnight${onward ? '' : ' --until=midnight'}`,
    );
  if (author) {
    const whole = fullName(r, author);
    r.mark(...whole);
    r.mark(...r.terms.filter((term) => term.index === whole.at(-1)!.index + 1 && MAKES.test(term.raw)));
    options.push(`--author=${quote(whole.map(nameOf).join(' '))}`);
  }
  if (word) options.push(`-i --grep=${quote(nameOf(word))}`);
  const stat = /stat|which files|files changed|哪些文件/.test(r.analysis.request) && r.has('file') && !file;
  const all = r.has('branch') && /all branches|every branch|所有分支/.test(r.analysis.request);
  if (all) options.push('--all');
  const subjects = r.has('commit-message') && !r.has('short-form');
  const reverse = r.all('reverse|oldest').length > 0;
  if (reverse) options.push('--reverse');
  r.may(
    'commits',
    'history-git',
    'commit-message',
    'commit',
    'short-form',
    'tail',
    'head',
    'newest',
    'since',
    'within',
    'ago',
    'older',
    'newer',
    'until',
    'author',
    'p-by',
    courtesy,
    'contains',
    'branch',
    'file',
    'only',
    'modify-time',
    'changes',
    'touch',
    'history',
    'per',
    'line',
    'text',
    'word',
    'number-noun',
    'between',
    'create',
    'only-name',
    'p-in',
    'head-ref',
    'user',
    'oneline-each',
    'p-from',
  );
  const path = file ? ` -- ${pathArg(pathOf(file))}` : '';
  if (count)
    return reading(
      'git',
      `git log --oneline ${options.join(' ')}${path} | wc -l`.replace('  ', ' '),
      why,
      0.02,
    );
  const columns = subjects ? undefined : columnsOf(r);
  const form = subjects ? '--format=%s' : (columns ?? (stat ? '--name-only --oneline' : '--oneline'));
  const plain = options.length === 0 && !file;
  return reading(
    'git',
    ['git log', form, ...options].join(' ') + path,
    why,
    plain && !r.has('history-git|commits') ? 0.4 : plain && !subjects ? 0.2 : 0.02,
  );
};

/** "with author and date": what each line of the history shows besides its subject. */
function columnsOf(r: Reading): string | undefined {
  const words = r.terms.filter(
    (term) =>
      (term.tags.has('author') || term.tags.has('date') || term.tags.has('time')) &&
      /^(?:authors?|names?|dates?|times?|作者|日期|时间|提交时间|提交日期)$/i.test(term.raw),
  );
  const said = /\bwith\b|\band\b|\bincluding\b|\bshow(?:ing)?\b|带|包括|和|及|显示/i.test(r.analysis.request);
  if (words.length === 0 || !said) return undefined;
  const author = words.some((term) => term.tags.has('author'));
  const date = words.some((term) => term.tags.has('date') || term.tags.has('time'));
  r.mark(...words);
  r.may('p-with');
  return `--format='%h${author ? ' %an' : ''}${date ? ' %ad' : ''} %s'${date ? ' --date=short' : ''}`;
}

function branchDifference(r: Reading, why: string): Proposal | undefined {
  if (
    !r.has('compare|missing|changes|unmerged') ||
    !r.has('branch|commits|compare') ||
    r.terms.some((term) => term.entry)
  )
    return undefined;
  const names = r.terms.filter((term) => r.free(term) && isName(term) && /^[\w./-]+$/.test(nameOf(term)));
  if (names.length !== 2) return undefined;
  r.mark(...names);
  const [a, b] = names.map((term) => pathArg(nameOf(term)));
  r.may(
    'compare',
    'missing',
    'changes',
    'branch',
    'between',
    'p-and',
    'p-in',
    courtesy,
    'not',
    'only-name',
    'except',
    'modify-time',
    'on',
  );
  if (r.has('missing') || r.has('commits')) return reading('git', `git log --oneline ${b}..${a}`, why, 0.1);
  return reading('git', `git diff ${r.has('file') ? '--name-only ' : ''}${a} ${b}`, why, 0.1);
}

const MAKES = /^(?:made|wrote|committed|authored|did)$/i;

/** "Ada Byron": capitalised words that nothing else explains, side by side. */
function fullName(r: Reading, author: Term): readonly Term[] {
  const capital = (term: Term | undefined): term is Term =>
    term !== undefined && term.kind === 'word' && term.tags.size === 0 && /^\p{Lu}\p{Ll}/u.test(term.raw);
  if (!/^\p{Lu}/u.test(author.raw)) return [author];
  const [before, after] = [r.at(author.index - 1), r.at(author.index + 1)];
  return [
    ...(capital(before) && before.index > 0 ? [before] : []),
    author,
    ...(capital(after) ? [after] : []),
  ];
}

function authorName(r: Reading, file: Term | undefined): Term | undefined {
  return r.terms.find((term) => {
    if (
      !r.free(term) ||
      term === file ||
      term.kind !== 'word' ||
      (term.tags.size > 0 && !term.tags.has('#bunch'))
    )
      return false;
    const before = [r.at(term.index - 1), r.at(term.index - 2)];
    return (
      before.some(
        (other) =>
          other?.raw === 'by' ||
          other?.tags.has('author') ||
          other?.tags.has('p-of') ||
          other?.tags.has('blame') ||
          /^did$/.test(other?.raw ?? ''),
      ) ||
      (r.analysis.language === 'zh' &&
        /^[A-Za-z][\w.-]*$/.test(term.raw) &&
        (term.index === 0 || r.at(term.index + 1)?.tags.has('p-in') === true)) ||
      r.at(term.index + 1)?.raw === "'s" ||
      (/^[A-Z]/.test(term.raw) && MAKES.test(r.at(term.index + 1)?.raw ?? '')) ||
      r.at(term.index + 1)?.tags.has('commit') === true
    );
  });
}

/** "2 weeks ago" for git. */
function sinceText(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} days ago`;
  if (minutes % 60 === 0) return `${minutes / 60} hours ago`;
  return `${Math.round(minutes)} minutes ago`;
}
