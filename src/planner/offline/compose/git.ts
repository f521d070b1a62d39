import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './change.ts';
import { type Fixed, fixedRule } from './fixed.ts';
import { isName, pathOf } from './targets.ts';
import { reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;
const GIT = 'git here branch-light commits-light p-in';
const line = (
  need: string,
  may: string,
  command: string,
  english: string,
  chinese: string,
  more: Partial<Fixed> = {},
): Fixed => ({ family: 'git', need, may: `${GIT} ${may}`, command, why: [english, chinese], ...more });
const NAMES = '#path|#quoted|#literal';

const FIXED: readonly Fixed[] = [
  line('branch now', 'name running', 'git branch --show-current', 'shows the branch', '显示当前分支', {
    not: `${NAMES}|create|delete|commits|count`,
  }),
  line('branch where', 'name', 'git branch --show-current', 'shows the branch', '显示当前分支', {
    not: `${NAMES}|create|delete|commits|count|merged`,
    guess: 0.1,
  }),
  line('branch', 'name ask local sort', 'git branch', 'lists the branches', '列出分支', {
    not: `${NAMES}|create|delete|rename|checkout|merge|count|remote|commits|compare|history-git|merged|unmerged|now|start|rebase|push|newest|tracked`,
  }),
  line('branch remote', 'name', 'git branch -r', 'lists remote branches', '列出远程分支', {
    not: `${NAMES}|create|delete|push|count`,
  }),
  line('branch all remote', 'local p-and name', 'git branch -a', 'lists all branches', '列出所有分支', {
    not: `${NAMES}|create|delete|push|count`,
  }),
  line('branch count', 'local', 'git branch | wc -l', 'counts the branches', '统计分支数', {
    not: `${NAMES}|commits`,
  }),
  line('branch merged', '', 'git branch --merged', 'lists merged branches', '列出已合并的分支', {
    not: `${NAMES}|delete|not|unmerged`,
  }),
  line('branch unmerged', '', 'git branch --no-merged', 'lists unmerged branches', '列出未合并的分支', {
    not: `${NAMES}|delete`,
  }),
  line(
    'history-git short-form',
    'commits history',
    'git log --oneline',
    'shows the history',
    '显示提交历史',
    { not: `${NAMES}|#num|#dur|graph|since|author|#date` },
  ),
  line(
    'history-git graph',
    'branch all short-form commits',
    'git log --oneline --graph --all',
    'shows the history as a graph',
    '以图形显示历史',
    { not: NAMES },
  ),
  line(
    'commits graph',
    'branch all short-form history-git',
    'git log --oneline --graph --all',
    'shows the history as a graph',
    '以图形显示历史',
    { not: NAMES },
  ),
  line(
    'commits count',
    'branch sum number-noun now history-git exist',
    'git rev-list --count HEAD',
    'counts the commits',
    '统计提交数',
    { not: `${NAMES}|#dur|per|author|since|contributors|today|compare|missing|yesterday|all|remote` },
  ),
  line(
    'commits count all',
    'branch sum history-git',
    'git rev-list --count --all',
    'counts the commits of all branches',
    '统计所有分支的提交数',
    { not: `${NAMES}|#dur|per|author|since`, guess: 0.15 },
  ),
  line('status', 'git short-form working-tree', 'git status', 'shows the state', '显示状态', {
    not: 'status-code|service|http|#path|#url|process|network|commits|disk|memory',
  }),
  line('status git short-form', 'working-tree', 'git status --short', 'shows the state', '显示状态', {
    not: '#path',
  }),
  line(
    'working-tree',
    'status file modify-time changes find',
    'git status --short',
    'shows what is not committed',
    '显示未提交的改动',
    { not: `${NAMES}|discard|stash|commit-message|stage|delete|compare`, guess: 0.05 },
  ),
  line(
    'changes staged',
    'file show compare',
    'git diff --cached',
    'shows staged changes',
    '显示已暂存的改动',
    { not: `${NAMES}|not|unstage|untracked|only-name|discard` },
  ),
  line('compare staged', 'changes file', 'git diff --cached', 'shows staged changes', '显示已暂存的改动', {
    not: `${NAMES}|not|unstage`,
  }),
  line(
    'file staged',
    'changes modify-time commits next only-name',
    'git diff --cached --name-only',
    'lists staged files',
    '列出已暂存的文件',
    { not: `${NAMES}|not|missing|except|unstage|compare` },
  ),
  line(
    'file modify-time not|missing|except staged',
    'changes tracked only-name only yet',
    'git diff --name-only',
    'lists changed files that are not staged',
    '列出已修改但未暂存的文件',
    { not: NAMES },
  ),
  line(
    'file modify-time unstage',
    'changes tracked only-name',
    'git diff --name-only',
    'lists changed files that are not staged',
    '列出已修改但未暂存的文件',
    { not: NAMES },
  ),
  line(
    'changes not|missing|except staged',
    'modify-time compare',
    'git diff',
    'shows unstaged changes',
    '显示未暂存的改动',
    { not: `${NAMES}|file|discard` },
  ),
  line('changes unstage', 'modify-time compare', 'git diff', 'shows unstaged changes', '显示未暂存的改动', {
    not: `${NAMES}|file|discard`,
  }),
  line(
    'untracked',
    'file git tracked item',
    'git ls-files --others --exclude-standard',
    'lists untracked files',
    '列出未跟踪的文件',
    { not: `${NAMES}|delete|stage|count|discard` },
  ),
  line(
    'untracked count',
    'file',
    'git ls-files --others --exclude-standard | wc -l',
    'counts untracked files',
    '统计未跟踪的文件',
    { not: NAMES },
  ),
  line('tracked', 'file git item', 'git ls-files', 'lists tracked files', '列出已跟踪的文件', {
    not: `${NAMES}|not|commits|commit|count|changes|modify-time|delete|stage|discard`,
  }),
  line('tracked count', 'file', 'git ls-files | wc -l', 'counts tracked files', '统计已跟踪的文件', {
    not: `${NAMES}|not`,
  }),
  line('ignored', 'file git', 'git status --short --ignored', 'lists ignored files', '列出被忽略的文件', {
    not: NAMES,
    guess: 0.1,
  }),
  line('tag', 'name git all list', 'git tag', 'lists the tags', '列出标签', {
    not: `${NAMES}|create|delete|count|commits|set|line|html|newest|append|head-ref|file`,
  }),
  line('tag count', 'git', 'git tag | wc -l', 'counts the tags', '统计标签', { not: `${NAMES}|create` }),
  line('remote', 'git url-noun name config', 'git remote -v', 'shows the remotes', '显示远程仓库', {
    not: `${NAMES}|branch|push|fetch|pull|append|delete|#url|set`,
  }),
  line('stash', 'changes show all list item', 'git stash list', 'lists the stashes', '列出储藏', {
    not: `${NAMES}|discard|put|delete|compare|undo|all-changes|working-tree|now|count`,
    guess: 0.1,
  }),
  line(
    'stash changes',
    'now working-tree all away uncommitted modify-time my',
    'git stash',
    'puts the changes aside',
    '储藏当前改动',
    { not: `${NAMES}|show|ask|discard|apply`, risk: 'write' },
  ),
  line('stash working-tree', 'changes all now put', 'git stash', 'puts the changes aside', '储藏当前改动', {
    not: `${NAMES}|ask`,
    risk: 'write',
  }),
  line(
    'contributors',
    'commits count frequency per all name unique sort git p-by',
    'git shortlog -sn HEAD',
    'counts commits per author',
    '按作者统计提交',
    { not: `${NAMES}|#dur`, guess: 0.05 },
  ),
  line(
    'commits per author',
    'count frequency contributors',
    'git shortlog -sn HEAD',
    'counts commits per author',
    '按作者统计提交',
    { not: `${NAMES}|#dur` },
  ),
  line(
    'author',
    'commits all name unique git exist',
    `git log --format=%an | sort -u`,
    'lists the authors',
    '列出作者',
    {
      not: `${NAMES}|#dur|per|count|head-ref|tail|newest|set|config|column|most-frequent|blame|csv`,
      guess: 0.15,
    },
  ),
  line(
    'blame head-ref',
    'commits newest tail author',
    'git log -1 --format=%an',
    'shows who made the last commit',
    '显示最后提交的作者',
    { not: NAMES },
  ),
  line(
    'author head-ref',
    'commits newest tail',
    'git log -1 --format=%an',
    'shows who made the last commit',
    '显示最后提交的作者',
    { not: NAMES },
  ),
  line(
    'commit-message head-ref',
    'commits newest tail text',
    'git log -1 --format=%s',
    'shows the last message',
    '显示最近一次提交的信息',
    { not: `${NAMES}|set|replace|change` },
  ),
  line(
    'commit-hash head-ref',
    'commits short-form newest',
    'git rev-parse HEAD',
    'shows the hash',
    '显示提交哈希',
    { not: `${NAMES}|short-form` },
  ),
  line(
    'commit-hash head-ref short-form',
    'commits',
    'git rev-parse --short HEAD',
    'shows the short hash',
    '显示短哈希',
    { not: NAMES },
  ),
  line(
    'date head-ref',
    'commits newest',
    'git log -1 --format=%cd',
    'shows when it was made',
    '显示提交日期',
    { not: NAMES },
  ),
  line(
    'head-ref file',
    'commits changes modify-time only-name newest',
    'git show --name-only --format= HEAD',
    'lists the files of the last commit',
    '列出最近一次提交的文件',
    { not: `${NAMES}|undo|tag` },
  ),
  line(
    'head-ref changes',
    'commits modify-time',
    'git show HEAD',
    'shows the last commit',
    '显示最近一次提交',
    { not: `${NAMES}|undo|discard|file|keep`, guess: 0.05 },
  ),
  line('head-ref', 'commits newest show', 'git log -1', 'shows the last commit', '显示最近一次提交', {
    not: `${NAMES}|undo|discard|file|author|commit-message|commit-hash|date|tag|changes|set|delete|amend|replace`,
    guess: 0.05,
  }),
  line(
    'first-commit',
    'commits',
    'git log --reverse --format="%h %s" | head -n 1',
    'shows the first commit',
    '显示第一次提交',
    { not: `${NAMES}|commit-message|author`, guess: 0.1 },
  ),
  line(
    'undo head-ref keep',
    'commits changes file staged working-tree',
    'git reset --soft HEAD~1',
    'takes the last commit back, keeping the changes',
    '撤销最近一次提交，保留改动',
    { not: NAMES, risk: 'write' },
  ),
  line(
    'stage all',
    'changes file modify-time untracked git append',
    'git add -A',
    'stages all changes',
    '暂存所有改动',
    { not: `${NAMES}|commit-message|commits`, risk: 'write' },
  ),
  line('unstage all', 'changes file', 'git reset -q', 'unstages everything', '取消所有暂存', {
    not: `${NAMES}|show|ask`,
    risk: 'write',
  }),
  line(
    'discard all changes',
    'file working-tree modify-time unstage local git',
    'git checkout -- .',
    'throws local edits away',
    '丢弃所有本地改动',
    { not: `${NAMES}|untracked|staged`, risk: 'destroy' },
  ),
  line(
    'discard working-tree',
    'all changes file git',
    'git checkout -- .',
    'throws local edits away',
    '丢弃所有本地改动',
    { not: `${NAMES}|untracked|staged`, risk: 'destroy', guess: 0.1 },
  ),
  line('init git', 'here create new empty', 'git init', 'makes a repository here', '在此初始化仓库', {
    not: NAMES,
    risk: 'write',
  }),
  line('pull', 'git changes newest remote', 'git pull', 'gets and merges', '拉取并合并', {
    not: `${NAMES}|file`,
    risk: 'write',
  }),
  line('push', 'git changes commits branch now remote p-to', 'git push', 'sends commits away', '推送提交', {
    not: `${NAMES}|file`,
    risk: 'write',
  }),
  line('fetch remote', 'git all changes', 'git fetch', 'gets news without merging', '获取远程更新', {
    not: `${NAMES}|#url`,
    risk: 'write',
  }),
  line(
    'compare',
    'changes git modify-time file now show',
    'git diff',
    'shows unstaged changes',
    '显示未暂存的改动',
    { not: `${NAMES}|branch|staged|commits|head-ref|common|missing`, guess: 0.2 },
  ),
  line(
    'config user git',
    'name email-noun',
    'git config user.name; git config user.email',
    'shows who commits are made as',
    '显示提交身份',
    { not: NAMES },
  ),
];

const courtesy =
  'but|label|new|show|show-light|find|ask|all|now|here|git|it-ref|item|name|only|exist|result|value|p-named|commits|local|file|detail|p-with';

/** Names of branches, tags and the like: quoted, unknown, or path-like. */
function takeName(r: Reading, test: (term: Term) => boolean = () => true): Term | undefined {
  const all = r.terms.filter(
    (term) =>
      r.free(term) &&
      isName(term) &&
      /^[\w./-]+$/.test(nameOf(term)) &&
      !nameOf(term).startsWith('-') &&
      test(term),
  );
  const found =
    all.find((term) => ['tag', 'branch', 'p-named'].some((tag) => r.at(term.index - 1)?.tags.has(tag))) ??
    all.find((term) => ['named', 'to', 'as', 'object', 'with'].includes(term.role)) ??
    all[0];
  r.mark(found);
  return found;
}

const nameOf = (term: Term): string => (term.kind === 'quoted' ? term.text : term.raw);

/** Branches and tags by name. */
export const refs: Rule = (r) => {
  if (!r.world.git && !r.has('git')) return undefined;
  const why = r.say('works on a branch or tag', '操作分支或标签');
  if (r.has('tag') && r.has('create|set|append|tag') && !r.has('show|ask|count|branch|line|delete|find')) {
    r.all('tag|create|set|append');
    const name = takeName(r);
    if (!name) return undefined;
    const message = r.find('#quoted');
    r.mark(message);
    r.may(
      courtesy,
      'head-ref',
      'commit-message',
      'p-to',
      'p-as',
      'new',
      'label',
      'version',
      'text',
      'say',
      'put',
    );
    for (const term of r.terms) if (/^(?:label|mark|annotated)$/i.test(term.raw)) r.mark(term);
    return changing(
      'git',
      'write',
      message && message !== name
        ? `git tag -a ${pathArg(nameOf(name))} -m ${quote(message.text)}`
        : `git tag ${pathArg(nameOf(name))}`,
      why,
    );
  }
  if (r.has('tag') && r.has('delete')) {
    r.all('tag|delete');
    const name = takeName(r);
    if (!name) return undefined;
    r.may(courtesy);
    return changing('git', 'destroy', `git tag -d ${pathArg(nameOf(name))}`, why);
  }
  if (!r.has('branch|checkout|merge')) return undefined;
  if (r.has('delete') && r.has('branch')) {
    r.all('delete|branch');
    const name = takeName(r);
    if (!name) return undefined;
    r.may(courtesy);
    return changing(
      'git',
      'destroy',
      `git branch -${r.all('force').length ? 'D' : 'd'} ${pathArg(nameOf(name))}`,
      why,
    );
  }
  if (r.has('rename') && r.has('branch')) {
    r.all('rename|branch');
    const names = r.terms.filter((term) => r.free(term) && isName(term));
    r.mark(...names);
    r.may(courtesy, 'p-to', 'change');
    if (names.length === 0 || names.length > 2) return undefined;
    return changing(
      'git',
      'write',
      `git branch -m ${names.map((term) => pathArg(nameOf(term))).join(' ')}`,
      why,
    );
  }
  if (r.has('create|start|append') && r.has('branch') && !r.has('show|ask|count|compare')) {
    const change = r.has('checkout') || !/without switching|don't switch|不切换/.test(r.analysis.request);
    r.all('create|start|branch|checkout|append|init|run');
    const name = takeName(r);
    if (!name) return undefined;
    const from = r.terms.find((term) => r.free(term) && term.role === 'from' && isName(term));
    r.mark(from);
    r.may(courtesy, 'p-and', 'p-to', 'new', 'and-then', 'not', 'head-ref', 'without');
    const base = from ? ` ${pathArg(nameOf(from))}` : '';
    const create =
      change &&
      /switch|check ?out|start|move to|切换|并切/.test(r.analysis.request) &&
      !/without switching|don't switch/.test(r.analysis.request);
    return changing(
      'git',
      'write',
      create
        ? `git checkout -q -b ${pathArg(nameOf(name))}${base}`
        : `git branch ${pathArg(nameOf(name))}${base}`,
      why,
      0,
    );
  }
  if (r.has('merge') && r.has('branch') && !r.has('line|show|ask|file')) {
    r.all('merge|join|branch');
    const name = takeName(r);
    if (!name) return undefined;
    r.may(courtesy, 'p-to', 'now', 'p-in');
    return changing('git', 'write', `git merge ${pathArg(nameOf(name))}`, why);
  }
  if (r.has('checkout') && !r.has('show|ask|commit|replace')) {
    r.all('checkout|branch');
    const name = takeName(r, (term) => !term.entry || term.entry.type !== 'file');
    if (!name || name.entry) return undefined;
    r.may(courtesy, 'p-to', 'change', 'set', 'move', 'convert');
    return changing('git', 'write', `git checkout -q ${pathArg(nameOf(name))}`, why);
  }
  return undefined;
};

/** Staging, committing, taking back. */
export const commits: Rule = (r) => {
  if (!r.world.git && !r.has('git')) return undefined;
  if (r.has('show|ask|count|find') && !r.has('stage')) return undefined;
  const why = r.say('records in the repository', '在仓库中记录');
  if (r.has('commit') && r.has('#quoted|commit-message|#literal')) {
    const message = r.find('#quoted') ?? r.find('#literal');
    if (!message) return undefined;
    r.mark(message);
    const files = r.terms.filter((term) => r.free(term) && term.entry?.type === 'file');
    r.mark(...files);
    const amend = /amend|change the (?:last )?commit message|reword|修改.*提交信息/.test(r.analysis.request);
    const staged = r.has('staged');
    const untracked =
      r.has('untracked') ||
      (/everything|all files|所有文件|including new/.test(r.analysis.request) && !r.has('tracked'));
    r.may(
      courtesy,
      'commit',
      'commit-message',
      'changes',
      'tracked',
      'staged',
      'stage',
      'untracked',
      'modify-time',
      'p-and',
      'and-then',
      'say',
      'text',
      'working-tree',
      'contains',
      'message',
      'set',
      'change',
      'head-ref',
      'replace',
      'append',
      'p-to',
      'label',
      'new',
    );
    if (amend) return changing('git', 'write', `git commit -q --amend -m ${quote(message.text)}`, why, 0.05);
    if (files.length > 0)
      return changing(
        'git',
        'write',
        `git add -- ${files.map((term) => pathArg(pathOf(term))).join(' ')} && git commit -qm ${quote(message.text)}`,
        why,
      );
    const flags = staged
      ? 'git commit -qm'
      : untracked || r.has('stage')
        ? 'git add -A && git commit -qm'
        : 'git commit -qam';
    return changing('git', 'write', `${flags} ${quote(message.text)}`, why);
  }
  const files = r.terms.filter((term) => r.free(term) && term.tags.has('#path') && term.entry !== undefined);
  if (files.length > 0 && files.length < 6) {
    const args = files.map((term) => pathArg(pathOf(term))).join(' ');
    if (r.has('unstage') || (r.has('delete|undo') && r.has('staged'))) {
      r.mark(...files);
      r.may('unstage', 'delete', 'undo', 'staged', courtesy, 'changes', 'keep', 'p-from');
      return changing('git', 'write', `git reset -q -- ${args}`, why);
    }
    if (
      r.has('discard|undo') &&
      !r.has('file-name|rename|copy|line|text|head-ref|word') &&
      (r.has('changes|modify-time|git|working-tree') ||
        /restore|revert|undo|还原|恢复|撤销/.test(r.analysis.request))
    ) {
      if (r.has('delete') && !r.has('changes|modify-time')) return undefined;
      r.mark(...files);
      r.may(
        'discard',
        'undo',
        'changes',
        'modify-time',
        'working-tree',
        courtesy,
        'p-to',
        'delete',
        'p-in',
        'unstage',
        'local',
        'edit',
        'head-ref',
        'commit',
        'tail',
        'version',
        'reverse',
        'staged',
        'state',
        'status',
      );
      return changing(
        'git',
        'destroy',
        `git checkout -- ${args}`,
        r.say('throws the edits of this file away', '丢弃该文件的改动'),
      );
    }
    if (r.has('stage') || (r.has('append') && r.has('staged|git'))) {
      r.mark(...files);
      r.may('stage', 'append', 'staged', courtesy, 'p-to', 'p-and', 'changes', 'commit');
      return changing('git', 'write', `git add -- ${args}`, why);
    }
  }
  return undefined;
};

/** The log narrowed down: how many, since when, whose, of which file, with which word. */
export const logs: Rule = (r) => {
  if (!r.world.git) return undefined;
  if (r.has('delete|undo|discard|stash|kill|append|merge|push|copy|move|rename')) return undefined;
  const file = r.find('#path', (term) => term.entry?.type === 'file' || term.entry?.type === 'dir');
  const why = r.say('reads the history', '读取提交历史');
  if (r.has('blame') && file) {
    r.mark(file);
    r.may('blame', courtesy, 'line', 'per', 'tail', 'author', 'modify-time', 'commit', 'changes');
    const last = /who last (?:changed|touched|modified|edited)|谁最后/.test(r.analysis.request);
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
  const count = r.has('count') && !r.has('#num|contributors') && r.all('count').length > 0;
  const number = r.find('#num');
  const duration = r.find('#dur');
  const date = r.find('#date');
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
  r.mark(number, duration, date, today, author, word, file);
  const options: string[] = [];
  if (number) options.push(`-n ${number.value}`);
  const before =
    date &&
    [r.at(date.index - 1), r.at(date.index - 2)].some(
      (term) => term?.tags.has('older') || term?.tags.has('until'),
    );
  if (duration) options.push(`--since=${quote(sinceText(duration.value!))}`);
  if (date) options.push(`--${before ? 'until' : 'since'}=${date.text}`);
  if (today)
    options.push(
      today.tags.has('today') ? '--since=midnight' : `--since=yesterday.midnight --until=midnight`,
    );
  if (author) options.push(`--author=${quote(nameOf(author))}`);
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
  const form = subjects ? '--format=%s' : stat ? '--name-only --oneline' : '--oneline';
  const plain = options.length === 0 && !file;
  return reading(
    'git',
    ['git log', form, ...options].join(' ') + path,
    why,
    plain && !r.has('history-git|commits') ? 0.4 : plain && !subjects ? 0.2 : 0.02,
  );
};

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
      r.at(term.index + 1)?.raw === "'s" ||
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

const fixed = FIXED.map(fixedRule);
/** The fixed lines speak of git only inside a repository or when git is named. */
const inRepository =
  (rule: Rule): Rule =>
  (r) =>
    r.world.git || (r.has('git') && /git|repo|仓库/i.test(r.analysis.request)) ? rule(r) : undefined;

export const gitRules: readonly Rule[] = [refs, commits, logs, ...fixed.map(inRepository)];
