import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Mutes } from '../../src/machine/anomaly/mutes.ts';
import { Attempts, MOST_TRIES } from '../../src/machine/repair/attempts.ts';

function place() {
  const folder = mkdtempSync(join(tmpdir(), 'mutes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'muted.json');
}
const disk = { kind: 'disk-filling', key: 'disk-filling /home' };

describe('mutes', () => {
  it('last as long as told, over sessions, for one subject or a whole kind', () => {
    const path = place();
    const mutes = new Mutes(path, writeFileSync);
    expect(mutes.has(disk, 0)).toBe(false);
    mutes.add({ key: disk.key, until: new Date(1000).toISOString() }, 0);
    const later = new Mutes(path, writeFileSync);
    expect(later.has(disk, 999)).toBe(true);
    expect(later.has({ ...disk, key: 'disk-filling /' }, 999)).toBe(false);
    expect(later.has(disk, 1001)).toBe(false);
    later.add({ key: disk.kind }, 2000);
    expect(later.has({ ...disk, key: 'disk-filling /' }, 1e12)).toBe(true);
    expect(later.remove(disk.kind, 3000)).toBe(true);
    expect(later.has(disk, 3000)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('[]\n');
  });

  it('in a damaged file mute nothing', () => {
    const path = place();
    for (const text of ['', '{', '{"key":1}', '[1,{"key":2},null]']) {
      writeFileSync(path, text);
      expect(new Mutes(path, writeFileSync).list(0)).toEqual([]);
    }
  });
});

describe('tries at a repair', () => {
  it('are counted, rest in between, and end', () => {
    const attempts = new Attempts();
    let now = 0;
    for (let round = 0; round < MOST_TRIES; round++) {
      expect(attempts.begin('x', now)).toBeUndefined();
      if (round > 0) expect(attempts.begin('x', now + 1)).toBeDefined();
      now += 3600;
    }
    expect(attempts.begin('x', now)).toContain('without success');
    expect(attempts.begin('y', now)).toBeUndefined();
    attempts.done('x');
    expect(attempts.begin('x', now)).toBeUndefined();
  });
});
