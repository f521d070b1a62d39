import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DoctorInput, doctor } from '../../src/config/doctor.ts';
import { prepareState } from '../../src/config/paths.ts';
import { findProject } from '../../src/config/project.ts';
import {
  describeProject,
  explainSetting,
  showChecks,
  showPaths,
  showSettings,
} from '../../src/config/report.ts';
import { home, load, put } from './home.ts';

describe('what config prints', () => {
  it('shows every value with its origin, and never a key', async () => {
    const made = home(
      '[endpoint]\nbase_url = "https://x.example"\napi_key = "sk-secret-value"\n[ui]\npanel = false\n',
    );
    const loaded = await load(made, { flags: { language: 'zh' } });
    const { text, json } = showSettings(loaded);
    expect(text).toMatch(/^language += "zh" +# flag$/m);
    expect(text).toMatch(/^ui\.panel += false +# .*config\.toml:5$/m);
    expect(text).toMatch(/^endpoint\.api_key += set, not shown +# .*:3$/m);
    expect(text).toMatch(/^run\.timeout += not set +# built-in$/m);
    expect(text).toContain(
      'endpoint in use: https://x.example (from config.toml), with a key, model not named',
    );
    expect(text + JSON.stringify(json)).not.toContain('secret-value');
    expect(
      text
        .trimEnd()
        .split('\n')
        .every((line) => line.length < 200),
    ).toBe(true);
  });

  it('explains one setting', async () => {
    const loaded = await load(home());
    expect(explainSetting(loaded, 'planning.timeout').text).toBe(
      'planning.timeout = 60  # built-in\nLongest time for planning one request, retries included.\nGive seconds from 1 to 3600, such as 30 or "2m".\nWithout it: 60.\nA trusted project may lower it.\n',
    );
    expect(() => explainSetting(loaded, 'planning.tiemout')).toThrow('did you mean planning.timeout?');
  });

  it('names the folders, and what a project brings', () => {
    const made = home();
    expect(showPaths(made.paths).text).toContain(`config  ${made.paths.configFile}\n`);
    put(join(made.cwd, '.assent/config.toml'), 'language = "zh"');
    const { text } = describeProject(findProject(made.cwd)!, 'untrusted');
    expect(text).toContain(`${made.cwd}: untrusted\n  .assent/config.toml  15 bytes\n`);
  });
});

describe('doctor', () => {
  const input = (made: ReturnType<typeof home>, extra: Partial<DoctorInput> = {}): DoctorInput => ({
    paths: made.paths,
    env: { ...made.env, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    cwd: made.cwd,
    terminal: { stdin: true, stdout: true, stderr: true },
    columns: 80,
    ...extra,
  });

  it('finds a sound installation sound, and makes nothing', async () => {
    const made = home();
    const checks = await doctor(input(made));
    expect(checks.map(({ name }) => name)).toEqual(['node', 'bash', 'folders', 'settings', 'terminal']);
    expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(checks[3]!.detail).toBe('no endpoint: the embedded planner answers');
    const { existsSync } = await import('node:fs');
    expect(existsSync(made.paths.home!)).toBe(false);
  });

  it('says what is wrong and what to do, each in its line, without a key', async () => {
    const made = home('[endpoint]\napi_key = "sk-secret-value"\nmodle = "x"\n');
    prepareState(made.paths);
    chmodSync(made.paths.state, 0o777);
    const more = [
      () => ({ name: 'audit', status: 'fail' as const, detail: 'line 3 was edited' }),
      function broken(): never {
        throw new Error('no such thing');
      },
    ];
    const checks = await doctor(input(made, { more, env: { ...made.env, TERM: 'dumb' } }));
    const { text, code } = showChecks(checks);
    expect(code).toBe(1);
    expect(text).not.toContain('secret-value');
    expect(text).toMatch(/^fail {2}folders +others can write in .*\n +run chmod 700 /m);
    expect(text).toMatch(
      /^fail {2}settings +.*line 3: unknown setting endpoint\.modle; did you mean endpoint\.model\?$/m,
    );
    expect(text).toMatch(/^warn {2}terminal +TERM is dumb\n/m);
    expect(text).toMatch(/^fail {2}audit +line 3 was edited$/m);
    expect(text).toMatch(/^fail {2}broken +no such thing$/m);
  });

  it('names the endpoint and its origin', async () => {
    const made = home();
    const env = { ...made.env, ASSENT_BASE_URL: 'http://127.0.0.1:9/v1', ASSENT_API_KEY: 'sk-secret-value' };
    const settings = (await doctor(input(made, { env }))).find(({ name }) => name === 'settings');
    expect(settings).toEqual({
      name: 'settings',
      status: 'warn',
      detail: 'http://127.0.0.1:9/v1 (ASSENT_BASE_URL), with a key, model not named',
      mend: 'name a model: --model or ASSENT_MODEL',
    });
  });
});
