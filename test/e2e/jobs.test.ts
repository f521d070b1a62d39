import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assent, createWorld, planFile, type World } from '../tools/assent.ts';

let world: World;
beforeEach(() => {
  world = createWorld({ 'a.txt': 'one\n' });
  // Tests run on a busy machine: here the queue is not to wait for a quiet one.
  const config = join(world.home, 'assent/config');
  mkdirSync(config, { recursive: true, mode: 0o700 });
  writeFileSync(join(config, 'config.toml'), '[schedule]\nsoft = 1000\nhard = 1000\n', { mode: 0o600 });
});
afterEach(async () => {
  // The owner of the queue ends by itself a minute later; here it has nothing more to wait for.
  const owner = ownerPid();
  if (owner !== undefined)
    try {
      process.kill(owner, 'SIGTERM');
      await sleep(300);
    } catch {
      // It has ended already.
    }
  world.remove();
});

const database = () => join(world.home, 'assent/state/assent.db');

function ownerPid(): number | undefined {
  try {
    using db = new DatabaseSync(database(), { readOnly: true }) as DatabaseSync & Disposable;
    return (db.prepare('SELECT pid FROM queue_owner').get() as { pid: number } | undefined)?.pid;
  } catch {
    return undefined;
  }
}

const change = (sql: string) => {
  const db = new DatabaseSync(database());
  db.exec('PRAGMA busy_timeout = 5000');
  db.exec(sql);
  db.close();
};

const queued = async (commands: readonly string[], ...flags: readonly string[]) => {
  const ran = await assent(world, ['run', '--queue', '--yes', ...flags, planFile(world, commands)]);
  expect(ran.code).toBe(0);
  return ran.stdout.toString().trim().split('\n').map(Number);
};

const wait = (...jobs: readonly number[]) => assent(world, ['jobs', 'wait', ...jobs.map(String)]);
const text = async (...args: readonly string[]) => (await assent(world, ['jobs', ...args])).stdout.toString();

