import { analyse } from './analyse.ts';
import type { Analysis, Explained, Term } from './types.ts';

const COST = 0.15;
/** Where one clause ends and another begins. A dot inside of a name has no blank after it. */
const ENDS =
  /(?<=[\p{L}\p{N}"'”)\]])(?:[.!?]\s+|\s*[;:]\s+|\s+[-–—]\s+|[。！？；]\s*|：|,\s+(?=so\b|because\b|since\b|as\b|therefore\b|please\b|could you\b|can you\b)|，|,(?=[\p{Script=Han}])|\s+(?=because\b))|\n+/u;
/** "For a slide I need …", "to save space, delete …": what it is for. */
const PURPOSE =
  /^(?:for (?:a|an|the|my|our|this|that|some|his|her|their) [a-z' -]{2,40}?(?:,\s*|\s+(?=(?:i|we) (?:need|want|would)\b|please\b))|(?:in order )?to [a-z' -]{3,40}?,\s+|为了[^，。]{2,20}[，,])/i;
const LEADS = /^(?:so|and so|therefore|then|now|ok|okay|所以|因此)[,\s]*\s*(?=\p{L})/iu;
/** Words that narrow, turn around or order something are no mere background. */
const WEIGHTY = [
  'not',
  'except',
  'only',
  'but',
  'skip',
  'keep',
  'missing',
  'not-contains',
  'more-than',
  'less-than',
  'at-least',
  'at-most',
  'between',
  'within',
  'since',
  'until',
  'sort',
  'reverse',
  'case-insensitive',
  'recursive',
  'unique',
];
const ORDERS = [
  'delete',
  'copy',
  'move',
  'rename',
  'create',
  'append',
  'insert',
  'replace',
  'compress',
  'extract',
  'show',
  'count',
  'set',
  'put',
  'write',
  'find',
  'link',
  'commit',
  'stage',
];
const ACTS = [
  ...ORDERS,
  'sort',
  'ask',
  'show-light',
  'sum',
  'average',
  'max',
  'min',
  'largest',
  'newest',
  'make-executable',
  'checkout',
  'download',
  'edit',
  'uncomment',
];
const REFERS = /^(?:it|them|those|these|there|this|that|它|它们|其中|里面|那里)$/i;

/**
 * "The nas has moved: in /etc/hosts replace …": one clause is the order, the others say why. They may be left out of a
 * reading, of a change that nothing is lost by, when they hold nothing that narrows it; what "it" means is looked up in them.
 */
export function withoutContext(
  analysis: Analysis,
  explain: (inner: Analysis) => readonly Explained[],
): Explained[] {
  const { world } = analysis;
  const clauses = clausesOf(analysis.request);
  if (clauses.length < 2 || clauses.length > 4) return [];
  const read = clauses.map((clause) => analyse(clause, world));
  const found: Explained[] = [];
  read.forEach((main, at) => {
    const others = read.filter((_, i) => i !== at);
    // A Chinese comma joins the parts of one order as well: only remarks before it may go.
    if (/[，,]/.test(analysis.request) && HAN.test(analysis.request) && !follows(read, at)) return;
    if (
      !acts(main) ||
      !others.every(
        (other) => isPurpose(other) || isRemark(other) || isBackground(other) || isSaidAgain(other, main),
      )
    )
      return;
    const text = resolved(main, others, clauses[at]!);
    if (text === undefined) return;
    for (const inner of explain(analyse(text, world)).slice(0, 2))
      if (inner.risk === 'read' || inner.risk === 'write') found.push({ ...inner, cost: inner.cost + COST });
  });
  return found;
}

const follows = (read: readonly Analysis[], at: number): boolean =>
  at === read.length - 1 && read.slice(0, at).every(isRemark);

function clausesOf(request: string): string[] {
  const quoted: string[] = [];
  const bare = request.replace(/"[^"]*"|“[^”]*”|「[^」]*」|`[^`]*`|(?<!\p{L})'[^']*'/gu, (text) => {
    quoted.push(text);
    return `\u0001${quoted.length - 1}\u0001`;
  });
  const purpose = PURPOSE.exec(bare);
  const parts = purpose ? [purpose[0], bare.slice(purpose[0].length)] : [bare];
  return parts
    .flatMap((part) => part.split(ENDS))
    .map((part) =>
      part
        .replace(LEADS, '')
        .replace(/\u0001(\d+)\u0001/g, (_, n: string) => quoted[Number(n)]!)
        .trim(),
    )
    .filter((part) => part !== '');
}

