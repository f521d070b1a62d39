import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeBasic, globArg, pathArg, quote } from '../../../src/planner/offline/quote.ts';
import { place } from './place.ts';

const text = fc
  .string({ unit: 'binary-ascii', minLength: 1, maxLength: 20 })
  .filter((value) => !value.includes('\0'));
const bash = (script: string, cwd?: string) =>
  execFileSync('bash', ['--norc', '-c', script], { ...(cwd ? { cwd } : {}), encoding: 'utf8' });

describe('texts never break out of their word', () => {
  it('means itself to bash', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 20 }), (values) => {
        const said = bash(`printf '%s\\0' ${values.map((value) => quote(value)).join(' ')}`);
        expect(said.split('\0').slice(0, -1)).toEqual(values);
      }),
      { numRuns: 15 },
    );
  });

  it('is no option and no home folder as a path', () => {
    for (const path of ['-rf', '--help', '~root', '$(id)', 'a b', "it's", '`id`', 'a;b', 'x\ny']) {
      const [said] = bash(`printf '%s\\0' ${pathArg(path)}`).split('\0');
      expect(said).toBe(path.startsWith('-') ? `./${path}` : path);
    }
  });

  it('keeps stars working and nothing else', () => {
    expect(globArg('a b/*.txt')).toBe("'a b/'*.txt");
    expect(globArg('$(id)*')).toBe("'$(id)'*");
    expect(globArg('-*')).toBe('./-*');
  });

  it('means itself to sed', () => {
    fc.assert(
      fc.property(
        fc.array(
          text.filter((value) => !/[\n\r]/.test(value)),
          { minLength: 10, maxLength: 10 },
        ),
        (values) => {
          for (const value of values) {
            const said = execFileSync('sed', ['-n', `/^${escapeBasic(value, '/')}$/p`], {
              input: `${value}\n`,
              encoding: 'utf8',
            });
            expect(said).toBe(`${value}\n`);
          }
        },
      ),
      { numRuns: 5 },
    );
  });
});

it('hostile names in the folder stay names', () => {
  using here = place({
    '$(touch pwned).txt': 'x\n',
    "a'b.txt": 'y\n',
    '-rf': 'z\n',
    'a; touch pwned2': 'w\n',
  });
  for (const request of [
    'show "$(touch pwned).txt"',
    `show "a'b.txt"`,
    'show "-rf"',
    'count the lines of "a; touch pwned2"',
    'delete "-rf"',
  ]) {
    const command = here.command(request);
    expect(command, request).toBeDefined();
    bash(command!, here.cwd);
  }
  const names = bash('ls -A', here.cwd).split('\n');
  expect(names.some((name) => /^pwned/.test(name))).toBe(false);
  expect(names).not.toContain('-rf');
});
