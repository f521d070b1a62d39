import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseHead, showAudit, showHead, showVerification } from '../../src/journal/audit-report.ts';
import { recordChecks } from '../../src/journal/health.ts';
import { History } from '../../src/journal/history.ts';
import { exportHistory, showHistory, showSessions } from '../../src/journal/history-report.ts';
import { readAudit } from '../../src/journal/read.ts';
import { listSessions } from '../../src/journal/sessions.ts';
import { parseSince } from '../../src/journal/since.ts';
import { verify } from '../../src/journal/verify.ts';
import { ended, event, request, started, stateFolder } from './folder.ts';

describe('what audit and history print', () => {
  it('is one safe line a record', async () => {
    const { open, file } = stateFolder();
    const journal = open();
    await journal.append(request('list \u001b[2J files\nhere'));
    await journal.append(
      event({
        type: 'verdict',
        planHash: 'aa',
        verdict: { id: 's1', verdict: 'ask', rule: 'builtin:network', reason: 'connects', effects: [] },
      }),
    );
    await journal.append(
      event({ type: 'approval', planHash: 'aa', decision: 'run', stepId: 's1', by: 'tty' }),
    );
    await journal.append(started('curl x'));
    await journal.append(event({ type: 'step-process', stepId: 's1', pid: 7 }));
    await journal.append(
      event({ type: 'step-ended', stepId: 's1', exitCode: 0, ms: 4, stdoutBytes: 3, stderrBytes: 0 }),
    );
    await journal.append(ended());
    const { text, json } = showAudit(readAudit(file));
    expect(text).not.toContain('\u001b');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^(\d+) {2}[\d-]{10} [\d:]{8}/, '$1')),
    ).toEqual([
      '1  test  request  list ‹U+001B›[2J files⏎here  (in /work)',
      '2  test  verdict  s1 ask: connects (builtin:network)',
      '3  test  approval  run s1 by tty',
      '4  test  step-started  s1 $ curl x',
      '5  test  step-process  {"pid":7,"stepId":"s1"}',
      '6  test  step-ended  s1 exit 0, 4 ms, 3 bytes out, 0 err',
      '7  test  ended  done 0',
    ]);
    expect(json).toHaveLength(7);
  });

  it('says ok with the head, or what was tampered with, and the exit code follows', async () => {
    const { open, file, database, folder } = stateFolder();
    await open().append(started('make'));
    await open().append(ended());
    const result = verify(database, file);
    expect(showVerification(result)).toMatchObject({
      code: 0,
      text: `ok: 2 records, head 2:${result.head.hash}\n`,
    });
    expect(parseHead(showHead(result).text)).toEqual(result.head);
    expect(parseHead('2:xyz')).toBeUndefined();
    expect(recordChecks(folder).map((check) => check().status)).toEqual(['ok', 'ok']);
    writeFileSync(file, readFileSync(file, 'utf8').replace('make', 'true'));
    expect(showVerification(verify(database, file))).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^tampered: line 1 has another text than was recorded\n/),
    });
    expect(recordChecks(folder)[1]!()).toMatchObject({ status: 'fail', mend: 'see: assent audit verify' });
  });

  it('reports a damaged database with its mend', () => {
    const { folder, database } = stateFolder();
    database.close();
    writeFileSync(join(folder, 'assent.db'), 'this is no database, however long it may be'.repeat(50));
    expect(recordChecks(folder)[0]!()).toMatchObject({
      status: 'fail',
      mend: expect.stringContaining('move'),
    });
    expect(recordChecks(join(folder, 'nowhere')).map((check) => check().status)).toEqual(['ok', 'ok']);
  });

  it('lists history as a shell does, with what did not run or failed', () => {
    const { database } = stateFolder();
    const history = new History(database);
    const add = (text: string, codes: Record<string, number | null>) =>
      history.add({
        request: text,
        cwd: '/w',
        planner: 'embedded',
        outcome: 'failed',
        exitCode: 1,
        plan: {
          version: 1,
          goal: '',
          steps: ['s1', 's2'].map((id) => ({ id, command: `run ${id}`, why: '' })),
        },
        codes,
        mark: { session: 'one', request: text, private: false, edited: false },
      });
    add('first', { s1: 1 });
    add('second', { s1: 0, s2: null });
    const entries = history.recent();
    expect(showHistory(entries).text.replace(/\d{4}-\d\d-\d\d [\d:]{8}/g, 'TIME')).toBe(
      [
        '1  TIME  first  (failed, exit 1, in /w)',
        '      $ run s1  (exit 1)',
        '      $ run s2  (not run)',
        '2  TIME  second  (failed, exit 1, in /w)',
        '      $ run s1',
        '      $ run s2  (ended by a signal)',
        '',
      ].join('\n'),
    );
    expect(
      exportHistory(entries)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([1, 2]);
    expect(showSessions(listSessions(database)).text).toMatch(
      /^one {2}.* {2}2 requests, last in \/w: second\n$/,
    );
  });

  it('reads --since as people write it', () => {
    const now = new Date(2026, 10, 24, 15, 30);
    expect(parseSince('2h', now)).toEqual(new Date(2026, 10, 24, 13, 30));
    expect(parseSince('1w', now)).toEqual(new Date(2026, 10, 17, 15, 30));
    expect(parseSince('yesterday', now)).toEqual(new Date(2026, 10, 23));
    expect(parseSince('2026-11-01', now)).toEqual(new Date(2026, 10, 1));
    expect(parseSince('2026-11-01T10:00:00Z', now)?.toISOString()).toBe('2026-11-01T10:00:00.000Z');
    for (const text of ['', 'soon', '5', '5x', '11/24/2026', '2026-99-99'])
      expect(parseSince(text, now)).toBeUndefined();
  });
});
