import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../../session/exit.ts';
import { UsageError } from '../flags.ts';
import { ScreenOutput } from '../screen-output.ts';
import { createStyle } from '../style.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

const LOOK_EVERY_MS = 200;
/** Looks between two of whether anybody serves the queue. */
const OWNER_EVERY = 50;

type Jobs = Awaited<ReturnType<CommandInput['compose']['openJobs']>>;

/** `assent jobs list|show|why|cancel|logs|wait|serve`: the queue of this user. */
export async function jobs(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const [verb = 'list', ...ids] = words;
  if (verb === 'serve') return serve(input);
  using queue = await compose.openJobs(io.env);
  if (verb === 'list') return printReport(queue.list(flags.extra.all === true), input);
  const numbers = ids.map(jobNumber);
  for (const id of numbers)
    if (!queue.get(id)) throw new UsageError(`there is no job ${id}; see: assent jobs list --all`);
  // Awaited here: the queue is closed on leaving.
  if (verb === 'wait') return await wait(queue, numbers, input);
  if (verb === 'cancel') return await cancel(queue, numbers, input);
  const [id] = numbers;
  if (id === undefined || numbers.length > 1) throw new UsageError(`say which job: assent jobs ${verb} 7`);
  if (verb === 'logs') return await logs(queue, id, input);
  const report = verb === 'show' ? queue.show(id) : queue.why(id);
  return printReport(report!, input);
}

function jobNumber(text: string): number {
  if (!/^#?\d{1,15}$/.test(text)) throw new UsageError(`${text} is no job number; see: assent jobs list`);
  return Number(text.replace('#', ''));
}

async function serve({ flags, io, compose, speaker }: CommandInput): Promise<number> {
  if (flags.extra['print-unit'] === true) {
    using queue = await compose.openJobs(io.env);
    io.stdout.write(queue.unit(`${process.execPath} ${process.argv[1]}`));
    return 0;
  }
  const how = await compose.serveJobs(io.env, io.signal);
  if (how === 'owned')
    io.stderr.write(`assent: ${(await speaker())`another process serves the queue already`}\n`);
  return 0;
}

async function cancel(queue: Jobs, ids: readonly number[], { io, speaker }: CommandInput): Promise<number> {
  if (ids.length === 0) throw new UsageError('say which: assent jobs cancel 7');
  const say = await speaker();
  for (const id of ids)
    io.stderr.write(
      `assent: ${queue.cancel(id) ? say`job ${id} is cancelled` : say`job ${id} was over already`}\n`,
    );
  return 0;
}

/** Prints what the job has printed; with `--follow` until it is over. A terminal gets cleaned text. */
async function logs(queue: Jobs, id: number, { flags, io, speaker }: CommandInput): Promise<number> {
  const follow = flags.extra.follow === true;
  const colour = createStyle({ isTty: io.stdout.isTTY === true, env: io.env }).colour;
  const screen = io.stdout.isTTY ? new ScreenOutput((text) => io.stdout.write(text), colour) : undefined;
  let at = 0;
  const more = async () => {
    const file = queue.log(id);
    if (file === undefined) return;
    const { size } = await stat(file);
    if (size <= at) return;
    for await (const data of createReadStream(file, { start: at, end: size - 1 })) {
      if (screen) screen.add(data as Buffer);
      else await new Promise<void>((resolve) => io.stdout.write(data as Buffer, () => resolve()));
    }
    at = size;
  };
  for (;;) {
    // Asked before the last look: what was printed up to the end is read after it.
    const over = queue.isOver(queue.get(id)!);
    await more();
    if (!follow || over) break;
    await sleep(LOOK_EVERY_MS, undefined, { signal: io.signal });
  }
  screen?.end();
  if (at === 0 && queue.log(id) === undefined && !flags.quiet)
    io.stderr.write(`assent: ${(await speaker())`job ${id} has printed nothing yet`}\n`);
  return 0;
}

async function stat(file: string) {
  const handle = await open(file);
  try {
    return await handle.stat();
  } finally {
    await handle.close();
  }
}

/** Waits for every job named; the exit code is that of the last one that did not end well. */
async function wait(
  queue: Jobs,
  ids: readonly number[],
  { flags, io, speaker }: CommandInput,
): Promise<number> {
  if (ids.length === 0) throw new UsageError('say which: assent jobs wait 7');
  const say = await speaker();
  let code = 0;
  let looks = 0;
  for (const id of ids) {
    let said = '';
    for (;;) {
      const job = queue.get(id)!;
      if (queue.isOver(job)) {
        if (job.status === 'cancelled') code = EXIT.interrupted;
        else if (job.status === 'failed') code = job.exitCode ?? EXIT.failed;
        break;
      }
      if (job.status === 'held') {
        io.stderr.write(`assent: ${say`job ${id} is held: ${say.of(job.reason ?? 'no reason is known')}`}\n`);
        code = EXIT.refused;
        break;
      }
      if (looks++ % OWNER_EVERY === 0) queue.ensureOwner();
      const reason = queue.why(id)!.text.trim();
      if (reason !== said && !flags.quiet && io.stderr.isTTY)
        io.stderr.write(`assent: ${say`job ${id}: ${reason}`}\n`);
      said = reason;
      await sleep(LOOK_EVERY_MS, undefined, { signal: io.signal });
    }
  }
  return code;
}
