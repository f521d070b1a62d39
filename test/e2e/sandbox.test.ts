import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { probeSandbox } from '../../src/executor/sandbox/probe.ts';
import { assent, planFile } from '../tools/assent.ts';
import { inWorld } from '../tools/in-world.ts';

const works = (await probeSandbox()).ok;

/** Says what it could do. Nothing the policy knows: it can only run in the sandbox or after a question. */
const PROBE = `#!/bin/bash
(echo x > made) 2>/dev/null && echo wrote || echo 'not written'
cat ~/.ssh/id_rsa 2>/dev/null || echo 'no secret'
(exec 3<>/dev/tcp/192.0.2.1/9) 2>&1 | grep -m1 -o unreachable | head -1
[ -z "$ASSENT_API_KEY" ] && echo 'no key'
exit 0
`;

const world = inWorld({ 'probe.sh': PROBE });
beforeEach(() => {
  mkdirSync(join(world.home, '.ssh'));
  writeFileSync(join(world.home, '.ssh/id_rsa'), 'KEY');
});

describe.runIf(works)('a step that is allowed because it is sandboxed', () => {
  it('runs unasked where nobody looks, and can write nothing, send nothing and read no secret', async () => {
    const ran = await assent(world, ['run', '--auto', planFile(world, ['bash probe.sh'])], {
      env: { ASSENT_API_KEY: 'x' },
    });
    expect(ran.stdout.toString()).toBe('not written\nno secret\nunreachable\nno key\n');
    expect(ran.code).toBe(0);
    expect(existsSync(join(world.cwd, 'made'))).toBe(false);
  });

  it('says so in the plan, in the verdict and in the record', async () => {
    const plan = planFile(world, ['bash probe.sh']);
    const shown = await assent(world, ['run', '--auto', '--json', plan]);
    const result = JSON.parse(shown.stdout.toString());
    expect(result.verdicts[0]).toMatchObject({
      verdict: 'allow',
      rule: 'builtin:sandboxed',
      sandboxed: true,
    });
    const record = readFileSync(join(world.home, 'assent/state/audit.jsonl'), 'utf8');
    expect(record).toContain('"sandboxed":true');
  });

  it('may write in the project when a person says yes to it, and says so on the screen', async () => {
    const run = world.open(['run', planFile(world, ['bash probe.sh'])]);
    await run.waitFor('allow because sandboxed');
    await run.waitFor('Run it?');
    await sleep(400);
    run.type('y');
    await run.waitFor('wrote');
    await run.waitFor('no secret');
    expect(await run.ended()).toBe(0);
  });

  it('is offered again outside when it failed in there', async () => {
    writeFileSync(join(world.cwd, 'probe.sh'), 'cat ~/.ssh/id_rsa');
    const other = world.open(['run', planFile(world, ['bash probe.sh'])]);
    await other.waitFor('Run it?');
    await sleep(400);
    other.type('y');
    await other.waitFor(/Permission denied|No such file/);
    await other.waitFor('Run it again outside the sandbox?');
    await sleep(400);
    other.type('y');
    await other.waitFor('KEY');
    expect(await other.ended()).toBe(0);
  });

  it('is no longer claimed when the step is to run outside: the new verdict stands on the screen', async () => {
    writeFileSync(join(world.cwd, 'probe.sh'), 'echo $((40 + 2))');
    const session = world.open([]);
    await session.waitFor('embedded');
    session.type('!bash probe.sh\r');
    await session.waitFor('allow because it runs in the sandbox');
    await sleep(400);
    session.type('o');
    await session.waitFor(/\? ask/);
    await session.waitFor('w always allow this');
    await sleep(400);
    session.type('y');
    await session.waitFor('42');
    session.type('\u0004');
    expect(await session.ended()).toBe(0);
  });

  it('is none with sandbox.mode off, and everything asked about is one with require', async () => {
    world.settings('[sandbox]\nmode = "off"\n');
    expect((await assent(world, ['run', '--auto', planFile(world, ['bash probe.sh'])])).code).toBe(126);
    world.settings('[sandbox]\nmode = "require"\n');
    const inside = await assent(world, ['run', '--yes', planFile(world, ['bash probe.sh'])]);
    expect(inside.stdout.toString()).toContain('wrote\nno secret\nunreachable');
    const sudo = await assent(world, ['run', '--yes=privilege', planFile(world, ['sudo true'])]);
    expect(sudo.code).toBe(126);
    expect(sudo.stderr).toContain('sandbox.mode is require');
  });
});
