import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const VISITS =
  'no,day,pet,kind,vet,fee,paid\n1,2026-03-02,Bruno,dog,Sato,64,yes\n2,2026-03-05,Misty,cat,Sato,38,no\n3,2026-03-09,Pip,rabbit,Berg,27,yes\n';
const here = place({
  'visits.csv': VISITS,
  'drift.log':
    'ts=1 lvl=info unit=b1 msg="charging"\nts=2 lvl=error unit=b3 msg="no gps"\nts=3 lvl=debug unit=b3 msg="retry"\nts=4 lvl=info unit=b2 msg="charging"\nts=5 lvl=warn unit=b2 msg="low"\n',
  'modem.conf': 'retry.max=5\nretry.pause=30\n',
  'list.txt': 'milk\neggs\n',
  NOTES: 'todo\n',
  'run.sh': '#!/bin/sh\n',
  'survey/west/a.nc': 'a',
  'survey/north/b.nc': 'b',
  'songs/one.mp3': 'x',
  'songs/two.mp3': 'x',
  'top.mp3': 'x',
  'photos/a.jpg': 'x',
  'photos/b.png': 'x',
  'photos/plan.txt': 'x',
  'tmp/README': 'read me\n',
  'tmp/x.bak': 'x',
  'posts/draft-a.md': 'a',
  'posts/draft-b.md': 'b',
  'posts/hello.md': 'c',
  'old/2019.txt': 'x',
  'entries/2026.txt': 'x',
});
afterAll(() => here[Symbol.dispose]());

describe('a qualifier that no command of ours says', () => {
  it.each([
    'delete the visits of cats from visits.csv',
    'delete all surveys but west',
    'delete every survey but north',
    'delete NOTES only when list.txt exists',
    'delete old entries',
    'move the old entries to entries',
    'empty tmp but keep README',
    'make run.sh executable for everyone but the others',
    'run.sh must be run now',
    'make run.sh executable and run it',
    'NOTES should be read-only for others but writable for me',
    'NOTES should only be readable by the group',
    "chmod NOTES so that others can't write but the group can",
    'survey and everything in it should be private',
    'list.txt 里把 milk 放到最后',
    'add tea to list.txt before the last line',
    'add tea and salt to list.txt, one per line',
    'set retry.max and retry.pause to 10 in modem.conf',
    'keep only the drafts in posts',
    'which unit has no errors in drift.log',
    'drift.log 里哪个 unit 没有 error',
    'drift.log without debug of b3',
    'errors of any unit but b3 in drift.log',
    'visits.csv 里除了 Bruno 以外的总额',
    'delete Bruno from list.txt and visits.csv',
    'get rid of the cats and the drafts',
    'put a copy of NOTES in tmp under the name old.txt',
    'add tea to list.txt and salt to NOTES',
    'add b.png to NOTES',
    'add no salt after the first line in list.txt',
    '把 list.txt 的 eggs 改成 12 eggs',
    'delete empty lines in NOTES but keep single ones',
    'move tmp to old but leave x.bak',
    'make run.sh executable and NOTES read-only',
    'kick every dog out of visits.csv',
    'show list.txt without the first and last line',
    'copy the photos but plan to old',
    'retry.max should be higher in modem.conf',
    '我打算删掉 NOTES，先列出来',
    'I am going to delete NOTES, list it first',
    'du -sh for photos but not plan.txt',
    'delete tmp but not tmp/README',
    'delete all but the first two lines of list.txt',
    'delete all lines but eggs in list.txt',
    '删除 posts 里 draft-a.md 以外的文件',
    '删除草稿以外的文件',
    'double the fee of Bruno in visits.csv',
  ])('declines: %s', (request) => {
    expect(here.command(request)).toBeUndefined();
  });
});

describe('a qualifier that is kept', () => {
  it.each([
    ['NOTES should not be writable by anyone but me', 'chmod go-w NOTES'],
    ['nobody except me should be able to change NOTES', 'chmod go-w NOTES'],
    ["others can't write to NOTES", 'chmod o-w NOTES'],
    ['给 run.sh 加执行权限，不过只给我', 'chmod u+x,go-x run.sh'],
    ['others must neither read nor write NOTES', 'chmod o-rw NOTES'],
    ['run.sh is private. Make it executable for everyone', 'chmod a+x run.sh'],
    ['delete mp3s directly in songs', 'rm songs/*.mp3'],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });

  it.each([
    ['visits after 2026-03-05 in visits.csv', '3,2026-03-09,Pip,rabbit,Berg,27,yes\n'],
    ['visits before March 5 in visits.csv', '1,2026-03-02,Bruno,dog,Sato,64,yes\n'],
    ['visits.csv 里 3 月 5 日之前的记录', '1,2026-03-02,Bruno,dog,Sato,64,yes\n'],
    [
      'visits up to March 5 in visits.csv',
      '1,2026-03-02,Bruno,dog,Sato,64,yes\n2,2026-03-05,Misty,cat,Sato,38,no\n',
    ],
    [
      'visits.csv 里 3 月 5 日以后的记录',
      '2,2026-03-05,Misty,cat,Sato,38,no\n3,2026-03-09,Pip,rabbit,Berg,27,yes\n',
    ],
    [
      'visits from March 2 to March 5 in visits.csv',
      '1,2026-03-02,Bruno,dog,Sato,64,yes\n2,2026-03-05,Misty,cat,Sato,38,no\n',
    ],
    ['paid visits before March 9 in visits.csv', '1,2026-03-02,Bruno,dog,Sato,64,yes\n'],
    ['rows of visits.csv whose 4th column is dog', '1,2026-03-02,Bruno,dog,Sato,64,yes\n'],
    ['drift.log 里不含 charging 的 b2 记录', 'ts=5 lvl=warn unit=b2 msg="low"\n'],
  ])('%s', (request, output) => {
    const command = here.command(request) ?? 'exit 9';
    expect(execFileSync('bash', ['--norc', '-c', command], { cwd: here.cwd, encoding: 'utf8' })).toBe(output);
  });

  it('moves the photos that are left over, and no more', () => {
    expect(here.command('把 photos 里除了 png 的照片都移到 survey')).toMatch(
      /^find photos -type f .*-name '\*\.jpg'.* -exec mv -t survey\/ \{\} \+$/,
    );
  });
});
