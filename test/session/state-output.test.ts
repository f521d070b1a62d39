import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendOutput,
  excerpt,
  lastLines,
  lineCount,
  linesOf,
  NO_OUTPUT,
  type OutputTail,
} from '../../src/session/output-tail.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const fill = (pieces: readonly Uint8Array[]) =>
  pieces.reduce<OutputTail>((kept, data) => appendOutput(kept, 'stdout', data), NO_OUTPUT);

/** Cuts bytes into pieces at random places. */
const cutUp = (text: string, sizes: readonly number[]) => {
  const data = bytes(text);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; at < data.length; i++) {
    const size = sizes.length > 0 ? sizes[i % sizes.length]! : data.length;
    pieces.push(data.subarray(at, at + size));
    at += size;
  }
  return pieces;
};

describe('the output that is kept', () => {
  it('is all of it, in order, while it is short, however it was cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', '')),
          { maxLength: 60 },
        ),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
        (lines, sizes) => {
          const kept = fill(cutUp(lines.map((line) => `${line}\n`).join(''), sizes));
          const shown = excerpt(kept, { whole: 100, head: 5, tail: 5 });
          expect(shown.omitted).toBe(0);
          expect([...shown.head, ...shown.tail].map(({ text }) => text)).toEqual(lines);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  it('is the beginning and the end with every line between them counted, in bounded memory', () => {
    const total = 200_000;
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < total; from += 1000)
      pieces.push(bytes(Array.from({ length: 1000 }, (_, i) => `line ${from + i}\n`).join('')));
    const kept = fill(pieces);
    expect(lineCount(kept)).toBe(total);
    expect(kept.headBytes + kept.tailBytes).toBeLessThan(160 * 1024);
    const shown = excerpt(kept, { whole: 400, head: 40, tail: 120 });
    expect(shown.head[0]?.text).toBe('line 0');
    expect(shown.head.length).toBe(40);
    expect(shown.tail.at(-1)?.text).toBe(`line ${total - 1}`);
    expect(shown.head.length + shown.omitted + shown.tail.length).toBe(total);
    expect(lastLines(kept, 3, 8192).map(({ text }) => text)).toEqual([
      `line ${total - 3}`,
      `line ${total - 2}`,
      `line ${total - 1}`,
    ]);
  });

  it('adds up for any lines and any limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40_000 }),
        (count, head, tail, size) => {
          const text = Array.from({ length: count }, (_, i) => `${i} ${'x'.repeat(i % 70)}\n`).join('');
          const kept = fill(cutUp(text, [size]));
          const shown = excerpt(kept, { whole: 100, head, tail });
          expect(shown.head.length + shown.omitted + shown.tail.length).toBe(count);
          const texts = [...shown.head, ...shown.tail].map((line) => Number(line.text.split(' ')[0]));
          expect(texts).toEqual([...texts].sort((a, b) => a - b));
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('costs the size of a piece, not of all before it', () => {
    const piece = bytes('y\n');
    let kept = NO_OUTPUT;
    const began = performance.now();
    for (let i = 0; i < 200_000; i++) kept = appendOutput(kept, 'stdout', piece);
    expect(performance.now() - began).toBeLessThan(4000);
    expect(lineCount(kept)).toBe(200_000);
    expect(kept.head.length + kept.tail.length).toBeLessThan(64);
  });

  it('does not tear a line of one stream when the other speaks in between', () => {
    let kept = appendOutput(NO_OUTPUT, 'stdout', bytes('out'));
    kept = appendOutput(kept, 'stderr', bytes('err\n'));
    kept = appendOutput(kept, 'stdout', bytes('put\nend'));
    expect(linesOf(kept.head)).toEqual([
      { stream: 'stderr', text: 'err' },
      { stream: 'stdout', text: 'output' },
      { stream: 'stdout', text: 'end' },
    ]);
    expect(lineCount(kept)).toBe(3);
  });

  it('keeps a copy: the bytes may be used again by whoever read them', () => {
    const data = bytes('abc\n');
    const kept = appendOutput(NO_OUTPUT, 'stdout', data);
    data.fill(120);
    expect(linesOf(kept.head)[0]?.text).toBe('abc');
  });

  it('knows what is no text', () => {
    expect(appendOutput(NO_OUTPUT, 'stdout', new Uint8Array([1, 0, 2])).binary).toBe(true);
    expect(appendOutput(NO_OUTPUT, 'stdout', bytes('text')).binary).toBe(false);
  });
});