describe('the queue', () => {
  it('runs approved steps one after the other, without the one who asked', async () => {
    const [first, second] = await queued(['echo made > made.txt; echo did it', 'cat made.txt']);
    expect((await wait(first!, second!)).code).toBe(0);
    expect(await text('logs', String(first))).toBe('did it\n');
    expect(await text('logs', String(second))).toBe('made\n');
    const shown = JSON.parse(await text('show', '--json', String(second)));
    expect(shown).toMatchObject({ status: 'done', exitCode: 0, after: [first], cwd: world.cwd });
    expect((await assent(world, ['audit', 'verify'])).code).toBe(0);
  });

  it('gives the exit code of the job, and holds what depends on a job that failed', async () => {
    const [bad, next] = await queued(['ls no-such-file', 'echo never > never.txt']);
    expect((await wait(bad!)).code).toBe(2);
    expect(await text('logs', String(bad))).toMatch(/no-such-file/);
    const waited = await wait(next!);
    expect(waited.code).toBe(126);
    expect(waited.stderr).toContain(`job ${bad} failed with exit 2`);
  });

  it('takes what is asked to run in the background, or at a time said in words', async () => {
    const asked = await assent(world, ['--offline', '--auto', 'count the lines of a.txt in the background']);
    expect(asked.code).toBe(0);
    const job = Number(asked.stdout.toString());
    expect((await wait(job)).code).toBe(0);
    expect(await text('logs', String(job))).toMatch(/^1\b/);
    const [later] = await queued(['echo late'], '--at', 'tomorrow at 2');
    expect(await text('why', String(later))).toMatch(/^queued: waits until \d{4}-\d\d-\d\d 02:00/);
  });

  it('is held by the limits that are set now, and says which', async () => {
    const config = join(world.home, 'assent/config/config.toml');
    writeFileSync(config, '[schedule]\nsoft = 1000\nmemory = 1\nhard = 2\n');
    const [job] = await queued(['echo ran']);
    const why = async () => text('why', String(job));
    for (let i = 0; i < 100 && !(await why()).includes('over'); i++) await sleep(50);
    expect(await why()).toMatch(/^held: .* over [12] %.*; none starts above 2 %\n$/);
    // Changed while the owner of the queue runs.
    writeFileSync(config, '[schedule]\nsoft = 1000\nhard = 1000\n');
    expect((await wait(job!)).code).toBe(0);
    expect(await text('logs', String(job))).toBe('ran\n');
  });

  it('waits for its time, says so, and can be cancelled', async () => {
    const [job] = await queued(['echo late > late.txt'], '--at', '+1h', '--priority', '-3');
    expect(await text('why', String(job))).toMatch(/^queued: waits until \d{4}-/);
    expect((await assent(world, ['jobs', 'cancel', String(job)])).code).toBe(0);
    expect(await text('list')).toBe('no jobs\n');
    expect((await wait(job!)).code).toBe(130);
  });

  it('ends the whole tree of a running job that is cancelled', async () => {
    const [job] = await queued(['sleep 77.81 & sleep 77.82'], '--yes=unknown');
    for (let i = 0; i < 100 && !(await text('why', String(job))).startsWith('running'); i++) await sleep(50);
    await assent(world, ['jobs', 'cancel', String(job)]);
    expect((await wait(job!)).code).toBe(130);
    const left = await assent(world, [
      'run',
      '--yes=unknown',
      planFile(world, ["pgrep -fx 'sleep 77.8[12]'"]),
    ]);
    expect(left.stdout.toString()).toBe('');
  });

  it('keeps nothing of the environment in the job', async () => {
    const ran = await assent(world, ['run', '--queue', '--yes', planFile(world, ['ls'])], {
      env: { MY_SECRET: 'hunter2-hunter2' },
    });
    expect(ran.code).toBe(0);
    await wait(Number(ran.stdout.toString()));
    expect(readFileSync(database()).includes('hunter2')).toBe(false);
  });

  it('starts nothing whose row is not what was approved', async () => {
    const [later] = await queued(['echo good'], '--at', '+1h');
    const [forged] = await queued(['echo good too'], '--at', '+1h');
    const [plan] = await queued(['echo good as well'], '--at', '+1h');
    change(
      `UPDATE queue_job SET not_before = NULL, step = replace(step, 'echo good', 'touch bad') WHERE id = ${later}`,
    );
    change(
      `UPDATE queue_job SET not_before = NULL, step = replace(step, 'echo good too', 'touch bad'), plan = replace(plan, 'echo good too', 'touch bad') WHERE id = ${forged}`,
    );
    // A row of its own, with a plan and a hash that fit, and no approval anywhere.
    change(
      `INSERT INTO queue_job (created, step, plan, plan_hash, approval, cwd, shape, program, priority, after, when_idle, status)
       SELECT created, step, plan, plan_hash, approval, cwd, shape, program, priority, after, when_idle, 'queued' FROM queue_job WHERE id = ${plan}`,
    );
    const copy = plan! + 1;
    for (const [job, why] of [
      [later, 'it is not what was approved'],
      [forged, 'it is not what was approved'],
      [copy, 'no approval of it stands in a record that verifies'],
    ] as const) {
      const waited = await wait(job!);
      expect(waited.code).toBe(126);
      expect(waited.stderr).toContain(why);
    }
  });

  it('holds a job whose approval is gone from the record', async () => {
    const [job] = await queued(['echo good'], '--at', '+1h');
    const audit = join(world.home, 'assent/state/audit.jsonl');
    writeFileSync(audit, readFileSync(audit, 'utf8').replace('"by":"policy"', '"by":"key"'));
    change(`UPDATE queue_job SET not_before = NULL WHERE id = ${job}`);
    expect((await wait(job!)).stderr).toContain('no approval of it stands in a record that verifies');
  });

  it('holds a script that was swapped while it waited', async () => {
    const script = join(world.cwd, 'run.sh');
    writeFileSync(script, 'echo good > made.txt\n');
    const [job] = await queued(['bash run.sh'], '--at', '+2s');
    writeFileSync(script, 'echo evil > made.txt\n');
    expect((await wait(job!)).stderr).toMatch(/changed since approval: content .*run\.sh is not what it was/);
    expect(existsSync(join(world.cwd, 'made.txt'))).toBe(false);
  });

  it('judges again right before the start', async () => {
    const [job] = await queued(['cat a.txt'], '--at', '+1h');
    // Behind the same name now stands something secret.
    rmSync(join(world.cwd, 'a.txt'));
    symlinkSync('/etc/shadow', join(world.cwd, 'a.txt'));
    change(`UPDATE queue_job SET not_before = NULL WHERE id = ${job}`);
    const waited = await wait(job!);
    expect(waited.code).toBe(126);
    expect(waited.stderr).toContain('changed since approval');
  });
});

describe('what makes no sense', () => {
  it.each([
    [['--at', 'yesterday', 'count the files here'], /--at yesterday: give a coming time/],
    [['--after', 'lunch', 'count the files here'], /--after lunch: give the number of a job/],
    [['--priority', '99', 'count the files here'], /from -20 to 19/],
    [['--queue', '--private', 'count the files here'], /exclude each other/],
    [['jobs', 'show', '12'], /there is no job 12/],
    [['jobs', 'wait'], /say which/],
  ])('%j', async (args, message) => {
    const ran = await assent(world, args);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(message);
    expect(ran.stdout.toString()).toBe('');
  });

  it('piped data cannot wait', async () => {
    const ran = await assent(world, ['--queue', '--auto', 'count the lines'], { stdin: 'a\nb\n' });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('piped data cannot wait in the queue');
  });

  it('a job to wait for must exist', async () => {
    const ran = await assent(world, ['--queue', '--auto', '--after', '99', 'count the files here']);
    expect(ran.code).toBe(125);
    expect(ran.stderr).toContain('there is no job 99');
  });
});
