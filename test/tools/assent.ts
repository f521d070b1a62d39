import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ASSENT = fileURLToPath(new URL('../../dist/assent.js', import.meta.url));

/** A throw-away folder to work in, with a home and an ASSENT_HOME beside it. */
export interface World {
  readonly cwd: string;
  readonly home: string;
  readonly env: Record<string, string>;
  remove(): void;
}

export function createWorld(files: Readonly<Record<string, string>> = {}): World {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assent-e2e-')));
  const cwd = join(root, 'project');
  const home = join(root, 'home');
  mkdirSync(cwd);
  mkdirSync(home, { mode: 0o700 });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return {
    cwd,
    home,
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: home,
      ASSENT_HOME: join(home, 'assent'),
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends this signal after so many ms. */
  readonly kill?: { readonly signal: NodeJS.Signals; readonly afterMs: number };
  /** Lines for descriptor 3, made from the events seen on stdout so far. */
  readonly approve?: (event: Record<string, unknown>) => string | undefined;
}

/** Runs the built product as a child with pipes: no terminal anywhere. */
export function assent(world: World, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ASSENT, ...args], {
      cwd: world.cwd,
      env: { ...world.env, ...options.env },
      // A session of its own, so that no terminal of whoever runs the tests is the controlling one.
      detached: true,
      stdio: [
        options.stdin === undefined ? 'ignore' : 'pipe',
        'pipe',
        'pipe',
        options.approve ? 'pipe' : 'ignore',
      ],
    });
    const stdout: Buffer[] = [];
    let stderr = '';
    let seen = '';
    child.stdout!.on('data', (data: Buffer) => {
      stdout.push(data);
      if (!options.approve) return;
      seen += data.toString();
      for (let end = seen.indexOf('\n'); end >= 0; end = seen.indexOf('\n')) {
        const line = options.approve(JSON.parse(seen.slice(0, end)));
        seen = seen.slice(end + 1);
        if (line !== undefined) (child.stdio[3] as NodeJS.WritableStream).write(`${line}\n`);
      }
    });
    child.stderr!.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout: Buffer.concat(stdout), stderr }));
    if (options.stdin !== undefined) {
      child.stdin!.on('error', () => undefined);
      child.stdin!.end(options.stdin);
    }
    const { kill } = options;
    if (kill) setTimeout(() => child.kill(kill.signal), kill.afterMs);
  });
}

/** A saved plan as a file in the world, for `assent run`. */
export function planFile(
  world: World,
  commands: readonly string[],
  extra: Readonly<Record<string, unknown>> = {},
): string {
  const path = join(world.home, 'plan.json');
  const steps = commands.map((command, index) => ({ id: String(index + 1), command, why: 'test', ...extra }));
  writeFileSync(path, JSON.stringify({ plan: { version: 1, goal: 'test', steps } }));
  return path;
}
