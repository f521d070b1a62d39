import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanOutput, visible, visibleLine } from '../../src/plan/display.ts';

/** What may never reach a terminal from untrusted text. */
const DANGEROUS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u;
const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(
      '\u001b[2J',
      '\u001b]0;title\u0007',
      '\u001b]52;c;aGk=\u0007',
      '\u009b31m',
      '\u001bP1$r\u001b\\',
      '\r',
      '\u202e',
      '\u200b',
      '\u001b',
      '\ud800',
      '\u{e0041}',
      '\u001b[6n',
      '\u001b[?1049h',
      '\u001bc',
    ),
    fc.string({ unit: 'binary' }),
    fc.string(),
  ),
  { maxLength: 12 },
);

describe('safe display', () => {
  it('makes hidden characters of a command visible', () => {
    expect(visible('ls \u202etxt.seton mr')).toBe('ls ‹U+202E›txt.seton mr');
    expect(visible('echo a\u001b[2Jb')).toBe('echo a‹U+001B›[2Jb');
    expect(visible('a\tb\nc')).toBe('a\tb\nc');
    expect(visibleLine('a\tb\nc')).toBe('a⇥b⏎c');
    expect(visible('ls\u0000\ud800')).toBe('ls‹U+0000›‹U+D800›');
    expect(visible('列出文件 🎉 é')).toBe('列出文件 🎉 é');
  });

  it('leaves nothing dangerous in any text', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const text = parts.join('');
        expect(visible(text)).not.toMatch(DANGEROUS);
        expect(visibleLine(text)).not.toMatch(DANGEROUS);
        expect(cleanOutput(text)).not.toMatch(DANGEROUS);
        expect(cleanOutput(text, { colour: true }).replace(/\u001b\[[0-9;:]*m/g, '')).not.toMatch(DANGEROUS);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps harmless colours only where asked', () => {
    expect(cleanOutput('\u001b[31mred\u001b[0m')).toBe('red');
    expect(cleanOutput('\u001b[31mred\u001b[0m\u001b[2J', { colour: true })).toBe('\u001b[31mred\u001b[0m');
    expect(cleanOutput('10 %\r50 %\r100 %\n')).toBe('100 %\n');
    expect(cleanOutput('a\r\nb')).toBe('a\nb');
    expect(cleanOutput('x\u001b]8;;http://evil\u0007link\u001b]8;;\u0007')).toBe('xlink');
  });
});
