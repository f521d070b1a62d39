import { readFile } from 'node:fs/promises';
import { type Plan, parsePlan } from '../../plan/plan.ts';
import { UsageError } from '../flags.ts';
import type { CommandInput } from './table.ts';

const MAX_BYTES = 1024 * 1024;

/** `assent run FILE|-`: a saved plan is judged and asked about as if it were new; what it says of verdicts is ignored. */
export async function run({ words, flags, io, fast }: CommandInput): Promise<number> {
  const file = words[0]!;
  const text = file === '-' ? await readAll(io.stdin) : await readPlanFile(file);
  const plan = planIn(text, file);
  const { oneShot, compose } = await fast();
  return oneShot(
    {
      request: plan.goal,
      flags,
      saved: { plan, info: { kind: 'file', model: file === '-' ? 'stdin' : file, ms: 0 } },
      readStdin: file !== '-',
      ...(flags.print
        ? { show: 'commands' as const }
        : flags.preview && !flags.apply
          ? { show: 'preview' as const }
          : {}),
    },
    io,
    compose,
  );
}

async function readPlanFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > MAX_BYTES) throw new UsageError('the plan on stdin is over 1 MiB');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function planIn(text: string, file: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is no JSON; save a plan with: assent plan --json "REQUEST" > plan.json`);
  }
  const inner = typeof value === 'object' && value !== null && 'plan' in value ? value.plan : value;
  const parsed = parsePlan(inner);
  if (!parsed.ok) throw new UsageError(`${file} holds no valid plan: ${parsed.message}`);
  if (parsed.value.steps.length === 0)
    throw new UsageError(`${file} holds a plan without steps: nothing to run`);
  return parsed.value;
}
