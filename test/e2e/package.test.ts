import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-pack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('installs from its tarball into an empty folder and does the main job there', () => {
    const env = {
      ...process.env,
      npm_config_loglevel: 'error',
      HOME: folder,
      ASSENT_HOME: join(folder, 'home'),
    };
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      env,
      stdio: 'pipe',
    });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
    const target = join(folder, 'user');
    execFileSync('npm', ['install', '--prefix', target, join(folder, tarball)], {
      cwd: folder,
      env,
      stdio: 'pipe',
    });
    const bin = join(target, 'node_modules', '.bin', 'assent');
    const run = (...args: string[]) =>
      execFileSync(bin, args, {
        cwd: folder,
        env: { ...env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    expect(run('--version')).toMatch(/^assent \d+\.\d+\.\d+\n$/);
    expect(run('--auto', 'count the files here')).toMatch(/\d/);
    expect(JSON.parse(run('schema', 'plan'))).toMatchObject({ title: 'assent plan' });
  }, 120_000);

  it('tells an older Node in one line', () => {
    const entry = join(root, 'dist', 'assent.js');
    // The version check reads process.versions.node and nothing else, so a preload can stand in for an old Node.
    const preload = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process.versions, 'node', { value: '20.1.0' })")}`;
    try {
      execFileSync(process.execPath, ['--import', preload, entry, '--version'], {
        stdio: 'pipe',
        encoding: 'utf8',
      });
      expect.unreachable();
    } catch (error) {
      const { status, stderr, stdout } = error as { status: number; stderr: string; stdout: string };
      expect(status).toBe(125);
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).toMatch(/needs Node 22\.16/);
    }
  });
});
