import { visible } from '../../../plan/display.ts';

/** A piece of the request before anything is known about its meaning. */
export interface Scanned {
  readonly kind: 'quoted' | 'url' | 'variable' | 'ascii' | 'cjk' | 'punct';
  readonly raw: string;
  /** Without quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '`': '`',
  '“': '”',
  '„': '“',
  '「': '」',
  '『': '』',
  '《': '》',
  '«': '»',
  '‘': '’',
  "'": "'",
};
const URL = /^[a-z][a-z0-9+.-]*:\/\/[^\s\p{Script=Han}"'`<>「」“”，。；？！、）]+/iu;
const VARIABLE = /^\$\{?[A-Za-z_][A-Za-z0-9_]*\}?/;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/u;
const ASCII =
  /^[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}"`“”„「」『』《》«»‘’，。；：？！、（）()<>|&;]+/u;
/** "报告.txt" between blanks is a name, unless it begins with what is to be done or where. */
const CJK_NAME =
  /^(?![把将给对在从到往用和与并再的里中为成叫改删移复拷打查看显新创建解压下找列统数读写替换排合])\p{Script=Han}{1,12}[\p{Extended_Pictographic}\w-]*\.[A-Za-z][A-Za-z0-9]{0,7}(?=\s|$|[,，。;；])/u;
const TRAILING = /[,;:?!)\]}'…]+$|\.+$/;

/** Characters a request may not hold: they could hide what is meant. */
export function suspicious(text: string): boolean {
  return visible(text) !== text;
}

/** Full-width letters, digits and signs as plain ones; everything else untouched. Length is kept. */
export function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) =>
    '，；：？！（）'.includes(char) ? char : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}

/** Cuts a request into quoted texts, addresses, variables, runs of plain characters, runs of Chinese, and signs. */
export function scan(text: string): Scanned[] {
  const pieces: Scanned[] = [];
  let at = 0;
  const push = (kind: Scanned['kind'], length: number, inner?: string) => {
    const raw = text.slice(at, at + length);
    pieces.push({ kind, raw, text: inner ?? raw, start: at, end: at + length });
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const char = rest[0]!;
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const quoted = quotedLength(text, at);
    if (quoted) {
      push('quoted', quoted, rest.slice(1, quoted - 1));
      continue;
    }
    const url = URL.exec(rest)?.[0].replace(/[.,;:?!)\]']+$/, '');
    if (url) {
      push('url', url.length);
      continue;
    }
    const variable = VARIABLE.exec(rest)?.[0];
    if (variable && !rest.startsWith('/', variable.length)) {
      push('variable', variable.length, variable.replace(/[${}]/g, ''));
      continue;
    }
    const name = at === 0 || /\s/.test(text[at - 1]!) ? CJK_NAME.exec(rest)?.[0] : undefined;
    if (name) {
      push('ascii', name.length);
      continue;
    }
    const cjk = CJK.exec(rest)?.[0];
    if (cjk) {
      push('cjk', cjk.length);
      continue;
    }
    const plain = ASCII.exec(rest)?.[0];
    if (!plain) {
      push('punct', 1);
      continue;
    }
    const before = pieces.at(-1);
    const tail = /\/$/.test(plain) ? CJK.exec(rest.slice(plain.length))?.[0] : undefined;
    // "2025/东京": a name after a slash, unless it is a word of place.
    if (
      tail &&
      !/^(?:里|中|内|下|的|目录|文件夹|和|或|与|到|移|复制|删)/.test(tail) &&
      !before?.raw.endsWith('/')
    )
      push('ascii', plain.length + (/^[^里中内下的和到]+/.exec(tail)?.[0].length ?? tail.length));
    else pushPlain(plain, push);
  }
  return pieces;
}

function pushPlain(plain: string, push: (kind: Scanned['kind'], length: number) => void): void {
  const body = plain.replace(TRAILING, '').replace(TRAILING, '');
  const list =
    /^[A-Za-z_][\w.-]*(?:,[A-Za-z_][\w.-]*)+$/.test(body) && !body.includes('..') ? body.indexOf(',') : -1;
  if (list > 0) {
    push('ascii', list);
    push('punct', 1);
    pushPlain(plain.slice(list + 1), push);
    return;
  }
  const bracket = /^\[[\w-]+$/.test(body) && plain[body.length] === ']';
  if (bracket) {
    push('punct', 1);
    pushPlain(plain.slice(1), push);
    return;
  }
  const core = body === '' || !/[\p{L}\p{N}*?~./+$_@%=-]/u.test(body) ? '' : body;
  // "raj's": the name and the ending are two pieces; "don't" stays one.
  const possessive = /^(.+)(['’]s)$/.exec(core);
  if (
    possessive &&
    LETTER.test(possessive[1]!) &&
    !/^(it|what|let|who|where|here|there|how|that)$/i.test(possessive[1]!)
  ) {
    push('ascii', possessive[1]!.length);
    push('punct', 2);
  } else if (core !== '') {
    push('ascii', core.length);
  }
  for (let rest = plain.length - core.length; rest > 0; rest -= 1) push('punct', 1);
}

/** Length of the quoted text that starts here with both quotes, or 0. */
function quotedLength(text: string, at: number): number {
  const open = text[at]!;
  const close = QUOTES[open];
  if (close === undefined) return 0;
  if (open === "'") {
    if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]!) && !/\p{Script=Han}/u.test(text[at - 1]!)) return 0;
    for (let end = at + 1; end < text.length; end += 1) {
      if (text[end] !== "'") continue;
      const next = text[end + 1];
      if (end > at + 1 && (next === undefined || !/[A-Za-z0-9]/.test(next))) return end - at + 1;
    }
    return 0;
  }
  // `name' as manuals of old write it.
  const typeset = open === '`' ? /^`([^`'\s]{1,80})'(?!\w)/.exec(text.slice(at, at + 90)) : null;
  if (typeset) return typeset[0].length;
  const end = text.indexOf(close, at + 1);
  return end > at + 1 ? end - at + 1 : 0;
}
