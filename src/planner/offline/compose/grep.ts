import { isThing } from '../entities/nouns-here.ts';
import { soughtFile } from '../frames/selected-names.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { reading } from './common.ts';
import { build } from './grep-command.ts';
import { takeModes } from './grep-modes.ts';
import { lineKinds } from './line-kinds.ts';
import { assigned, codeLines, jsonLines } from './named-values.ts';
import { takePatterns } from './patterns.ts';
import { type Source, takeSource } from './source.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const GREEDY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|item|text|word|contains|where|say|content';

/** 含有 X 的文章, 文章文件名: the files are asked for, not their lines. */
const asksThings = (r: Reading): boolean =>
  r.terms.some(
    (term) =>
      term.raw === '文件名' ||
      (isThing(term.raw) &&
        (term.entry?.type === 'dir' || term.group !== undefined) &&
        r.at(term.index - 1)?.raw === '的'),
  );

/** Text search in all its variants. */
export const greps: Rule = (r) => {
  if (
    r.has('delete|move|copy|rename|replace|append|insert|compress|kill|create|json|sum|average|json') &&
    !r.has('grep')
  ) {
    if (!(r.has('sum') && r.has('count'))) return undefined;
  }
  if (
    r.has(
      'name-contains|history-git|commits|process|frequency|per|env-var|package|service|journal|#dur|starts-with|ends-with',
    ) &&
    !r.has('line|contains|error|warning|frequency')
  )
    return undefined;
  if (r.has('process|package|commits|env-var|branch') || (r.has('unique') && !r.has('line')))
    return undefined;
  if (r.has('most-frequent|max|min|average|sort|longest|shortest')) return undefined;
  const mode = takeModes(r);
  const patterns = takePatterns(r);
  if (patterns.length === 0 || patterns.some(({ terms }) => soughtFile(r, terms[0]!))) return undefined;
  // A dot in quotes is a folder or any character, and never what lines are searched for.
  if (patterns.every(({ text }) => /^\.{1,2}$/.test(text))) return undefined;
  for (const pattern of patterns) r.mark(...pattern.terms);
  const skip = (term: Term) => patterns.some((pattern) => pattern.terms.includes(term));
  const question = r.has('ask');
  const source = takeSource(r, skip);
  if (!source) {
    if (!r.has('contains|grep') || !r.has('file')) return undefined;
  }
  const place: Source = source ?? {
    args: '.',
    paths: [],
    many: true,
    recursive: true,
    include: '',
    find: undefined,
    guess: 0.1,
  };
  r.may(
    'grep',
    'starts-with',
    'ends-with',
    'not-contains',
    'p-and',
    'p-or',
    'per',
    'log',
    'message',
    GREEDY,
    'recursive',
    'here',
    'case-sensitive',
    mode.count ? 'sum' : 'case-sensitive',
    'request-noun',
  );
  // "TODO comments", "POST requests": the noun says what the text is, when the text itself is plain.
  const explicit = patterns.every((pattern) => !pattern.soft);
  const nouns = explicit
    ? r.all('comment|source-code|message|request-noun|run|item|changes|user|error|warning|logged-in')
    : [];
  r.mark(...nouns);
  const asksFiles =
    place.many &&
    !r.has('line') &&
    !mode.count &&
    !mode.numbers &&
    !mode.bare &&
    !mode.context &&
    (r.has('file|only-name|script-noun|bunch') ||
      (question && /which|哪/.test(r.analysis.request)) ||
      (r.analysis.language === 'zh' && asksThings(r)) ||
      r.has('not-contains'));
  r.may('file', 'line', 'only-name', 'name', 'only-path', 'path', 'script-noun');
  // A mark in capitals stands in comments; the word for them says no more.
  if (patterns.some((pattern) => /^\p{Lu}[\p{Lu}\d_-]+$/u.test(pattern.text)))
    r.may('comment', 'source-code');
  const command = build(r, place, patterns, mode, asksFiles);
  return (
    command &&
    reading(
      asksFiles ? 'grep-files' : 'grep',
      command.text,
      r.say('searches the text', '搜索文本'),
      place.guess + command.guess + 0.1 * nouns.length,
    )
  );
};

export const grepRules: readonly Rule[] = [greps, lineKinds, codeLines, assigned, jsonLines];
