import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const here = place({
  'rides.csv':
    'id,rider,town,km,state\n1,Ann Low,Ghent,12.5,done\n2,Bo Rey,Lille,80,planned\n3,Ann Low,Lille,7,done\n',
  'marks.txt': '4\n9\n2\n',
  'guests.json':
    '[{"name":"Ann","since":2019,"rooms":3,"active":true},{"name":"Bo","since":2022,"rooms":1,"active":false}]\n',
  'votes.jsonl': '{"who":"ann","stars":4}\n{"who":"bo","stars":2}\n{"who":"ann","stars":5}\n',
  'web.log':
    '10.0.0.1 - - [02/Apr/2026:10:00:01 +0000] "GET / HTTP/1.1" 200 512\n10.0.0.2 - - [02/Apr/2026:11:00:03 +0000] "POST /in HTTP/1.1" 500 9\n',
  'job.log':
    '2026-05-01 10:00:01 INFO up\n2026-05-01 10:01:00 ERROR no disk\n2026-05-02 09:10:00 ERROR timeout\n',
  'site.conf': '# main\nport = 80\ncache = on\n',
  'run.sh': '#!/bin/sh\n',
  'old/a.tmp': '',
  'old/b.tmp': '',
  'docs/guide.md': '# guide\n',
});
afterAll(() => here[Symbol.dispose]());

describe('the parts of a question compose', () => {
  it.each([
    ['rides over 10 km in rides.csv', "awk -F, 'NR > 1 && $4 > 10' rides.csv"],
    ['riders of the rides to Lille in rides.csv', `awk -F, 'NR > 1 && $3 == "Lille" { print $2 }' rides.csv`],
    [
      'which town has the most rides in rides.csv',
      "awk -F, 'NR > 1 { s[$3]++ } END { for (k in s) print s[k], k }' rides.csv | sort -k1,1gr | head -n 1 | cut -d' ' -f2-",
    ],
    [
      'riders with more than one ride in rides.csv',
      "awk -F, 'NR > 1 { n[$2]++ } END { for (k in n) if (n[k] > 1) print k }' rides.csv",
    ],
    ['rides.csv without the state column', 'cut -d, -f1,2,3,4 rides.csv'],
    ['state of ride 2 in rides.csv', "awk -F, 'NR > 1 && $1 == 2 { print $5 }' rides.csv"],
    ['numbers in marks.txt above 3', "awk '$1 > 3' marks.txt"],
    ['second largest number in marks.txt', "sort -gru marks.txt | sed -n '2p'"],
    [
      'inactive guests in guests.json, names only',
      "jq -r '.[] | select((.active | not)) | .name' guests.json",
    ],
    [
      'names of guests since before 2020 in guests.json',
      "jq -r '.[] | select(.since < 2020) | .name' guests.json",
    ],
    [
      'average stars per who in votes.jsonl',
      `jq -sr 'group_by(.who)[] | "\\(.[0].who) \\(map(.stars) | add / length)"' votes.jsonl`,
    ],
    ['requests per hour in web.log', "awk '{ print substr($4, 14, 2) }' web.log | sort | uniq -c"],
    ['which addresses got a 500 in web.log', "awk '$9 == 500 { print $1 }' web.log | sort -u"],
    ['the most recent error in job.log', `awk '$3 == "ERROR"' job.log | tail -n 1`],
    [
      'how many errors happened on 2026-05-01 in job.log',
      `awk '$3 == "ERROR" && index($1, "2026-05-01") == 1 { n++ } END { print n + 0 }' job.log`,
    ],
    ['turn off cache in site.conf', "sed -i 's/^cache = on/cache = off/' site.conf"],
    ['active settings in site.conf', "grep -vE '^[[:space:]]*(#|;|$)' site.conf"],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });
});

describe('what is found is dealt with in the same breath', () => {
  it.each([
    ['find the tmp files in old and delete them', 'rm old/*.tmp'],
    [
      'find files with 777 permissions and change them to 755',
      'find . -type f -perm 777 -exec chmod 755 {} +',
    ],
    ['find all md files and count them', "find . -type f -name '*.md' | wc -l"],
    ['empty the old folder', 'find old -mindepth 1 -delete'],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });
});

describe('a question changes nothing', () => {
  it.each([
    ['does run.sh have execute permission'],
    ['what is port set to in site.conf'],
    ['should I remove old?'],
    ['which files can be deleted in old'],
    ['empty files in old?'],
    ['is it safe to delete old'],
  ])('%s', (request) => {
    const answer = here.ask(request);
    expect(answer.kind === 'abstain' || answer.risk === 'read').toBe(true);
  });
});
