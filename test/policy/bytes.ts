import type { Decision } from '../../src/policy/types.ts';
import { decide } from './corpus.ts';
import type { Random } from './random.ts';

/** Signs that a shell, a parser or a screen treats specially, and pieces of shell syntax. */
const TOKENS = [
  '$(', '${', '$((', '))', '`', '"', "'", '\\', '\n', ' ', '\t', ';', '&', '|', '<', '>', '<<EOF\n', 'EOF\n', '<<<', '<(', '(', ')', '{', '}', '[[', ']]', '[', ']', '#', '!', '~', '*', '?',
  '=', '+', '-', '--', ',', '..', '{a,b}', '{1..9999999}', 'if ', 'then ', 'fi', 'for ', 'in ', 'do ', 'done', 'case ', 'esac', 'while ', 'function ', 'select ', 'coproc ', 'time ', "$'", '$"', '\\x', '\\u', '@(', '!(',
  'ls', 'rm', '-rf', '/', 'cat', 'sed', 'awk', 'jq', 'find', 'git', 'echo', 'test', 'env', 'xargs', 'bash', '-c', '0', '1', '$x', '$1', '$@', 'é', '😀', '\u0000', '\u0001', '\u001b[2J', '\r', '\u007f', '\u0085', '\u00a0', '\u200b', '\u202e',
  '\u2028', '\ufeff', '\ud800', '\udc00', '\u{e0041}', '\uffff',
] as const; // biome-ignore format: a list

export function randomText(random: Random): string {
  const length = random.below(20) === 0 ? random.below(400) : random.below(24);
  const style = random.below(3);
  let text = '';
  for (let at = 0; at < length; at++)
    text +=
      style === 0 || random.below(4) > 0
        ? random.pick(TOKENS)
        : String.fromCharCode(random.below(style === 1 ? 128 : 65_536));
  return text;
}

/** A corpus line with a few pieces cut out, doubled, swapped or put in. */
export function mutated(command: string, random: Random): string {
  let text = command;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(text.length + 1);
    const end = Math.min(text.length, at + 1 + random.below(6));
    switch (random.below(4)) {
      case 0:
        text = text.slice(0, at) + text.slice(end);
        break;
      case 1:
        text = text.slice(0, at) + random.pick(TOKENS) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, end) + text.slice(at);
        break;
      default:
        text = text.slice(0, at) + String.fromCharCode(random.below(256)) + text.slice(end);
    }
  }
  return text;
}

/** What nobody sees, or what parser, screen and shell read differently: with one of them nothing is allowed. */
export const INVISIBLE: Readonly<Record<string, string>> = {
  NUL: '\u0000',
  SOH: '\u0001',
  backspace: '\b',
  'vertical tab': '\v',
  'form feed': '\f',
  'carriage return': '\r',
  escape: '\u001b',
  delete: '\u007f',
  'C1 next line': '\u0085',
  'C1 CSI': '\u009b',
  'soft hyphen': '\u00ad',
  'no-break space': '\u00a0',
  'ogham space': '\u1680',
  'en quad': '\u2000',
  'ideographic space': '\u3000',
  'Mongolian vowel separator': '\u180e',
  'zero width space': '\u200b',
  'zero width joiner': '\u200d',
  'word joiner': '\u2060',
  'byte order mark': '\ufeff',
  'left-to-right mark': '\u200e',
  'right-to-left override': '\u202e',
  'right-to-left isolate': '\u2067',
  'Arabic letter mark': '\u061c',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'combining grapheme joiner': '\u034f',
  'Hangul filler': '\u3164',
  'variation selector': '\ufe0e',
  'interlinear annotation': '\ufff9',
  'tag letter': '\u{e0041}',
  'variation selector supplement': '\u{e0101}',
  'lone high surrogate': '\ud83d',
  'lone low surrogate': '\ude00',
};

/** Texts with one sign put in at the start, the end and random places, in quotes or out of them. */
export function injected(command: string, sign: string, random: Random): string[] {
  const at = random.below(command.length + 1);
  return [sign + command, command + sign, command.slice(0, at) + sign + command.slice(at)];
}

/** Above this it is measured again: a machine that does something else must not count as a slow judge. */
const AGAIN_MS = 2;

/** Judges and says how long it took, in milliseconds: the best of three when it seemed slow. Throws when the judge does. */
export function timed(text: string): { readonly verdict: Decision; readonly ms: number } {
  const once = () => {
    const started = performance.now();
    return { verdict: decide(text), ms: performance.now() - started };
  };
  const first = once();
  return first.ms < AGAIN_MS ? first : [first, once(), once()].sort((a, b) => a.ms - b.ms)[0]!;
}
