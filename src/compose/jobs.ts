import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pathsOf, prepareState } from '../config/paths.ts';
import type { Speaker } from '../language/speaker.ts';
import { visibleLine } from '../plan/display.ts';
import { localTime } from '../plan/local-time.ts';
import { isOver, type Job } from '../schedule/job.ts';
import { Queue } from '../schedule/queue.ts';
import { serviceUnit, why } from '../schedule/report.ts';
import type { Report } from '../session/report.ts';
import { jobLog } from './job-runner.ts';
import { speakerIn } from './language.ts';
import { startOwner } from './queue.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The queue as `assent jobs` shows it. `using` closes it. */
export async function openJobs(env: Env) {
  const paths = pathsOf(env);
  prepareState(paths);
  const say = await speakerIn(env, '/');
  const queue = await Queue.open(paths.database);
  const logOf = (id: number) => {
    const file = queue.get(id)?.output ?? jobLog(paths.state, id);
    return existsSync(file) ? file : undefined;
  };
  const reasonOf = (job: Job) => why(queue, job.id) ?? job.status;
  return {
    /** Jobs that are not over; with `all` the last hundred. */
    list(all: boolean): Report {
      const jobs = all ? queue.list().slice(-100) : queue.list('starting', 'running', 'queued', 'held');
      const lines = jobs.map(
        (job) =>
          `${String(job.id).padStart(4)}  ${say.of(reasonOf(job))}\n      ${job.step.command}   (${job.cwd})`,
      );
      return {
        text: lines.length === 0 ? `${say`no jobs`}\n` : shown(lines),
        json: jobs.map((job) => publicJob(job, reasonOf(job))),
        code: 0,
      };
    },
    show(id: number): Report | undefined {
      const job = queue.get(id);
      if (!job) return undefined;
      const lines = [
        say`job ${job.id}: ${say.of(reasonOf(job))}`,
        ...facts(job, say),
        ...logLines(queue, id),
      ];
      return {
        text: shown(lines),
        json: { ...publicJob(job, reasonOf(job)), log: queue.logOf(id) },
        code: 0,
      };
    },
    why(id: number): Report | undefined {
      const job = queue.get(id);
      if (!job) return undefined;
      const reason = reasonOf(job);
      return { text: shown([say.of(reason)]), json: { id, status: job.status, why: reason }, code: 0 };
    },
    get: (id: number) => queue.get(id),
    isOver: (job: Job) => isOver(job.status),
    cancel(id: number): boolean {
      const job = queue.get(id);
      const done = queue.cancel(id);
      // Somebody has to end what runs, if its session is gone.
      if (done && job?.pid !== undefined) startOwner(queue, env);
      return done;
    },
    /** File with what the job printed; undefined before it printed anything. */
    log(id: number): string | undefined {
      return logOf(id);
    },
    /** The end of what it printed, at most 16 KiB. */
    async tail(id: number): Promise<string> {
      const file = logOf(id);
      if (file === undefined) return '';
      const bytes = await readFile(file);
      return bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)).toString('utf8');
    },
    /** A job that waits needs somebody who starts it. */
    ensureOwner: () => startOwner(queue, env),
    unit: (program: string) => serviceUnit(program),
    [Symbol.dispose]: () => queue[Symbol.dispose](),
  };
}

const TAIL_BYTES = 16 * 1024;

const shown = (lines: readonly string[]) =>
  lines
    .flatMap((line) => line.split('\n'))
    .map((line) => `${visibleLine(line)}\n`)
    .join('');

function facts(job: Job, say: Speaker): string[] {
  const lines = [say`  command   ${job.step.command.replaceAll('\n', ' ⏎ ')}`, say`  folder    ${job.cwd}`];
  if (job.priority !== 0) lines.push(say`  priority  ${job.priority}`);
  if (job.after.length > 0) lines.push(say`  after     ${job.after.map((id) => say`job ${id}`).join(', ')}`);
  if (job.notBefore !== undefined) lines.push(say`  not before ${localTime(job.notBefore)}`);
  if (job.whenIdle) lines.push(say`  when idle yes`);
  lines.push(say`  approved  by ${job.approval.by}, plan ${job.planHash.slice(0, 16)}`);
  lines.push(say`  submitted ${localTime(job.created)}`);
  if (job.startedAt !== undefined) lines.push(say`  started   ${localTime(job.startedAt)}`);
  if (job.endedAt !== undefined) lines.push(say`  ended     ${localTime(job.endedAt)}`);
  return lines;
}

const logLines = (queue: Queue, id: number) =>
  queue.logOf(id).map((line) => `  ${localTime(line.time)}  ${line.kind}: ${line.text}`);

function publicJob(job: Job, reason: string) {
  const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  return {
    id: job.id,
    status: job.status,
    why: reason,
    command: job.step.command,
    cwd: job.cwd,
    priority: job.priority,
    after: job.after,
    whenIdle: job.whenIdle,
    notBefore: iso(job.notBefore),
    planHash: job.planHash,
    created: iso(job.created),
    startedAt: iso(job.startedAt),
    endedAt: iso(job.endedAt),
    pid: job.pid,
    exitCode: job.exitCode,
    signal: job.signal,
  };
}
