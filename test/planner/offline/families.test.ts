import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const here = place({
  'docs/a.txt': 'one\ntwo\n',
  'docs/b.txt': 'one\nthree\n',
  'docs/pic.png': 'x',
  'staff.csv': 'name,age,city,wage\nIda,31,Bonn,40\nUwe,52,Kiel,50\n',
  'stock.json': '[{"sku":"p1","left":3},{"sku":"p2","left":0}]',
  'web.log': '2026-05-11 09:00:01 ERROR disk\n2026-05-11 10:00:01 INFO ok\n',
  'kept/x.md': '',
  'old.txt': 'k=v\r\n',
});
afterAll(() => here[Symbol.dispose]());

describe('requests about files, archives, notations and the network', () => {
  it.each([
    ['how many errors were logged in web.log', `awk '$3 == "ERROR" { n++ } END { print n + 0 }' web.log`],
    ['compare a.txt and b.txt in docs', 'diff docs/a.txt docs/b.txt'],
    [
      'find all *.txt files under docs smaller than 3k and print their sizes',
      "find docs -type f -name '*.txt' -size -3072c -exec ls -lh {} +",
    ],
    ['make a tarball of docs excluding *.png', "tar -czf docs.tar.gz --exclude='*.png' docs"],
    ['create a zip of all txt files in docs', 'zip -qr docs.zip docs/*.txt'],
    ['print the last 2 lines of web.log in reverse order', 'tail -n 2 web.log | tac'],
    ['get the http headers of example.com', 'curl -sI example.com'],
    [
      'download https://example.com/x.tgz into docs',
      'curl -fsSL --output-dir docs -O https://example.com/x.tgz',
    ],
    ['how much free space do i have left', 'df -h'],
    ['who can write to web.log', 'ls -l web.log'],
    ['convert old.txt from latin1 to utf-8', 'iconv -f ISO-8859-1 -t UTF-8 old.txt'],
    ['rows of staff.csv with age between 20 and 40', "awk -F, 'NR > 1 && $2 >= 20 && $2 <= 40' staff.csv"],
    ['show the last 50 lines of the journal for nginx', 'journalctl -u nginx -n 50 --no-pager'],
    ['show errors from the journal since this morning', 'journalctl -p err --since today --no-pager'],
    ['which package does /bin/ls belong to', 'dpkg -S /bin/ls'],
    ['list all users on this machine', 'getent passwd | cut -d: -f1'],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });

  it('asks about a column that narrows and cannot be found', () => {
    expect(here.ask('staff.csv 里柏林的人数').kind).toBe('abstain');
  });

  it('appends no text to an archive', () => {
    const archive = place({ 'a.txt': 'x', 'old.tar.gz': 'y', 'old.zip': 'z' });
    expect(archive.command('add a.txt to old.zip')).toBe('zip -qr old.zip a.txt');
    expect(archive.command('add a.txt to old.tar.gz')).toBeUndefined();
    archive[Symbol.dispose]();
  });

  it('writes no file over itself', () => {
    const request = 'convert old.txt from latin1 to utf-8 and save it as old.txt';
    expect(here.command(request) ?? '').not.toMatch(/> *old\.txt/);
  });
});

describe('the same in Chinese, where columns have English names', () => {
  it.each([
    ['把 staff.csv 按年龄从大到小排序', 'tail -n +2 staff.csv | sort -t, -k2,2gr'],
    ['staff.csv 里年龄大于 40 的人', "awk -F, 'NR > 1 && $2 > 40' staff.csv"],
    ['staff.csv 只显示姓名和城市两列', 'cut -d, -f1,3 staff.csv'],
    ['staff.csv 里住在 Bonn 的人的姓名', `awk -F, 'NR > 1 && $3 == "Bonn" { print $1 }' staff.csv`],
    ['统计日志里有多少个错误', `awk '$3 == "ERROR" { n++ } END { print n + 0 }' web.log`],
    ['把 docs 里的 txt 打包成 zip', 'zip -qr docs.zip docs/*.txt'],
    [
      'docs 下小于 3k 的 txt 文件，并显示大小',
      "find docs -type f -name '*.txt' -size -3072c -exec ls -lh {} +",
    ],
    ['把 old.txt 的换行符转成 unix 格式', "sed -i 's/\\r$//' old.txt"],
    ['获取 https://example.com 的响应头', 'curl -sI https://example.com'],
    ['哪些服务启动失败了', 'systemctl --failed'],
    ['哪些包可以升级', 'apt list --upgradable'],
    ['docs/a.txt 里有没有 two', 'grep two docs/a.txt'],
    ['把 docs 里的文件都移到 kept', 'mv docs/* kept/'],
    ['staff.csv 按工资升序，只显示姓名', "tail -n +2 staff.csv | sort -t, -k4,4g | awk -F, '{ print $1 }'"],
    ['staff.csv 有几个城市', "awk -F, 'NR > 1 { print $3 }' staff.csv | sort -u | wc -l"],
    ['把 stock.json 按 left 排序', "jq 'sort_by(.left)[]' stock.json"],
    ['哪些进程是 root 的', 'ps -u root -o pid,comm'],
    ['2 的 10 次方', 'echo $((2**10))'],
    ['按城市和年龄排序 staff.csv', 'tail -n +2 staff.csv | sort -t, -k3,3 -k2,2g'],
    [
      'staff.csv 里每个城市的最高工资',
      "awk -F, 'NR > 1 { if (!($3 in m) || $4 > m[$3]) m[$3] = $4 } END { for (k in m) print k, m[k] }' staff.csv",
    ],
    ['显示 web.log 中 ERROR 前后各 1 行', 'grep -C 1 ERROR web.log'],
    ['staff.csv 里年龄在 20 到 40 之间的人', "awk -F, 'NR > 1 && $2 >= 20 && $2 <= 40' staff.csv"],
    ['web.log 里 9 点到 10 点之间的日志', `awk '$2 >= "09:00" && $2 < "10:00"' web.log`],
    ['在 docs 里搜索 alpha', 'grep alpha docs/*'],
    ['新建一个 tmp 文件夹', 'mkdir tmp'],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });
});

describe('the last commit', () => {
  const repository = place({ 'a.txt': 'x\n' });
  execFileSync('git', ['init', '-q'], { cwd: repository.cwd });
  afterAll(() => repository[Symbol.dispose]());

  it.each([
    ['what changed in the last commit', 'git show HEAD'],
    ['which files were changed in the last commit', 'git show --name-only --format= HEAD'],
    ['提交信息里包含 fix 的提交', 'git log --format=%s -i --grep=fix'],
    ['第一次提交是什么', 'git log --reverse --format="%h %s" | head -n 1'],
    ['上一次提交改了哪些文件', 'git show --name-only --format= HEAD'],
    ['commits since yesterday', 'git log --oneline --since=yesterday.midnight'],
    ['show the 3 most recent commits with their dates', "git log --format='%h %ad %s' --date=short -n 3"],
  ])('%s', (request, command) => {
    expect(repository.command(request)).toBe(command);
  });
});

it('turns a table into records and back with every cell kept', () => {
  const run = (request: string) =>
    execFileSync('bash', ['-c', here.command(request) ?? 'false'], { cwd: here.cwd, encoding: 'utf8' });
  const records = JSON.parse(run('convert staff.csv to json')) as unknown;
  expect(records).toEqual([
    { name: 'Ida', age: 31, city: 'Bonn', wage: 40 },
    { name: 'Uwe', age: 52, city: 'Kiel', wage: 50 },
  ]);
  expect(run('把 stock.json 转换为 csv')).toBe('"sku","left"\n"p1",3\n"p2",0\n');
});
