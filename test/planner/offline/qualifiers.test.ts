import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { planOffline } from '../../../src/planner/offline/plan-offline.ts';
import { readWorld } from '../../../src/planner/offline/world.ts';
import { place } from './place.ts';

let here: ReturnType<typeof place>;
afterEach(() => here[Symbol.dispose]());

/** The commands for a request in a folder of these files; undefined when it is declined. */
function planned(request: string, files: Record<string, string>): string | undefined {
  here = place(files);
  const answer = planOffline(request, readWorld({ cwd: here.cwd }));
  return answer.kind === 'plan' ? answer.steps.map((step) => step.command).join(' && ') : undefined;
}

const run = (command: string | undefined) =>
  execFileSync('bash', ['--norc', '-c', command ?? 'false'], { cwd: here.cwd, encoding: 'utf8' });

describe('a qualifier is kept or the request is declined', () => {
  it('takes no year for a number of results', () => {
    const command = planned('ls the 2025 invoices, newest first', { 'invoices/2025/a.txt': 'x' });
    expect(command ?? '').not.toContain('-n 2025');
  });

  it('leaves file names out of matches without turning the match around', () => {
    const files = { 'in/a.txt': 'Total 3\nother\n', 'in/sub/b.txt': 'Total 4\n' };
    const request = 'recursively print lines matching "Total" in .txt files under in without file names';
    expect(run(planned(request, files)).trim().split('\n').sort()).toEqual(['Total 3', 'Total 4']);
  });

  it('takes the first characters of each line, not of the file', () => {
    const command = planned('print the first 2 characters of every line of list.txt', {
      'list.txt': 'alpha\nbeta\n',
    });
    expect(run(command)).toBe('al\nbe\n');
  });

  it('writes the whole text', () => {
    run(planned('create notes.md with the text hello there', { 'a.txt': 'x' }));
    expect(readFileSync(join(here.cwd, 'notes.md'), 'utf8')).toBe('hello there\n');
  });

  it('shows the column alone when the column is asked for, sorted', () => {
    const command = planned('display the third column of t.csv sorted numerically in reverse', {
      't.csv': 'a,b,c\nx,y,3\nz,w,20\n',
    });
    expect(run(command)).toBe('20\n3\n');
  });

  it('keeps the sign that is asked for', () => {
    const command = planned('clients with a negative balance', {
      'clients.csv': 'name,city,balance\nIda,Bonn,-4\nUwe,Kiel,7\n',
    });
    expect(run(command)).toBe('Ida,Bonn,-4\n');
  });

  it('counts nothing when a port number is asked for', () => {
    const command = planned('port number of smtp in services.txt', { 'services.txt': 'smtp 25/tcp\n' });
    expect(command ?? '').not.toMatch(/wc -l|grep -c/);
  });
});

describe('renaming by date', () => {
  it.each(['rename all jpg files by date', '把所有 jpg 文件按日期重命名'])('%s', (request) => {
    const command = planned(request, { 'a.jpg': 'x', 'b c.jpg': 'y', '2024-03-02_a.jpg.txt': 'z' });
    for (const name of ['a.jpg', 'b c.jpg']) utimesSync(join(here.cwd, name), 1709380800, 1709380800);
    run(command);
    expect(readdirSync(here.cwd).sort()).toEqual([
      '2024-03-02_a.jpg',
      '2024-03-02_a.jpg.txt',
      '2024-03-02_b c.jpg',
    ]);
  });

  it('knows no other date than that of the last change', () => {
    expect(planned('rename all jpg files by date taken', { 'a.jpg': 'x' })).toBeUndefined();
  });
});

describe('tasks of a project', () => {
  it.each([
    ['run the tests', { Makefile: 'all:\n\ttrue\ntest:\n\ttrue\n' }, 'make test'],
    ['build the project', { 'package.json': '{"scripts":{"build":"tsc"}}' }, 'npm run build'],
    ['please run all the tests', { 'Cargo.toml': '[package]\n' }, 'cargo test'],
    ['run make', { Makefile: 'all:\n\ttrue\n', 'Cargo.toml': '' }, 'make'],
    ['运行测试', { 'package.json': '{"scripts":{"test":"x"}}', 'yarn.lock': '' }, 'yarn run test'],
    ['run the tests', { Makefile: 'all:\n\ttrue\n' }, undefined],
    ['build the project', { Makefile: 'all:\n\ttrue\n', 'Cargo.toml': '' }, undefined],
    ['build the project', { 'a.txt': 'x' }, undefined],
    ['run make', { 'a.txt': 'x' }, undefined],
  ] as [string, Record<string, string>, string | undefined][])('%s: %o', (request, files, command) => {
    expect(planned(request, files)).toBe(command);
  });
});

describe('what a difference is not, and what is asked from beginning to end', () => {
  const files = { 'a.txt': 'One\ntwo\n', 'b.txt': 'one\ntwo \n' };

  it('ignores case and whitespace in a comparison only when told to', () => {
    expect(run(planned('compare a.txt and b.txt ignoring case and whitespace', files))).toBe('');
    here[Symbol.dispose]();
    expect(planned('compare a.txt and b.txt ignoring comments', files)).toBeUndefined();
  });

  it.each([
    ['traceroute to example.com', 'traceroute example.com'],
    ['how many connections are established', 'ss -Htn state established | wc -l'],
    ['which files did the package coreutils install', 'dpkg -L coreutils'],
    ['where is python3 installed', 'command -v python3'],
    ['check that b.txt is not corrupted', undefined],
    ['is missing.zip intact', undefined],
  ])('%s', (request, command) => {
    expect(planned(request, files)).toBe(command);
  });

  it('says when the newest file was changed', () => {
    const command = planned('when was the newest file changed', files);
    utimesSync(join(here.cwd, 'a.txt'), 1709380800, 1709380800);
    utimesSync(join(here.cwd, 'b.txt'), 1709553600, 1709553600);
    expect(run(command)).toMatch(/^2024-03-04 \d\d:\d\d .*b\.txt\n$/);
  });

  it('tests an archive', () => {
    const command = planned('is w.tar intact', { 'w.tar': 'no archive', 'a.txt': 'x' });
    expect(() => run(command)).toThrow();
    execFileSync('tar', ['-cf', 'w.tar', 'a.txt'], { cwd: here.cwd });
    expect(run(command)).toBe('ok\n');
  });

  it('speaks of a branch and an author only in a repository', () => {
    expect(planned('what did Bob change', files)).toBeUndefined();
    execFileSync('git', ['init', '-q'], { cwd: here.cwd });
    expect(here.command('what did Bob change')).toBe('git log --stat --author=Bob');
    expect(here.command('diff of a.txt between main and dev')).toBe('git diff main dev -- a.txt');
  });
});
