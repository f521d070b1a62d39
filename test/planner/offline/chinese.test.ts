import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { place } from './place.ts';

let here: ReturnType<typeof place>;
afterEach(() => here[Symbol.dispose]());

const FILES = {
  'stories/2025-a.md': 'title: One\nblue\n',
  'stories/draft-b.md': 'title: Two\ndraft: true\nblue\n',
  'tmp/cache/a.cache': 'x',
  'tmp/cache/keep.txt': 'x',
  'list.txt': 'b\n\na\n',
};

/** Asks in a folder of these files and runs what is planned. */
function done(request: string, files: Readonly<Record<string, string>> = FILES): string {
  here = place(files);
  const command = here.command(request) ?? 'echo declined';
  return execFileSync('bash', ['--norc', '-c', command], { cwd: here.cwd, encoding: 'utf8' });
}

describe('requests in Chinese', () => {
  it('reads a noun as the folder or the files it names here', () => {
    expect(done('有几篇故事').trim()).toBe('2');
    here[Symbol.dispose]();
    expect(done('每篇故事的 title 行')).toBe('title: One\ntitle: Two\n');
    here[Symbol.dispose]();
    done('把每篇故事里的 blue 换成 green');
    expect(readFileSync(join(here.cwd, 'stories/draft-b.md'), 'utf8')).toContain('green');
  });

  it('declines where such a noun names nothing', () => {
    expect(done('列出所有 Markdown 合同')).toBe('declined\n');
  });

  it.each(['删除 tmp/cache 里的 cache 文件', '把 tmp/cache 中的缓存清理掉', '把 tmp/cache 裡的快取檔刪掉'])(
    'never takes files of a folder for the folder: %s',
    (request) => {
      done(request);
      expect(readdirSync(join(here.cwd, 'tmp/cache'))).toEqual(['keep.txt']);
    },
  );

  it.each([
    '清掉 list.txt 的内容',
    '把 list.txt 的内容清掉，文件留着',
    '麻烦清空 list.txt 这个文件的内容，谢谢',
  ])('empties and keeps the file: %s', (request) => {
    done(request);
    expect(readFileSync(join(here.cwd, 'list.txt'), 'utf8')).toBe('');
  });

  it.each(['打印 list.txt，空行不要', '把 list.txt 里的空行過濾掉再顯示'])(
    'shows without changing: %s',
    (request) => {
      expect(done(request)).toBe('b\na\n');
      expect(readFileSync(join(here.cwd, 'list.txt'), 'utf8')).toBe('b\n\na\n');
    },
  );

  it('never edits where it is not clear that it should', () => {
    done('list.txt 去掉空行');
    expect(readFileSync(join(here.cwd, 'list.txt'), 'utf8')).toBe(FILES['list.txt']);
  });

  it('leaves what is quoted and what is here as it is written', () => {
    done('在 list.txt 末尾加一行 "請帮我看看檔案"');
    expect(readFileSync(join(here.cwd, 'list.txt'), 'utf8')).toContain('請帮我看看檔案\n');
    here[Symbol.dispose]();
    done('把 報告.txt 複製為 備份.txt', { '報告.txt': 'x' });
    expect(existsSync(join(here.cwd, '備份.txt'))).toBe(true);
  });

  it('counts when it is asked how many', () => {
    expect(done('a.txt 里有多少个 ERROR', { 'a.txt': 'ERROR 1\nok\nERROR 2\n' }).trim()).toBe('2');
  });
});
