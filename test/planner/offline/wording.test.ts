import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const here = place({
  'notes.txt': 'old TODO\nsecond\nthird\n',
  'sales.csv': 'product,price,units\npear,2.5,7\nplum,1,9\n',
  'stock.json': '{"shelves":[{"name":"a","jars":3},{"name":"b","jars":4}]}',
  'web.log': '10.0.0.1 - GET 200 /a\n10.0.0.2 - GET 503 /b\n',
  'jobs.log': '2026-05-11 09:00:01 ERROR disk\n2026-05-11 10:00:01 INFO ok\n2026-05-12 09:00:01 ERROR net\n',
  'train.log': 'step=1 loss=0.9\nstep=2 loss=0.5\n',
  'runs.jsonl': '{"level":"info","loss":1}\n{"level":"warn","loss":2}\n',
  'load.py': 'import os\n\ndef read():\n    pass\n',
  'deep/weights.pt': 'w\n',
  'deep/er/weights.pt': 'v\n',
  'app.yaml': 'debug: false\nworkers: 2\n',
  'sub/one/__cache__/x': '',
  'drafts/a.draft': 'x\n',
  'drafts/b.draft': 'y\n',
  'dos.txt': 'a\r\nb\r\n',
});
afterAll(() => here[Symbol.dispose]());

describe('indirect wordings of what is known', () => {
  it.each([
    ['I would like a soft link named manuscript for drafts', 'ln -s drafts manuscript'],
    ['lines of app.yaml that are not commets', "grep -v '^[[:space:]]*#' app.yaml"],
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
    ['extract only the loss values from train.log', "grep -oP '\\bloss=\\K[^\\s,;]+' train.log"],
    [
      'loss values in runs.jsonl where level equals info',
      `jq -r 'select(.level == "info") | .loss' runs.jsonl`,
    ],
    ['function definitions in load.py with line numbers', "grep -nE '^[[:space:]]*(async )?def ' load.py"],
    ['sha256 sums of both weights.pt', 'sha256sum deep/weights.pt deep/er/weights.pt'],
    ['how many jars are there in total per stock.json', "jq -r '[.shelves[].jars] | add' stock.json"],
    [
      'jobs.log between 2026-05-11 09:30 and 2026-05-12 11:00',
      `awk 'substr($0, 1, 16) >= "2026-05-11 09:30" && substr($0, 1, 16) <= "2026-05-12 11:00"' jobs.log`,
    ],
    [
      'fetch http://127.0.0.1:9/list.txt and print only the first line',
      'curl -fsSL http://127.0.0.1:9/list.txt | head -n 1',
    ],
    ['nobody but the owner should be able to read or write notes.txt', 'chmod 600 notes.txt'],
    ['could you raise workers to 6 in app.yaml', "sed -i 's/^workers: .*/workers: 6/' app.yaml"],
    ['debug should be true in app.yaml', "sed -i 's/^debug: .*/debug: true/' app.yaml"],
    ['purge the __cache__ directories', 'find . -type d -name __cache__ -prune -exec rm -r {} +'],
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
