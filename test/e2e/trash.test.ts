import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ASSENT, createWorld, type World } from '../tools/assent.ts';
import { onPty } from '../tools/pty.ts';

let world: World;
beforeEach(() => {
  world = createWorld({ 'a.txt': 'one\n', 'b.txt': 'two\n' });
  mkdirSync(join(world.home, 'assent/config'), { recursive: true, mode: 0o700 });
  writeFileSync(join(world.home, 'assent/config/config.toml'), '[run]\ntrash = "always"\n', { mode: 0o600 });
});
afterEach(() => world.remove());

it('shows an rm as a move into the trash from the start, and lets it be edited back', async () => {
  const run = onPty(process.execPath, [ASSENT], { cwd: world.cwd, env: world.env, columns: 120, rows: 40 });
  await run.waitFor('embedded');
  run.type('!rm a.txt\r');
  await run.waitFor(/to the trash instead of rm a\.txt[\s\S]*mv -nT[\s\S]*Run this plan/);
  await sleep(500);
  run.type('y');
  await run.waitFor(/done/);
  expect(existsSync(join(world.cwd, 'a.txt'))).toBe(false);
  expect(readFileSync(join(world.home, '.local/share/Trash/files/a.txt'), 'utf8')).toBe('one\n');
  run.type('!rm b.txt\r');
  await run.waitFor(/to the trash instead of rm b\.txt[\s\S]*Run this plan/);
  await sleep(500);
  run.type('e');
  await sleep(300);
  run.type('\u0005\u0015rm b.txt\r');
  await run.waitFor(/rm b\.txt[\s\S]*deletes[\s\S]*Run this plan/);
  await sleep(500);
  run.type('y');
  await run.waitFor(/done[\s\S]*done/);
  expect(existsSync(join(world.cwd, 'b.txt'))).toBe(false);
  expect(existsSync(join(world.home, '.local/share/Trash/files/b.txt'))).toBe(false);
  run.type('\u0004');
  await run.ended();
});
