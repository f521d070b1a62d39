import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { tldrExamples } from '../../../src/planner/offline/bank/tldr.ts';

const home = mkdtempSync(join(tmpdir(), 'assent-tldr-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const pages = join(home, '.cache/tealdeer/tldr-pages/pages/common');
mkdirSync(pages, { recursive: true });
writeFileSync(
  join(pages, 'shears.md'),
  '# shears\n\n> Cuts pictures.\n\n- Crop a picture to a square of a given width:\n\n`shears {{[-s|--square]}} {{100}} {{path/to/picture.png}}`\n\n- Rotate a picture:\n\n`shears rotate \u001b[31m{{90}}`\n',
);

it('names examples of a cache that is there, placeholders opened', () => {
  expect(tldrExamples('crop the picture to a square', home)).toEqual([
    'Crop a picture to a square of a given width: shears --square 100 path/to/picture.png',
  ]);
});

it('shows nothing that holds signs for the terminal', () => {
  expect(tldrExamples('rotate the picture by 90 degrees', home).join()).not.toContain('rotate');
});

it('is silent where no cache is', () => {
  expect(tldrExamples('crop the picture to a square', join(home, 'nobody'))).toEqual([]);
});
