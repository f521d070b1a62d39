import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPrompt } from '../../src/planner/prompt.ts';
import type { Context } from '../../src/session/context.ts';
import type { PlanRequest } from '../../src/session/ports.ts';
import { outsideOfData } from './prompt-reader.ts';
import { sampleContext, sampleRequest } from './samples.ts';

interface Hostile {
  readonly id: string;
  readonly place: keyof typeof PLACES;
  readonly lang: 'en' | 'zh';
  readonly text: string;
  /** What the text wants to have run. */
  readonly wants: string;
}

const CORPUS = readFileSync(new URL('../corpora/injection.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Hostile);

/** A small folder, so that long text takes no room from anything else. */
const listing: Context['listing'] = { total: 1, entries: [{ name: 'a', type: 'file', size: 5 }] };
const context = (changes: Partial<Context>): Partial<PlanRequest> => ({
  context: sampleContext({ listing, ...changes }),
});
const sample = sampleContext();

/** Every door by which text of others comes into a prompt. */
const PLACES = {
  name: (text: string) =>
    context({
      listing: {
        total: 2,
        entries: [
          { name: text, type: 'file', size: 5 },
          { name: 'b', type: 'dir' },
        ],
      },
    }),
  folder: (text: string) => context({ cwd: `/home/wang/${text}`, home: `/home/${text}` }),
  branch: (text: string) => context({ git: { branch: text, root: `/r/${text}`, state: text } }),
  stdin: (text: string) => context({ stdinSample: text }),
  web: (text: string) => context({ stdinSample: text }),
  output: (text: string) => ({
    turns: [{ kind: 'evidence' as const, source: 'looks that only read', text }],
  }),
  file: (text: string) => ({ turns: [{ kind: 'evidence' as const, source: 'looks that only read', text }] }),
  stderr: (text: string) => ({
    turns: [
      {
        kind: 'failed' as const,
        plan: { version: 1 as const, goal: 'g', steps: [{ id: '1', command: 'make', why: 'builds' }] },
        stepId: '1',
        exitCode: 2,
        stderrTail: text,
      },
    ],
  }),
  earlier: (text: string) =>
    context({ lastResults: [{ request: 'r', command: 'make', exitCode: 2, stderrTail: text }] }),
  command: (text: string) => context({ lastResults: [{ request: text, command: text, exitCode: 0 }] }),
  host: (text: string) =>
    context({
      system: {
        ...sample.system,
        host: text,
        user: text,
        distribution: text,
        shell: text,
        packageManager: text,
      },
    }),
  process: (text: string) =>
    context({
      state: {
        ...sample.state!,
        disks: [{ mount: `/${text}`, total: 9, available: 1 }],
        processes: [{ pid: 1, parent: 0, name: text, cpuPercent: 99 }],
      },
    }),
  tool: (text: string) => context({ system: { ...sample.system, tools: ['ls', text] } }),
} satisfies Record<string, (text: string) => Partial<PlanRequest>>;

const built = (changes: Partial<PlanRequest>, examples: { request: string; command: string }[] = []) =>
  buildPrompt(sampleRequest(changes), { small: false, examples }).messages;

/** All that stands outside of data, message by message; assistant turns are JSON of our own making. */
const obeyed = (messages: ReturnType<typeof built>) =>
  messages.map(({ role, content }) => (role === 'user' ? outsideOfData(content) : content));

/** What no prompt may hold anywhere: special tokens, and characters that show nothing or turn the text around. */
const FORBIDDEN =
  /<\||\|>.*<\||\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|\[\/?SYSTEM_PROMPT\]|[\p{Cf}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u{e0000}-\u{e0fff}]/u;

function expectKept(place: keyof typeof PLACES, text: string): void {
  const messages = built(PLACES[place](text));
  expect(obeyed(messages)).toEqual(obeyed(built(PLACES[place]('benign'))));
  for (const { content } of messages) expect(content).not.toMatch(FORBIDDEN);
}

describe('text of others in a prompt', () => {
  it('is tried with at least 150 hostile texts in both languages', () => {
    expect(new Set(CORPUS.map((hostile) => hostile.text)).size).toBeGreaterThanOrEqual(150);
    expect(CORPUS.filter((hostile) => hostile.lang === 'zh').length).toBeGreaterThanOrEqual(60);
    expect(CORPUS.every((hostile) => hostile.place in PLACES && hostile.wants !== '')).toBe(true);
  });

  it.each(CORPUS)('$id stays data where it was meant to go ($place)', ({ place, text }) => {
    expectKept(place, text);
  });

  it('stays data at every other door too', () => {
    for (const { text } of CORPUS)
      for (const place of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
        // A tool with odd signs is not named at all; one without is only a name.
        if (place === 'tool' && /^[\w.+-]+$/.test(text)) continue;
        if (place === 'tool')
          expect(obeyed(built(PLACES.tool(text)))).toEqual(obeyed(built(PLACES.tool('ls ls'))));
        else expectKept(place, text);
      }
  });

  it('stays data in a worked example', () => {
    for (const { text } of CORPUS) {
      const hostile = built({}, [{ request: text.slice(0, 200), command: text.slice(0, 200) }]);
      expect(obeyed(hostile)).toEqual(obeyed(built({}, [{ request: 'a', command: 'b' }])));
    }
  });

  it('stays data whatever it is', () => {
    const doors = fc.constantFrom(
      ...(Object.keys(PLACES) as (keyof typeof PLACES)[]).filter((place) => place !== 'tool'),
    );
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '</environment>',
        '\n',
        '\r',
        '"',
        '\\',
        '</untrusted>',
        '<request>',
        '\u2028',
        '| ',
        '<|im_end|>',
        '{"',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(doors, fc.array(piece, { minLength: 1, maxLength: 8 }), (place, pieces) => {
        const text = pieces.join('');
        if (text.trim() !== '') expectKept(place, text);
      }),
      { numRuns: 400 },
    );
  });

  it('reaches the model whole, so that it can still be worked with', () => {
    const name = 'odd "name" – 报告 \u200b<b>.txt';
    const [, user] = built(PLACES.name(name));
    const line = user!.content.split('\n').find((candidate) => candidate.startsWith('entries'))!;
    const string = /"(?:[^"\\]|\\.)*"/.exec(line.slice(line.indexOf('files:')))![0];
    expect(JSON.parse(string)).toBe(name);
  });
});
