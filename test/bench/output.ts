import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, highWater, type Row } from './measure.ts';

const BYTES = 1024 ** 3;
/** Plain text: zeros would be escaped sixfold in JSON. */
const COMMAND = `yes 'a line of ordinary text, about as long as lines of output are' | head -c ${BYTES}`;

/** Reads to the end and prints seconds since the first byte, and bytes: what flows, not how long the start took. */
const READER =
  'use Time::HiRes "time"; my ($b, $n, $t) = ("", 0, 0); while (my $r = sysread(STDIN, $b, 1 << 20)) { $t ||= time; $n += $r } printf("%.4f %d\\n", time - $t, $n)';

interface Flow {
  readonly seconds: number;
  readonly bytes: number;
  readonly peak: number;
}

/** Runs a command whose stdout goes down a real pipe; the reader at its end takes the time. */
function flow(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<Flow> {
  return new Promise((resolve, reject) => {
    const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
    const child = spawn(
      '/bin/bash',
      ['-c', `{ exec ${[file, ...args].map(quote).join(' ')}; } | exec /usr/bin/perl -e ${quote(READER)}`],
      {
        ...options,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let text = '';
    let peak = 0;
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
    });
    const timer = setInterval(() => {
      peak = Math.max(peak, childPeak(child.pid!));
    }, 20);
    child.once('error', reject);
    child.once('close', () => {
      clearInterval(timer);
      const [seconds = 0, bytes = 0] = text.trim().split(' ').map(Number);
      resolve({ seconds, bytes, peak });
    });
  });
}

function childPeak(parent: number): number {
  // The measured program is the pipeline's first member: the shell's first child.
  return Math.max(highWater(parent + 1), highWater(parent + 2));
}

export const output: Bench = {
  name: '1 GiB of output',
  async run({ assent, node, folder, env }) {
    const options = { cwd: folder, env };
    const plan = join(folder, 'flood.json');
    writeFileSync(
      plan,
      JSON.stringify({
        plan: { version: 1, goal: 'flood', steps: [{ id: '1', command: COMMAND, why: 'writes zeros' }] },
      }),
    );
    const floor = await flow('/bin/bash', ['-c', COMMAND], options);
    const passed = await flow(node, [assent, 'run', '--yes=unknown', plan], options);
    const captured = await flow(node, [assent, 'run', '--yes=unknown', '--jsonl', plan], options);
    const rate = (run: Flow) => BYTES / 1024 ** 2 / run.seconds;
    const row = (measure: string, run: Flow, least: number): Row => ({
      measure,
      floor: `bash -c: ${rate(floor).toFixed(0)} MiB/s`,
      value: `${rate(run).toFixed(0)} MiB/s`,
      ratio: (rate(run) / rate(floor)).toFixed(2),
      budget: `≥ ${least}`,
      ok: rate(run) / rate(floor) >= least && run.bytes >= BYTES,
    });
    const peak = Math.max(passed.peak, captured.peak);
    return [
      row('1 GiB through, descriptor passed', passed, 0.8),
      row('1 GiB captured (--jsonl)', captured, 0.06),
      {
        measure: 'peak memory while it flows',
        value: `${peak.toFixed(0)} MiB`,
        budget: '≤ 140 MiB',
        ok: peak > 0 && peak <= 140,
      },
    ];
  },
};
