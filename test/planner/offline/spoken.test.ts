import { expect, test } from 'vitest';
import { place } from './place.ts';

const FILES = {
  'notes.txt': 'one\n\n# two\nthree\n',
  'counts.txt': '3\n10\n2\n',
  'build.sh': '#!/bin/sh\necho hi\n',
  'site.toml': 'url = "a"\nper_page = 5\n',
  'tmp/a.tmp': 'x',
  'tmp/b.tmp': 'y',
  '啥样.txt': 'word\n',
};

test('spoken Chinese is understood like the written one', () => {
  using here = place(FILES);
  const same: readonly (readonly [string, string])[] = [
    ['counts.txt 按数字排排，大的搁前头', 'counts.txt 按数字从大到小排序'],
    ['notes.txt 到底几行啊', 'notes.txt 有多少行'],
    ['给 notes.txt 弄个副本，就叫 notes.old 哈', '把 notes.txt 复制一份，叫 notes.old'],
    ['build.sh 给弄成能直接跑的呗', '让 build.sh 可以执行'],
    ['notes.txt 头一行是啥', 'notes.txt 的第一行是什么'],
    ['site.toml 里头 per_page 设成了多少来着', 'site.toml 里 per_page 是多少'],
    ['把 tmp 里那些 .tmp 文件统统扔了吧', '把 tmp 里所有 .tmp 文件删除'],
  ];
  for (const [spoken, written] of same) {
    expect(here.command(written), written).toBeDefined();
    expect(here.command(spoken), spoken).toBe(here.command(written));
  }
});

test('the goal and what is named stay as they were said', () => {
  using here = place(FILES);
  const said = '看看 啥样.txt 呗';
  const answer = here.ask(said);
  expect(answer).toMatchObject({ kind: 'plan', goal: said, steps: [{ command: "cat '啥样.txt'" }] });
});

test('text that is looked for is not put in other words: it is found as it stands or not at all', () => {
  using here = place(FILES);
  expect(here.command('在 notes.txt 里找 "啥"')).toContain('啥');
  for (const text of ['啥', '大伙儿', '酒吧', '哪儿']) {
    const command = here.command(`在 notes.txt 里找 ${text}`);
    expect(command === undefined || command.includes(text), `${text}: ${command}`).toBe(true);
  }
});

test('words that narrow or turn a request are no fillers', () => {
  using here = place(FILES);
  expect(here.command('别把 tmp 删了哈')).toBeUndefined();
  expect(here.command('除了 a.tmp，tmp 里的都删了吧') ?? '').not.toMatch(/^rm -r tmp|rm tmp\/\*$/);
  expect(here.command('notes.txt 把注释去了给我看看，别改文件')).not.toMatch(/-i|>/);
  expect(here.command('counts.txt 让别人也能看，只有我自己能改')).toBe('chmod 644 counts.txt');
  expect(here.command('所有 tmp 的名字都改成大写') ?? 'mv').toMatch(/mv|rename/);
  expect(here.command('把 notes.txt 的内容清了呗')).toBe(here.command('清空 notes.txt'));
});
