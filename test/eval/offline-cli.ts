import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { planOffline } from '../../src/planner/offline/plan-offline.ts';
import { readWorld } from '../../src/planner/offline/world.ts';

/** The embedded planner alone, for scoring: `offline-cli.ts REQUEST`, or `--lines` with {"id","request","cwd"} per line. */
function answer(request: string, cwd: string): string {
  const world = readWorld({ cwd, root: process.env.NL2SH_SYS ?? join(cwd, '..', 'sys') });
  const started = performance.now();
  const result = planOffline(request, world);
  const ms = performance.now() - started;
  if (result.kind === 'abstain')
    return JSON.stringify({ abstain: true, reason: result.reason, examples: result.examples });
  return JSON.stringify({ steps: result.steps, family: result.family, confidence: result.confidence, ms });
}

if (process.argv[2] === '--lines') {
  for await (const line of createInterface({ input: process.stdin })) {
    const { request, cwd } = JSON.parse(line) as { request: string; cwd: string };
    console.log(answer(request, cwd));
  }
} else console.log(answer(process.argv.slice(2).join(' '), process.cwd()));
