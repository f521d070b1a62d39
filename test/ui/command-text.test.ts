import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/plan/display.ts';
import type { Verdict } from '../../src/policy/types.ts';
import { commandText } from '../../src/ui/command-text.ts';

const place = { cwd: '/home/mei/project', home: '/home/mei' };
const ask = (effects: Verdict['effects']): Verdict => ({
  id: 's',
  verdict: 'ask',
  rule: 'r',
  reason: 'w',
  effects,
});
const said = (command: string, verdict?: Verdict) =>
  commandText(command, verdict, place)
    .lines.map((line) => line.map((span) => span.text).join(''))
    .join('\n');
const marked = (command: string, verdict?: Verdict) =>
  commandText(command, verdict, place)
    .lines.flat()
    .filter((span) => span.tone === 'danger')
    .map((span) => span.text);

describe('the text of a command', () => {
  const shell = fc.array(
    fc.oneof(
      fc.constantFrom(
        'rm',
        ' ',
        '-rf',
        '"',
        "'",
        '$',
        '$(',
        ')',
        '`',
        '\\',
        '|',
        '&&',
        '>',
        '#',
        '\n',
        '\t',
        '${x}',
        '/etc',
        '\u00a0',
        '\r',
        '\u3000',
        '\u2028',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  );

  it('shows every character of what would run, none added and none left out', () => {
    fc.assert(
      fc.property(shell, fc.boolean(), (parts, asked) => {
        const command = parts.join('');
        const signs = visible(command)
          .replaceAll('\t', '⇥')
          .replace(
            /[^\S \n]/g,
            (blank) => `‹U+${blank.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`,
          );
        // Odd blanks inside of quotes and comments may stand as they are.
        const loose = (text: string) =>
          text.replace(/‹U\+(?:00A0|1680|200[0-9A]|202F|205F|3000)›|[^\S\n]/g, '_');
        expect(loose(said(command, asked ? ask([{ kind: 'unknown' }]) : undefined))).toBe(loose(signs));
      }),
      { seed: 1, numRuns: 800 },
    );
  });

  it('marks what the verdict is about, and nothing in what is allowed', () => {
    const remove = ask([{ kind: 'delete', target: '/home/mei/project/build' }]);
    expect(marked('ls build && rm -rf build', remove)).toEqual(['build', 'rm', '-rf', 'build']);
    expect(marked('sudo systemctl restart demo', ask([{ kind: 'privilege', target: 'root' }]))).toEqual([
      'sudo',
      'systemctl',
    ]);
    expect(marked('echo x > ~/notes', ask([{ kind: 'write', target: '/home/mei/notes' }]))).toEqual([
      '~/notes',
    ]);
    expect(marked('find . -name a -delete', ask([{ kind: 'delete' }]))).toEqual(['-delete']);
    expect(marked('rm -rf build', { ...remove, verdict: 'allow' })).toEqual([]);
  });

  it('marks characters made to deceive, whatever the verdict', () => {
    expect(marked('echo \u202etxt')).toEqual(['‹U+202E›']);
    expect(marked('ls\u00a0-l')).toEqual(['‹U+00A0›']);
    expect(marked('сurl example.org')).toEqual(['сurl']);
    expect(marked('echo привет мир')).toEqual([]);
  });
});
