import { spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, posix } from 'node:path';
import { devicesFirst } from '../../src/executor/sandbox/devices.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import type { Task } from './tasks.ts';

export interface Ran {
  readonly stdout: string;
  readonly probe: string;
  readonly timedOut: boolean;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

const SECONDS = 10;
const MARK = '\u0001EVAL-';
/** Parts of the machine's /etc that programs need; empty mount points are made for them. */
const ETC = [
  'alternatives',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'nsswitch.conf',
  'ssl',
  'magic',
  'mime.types',
  'protocols',
  'terminfo',
  'login.defs',
  'debian_version',
];
const SUDO =
  '#!/bin/bash\nwhile [[ $1 == -* ]]; do case $1 in -u|-g) shift 2;; *) shift;; esac; done\nexec "$@"\n';

/** Fixtures built once, copied fresh for each run; commands run in bubblewrap without network. */
export class Sandbox {
  private readonly built = new Map<string, Promise<string>>();
  private readonly mounted = new Set<string>();
  private copies = 0;
  private readonly work: string;
  private readonly fixtures: string;

  private readonly mounts: readonly string[];

  /** `mounts`: further arguments for bubblewrap. */
  constructor(work: string, fixtures: string, mounts: readonly string[] = []) {
    this.mounts = mounts;
    this.work = work;
    this.fixtures = fixtures;
    writeFileSync(join(work, 'sudo'), SUDO, { mode: 0o755 });
  }

  /** For those that only look: what a copy would hold. */
  toLookAt(name: string): Promise<string> {
    return this.original(name);
  }

  /** The fixture all copies are made of. */
  private original(name: string): Promise<string> {
    let source = this.built.get(name);
    if (!source) {
      source = this.build(name);
      this.built.set(name, source);
    }
    return source;
  }

  /** A throw-away copy of a fixture: `home` and `sys` inside. */
  async copy(name: string): Promise<string> {
    const source = await this.original(name);
    const target = join(this.work, `copy-${this.copies++}`);
    mkdirSync(target);
    const same = await shell('cp', ['-a', `${source}/.`, target]);
    if (same.code !== 0) throw new Error(`copy failed: ${same.stderr}`);
    return target;
  }

  private async build(name: string): Promise<string> {
    const folder = join(this.work, `fixture-${name}`);
    const made = await shell('bash', [join(this.fixtures, `${name}.sh`), folder]);
    if (made.code !== 0) throw new Error(`fixture ${name} failed: ${made.stderr}`);
    for (const item of ETC) {
      const inside = join(folder, 'sys/etc', item);
      if (existsSync(inside) || !existsSync(`/etc/${item}`)) continue;
      if (statSync(`/etc/${item}`).isDirectory()) mkdirSync(inside);
      else writeFileSync(inside, '');
      this.mounted.add(item);
    }
    return folder;
  }

  /** Runs commands one after the other, stopping at the first failure, and looks at what they left. */
  async execute(task: Task, commands: readonly string[]): Promise<Ran> {
    const folder = await this.copy(task.setup);
    const before = snapshot(folder);
    const body =
      commands.length === 1 ? commands[0]! : commands.map((command) => `{ ${command}\n}`).join(' && ');
    const script = [
      ...(task.pre ? [`{ ${task.pre}\n} >/dev/null 2>&1`] : []),
      `printf '${MARK}A\\n'`,
      `timeout -k 1 ${SECONDS} bash --norc -c "$EVAL_COMMAND" </dev/null`,
      `printf '\\n${MARK}B\\n'`,
      ...(task.check.probe ? [`{ ${task.check.probe}\n} 2>&1`] : []),
      'kill $(jobs -p) 2>/dev/null; exit 0',
    ].join('\n');
    const args = [
      ...this.arguments(folder, task),
      '--setenv',
      'EVAL_COMMAND',
      body,
      'bash',
      '--norc',
      '-c',
      script,
    ];
    // The commands are anything: a `chmod -R` by root would reach the devices of the machine.
    const [file, ...rest] = [...devicesFirst(), 'bwrap'];
    const ran = await shell(file!, [...rest, ...args], SECONDS + 8);
    const after = snapshot(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
    const start = ran.stdout.indexOf(`${MARK}A\n`);
    if (start < 0) throw new Error(`the sandbox did not start: ${ran.stderr}`);
    const end = ran.stdout.lastIndexOf(`\n${MARK}B\n`);
    return {
      stdout: ran.stdout.slice(start + MARK.length + 2, end < 0 ? undefined : end),
      probe: end < 0 ? '' : ran.stdout.slice(end + MARK.length + 3),
      timedOut: ran.timedOut,
      before,
      after,
    };
  }

  private arguments(folder: string, task: Task): string[] {
    const args = [
      '--unshare-all',
      '--die-with-parent',
      '--new-session',
      '--hostname',
      'devbox',
      '--uid',
      '1000',
      '--gid',
      '1000',
      '--clearenv',
      '--ro-bind',
      '/usr',
      '/usr',
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--tmpfs',
      '/tmp',
      '--dir',
      '/var',
      '--tmpfs',
      '/var/tmp',
      '--dir',
      '/run',
      '--dir',
      '/root',
      '--dir',
      '/mnt',
    ];
    for (const name of ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']) {
      if (!existsSync(`/${name}`)) continue;
      if (lstatSync(`/${name}`).isSymbolicLink())
        args.push('--symlink', readlinkSync(`/${name}`), `/${name}`);
      else args.push('--ro-bind', `/${name}`, `/${name}`);
    }
    const sys = join(folder, 'sys');
    args.push(
      '--bind',
      join(sys, 'etc'),
      '/etc',
      '--dir',
      '/run/shims',
      '--ro-bind',
      join(this.work, 'sudo'),
      '/run/shims/sudo',
    );
    for (const name of this.mounted) args.push('--ro-bind', `/etc/${name}`, `/etc/${name}`);
    for (const name of readdirSync(sys)) {
      if (name === 'etc') continue;
      if (name === 'var')
        for (const inner of readdirSync(join(sys, 'var')))
          args.push('--bind', join(sys, 'var', inner), `/var/${inner}`);
      else args.push('--bind', join(sys, name), `/${name}`);
    }
    args.push('--bind', join(folder, 'home'), '/home/dev', ...this.mounts);
    const env = {
      HOME: '/home/dev',
      USER: 'dev',
      LOGNAME: 'dev',
      SHELL: '/bin/bash',
      TERM: 'dumb',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      PATH: '/run/shims:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      PAGER: 'cat',
      ...task.env,
    };
    for (const [name, value] of Object.entries(env)) args.push('--setenv', name, value);
    return [...args, '--chdir', posix.join('/home/dev', task.cwd ?? '.')];
  }
}

interface ShellResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

const MAX_OUTPUT = 2_000_000;

function shell(command: string, args: readonly string[], seconds = 60): Promise<ShellResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.stdout.on('data', (data: Buffer) => {
      size += data.length;
      if (size <= MAX_OUTPUT) out.push(data);
      else child.kill('SIGKILL');
    });
    child.stderr.on('data', (data: Buffer) => err.push(data));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
        timedOut: timedOut || size > MAX_OUTPUT,
      });
    });
  });
}
