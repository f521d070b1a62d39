import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileProblem, folderProblem, pathsOf, prepareFolder, prepareState } from '../../src/config/paths.ts';
import { home } from './home.ts';

const mode = (path: string) => statSync(path).mode & 0o777;

describe('where things live', () => {
  it('follows XDG, ignores relative values, and ASSENT_HOME puts all under one folder', () => {
    expect(pathsOf({ HOME: '/home/me' })).toEqual({
      config: '/home/me/.config/assent',
      state: '/home/me/.local/state/assent',
      cache: '/home/me/.cache/assent',
      data: '/home/me/.local/share/assent',
      configFile: '/home/me/.config/assent/config.toml',
      policyFile: '/home/me/.config/assent/policy.toml',
      database: '/home/me/.local/state/assent/assent.db',
      auditFile: '/home/me/.local/state/assent/audit.jsonl',
      trustFile: '/home/me/.local/state/assent/trust.json',
    });
    const moved = pathsOf({
      HOME: '/h',
      XDG_STATE_HOME: '/s',
      XDG_CONFIG_HOME: 'relative',
      XDG_CACHE_HOME: '',
    });
    expect([moved.state, moved.config, moved.cache]).toEqual([
      '/s/assent',
      '/h/.config/assent',
      '/h/.cache/assent',
    ]);
    expect(pathsOf({ HOME: '/h', XDG_STATE_HOME: '/s', ASSENT_HOME: '/all' })).toMatchObject({
      config: '/all/config',
      state: '/all/state',
      cache: '/all/cache',
      data: '/all/data',
      home: '/all',
    });
    expect(() => pathsOf({ ASSENT_HOME: 'here' })).toThrow(
      'ASSENT_HOME is here: give a path that begins with /',
    );
  });

  it('makes folders private, also where the umask or an earlier mode is wider', () => {
    const { paths } = home();
    prepareState(paths);
    expect([mode(paths.home!), mode(paths.state)]).toEqual([0o700, 0o700]);
    mkdirSync(paths.cache, { mode: 0o755 });
    prepareFolder(paths.cache);
    expect(mode(paths.cache)).toBe(0o700);
  });

  it('refuses a state folder that others can write or swap, in one line that says what to do', () => {
    const { paths, root } = home();
    prepareState(paths);
    chmodSync(paths.state, 0o770);
    expect(() => prepareState(paths)).toThrow(
      `others can write in ${paths.state}: run chmod 700 ${paths.state}`,
    );
    chmodSync(paths.state, 0o700);
    chmodSync(paths.home!, 0o777);
    expect(() => prepareState(paths)).toThrow(`others can write in ${paths.home}`);
    chmodSync(paths.home!, 0o700);
    chmodSync(root, 0o777);
    expect(folderProblem(paths.home!)).toContain('put another folder in place');
    chmodSync(root, 0o1777);
    expect(folderProblem(paths.home!)).toBeUndefined();
  });

  it('refuses a file in the way, and a file that others can write', () => {
    const { paths } = home();
    mkdirSync(paths.home!, { mode: 0o700 });
    writeFileSync(paths.state, '');
    expect(() => prepareState(paths)).toThrow(`${paths.state} is no folder: move it away`);
    mkdirSync(paths.config, { mode: 0o700 });
    writeFileSync(paths.configFile, '');
    chmodSync(paths.configFile, 0o666);
    expect(fileProblem(paths.configFile)).toContain(`others can write ${paths.configFile}`);
    symlinkSync('/nowhere', paths.policyFile);
    expect(fileProblem(paths.policyFile)).toBeUndefined();
  });

  it.runIf(process.getuid?.() === 0)('refuses a folder of another user', () => {
    const { paths } = home();
    prepareState(paths);
    chownSync(paths.state, 4242, 4242);
    expect(() => prepareState(paths)).toThrow(/belongs to another user \(uid 4242\)/);
  });

  it('quotes a path that a shell would take apart', () => {
    const { root } = home();
    const folder = join(root, "it's mine");
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    expect(folderProblem(folder)).toContain(`chmod 700 '${root}/it'\\''s mine'`);
  });
});
