import type { Fixed } from './fixed.ts';
import { line, NAMES } from './git-line.ts';

/** Branches, tags and remotes. */
export const BRANCH_LINES: readonly Fixed[] = [
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
  line(
    'branch sort|newest',
    'name head-ref date commits time sorted-time p-by newest sort tail reverse local commit per modify-time within',
    'git branch --sort=-committerdate',
    'lists the branches, the latest first',
    '按最近提交列出分支',
    { not: `${NAMES}|create|delete|merge|checkout|rename|alphabetical|count|start|remote`, guess: 0.05 },
  ),
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
  line('tag', 'name git all list', 'git tag', 'lists the tags', '列出标签', {
    not: `${NAMES}|create|delete|count|commits|set|line|html|newest|append|head-ref|file`,
  }),
  line('tag count', 'git', 'git tag | wc -l', 'counts the tags', '统计标签', { not: `${NAMES}|create` }),
  line('remote', 'git url-noun name config', 'git remote -v', 'shows the remotes', '显示远程仓库', {
    not: `${NAMES}|branch|push|fetch|pull|append|delete|#url|set`,
  }),
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
];
