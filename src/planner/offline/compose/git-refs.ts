import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import type { Rule } from './git.ts';
import { isName } from './targets.ts';

export const courtesy =
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

export const nameOf = (term: Term): string => (term.kind === 'quoted' ? term.text : term.raw);

/** Looks like a version, a commit, HEAD, or stands beside "branch" or "tag". */
const isRef = (r: Reading, term: Term): boolean =>
  !term.entry &&
  (/^(?:HEAD(?:[~^]\d*)*|v?\d+(?:\.\d+)+|main|master|develop|[0-9a-f]{7,40})$/.test(term.raw) ||
    (isName(term) &&
      ['tag', 'branch'].some(
        (tag) => r.at(term.index - 1)?.tags.has(tag) || r.at(term.index + 1)?.tags.has(tag),
      )));

const markSpan = (r: Reading, match: RegExpExecArray | null): boolean => {
  if (!match) return false;
  const ends = match.index + match[0].length;
  r.mark(...r.terms.filter((term) => term.start < ends && term.end > match.index));
  return true;
};

/** "even though it was never merged": said of a branch that is to go all the same. */
const takeUnmerged = (r: Reading): boolean =>
  markSpan(
    r,
    /[,;(]?\s*\b(?:even (?:though|if|when)|although|though|regardless (?:of )?(?:if|whether)|no matter (?:if|whether)|whether or not|never mind (?:that|whether)|despite|in spite of)\b(?!.*\b(?:delet|remov|keep)).*\b(?:merged?|merging|unmerged)\b(?: or not)?\)?|\b(?:merged or not|which is (?:not (?:yet )?|un)merged|that (?:was|is) (?:never|not(?: yet)?) merged|(?:is|was) (?:never|not) merged,? (?:but|and) (?:no longer needed|should go))\b/i.exec(
      r.analysis.request,
    ),
  ) || r.all('unmerged').length > 0;

/** "without switching to it", "but stay here". */
const takeStay = (r: Reading): boolean =>
  markSpan(
    r,
    /\b(?:without (?:switching|going|changing|moving|checking (?:it )?out)(?: over)?(?: to (?:it|that|there))?|(?:but )?(?:don['’]?t|do not) (?:switch|go|change|move|check it out)(?: over)?(?: to (?:it|that)| there| yet)*|(?:but |and )?(?:stay|remain|keep me) (?:here|where (?:i am|we are)|on (?:this|the (?:current|present)) (?:one|branch)))(?= *(?:\W*$|[.,;]))|(?:但|并)?不(?:要)?切换(?:过去)?/i.exec(
      r.analysis.request,
    ),
  );

/** "and go to it", "and switch": the new branch is the one to be on. */
function takeGoing(r: Reading): boolean {
  const over =
    /\b(?:and|then) (?:then )?(?:go|hop|jump|switch|change|move) (?:over |right |straight )*(?:over|there)\b|\b(?:and|then) (?:then )?(?:move|change|jump|hop|bring me|put me|take me|start working|work|continue|be)(?: over)? (?:to|onto|on|in) (?:it|that|this|there)\b|\bcheck (?:it|that|this) out\b|\b(?:that|which) (?:i|we) (?:am|are|will be) on\b/i.exec(
      r.analysis.request,
    );
  const moved = markSpan(r, over);
  const out = r.all('checkout').length > 0;
  return moved || out || /start|切换|并切/.test(r.analysis.request);
}

/** Branches and tags by name. */
export const refs: Rule = (r) => {
  if (!r.world.git && !r.has('git')) return undefined;
  if (r.has('compare') && !r.has('delete|create|copy|sort')) {
    const between = r.terms.filter((term) => r.free(term) && isRef(r, term));
    if (between.length === 2) {
      const names = r.has('file|only-name|name');
      r.mark(...between);
      r.may(
        courtesy,
        'compare',
        'between',
        'tag',
        'branch',
        'p-and',
        'head-ref',
        'changes',
        'version',
        'change',
        'p-with',
        'and',
        'commits',
        'modify-time',
        'p-to',
        'p-from',
      );
      return {
        family: 'git',
        steps: [
          {
            command: `git diff ${names ? '--name-only ' : ''}${between.map(nameOf).map(pathArg).join(' ')}`,
            why: r.say('compares the two', '比较两者'),
          },
        ],
        risk: 'read',
        rank: 2,
      };
    }
  }
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
    const unmerged = takeUnmerged(r);
    r.all('delete|branch');
    const name = takeName(r);
    if (!name) return undefined;
    r.may(courtesy);
    return changing(
      'git',
      'destroy',
      `git branch -${r.all('force').length > 0 || unmerged ? 'D' : 'd'} ${pathArg(nameOf(name))}`,
      why,
    );
  }
  if (r.has('rename') && r.has('branch')) {
    r.all('rename|branch');
    const names = r.terms.filter((term) => r.free(term) && isName(term));
    r.mark(...names);
    r.may(courtesy, 'p-to', 'change');
    if (names.length === 0 || names.length > 2) return undefined;
    // One name is the new one of the branch in use, when that is the one spoken of.
    if (
      names.length === 1 &&
      !/\b(?:this|current|present|my|our)(?: git)? branch\b|\bbranch (?:i|we) (?:am|are)\b|当前|这个/i.test(
        r.analysis.request,
      )
    )
      return undefined;
    return changing(
      'git',
      'write',
      `git branch -m ${names.map((term) => pathArg(nameOf(term))).join(' ')}`,
      why,
    );
  }
  if (r.has('create|start|append') && r.has('branch') && !r.has('show|ask|count|compare')) {
    const stays = takeStay(r);
    const goes = takeGoing(r) && !stays;
    r.all('create|start|branch|append|init|run');
    const name = takeName(r);
    if (!name) return undefined;
    const from = r.terms.find((term) => r.free(term) && term.role === 'from' && isName(term));
    r.mark(from);
    r.may(courtesy, 'p-and', 'p-to', 'new', 'and-then', 'head-ref');
    const base = from ? ` ${pathArg(nameOf(from))}` : '';
    return changing(
      'git',
      'write',
      goes
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
  if (
    r.has('checkout') &&
    (!r.has('show|ask|commit|replace') ||
      /^\W*(?:(?:please|can you|could you|would you) )*switch\b(?: me| us)?(?: over)? to\b/i.test(
        r.analysis.request,
      ))
  ) {
    r.may('replace', 'owner-class');
    r.all('checkout|branch');
    const name = takeName(r, (term) => term.entry?.type !== 'file');
    if (!name || name.entry) return undefined;
    r.may(courtesy, 'p-to', 'change', 'set', 'move', 'convert');
    return changing('git', 'write', `git checkout -q ${pathArg(nameOf(name))}`, why);
  }
  return undefined;
};
