import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const here = place({
  'notes.txt': 'old TODO\nsecond\nthird\n',
  'sales.csv': 'product,price,units\npear,2.5,7\nplum,1,9\n',
  'stock.json': '{"shelves":[{"name":"a","jars":3},{"name":"b","jars":4}]}',
  'web.log': '10.0.0.1 - GET 200 /a\n10.0.0.2 - GET 503 /b\n',
  'jobs.log': '2026-05-11 09:00:01 ERROR disk\n2026-05-11 10:00:01 INFO ok\n2026-05-12 09:00:01 ERROR net\n',
  'drafts/a.draft': 'x\n',
  'drafts/b.draft': 'y\n',
  'dos.txt': 'a\r\nb\r\n',
});
afterAll(() => here[Symbol.dispose]());

describe('indirect wordings of what is known', () => {
  it.each([
    ['I would like a soft link named manuscript for drafts', 'ln -s drafts manuscript'],
    ['display notes.txt starting at the second line', "sed -n '2,$p' notes.txt"],
    ['in notes.txt show TODO and the line after it', 'grep -A 1 TODO notes.txt'],
    ['dos.txt came from Windows, fix its line ends', "sed -i 's/\\r$//' dos.txt"],
    ['drop the final line of notes.txt, saving the file', "sed -i '$d' notes.txt"],
    ['sales.csv: the winners, i.e. units over 8', "awk -F, 'NR > 1 && $3 > 8' sales.csv"],
    ['server trouble, i.e. status 500 and up, in web.log', "awk '$4 >= 500' web.log"],
    ["make notes.txt empty but don't remove it", 'truncate -c -s 0 notes.txt'],
    ['ERROR entries in jobs.log for the 11th of may 2026', "awk '/^\\[*2026-05-11/ && /ERROR/' jobs.log"],
    [
      'sales.csv sorted by units, header kept on top',
      '{ head -n 1 sales.csv; tail -n +2 sales.csv | sort -t, -k3,3g; }',
    ],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });

  it('renames endings that files here have, instead of editing their text', () => {
    expect(here.command('change each .draft in drafts to .txt')).toContain('mv -n');
  });

  it('empties nothing on a condition', () => {
    expect(here.command('make notes.txt empty unless it is small')).toBeUndefined();
  });
});
