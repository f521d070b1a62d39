import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inWorld } from '../tools/in-world.ts';
import type { PtyRun } from '../tools/pty.ts';

const world = inWorld({ 'a.txt': 'one\n' });

/** One `!command` after the other in a session, each with a yes. */
async function inSession(commands: readonly string[]): Promise<PtyRun> {
  const screen = world.open([], { columns: 120, rows: 34 });
  await screen.waitFor('embedded');
  for (const command of commands) {
    const before = (screen.raw.match(/Run this plan/g) ?? []).length;
    screen.type(`!${command}\r`);
    for (let tries = 0; (screen.raw.match(/Run this plan/g) ?? []).length === before; tries++) {
      if (tries > 400) throw new Error(`no question for ${command}:\n${screen.screen.text}`);
      await sleep(25);
    }
    await sleep(450);
    screen.type('y');
    await screen.waitFor(/(?:done|exit \d+|ended by \w+) · [\s\S]*say what you want/);
    await sleep(150);
  }
  return screen;
}

describe('what a step leaves', () => {
  it('lasts from request to request: folder, variables, functions, mask, aliases, a virtual environment', async () => {
    const venv = join(world.cwd, 'venv');
    mkdirSync(join(venv, 'bin'), { recursive: true });
    writeFileSync(
      join(venv, 'bin/activate'),
      `VIRTUAL_ENV='${venv}'; PATH="$VIRTUAL_ENV/bin:$PATH"; export VIRTUAL_ENV PATH\n`,
    );
    writeFileSync(join(venv, 'bin/mine'), '#!/bin/sh\necho mine\n', { mode: 0o755 });
    const out = join(world.home, 'out');
    await inSession([
      'mkdir -p sub && cd sub && umask 027',
      "export GREETING=$'two\\nlines and \\'quotes\\''; greet() { printf '%s|' \"$GREETING\" \"$@\"; }",
      'source ../venv/bin/activate; unset LANG',
      "alias hi='greet alias'; kill -9 $$",
      "alias hi='greet alias'",
      `{ pwd; umask; hi; mine; echo; echo "\${LANG-unset}"; } > ${out}`,
    ]);
    expect(readFileSync(out, 'utf8')).toBe(
      `${join(world.cwd, 'sub')}\n0027\ntwo\nlines and 'quotes'|alias|mine\n\nunset\n`,
    );
    expect(statSync(out).mode & 0o777).toBe(0o640);
    // The alias is written out in what was approved and run: bash itself never expands one.
    const record = readFileSync(join(world.home, 'assent/state/audit.jsonl'), 'utf8');
    expect(record).toContain('greet alias; mine');
  }, 60_000);

  it('shows folder, host, user and privilege, and forgets with /reset', async () => {
    const screen = await inSession(['cd /usr', 'export A=1']);
    await screen.waitFor(/^\/usr · \w+@[\w.-]+ · root: everything is permitted here|^\/usr · \w+@[\w.-]+/m);
    screen.type('/reset\r');
    await screen.waitFor(/the session is as it began/);
    await screen.waitFor(/project · \w+@/);
    screen.type('\u0004');
    await screen.ended();
  }, 30_000);
});
