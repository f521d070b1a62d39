import { escapeBasic, escapeReplacement, pathArg, quote } from '../quote.ts';
import { changing } from './changing.ts';
import { type Rule, reading } from './common.ts';
import { peekSource, takeSource, withSource } from './source.ts';

const COURTESY =
  'show|show-light|find|ask|all|screen|it-ref|result|line|item|value|file|only|text|name|where|contains|exist|word|per|p-of|p-with|character';
const CHANGES = 'delete|move|copy|rename|compress|kill|create|edit|json|#dir';

/** Signs and classes of signs by their names, for grep. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^(?:full stops?|periods?|dots?)$/i, '[.]'],
  [/^commas?$/i, ','],
  [/^semicolons?$/i, ';'],
  [/^colons?$/i, ':'],
  [/^question marks?$/i, '?'],
  [/^exclamation marks?$/i, '!'],
  [/^(?:spaces?|blanks?)$/i, ' '],
  [/^(?:tabs?)$/i, '\\t'],
  [/^(?:dash(?:es)?|hyphens?|minus(?: sign)?)$/i, '-'],
  [/^(?:hash(?:es)?|hash signs?|pound signs?|number signs?)$/i, '#'],
  [/^(?:digits?|numbers?|numerals?)$/i, '[0-9]'],
  [/^(?:capital letters?|capitals?|uppercase letters?|upper[- ]case letters?)$/i, '[[:upper:]]'],
  [/^(?:lowercase letters?|lower[- ]case letters?|small letters?)$/i, '[[:lower:]]'],
  [/^(?:vowels?)$/i, '[aeiouAEIOU]'],
  [/^(?:letters?)$/i, '[[:alpha:]]'],
];
const NAMES =
  'full stops?|periods?|dots?|commas?|semicolons?|colons?|question marks?|exclamation marks?|spaces?|blanks?|tabs?|dash(?:es)?|hyphens?|hash(?:es)?|hash signs?|digits?|numbers?|numerals?|capital letters?|capitals?|uppercase letters?|upper[- ]case letters?|lowercase letters?|lower[- ]case letters?|small letters?|vowels?|letters?';
let edge: RegExp | undefined;
const edgeOf = (): RegExp =>
  (edge ??= new RegExp(
    `\\b(?<not>(?:do(?:es)?(?: not|n['’]t)|not) )?(?<edge>start|begin|end)(?:s|ing|ning)? (?:with|in|on|by) (?:an? |the )?(?:(?:letter|character|sign|word|prefix|suffix) )?(?:(?<sign>${NAMES})\\b|["'“](?<quoted>[^"'”]{1,60})["'”]|(?<plain>[\\w.-]{1,30})(?=[,;] | (?:in|from|of|upper|lower|capital|big|small|either|regardless|irrespective|ignoring|whatever|whether|no matter|never mind)\\b|\\W*$))`,
    'i',
  ));

/** Lines or words of one file that begin or end with a sign, a letter, a text. */
const edges: Rule = (r) => {
  if (r.has(`${CHANGES}|replace|append|insert|p-named|name-contains|commits|#glob|#ext`)) return undefined;
  if (!/start|begin|end/i.test(r.analysis.request)) return undefined;
  const match = edgeOf().exec(r.analysis.request);
  if (!match) return undefined;
  const groups = match.groups!;
  if (
    !groups.sign &&
    !r.terms.some((term) => ['line', 'word'].some((tag) => term.tags.has(tag))) &&
    !groups.plain
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.recursive || source.many || source.args === '' || source.paths.length !== 1)
    return undefined;
  const peeked = peekSource(r, source);
  if (groups.plain !== undefined && /^(?:the|a|an|this|that|it|line|lines|word|words)$/i.test(groups.plain))
    return undefined;
  const words = r.has('word') && !r.has('line');
  const single = (peeked ?? '')
    .split('\n')
    .filter(Boolean)
    .slice(0, 50)
    .every((line) => !/\s/.test(line.trim()));
  if (words && !single) return undefined;
  const body = groups.sign
    ? SIGNS.find(([name]) => name.test(groups.sign!))![1]
    : escapeBasic((groups.quoted ?? groups.plain)!);
  const pattern = /^end/i.test(groups.edge!) ? `${body}$` : `^${body}`;
  const from = match.index;
  const to = match.index + match[0].length;
  r.mark(...r.terms.filter((term) => term.end > from && term.start < to && !term.tags.has('#file')));
  const count = r.all('count').length > 0;
  // "without the lines that start with #": all the others.
  const left = r.terms.filter(
    (term) => term.end <= from && ['skip', 'not-contains', 'except'].some((tag) => term.tags.has(tag)),
  );
  r.mark(...left);
  if (groups.not && left.length > 0) return undefined;
  const flags = `${groups.not || left.length > 0 ? 'v' : ''}${count ? 'c' : ''}${r.all('case-insensitive').length > 0 ? 'i' : ''}${body === '\\t' ? 'P' : ''}${r.all('number-lines').length > 0 ? 'n' : ''}`;
  r.may(COURTESY, ...(groups.not ? ['not', 'not-contains'] : []));
  const noun = r.terms.find(
    (term) =>
      r.free(term) &&
      !r.has('line|word') &&
      term.start < from &&
      term.kind === 'word' &&
      (term.tags.size === 0 || term.tags.has('#bunch') || term.tags.has('user') || term.tags.has('tag')),
  );
  r.mark(noun);
  return reading(
    'grep',
    withSource(`grep ${flags ? `-${flags} ` : ''}${quote(pattern)}`, source),
    r.say('picks these lines', '筛选这些行'),
    source.guess,
    2,
  );
};

