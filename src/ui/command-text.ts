import { visible } from '../plan/display.ts';
import type { Effect, EffectKind, Verdict } from '../policy/types.ts';
import { type Place, pathOfWord } from './place.ts';
import type { Line, Span } from './text.ts';

/**
 * Only for the eye: bash is judged elsewhere. Comments, quotes, expansions, operators, blanks, words; the last group
 * takes whatever is none of these, so that no character of a command is ever left out.
 */
const TOKEN =
  /(?<comment>(?<=^|\s)#[^\n]*)|(?<string>'[^']*'?|\$'(?:[^'\\]|\\[\s\S])*'?|\$?"(?:[^"\\]|\\[\s\S])*"?)|(?<expansion>\$\{[^}]*\}?|\$\(|\$[A-Za-z_0-9?@*#!$-]+|`)|(?<redirect>\d*(?:<<<|<<-?|>>|>\||[<>]&?))|(?<operator>&&|\|\||;;|[;|&()\n])|(?<blank>[ \t]+)|(?<word>(?:\\[^\s]|[^\s'"$`<>;|&()\\])+|\\)|(?<other>[\s\S])/g;

/** Programs whose name is worth a second look wherever the policy asks. */
const RISKY =
  /^(?:sudo|doas|su|rm|rmdir|shred|dd|mkfs\S*|wipefs|fdisk|parted|mv|truncate|chmod|chown|chattr|kill|killall|pkill|reboot|shutdown|halt|poweroff|systemctl|curl|wget|ssh|scp|rsync|nc|ncat|eval|exec|source|crontab|iptables|nft|useradd|userdel|passwd|visudo|mount|umount|unlink|-delete|-exec|-execdir)$/;
const RISKY_OPTION = /^(?:-[a-zA-Z]*[rRf][a-zA-Z]*|--force|--recursive|--hard|--no-preserve-root|--delete)$/;
/** Letters that look alike from two alphabets in one word: nobody writes that by accident. */
const MIXED_SCRIPT = /(?=\S*\p{Script=Latin})\S*[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const GRAVE: ReadonlySet<EffectKind> = new Set([
  'delete',
  'privilege',
  'unknown',
  'network',
  'process',
  'write',
]);

export interface CommandText {
  /** One line per line of the command. */
  readonly lines: readonly Line[];
  /** What is marked, in words, for those who see no colours. */
  readonly risky: readonly string[];
}

/** Command text made safe and lightly coloured; what the verdict is about is marked. */
export function commandText(command: string, verdict: Verdict | undefined, place: Place): CommandText {
  const asked = verdict !== undefined && verdict.verdict !== 'allow';
  const targets = asked ? graveTargets(verdict.effects) : new Set<string>();
  const risky: string[] = [];
  const lines: Span[][] = [[]];
  let first = true;
  let riskyProgram = false;
  const push = (text: string, tone?: Span['tone']) => {
    for (const [index, part] of visible(text).replaceAll('\t', '⇥').split('\n').entries()) {
      if (index > 0) lines.push([]);
      for (const span of withSigns(part, tone)) lines.at(-1)!.push(span);
    }
  };
  for (const match of command.matchAll(TOKEN)) {
    const text = match[0];
    const { comment, string, expansion, redirect, operator, blank, word, other } = match.groups!;
    if (operator !== undefined) {
      if (text === '\n') lines.push([]);
      else push(text, 'operator');
      first = true;
      riskyProgram = false;
    } else if (blank !== undefined) push(text);
    else if (other !== undefined) push(oddBlank(text) ? codeSign(text) : text);
    else if (comment !== undefined) push(text, 'dim');
    else if (redirect !== undefined) push(text, 'operator');
    else {
      const named = asked && (RISKY.test(text) || (riskyProgram && RISKY_OPTION.test(text)));
      const mixed = MIXED_SCRIPT.test(text);
      const hit = asked && targets.size > 0 && (targets.has(text) || targets.has(pathOfWord(text, place)));
      if (named && word !== undefined && !RISKY_OPTION.test(text)) riskyProgram = true;
      if (named || hit || mixed) {
        risky.push(text);
        push(text, 'danger');
      } else if (string !== undefined) push(text, 'string');
      else if (expansion !== undefined) push(text, 'accent');
      else push(text, first && !/^[A-Za-z_]\w*=/.test(text) ? 'strong' : undefined);
      if (!/^[A-Za-z_]\w*=/.test(text)) first = text === '$(' || text === '`';
    }
  }
  return { lines, risky: [...new Set(risky)] };
}

/** A blank that bash does not take for one, such as a no-break space. */
const oddBlank = (text: string) => /^[^\S \t\n]$/.test(text);
const codeSign = (char: string) => `‹U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`;

function graveTargets(effects: readonly Effect[]): ReadonlySet<string> {
  return new Set(
    effects.flatMap((effect) =>
      GRAVE.has(effect.kind) && effect.target !== undefined ? [effect.target] : [],
    ),
  );
}

/** A character that had to be made visible is always marked: it was there to deceive. */
function withSigns(text: string, tone: Span['tone']): Span[] {
  return text
    .split(/(‹U\+[0-9A-F]+›)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith('‹U+')) return { text: part, tone: 'danger' };
      return tone === undefined ? { text: part } : { text: part, tone };
    });
}
