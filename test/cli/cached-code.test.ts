import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const LOADER = fileURLToPath(new URL('../../src/cli/cached-code.ts', import.meta.url));
/** A text that stands in compiled code only once the function around it was compiled. */
const INSIDE = 'only-once-it-ran';

let base: string;
let root: string;
let cache: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'assent-code-'));
  root = join(base, 'dist');
  cache = join(base, 'cache');
  mkdirSync(join(root, 'chunks'), { recursive: true });
  mkdirSync(cache, { mode: 0o700 });
  writeFileSync(
    join(root, 'program.js'),
    `const { say } = require('./chunks/a.js'); const os = require('node:os');
     function used() { return '${INSIDE}'; } function unused() { return 'never-ran-at-all'; }
     exports.text = () => [say(), used(), typeof os.hostname(), require('./chunks/a.js').loads].join(' ');`,
  );
  writeFileSync(
    join(root, 'chunks/a.js'),
    "exports.loads = (exports.loads ?? 0) + 1; exports.say = () => 'one';",
  );
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const run = (folder: string | undefined = cache, file = 'program.js') =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { cachedLoader } = await import(${JSON.stringify(LOADER)});
       const load = cachedLoader(${JSON.stringify(root)}, ${JSON.stringify(folder)});
       console.log(load(${JSON.stringify(join(root, file))}).text());`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  ).trim();
const packs = () => readdirSync(cache);
const pack = () => join(cache, packs()[0]!);

describe('compiled code kept between runs', () => {
  it('holds the functions that ran, for its owner alone, and is not written again for nothing', () => {
    expect(run()).toBe('one only-once-it-ran string 1');
    expect(packs()).toHaveLength(1);
    expect(statSync(pack()).mode & 0o777).toBe(0o600);
    const kept = readFileSync(pack(), 'latin1');
    expect(kept).toContain(INSIDE);
    expect(kept).not.toContain('never-ran-at-all');
    const { ino } = statSync(pack());
    expect(run()).toBe('one only-once-it-ran string 1');
    expect(statSync(pack()).ino).toBe(ino);
  });

  it('is never used for another text, also one of the same length and time', () => {
    run();
    const file = join(root, 'chunks/a.js');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('one', 'two'));
    utimesSync(file, atime, mtime);
    expect(run()).toBe('two only-once-it-ran string 1');
    expect(run()).toBe('two only-once-it-ran string 1');
  });

  it('is not used when a single byte of it is wrong, or half of it is gone; a whole one takes its place', () => {
    run();
    const whole = readFileSync(pack());
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 12)) {
      const wrong = Buffer.from(whole);
      wrong[at]! ^= 0x41;
      writeFileSync(pack(), wrong);
      const { ino } = statSync(pack());
      expect(run()).toBe('one only-once-it-ran string 1');
      expect(statSync(pack()).ino).not.toBe(ino);
    }
    for (const part of [0, 3, 40, whole.length >> 1, whole.length - 1]) {
      writeFileSync(pack(), whole.subarray(0, part));
      expect(run()).toBe('one only-once-it-ran string 1');
    }
    expect(packs()).toHaveLength(1);
  });

  it('is made anew when it is older than an hour, with what ran before still in it', () => {
    run();
    const old = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(pack(), old, old);
    const { ino } = statSync(pack());
    run();
    expect(statSync(pack()).ino).not.toBe(ino);
    expect(readFileSync(pack(), 'latin1')).toContain(INSIDE);
  });

  it('is kept for what this run did not load', () => {
    run();
    writeFileSync(join(root, 'other.js'), "exports.text = () => 'something-else';");
    expect(run(cache, 'other.js')).toBe('something-else');
    const { ino } = statSync(pack());
    const kept = readFileSync(pack(), 'latin1');
    expect(kept).toContain(INSIDE);
    expect(kept).toContain('something-else');
    expect(run()).toBe('one only-once-it-ran string 1');
    expect(statSync(pack()).ino).toBe(ino);
  });

  it('is only missed where it cannot be kept', () => {
    expect(run(join(base, 'nowhere'))).toBe('one only-once-it-ran string 1');
    writeFileSync(join(base, 'file'), '');
    expect(run(join(base, 'file'))).toBe('one only-once-it-ran string 1');
    expect(packs()).toEqual([]);
  });
});
