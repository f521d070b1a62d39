import { chineseLexicon } from '../lexicon/load.ts';

let segmenter: Intl.Segmenter | undefined;

export interface Segment {
  readonly text: string;
  readonly offset: number;
  /** Concepts; empty for a word the lexicon does not know. */
  readonly tags: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Cuts a Chinese run so that the lexicon covers as much as possible with as few words as possible. */
export function segmentChinese(text: string): Segment[] {
  const { words, longest } = chineseLexicon();
  const cost = new Array<number>(text.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Array<number>(text.length + 1).fill(0);
  cost[0] = 0;
  for (let i = 0; i < text.length; i += 1) {
    const relax = (end: number, price: number) => {
      if (cost[i]! + price < cost[end]!) {
        cost[end] = cost[i]! + price;
        from[end] = i;
      }
    };
    relax(i + 1, 3);
    for (let length = 1; length <= longest && i + length <= text.length; length += 1)
      if (words.has(text.slice(i, i + length))) relax(i + length, length === 1 ? 1.4 : 1);
  }
  const cuts: number[] = [];
  for (let end = text.length; end > 0; end = from[end]!) cuts.unshift(end);
  const segments: Segment[] = [];
  let start = 0;
  let unknown = -1;
  const flush = (end: number) => {
    if (unknown >= 0) segments.push(...unknownWords(text.slice(unknown, end), unknown));
    unknown = -1;
  };
  for (const end of cuts) {
    const piece = text.slice(start, end);
    const tags = words.get(piece);
    if (tags) {
      flush(start);
      segments.push({ text: piece, offset: start, tags });
    } else if (unknown < 0) unknown = start;
    start = end;
  }
  flush(text.length);
  return segments;
}

function unknownWords(text: string, offset: number): Segment[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return [...segmenter.segment(text)].map(({ segment, index }) => ({
    text: segment,
    offset: offset + index,
    tags: NOTHING,
  }));
}
