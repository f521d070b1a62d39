import { pathArg, quote } from '../quote.ts';
import { changing } from './changing.ts';
import type { Rule } from './git.ts';
import { courtesy } from './git-refs.ts';
import { pathOf } from './targets.ts';

/** Staging, committing, taking back. */
export const commits: Rule = (r) => {
  if (!r.world.git && !r.has('git')) return undefined;
  if (r.has('show|ask|count|find') && !r.has('stage') && !(r.has('staged') && r.has('#quoted')))
    return undefined;
  const why = r.say('records in the repository', '在仓库中记录');
  // 提交信息里包含 fix 的提交: commits are looked for, none is made.
  if (r.analysis.language === 'zh' && /的提交(?:记录)?\W*$/.test(r.analysis.request)) return undefined;
  if (r.has('commit') && r.has('#quoted|commit-message|#literal')) {
    const message = r.find('#quoted') ?? r.find('#literal');
    if (!message) return undefined;
    r.mark(message);
    const files = r.terms.filter((term) => r.free(term) && term.entry?.type === 'file');
    r.mark(...files);
    const amend =
      /amend|change the (?:last )?commit message|reword|(?:修改|更改|改写|改一下)(?:上一?次|最近一次|最后一次|最新|刚才)?的?(?:提交)?的?提交(?:信息|说明)/.test(
        r.analysis.request,
      );
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
