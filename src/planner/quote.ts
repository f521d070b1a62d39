import { visible } from '../plan/display.ts';
import { redact } from '../plan/redact.ts';

/**
 * How data stands in a prompt. A name is a JSON string on one line; longer content is a block whose every line begins
 * with "| ". Neither can hold our own tags, a chat template's special tokens, a line break of its own or an invisible
 * character, so content cannot end its section or pass for anybody else's words.
 */
const HIDDEN = /(?! )[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

/** A name or other short text as a JSON string; `<` and `[` are escaped where they could spell a tag or token. */
export function quoted(text: string, maxChars = 120): string {
  const redacted = redact(text);
  const bounded =
    redacted.length > maxChars ? `${redacted.slice(0, maxChars - 1).toWellFormed()}…` : redacted;
  return JSON.stringify(bounded)
    .replace(HIDDEN, escaped)
    .replace(/[<｜]|\[(?=\s*\/?\s*[A-Z_]+\s*\])/g, escaped);
}

function escaped(char: string): string {
  return Array.from(
    { length: char.length },
    (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** Tags of our own prompts and the special tokens of the usual chat templates. */
const STRUCTURE =
  /<(?=\s*\/?\s*(?:environment|examples?|untrusted|request|reply|system|assistant|user|tool_?calls?|tool_response|think(?:ing)?|start_of_turn|end_of_turn|s|bos|eos|pad|unk|im_start|im_end)\b)|<(?=[|｜])|<(?=<\/?SYS>>)|\[(?=\s*\/?\s*(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CALLS)\s*\])/gi;

/** The person's own words: kept as they are but for hidden characters, secrets and anything that looks like structure. */
export function spoken(text: string): string {
  return neutral(visible(redact(text.trim())));
}

/** Content from a file, program or pipe as a block nobody can mistake: `source` says in our words where it came from. */
export function untrusted(source: string, text: string): string {
  const lines = neutral(visible(redact(text)))
    .replace(/\n+$/, '')
    .split('\n');
  return `<untrusted source="${source}">\n${lines.map((line) => `| ${line}`).join('\n')}\n</untrusted>`;
}

/** Also the format characters that show on a terminal, but may mean something else to a tokenizer. */
function neutral(text: string): string {
  return text
    .replace(/\p{Cf}/gu, (char) => `‹U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`)
    .replace(STRUCTURE, (sign) => (sign === '<' ? '‹' : '⟦'));
}

/** The first or last `maxBytes` of text, cut at whole characters. */
export function bounded(text: string, maxBytes: number, part: 'head' | 'tail'): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  const cut = part === 'head' ? bytes.subarray(0, maxBytes) : bytes.subarray(bytes.length - maxBytes);
  return part === 'head' ? cut.toString().replace(/\ufffd+$/, '') : cut.toString().replace(/^\ufffd+/, '');
}
