import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { framesOf, type ReplayOptions, readJournal } from './replay.tsx';

const folder = join(import.meta.dirname, '../journals');
const journals = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => name.replace('.jsonl', ''));

const SCREENS: readonly (readonly [name: string, options: ReplayOptions])[] = [
  ['wide', { columns: 100, rows: 40, language: 'en' }],
  ['narrow', { columns: 44, rows: 24, language: 'en' }],
  ['zh', { columns: 72, rows: 30, language: 'zh' }],
  ['accessible', { columns: 80, rows: 30, language: 'en', accessible: true }],
];

/** What may never reach a terminal from data: escapes, controls, bidirectional and invisible characters. */
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;

describe.each(journals)('journal %s', (name) => {
  const events = readJournal(name);

  it.each(SCREENS)(
    'gives its frames, which stay inside the screen with nothing raw in them, %s',
    async (screen, options) => {
      const frames = framesOf(events, options);
      expect(frames.at(-1)?.moment).toBe('ended');
      for (const { text, live } of frames) {
        expect(live).toBeLessThan(options.rows);
        expect(text).not.toMatch(RAW);
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThan(options.columns);
      }
      const text = frames.map((frame) => `─── ${frame.moment}\n${frame.text}\n`).join('\n');
      await expect(text).toMatchFileSnapshot(join(folder, `${name}.${screen}.txt`));
    },
  );
});
