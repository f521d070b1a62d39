import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputSpans } from '../../src/ui/output-text.ts';
import { shortPath } from '../../src/ui/place.ts';
import { cut, cutLine, cutMiddle, type Line, lineWidth, widthOf, wrap } from '../../src/ui/text.ts';
import { chooseTheme, paint } from '../../src/ui/theme.ts';

const words = fc.array(
  fc.constantFrom(
    'a',
    'word',
    'longer-word',
    '中文字',
    '文件夹',
    '👍🏽',
    '/usr/share/doc/a/very/long/path',
    'é',
    'x'.repeat(60),
  ),
  { maxLength: 20 },
);
const line: fc.Arbitrary<Line> = words.map((parts) =>
  parts.map((text, i) => ({ text: i === 0 ? text : ` ${text}` })),
);
const said = (rows: readonly Line[]) => rows.map((row) => row.map((span) => span.text).join('')).join('');

describe('layout', () => {
  it('wraps into rows that fit and loses nothing but blanks', () => {
    fc.assert(
      fc.property(
        line,
        fc.integer({ min: 12, max: 80 }),
        fc.integer({ min: 0, max: 4 }),
        (input, columns, indent) => {
          const rows = wrap(input, columns, indent);
          for (const row of rows) expect(lineWidth(row)).toBeLessThanOrEqual(columns);
          expect(said(rows).replaceAll(' ', '')).toBe(said([input]).replaceAll(' ', ''));
        },
      ),
      { seed: 1, numRuns: 400 },
    );
  });

  it('cuts to what fits, and says so', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        (text, columns) => {
          for (const shown of [cut(text, columns), cutMiddle(text, columns)]) {
            expect(widthOf(shown)).toBeLessThanOrEqual(columns);
            if (widthOf(text) <= columns) expect(shown).toBe(text);
          }
          expect(lineWidth(cutLine([{ text }, { text: ' tail' }], columns))).toBeLessThanOrEqual(columns);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  it('names paths the way a person in that folder would', () => {
    const place = { cwd: '/home/mei/project', home: '/home/mei' };
    expect(shortPath('/home/mei/project/src/a.ts', place)).toBe('src/a.ts');
    expect(shortPath('/home/mei/project', place)).toBe('.');
    expect(shortPath('/home/mei/notes', place)).toBe('~/notes');
    expect(shortPath('/home/meissner/x', place)).toBe('/home/meissner/x');
    expect(shortPath('/etc/passwd', place)).toBe('/etc/passwd');
    expect(shortPath('/a/\u202eb', place)).toBe('/a/‹U+202E›b');
    expect(widthOf(shortPath(`/very/${'long/'.repeat(30)}file.txt`, place, 30))).toBeLessThanOrEqual(30);
  });
});

describe('the sink', () => {
  const themes = [
    chooseTheme({ colour: true, accessible: false, env: { TERM: 'xterm-256color' } }),
    chooseTheme({ colour: true, accessible: false, theme: 'light', env: { TERM: 'xterm' } }),
    chooseTheme({ colour: false, accessible: false, env: { TERM: 'xterm' } }),
    chooseTheme({ colour: false, accessible: true, env: { TERM: 'dumb' } }),
  ];
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '\u001b[2J',
      '\u001b]0;t\u0007',
      '\u202e',
      '\u009b31m',
      '\u200b',
      '\u001b[8mhidden',
      '\r',
      '\u001b]52;c;aGk=\u0007',
      '\ud800',
    ),
  );
  /** Codes a theme writes itself. */
  const OWN = /\u001b\[[0-9;]*m/g;
  const RAW =
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff][\udc00-\udfff])/;

  it('lets no control, escape or bidirectional character of any data through', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 6 }), fc.constantFrom(...themes), (parts, theme) => {
        const text = parts.join('');
        for (const spans of [[{ text, tone: 'danger' as const }], outputSpans({ stream: 'stdout', text })]) {
          const painted = paint(spans, theme);
          expect(painted.replace(OWN, '')).not.toMatch(RAW);
        }
      }),
      { seed: 3, numRuns: 600 },
    );
  });

  it('keeps the colours of output as data, and nothing else of its sequences', () => {
    const spans = outputSpans({
      stream: 'stdout',
      text: 'a\u001b[1;31mred\u001b[8;5;7mstill\u001b[0m\tb\u001b[38;5;300mx',
    });
    expect(spans.map(({ text }) => text).join('')).toBe('aredstill       bx');
    expect(spans[1]?.sgr).toEqual({ bold: true, fg: '31' });
    expect(spans[2]?.sgr).toEqual({ bold: true, fg: '31' });
    expect(spans.at(-1)?.sgr).toBeUndefined();
    expect(paint(spans, themes[2]!)).toBe('aredstill       bx');
  });

  it('writes no colour where none is wanted, and no code at all on a dumb terminal', () => {
    const tones = ['good', 'warn', 'bad', 'danger', 'accent', 'dim', 'strong'] as const;
    for (const tone of tones) {
      expect(paint([{ text: 'x', tone }], themes[2]!)).not.toMatch(/\u001b\[(?:[0-9;]*;)?(?:3|4|9|10)[0-7]/);
      expect(paint([{ text: 'x', tone }], themes[3]!)).toBe('x');
    }
  });
});
