import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ASSENT } from '../tools/assent.ts';
import { ATTRIBUTES, TREE } from './file-plans.ts';
import { manifest } from './manifest.ts';

/**
 * Runs inside the outer jail. `build`: makes a tree for each case of the JSON list on stdin. `run`: the built product
 * runs each case's plan in its tree and takes it back. Arguments: folder, `build` or `run`. Prints one JSON line per case.
 */
const [folder, what] = process.argv.slice(2) as [string, string];
const cases = JSON.parse(await text(process.stdin)) as { seed: number; command: string }[];

for (const { seed, command } of cases) {
  const here = join(folder, String(seed), 't');
  if (what === 'build') {
    mkdirSync(here, { recursive: true });
    const script = `${TREE}\n${ATTRIBUTES}`;
    execFileSync('/bin/bash', ['--noprofile', '--norc', '-c', script], { cwd: here, stdio: 'ignore' });
    print({ seed, here });
    continue;
  }
  const look = () => manifest(here, { times: true, attributes: true });
  const before = look();
  const file = join(folder, `${seed}.json`);
  const steps = [{ id: '1', command, why: 'a try' }];
  writeFileSync(file, JSON.stringify({ version: 1, goal: 'change files', steps }));
  // Nobody can tell in here that the programs are root's: that is what `unknown` lifts.
  const ran = assent(['run', '--yes=unknown', file], here);
  const changed = look() !== before;
  const undone = assent(['undo', '--yes=unknown'], here);
  const after = look();
  const equal = after === before;
  const said = equal ? {} : { command, stderr: `${ran.stderr}${undone.stderr}`, before, after };
  print({ seed, ran: ran.status, changed, equal, ...said });
  chmodSync(join(folder, String(seed)), 0o700);
}

function assent(args: readonly string[], cwd: string) {
  return spawnSync(process.execPath, [ASSENT, ...args], {
    cwd,
    env: { PATH: '/usr/bin:/bin', HOME: folder, ASSENT_HOME: join(folder, 'assent'), LANG: 'C.UTF-8' },
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
}

function print(row: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
