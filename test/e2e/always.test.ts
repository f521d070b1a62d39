import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { answerTime, inWorld } from '../tools/in-world.ts';

const world = inWorld({ 'a.txt': 'one\n' });

const open = () => world.open(['--offline'], { columns: 110, rows: 45 });
const policyFile = () => join(world.env.ASSENT_HOME!, 'config', 'policy.toml');

describe('always allow this', () => {
  it('shows the narrowest rule and what it means, and writes it after a yes of its own', async () => {
    const screen = open();
    await screen.waitFor('embedded');
    screen.type('!touch made.txt\r');
    await screen.waitFor(/always allow this/);
    await answerTime();
    screen.type('n');
    await screen.waitFor(/nothing was run/);
    await answerTime();
    screen.type('!touch made.txt\r');
    await screen.waitFor(/Run this plan/);
    await answerTime();
    screen.type('w');
    await screen.waitFor(/Add this rule\?/);
    const { text } = screen.screen;
    expect(text).toMatch(/It will allow, for example:\s+touch made\.txt\s+time touch made\.txt\s+timeout 60/);
    expect(text).toMatch(/Of one command in your history it would newly allow 1:\s+touch made\.txt/);
    expect(existsSync(policyFile())).toBe(false);
    await answerTime();
    screen.type('y');
    await screen.waitFor(/the rule stands in/);
    expect(readFileSync(policyFile(), 'utf8')).toContain('operands = ["made.txt"]');
    // The yes was for the rule: nothing ran.
    expect(existsSync(join(world.cwd, 'made.txt'))).toBe(false);
    await answerTime();
    screen.type('n');
    await screen.waitFor(/nothing was run[\s\S]*nothing was run/);
    await answerTime();
    screen.type('!touch made.txt\r');
    await screen.waitFor(/allowed by "touch made\.txt"/);
  });

  it('is never offered for what is unknown, protected or privileged', async () => {
    writeFileSync(join(world.cwd, '.env'), 'A=1\n');
    const screen = open();
    await screen.waitFor('embedded');
    for (const command of ['nosuchtool x', 'cat .env', 'sudo ls', 'touch x; export A=1']) {
      screen.type(`!${command}\r`);
      await screen.waitFor(/Run this plan\?|cannot run/);
      expect(screen.screen.text, command).not.toMatch(/always allow this/);
      await answerTime();
      screen.type('w');
      await answerTime();
      expect(screen.screen.text, command).not.toMatch(/Add this rule/);
      screen.type('n');
      await sleep(700);
      screen.type('\u000c');
    }
  });
});
