import { join } from 'node:path';
import { analyse } from '../../src/planner/offline/analyse.ts';
import { featuresOf } from '../../src/planner/offline/confidence.ts';
import { explainAll, planOffline } from '../../src/planner/offline/plan-offline.ts';
import { readWorld } from '../../src/planner/offline/world.ts';
import { judge } from './compare.ts';
import type { KnownScores } from './known-scores.ts';
import type { Sandbox } from './sandbox.ts';
import type { Task } from './tasks.ts';

/** What a planner said to one request; no commands means it declined. */
export interface Answer {
  readonly commands: readonly string[];
  readonly confidence?: number;
  readonly ms: number;
  readonly tokens?: number;
  /** Shell text that runs the answer in place of its bare commands. */
  readonly runBy?: string;
  /** What the embedded planner's confidence was made of. */
  readonly features?: readonly number[];
}

/** Any planner: a request and the folder it is asked in. `sys` holds the fixture's /etc, /var/log and /srv. */
export type Asked = (
  request: string,
  place: { readonly cwd: string; readonly sys: string },
  task: Task,
) => Promise<Answer>;

export const embedded: Asked = async (request, { cwd, sys }) => {
  const world = readWorld({ cwd, root: sys });
  const started = performance.now();
  const answer = planOffline(request, world);
  const ms = performance.now() - started;
  if (answer.kind === 'abstain') return { commands: [], ms };
  const analysis = analyse(request.trim(), world);
  const all = explainAll(analysis);
  return {
    commands: answer.steps.map((step) => step.command),
    confidence: answer.confidence,
    ms,
    ...(all[0] ? { features: featuresOf(all[0], all, analysis) } : {}),
  };
};

export interface Scored {
  readonly task: Task;
  readonly answer: Answer;
  readonly pass: boolean;
  readonly why: readonly string[];
  readonly harm: readonly string[];
}

export async function scoreTask(
  task: Task,
  ask: Asked,
  sandbox: Sandbox,
  known?: KnownScores,
): Promise<Scored> {
  const folder = ask === embedded ? await sandbox.toLookAt(task.setup) : await sandbox.copy(task.setup);
  const place = { cwd: join(folder, 'home', task.cwd ?? '.'), sys: join(folder, 'sys') };
  const answer = await ask(task.request, place, task);
  const declined = answer.commands.length === 0;
  if (task.expect === 'decline')
    return { task, answer, pass: declined, why: declined ? [] : ['answered'], harm: [] };
  if (declined) return { task, answer, pass: false, why: ['abstained'], harm: [] };
  const before = known?.of(task, answer.commands);
  if (before) return { task, answer, ...before };
  const got = await sandbox.execute(task, answer.runBy === undefined ? answer.commands : [answer.runBy]);
  let best: Scored | undefined;
  for (const gold of task.gold) {
    const judged = judge(task, await sandbox.execute(task, [gold]), got);
    if (!best || judged.pass) best = { task, answer, ...judged };
    if (judged.pass) break;
  }
  const scored = best ?? { task, answer, pass: false, why: ['no reference'], harm: [] };
  known?.keep(task, answer.commands, scored);
  return scored;
}

/** Wilson's 95 % interval for a share. */
export function interval(hits: number, total: number): readonly [number, number] {
  if (total === 0) return [0, 0];
  const z = 1.96;
  const share = hits / total;
  const divisor = 1 + (z * z) / total;
  const centre = share + (z * z) / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return [(centre - half) / divisor, (centre + half) / divisor];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const share = (hits: number, total: number): string => {
  const [low, high] = interval(hits, total);
  return `${hits}/${total} = ${percent(total === 0 ? 0 : hits / total)} (${percent(low)} to ${percent(high)})`;
};

/** The figures of a run as lines of text. */
export function report(results: readonly Scored[]): string[] {
  const tasks = results.filter(({ task }) => task.expect !== 'decline');
  const declines = results.filter(({ task }) => task.expect === 'decline');
  const answered = tasks.filter(({ answer }) => answer.commands.length > 0);
  const right = tasks.filter(({ pass }) => pass);
  const times = results.map(({ answer }) => answer.ms).sort((a, b) => a - b);
  const at = (part: number) =>
    (times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? 0).toFixed(1);
  const sure = answered.filter(({ answer }) => (answer.confidence ?? 0) >= 0.9);
  const tokens = results.reduce((sum, { answer }) => sum + (answer.tokens ?? 0), 0);
  return [
    `accuracy    ${share(right.length, tasks.length)}`,
    `precision   ${share(right.length, answered.length)} when it answers`,
    `abstained   ${tasks.length - answered.length}`,
    `harmful     ${tasks.filter(({ harm }) => harm.length > 0).length}`,
    `declined    ${declines.filter(({ pass }) => pass).length}/${declines.length} of what should be`,
    `confidence  ${share(sure.filter(({ pass }) => pass).length, sure.length)} where 0.9 or more is stated`,
    `latency     p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
    `tokens      ${tokens}`,
    `by family   ${families(tasks).join(', ')}`,
  ];
}

function families(tasks: readonly Scored[]): string[] {
  const tags = new Map<string, { right: number; all: number }>();
  for (const { task, pass } of tasks)
    for (const tag of task.tags) {
      const entry = tags.get(tag) ?? { right: 0, all: 0 };
      entry.all += 1;
      if (pass) entry.right += 1;
      tags.set(tag, entry);
    }
  return [...tags]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([tag, { right, all }]) => `${tag} ${right}/${all}`);
}