const acts = ({ terms, request }: Analysis): boolean =>
  /\?$/.test(request) || terms.some((term) => ACTS.some((tag) => term.tags.has(tag)));

/** 老板嫌难看，…: a remark that stands before the order. What only names something is what the order is about. */
const HAN = /\p{Script=Han}/u;
const REMARK =
  /了$|[太嫌]|有点|好像|似乎|出问题|难看|看着|起来|要用|要放行|之前|以后|快满|不够|老板|同事|领导|客户|打算|准备|因为|既然|为了|^(?:我们?)?(?:要|想)/u;
const NAMED = [
  'file',
  'folder',
  'subfolder',
  'line',
  '#path',
  '#bunch',
  '#kind',
  'column',
  'only-name',
  'only-path',
  'size',
];

const isRemark = ({ request, terms }: Analysis): boolean =>
  HAN.test(request) && REMARK.test(request) && !terms.some((term) => NAMED.some((tag) => term.tags.has(tag)));

const isPurpose = ({ request }: Analysis): boolean =>
  /^(?:for (?:a|an|the|my|our|this|that|some|his|her|their) |(?:in order )?to )/i.test(request);

/** A statement about the files that the question names again: "everyone in a.txt needs it. Who is in a.txt but not in b.txt?" */
const isSaidAgain = (other: Analysis, main: Analysis): boolean => {
  const named = ({ terms }: Analysis) =>
    terms.flatMap(({ entry, tags }) => (entry && tags.has('#path') ? [entry.path] : []));
  const again = named(other);
  const first = other.terms.find((term) => term.kind !== 'punct' && term.weight > 0);
  return (
    /\?\s*$/.test(main.request) &&
    again.length > 0 &&
    again.every((path) => named(main).includes(path)) &&
    !(first && ORDERS.some((tag) => first.tags.has(tag)))
  );
};

/** No order, no number, no condition: a statement about the world. */
function isBackground({ terms }: Analysis): boolean {
  const first = terms.find((term) => term.kind !== 'punct' && !(term.tags.has('stop') && term.weight === 0));
  if (first && ORDERS.some((tag) => first.tags.has(tag)) && !/s$/.test(first.raw)) return false;
  return terms.every(
    (term) =>
      !['number', 'size', 'duration', 'date', 'quoted', 'glob', 'ext', 'mode', 'range'].includes(term.kind) &&
      !WEIGHTY.some((tag) => term.tags.has(tag)),
  );
}

/** The order with its "it" named by the one path of the other clauses; undefined when their path would be lost. */
function resolved(main: Analysis, others: readonly Analysis[], text: string): string | undefined {
  const paths = [
    ...new Set(
      others.flatMap(({ terms }) =>
        terms.flatMap(({ entry, tags }) => (entry && tags.has('#path') ? [entry.path] : [])),
      ),
    ),
  ];
  const reference = main.terms.find((term) => REFERS.test(term.raw) && !isDemonstrative(main.terms, term));
  if (paths.length === 0) return text;
  if (paths.every((path) => main.terms.some((term) => term.entry?.path === path))) return text;
  if (paths.length > 1) return undefined;
  if (!reference) return undefined;
  return `${text.slice(0, reference.start)}"${paths[0]}"${text.slice(reference.end)}`;
}

/** "that file", "these lines" name something themselves. */
const isDemonstrative = (terms: readonly Term[], { index, raw }: Term): boolean =>
  /^(?:this|that|these|those)$/i.test(raw) &&
  terms[index + 1]?.kind === 'word' &&
  !terms[index + 1]!.tags.has('stop');
