import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import type { Rule } from './change.ts';
import { changing, exists } from './changing.ts';
import { isName, pathOf } from './targets.ts';

/** Makes folders and empty files. */
export const creates: Rule = (r) => {
  if (
    !(r.has('create|write') || (r.has('new') && r.has('file|folder') && !r.has('show|find|ask|newest'))) ||
    (r.has(
      'copy|move|rename|replace|delete|branch|archive|link|hardlink|commits|tag|make-executable|sequence|compress|zip|backup|user|uppercase|lowercase|password|service|alias|checksum|line|append|git|readable|permission|cron|json|count|list|sum|sort|column',
    ) &&
      !r.has('folder'))
  )
    return undefined;
  if (
    r.has('archive|link|branch|compress|make-executable|copy|move|rename|backup|delete|permission|sequence')
  )
    return undefined;
  if (r.has('count|find|sort|largest|sum')) return undefined;
  const folders =
    r.has('folder|subfolder') &&
    !(
      r.has('file') &&
      /\bfile\b.*\b(?:in|inside|under)\b.*\b(?:folder|directory)\b|(?:文件夹|目录).*(?:里|中|下).*(?:创建|新建).*文件/.test(
        r.analysis.request,
      )
    );
  const inside = r.terms.find(
    (term) =>
      r.free(term) &&
      (((term.role === 'in' || term.role === 'to') &&
        (term.tags.has('#dir') || term.entry?.type === 'dir')) ||
        (/^(?:into|inside)$/.test(r.at(term.index - 1)?.raw ?? '') &&
          term.kind === 'word' &&
          /^[\w.-]+$/.test(term.raw) &&
          !term.tags.has('stop'))),
  );
  const content =
    !folders && r.has('contains|say|p-with|text|#quoted') && besidesText(r) ? takeText(r) : undefined;
  const able = r.terms.filter(
    (term) =>
      r.free(term) &&
      term !== inside &&
      term !== content &&
      isName(term) &&
      !(
        term.tags.has('#kind') &&
        !term.entry &&
        !(folders && r.at(term.index + 1)?.tags.has('folder') === true)
      ) &&
      term.role !== 'from',
  );
  const row = numberedRow(r, able);
  const names = row?.terms ?? enumerated(r, able);
  if (names.length === 0 || names.length > 8) return undefined;
  // "a zip called x.zip of the folder x": what is packed is not made empty.
  if (r.has('zip|tar') && names.some((term) => /\.(?:zip|7z|tgz|tar(?:\.\w+)?)$/i.test(term.text)))
    return undefined;
  if (content && folders) return undefined;
  const looksFolder =
    names.every((term) => term.kind === 'path' && term.text.endsWith('/')) ||
    /\bmkdir\b/.test(r.analysis.request);
  r.all('create|write');
  r.mark(...names, inside);
  r.may(
    'folder',
    'subfolder',
    'file',
    'p-named',
    'p-and',
    'empty',
    'parents',
    'p-with',
    'p-in',
    'here',
    'all',
    'if-exists',
    'recursive',
    'name',
    'contains',
    'say',
    'content',
    'text',
    'item',
    'nested',
    'not',
    'exist',
    'new',
  );
  for (const term of r.terms) if (term.kind === 'number' && term.value === names.length) r.mark(term);
  if (
    r.terms.some(
      (term) =>
        r.at(term.index - 1)?.tags.has('p-to') &&
        term !== inside &&
        !names.includes(term) &&
        term !== content &&
        term.kind === 'word' &&
        term.tags.has('create'),
    )
  )
    return undefined;
  const prefix = inside ? `${pathOf(inside).replace(/\/+$/, '')}/` : '';
  const paths =
    row?.names.map((name) => prefix + name) ??
    names.map((term) => prefix + (term.kind === 'quoted' ? term.text : term.raw));
  // "make x.zip out of the folder": packed, not made as a folder.
  if (paths.some((path) => /\.(?:zip|tar|tgz|tar\.\w+|gz|bz2|xz|7z)$/i.test(path))) return undefined;
  if (folders || looksFolder || r.has('parents')) {
    if (paths.some((path) => r.world.lookup(path)?.type === 'file')) return undefined;
    const deep = paths.some((path) => path.replace(/\/+$/, '').includes('/'));
    return changing(
      'create',
      'write',
      `mkdir ${deep || r.has('parents') ? '-p ' : ''}${paths.map(pathArg).join(' ')}`,
      r.say('makes the folder', '创建目录'),
    );
  }
  if (!r.has('file') && !names.every((term) => term.kind === 'path' || term.kind === 'quoted'))
    return undefined;
  const there = paths.some((path) => exists(r, path));
  // What is there needs no making; something else was meant.
  if (!content && paths.every((path) => exists(r, path)) && !/\btouch\b/.test(r.analysis.request))
    return undefined;
  if (content) {
    if (paths.length !== 1) return undefined;
    return changing(
      'create',
      there ? 'destroy' : 'write',
      `printf '%s\\n' ${quoteText(content)} > ${pathArg(paths[0]!)}`,
      r.say('writes the file', '写入文件'),
    );
  }
  const parent = paths[0]!.includes('/') ? paths[0]!.slice(0, paths[0]!.lastIndexOf('/')) : '';
  const make = parent && !exists(r, parent) && !/^[/~]/.test(parent) ? `mkdir -p ${pathArg(parent)} && ` : '';
  return changing(
    'create',
    'write',
    `${make}touch ${paths.map(pathArg).join(' ')}`,
    r.say('makes the file, empty', '创建空文件'),
  );
};

