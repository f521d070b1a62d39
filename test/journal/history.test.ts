import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Audit } from '../../src/journal/audit.ts';
import { forget } from '../../src/journal/forget.ts';
import { History, type NewEntry } from '../../src/journal/history.ts';
import { examples } from '../../src/journal/learn.ts';
import { readAudit } from '../../src/journal/read.ts';
import { words } from '../../src/journal/segment.ts';
import { listSessions, resumeData } from '../../src/journal/sessions.ts';
import { verify } from '../../src/journal/verify.ts';
import { ended, request, started, stateFolder } from './folder.ts';

const asked = (text: string, command: string, extra: Partial<NewEntry> = {}): NewEntry => ({
  request: text,
  cwd: '/srv/site',
  planner: 'embedded',
  outcome: 'done',
  exitCode: 0,
  plan: { version: 1, goal: text, steps: [{ id: 's1', command, why: 'because' }] },
  codes: { s1: 0 },
  mark: { session: 'one', request: 'r1', private: false, edited: false },
  ...extra,
});

const requests = (entries: readonly { readonly request: string }[]) => entries.map((entry) => entry.request);

describe('history', () => {
  it('gives back what was asked, newest first, with commands and exit codes', () => {
    const history = new History(stateFolder().database);
    history.add(asked('count lines', 'wc -l *', { time: new Date('2026-01-02') }));
    const failing = asked('build it', 'make', {
      outcome: 'failed',
      exitCode: 2,
      codes: { s1: 2 },
      time: new Date('2026-01-03'),
    });
    history.add({
      ...failing,
      plan: {
        ...failing.plan!,
        steps: [...failing.plan!.steps, { id: 's2', command: 'make install', why: '' }],
      },
    });
    expect(history.recent(1)).toEqual([
      {
        id: 2,
        session: 'one',
        mark: 'r1',
        time: '2026-01-03T00:00:00.000Z',
        request: 'build it',
        cwd: '/srv/site',
        planner: 'embedded',
        outcome: 'failed',
        exitCode: 2,
        edited: false,
        commands: [{ command: 'make', exitCode: 2 }, { command: 'make install' }],
      },
    ]);
    expect(requests(history.recent())).toEqual(['build it', 'count lines']);
    expect(requests(history.recent(9, { since: new Date('2026-01-03') }))).toEqual(['build it']);
  });

  it('finds words of requests, commands and folders, in English and Chinese', () => {
    const history = new History(stateFolder().database);
    history.add(asked('show the five largest files here', 'du -a . | sort -n | tail -5'));
    history.add(asked('查找最近修改的大文件', 'find . -mtime -1 -size +100M'));
    history.add(asked('Wie groß ist der Ordner Café?', 'du -sh Café', { cwd: '/srv/müll' }));
    expect(requests(history.search('largest FILES'))).toEqual(['show the five largest files here']);
    expect(requests(history.search('larg'))).toEqual(['show the five largest files here']);
    expect(requests(history.search('大文件'))).toEqual(['查找最近修改的大文件']);
    expect(requests(history.search('近修'))).toEqual(['查找最近修改的大文件']);
    expect(requests(history.search('mtime'))).toEqual(['查找最近修改的大文件']);
    expect(requests(history.search('cafe'))).toHaveLength(1);
    expect(requests(history.search('mull'))).toHaveLength(1);
    expect(history.search('nothing-of-this-kind')).toEqual([]);
    expect(history.search('  ')).toHaveLength(3);
  });

  it('takes any text as a query, also what the index would read as an expression', () => {
    const history = new History(stateFolder().database);
    history.add(asked('a "quoted" AND NEAR(x) request: col*', 'echo'));
    for (const query of [
      '"',
      'AND',
      'NEAR(',
      'request:',
      '*',
      '^a',
      "x' OR 1=1 --",
      '%',
      '\\',
      '\u0000',
      '近"',
    ])
      expect(Array.isArray(history.search(query))).toBe(true);
    expect(history.search('"quoted" AND')).toHaveLength(1);
  });

  it('finds every entry by its own words, whatever the script, and stands any query', () => {
    const history = new History(stateFolder().database);
    const letters = fc.constantFrom(...'aZ9 _-.é\u0301ñß中文件夹大查找のファイル카ไทยабвالف🗂️/"*(^:\\%ﬁ①');
    const texts = fc.oneof(
      fc.string({ unit: letters, maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const id = history.add(asked(text, 'true'))!;
        const found = history.search(text, 10_000);
        examples(history, text);
        return words(text).length === 0 || found.some((entry) => entry.id === id);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps no secret and nothing private', () => {
    const { database, folder } = stateFolder();
    const history = new History(database);
    const mark = { session: 'one', request: 'r2', private: true, edited: false };
    expect(history.add(asked('mallorca', 'echo mallorca', { mark }))).toBeUndefined();
    history.add(asked('use token=abc123def456', 'curl -u me:hunter2secret x'));
    expect(history.recent()).toMatchObject([{ request: 'use token=[redacted]' }]);
    expect(bytesOf(folder)).not.toMatch(/mallorca|hunter2secret|abc123def/);
  });

  it('forgets for good: row, index, free pages and the text of the record, which still verifies', async () => {
    const { database, folder, file, open } = stateFolder();
    const history = new History(database);
    const journal = open();
    for (const [text, command] of [
      ['find the zanzibar folder', 'ls zanzibar'],
      ['show disk usage', 'df -h'],
    ] as const) {
      await journal.append(request(text));
      await journal.append(started(command));
      await journal.append(ended());
      history.add(asked(text, command, { mark: journal.mark()! }));
    }
    expect(bytesOf(folder)).toContain('zanzibar');
    const [entry] = history.search('zanzibar');
    const audit = new Audit(database, file);
    expect(forget(history, audit, { ids: [entry!.id] })).toEqual({ requests: 1, records: 3 });
    expect(requests(history.recent())).toEqual(['show disk usage']);
    expect(history.search('zanzibar')).toEqual([]);
    expect(bytesOf(folder)).not.toContain('zanzibar');
    expect(verify(database, file)).toMatchObject({ ok: true, erased: 3 });
    expect(forget(history, audit, {})).toEqual({ requests: 0, records: 0 });
    expect(forget(history, audit, { all: true })).toEqual({ requests: 1, records: 3 });
    expect(
      readAudit(file)
        .filter(({ payload }) => payload !== null)
        .map(({ type }) => type),
    ).toEqual(['forgotten', 'forgotten']);
  });

  it('lists sessions and what is needed to go on with one', () => {
    const { database } = stateFolder();
    const history = new History(database);
    const mark = (session: string) => ({ session, request: 'r', private: false, edited: false });
    history.add(asked('first', 'a', { mark: mark('one') }));
    history.add(asked('second', 'b', { mark: mark('two'), cwd: '/two' }));
    history.add(asked('third', 'c', { mark: mark('one'), cwd: '/elsewhere' }));
    expect(listSessions(database)).toMatchObject([
      { session: 'one', requests: 2, cwd: '/elsewhere', lastRequest: 'third' },
      { session: 'two', requests: 1, cwd: '/two', lastRequest: 'second' },
    ]);
    expect(requests(resumeData(history, 'one')!.entries)).toEqual(['first', 'third']);
    expect(resumeData(history, 'none')).toBeUndefined();
  });

  it('teaches by what was accepted, not by what failed or was rejected', () => {
    const history = new History(stateFolder().database);
    const say = (text: string, command: string, extra: Partial<NewEntry> = {}) =>
      history.add(asked(text, command, extra));
    say('count the pdf files', 'find . -name "*.pdf" | wc -l');
    say('count the pdf files', 'ls *.pdf | wc -l', { outcome: 'failed', exitCode: 1, codes: { s1: 1 } });
    say('rename the pdf files', 'rm *.pdf');
    say('rename the pdf files', 'rm *.pdf', { outcome: 'refused', exitCode: 126, codes: {} });
    say('pdf with password=abc12345', 'qpdf --password=abc12345 x');
    say('统计 pdf 文件的数量', 'find . -iname "*.pdf" -printf . | wc -c');
    say('show free memory', 'free -h');
    expect(examples(history, 'how many pdf files are there')).toEqual(
      expect.arrayContaining([
        { request: 'count the pdf files', command: 'find . -name "*.pdf" | wc -l' },
        { request: '统计 pdf 文件的数量', command: 'find . -iname "*.pdf" -printf . | wc -c' },
      ]),
    );
    expect(examples(history, 'how many pdf files are there')).toHaveLength(2);
    expect(requests(examples(history, '内存 memory'))).toEqual(['show free memory']);
    expect(requests(examples(history, '文件数量', 1))).toEqual(['统计 pdf 文件的数量']);
    expect(examples(history, 'the')).toEqual([]);
    expect(examples(history, '?!')).toEqual([]);
  });
});

/** Everything the database says, free pages and log included. */
function bytesOf(folder: string): string {
  return ['assent.db', 'assent.db-wal', 'audit.jsonl']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'latin1'))
    .join('');
}
