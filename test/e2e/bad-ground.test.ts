import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ASSENT, assent, createWorld, planFile, type World } from '../tools/assent.ts';
import { describeWith } from '../tools/needs.ts';
import { onPty } from '../tools/pty.ts';

let world: World;
beforeEach(() => {
  world = createWorld({ 'a.txt': 'one\n', 'x.sh': 'echo from x\n' });
});
afterEach(() => world.remove());

/** The product in a view of this machine that differs by these bubblewrap arguments. */
function within(view: readonly string[], args: readonly string[], env: Record<string, string> = {}) {
  const bwrap = ['--dev-bind', '/', '/', ...view, '--die-with-parent', '--'];
  const ran = spawnSync('bwrap', [...bwrap, process.execPath, ASSENT, ...args], {
    cwd: world.cwd,
    env: { ...world.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

const hidden = (path: string) => ['--ro-bind', '/dev/null', path];
const lines = (text: string) => text.trim().split('\n');

describeWith(['bwrap'])('a machine that lacks something', () => {
  it('no bash: one line, nothing runs', () => {
    const view = ['/usr/bin/bash', '/bin/bash'].filter((path) => existsSync(path)).flatMap(hidden);
    const ran = within(view, ['run', '--auto', planFile(world, ['ls'])]);
    expect(lines(ran.stderr)).toEqual([
      'assent: bash was not found in /usr/bin or /bin; install it and try again',
    ]);
    expect(ran).toMatchObject({ code: 125, stdout: '' });
  });

  it('no bubblewrap: said once with the mend, and what it could hold asks as before', () => {
    const view = hidden('/usr/bin/bwrap');
    const plan = planFile(world, ['bash x.sh']);
    const first = within(view, ['run', '--auto', plan]);
    expect(first.code).toBe(126);
    expect(first.stderr).toMatch(/sandbox does not work here.*not installed.*install the package bubblewrap/);
    expect(within(view, ['run', '--auto', plan]).stderr).not.toMatch(/sandbox does not work/);
    expect(within(view, ['run', '--yes', plan])).toMatchObject({ code: 0, stdout: 'from x\n' });
    expect(assentRuns('bash x.sh')).toBe('from x\n');
    expect(within(view, ['run', '--auto', plan]).stderr).toMatch(/sandbox does not work/);
  });

  it('user namespaces switched off: said with what would mend it', () => {
    const view = ['--unshare-user', '--uid', '0', '--gid', '0', '--disable-userns'];
    const ran = within(view, ['run', '--auto', planFile(world, ['bash x.sh'])]);
    expect(ran.code).toBe(126);
    expect(lines(ran.stderr)[0]).toMatch(
      /sandbox does not work here.*bubblewrap cannot start here.*to mend it:/,
    );
  });

  it('is told by the doctor, who tried it', async () => {
    const lacking = within(hidden('/usr/bin/bwrap'), ['doctor', '--json']);
    const check = (text: string, name: string) =>
      (JSON.parse(text).checks ?? JSON.parse(text)).find((one: { name: string }) => one.name === name);
    expect(check(lacking.stdout, 'sandbox')).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/bubblewrap is not installed/),
      mend: 'install the package bubblewrap',
    });
    const whole = await assent(world, ['doctor', '--json']);
    expect(check(whole.stdout.toString(), 'sandbox')).toMatchObject({ status: 'ok' });
    expect(check(whole.stdout.toString(), 'cancel').detail).toMatch(/control group|session/);
  });

  it('with sandbox.mode "require" refuses what it cannot hold, and says why', () => {
    mkdirSync(join(world.home, 'assent/config'), { recursive: true, mode: 0o700 });
    writeFileSync(join(world.home, 'assent/config/config.toml'), '[sandbox]\nmode = "require"\n', {
      mode: 0o600,
    });
    const ran = within(hidden('/usr/bin/bwrap'), ['run', '--yes=unknown', planFile(world, ['bash x.sh'])]);
    expect(ran).toMatchObject({ code: 126, stdout: '' });
    expect(ran.stderr).toMatch(/sandbox.mode is require, and bubblewrap is not installed/);
  });

  it('a read-only state folder: nothing runs unrecorded, one line says so', async () => {
    await assent(world, ['run', '--auto', planFile(world, ['ls'])]);
    const plan = planFile(world, ['ls']);
    for (const view of [
      ['--ro-bind', world.home, world.home],
      ['--ro-bind', world.home, world.home, '--setenv', 'ASSENT_HOME', join(world.home, 'new')],
    ]) {
      const ran = within(view, ['run', '--auto', plan]);
      expect(ran).toMatchObject({ code: 125, stdout: '' });
      expect(lines(ran.stderr)).toHaveLength(1);
      expect(ran.stderr).toMatch(/read-only.*set ASSENT_HOME/);
    }
  });

  it.runIf(process.getuid?.() === 0)('a user the system has no name for', () => {
    const plan = planFile(world, ['cat a.txt']);
    execFileSync('chown', ['-R', '4711:4711', dirname(world.cwd)]);
    const drop = ['--reuid=4711', '--regid=4711', '--clear-groups', '--'];
    const args = [...drop, process.execPath, ASSENT, 'run', '--auto', plan];
    const ran = spawnSync('setpriv', args, { cwd: world.cwd, env: world.env, encoding: 'utf8' });
    expect(ran).toMatchObject({ status: 0, stdout: 'one\n' });
  });

  it('a full disk with the record on it: the room that was set aside is enough to make more', () => {
    const tight = join(world.home, 'tight');
    mkdirSync(tight);
    const plan = planFile(world, ['rm cache']);
    const script = [
      'cd "$1" && head -c 4000000 /dev/urandom > cache && export ASSENT_HOME="$1/home" && mkdir -m 700 home',
      // The first run sets it aside; then everything is filled to the last byte.
      'sed "s/rm cache/true/" "$4" | "$2" "$3" run --auto -; head -c 99999999 /dev/zero > full; echo >> full',
      '"$2" "$3" run --yes "$4"; echo "exit $?"; ls',
      '"$2" "$3" audit verify > /dev/null && echo verifies',
      // Used up: a disk that is full again refuses.
      'head -c 99999999 /dev/zero >> full; "$2" "$3" run --yes "$4"; echo "exit $?"',
    ].join('; ');
    const disk = ['--size', '50331648', '--tmpfs', tight, '--die-with-parent', '--', 'bash', '-c', script];
    const ran = spawnSync(
      'bwrap',
      ['--dev-bind', '/', '/', ...disk, 'x', tight, process.execPath, ASSENT, plan],
      { env: world.env, encoding: 'utf8', timeout: 60_000 },
    );
    expect(ran.stdout).toBe('exit 0\nfull\nhome\nverifies\nexit 125\n');
    expect(ran.stderr).toMatch(/the disk is full.*without a record nothing is run/);
  });

  it('a full disk in the middle of applying: everything is put back, and that is said', () => {
    const tight = join(world.home, 'tight');
    mkdirSync(tight);
    const plan = planFile(world, ['rm gone; echo new > one; cp big copy1; cp big copy2; cp big copy3']);
    const script = [
      'cd "$1" && echo old > one && echo g > gone && head -c 1500000 /dev/zero > big && ls -l --full-time > "$2"',
      `"$3" "$4" run --apply --yes '${plan}'; echo "exit $?"; ls -l --full-time | cmp - "$2" && cat one`,
    ].join('; ');
    const disk = ['--size', '4194304', '--tmpfs', tight, '--die-with-parent', '--', 'bash', '-c', script];
    const seen = join(world.cwd, 'seen');
    const ran = spawnSync(
      'bwrap',
      ['--dev-bind', '/', '/', ...disk, 'x', tight, seen, process.execPath, ASSENT],
      { env: world.env, encoding: 'utf8', timeout: 60_000 },
    );
    expect(ran.stderr).toMatch(/No space left on device; everything was put back/);
    expect(ran.stdout).toMatch(/^exit 126\nold\n$/m);
  });

  it('a read-only project: nothing is applied, and why', () => {
    const plan = planFile(world, ['echo two >> a.txt']);
    const ran = within(['--ro-bind', world.cwd, world.cwd], ['run', '--apply', '--yes', plan]);
    expect(ran.code).not.toBe(0);
    expect(ran.stderr).toMatch(/read-only/i);
    expect(readFileSync(join(world.cwd, 'a.txt'), 'utf8')).toBe('one\n');
  });

  it('no bubblewrap, no user namespaces: a preview says what is missing and runs nothing', () => {
    const plan = planFile(world, ['echo two >> a.txt']);
    const without = within(hidden('/usr/bin/bwrap'), ['run', '--preview', plan]);
    expect(without.code).toBe(125);
    expect(lines(without.stderr).at(-1)).toMatch(/a preview needs bwrap; install bubblewrap/);
    const off = ['--unshare-user', '--uid', '0', '--gid', '0', '--disable-userns'];
    const switched = within(off, ['run', '--preview', plan]);
    expect(switched.code).toBe(125);
    expect(lines(switched.stderr).at(-1)).toMatch(/no copy-on-write view .*user namespaces/);
    expect(readFileSync(join(world.cwd, 'a.txt'), 'utf8')).toBe('one\n');
  });

  it('a read-only project: reading works, a write fails as it would in bash', () => {
    const view = ['--ro-bind', world.cwd, world.cwd];
    const ran = within(view, [
      'run',
      '--yes',
      planFile(world, ['cat a.txt', 'echo x > b.txt', 'echo never']),
    ]);
    expect(ran).toMatchObject({ code: 1, stdout: 'one\n' });
    expect(ran.stderr).toMatch(/b\.txt: Read-only file system/);
  });
});

function assentRuns(command: string): string {
  const args = [ASSENT, 'run', '--auto', planFile(world, [command])];
  return spawnSync(process.execPath, args, { cwd: world.cwd, env: world.env, encoding: 'utf8' }).stdout;
}

describe('a folder that vanished', () => {
  it('under a single call: one line', () => {
    const gone = join(world.cwd, 'gone');
    mkdirSync(gone);
    const plan = planFile(world, ['ls']);
    const script = `cd '${gone}' && rmdir '${gone}' && exec '${process.execPath}' '${ASSENT}' run --auto '${plan}'`;
    const ran = spawnSync('bash', ['-c', script], { env: world.env, encoding: 'utf8' });
    expect(ran.stderr).toBe('assent: the folder you are in was removed; cd to another one and try again\n');
    expect(ran.status).toBe(125);
  });

  it('under a session: said, nothing runs, and the session stands in the nearest one left', async () => {
    const run = onPty(process.execPath, [ASSENT], { cwd: world.cwd, env: world.env, columns: 120, rows: 30 });
    const enter = async (line: string) => {
      run.type(`${line}\r`);
      await run.waitFor(/Run this plan/);
      await sleep(500);
      run.type('y');
    };
    await run.waitFor('embedded');
    mkdirSync(join(world.cwd, 'sub'));
    await enter('!cd sub');
    await run.waitFor(/project\/sub/);
    rmSync(join(world.cwd, 'sub'), { recursive: true });
    await enter('!touch here');
    await run.waitFor(/is gone; the session is now in/);
    expect(existsSync(join(world.cwd, 'here'))).toBe(false);
    await sleep(300);
    await enter('!touch here');
    await run.waitFor(/touch here[\s\S]*done/);
    expect(existsSync(join(world.cwd, 'here'))).toBe(true);
    run.type('\u0004');
    await run.ended();
  });

  it('as --cwd is a mistake of usage', async () => {
    const ran = await assent(world, ['run', '--cwd', 'nowhere', planFile(world, ['ls'])]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('--cwd nowhere: there is no such folder');
    mkdirSync(join(world.cwd, 'sub'));
    const inside = await assent(world, ['run', '--auto', '--cwd', 'sub', planFile(world, ['pwd'])]);
    expect(inside.stdout.toString()).toBe(`${join(world.cwd, 'sub')}\n`);
  });
});

describe('a start file that prints or hangs', () => {
  it('is never run: not before a step, not by the probes, whatever the environment says', async () => {
    const evil = join(world.home, 'start');
    writeFileSync(evil, `echo PRINTED; touch '${world.home}/ran'; sleep 60\n`);
    for (const name of ['.bashrc', '.bash_profile', '.profile', '.zshenv', '.inputrc'])
      writeFileSync(join(world.home, name), readFileSync(evil));
    const ran = await assent(world, ['run', '--auto', planFile(world, ['cat a.txt', 'bash x.sh'])], {
      env: {
        BASH_ENV: evil,
        ENV: evil,
        PROMPT_COMMAND: `. ${evil}`,
        SHELLOPTS: 'xtrace',
        PS4: '$(. ~/start)',
      },
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout.toString()).toBe('one\nfrom x\n');
    expect(existsSync(join(world.home, 'ran'))).toBe(false);
  });
});
