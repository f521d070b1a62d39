import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Extracted, extract, isBareCommand, resumed } from '../../src/planner/extract.ts';
import { normalisePlan } from '../../src/planner/normalise.ts';
import { grows, partialPlan } from '../../src/planner/partial.ts';
import { sampleContext } from './samples.ts';

const tools = ['ls', 'df', 'du', 'sort', 'true', ...sampleContext().system.tools];
const read = (text: string): Extracted => extract(text, { tools });

/** Commands a person might see, and strings no person would write. */
const command = fc.oneof(
  fc.constantFrom('rm -rf ./build', `awk '{print "\\"" $1}' a`, 'echo "{[\'`"', 'cat <<E\n}]"\nE', 'ls'),
  fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() === text && text !== ''),
);
const plan = fc.record({
  goal: fc.string({ unit: 'grapheme' }),
  steps: fc.array(fc.record({ command, why: fc.string({ unit: 'grapheme' }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});
/** As Python prints it. */
function pythonic(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(pythonic).join(', ')}]`;
  const members = Object.entries(value as object);
  return `{${members.map(([key, member]) => `'${key}': ${pythonic(member)}`).join(', ')}}`;
}

/** Ways to write one plan; none of them ends before its last character. */
const writers: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => `Here it is:\n${JSON.stringify(value)}`,
  (value) => `<think>hm {"steps": </think>${JSON.stringify(value)}`,
  (value) => `\`\`\`json\n${JSON.stringify(value, null, 1)}`,
  (value) => JSON.stringify(value).replace(/\}$/, ',}'),
  (value) => `[${JSON.stringify(value)}]`,
  pythonic,
];

describe('extraction', () => {
  it('gives back what was written, in every way of writing', () => {
    fc.assert(
      fc.property(plan, fc.constantFrom(...writers), (value, write) => {
        const found = read(write(value));
        expect(found.kind).toBe('value');
        const normal = normalisePlan((found as { value: unknown }).value, 'goal');
        const expected = normalisePlan(value, 'goal');
        expect(normal).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('takes nothing from an answer that was cut off, wherever the cut is', () => {
    fc.assert(
      fc.property(
        plan,
        fc.constantFrom(...writers),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (value, write, at) => {
          const text = write(value);
          const cut = text.slice(0, Math.floor(at * (text.length - 1)));
          const found = read(cut);
          // A sentence ahead of the JSON is no plan either.
          if (found.kind === 'value')
            throw new Error(`took ${JSON.stringify(found.value)} from ${JSON.stringify(cut)}`);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('takes up a cut answer only where both parts are one valid value', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (value, at) => {
        const text = JSON.stringify(value);
        const middle = Math.max(1, Math.floor(at * text.length));
        expect(resumed(text.slice(0, middle), text.slice(middle))).toEqual(value);
        expect(resumed(text.slice(0, middle), text)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  const REJECTED: readonly (readonly [string, string])[] = [
    ['a sentence', 'You can use ls to list the files, then sort them.'],
    ['a sentence that begins with a tool', 'find the files in the folder and sort them by size'],
    ['a sentence with an option in it', 'ls with -l shows the sizes of the files'],
    ['a Chinese sentence', 'ls -l 命令可以列出所有文件'],
    ['a citation', 'See the manual ["coreutils"] for more.'],
    ['braces of awk', `Use awk '{print $1}' on it.`],
    ['two commands to choose from', '```bash\nls\n```\nor\n```bash\nls -l\n```'],
    ['two steps with words between', 'First {"command":"ls"} and later {"command":"rm -r ."}'],
    ['an output block', 'It prints:\n```\ntotal 4\n```'],
    ['an unclosed think tag', '<think>{"command":"reboot"}'],
    ['an unknown object', '{"error":"overloaded"}'],
    ['an error with a code', '{"code":"invalid","message":"no"}'],
    ['nothing', ''],
    ['one word that is an answer', 'true'],
    ['a program that is not here', 'frobnicate -l /tmp'],
  ];
  it.each(REJECTED)('makes no plan of %s', (_name, text) => {
    expect(read(text).kind).toBe('none');
  });

  it('takes the last whole plan when a model corrects itself', () => {
    const found = read('{"steps":["ls"]}\nWait, better:\n{"steps":["ls -l"]}');
    expect(found).toEqual({ kind: 'value', value: { steps: ['ls -l'] } });
  });

  it('takes one step a line as one plan', () => {
    const found = read('{"command":"cd src"}\n{"command":"ls"}');
    expect(found).toEqual({ kind: 'value', value: [{ command: 'cd src' }, { command: 'ls' }] });
  });

  it.each(['ls', 'ls -la', 'df -h /', "find . -name '*.md'", 'du -sh * | sort -h', 'git status', '$ ls -l'])(
    'knows the command %s from a sentence',
    (line) => {
      expect(isBareCommand(line, tools)).toBe(true);
    },
  );

  it('is done quickly with text made to be slow', () => {
    const hostile = [
      '{'.repeat(100_000),
      '{"'.repeat(50_000),
      '[['.repeat(50_000),
      '{"a":'.repeat(20_000),
      `${'{"x '.repeat(20_000)}</think>`.repeat(2),
      '</think>{"'.repeat(10_000),
      '```'.repeat(30_000),
      ' '.repeat(200_000),
      `{"steps":["${'\\'.repeat(99_999)}`,
      `{'${"' ".repeat(50_000)}`,
      '<think>'.repeat(20_000),
      `x${'\n'.repeat(100_000)}x`,
    ];
    for (const text of hostile) {
      const started = performance.now();
      expect(read(text).kind).toBe('none');
      partialPlan(text);
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });
});

describe('a plan while it streams', () => {
  it('only grows, and every string is the beginning of what it becomes', () => {
    fc.assert(
      fc.property(
        plan,
        fc.constantFrom(JSON.stringify, (value: unknown) => JSON.stringify(value, null, 2)),
        (value, write) => {
          const text = write(value);
          let before = {};
          for (let end = 0; end <= text.length; end++) {
            const partial = partialPlan(text.slice(0, end));
            if (!partial) continue;
            expect(grows(before, partial)).toBe(true);
            before = partial;
            partial.steps?.forEach((step, index) => {
              expect(value.steps[index]!.command.startsWith(step.command ?? '')).toBe(true);
              expect(value.steps[index]!.why.startsWith(step.why ?? '')).toBe(true);
            });
            expect(value.goal.startsWith(partial.goal ?? '')).toBe(true);
          }
          expect(grows(before, partialPlan(text) ?? {})).toBe(true);
          expect(partialPlan(text)?.steps?.map((step) => step.command)).toEqual(
            value.steps.map((step) => step.command),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    ['prose', 'Sure! Here is the plan'],
    ['reasoning', '<think>{"goal":"no","steps":[{"command":"reboot"'],
    ['a stray brace', 'a set {1, 2'],
    ['single quotes', "{'goal': 'x'"],
    ['half a key', '{"go'],
    ['numbers', '{"goal": 12'],
  ])('shows nothing of %s', (_name, text) => {
    expect(partialPlan(text)).toBeUndefined();
  });

  it('waits for the other half of a character', () => {
    expect(partialPlan('{"goal":"a\\ud83d')).toEqual({ goal: 'a' });
    expect(partialPlan('{"goal":"a\\ud83d\\ude')).toEqual({ goal: 'a' });
    expect(partialPlan('{"goal":"a\\ud83d\\ude00')).toEqual({ goal: 'a😀' });
    expect(partialPlan('{"goal":"a\\\\')).toEqual({ goal: 'a\\' });
    expect(partialPlan('{"goal":"a\\')).toEqual({ goal: 'a' });
  });
});
