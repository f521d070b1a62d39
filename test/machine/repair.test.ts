import { beforeAll, describe, expect, it } from 'vitest';
import { distance, nearest, splitWords } from '../../src/machine/repair/text.ts';
import { parsePlan } from '../../src/plan/plan.ts';
import { CASES } from './repair-cases.ts';
import { FIFTH } from './repair-cases-fifth.ts';
import { FOURTH } from './repair-cases-fourth.ts';
import { type RepairResult, runCases } from './repair-run.ts';

let results: readonly RepairResult[] = [];

beforeAll(() => {
  results = runCases(3);
}, 120_000);

describe('repairs by rule of commands that really failed', () => {
  it('makes at least four of five work, of at least sixty (every third case; the proof has all)', () => {
    const failing = results.filter(({ outcome }) => outcome !== 'did not fail');
    expect(results).toHaveLength(Math.ceil((CASES.length + FOURTH.length + FIFTH.length) / 3));
    expect(failing.length).toBeGreaterThanOrEqual(60);
    const repaired = failing.filter(({ outcome }) => outcome === 'repaired');
    const rest = failing.filter(({ outcome }) => outcome !== 'repaired');
    expect(repaired.length / failing.length, JSON.stringify(rest, null, 1)).toBeGreaterThanOrEqual(0.85);
  });

  it('gives valid plans whose check steps only look', () => {
    for (const { steps, goal } of results) {
      if (!steps) continue;
      const plain = steps.map(({ command, role }, index) => ({ id: `s${index}`, command, why: 'x', role }));
      expect(parsePlan({ version: 1, goal, steps: plain })).toMatchObject({ ok: true });
      for (const step of steps.slice(0, -1)) expect(['check', 'change']).toContain(step.role);
      for (const { command } of steps.filter(({ role }) => role === 'check'))
        expect(command).toMatch(
          /^(?:ls|apt-cache|head|git (?:status|remote get-url)|ss|df|sed -n|docker ps|dpkg --audit|apt-get check|! pgrep|python3? --version)\b/,
        );
    }
  });
});

describe('near names', () => {
  it('are found when there is one, and not when two are equally near', () => {
    expect(nearest('reprot.txt', ['report.txt', 'other.txt'])).toBe('report.txt');
    expect(nearest('notes', ['notes.md', 'photos'])).toBe('notes.md');
    expect(nearest('file1', ['file2', 'file3'])).toBeUndefined();
    expect(nearest('x', ['y'])).toBeUndefined();
    expect(nearest('completely', ['different'])).toBeUndefined();
  });

  it('count edits, a swap as one', () => {
    expect(distance('gti', 'git')).toBe(1);
    expect(distance('kitten', 'sitting')).toBe(3);
    expect(distance('', 'abc')).toBe(3);
  });
});

describe('words of a command', () => {
  it('know programs, quotes and what is written', () => {
    const words = splitWords(`A=1 cat "my file" 'b c' | sort -n > out/x && rm d\\ e`);
    expect(words.map(({ value, program, written }) => [value, program, written])).toEqual([
      ['A=1', false, false],
      ['cat', true, false],
      ['my file', false, false],
      ['b c', false, false],
      ['sort', true, false],
      ['-n', false, false],
      ['out/x', false, true],
      ['rm', true, false],
      ['d e', false, false],
    ]);
  });
});