/** Names of one enumeration: "a, b and c". A further word elsewhere is no name. */
function enumerated(r: Reading, able: readonly Term[]): Term[] {
  const first = able.find((term) => term.role === 'named') ?? able[0];
  if (!first) return [];
  const names = [first];
  for (const term of able.slice(able.indexOf(first) + 1)) {
    const between = r.terms.slice(names.at(-1)!.index + 1, term.index);
    const joins = between.every(
      (other) => other.kind === 'punct' || other.tags.has('p-and') || other.raw === '、',
    );
    if (!joins) break;
    names.push(term);
  }
  return names;
}

const quoteText = (term: Term) =>
  `'${(term.kind === 'quoted' ? term.text : term.raw).replaceAll("'", `'\\''`)}'`;

/** The text a new file or line shall hold. */
export function takeText(r: Reading): Term | undefined {
  const quoted = r.terms.find(
    (term) =>
      r.free(term) && term.kind === 'quoted' && term.role !== 'named' && term.role !== 'to' && !term.entry,
  );
  if (quoted) {
    r.mark(quoted);
    return quoted;
  }
  const literal = r.find('#literal', (term) =>
    [1, 2, 3, 4].some((back) => ['contains', 'say'].some((tag) => r.at(term.index - back)?.tags.has(tag))),
  );
  if (literal) {
    r.mark(literal);
    return toTheEnd(r, literal) ?? literal;
  }
  return undefined;
}

/** "with the text hello there": the words after the first are text as well, when they end the request. */
function toTheEnd(r: Reading, first: Term): Term | undefined {
  const rest = r.terms.filter((term) => term.index > first.index);
  const { request } = r.analysis;
  if (
    rest.length === 0 ||
    !/\b(?:text|content|contents|words?|line|saying|says|reading|containing)\s*:?\s*$/i.test(
      request.slice(0, first.start),
    ) ||
    rest.some((term) => !/^[\p{L}\p{N}'’-]+$/u.test(term.raw)) ||
    rest.some((term) =>
      /^(?:in|into|to|and|then|as|at|called|named|inside|under|if|unless|with|on|for)$/i.test(term.raw),
    )
  )
    return undefined;
  r.mark(...rest);
  const text = request.slice(first.start, rest.at(-1)!.end);
  return { ...first, kind: 'quoted', raw: text, text };
}

/** Sets times: touch. */
export const touches: Rule = (r) => {
  if (
    !r.has('timestamp|modify-time') ||
    !r.has('set|change|upgrade|touch|create|edit') ||
    r.has('find|show|sort|ask|list')
  )
    return undefined;
  const file = r.terms.filter((term) => r.free(term) && term.entry !== undefined && term.tags.has('#path'));
  if (file.length === 0) return undefined;
  r.mark(...file);
  const date = r.find('#date|yesterday');
  r.mark(date);
  r.may(
    'timestamp',
    'modify-time',
    'set',
    'change',
    'upgrade',
    'p-to',
    'now',
    'file',
    'create',
    'time',
    'date',
    'today',
    'edit',
    'content',
  );
  const when = date ? `-d ${date.tags.has('#date') ? date.text : 'yesterday'} ` : '';
  return changing(
    'touch',
    'write',
    `touch ${when}${file.map((term) => pathArg(pathOf(term))).join(' ')}`,
    r.say('sets the time of change', '设置修改时间'),
  );
};

/** There is a name besides the text, so the text is what the file shall hold. */
const besidesText = (r: Reading): boolean =>
  r.has('contains|say|content|text') || r.terms.filter((term) => r.free(term) && isName(term)).length > 1;

/** "node1.conf to node4.conf": every name between the two. */
function numberedRow(r: Reading, able: readonly Term[]): { terms: Term[]; names: string[] } | undefined {
  const [first, last] = able;
  if (!first || !last || last.index - first.index !== 2) return undefined;
  const joiner = r.at(first.index + 1)!;
  if (!/^(?:to|through|till|until|-|\.\.|到|至)$/.test(joiner.raw.toLowerCase())) return undefined;
  const [from, to] = [first, last].map((term) => /^(\D*)(\d+)(\D*)$/.exec(term.text));
  if (!from || !to || from[1] !== to[1] || from[3] !== to[3]) return undefined;
  const [low, high] = [Number(from[2]), Number(to[2])];
  if (high <= low || high - low > 99) return undefined;
  r.mark(joiner);
  const width = from[2]!.startsWith('0') ? from[2]!.length : 0;
  const names = Array.from(
    { length: high - low + 1 },
    (_, i) => from[1] + String(low + i).padStart(width, '0') + from[3],
  );
  return { terms: [first, last], names };
}
