/** Scripts written without blanks between words: the full-text index cannot split them by itself. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]+/gu;

let segmenter: Intl.Segmenter | undefined;

/** Puts blanks between the words of such scripts; other text is left as it is, and nothing is loaded for it. */
function segment(text: string): string {
  return text.normalize('NFKC').replace(UNSPACED, (run) => {
    segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
    return ` ${[...segmenter.segment(run)].map((part) => part.segment).join(' ')} `;
  });
}

/** The words of a text as the index knows them, in order. */
export function words(text: string): string[] {
  return segment(text).match(/[\p{L}\p{N}\p{Co}\p{M}]+/gu) ?? [];
}
