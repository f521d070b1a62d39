import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld, type World } from '../tools/assent.ts';
import { tinyGguf } from '../tools/tiny-gguf.ts';

/** The bundle beside an installed engine (.tools/test-model.mjs). */
const APP = process.env.ASSENT_MODEL_APP ?? '';

let world: World;
beforeEach(() => {
  world = createWorld({ 'a.txt': 'one\n' });
  writeFileSync(join(world.home, 'tiny.gguf'), tinyGguf());
});
afterEach(() => world.remove());

function assent(args: readonly string[], killAfterMs?: number) {
  return new Promise<{ code: number | null; stdout: string; stderr: string; ms: number }>((resolve) => {
    const began = Date.now();
    const child = spawn(process.execPath, [APP, ...args], { cwd: world.cwd, env: world.env, detached: true });
    let stdout = '';
    let stderr = '';
    child.stdin.end();
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr, ms: Date.now() - began }));
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGINT'), killAfterMs);
    setTimeout(() => child.kill('SIGKILL'), 50_000).unref();
  });
}

const install = (file = join(world.home, 'tiny.gguf')) => assent(['model', 'install', file, '--yes']);

it('plans with a model in this process, its answer held to the schema', async () => {
  const installed = await install();
  expect(installed.stderr).toContain('tiny is installed');
  const ran = await assent(['plan', '--json', 'list the files']);
  const answer = JSON.parse(ran.stdout);
  // Weights of chance know nothing: what counts is that the text was a plan by its form, or was refused as one.
  if (answer.plan) expect(answer.planner).toMatchObject({ kind: 'managed', model: 'tiny' });
  else expect(answer.reason).toMatch(/tiny gave no valid plan \((?!.*JSON)/);
}, 60_000);

it('says what to do where the model is gone', async () => {
  await install();
  rmSync(join(world.home, 'assent/data/models/tiny.gguf'));
  const ran = await assent(['plan', 'list the files']);
  expect(ran.code).toBe(125);
  expect(ran.stderr).toMatch(/tiny could not be used .*assent model install/);
}, 60_000);

it('is not asked where an endpoint or --offline says otherwise', async () => {
  await install();
  const ran = await assent(['plan', '--offline', '--json', 'count the files here']);
  expect(JSON.parse(ran.stdout).planner.kind).toBe('embedded');
}, 60_000);

it('stops when it is interrupted', async () => {
  // A model that seldom closes what it opens writes until it is stopped.
  writeFileSync(
    join(world.home, 'long.gguf'),
    tinyGguf({ seed: 7, embedding: 256, layers: 8, feedForward: 1024 }),
  );
  await install(join(world.home, 'long.gguf'));
  const ran = await assent(['plan', 'list the files'], 1500);
  expect([130, 0, 125]).toContain(ran.code);
  expect(ran.ms).toBeLessThan(20_000);
}, 60_000);
