import { CANARY } from './prompt-files.ts';

export interface Sighting {
  /** What the model gave as the word of the first line; undefined when it gave none. */
  readonly seen: string | undefined;
  readonly promptBytes: number;
  /** As the server counted. */
  readonly promptTokens: number | undefined;
}

/** Any tokenizer needs at least one token for so many bytes of our prompts. */
const BYTES_PER_TOKEN = 6;

/**
 * Whether a server silently cut the prompt, and to how many tokens where that shows. The word at the head is the proof
 * that it was not; a count that fits the prompt is another. A wrong word alone is believed only where nothing was
 * counted, and a low count alone only just under a usual context size (some servers count only what was not cached).
 */
export function cutContext({ seen, promptBytes, promptTokens }: Sighting): { tokens?: number } | undefined {
  const word = seen?.toLowerCase().replace(/[^a-z]/g, '');
  if (word === CANARY || (promptTokens !== undefined && promptTokens >= promptBytes / BYTES_PER_TOKEN))
    return undefined;
  const limit = promptTokens === undefined ? undefined : contextUnder(promptTokens);
  if (limit !== undefined) return { tokens: limit };
  return word === undefined || word === '' ? undefined : {};
}

/** The power of two that a count fills to more than nine tenths; from 256 to 32768. */
function contextUnder(tokens: number): number | undefined {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, tokens)));
  return size >= 256 && size <= 32_768 && tokens > 0.9 * size ? size : undefined;
}
