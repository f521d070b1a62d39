import type { Draft } from './words.ts';

const LITERAL_MARKS = [
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'name-contains',
  'p-named',
  'say',
];

const NOT_LITERAL = [
  'p-and',
  'p-or',
  'p-in',
  'p-of',
  'p-from',
  'p-to',
  'p-by',
  'case-insensitive',
  'regex',
  'whole-word',
  'more-than',
  'less-than',
  'at-least',
  'at-most',
  'not',
  'count',
  '#num',
  'exactly',
  'between',
  'only',
  'punct',
  'duplicates',
  'blank-line',
  'empty',
  'digit',
  'whitespace',
  'line',
  'all',
  'per',
  'make-executable',
  'readable',
  'writable',
  'permission',
  'own',
];

/** The unquoted word after "containing", "starting with", "named" means itself, whatever else it could mean. */
export function markLiterals(drafts: readonly Draft[]): void {
  drafts.forEach((draft, i) => {
    const mark = LITERAL_MARKS.find((tag) => draft.tags.has(tag));
    if (!mark) return;
    // Chinese puts the marked text before 开头 and 结尾.
    const backwards =
      draft.atom.chinese &&
      (mark === 'starts-with' || mark === 'ends-with') &&
      !/为$/.test(draft.atom.text.replace(/^.*前缀为|后缀为$/, '为'));
    // "that have been modified" holds nothing.
    if (
      /(?:^|\s)(?:have|has|had)$/.test(draft.atom.lower) &&
      /^been\b/.test(drafts[i + 1]?.atom.lower ?? '')
    ) {
      draft.tags = new Set(['stop']);
      return;
    }
    const letter = drafts[i + 1];
    const behind = drafts[i + 2];
    // "starting with a": the letter, when no word follows that the article could belong to.
    if (
      /^(?:starts|ends)-with$/.test(mark) &&
      letter?.atom.lower === 'a' &&
      (behind === undefined || ['p-in', 'p-from', 'punct', 'p-and'].some((tag) => behind.tags.has(tag)))
    ) {
      letter.tags = new Set(['#literal']);
      return;
    }
    const fillers =
      mark === 'p-named'
        ? ['stop', 'p-named']
        : ['stop', 'text', 'word', 'p-with', 'name', 'character', 'extension'];
    let at = backwards ? i - 1 : i + 1;
    const step = backwards ? -1 : 1;
    for (let skipped = 0; skipped < 3; skipped += 1) {
      const tags = drafts[at]?.tags;
      if (tags && [...tags].some((tag) => fillers.includes(tag) || (tag === 'p-and' && backwards)))
        at += step;
      else break;
    }
    // "called live": a word of the lexicon is the name here, not what follows it.
    const name = drafts[i + 1];
    if (
      mark === 'p-named' &&
      at > i + 1 &&
      name &&
      !name.atom.shape &&
      name.tags.size > 1 &&
      name.tags.has('stop') &&
      /^[a-z][\w-]{2,}$/.test(name.atom.lower)
    )
      at = i + 1;
    if (drafts[at]?.atom.lower === 'pattern' && drafts[at + 1]?.atom.shape) return;
    const target = drafts[at];
    if (/^(?:has|have)$/.test(draft.atom.lower) && !target?.atom.shape && (!target || target.tags.size > 0))
      draft.tags.delete('contains');
    if (
      !target ||
      target.atom.shape ||
      target.entry ||
      (target.tags.has('#kind') && (mark !== 'p-named' || drafts[at + 1]?.tags.has('file')))
    )
      return;
    if (/^includ/.test(draft.atom.lower) && target.tags.size > 0) return;
    if (target.tags.has('ask') && target.atom.chinese) return;
    if (NOT_LITERAL.some((tag) => target.tags.has(tag))) return;
    if (mark === 'p-named' && /^match/.test(draft.atom.lower) && target.tags.size > 0) return;
    if (target.tags.size > 0 && /^(?:has|have|match|matching|matches|in which|with)$/.test(draft.atom.lower))
      return;
    if (mark === 'not-contains' && /^without|没有|不带$/.test(draft.atom.lower) && target.tags.size > 0)
      return;
    if (
      ['file', 'folder', 'subfolder', 'item', 'name', 'key'].some((tag) => target.tags.has(tag)) &&
      (mark === 'contains' || mark === 'p-named')
    )
      return;
    target.tags = new Set(['#literal']);
    target.typo = false;
  });
}

