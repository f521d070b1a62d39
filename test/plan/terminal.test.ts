import { describe, expect, it } from 'vitest';
import { needsTerminal } from '../../src/plan/terminal.ts';

describe('commands that need the terminal', () => {
  it.each([
    'vim notes.txt',
    'less README.md',
    'top',
    '/usr/bin/nano x',
    'python3',
    'ssh host',
    'ssh -p 22 host',
    'sudo apt install x',
    'man ls',
    'psql',
  ])('%s', (command) => {
    expect(needsTerminal(command)).toBe(true);
  });

  it.each([
    'ls',
    'top -b -n1',
    'python3 x.py',
    'cat x | less',
    'vim < x',
    'ssh host uptime',
    'sudo -n true',
    'echo vim',
    'less x > y',
    'git log',
    'bash script.sh',
    'vim --version',
  ])('not %s', (command) => {
    expect(needsTerminal(command)).toBe(false);
  });
});
