import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const here = place({
  'kiln.log':
    'ts=2026-03-01T06:00 lvl=info oven=a temp=900\nts=2026-03-01T07:00 lvl=warn oven=b temp=1210\nts=2026-03-02T06:00 lvl=debug oven=a temp=905\nts=2026-03-02T07:00 lvl=info oven=a temp=1180\n',
  'shifts.dat': '06:00 14 34.4 3.5\n12:00 18 34.9 4.5\n18:00 11 33.0 4.1\n',
  'debts.csv': 'client,year,amount,paid\nIda,2019,40,yes\nOle,2023,310,no\nIda,2024,55,no\n',
  'kiln.ini': '; limits\nmax_temp = 1200\n\n[fan]\nspeed = 3\n',
  'list.txt': 'eggs\nbig eggs\nflour\n',
  'glaze/2025/a.txt': 'celadon\n',
  'glaze/2024/b.txt': 'ash\n',
  'tools/fire.sh': 'echo fire\n',
  'tools/cool.sh': 'echo cool\n',
  Makefile: 'docs:\n\ttrue\n',
  'spare/': '',
});
afterAll(() => here[Symbol.dispose]());

const run = (request: string) =>
  execFileSync('bash', ['--norc', '-c', here.command(request) ?? 'exit 9'], {
    cwd: here.cwd,
    encoding: 'utf8',
  });

describe('sentences beside the order', () => {
  it.each([
    [
      'The kiln got a new door: set max_temp in kiln.ini to 1250.',
      "sed -i 's/^max_temp = .*/max_temp = 1250/' kiln.ini",
    ],
    ['For a poster I need the lines of list.txt joined into one line with commas.', "paste -sd ',' list.txt"],
    ['We have run out of clay. How many lines are in list.txt?', 'wc -l < list.txt'],
    [
      '老板嫌太热，把 kiln.ini 里的 max_temp 改成 1100',
      "sed -i 's/^max_temp = .*/max_temp = 1100/' kiln.ini",
    ],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });

  it.each([
    'Only the celadon ones matter. How many files are in glaze?',
    'The glaze folder is full of old tests. Delete everything in it that is chipped.',
    'list.txt is wrong on Sundays, so please delete it if it rains',
  ])('never drops a sentence that narrows, and deletes nothing by half an order: %s', (request) => {
    expect(here.command(request)).toBeUndefined();
  });
});

describe('lines of key=value pairs and columns by their place', () => {
  it.each([
    ['how often does each oven report in kiln.log', '      3 a\n      1 b\n'],
    ['kiln.log minus the info and debug lines', 'ts=2026-03-01T07:00 lvl=warn oven=b temp=1210\n'],
    ['how many warnings in kiln.log', '1\n'],
    ['highest temp of oven a in kiln.log', '1180\n'],
    ['what kiln.log recorded on 2 March 2026 for oven b', ''],
    ['lines in kiln.log with a temp above 1200', 'ts=2026-03-01T07:00 lvl=warn oven=b temp=1210\n'],
    ['rows of shifts.dat whose 4th column is below 4', '06:00 14 34.4 3.5\n'],
    ['how many rows of shifts.dat have more than 4 in the last column', '2\n'],
    ['debts not paid yet', 'Ole,2023,310,no\nIda,2024,55,no\n'],
    ['debts after 2020 above 100', 'Ole,2023,310,no\n'],
    ['how much did Ida pay in total in debts.csv', '95\n'],
  ])('%s', (request, output) => {
    let got: string;
    try {
      got = run(request);
    } catch (error) {
      // grep says 1 where nothing matches.
      if ((error as { status?: number }).status !== 1) throw error;
      got = '';
    }
    expect(got).toBe(output);
  });

  it.each(['how many debts are glorious', 'lines in kiln.log that are glorious'])(
    'takes no word it does not know for a name of the rows: %s',
    (request) => {
      expect(here.command(request)).toBeUndefined();
    },
  );
});

describe('the same order in other words', () => {
  it.each([
    ['take the line eggs off list.txt', "sed -i '/^eggs$/d' list.txt"],
    ['please add rye flour as a new line at the bottom of list.txt', "echo 'rye flour' >> list.txt"],
    ['turn the max_temp in kiln.ini down to 900', "sed -i 's/^max_temp = .*/max_temp = 900/' kiln.ini"],
    ['kick the comment lines out of kiln.ini', "sed -i '/^[[:space:]]*;/d' kiln.ini"],
    ['kiln.ini minus the lines that start with ;', "grep -v '^;' kiln.ini"],
    ['list glaze of 2025, newest first', 'ls -t glaze/2025'],
    ['scripts in tools should be executable', 'chmod +x tools/*.sh'],
    ['others must not be able to read list.txt', 'chmod o-r list.txt'],
    ['should list.txt be read-only?', undefined],
    ['remove the empty folder spare', 'rmdir spare'],
    ['copy tools fire.sh and cool.sh to spare', 'cp tools/fire.sh tools/cool.sh spare/'],
    ['wc: number of lines in list.txt', 'wc -l < list.txt'],
    ['rename list.txt to old.txt and make it read-only', 'mv list.txt old.txt && chmod a-w old.txt'],
    ['copy list.txt to old.txt and delete it', undefined],
    ['make a backup of the glaze folder called glaze2', 'cp -r glaze glaze2'],
    ['delete the fires from tools and glaze', undefined],
    ['run make docs', 'make docs'],
    ['run make install', undefined],
    ['make kiln.zip out of the tools folder', 'zip -qr kiln.zip tools'],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });
});
