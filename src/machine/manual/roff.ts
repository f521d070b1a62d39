/** An entry of a manual's list: the options it stands for, and what the manual says of them. */
export interface ManualEntry {
  readonly options: readonly string[];
  readonly text: string;
}

export interface ManualPage {
  /** "list directory contents". */
  readonly summary: string | undefined;
  readonly entries: readonly ManualEntry[];
}

const SPECIAL: Readonly<Record<string, string>> = {
  '-': '-',
  '&': '',
  '|': '',
  '^': '',
  '/': '',
  ',': '',
  '%': '',
  ':': '',
  ' ': ' ',
  '~': ' ',
  '0': ' ',
  e: '\\',
  "'": "'",
  '`': '`',
  '.': '.',
  t: ' ',
  c: '',
};
const NAMED: Readonly<Record<string, string>> = {
  aq: "'",
  cq: "'",
  oq: "'",
  lq: '"',
  rq: '"',
  dq: '"',
  hy: '-',
  en: '-',
  em: '-',
  mi: '-',
  ha: '^',
  ti: '~',
  rs: '\\',
  bu: '-',
  co: '(c)',
};

/** A line's escapes as the characters they print; fonts and sizes print nothing. */
function plain(line: string): string {
  return line
    .replace(/\\f(?:\[[^\]]*\]|\(..|.)/g, '')
    .replace(/\\s[+-]?\d+/g, '')
    .replace(/\\[mM*nYFk](?:\[[^\]]*\]|\(..|.)/g, '')
    .replace(/\\[hvwZ]'[^']*'/g, '')
    .replace(/\\(?:\[([^\]]*)\]|\((..))/g, (_all, long, short) => NAMED[(long ?? short) as string] ?? '')
    .replace(/\\(["#]).*$/, '')
    .replace(/\\(.)/g, (_all, char) => SPECIAL[char as string] ?? '');
}

const unquoted = (words: string) => words.replaceAll('"', '');

/** The option part of an mdoc item: `Fl l | Fl Fl long Ar value`. */
function mdocItem(words: string): string {
  return unquoted(words)
    .replace(/\b(?:Fl|Cm)\s+(?:Fl\s+)(\S+)/g, '--$1')
    .replace(/\bFl\s+([^\s,|]+)/g, '-$1')
    .replace(/\b(?:Ar|Op|Ns|Oo|Oc|Cm|No|Pa|Xo|Xc)\b/g, ' ');
}

const OPTION = /(?:^|[\s,|/([])(--?[A-Za-z0-9?#@][\w-]*|-[A-Za-z0-9?#%@])(?=$|[\s,=|/)[\]<])/g;

/** The options a heading of the list names; undefined when it begins with something else. */
function optionsIn(heading: string): readonly string[] | undefined {
  const text = plain(heading).trim();
  if (!/^[-[]/.test(text)) return undefined;
  const found = [...text.matchAll(OPTION)].map((match) => match[1]!);
  return found.length > 0 ? [...new Set(found)] : undefined;
}

const FONTS = new Set(
  'B I R BR BI RB RI IB IR SB SM Nm Ar Fl Pa Em Sy Cm Dv Ev Xr Ql Sq Dq Li Va'.split(' '),
);
const BREAKS = new Set('TP TQ HP IP PP P LP HP SH SS It Pp Sh Ss RS RE El Bl nf fi sp br'.split(' '));
const MOST_CHARS = 400;

/** Reads what an explanation needs of a page in the man or mdoc language; everything else is passed over. */
export function parseManual(source: string): ManualPage {
  const lines = source.split('\n');
  let summary: string | undefined;
  let section = '';
  const entries: { options: string[]; text: string }[] = [];
  let open: { options: string[]; text: string; ended: boolean } | undefined;
  let tagNext = false;
  let sameEntry = false;
  /** DocBook's way: an option stands alone in a paragraph, its text is indented. */
  let paragraph = false;

  const heading = (text: string) => {
    const options = optionsIn(text);
    if (!options) {
      open = undefined;
      return;
    }
    if (open && sameEntry && open.text === '') open.options.push(...options);
    else {
      open = { options: [...options], text: '', ended: false };
      entries.push(open);
    }
  };

  for (const line of lines) {
    const macro = /^['.]\s*([A-Za-z\\"]+)\s*(.*)$/.exec(line);
    if (!macro) {
      const text = plain(line).trim();
      if (text === '') continue;
      if (/^NAME|^名/.test(section)) summary ??= /\s[-\u2013\u2014]+\s+(.+)$/.exec(text)?.[1];
      else if (tagNext) heading(line);
      else if (paragraph && optionsIn(line)) heading(line);
      else if (open && !open.ended) add(open, text);
      tagNext = false;
      paragraph = false;
      continue;
    }
    const [, name = '', rest = ''] = macro;
    if (name.startsWith('\\')) continue;
    if (name === 'SH' || name === 'Sh') section = unquoted(rest).toUpperCase();
    else if (name === 'Nd') summary ??= plain(rest);
    if (FONTS.has(name)) {
      if (tagNext) {
        heading(name === 'Fl' ? mdocItem(`Fl ${rest}`) : fontWords(name, rest));
        tagNext = false;
      } else if (paragraph && optionsIn(fontWords(name, rest))) heading(fontWords(name, rest));
      else if (open && !open.ended)
        add(open, plain(name === 'Fl' ? mdocItem(`Fl ${rest}`) : fontWords(name, rest)));
      paragraph = false;
      continue;
    }
    if (!BREAKS.has(name)) continue;
    sameEntry = name === 'TQ' || name === 'It' || (name === 'TP' && open?.text === '');
    tagNext = name === 'TP' || name === 'TQ' || name === 'HP';
    paragraph = name === 'PP' || name === 'P' || name === 'LP';
    if (name === 'IP' && rest.trim() !== '') heading(/^"([^"]*)"/.exec(rest)?.[1] ?? rest.split(/\s/)[0]!);
    else if (name === 'It') heading(mdocItem(rest));
    else if (name === 'SH' || name === 'Sh' || name === 'SS' || name === 'Ss') open = undefined;
    else if (open && open.text !== '' && name !== 'br') open.ended = true;
  }
  return { summary, entries: entries.filter(({ text }) => text !== '') };
}

function add(entry: { text: string; ended: boolean }, text: string): void {
  entry.text = `${entry.text} ${text}`.trim();
  if (entry.text.length > MOST_CHARS) entry.ended = true;
}

/** `.BR ls (1)` prints its words without blanks between them, `.B two words` with. */
function fontWords(name: string, rest: string): string {
  const words = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
  return words.join(name.length === 2 && /^[BIR]{2}$/.test(name) ? '' : ' ');
}
