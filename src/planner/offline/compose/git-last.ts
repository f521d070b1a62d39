import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { reading } from './common.ts';
import { courtesy } from './git-refs.ts';
import { pathOf } from './targets.ts';

const CHANGED = 'changes|modify-time|change|compare|edit|replace|set';
const OTHERWISE =
  'undo|discard|delete|keep|since|revert|tag|stash|count|append|#num|#dur|#date|write|commit-hash|line|branch|between|graph';

/** The last commit: what it changed, which files, who made it and when. */
export function lastCommit(r: Reading): Proposal | undefined {
  if (!r.world.git || !r.has('head-ref') || r.has(OTHERWISE)) return undefined;
  const asked = r.has('show|show-light|ask|find|author|blame|date|time|file|stat') || r.has('changes');
  if (!asked) return undefined;
  const touched = r.find('#path', (term) => term.entry?.type === 'file' || term.entry?.type === 'dir');
  const quoted = r.find('#quoted|#literal');
  if (quoted) return undefined;
  const request = r.analysis.request;
  const who = /\b(?:who|whose|by whom|authors?|committers?)\b|谁|作者|哪位/i.test(request);
  const when = /\bwhen\b|\bhow long ago\b|\b(?:date|time|day)s?\b|什么时候|何时|哪天|几点|时间|日期/i.test(
    request,
  );
  const message = r.has('commit-message');
  const stat = /\bstat(?:s|istics)?\b|统计信息/i.test(request);
  const files = r.has('file') && !touched;
  const changed = r.has(CHANGED) || stat;
  if (!(who || when || files || changed)) return undefined;
  r.mark(touched);
  r.may('head-ref', CHANGED, courtesy, 'commits', 'commit', 'tail', 'newest', 'within', 'p-in', 'author');
  r.may('blame', 'date', 'time', 'commit-message', 'file', 'only-name', 'contributors', 'create', 'content');
  for (const term of r.terms)
    if (
      /^(?:who|when|made|make|did|done|stats?|long|author(?:ed)?|touch(?:ed)?|committed|做|做的)$/i.test(
        term.raw,
      )
    )
      r.mark(term);
  const path = touched ? ` -- ${pathArg(pathOf(touched))}` : '';
  const why = r.say('shows the last commit', '显示最近一次提交');
  if (!changed || who || when) {
    const parts = [...(who ? ['%an'] : []), ...(when ? ['%cd'] : []), ...(message ? ['%s'] : [])];
    if (parts.length > 0 && !files)
      return reading(
        'git',
        parts.length === 1
          ? `git log -1 --format=${parts[0]}${path}`
          : `git log -1 --format='${parts.join(' ')}'${path}`,
        why,
        0,
        3,
      );
  }
  if (files && !who && !when && !message)
    return reading('git', `git show --${stat ? 'stat' : 'name-only'} --format= HEAD`, why, 0, 3);
  if (!changed || who || when || message) return undefined;
  return reading('git', `git show ${stat ? '--stat ' : ''}HEAD${path}`, why, 0, 3);
}