/** "prefix each line with '- '", "put a comma at the end of each line": printed, or written back when that is said. */
const affixes: Rule = (r) => {
  const request = r.analysis.request;
  if (
    !/\b(?:each|every|all)(?: of the)? lines?\b|\bthe lines\b|每(?:一)?行/i.test(request) ||
    r.has('delete|move|copy|rename|compress|contains|find|count')
  )
    return undefined;
  const match =
    /\b(?:prefix|precede|start)\b.*?\bwith (?<text>["'“][^"'”]+["'”]|an? \w+(?: \w+)?|\S+)/i.exec(request) ??
    /\b(?:suffix|end|terminate|finish)\b.*?\bwith (?<suffix>["'“][^"'”]+["'”]|an? \w+(?: \w+)?|\S+)/i.exec(
      request,
    ) ??
    /\b(?:add|put|append|insert|attach|prepend)\s+(?<either>["'“][^"'”]+["'”]|an? \w+(?: mark| stop| sign)?|\S+)\s+(?:at|to|in|before|after|on)\s+(?:the )?(?<where>start|beginning|front|end|back|front of|each|every)/i.exec(
      request,
    );
  if (!match) return undefined;
  const raw = (match.groups!.text ?? match.groups!.suffix ?? match.groups!.either)!;
  const named = SIGNS.find(([name]) => name.test(raw.replace(/^an? /i, '')));
  const quoted = /^["'“](.*)["'”]$/.exec(raw)?.[1];
  const text =
    quoted ??
    (named
      ? named[1] === '[.]'
        ? '.'
        : named[1].length === 1
          ? named[1]
          : undefined
      : /^an? /i.test(raw)
        ? undefined
        : raw);
  if (text === undefined || /[\n]/.test(text)) return undefined;
  const front =
    match.groups!.text !== undefined ||
    /start|begin|front/i.test(match.groups!.where ?? '') ||
    (/\bprepend\b|\bbefore (?:each|every)/i.test(request) && match.groups!.suffix === undefined);
  const source = takeSource(r);
  if (!source || source.many || source.recursive || source.args === '') return undefined;
  const inPlace = /\b(?:in[- ]place|itself|save|write back|in the file)\b/i.test(request);
  r.mark(
    ...r.terms.filter(
      (term) =>
        term.end > match.index && term.start < match.index + match[0].length && !term.tags.has('#file'),
    ),
  );
  r.may(
    COURTESY,
    'append',
    'insert',
    'put',
    'tail',
    'head',
    'p-to',
    'p-in',
    'starts-with',
    'ends-with',
    'count-each',
    'edit',
    'set',
    'start',
    'kill',
  );
  const script = quote(
    front ? `s/^/${escapeReplacement(text, '/')}/` : `s/$/${escapeReplacement(text, '/')}/`,
  );
  return inPlace
    ? changing(
        'edit',
        'write',
        `sed -i ${script} ${source.args}`,
        r.say('changes each line', '修改每一行'),
        source.guess,
        2,
      )
    : reading(
        'text',
        withSource(`sed ${script}`, source),
        r.say('prints each line so changed', '打印修改后的每一行'),
        source.guess,
        2,
      );
};

/** "is words.txt sorted": yes or no. */
const inOrder: Rule = (r) => {
  if (
    !/^\W*(?:is|are|check (?:if|whether)|tell me (?:if|whether))\b.*\b(?:sorted|in order|in alphabetical order|ordered)\b/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive || source.args === '') return undefined;
  const flags = `${r.all('numerical').length > 0 ? 'n' : ''}${r.all('reverse').length > 0 ? 'r' : ''}`;
  r.may(COURTESY, 'sort', 'alphabetical', 'ascending');
  for (const term of r.terms) if (/^(?:check|whether|if|already|sorted)$/i.test(term.raw)) r.mark(term);
  return reading(
    'text',
    `sort -C${flags} ${source.args} && echo yes || echo no`,
    r.say('tells whether it is in order', '检查是否有序'),
    source.guess,
    2,
  );
};

/** "python files that import os". */
const importers: Rule = (r) => {
  const match =
    /\b(?:python (?:files?|scripts?|modules?|code)|\.py files?)\b.*\b(?:import|imports|importing|use|using)s? (?:the )?(?:module )?["'`]?([a-z_][\w.]*)["'`]?(?: module)?\b/i.exec(
      r.analysis.request,
    );
  if (!match || r.has('delete|count|line|not|not-contains')) return undefined;
  const root = r.terms.filter((term) => term.entry?.type === 'dir' && term.tags.has('#path'));
  if (root.length > 1) return undefined;
  r.mark(
    ...root,
    ...r.terms.filter((term) => term.end > match.index && term.start < match.index + match[0].length),
  );
  r.may(COURTESY, '#kind', 'source-code', 'here', 'p-in', 'only-name', 'folder', 'script-noun');
  return reading(
    'grep-files',
    `grep -rlE --include='*.py' '^[[:space:]]*(import|from)[[:space:]].*\\b${match[1]!.replaceAll('.', '\\.')}\\b' ${root[0] ? pathArg(root[0].entry!.path) : '.'}`,
    r.say('finds the files that import it', '查找导入它的文件'),
    0,
    2,
  );
};

/** "number of files in each folder". */
const perFolder: Rule = (r) => {
  if (
    !r.has('count|frequency') ||
    !r.has('per|count-each') ||
    !r.has('folder|subfolder') ||
    !r.has('file|#kind|#ext|item')
  )
    return undefined;
  if (
    !/\b(?:each|every|per|by)(?: of the)?(?: \w+)? (?:folder|directory|subfolder|subdirectory|dir)\b|\b(?:folder|directory) by\b|每个(?:子)?(?:目录|文件夹)/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  const roots = r.terms.filter(
    (term) => r.free(term) && term.entry?.type === 'dir' && term.tags.has('#path'),
  );
  if (roots.length > 1 || r.has('delete|copy|move|line|size|contains')) return undefined;
  const kind = r.find('#ext');
  if (r.has('#kind') && !kind) return undefined;
  r.mark(...roots, kind);
  r.may(
    COURTESY,
    'count',
    'frequency',
    'count-each',
    'folder',
    'subfolder',
    'here',
    'recursive',
    'p-in',
    'sort',
    'reverse',
    'most-frequent',
    'number-noun',
  );
  const sorted = r.terms.some((term) => term.tags.has('sort') || term.tags.has('reverse'))
    ? ' | sort -rn'
    : '';
  const test = kind ? ` -name '*.${kind.text}'` : '';
  return reading(
    'count',
    `find ${roots[0] ? pathArg(roots[0].entry!.path) : '.'} -type f${test} -printf '%h\\n' | sort | uniq -c${sorted}`,
    r.say('counts the files of each folder', '统计每个目录的文件数'),
    0,
    2,
  );
};

export const anchoredRules: readonly Rule[] = [edges, affixes, inOrder, importers, perFolder];
