import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Anomaly, AnomalyKind } from '../../src/machine/anomaly/anomaly.ts';
import { readWorld } from '../../src/machine/repair/read-world.ts';
import { recoveryFor } from '../../src/machine/repair/recovery.ts';
import { parsePlan } from '../../src/plan/plan.ts';

const world = {
  ...readWorld({ cwd: tmpdir(), home: tmpdir(), packageManager: 'apt' }),
  disposable: () => [],
};
const anomaly = (kind: AnomalyKind, subject: string, pid?: number): Anomaly => ({
  kind,
  subject,
  since: '2026-01-01T00:00:00Z',
  text: '',
  numbers: [],
  processes: pid === undefined ? [] : [{ pid, parent: 1, name: 'it' }],
});
const bash = (command: string) => spawnSync('bash', ['-c', command], { encoding: 'utf8' });

describe('recovery without a model', () => {
  it('ends a hog: looks, asks it to end, and sees that it has', async () => {
    const hog = spawn('bash', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
    const ended = once(hog, 'exit');
    const plan = recoveryFor(anomaly('runaway-process', `pid ${hog.pid}`, hog.pid), world)!;
    expect(plan.steps.map(({ role }) => role)).toEqual(['check', 'change', 'verify']);
    expect(bash(plan.steps[0]!.command).stdout).toContain('while');
    // The verify step tells whether it worked, also when it did not.
    expect(bash(plan.steps[2]!.command.replace('0.5', '0.01')).status).toBe(1);
    expect(bash(plan.steps[1]!.command).status).toBe(0);
    await ended;
    expect(bash(plan.steps[2]!.command).status).toBe(0);
  });

  it('deletes on a full disk only what can be made again, and else only looks', () => {
    const file = { path: '/data/my cache/blob', bytes: 1e6, what: 'cache' as const };
    const plan = recoveryFor(anomaly('disk-filling', '/data'), { ...world, disposable: () => [file] })!;
    expect(plan.steps[1]!.command).toBe("rm -- '/data/my cache/blob'");
    const looking = recoveryFor(anomaly('disk-filling', '/data'), world)!;
    expect(looking.steps.map(({ role }) => role)).toEqual(['check', 'check']);
  });

  it('has a valid plan for every kind, and quotes what the machine calls things', () => {
    const kinds: readonly AnomalyKind[] = [
      'runaway-process',
      'memory-leak',
      'memory-pressure',
      'swap-storm',
      'disk-filling',
      'inode-exhaustion',
      'network-loss',
      'failed-unit',
      'restart-loop',
      'journal-errors',
      'zombies',
    ];
    const folder = mkdtempSync(join(tmpdir(), 'recovery-'));
    const mark = join(folder, 'mark');
    for (const kind of kinds) {
      const plan = recoveryFor(anomaly(kind, `x'; touch ${mark}; '`, 2_000_000_000), world);
      expect(parsePlan(plan)).toMatchObject({ ok: true });
      for (const { command, role } of plan!.steps) if (role === 'check') bash(command);
    }
    expect(existsSync(mark)).toBe(false);
    rmSync(folder, { recursive: true });
    expect(recoveryFor(anomaly('runaway-process', 'pid 7'), world)).toBeUndefined();
  });
});
