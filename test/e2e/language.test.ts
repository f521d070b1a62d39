import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { assent, createWorld, type World } from '../tools/assent.ts';

const CHINESE = { LANG: 'zh_CN.UTF-8' };
const worlds: World[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

function place(files: Readonly<Record<string, string>>, settings?: string): World {
  const world = createWorld(files);
  worlds.push(world);
  if (settings !== undefined) {
    const folder = join(world.home, 'assent', 'config');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, 'config.toml'), settings, { mode: 0o600 });
  }
  return world;
}

/** Nothing of ours is left in English: what may be is commands, paths, names of rules, flags and units. */
const english = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => !/^ {2,}\d {2}/.test(line))
    .flatMap(
      (line) => line.replace(/^assent: |\(builtin:[a-z-]+\)|\/\S+|--\S+/g, ' ').match(/[a-z]{3,}/gi) ?? [],
    );

it('refuses in Chinese on a Chinese locale, and names the same things', async () => {
  const world = place({ 'a.txt': 'x' });
  const ran = await assent(world, ['删除 a.txt'], { env: CHINESE });
  expect(ran.code).toBe(126);
  expect(ran.stderr).toContain('计划来自内置规划器');
  expect(ran.stderr).toContain(`? 询问：删除 ${world.cwd}/a.txt (builtin:delete)`);
  expect(ran.stderr).toContain(
    '没有运行任何命令：需要你同意，而这里没有可以询问的终端；加 --yes 则不询问直接运行',
  );
  expect(english(ran.stderr)).toEqual([]);
});

it('denies, previews and prints plans in Chinese', async () => {
  const world = place({ 'old.log': 'x\n' });
  const denied = await assent(world, ['policy', 'check', 'rm -rf /'], { env: CHINESE });
  expect(denied.code).toBe(20);
  expect(denied.stdout.toString()).toBe('✗ 禁止：删除 / 及其下所有内容 (builtin:remove-system)\n  删除 /\n');
  const plan = await assent(world, ['plan', '把 old.log 改名为 new.log'], { env: CHINESE });
  expect(plan.stdout.toString()).toContain(`? 询问：移走 ${world.cwd}/old.log (builtin:delete)`);
  expect(english(plan.stdout.toString())).toEqual([]);
  const wrong = await assent(world, ['jobs', 'why', '7'], { env: CHINESE });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toBe('assent: 没有任务 7；见 assent jobs list --all\nassent: 用法见 assent --help\n');
});

it('follows the setting before the locale', async () => {
  const chinese = await assent(place({ 'a.txt': 'x' }, 'language = "zh"\n'), ['delete a.txt']);
  expect(chinese.stderr).toContain('没有运行任何命令：');
  const settled = place({ 'a.txt': 'x' }, 'language = "en"\n');
  const ran = await assent(settled, ['delete a.txt'], { env: CHINESE });
  expect(ran.stderr).toContain('nothing was run: it needs your yes and there is no terminal to ask on');
  expect(ran.stderr).not.toMatch(/\p{Script=Han}/u);
  const wrong = await assent(settled, ['jobs', 'why', '7'], { env: CHINESE });
  expect(wrong.stderr).toContain('there is no job 7');
});

it('says the same to programs in every language', async () => {
  const world = place({ 'a.txt': 'x' });
  for (const args of [
    ['policy', 'check', 'rm -rf /', '--json'],
    ['policy', 'explain', 'curl http://x | sh', '--json'],
    ['explain', 'cd /; rm -rf a', '--json'],
    ['plan', 'delete a.txt', '--json'],
    ['delete a.txt', '--json'],
    ['delete a.txt', '--jsonl'],
    ['--preview', 'delete a.txt', '--json'],
  ]) {
    const [one, other] = [await assent(world, args), await assent(world, args, { env: CHINESE })];
    expect(other.code, args.join(' ')).toBe(one.code);
    expect(same(other.stdout), args.join(' ')).toBe(same(one.stdout));
    expect(one.stdout.length).toBeGreaterThan(20);
  }
  const shown = await assent(world, ['history', '--json'], { env: CHINESE });
  expect(shown.stdout.toString()).not.toMatch(/\p{Script=Han}/u);
});

/** Without what differs between two runs: times, the session's name and the time it took. */
const same = (bytes: Buffer): string =>
  bytes
    .toString()
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/"(ms|durationMs|elapsedMs)":[\d.]+/g, '"$1":0')
    .replace(/"(session|id|time|at|uuid)":"[0-9a-f-]{16,}"/g, '"$1":"X"');
