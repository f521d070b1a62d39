import { describe, expect, it } from 'vitest';
import { expected, learn, UNKNOWN } from '../../src/schedule/demand.ts';
import { programOf, shapeOf } from '../../src/schedule/shape.ts';

describe('command shapes', () => {
  it('keep program, subcommand and options, and drop values', () => {
    expect(shapeOf('gcc -O2 -c a.c -o a.o')).toBe(shapeOf('gcc -O2 -c dir/b.c -o b.o'));
    expect(shapeOf('npm run build')).not.toBe(shapeOf('npm test'));
    expect(shapeOf('NODE_ENV=x nice -n 10 /usr/bin/make -j4 all')).toBe(shapeOf('make -j4 all'));
    expect(shapeOf('tar czf a.tgz a && rm -r a')).toBe('tar | rm -r');
    expect(programOf('git clone https://x')).toBe('git');
    expect(shapeOf('')).toBe('');
  });

  it('stay short whatever the command', () => {
    expect(shapeOf('x -'.repeat(10_000)).length).toBeLessThanOrEqual(200);
  });
});

describe('learning', () => {
  const seen = { cpuSeconds: 100, memoryBytes: 1e9, cores: 1 };

  it('knows nothing at first, then what it saw', () => {
    expect(expected(undefined, undefined)).toBe(UNKNOWN);
    const once = learn(undefined, seen);
    expect(expected(undefined, once).cpuSeconds).toBeCloseTo(100);
    expect(expected(once).memoryBytes / 1e9).toBeCloseTo(1);
  });

  it('is not thrown off by one odd run, and follows a lasting change', () => {
    let learned = learn(undefined, seen);
    for (let i = 0; i < 9; i++) learned = learn(learned, seen);
    const odd = learn(learned, { ...seen, cpuSeconds: 10_000 });
    expect(expected(odd).cpuSeconds).toBeLessThan(260);
    for (let i = 0; i < 20; i++) learned = learn(learned, { ...seen, cpuSeconds: 10 });
    expect(expected(learned).cpuSeconds).toBeLessThan(11.5);
  });
});
