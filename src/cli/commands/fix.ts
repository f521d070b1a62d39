import type { Readable } from 'node:stream';
import { visible, visibleLine } from '../../plan/display.ts';
import { redact } from '../../plan/redact.ts';
import { Diagnosis } from '../../session/diagnose.ts';
import { record } from '../../session/pipe.ts';
import type { Turn } from '../../session/ports.ts';
import { UsageError } from '../flags.ts';
import { stdinCarriesData } from '../stdin.ts';
import { createStyle } from '../style.ts';
import type { CommandInput } from './table.ts';

interface Failure {
  readonly command: string;
  /** Undefined when only its output was handed over. */
  readonly exitCode: number | null | undefined;
  /** What it said, redacted; undefined when nobody kept it. */
  readonly text: string | undefined;
  readonly cwd: string;
}

const TAIL_BYTES = 8 * 1024;

/**
 * `cmd 2>&1 | assent fix`, or `assent fix` after a command failed in a shell with the hook: a repair, planned by rule
 * or by the model, judged and asked about like any request.
 */
export async function fix(input: CommandInput): Promise<number> {
  const { flags, io, compose, fast, speaker } = input;
  const failure = await failureOf(input);
  if (!failure)
    throw new UsageError(
      'nothing to fix is known: pipe the output (cmd 2>&1 | assent fix --command "cmd"), or let your shell tell it: eval "$(assent init bash)"',
    );
  const where = { ...flags, cwd: failure.cwd };
  const turns = await looked({ ...input, flags: where }, failure);
  const { oneShot, compose: composeFast } = await fast();
  if (!flags.quiet) io.stderr.write(`assent: ${(await speaker())`to repair: ${visible(failure.command)}`}\n`);
  return oneShot(
    {
      request: failure.command,
      flags: where,
      readStdin: false,
      turns,
      ...(flags.print ? { show: 'commands' as const } : flags.preview ? { show: 'preview' as const } : {}),
    },
    io,
    composeFast,
  );

  /** What the failed command says when it is run once more, only where it does nothing but read; else what is known. */
  async function looked({ flags: told }: CommandInput, failed: Failure): Promise<readonly Turn[]> {
    const known = failed.text ?? byExitCode(failed);
    const turn = turnOf(failed, known ?? '');
    const say = await speaker();
    const runtime = await compose.compose({
      cwd: failed.cwd,
      env: io.env,
      offline: told.offline,
      plans: true,
      runs: true,
      private: told.private,
      stdin: 'none',
      ...(told.model === undefined ? {} : { model: told.model }),
      ...(told.endpoint === undefined ? {} : { endpoint: told.endpoint }),
      notice: (text) => io.stderr.write(`assent: ${visibleLine(say.of(text))}\n`),
    });
    try {
      const repeats = known === undefined && runtime.planner.name === 'embedded';
      // Without a model only the failed command itself can tell more; a model may look around.
      if (runtime.planner.name === 'embedded' && !repeats) return [turn];
      const readOnly = (await compose.openFix(io.env)).readOnly(runtime.judge);
      const again = {
        plan: {
          version: 1 as const,
          goal: 'see once more how it fails',
          steps: [{ id: '1', command: failed.command, why: 'only where it just reads' }],
        },
        info: { kind: 'direct' as const, model: 'the failed command', ms: 0 },
      };
      const request = {
        request: `why did this fail: ${failed.command}`,
        turns: [turn],
        io: {},
        private: told.private,
        ...(repeats ? { saved: again } : {}),
      };
      const ports = { ...runtime, judge: readOnly };
      let stderr = '';
      const diagnosis = new Diagnosis(request);
      const style = createStyle({ isTty: io.stderr.isTTY === true, env: io.env });
      for await (const event of record(diagnosis.run(ports, io.signal), runtime.journal)) {
        if (event.type === 'output' && event.stream === 'stderr')
          stderr = (stderr + Buffer.from(event.data).toString('utf8')).slice(-TAIL_BYTES);
        else if (event.type === 'step-started' && !told.quiet)
          io.stderr.write(`${style.paint('dim', say`looking: ${visible(event.command)}`)}\n`);
        else if (event.type === 'notice' && told.verbose)
          io.stderr.write(`assent: ${visibleLine(say.of(event.text))}\n`);
      }
      if (repeats) return [turnOf(failed, redact(stderr))];
      return [turn, ...diagnosis.turns];
    } finally {
      await runtime.close();
    }
  }
}

const turnOf = ({ command, exitCode }: Failure, stderrTail: string): Turn => ({
  kind: 'failed',
  plan: { version: 1, goal: command, steps: [{ id: '1', command, why: 'as it was typed' }] },
  stepId: '1',
  exitCode,
  stderrTail,
});

/** 127 says itself what bash said. */
function byExitCode({ command, exitCode }: Failure): string | undefined {
  if (exitCode !== 127) return undefined;
  const program = /^(?:\w+=\S*\s+)*(?:(?:sudo|env|exec|command|time)\s+)*(\S+)/.exec(command.trim())?.[1];
  return program === undefined ? undefined : `bash: ${program}: command not found\n`;
}

async function failureOf({ flags, io, compose, speaker }: CommandInput): Promise<Failure | undefined> {
  const said = flags.extra.command;
  const here = flags.cwd ?? io.cwd;
  const piped = io.stdin.isTTY !== true && stdinCarriesData();
  const text = piped ? redact(await tailOf(io.stdin)) : undefined;
  const shell = (await compose.openFix(io.env)).shellFailure();
  if (text !== undefined && text.trim() !== '') {
    const command = typeof said === 'string' ? said : commandIn(text);
    if (command !== undefined) return { command, exitCode: undefined, text, cwd: here };
    throw new UsageError(
      'the text does not show which command it is from: name it with --command, such as: make 2>&1 | assent fix --command make',
    );
  }
  if (typeof said === 'string') return { command: said, exitCode: undefined, text: undefined, cwd: here };
  if (!shell) return undefined;
  if (!shell.certain)
    io.stderr.write(
      `assent: ${(await speaker())`your shell kept no history of the command that failed; this may be the one before it`}\n`,
    );
  return { command: shell.command, exitCode: shell.exitCode, text: undefined, cwd: shell.cwd };
}

/** A command as a terminal shows it, or what bash could not find: `$ make`, `bash: gti: command not found`. */
function commandIn(text: string): string | undefined {
  const prompted = /^[^\n]{0,80}?[$#%❯➜] (\S[^\n]*)$/m.exec(text)?.[1];
  if (prompted !== undefined) return prompted.trim();
  const unknown =
    /^(?:\S*bash|\S*sh|zsh)(?:: line \d+)?: (?:command not found: )?([\w.+-]+)(?:: command not found)?$/m.exec(
      text,
    );
  return unknown && /command not found/.test(unknown[0]) ? unknown[1] : undefined;
}

async function tailOf(stream: Readable): Promise<string> {
  let tail = Buffer.alloc(0);
  for await (const chunk of stream)
    tail = Buffer.concat([tail, Buffer.from(chunk as Uint8Array)]).subarray(-TAIL_BYTES);
  return tail.toString('utf8');
}
