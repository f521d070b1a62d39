import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManual } from '../../src/machine/manual/manual.ts';
import { createDryCheck, lookUp } from '../../src/planner/dry-check.ts';
import { readTasks } from '../eval/tasks.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-path-'));
  for (const name of ['ls', 'sort', 'make', 'apt', 'sudo', 'xargs']) {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, 'notes'), 'not a program');
  mkdirSync(join(folder, 'src'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const look = (...commands: string[]) =>
  createDryCheck({ exists: lookUp(`${folder}:relative:`) })({
    version: 1,
    goal: 'g',
    steps: commands.map((command, index) => ({ id: String(index + 1), command, why: '' })),
  });

describe('a dry look at a plan', () => {
  it.each([
    ['ls -l | sort'],
    ['cd src && ls; echo done; [ -f a ] && export X=1'],
    ['for f in *; do ls "$f"; done'],
    ['go() { ls; }; go'],
    ['./configure && /opt/tool/bin/run'],
    ['$EDITOR a.txt'],
    ['X=1 make'],
    [''.padEnd(2, ':')],
  ])('has nothing against %s', (command) => {
    expect(look(command)).toBeUndefined();
  });

  it.each([
    ['frobnicate -l', /step 1: there is no program frobnicate/],
    ['ls | frob', /no program frob /],
    ['if true; then frob; fi', /no program frob /],
    ['echo "$(frob)"', /no program frob /],
    ['notes', /no program notes/],
    ['src', /no program src/],
    ['echo "unclosed', /step 1: /],
    ['ls )', /step 1: /],
    ['cat <<E\nx', /step 1: /],
  ])('objects to %s', (command, message) => {
    expect(look(command)).toMatch(message);
  });

  it('names the step, and knows what earlier steps define or install', () => {
    expect(look('ls', 'frob')).toMatch(/^step 2:/);
    expect(look('hi() { ls; }', 'hi')).toBeUndefined();
    expect(look("alias ll='ls -l'", 'll')).toBeUndefined();
    expect(look('sudo apt install -y tree', 'tree')).toBeUndefined();
  });
});

describe.runIf(readManual('sort'))('options, by the manuals of this machine', () => {
  const options = (command: string) =>
    createDryCheck({ exists: () => true, manuals: readManual })({
      version: 1,
      goal: 'g',
      steps: [{ id: '1', command, why: '' }],
    });

  it.each([
    ['sort --by-size a', /sort knows no option --by-size/],
    ['ls | sort -y', /sort knows no option -y/],
    ['find . -sizes +5k', /find knows no option -sizes/],
  ])('objects to %s', (command, message) => {
    expect(options(command)).toMatch(message);
  });

  it('has nothing against any reference command', () => {
    const sets = new URL('../eval/sets/', import.meta.url).pathname;
    const files = readdirSync(sets).filter((name) => name.endsWith('.jsonl'));
    const commands = files.flatMap((file) => readTasks(join(sets, file)).flatMap((task) => task.gold));
    expect(commands.length).toBeGreaterThan(200);
    expect(commands.filter((command) => options(command) !== undefined)).toEqual([]);
  });
});

describe('paths', () => {
  const paths = (...commands: string[]) =>
    createDryCheck({ exists: () => true, cwd: () => folder })({
      version: 1,
      goal: 'g',
      steps: commands.map((command, index) => ({ id: String(index + 1), command, why: '' })),
    });

  it('objects to a file the first command reads that is not there', () => {
    expect(paths('sort ./notes.txt')).toBe('step 1: there is no ./notes.txt here');
    expect(paths('wc -l a/b | sort')).toMatch(/no a\/b/);
  });

  it.each([['sort ./notes'], ['cat *.txt'], ['cat "$1.txt"'], ['rm x.txt'], ['sort -t. -k1']])(
    'lets %s pass',
    (command) => {
      expect(paths(command)).toBeUndefined();
    },
  );

  it('leaves later steps alone, which may read what the first one writes', () => {
    expect(paths('ls > b.txt', 'cat b.txt')).toBeUndefined();
  });
});
