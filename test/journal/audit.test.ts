import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/journal/database.ts';
import { readAudit, recordedApprovals } from '../../src/journal/read.ts';
import { verify } from '../../src/journal/verify.ts';
import { ended, event, request, started, stateFolder } from './folder.ts';

const appender = fileURLToPath(new URL('appender.ts', import.meta.url));
const spawnAppender = (folder: string, session: string, count: number): ChildProcess =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', appender, folder, session, String(count)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );

/** Runs an appender; kills it after `killAfter` ms. Resolves to the highest number it had confirmed. */
async function runAppender(folder: string, session: string, count: number, killAfter?: number) {
  const child = spawnAppender(folder, session, count);
  let said = '';
  child.stdout!.on('data', (data) => {
    said += data;
    if (killAfter !== undefined && said.length === String(data).length)
      setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  await once(child, 'close');
  return Number(said.trimEnd().split('\n').at(-1) ?? 0);
}

describe('the audit record', () => {
  it('keeps every event but transient ones, redacted, in private files', async () => {
    const { open, file, folder, database } = stateFolder();
    const journal = open();
    await journal.append(request('log in with password=hunter2secret'));
    await journal.append(
      event({ type: 'output', stepId: 's1', stream: 'stdout', data: Buffer.from('text') }),
    );
    await journal.append(started('curl -H "Authorization: Bearer abcdefghijklmnop" x'));
    await journal.append(
      event({
        type: 'step-ended',
        stepId: 's1',
        exitCode: 1,
        ms: 5,
        stdoutBytes: 4,
        stderrBytes: 9,
        stderrTail: 'a line of stderr',
      }),
    );
    await journal.append(ended());
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/hunter2|abcdefghijkl|a line of stderr|"output"/);
    const records = readAudit(file);
    expect(records.map(({ type }) => type)).toEqual(['request', 'step-started', 'step-ended', 'ended']);
    expect(records[2]!.payload).toMatchObject({ stepId: 's1', exitCode: 1, stdoutBytes: 4, stderrBytes: 9 });
    expect(new Set(records.map((record) => record.request)).size).toBe(1);
    expect(verify(database, file)).toMatchObject({ ok: true, records: 4, problems: [], notes: [] });
    for (const name of ['audit.jsonl', 'assent.db', 'assent.db-wal'])
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('keeps what happened of a private request, but no text', async () => {
    const { open, file, database } = stateFolder();
    const journal = open();
    await journal.append(request('find mallorca tickets', { private: true }));
    await journal.append(
      event({
        type: 'approval',
        planHash: 'f00',
        decision: 'run',
        stepId: 's1',
        by: 'key',
        detail: 'mallorca',
      }),
    );
    await journal.append(started('curl mallorca.example'));
    await journal.append(ended());
    await journal.append(request('list files'));
    const records = readAudit(file);
    expect(records.map(({ type }) => type)).toEqual([
      'request',
      'approval',
      'step-started',
      'ended',
      'request',
    ]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/mallorca|\/work.*step-started/);
    expect(records[1]!.payload).toMatchObject({ decision: 'run', by: 'key', stepId: 's1', private: true });
    expect(records[4]!.payload).toMatchObject({ request: 'list files' });
    expect(journal.mark()).toMatchObject({ session: 'test', private: false, edited: false });
    expect(verify(database, file).ok).toBe(true);
  });

  it('is written by several processes at once without a loss', async () => {
    const { folder, database, file } = stateFolder();
    const sessions = ['a', 'b', 'c', 'd'];
    await Promise.all(sessions.map((session) => runAppender(folder, session, 60)));
    const result = verify(database, file);
    expect(result).toMatchObject({ ok: true, records: 240, problems: [], notes: [] });
    for (const session of sessions)
      expect(readAudit(file, { session }).map(({ payload }) => payload?.id)).toEqual(
        Array.from({ length: 60 }, (_, index) => index + 1),
      );
  });

  it('can be begun by several processes in the same moment', async () => {
    const { folder } = stateFolder();
    for (let round = 0; round < 3; round++) {
      const fresh = join(folder, `fresh-${round}`);
      mkdirSync(fresh);
      await Promise.all(['a', 'b', 'c', 'd'].map((session) => runAppender(fresh, session, 5)));
      const database = openDatabase(fresh);
      expect(verify(database, join(fresh, 'audit.jsonl'))).toMatchObject({
        ok: true,
        records: 20,
        notes: [],
      });
      database.close();
    }
  });

  it.runIf(existsSync('/proc/locks'))(
    'keeps the locks of a connection when the same process opens another',
    async () => {
      const { folder, file, database, open } = stateFolder();
      const journal = open();
      await journal.append(request('one'));
      const inode = `:${statSync(join(folder, 'assent.db')).ino} `;
      const locks = () =>
        readFileSync('/proc/locks', 'utf8')
          .split('\n')
          .filter((line) => line.includes(inode));
      expect(locks()).toHaveLength(1);
      openDatabase(folder).close();
      expect(locks()).toHaveLength(1);
      await runAppender(folder, 'other', 5);
      await journal.append(request('two'));
      expect(verify(database, file)).toMatchObject({ ok: true, records: 7, notes: [] });
    },
  );

  it('refuses a link in place of the database, and narrows the mode of one that others can read', () => {
    const { folder, database } = stateFolder();
    database.close();
    chmodSync(join(folder, 'assent.db'), 0o644);
    openDatabase(folder).close();
    expect(statSync(join(folder, 'assent.db')).mode & 0o777).toBe(0o600);
    mkdirSync(join(folder, 'other'));
    symlinkSync(join(folder, 'assent.db'), join(folder, 'other/assent.db'));
    expect(() => openDatabase(join(folder, 'other'))).toThrow(/assent\.db: it is a link: remove it$/);
  });

  it('loses nothing confirmed when sessions are killed, thirty times', async () => {
    const { folder, database, file } = stateFolder();
    for (let round = 0; round < 15; round++) {
      const pair = await Promise.all(
        [0, 1].map(async (side) => {
          const session = `k${round}-${side}`;
          return {
            session,
            confirmed: await runAppender(folder, session, 100_000, (round * 7 + side * 3) % 60),
          };
        }),
      );
      for (const { session, confirmed } of pair) {
        expect(confirmed).toBeGreaterThan(0);
        expect(readAudit(file, { session }).length).toBeGreaterThanOrEqual(confirmed);
      }
      expect(verify(database, file).problems).toEqual([]);
    }
    await runAppender(folder, 'last', 1);
    expect(verify(database, file).problems).toEqual([]);
  }, 60_000);

  it('adopts whole records and repairs a torn line after a crash, and says so', async () => {
    const { open, file, database } = stateFolder();
    await open().append(request('one'));
    const before = database.prepare('SELECT * FROM audit_head').get()!;
    await open().append(started('ls'));
    await open().append(ended());
    // As a kill between the write and the commit leaves it: lines beyond the head, the last one unfinished.
    database
      .prepare('UPDATE audit_head SET count = ?, hash = ?, bytes = ?, synced = ?')
      .run(before.count!, before.hash!, before.bytes!, before.synced!);
    appendFileSync(file, '{"v":1,"seq":4,"ti');
    expect(verify(database, file)).toMatchObject({
      ok: true,
      records: 3,
      notes: [expect.stringContaining('2 to 3'), expect.stringContaining('never finished')],
    });
    await open().append(request('two'));
    const records = readAudit(file);
    expect(records.map(({ type }) => type)).toEqual([
      'request',
      'step-started',
      'ended',
      'recovered',
      'request',
    ]);
    expect(records[3]!.payload).toEqual({ after: 1, adopted: 2, tornBytes: 18 });
    expect(verify(database, file)).toMatchObject({ ok: true, records: 5 });
    expect(database.prepare('SELECT count FROM audit_head').get()).toEqual({ count: 5 });
  });

  it('calls a missing end a cut for good, also after new records', async () => {
    const { open, file, database } = stateFolder();
    for (const text of ['one', 'two', 'three']) await open().append(request(text));
    const lines = readFileSync(file, 'utf8').split('\n');
    truncateSync(file, `${lines[0]}\n`.length);
    expect(verify(database, file).problems).toEqual([
      { kind: 'cut', text: 'records 2 to 3: cut off at the end' },
    ]);
    const notices: string[] = [];
    const journal = open({ notice: (text) => notices.push(text) });
    await journal.append(request('four'));
    await journal.append(ended());
    expect(notices).toEqual([expect.stringContaining('audit verify')]);
    const result = verify(database, file);
    expect(result.ok).toBe(false);
    expect(result.problems).toEqual([{ kind: 'missing', text: 'records 2 to 3: missing' }]);
    expect(readAudit(file).map(({ type }) => type)).toEqual(['request', 'gap', 'request', 'ended']);
  });

  it('tells a power failure from a cut: only unsynced records after a restart', async () => {
    for (const { synced, restarted, kind } of [
      { synced: 1, restarted: true, kind: 'recovered' },
      { synced: 1, restarted: false, kind: 'gap' },
      { synced: 3, restarted: true, kind: 'gap' },
    ]) {
      const { open, file, database } = stateFolder();
      for (const text of ['one', 'two', 'three']) await open().append(request(text));
      database.prepare('UPDATE audit_head SET synced = ?').run(synced);
      if (restarted) database.exec(`UPDATE audit_head SET boot = 'another'`);
      truncateSync(file, statSync(file).size - 40);
      expect(verify(database, file).ok).toBe(kind === 'recovered');
      await open().append(request('four'));
      expect(readAudit(file).at(-2)!.type).toBe(kind);
      expect(verify(database, file).ok).toBe(kind === 'recovered');
    }
  });

  it('rebuilds a lost head from the file and notes what that means', async () => {
    const { open, file, database } = stateFolder();
    await open().append(request('one'));
    database.exec('DELETE FROM audit_head');
    await open().append(request('two'));
    expect(verify(database, file)).toMatchObject({
      ok: true,
      records: 3,
      notes: [expect.stringContaining('rebuilt')],
    });
  });

  it('checks a head kept elsewhere, the one defence against a whole chain made anew', async () => {
    const { open, file, database } = stateFolder();
    await open().append(request('one'));
    await open().append(started('rm -rf build'));
    const { head } = verify(database, file);
    await open().append(ended());
    expect(verify(database, file, { expect: head }).ok).toBe(true);
    writeFileSync(file, '');
    database.exec('DELETE FROM audit_head');
    for (const text of ['one', 'two', 'three']) await open().append(request(text));
    expect(verify(database, file).ok).toBe(true);
    expect(verify(database, file, { expect: head }).problems).toMatchObject([{ kind: 'rewritten' }]);
  });

  it('refuses a link in place of the file, and takes nothing half', async () => {
    const { open, folder, file } = stateFolder();
    writeFileSync(join(folder, 'elsewhere'), '');
    symlinkSync(join(folder, 'elsewhere'), file);
    await expect(open().append(request('one'))).rejects.toThrow(/audit\.jsonl: it is a link.*nothing is run/);
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('');
  });

  it.runIf(existsSync('/usr/bin/bwrap'))(
    'refuses on a full disk, takes nothing half, and goes on when there is room',
    () => {
      const script = fileURLToPath(new URL('full-disk.ts', import.meta.url));
      const view = [
        '--ro-bind',
        '/',
        '/',
        '--dev',
        '/dev',
        '--unshare-net',
        '--size',
        '262144',
        '--tmpfs',
        '/mnt',
      ];
      const node = [process.execPath, '--disable-warning=ExperimentalWarning', script, '/mnt'];
      const run = spawnSync('/usr/bin/bwrap', [...view, '--', ...node], { encoding: 'utf8' });
      const said = JSON.parse(run.stdout);
      expect(said).toMatchObject({ ok: true, problems: [], notes: [], records: said.confirmed + 1 });
      expect(said.confirmed).toBeGreaterThan(5);
      expect(said.whenFull).toBe(said.confirmed);
      expect(said.message).toMatch(/^cannot write the record .*full.*; without a record nothing is run$/);
    },
  );

  it('finds the approvals of a plan only in a record that verifies', async () => {
    const { open, file, database } = stateFolder();
    const journal = open();
    await journal.append(request('x'));
    for (const planHash of ['aa', 'bb'])
      await journal.append(event({ type: 'approval', planHash, decision: 'run', stepId: 's1', by: 'tty' }));
    expect(recordedApprovals(database, file, 'aa')).toMatchObject([
      { decision: 'run', by: 'tty', stepId: 's1' },
    ]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"tty"', '"key"'));
    expect(recordedApprovals(database, file, 'aa')).toEqual([]);
  });

  it('filters by session, time and number', async () => {
    const { open, file } = stateFolder();
    const one = open({ session: 'one' });
    const two = open({ session: 'two' });
    for (let day = 1; day <= 9; day++)
      await (day % 2 ? one : two).append(
        event({ type: 'notice', level: 'info', text: `${day}` }, `2026-01-0${day}T00:00:00.000Z`),
      );
    const texts = (filter: Parameters<typeof readAudit>[1]) =>
      readAudit(file, filter).map((r) => r.payload?.text);
    expect(texts({ limit: 2 })).toEqual(['8', '9']);
    expect(texts({ session: 'two' })).toEqual(['2', '4', '6', '8']);
    expect(texts({ since: new Date('2026-01-08') })).toEqual(['8', '9']);
    expect(texts({ limit: 0 })).toEqual([]);
  });
});
