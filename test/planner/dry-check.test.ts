import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDryCheck, lookUp } from '../../src/planner/dry-check.ts';

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
  createDryCheck(lookUp(`${folder}:relative:`))({
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
