import { spokenTurnTable, spokenWordTable } from '../lexicon/zh-spoken.ts';
import type { World } from '../types.ts';

/** Chinese names with an ending and Chinese words set off by blanks are meant as they are. */
const AS_WRITTEN = /\p{Script=Han}+(?=\.[A-Za-z])|(?<=\p{Script=Han}[ \t])\p{Script=Han}{1,12}(?=[ \t]|$)/gu;
/** An English sentence around Chinese names. */
const ENGLISH = /\b(?:the|to|in|of|from|with|into|for|that)\b/i;
const CHINESE_FRAME = /[把的里了在给吗呢吧哪啥是有]/;

/** What the tables write in braces: where a part of the sentence begins and ends, and what is no Chinese word. */
const PARTS: Readonly<Record<string, string>> = {
  '{end}': '(?=\\s*(?:[，,。；;！!？?、）)]|$))',
  '{start}': '(?<=^|[，,。；;！!？?]\\s*)',
  '{thing}': '[\\ue000-\\uf8ff\\w./~*$@:#%+=-]+',
  '{number}': '(?:\\d[\\d.,]*|[零一二两三四五六七八九十百千万]+)',
};

interface Turn {
  readonly said: RegExp;
  readonly plain: string;
}

interface Words {
  readonly said: RegExp;
  readonly plain: ReadonlyMap<string, string>;
}

let turns: readonly Turn[] | undefined;
let words: Words | undefined;

/** One line of the tables: what it means, then how it is said. */
function lines(table: string): readonly (readonly [string, string])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const at = line.indexOf('<- ');
      return [line.slice(0, at).trim(), line.slice(at + 3)] as const;
    });
}

function spokenTurns(): readonly Turn[] {
  turns ??= lines(spokenTurnTable()).map(([plain, said]) => ({
    said: new RegExp(
      said.replace(/\{(?:end|start|thing|number)\}/g, (part) => PARTS[part]!),
      'gu',
    ),
    plain: plain === '-' ? '' : plain,
  }));
  return turns;
}

function spokenWords(): Words {
  if (!words) {
    const plain = new Map(
      lines(spokenWordTable()).flatMap(([one, said]) => said.split(', ').map((form) => [form, one] as const)),
    );
    const longestFirst = [...plain.keys()].sort((a, b) => b.length - a.length);
    words = { said: new RegExp(longestFirst.join('|'), 'gu'), plain };
  }
  return words;
}

/**
 * Chinese as it is spoken, said as it is written: fillers out, colloquial words as the common ones. What is quoted is held
 * by a sign already; no word that narrows what is asked or turns it around is taken out.
 */
export function spokenAsWritten(request: string, hold: (text: string) => string): string {
  if (ENGLISH.test(request) && !CHINESE_FRAME.test(request)) return request;
  const { said, plain } = spokenWords();
  // 里找 啥: a word of talk that is set off is what is looked for.
  const asItIs = (text: string) => hold(plain.has(text) ? `"${text}"` : text);
  let text = request.replace(AS_WRITTEN, asItIs).replace(said, (word) => plain.get(word)!);
  for (const turn of spokenTurns()) text = text.replace(turn.said, turn.plain);
  return text.replace(/[，,](?:\s*[，,。])+/g, '，').replace(/^[\s，,、]+|[\s，,、]+$/g, '');
}

/** A Chinese text in a command that the request did not hold: something meant as it stood has been put in other words. */
export function reworded(request: string, commands: readonly string[], world: World): boolean {
  const known = (run: string) =>
    request.includes(run) || world.entries.some(({ path }) => path.includes(run));
  return commands.some((command) => (command.match(/\p{Script=Han}+/gu) ?? []).some((run) => !known(run)));
}