const FILE_TIMES = ['#dur', '#date', 'today', 'yesterday', 'within', 'since', 'this-week'];

const ABLE = /^(?:can|may|could|be|allowed|able|cannot|might|to be)$/;

/** Words of several senses, where the rest of the request decides. */
export function settleSenses(drafts: readonly Draft[]): void {
  const timed = drafts.some((draft) => FILE_TIMES.some((tag) => draft.tags.has(tag)));
  const answers = drafts.some((draft) => draft.tags.has('p-with') || draft.tags.has('p-to'));
  drafts.forEach((draft, i) => {
    const next = drafts[i + 1];
    const before = drafts[i - 1];
    // "should go" is taken away, "should go to photos" only moved.
    if (/\bgo$/.test(draft.atom.lower) && /^(?:to|into|in|inside|under)$/.test(next?.atom.lower ?? ''))
      draft.tags = new Set(['move']);
    // "everything in build but the pdf"
    if (
      /^but$/.test(draft.atom.lower) &&
      drafts
        .slice(0, i)
        .some((other) => /^(?:everything|anything|all|every|all files|all the)$/.test(other.atom.lower)) &&
      next &&
      (/^(?:the|those|these|any|my)$/.test(next.atom.lower) || next.atom.shape || next.tags.has('#kind')) &&
      next.atom.shape?.kind !== 'punct'
    )
      draft.tags = new Set(['except']);
    // "zip the folder up": the two words are one.
    if (
      /^up$/.test(draft.atom.lower) &&
      drafts
        .slice(0, i)
        .some((other) => ['compress', 'zip', 'tar', 'archive'].some((tag) => other.tags.has(tag)))
    )
      draft.tags = new Set(['stop']);
    // "last changed over 3 months back": a time, not the newest.
    if (
      /^last (?:changed|modified|touched|edited|written|updated)$/.test(draft.atom.lower) &&
      drafts.slice(i + 1, i + 4).some((other) => other.tags.has('#dur'))
    )
      draft.tags = new Set(['modify-time']);
    // "work out the mean": how it is found is not asked.
    if (
      draft.tags.has('calculate') &&
      /^(?:calculate|compute|work out|figure out|determine)$/.test(draft.atom.lower) &&
      drafts
        .slice(i + 1, i + 4)
        .some((other) => ['average', 'median', 'sum'].some((tag) => other.tags.has(tag)))
    )
      draft.tags = new Set(['show-light']);
    // "tail the final three lines": the command by its name, said again in words.
    if (
      i === 0 &&
      /^(?:tail|head)$/.test(draft.atom.lower) &&
      drafts
        .slice(1, 4)
        .some((other) => other.tags.has(draft.atom.lower) && !/^(?:tail|head)$/.test(other.atom.lower))
    )
      draft.tags = new Set(['show']);
    // "record what is staged with the comment …"
    if (
      drafts.some((other) => other.tags.has('staged')) &&
      drafts.some((other) => other.tags.has('#quoted'))
    ) {
      if (/^(?:record|save)$/.test(draft.atom.lower) && i < 3) draft.tags = new Set(['commit']);
      if (
        /^(?:comment|note|description|words|line|log message|title)$/.test(draft.atom.lower) &&
        next?.tags.has('#quoted')
      )
        draft.tags = new Set(['commit-message']);
      if (
        /^(?:what|what is|what's|whatever|all|everything)$/.test(draft.atom.lower) &&
        drafts.slice(i + 1, i + 4).some((other) => other.tags.has('staged'))
      )
        draft.tags = new Set(['stop']);
    }
    // "make a branch and go there": a deed of its own.
    if (/^go$/.test(draft.atom.lower) && (before?.tags.has('p-and') || before?.tags.has('and-then')))
      draft.tags = new Set(['checkout']);
    // "bin the build folder": a deed only where a request or a part of it begins.
    if (
      draft.atom.lower === 'bin' &&
      !draft.entry &&
      next &&
      (i === 0 ||
        before?.tags.has('p-and') ||
        /^(?:please|then|and|kindly)$/.test(before?.atom.lower ?? '')) &&
      (next.entry !== undefined ||
        next.atom.shape?.kind === 'ext' ||
        /^(?:the|all|all the|all my|my|our|every|any|this|that|these|those|it|them)$/.test(next.atom.lower))
    )
      draft.tags = new Set(['delete']);
    if (draft.atom.raw === 'PATH' && !draft.entry) draft.tags = new Set(['search-path']);
    if (
      timed &&
      !answers &&
      /^(?:change[ds]?|edit(?:ed)?|modif(?:y|ied)|updated?|altered|touch(?:ed)?|written|untouched|unchanged)$/.test(
        draft.atom.lower,
      )
    )
      draft.tags = new Set(['modify-time']);
    if (
      /^(?:search for|look for|looking for|grep|grep for|search|find|搜索|查找)$/.test(draft.atom.lower) &&
      next &&
      !next.atom.shape &&
      !next.entry
    ) {
      const after = drafts[i + 2];
      const plain = [...next.tags].every((tag) => tag === 'stop');
      if (
        plain &&
        next.tags.size > 0 &&
        !/^(?:the|a|an|all|my|any|in|for|it|that|some)$/.test(next.atom.lower) &&
        (after?.tags.has('p-in') || (after === undefined && draft.atom.chinese))
      )
        next.tags = new Set(['#literal']);
    }
    // 在 docs 里搜索 alpha: the plain word that ends the request is the text sought.
    if (
      /^(?:搜索|搜一下|搜|检索)$/.test(draft.atom.raw) &&
      next &&
      !next.atom.chinese &&
      !next.atom.shape &&
      !next.entry &&
      next.tags.size === 0 &&
      (drafts[i + 2] === undefined || drafts[i + 2]!.tags.has('punct')) &&
      !drafts.some((other) => other.tags.has('file'))
    )
      next.tags = new Set(['#literal']);
    // "leave the comments out": the two words are one.
    if (/^(?:leave|leaving|keep|filter|filtering|take)$/.test(draft.atom.lower)) {
      const out = drafts.slice(i + 2, i + 5).find((other) => /^out$/.test(other.atom.lower));
      if (out) {
        draft.tags = new Set(['except']);
        out.tags = new Set(['stop']);
      }
    }
    if (/^(?:take|taking)$/.test(draft.atom.lower)) {
      const away = drafts.slice(i + 1, i + 8).find((other) => /^away$/.test(other.atom.raw.toLowerCase()));
      if (away) {
        draft.tags = new Set(['revoke']);
        away.tags = new Set(['stop']);
        away.typo = false;
      }
    }
    if (i === 0 && draft.tags.has('new') && next && ['file', 'folder'].some((tag) => next.tags.has(tag)))
      draft.tags = new Set(['create']);
    // "package" is a deed only where a request or a part of it begins.
    if (/^packages?$/.test(draft.atom.lower) && i > 0 && !before?.tags.has('p-and'))
      draft.tags = new Set(['package']);
    if (/(?:^|\s)(?:have|has|had)$/.test(draft.atom.lower) && next?.atom.lower === 'been')
      draft.tags = new Set(['stop']);
    nounAfterArticle(draft, before);
    const able = /^(?:read|write|written|execute|executed|run)$/.exec(draft.atom.lower)?.[0];
    if (
      able &&
      !draft.entry &&
      drafts.slice(Math.max(0, i - 3), i).some((other) => ABLE.test(other.atom.lower))
    )
      draft.tags = new Set([
        able[0] === 'r' && able !== 'run' ? 'readable' : able[0] === 'w' ? 'writable' : 'make-executable',
      ]);
    if (draft.tags.has('newest') && draft.tags.has('within'))
      draft.tags.delete(drafts.some((other) => other.tags.has('#dur')) ? 'newest' : 'within');
    nameAfterNoun(drafts, i);
    nameAfterBranch(drafts, i);
    nameAtEnd(drafts, i);
    loggedOrAll(drafts, i);
    exceptInChinese(drafts, i);
    joinedInChinese(drafts, i);
    stillWords(draft, next);
    joinLiterals(drafts, i);
    if (/^only in$/.test(draft.atom.lower) && drafts.filter((other) => other.tags.has('#file')).length < 2)
      draft.tags = new Set(['p-in', 'only']);
    if (
      /^(?:with|have|has)$/.test(draft.atom.lower) &&
      before?.tags.has('line') &&
      next &&
      !next.atom.shape &&
      next.tags.size === 0
    ) {
      draft.tags = new Set(['contains']);
      next.tags = new Set(['#literal']);
    }
  });
}

const RIGHTS = [
  'readable',
  'writable',
  'make-executable',
  'permission',
  'grant',
  'revoke',
  'read-only',
  'set',
];

/** "errors logged in app.log" are written there, no one is; "list all users" names users, not whom a right is given to. */
function loggedOrAll(drafts: readonly Draft[], i: number): void {
  const draft = drafts[i]!;
  if (/^(?:logged in|logged into)$/.test(draft.atom.lower)) {
    const place = drafts.slice(i + 1, i + 4).find((other) => !other.tags.has('stop'));
    if (place && (place.tags.has('#file') || place.tags.has('log'))) draft.tags = new Set(['p-in']);
  }
  // "the access log", "an error log": the thing, not the deed.
  if (
    /^logs?$/.test(draft.atom.lower) &&
    draft.tags.has('write') &&
    /^(?:access|error|web|server|system|mail|the|of the|in the|build|debug|application|app)$/.test(
      drafts[i - 1]?.atom.lower ?? '',
    )
  )
    draft.tags.delete('write');
  if (
    /^(?:all users|every user|所有用户)$/.test(draft.atom.lower) &&
    !drafts.some((other) => RIGHTS.some((tag) => other.tags.has(tag)))
  )
    draft.tags = new Set(['user', 'all']);
}

/** 除 INFO 以外: the end of what 除 began. */
function exceptInChinese(drafts: readonly Draft[], i: number): void {
  const draft = drafts[i]!;
  if (!/^(?:以外|之外|除外)$/.test(draft.atom.raw)) return;
  if (drafts.slice(Math.max(0, i - 8), i).some((other) => /^(?:除|除了|除去|除开)$/.test(other.atom.raw)))
    draft.tags = new Set(['stop', 'exclude-mark']);
}

/** 姓名和城市两列: 和 between two things joins them, and the number after them only says how many were named. */
function joinedInChinese(drafts: readonly Draft[], i: number): void {
  const draft = drafts[i]!;
  const before = drafts[i - 1];
  const next = drafts[i + 1];
  if (draft.atom.raw === '和' && draft.tags.has('sum')) {
    const ends = !next || next.tags.has('punct') || next.tags.has('ask') || next.atom.raw === '是';
    if (before && before.atom.raw !== '的' && !ends) draft.tags = new Set(['p-and']);
  }
  if (
    draft.atom.shape?.kind === 'number' &&
    /^[两二三四]$/.test(draft.atom.raw) &&
    next &&
    ['column', 'file', 'folder', 'stop'].some((tag) => next.tags.has(tag)) &&
    (drafts[i - 2]?.tags.has('p-and') || drafts[i - 2]?.atom.raw === '、')
  ) {
    const { shape: _said, ...plain } = draft.atom;
    draft.atom = plain;
    draft.tags = new Set(['stop']);
  }
}

const VERBS = [
  'compress',
  'write',
  'copy',
  'move',
  'put',
  'stage',
  'find',
  'run',
  'start',
  'set',
  'change',
  'sort',
  'replace',
];

/** "the package", "a log": after an article a word that can be both is the thing, not the deed. */
function nounAfterArticle(draft: Draft, before: Draft | undefined): void {
  if (!before || !/^(?:the|a|an|this|my|each|every|its)$/.test(before.atom.lower) || draft.tags.size < 2)
    return;
  const things = [...draft.tags].filter((tag) => !VERBS.includes(tag));
  if (things.length > 0) draft.tags = new Set(things);
}

/** "mention WARN or ERROR": what is joined to a literal is one. */
function joinLiterals(drafts: readonly Draft[], i: number): void {
  const [literal, joiner, other, after] = drafts.slice(i, i + 4);
  if (!literal?.tags.has('#literal') || !joiner || !other || other.atom.shape || other.entry) return;
  if (!/^(?:or|and|或|或者|和)$/.test(joiner.atom.lower) || other.tags.has('stop')) return;
  const ends =
    after === undefined || after.tags.has('p-in') || after.tags.has('p-from') || after.tags.has('punct');
  const upper = /^[A-Z]{2,}$/.test(other.atom.raw);
  if (ends && (upper || other.tags.size === 0)) other.tags = new Set(['#literal']);
}

/** "a new folder texts": the word after the noun is the name, when something is made or moved into it. */
function nameAfterNoun(drafts: readonly Draft[], i: number): void {
  const noun = drafts[i]!;
  const name = drafts[i + 1];
  if (
    !noun.tags.has('folder') ||
    !name ||
    name.atom.shape ||
    name.entry ||
    name.tags.size === 0 ||
    name.atom.chinese
  )
    return;
  if (
    !/^[a-z][\w.-]*$/i.test(name.atom.raw) ||
    [
      'p-named',
      'stop',
      'p-in',
      'p-to',
      'p-and',
      'p-with',
      'p-of',
      'p-from',
      'file',
      '#literal',
      'not',
      'contains',
      'where',
    ].some((tag) => name.tags.has(tag))
  )
    return;
  const made = drafts
    .slice(Math.max(0, i - 4), i)
    .some((other) => other.tags.has('create') || other.tags.has('new') || other.tags.has('p-to'));
  const after = drafts[i + 2];
  const ends =
    after === undefined ||
    after.tags.has('punct') ||
    after.tags.has('p-in') ||
    after.tags.has('p-and') ||
    after.tags.has('and-then');
  if (made && ends) name.tags = new Set(['#literal']);
}

const BRANCHING = ['checkout', 'delete', 'merge', 'rename', 'create', 'rebase', 'discard', 'push'];
const NO_BRANCHES =
  /^(?:names?|lists?|here|now|too|again|history|please|only|ones?|first|last|name|off|up|there|it|them|back|away)$/i;

/** "rename branch labels to stickers": the word behind "branch" is its name, when something is done to it. */
function nameAfterBranch(drafts: readonly Draft[], i: number): void {
  const [noun, name, after] = drafts.slice(i, i + 3);
  if (!noun || !/(?:^|\s)branch$/.test(noun.atom.lower) || !noun.tags.has('branch')) return;
  if (!name || name.atom.shape || name.entry || name.atom.chinese || name.tags.size === 0) return;
  if (!/^[a-z][\w./-]*$/i.test(name.atom.raw) || NO_BRANCHES.test(name.atom.raw)) return;
  if ([...name.tags].some((tag) => /^(?:p-|stop$|#|not$|except$|merged$|unmerged$|remote$|all$)/.test(tag)))
    return;
  if (!drafts.slice(0, i).some((other) => BRANCHING.some((tag) => other.tags.has(tag)))) return;
  const ends =
    after === undefined ||
    ['punct', 'p-to', 'p-and', 'p-in', 'p-from', 'and-then', 'p-as'].some((tag) => after.tags.has(tag));
  if (ends) name.tags = new Set(['#literal']);
}

const DEEDS = ['rename', 'move', 'copy', 'extract', 'put', 'link', 'compress'];
/** Ends of a request that say where or how, and are no names. */
const NO_NAMES =
  /^(?:here|there|it|them|home|root|stdout|stderr|stdin|screen|terminal|upper|lower|uppercase|lowercase|caps|capitals|top|bottom|end|front|back|start|beginning|parent|one|date|today|now|json|csv|tsv|yaml|xml|pdf|markdown|html|text|files?|folders?|director(?:y|ies)|lines?|columns?|spaces?|tabs?|hex|binary|decimal|octal|english|chinese|pieces|parts|chunks|disk)$/i;

/** "rename scans to scanned", "move it all to archive": the last word behind "to" is a name, whatever else it could mean. */
function nameAtEnd(drafts: readonly Draft[], i: number): void {
  const name = drafts[i]!;
  if (name.atom.shape || name.entry || name.atom.chinese || name.tags.size === 0 || name.tags.has('#literal'))
    return;
  if (
    !(drafts[i - 1]?.tags.has('p-to') || drafts[i - 1]?.tags.has('p-as')) ||
    !/^[a-z][\w-]*$/i.test(name.atom.raw) ||
    NO_NAMES.test(name.atom.raw)
  )
    return;
  if (drafts.slice(i + 1).some((other) => other.atom.shape?.kind !== 'punct')) return;
  if (!drafts.slice(0, i - 1).some((other) => DEEDS.some((tag) => other.tags.has(tag)))) return;
  if (['stop', 'number', 'recursive', 'unique', 'sort'].some((tag) => name.tags.has(tag))) return;
  name.tags = new Set(['#literal']);
  name.typo = false;
}

/** Words that say nothing where they stand: "how many does it hold?", "mails wait in X"; and "backups", which are things. */
function stillWords(draft: Draft, next: Draft | undefined): void {
  const word = draft.atom.lower;
  const ends = next === undefined || next.atom.shape?.kind === 'punct' || next.atom.raw === '?';
  if (/^(?:hold|holds|contain|have|wait|has)$/.test(word) && ends) draft.tags = new Set(['stop']);
  if (/^wait(?:s|ing)?$/.test(word) && next?.tags.has('p-in')) draft.tags = new Set(['stop']);
  if (word === 'backups' && !draft.entry) draft.tags = new Set(['item']);
}
