import { classify, type Shape } from '../entities/classify.ts';
import { nameIndex } from '../entities/names.ts';
import { numberOf } from '../entities/numbers.ts';
import type { World } from '../types.ts';
import { narrow, type Scanned, scan } from './scan.ts';
import { segmentChinese } from './segment.ts';

/** A scanned piece with its shape, or a bare word that the lexicon will judge. */
export interface Atom {
  readonly raw: string;
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  readonly shape?: Shape;
  readonly chinese: boolean;
  /** Concepts the Chinese cut has found already. */
  readonly tags?: ReadonlySet<string>;
  /** `lower` is what was probably meant. */
  readonly typo?: boolean;
}

const CHINESE_NUMBER =
  /^(第)?([零〇一二两三四五六七八九十百千]+)(?=[个条行天周月年小分秒份张列位次名种项层到至]|$)/u;

/** Cuts the request into atoms, names that hold blanks or Chinese kept whole. */
export function atomsOf(request: string, world: World): Atom[] {
  return cutNames(narrow(request), world);
}

/** Existing names that plain scanning would break are taken first, the rest is scanned. */
function cutNames(text: string, world: World): Atom[] {
  const found = nameIndex(world).odd.find((entry) => {
    const name = entry.path;
    return text.includes(name) && !new RegExp(`["'“‘「]${escapeRegExp(name)}`).test(text);
  });
  if (!found) return scan(text).flatMap((piece) => atomsOfPiece(piece, world, text));
  const at = text.indexOf(found.path);
  const end = at + found.path.length;
  const blanked = `${text.slice(0, at)}${' '.repeat(found.path.length)}${text.slice(end)}`;
  const rest = cutNames(blanked, world);
  const shape: Shape = {
    kind: 'path',
    text: found.path,
    tags: ['#path', found.type === 'dir' ? '#dir' : '#file'],
    entry: found,
  };
  const atom: Atom = {
    raw: found.path,
    text: found.path,
    lower: found.path,
    start: at,
    end,
    shape,
    chinese: false,
  };
  return [...rest, atom].sort((a, b) => a.start - b.start);
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Quoted patterns of file names: "*.txt" always, ".gz" where files or endings are spoken of. */
function quotedPattern(text: string, about: string): Shape | undefined {
  if (/[\s/]/.test(text) || !/^[\w*?.@%+=~-]+$/.test(text)) return undefined;
  const ending =
    /^\*\.([A-Za-z0-9]{1,10})$/.exec(text) ??
    (/extension|suffix|扩展名|后缀|files? ending|files? that end/i.test(about) ||
    new RegExp(`["'\`]${escapeRegExp(text)}["'\`] (?:files?|scripts?|images?)\\b`, 'i').test(about)
      ? /^\.([A-Za-z0-9]{1,10})$/.exec(text)
      : null);
  if (ending) return { kind: 'ext', text: ending[1]!, tags: ['#ext'] };
  if (
    /\*/.test(text) &&
    /^[\w*?.@%+=~-]+$/.test(text) &&
    /\b(?:files?|director|folders?|named?|matching|match)|文件|目录|名/i.test(about) &&
    !/regex|regular expression|lines?\b|正则/i.test(about)
  )
    return { kind: 'glob', text, tags: ['#glob'] };
  return undefined;
}

function atomsOfPiece(piece: Scanned, world: World, about: string): Atom[] {
  const base = {
    raw: piece.raw,
    text: piece.text,
    lower: piece.text.toLowerCase(),
    start: piece.start,
    end: piece.end,
  };
  switch (piece.kind) {
    case 'quoted': {
      const pattern = quotedPattern(piece.text, about);
      if (pattern) return [{ ...base, chinese: false, shape: pattern }];
      const entry = world.lookup(piece.text);
      const tags = ['#quoted', ...(entry ? ['#path', entry.type === 'dir' ? '#dir' : '#file'] : [])];
      return [
        {
          ...base,
          chinese: false,
          shape: { kind: 'quoted', text: piece.text, tags, ...(entry ? { entry } : {}) },
        },
      ];
    }
    case 'url':
      return [{ ...base, chinese: false, shape: { kind: 'url', text: piece.text, tags: ['#url'] } }];
    case 'variable':
      return [{ ...base, chinese: false, shape: { kind: 'variable', text: piece.text, tags: ['#var'] } }];
    case 'punct':
      return [{ ...base, chinese: false, shape: { kind: 'punct', text: piece.text, tags: ['punct'] } }];
    case 'cjk':
      return chineseAtoms(piece.text, piece.start);
    case 'ascii': {
      const shape = classify(piece.text, world);
      return [{ ...base, chinese: false, ...(shape ? { shape } : {}) }];
    }
  }
}

function chineseAtoms(text: string, start: number): Atom[] {
  const atoms: Atom[] = [];
  let at = 0;
  let plainFrom = 0;
  const flush = () => {
    if (plainFrom >= at) return;
    for (const segment of segmentChinese(text.slice(plainFrom, at)))
      atoms.push({
        raw: segment.text,
        text: segment.text,
        lower: segment.text,
        start: start + plainFrom + segment.offset,
        end: start + plainFrom + segment.offset + segment.text.length,
        chinese: true,
        tags: segment.tags,
      });
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const match = CHINESE_NUMBER.exec(rest);
    // 一个, 一下 and 一些 are no counts; 统一 and the like are words.
    const isNumber =
      match &&
      !/[这那每]$/.test(text.slice(0, at)) &&
      !/^第一[次个条]提交/.test(rest) &&
      !/^一行一|^一条(?=的|一|$)/.test(rest) &&
      !/^一行一[条个]/.test(rest) &&
      !/^一(?:个(?!月|小时|星期|礼拜)|[下些致样共起直般])/.test(rest) &&
      !(match[2] === '一' && !match[1] && !/^一(?:[行列天周条小年]|个(?:月|小时|星期|礼拜))/.test(rest));
    if (!match || !isNumber) {
      at += 1;
      continue;
    }
    flush();
    const value = numberOf(match[2]!)!;
    const shape: Shape = {
      kind: 'number',
      text: String(value),
      tags: match[1] ? ['#num', 'nth'] : ['#num'],
      value,
    };
    atoms.push({
      raw: match[0],
      text: String(value),
      lower: match[0],
      start: start + at,
      end: start + at + match[0].length,
      shape,
      chinese: true,
    });
    at += match[0].length;
    plainFrom = at;
  }
  flush();
  return atoms;
}
