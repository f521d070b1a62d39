import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createExecutor, type LocalExecutor } from '../../src/executor/local.ts';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import { type ClearedStep, clear, clearPreview } from '../../src/policy/clear.ts';
import { type Bench, type BenchTools, median, quantile, type Row } from './measure.ts';

/** More than of the slower measures: a step takes some milliseconds. */
const ROUNDS = 60;

/** A step that does nothing, cleared as a person's key clears it. */
function nothing(sandboxed: boolean): ClearedStep {
  const step = { id: '1', command: 'true', why: '' };
  const verdict = { id: '1', verdict: 'allow', rule: '', reason: '', effects: [], sandboxed } as const;
  const approval = { planHash: '', stepId: '1', by: 'key' } as const;
  return clear(step, verdict, approval, { auto: false, yes: false, named: new Set() })!;
}

/** Wall time of one step from the call to its last event: start, snapshot and the look for leftovers included. */
async function step(executor: LocalExecutor, sandboxed: boolean): Promise<number> {
  const started = performance.now();
  for await (const event of executor.run(nothing(sandboxed), {}, new AbortController().signal))
    if (event.type === 'ended' && event.exitCode !== 0)
      throw new Error(`a step ended with ${JSON.stringify(event)}`);
  return performance.now() - started;
}

async function bash(cwd: string, env: Record<string, string>): Promise<number> {
  const started = performance.now();
  await once(spawn('/bin/bash', ['-c', 'true'], { cwd, env, stdio: 'ignore' }), 'exit');
  return performance.now() - started;
}

/** What a step costs over `bash -c true` started from the same process, in turns with it. */
async function overhead(tools: BenchTools, sandboxed: boolean, budget: number): Promise<Row> {
  const { folder, env } = tools;
  const executor = createExecutor({ cwd: folder, env, sandbox: () => ({ writable: [folder] }) });
  await executor.prepare();
  await step(executor, sandboxed);
  const floors: number[] = [];
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await bash(folder, env));
    values.push(await step(executor, sandboxed));
  }
  await executor.close();
  const over = median(values) - median(floors);
  const spread = quantile(values, 0.75) - quantile(values, 0.25);
  return {
    measure: sandboxed ? 'overhead of a sandboxed step' : 'overhead of a step',
    floor: `bash -c true: ${median(floors).toFixed(1)} ms`,
    value: `${over.toFixed(1)} ms`,
    budget: `≤ ${budget} ms`,
    ok: over <= budget,
    noise: `±${Math.round((spread / median(values)) * 50)} %`,
  };
}

/** A tree as a small project has: 200 files, of which the step changes one and deletes one. */
async function previewed({ folder, env }: BenchTools, budget: number): Promise<Row> {
  const tree = join(folder, 'previewed');
  for (let at = 0; at < 200; at++) {
    mkdirSync(join(tree, `d${at % 10}`), { recursive: true });
    writeFileSync(join(tree, `d${at % 10}`, `f${at}`), `${at}\n`);
  }
  const verdict = { id: '1', verdict: 'ask', rule: '', reason: '', effects: [] } as const;
  const step = clearPreview({ id: '1', command: 'echo x >> d1/f1; rm d2/f2', why: '' }, verdict)!;
  const floors: number[] = [];
  const values: number[] = [];
  for (let round = 0; round <= ROUNDS / 4; round++) {
    const floor = await bash(tree, env);
    const started = performance.now();
    const session = new ShellSession(tree, env);
    const open = await preview([step], { home: folder, session }, new AbortController().signal);
    const took = performance.now() - started;
    if (open.found.length !== 2) throw new Error(`a preview found ${open.found.length} changes`);
    await open.close();
    if (round === 0) continue;
    floors.push(floor);
    values.push(took);
  }
  const over = median(values) - median(floors);
  const spread = quantile(values, 0.75) - quantile(values, 0.25);
  return {
    measure: 'overhead of a preview, 200 files',
    floor: `bash -c true: ${median(floors).toFixed(1)} ms`,
    value: `${over.toFixed(1)} ms`,
    budget: `≤ ${budget} ms`,
    ok: over <= budget,
    noise: `±${Math.round((spread / median(values)) * 50)} %`,
  };
}

export const steps: Bench = {
  name: 'steps',
  run: async (tools) => [
    await overhead(tools, false, 15),
    await overhead(tools, true, 40),
    await previewed(tools, 150),
  ],
};
