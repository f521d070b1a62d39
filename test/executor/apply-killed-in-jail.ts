import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyChanges } from '../../src/executor/preview/apply.ts';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import { UndoStore } from '../../src/executor/undo/store.ts';
import { clearPreview } from '../../src/policy/clear.ts';
import { filePlan, Random, TREE } from './file-plans.ts';
import { manifest } from './manifest.ts';

/**
 * Runs inside the outer jail. For each seed a process previews a plan, applies it (and undoes every third) and is
 * killed at a random moment of that; the next start recovers. The tree must then be the one of before or the one a plain run leaves, with nothing
 * else in it. Arguments: folder, first seed, last seed. Prints one JSON line per seed.
 */
const [folder, from, to] = process.argv.slice(2) as [string, string, string];
const bash = (command: string, cwd: string) => {
  try {
    execFileSync('/bin/bash', ['--noprofile', '--norc', '-c', command], { cwd, stdio: 'ignore' });
  } catch {
    // A plan may end with any code.
  }
};
/** Enough changes that there is a middle to be killed in. */
const planOf = (seed: number) =>
  `${filePlan(seed)}\nfor i in 1 2 3 4 5 6; do mkdir -p m$i; echo $i > m$i/f; done; seq 1 90000 > big; rm -rf d; echo x >> one`;

if (to === undefined) await apply(folder, Number(from));
else for (let seed = Number(from); seed <= Number(to); seed++) await killOnce(seed);

async function apply(home: string, seed: number): Promise<void> {
  const step = clearPreview(
    { id: '1', command: planOf(seed), why: '' },
    { id: '1', verdict: 'ask', rule: '', reason: '', effects: [] },
  )!;
  const session = new ShellSession(join(home, 'here', 't'), { PATH: '/usr/bin:/bin', HOME: home });
  const open = await preview([step], { home, session }, new AbortController().signal);
  const store = new UndoStore(join(home, 'undo'));
  const isUndone = seed % 3 === 0;
  if (!isUndone) process.stdout.write('now\n');
  const { undoId } = await applyChanges(open.found, store, { label: 'test', allowSetuid: true });
  if (isUndone) {
    process.stdout.write('now\n');
    await store.undo(undoId!);
  }
  process.stdout.write('done\n');
  await open.close();
}

async function killOnce(seed: number): Promise<void> {
  const home = join(folder, String(seed));
  const [here, twin] = [join(home, 'here', 't'), join(home, 'twin', 't')];
  for (const path of [here, twin]) {
    mkdirSync(path, { recursive: true });
    bash(TREE, path);
  }
  const before = manifest(here, { times: false });
  bash(planOf(seed), twin);
  const wanted = manifest(twin, { times: false });
  const self = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ['--no-warnings', self, home, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const wait = new Random(seed * 7919).below(120);
  let said = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), wait);
      said += data.toString();
    });
    child.once('close', () => resolve());
  });
  // A cp that was started by the killed process may still be at work for a moment.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const recovered = await new UndoStore(join(home, 'undo')).recover();
  const now = manifest(here, { times: false });
  process.stdout.write(
    `${JSON.stringify({
      seed,
      after: now === before ? 'before' : now === wanted ? 'applied' : 'half',
      killed: !said.includes('done'),
      recovered: recovered.length,
      litter: readdirSync(here, { recursive: true, encoding: 'latin1' }).filter((name) =>
        name.includes('.assent-'),
      ),
    })}\n`,
  );
}
