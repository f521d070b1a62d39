import { afterAll, describe, expect, it, test } from 'vitest';
import { EXAMPLES } from '../../../src/planner/offline/bank/examples.ts';
import { place } from './place.ts';

const here = place({
  'notes.txt': 'old line\nsecond\n',
  'sales.csv': 'product,price\npear,2.5\nplum,1\n',
  'data.json': '{"a":1}',
  'run.sh': '#!/bin/sh\n',
  'x.tmp': '',
  'docs/a.md': '# a\n',
  'docs/b.md': '# b\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
});
afterAll(() => here[Symbol.dispose]());

test.each(EXAMPLES.map((example) => [example]))('the example "%s" is planned', (example) => {
  expect(here.ask(example)).toMatchObject({ kind: 'plan' });
});

describe('a request becomes the command it means', () => {
  it.each([
    ['find files larger than 10 MB', 'find . -type f -size +10M'],
    ['all pdf files changed in the last 3 days', "find . -type f -name '*.pdf' -mtime -3"],
    ['the md files in docs that contain "todo"', 'grep -l todo docs/*.md'],
    ['show lines 2 to 4 of notes.txt', "sed -n '2,4p' notes.txt"],
    ['average price in sales.csv', "awk -F, 'NR > 1 { s += $2; n++ } END { if (n) print s / n }' sales.csv"],
    ['set the permissions of run.sh to 750', 'chmod 750 run.sh'],
    ['把 notes.txt 移动到 docs', 'mv notes.txt docs/'],
    ['docs 中有多少个文件', 'find docs -maxdepth 1 -type f | wc -l'],
    ['wie viele Dateien gibt es hier', 'find . -maxdepth 1 -type f | wc -l'],
    ['what changeed in the last 30 minutes', 'find . -type f -mmin -30'],
    ['find fiels larger than 10 MB', 'find . -type f -size +10M'],
    ['remove execute permission from run.sh', 'chmod -x run.sh'],
    ['remove all write permissions from files in docs', 'find docs -type f -exec chmod a-w {} +'],
    ['search for "a.md" in docs', "find docs -type f -name 'a.md'"],
    ['all files here excluding those in the folder docs', "find . -type f -not -path '*/docs/*'"],
    ['find files with the suid bit set', 'find . -type f -perm -4000'],
    ['find files with spaces in their names', "find . -type f -name '* *'"],
    ['hex ff in decimal', 'echo $((16#ff))'],
    ['append run.sh to notes.txt', 'cat run.sh >> notes.txt'],
    ['copy a.md in docs to docs/new.md', 'cp docs/a.md docs/new.md'],
    ['delete broken links', 'find . -type l -xtype l -delete'],
    ['replace "old" with "fresh" only on the first line of notes.txt', 'sed -i 1s/old/fresh/g notes.txt'],
    ['unix timestamp 1700000000 as a UTC date in the form YYYY-MM-DD', 'date -u -d @1700000000 +%F'],
    ['strip trailing blanks from every line of notes.txt', "sed -i 's/[[:space:]]*$//' notes.txt"],
    ['find all zip files', "find . -type f -name '*.zip'"],
    ['make a zip file of docs', 'zip -qr docs.zip docs'],
    ['make run.sh read only', 'chmod a-w run.sh'],
    // What a pattern finds are names, whatever they begin with.
    ['delete all tmp files', 'rm -- *.tmp'],
    ['rename notes.txt to 计划.txt', "mv notes.txt '计划.txt'"],
    ['把 x.tmp 删掉，然后把 notes.txt 改名为 计划.txt', "rm x.tmp && mv notes.txt '计划.txt'"],
    ['wie viele .md Dateien gibt es in docs', "find docs -type f -name '*.md' | wc -l"],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });
});

describe('what is not understood is declined', () => {
  it.each([
    ['sing me a song'],
    ['why is the sky blue?'],
    ['book a flight to Rome'],
    ['qqq zzz vvv'],
    ['fix it'],
    ['do the thing'],
    ['写一首诗'],
    ['delete the old invoices of customer Miller from notes.txt somehow'],
    ['delete everything'],
    ['delete nothing.txt'],
    ['find \u202etxt files'],
  ])('%s', (request) => {
    expect(here.ask(request)).toMatchObject({ kind: 'abstain' });
  });
});

describe('what would change things is understood whole or not at all', () => {
  it.each([
    ['delete the dosc folder'],
    ['remove the prefix x from all files in docs'],
    ['make docs readable only for me and the group'],
    ['delete one of the md files in docs'],
    ['delete the files listed in notes.txt'],
    ['stop deleting tmp files'],
    ['delete docs if it is empty'],
    ['delete x.tmp unless it is empty'],
    ['delete x.tmp tomorrow'],
    ['如果 x.tmp 是空的就删除 x.tmp'],
    ['copy notes.txt over run.sh once sales.csv is older than a day'],
    ['move all pdf files from docs to run'],
    ['pack all 2009* files under docs into old.tar'],
    ['make a folder x and sing a song'],
    ['delete all md files that nobody likes'],
    ['replace old with new in nothing.txt'],
  ])('%s', (request) => {
    expect(here.ask(request)).toMatchObject({ kind: 'abstain' });
  });

  it.each([
    ['pritn notes.txt with the empty lines taken out'],
    ['skip the first two lines of notes.txt'],
    ['show notes.txt without comments'],
  ])('%s edits no file', (request) => {
    expect(here.command(request) ?? '').not.toMatch(/ -i\b|>/);
  });
});

it('names worked examples when it declines', () => {
  const answer = here.ask('find the files that sparkle in moonlight');
  expect(answer).toMatchObject({ kind: 'abstain' });
  expect(answer.kind === 'abstain' && answer.examples.length).toBeGreaterThan(0);
});

it('gives the same answer to the same request', () => {
  for (const example of EXAMPLES) expect(here.ask(example)).toEqual(here.ask(example));
});

describe('piped data is read instead of files', () => {
  it.each([
    ['count the files of each extension', `sed -n 's#.*\\.\\([^./]*\\)$#\\1#p' | sort | uniq -c | sort -rn`],
    ['sort numerically', 'sort -n'],
    ['count the lines', 'wc -l'],
    ['show the first 3 lines', 'head -n 3'],
    ['unique lines', 'sort -u'],
    ['lines containing "error"', 'grep error'],
  ])('%s', (request, command) => {
    expect(here.command(request, { stdin: 'data' })).toBe(command);
  });
});
