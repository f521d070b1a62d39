import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manPage } from '../../.tools/man.mjs';
import { HELP } from '../../src/cli/help.ts';
import { ASSENT, createWorld, type World } from '../tools/assent.ts';

const file = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');
const README = file('README.md');
const examples = /<!-- examples -->\n```sh\n([\s\S]*?)```/.exec(README)![1]!.trim().split('\n');

let world: World;
beforeAll(() => {
  world = createWorld({
    'docs/a.md': '# a\n',
    'src/main.c': 'int x;\n',
    'old.log': 'old\n',
    'big.bin': 'x'.repeat(9000),
  });
  execFileSync('git', ['init', '-q'], { cwd: world.cwd, env: world.env });
  execFileSync('git', ['add', '-A'], { cwd: world.cwd, env: world.env });
});
afterAll(() => world.remove());

describe('the README', () => {
  it('has ten examples of everyday use', () => expect(examples).toHaveLength(10));

  it.each(examples)('%s', (line) => {
    // Nobody is there to press y: what the policy allows runs by itself.
    const asked = line.replace(/\bassent (?=")/, 'assent --auto ');
    const script = `assent() { "${process.execPath}" "${ASSENT}" "$@"; }\nset -o pipefail\n${asked}`;
    const ran = spawnSync('/bin/bash', ['-c', script], {
      cwd: world.cwd,
      env: world.env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(ran.stderr).not.toMatch(/not sure|nothing was run|Error/);
    expect(ran.status).toBe(0);
    expect(ran.stdout.trim()).not.toBe('');
  });

  it('names only calls that the help names too', () => {
    for (const [, call] of README.matchAll(/`assent ([a-z]+)\b/g))
      if (call !== 'is') expect(HELP).toContain(`assent ${call}`);
  });
});

describe('the man page', () => {
  it('says what --help says', () => {
    const { version } = JSON.parse(file('package.json'));
    expect(file('docs/assent.1')).toBe(manPage(HELP, version));
  });

  it('every call the help names works: none is shown before it does', () => {
    const calls = new Set([...HELP.matchAll(/^ {2}assent ([a-z]+)/gm)].map(([, call]) => call!));
    for (const call of calls) {
      const ran = spawnSync(process.execPath, [ASSENT, call], {
        cwd: world.cwd,
        env: world.env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(ran.stderr, call).not.toMatch(/not part of this version/);
    }
  });
});
