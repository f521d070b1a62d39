import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { limitText } from '../../src/executor/sandbox/limits.ts';
import { namespaceMend, probeSandbox } from '../../src/executor/sandbox/probe.ts';
import { openSandbox, type SandboxScope } from '../../src/executor/sandbox/profile.ts';
import { inJail, jailWorks } from '../tools/jail.ts';
import { temporaryFolder } from './harness.ts';
import { ATTEMPTS, type Outcome } from './sandbox-escapes.ts';

const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});
function workFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
}

const works = (await probeSandbox()).ok;

function inside(command: string, scope: SandboxScope) {
  const sandbox = openSandbox(scope);
  const [file, ...args] = sandbox.enter(['/bin/bash', '--noprofile', '--norc', '-c', command]);
  const { status, stdout, stderr } = spawnSync(file!, args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  sandbox.close();
  return { status, stdout, stderr, cover: sandbox.cover };
}

describe.runIf(works)('sandbox profile', () => {
  it('lets a program work in its folder and carries its exit code', () => {
    const cwd = workFolder();
    const { status, stdout } = inside('echo made > file; pwd; sort <<< b; mktemp >/dev/null; exit 7', {
      cwd,
      writable: [cwd],
    });
    expect([status, stdout]).toEqual([7, `${cwd}\nb\n`]);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('made\n');
  });

  it('shows one file below /tmp where it is asked to, and nothing else of it', () => {
    const cwd = workFolder();
    const other = workFolder();
    writeFileSync(join(other, 'data'), 'seen');
    writeFileSync(join(other, 'more'), 'not seen');
    const path = join(other, 'data');
    const { stdout } = inside(`cat ${path}; ls ${other}; echo x > ${path}`, {
      cwd,
      writable: [cwd],
      readable: [path],
    });
    expect(stdout).toBe('seendata\n');
    expect(readFileSync(path, 'utf8')).toBe('seen');
  });

  it('leaves nothing of the names it held, and keeps its hands off those that were there', () => {
    const cwd = workFolder();
    writeFileSync(join(cwd, '.npmrc'), '');
    const { cover } = inside('true', { cwd, writable: [cwd] });
    expect(cover.held.length).toBeGreaterThan(10);
    expect(cover.held.filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(join(cwd, '.npmrc'))).toBe(true);
  });

  it('hides a git configuration only when it holds a password', () => {
    const cwd = workFolder();
    mkdirSync(join(cwd, '.git'));
    const config = join(cwd, '.git/config');
    writeFileSync(config, '[remote "o"]\n url = https://host/x\n');
    expect(inside('cat .git/config', { cwd, writable: [cwd] }).stdout).toContain('host');
    writeFileSync(config, '[remote "o"]\n url = https://me:pass@host/x\n');
    expect(inside('cat .git/config', { cwd, writable: [cwd] }).stdout).toBe('');
  });

  it.runIf(process.getuid?.() === 0)('leaves the devices of the machine as they are, also for root', () => {
    const cwd = workFolder();
    const before = statSync('/dev/null').ctimeMs;
    const { stdout } = inside('chmod 666 /dev/null; echo x > /dev/null && head -c 2 /dev/zero | wc -c', {
      cwd,
      writable: [],
    });
    expect(stdout).toBe('2\n');
    expect(statSync('/dev/null').ctimeMs).toBe(before);
  });

  it('refuses to make too much writable', () => {
    for (const path of ['/', '/home', '/usr/lib', '/etc', process.env.HOME ?? '/root'])
      expect(() => openSandbox({ cwd: '/', writable: [path] })).toThrow('too wide');
  });

  it('sets limits', () => {
    const cwd = workFolder();
    const limits = { memoryBytes: 512 * 1024 ** 2, fileBytes: 1024 ** 2, cpuSeconds: 1, nice: 7 };
    const { stdout, stderr } = inside('ulimit -d; nice; head -c 2000000 /dev/zero > big; wc -c < big', {
      cwd,
      writable: [cwd],
      limits,
    });
    expect(stdout).toBe(`${512 * 1024}\n7\n1048576\n`);
    expect(stderr).not.toBe('');
    expect(limitText({})).toBe('ulimit -c 0; ');
  });

  it.runIf(jailWorks())(
    `holds against ${ATTEMPTS.length} ways out`,
    async () => {
      expect(ATTEMPTS.length).toBeGreaterThanOrEqual(60);
      const jailed = await tryOut();
      expect(jailed.stderr).toBe('');
      const outcomes: readonly Outcome[] = JSON.parse(jailed.stdout);
      expect(outcomes.filter(({ out }) => out.length > 0)).toEqual([]);
      expect(outcomes.length).toBe(ATTEMPTS.length);
      // Each one really ran: the sandbox itself never failed to start.
      expect(
        outcomes.filter(({ output }) => /^bwrap: /m.test(output) && !/new namespace/.test(output)),
      ).toEqual([]);
    },
    110_000,
  );

  it.runIf(jailWorks())('would see a way out', async () => {
    const names = [
      'append outside',
      'read a key',
      'unix socket',
      'abstract unix socket',
      'loopback',
      'survive the end',
      'memory of a process outside',
      'protected file that exists',
      'vsock',
    ];
    const { stdout } = await tryOut(...names);
    const outcomes: readonly Outcome[] = JSON.parse(stdout);
    expect(outcomes.filter(({ out }) => out.length > 0).map(({ name }) => name)).toEqual(
      ATTEMPTS.map(({ name }) => name).filter((name) => names.includes(name)),
    );
  });
});

/** Without a sandbox for the named ones, to see that the look afterwards finds something. */
function tryOut(...bare: readonly string[]) {
  const work = workFolder();
  chmodSync(work, 0o755);
  const script = fileURLToPath(new URL('sandbox-escapes.ts', import.meta.url));
  const names = bare.length > 0 ? [bare.join(',')] : [];
  return inJail([process.execPath, script, work, ...names], { writable: [work], cwd: work, ms: 100_000 });
}

describe('what keeps a sandbox from working', () => {
  it('names the switch that is off', () => {
    const only = (path: string, value: string) => (asked: string) => (asked === path ? value : undefined);
    expect(namespaceMend(only('/proc/sys/user/max_user_namespaces', '0'))).toContain('max_user_namespaces=');
    expect(namespaceMend(only('/proc/sys/kernel/unprivileged_userns_clone', '0'))).toContain(
      'userns_clone=1',
    );
    expect(namespaceMend(only('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'))).toContain(
      'AppArmor',
    );
    expect(namespaceMend(() => '1')).toContain('AppArmor');
    expect(namespaceMend(() => undefined)).toBeUndefined();
  });
});
