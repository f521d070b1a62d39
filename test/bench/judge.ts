import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge } from '../../src/policy/judge.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';
import { harmless, hostile } from '../policy/corpus.ts';
import { type Bench, median, quantile, type Row } from './measure.ts';

const REPEATS = 20;

/** One command of the corpus through the judge, facts at hand; and the judge loaded in a fresh process as shipped. */
export const judging: Bench = {
  name: 'judge',
  async run({ node, folder, rounds }) {
    const commands = [...harmless(), ...hostile()].map(({ command }) => command);
    const times: number[] = [];
    for (let round = 0; round <= REPEATS; round++)
      for (const command of commands) {
        const started = performance.now();
        judge([{ id: 'x', command }], MODEL_SETTING, MODEL_FACTS);
        // The first round compiles tables.
        if (round > 0) times.push(performance.now() - started);
      }
    const [p50, p95] = [median(times), quantile(times, 0.95)];
    const file = await bundled(folder);
    const loads = Array.from({ length: rounds }, () =>
      Number(spawnSync(node, [file], { encoding: 'utf8' }).stdout),
    );
    const load = median(loads);
    const row = (measure: string, value: number, budget: number): Row => ({
      measure,
      value: `${value.toFixed(value < 1 ? 3 : 1)} ms`,
      budget: `< ${budget} ms`,
      ok: value < budget,
    });
    return [
      row(`judge, a command, median of ${times.length}`, p50, 0.1),
      row('judge, a command, p95', p95, 1),
      row('judge, loaded with its first verdict', load, 60),
    ];
  },
};

/** A program that loads the judge, gives one verdict and prints how many milliseconds that took. */
export async function bundled(folder: string): Promise<string> {
  const { build } = await import('esbuild');
  const source = (file: string) =>
    JSON.stringify(fileURLToPath(new URL(`../../src/policy/${file}`, import.meta.url)));
  const contents = `const started = performance.now();
    const { judge } = await import(${source('judge.ts')});
    const { MODEL_FACTS, MODEL_SETTING } = await import(${source('world.ts')});
    judge([{ id: 'x', command: 'git status' }], MODEL_SETTING, MODEL_FACTS);
    console.log(performance.now() - started);`;
  await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'ts' },
    ...{ bundle: true, minify: true, splitting: true, format: 'esm', platform: 'node', target: 'node22' },
    outdir: folder,
    entryNames: 'judge',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
  return join(folder, 'judge.mjs');
}
