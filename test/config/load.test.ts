import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulesInForce } from '../../src/compose/rules.ts';
import { agentsText, projectRules } from '../../src/config/load.ts';
import { findProject, readProject } from '../../src/config/project.ts';
import { trust, trustState } from '../../src/config/trust.ts';
import { home, load, put } from './home.ts';

describe('settings', () => {
  it('are built in without a file, frozen, with their origin', async () => {
    const { settings, origins, endpoint, warnings } = await load(home());
    expect(settings).toMatchObject({ language: 'auto', 'planning.timeout': 60, 'ui.panel': true });
    expect(settings['run.timeout']).toBeUndefined();
    expect(origins['planning.timeout']).toEqual({ source: 'built-in' });
    expect([endpoint, warnings]).toEqual([undefined, []]);
    expect(() => Object.assign(settings, { language: 'zh' })).toThrow(TypeError);
  });

  it('come from flags, then the file, each with its line', async () => {
    const made = home(
      'language = "zh" # mine\n\n[planning]\ntimeout = "2m"\n[ui]\npanel = false\n[limits]\nmemory = "1.5G"\n',
    );
    const { settings, origins } = await load(made, { flags: { 'ui.panel': true } });
    expect(settings).toMatchObject({
      language: 'zh',
      'planning.timeout': 120,
      'ui.panel': true,
      'limits.memory': 1_610_612_736,
    });
    expect(origins['planning.timeout']).toEqual({ source: 'user', where: `${made.paths.configFile}:4` });
    expect(origins['ui.panel']).toEqual({ source: 'flag' });
  });

  it.each([
    ['[planing]\ntimeout = 3\n', 'line 2: unknown setting planing.timeout; did you mean planning.timeout?'],
    ['[endpoint]\n\nmodle = "x"', 'line 3: unknown setting endpoint.modle; did you mean endpoint.model?'],
    ['panel = true', 'line 1: unknown setting panel; did you mean ui.panel?'],
    ['wholly_unheard_of = 1', 'line 1: unknown setting wholly_unheard_of; see: assent config show'],
    ['[planning]\ntimeout = "soon"', 'line 2: planning.timeout is "soon": give seconds from 1 to 3600'],
    ['[planning]\ntimeout = 0', 'give seconds from 1'],
    ['[ui]\ntheme = "pink"', 'give "auto", "dark", "light"'],
    ['[endpoint]\nbase_url = "ftp://x"', 'give an address'],
    ['[endpoint]\nbase_url = "https://me:pw@x"', 'give an address'],
    ['[limits]\nnice = 1.5', 'give a whole number from 0 to 19'],
    ['language = zh', 'config.toml line 1: '],
    ['a = 1\na = 2', 'config.toml line 2: '],
  ])('refuses %j in one line', async (config, message) => {
    const made = home(config);
    await expect(load(made)).rejects.toThrow(message);
    await expect(load(made)).rejects.toThrow(made.paths.configFile);
  });

  it('never shows a key in a message, and warns when others can read it', async () => {
    await expect(load(home('[endpoint]\napi_key = ["sk-very-secret"]'))).rejects.not.toThrow('very-secret');
    const made = home('[endpoint]\nbase_url = "https://x.example"\napi_key = "k"');
    chmodSync(made.paths.configFile, 0o644);
    expect((await load(made)).warnings).toEqual([expect.stringContaining('others can read the key')]);
  });
});

describe('the endpoint', () => {
  const config = '[endpoint]\nbase_url = "https://mine.example/v1"\napi_key = "K-FILE"\nmodel = "m-file"\n';

  it.each([
    ['nothing', {}, {}, undefined],
    ['the file', { config }, {}, ['https://mine.example/v1', 'K-FILE', 'm-file', 'config.toml']],
    [
      'ASSENT_ before OPENAI_ before the file, whole',
      { config },
      {
        ASSENT_BASE_URL: 'http://127.0.0.1:1/v1/',
        OPENAI_BASE_URL: 'https://o.example',
        OPENAI_API_KEY: 'K-O',
      },
      ['http://127.0.0.1:1/v1', undefined, undefined, 'ASSENT_BASE_URL'],
    ],
    [
      'OPENAI_ with its own key only',
      { config },
      { OPENAI_BASE_URL: 'https://o.example', ASSENT_API_KEY: 'K-A', ASSENT_MODEL: 'm-env' },
      ['https://o.example', undefined, 'm-env', 'OPENAI_BASE_URL'],
    ],
    [
      'a key alone means its vendor',
      {},
      { OPENAI_API_KEY: 'K-O' },
      ['https://api.openai.com/v1', 'K-O', undefined, 'OPENAI_API_KEY'],
    ],
    [
      'a flag gets no key of another address',
      { config, endpoint: 'https://elsewhere.example/v1' },
      { ASSENT_BASE_URL: 'https://a.example', ASSENT_API_KEY: 'K-A', OPENAI_API_KEY: 'K-O' },
      ['https://elsewhere.example/v1', undefined, undefined, '--endpoint'],
    ],
    [
      'a flag that names a known address gets its key and model',
      { config, endpoint: 'https://mine.example/v1/' },
      { ASSENT_BASE_URL: 'https://a.example', ASSENT_API_KEY: 'K-A' },
      ['https://mine.example/v1', 'K-FILE', 'm-file', '--endpoint'],
    ],
    [
      'the model flag wins',
      { config, model: 'm-flag' },
      { ASSENT_MODEL: 'm-env' },
      ['https://mine.example/v1', 'K-FILE', 'm-flag', 'config.toml'],
    ],
    [
      'a key from a variable',
      { config: '[endpoint]\nbase_url = "https://mine.example"\napi_key_env = "MY_KEY"' },
      { MY_KEY: 'K-V' },
      ['https://mine.example', 'K-V', undefined, 'config.toml'],
    ],
  ] as const)(
    '%s',
    async (_name, {
      config: text,
      ...options
    }: { config?: string; endpoint?: string; model?: string }, env, expected) => {
      const made = home(text);
      const { endpoint } = await load(made, { ...options, env: { ...made.env, ...env } });
      expect(endpoint && [endpoint.baseUrl, endpoint.apiKey, endpoint.model, endpoint.origin]).toEqual(
        expected,
      );
    },
  );

  it('says where data goes when only a vendor key is there, and when a key travels in clear', async () => {
    const vendor = home();
    expect((await load(vendor, { env: { ...vendor.env, OPENAI_API_KEY: 'k' } })).warnings).toEqual([
      expect.stringContaining('requests go to api.openai.com'),
    ]);
    const clear = home();
    const env = { ...clear.env, ASSENT_BASE_URL: 'http://far.example/v1', ASSENT_API_KEY: 'k' };
    expect((await load(clear, { env })).warnings).toEqual([
      expect.stringContaining('unencrypted to far.example'),
    ]);
  });

  it('takes a key from a private file only, and never two at once', async () => {
    const made = home('[endpoint]\nbase_url = "https://x.example"\napi_key_file = "~/key"');
    put(join(made.root, 'key'), 'K-IN-FILE\n');
    expect((await load(made)).endpoint?.apiKey).toBe('K-IN-FILE');
    chmodSync(join(made.root, 'key'), 0o644);
    await expect(load(made)).rejects.toThrow(/others can read the key in .*chmod 600/);
    const both = home('[endpoint]\nbase_url = "https://x.example"\napi_key = "a"\napi_key_env = "B"');
    await expect(load(both)).rejects.toThrow('give one of');
  });

  it('keeps a model that was named for whatever server is found', async () => {
    const made = home('[endpoint]\nmodel = "m"');
    expect(await load(made)).toMatchObject({ model: 'm' });
    expect(await load(made, { model: 'n' })).toMatchObject({ model: 'n' });
    expect((await load(made)).endpoint).toBeUndefined();
  });
});

describe('a project', () => {
  const SETTINGS = [
    'language = "zh"',
    '[endpoint]\nbase_url = "https://evil.example"\nmodel = "evil"',
    '[planning]\ntimeout = 10',
    '[run]\ntimeout = 5\ngrace = 30',
    '[sandbox]\nmode = "off"',
    '[ui]\npanel = false',
  ].join('\n');

  function project(config: string = SETTINGS) {
    const made = home('[planning]\ntimeout = 30\n');
    put(join(made.cwd, '.assent/config.toml'), config);
    put(join(made.cwd, '.assent/policy.toml'), '# rules');
    put(join(made.cwd, 'AGENTS.md'), 'Use tabs.');
    return made;
  }

  it('is not read before it is trusted, and says so', async () => {
    const made = project();
    const loaded = await load(made);
    expect(loaded.settings).toMatchObject({ language: 'auto', 'planning.timeout': 30, 'ui.panel': true });
    expect(loaded.warnings).toEqual([
      `the settings in ${made.cwd}/.assent are ignored: they are not trusted; read them, then: assent trust`,
    ]);
    expect([agentsText(loaded), projectRules(loaded)]).toEqual([undefined, undefined]);
  });

  it('may then tighten, from any folder inside; the rest is ignored with a warning each', async () => {
    const made = project();
    trust(findProject(made.cwd)!, made.paths);
    put(join(made.cwd, 'deep/er/file'), '');
    const loaded = await load(made, { cwd: join(made.cwd, 'deep/er') });
    expect(loaded.settings).toMatchObject({
      language: 'zh',
      'planning.timeout': 10,
      'run.timeout': 5,
      'run.grace': 2,
      'ui.panel': false,
      'sandbox.mode': 'auto',
    });
    expect(loaded.origins['planning.timeout']).toEqual({
      source: 'project',
      where: `${made.cwd}/.assent/config.toml:6`,
    });
    expect(loaded.endpoint).toBeUndefined();
    expect(loaded.model).toBeUndefined();
    expect(loaded.warnings).toEqual([
      '.assent/config.toml line 3: endpoint.base_url is ignored: a project may not set it',
      '.assent/config.toml line 4: endpoint.model is ignored: a project may not set it',
      '.assent/config.toml line 9: run.grace is ignored: a project may only lower it',
      '.assent/config.toml line 11: sandbox.mode is ignored: a project may not set it',
    ]);
    expect([agentsText(loaded), projectRules(loaded)]).toEqual(['Use tabs.', '# rules']);
    expect((await load(made, { flags: { language: 'en' } })).settings.language).toBe('en');
  });

  it.each([
    ['a changed file', (cwd: string) => put(join(cwd, '.assent/config.toml'), `${SETTINGS}\n`)],
    ['a new file', (cwd: string) => put(join(cwd, '.assent/sub/more.toml'), '')],
    ['AGENTS.md', (cwd: string) => put(join(cwd, 'AGENTS.md'), 'Use spaces.')],
  ])('asks again after %s', async (_what, change) => {
    const made = project();
    trust(findProject(made.cwd)!, made.paths);
    expect((await load(made)).project?.trust).toBe('trusted');
    change(made.cwd);
    const loaded = await load(made);
    expect(loaded.project?.trust).toBe('changed');
    expect(loaded.settings.language).toBe('auto');
    expect(loaded.warnings).toEqual([expect.stringContaining('they changed since you trusted them')]);
  });

  it.each<[string, (cwd: string) => void]>([
    ['its rules changed', (cwd) => put(join(cwd, '.assent/policy.toml'), '# others')],
    ['its rules are gone', (cwd) => rmSync(join(cwd, '.assent/policy.toml'))],
    ['its folder is gone', (cwd) => rmSync(join(cwd, '.assent'), { recursive: true })],
    ['a nearer folder hides them', (cwd) => put(join(cwd, 'deep/.assent/config.toml'), '')],
  ])('makes everything ask, until it is trusted again, when %s', async (_what, change) => {
    const made = project();
    put(join(made.cwd, 'deep/file'), '');
    trust(findProject(made.cwd)!, made.paths);
    const at = { cwd: join(made.cwd, 'deep') };
    const ruled = async () => (await rulesInForce(made.paths, await load(made, at))).rules;
    expect((await ruled()).broken).toBeUndefined();
    change(made.cwd);
    expect((await ruled()).broken).toContain('the rules you trusted');
    const now = findProject(at.cwd);
    if (now?.files.has('.assent/config.toml')) {
      trust(now, made.paths);
      expect((await ruled()).broken).toBeUndefined();
    }
  });

  it.each(['{"trusted": 5', '{"trusted": 5}', '[]'])(
    'makes everything ask when the list of what was trusted is %s',
    async (list) => {
      const made = project();
      const ruled = async () => (await rulesInForce(made.paths, await load(made))).rules.broken;
      expect(await ruled()).toBeUndefined();
      put(made.paths.trustFile, list);
      expect(await ruled()).toContain('which rules were trusted is not known');
      trust(findProject(made.cwd)!, made.paths);
      expect(await ruled()).toBeUndefined();
    },
  );

  it('that is broken only warns', async () => {
    const made = project('language = \n[x');
    trust(findProject(made.cwd)!, made.paths);
    const { warnings, settings } = await load(made);
    expect(settings.language).toBe('auto');
    expect(warnings).toEqual([expect.stringMatching(/^\.assent\/config\.toml line 1: .*ignored$/)]);
  });

  it('is never the home folder, and links in it are never followed', async () => {
    const made = home();
    put(join(made.root, '.assent/config.toml'), 'language = "zh"');
    expect(findProject(made.cwd, made.root)).toBeUndefined();
    const { symlinkSync } = await import('node:fs');
    put(join(made.cwd, '.assent/policy.toml'), '');
    symlinkSync(made.paths.configFile, join(made.cwd, '.assent/config.toml'));
    const found = findProject(made.cwd, made.root)!;
    expect([...found.files.keys()]).toEqual(['.assent/policy.toml']);
    expect(trustState(found, made.paths)).toBe('untrusted');
    trust(found, made.paths);
    expect(trustState(found, made.paths)).toBe('trusted');
  });

  it('without anything, or with too much, cannot be trusted; a broken list trusts nothing', () => {
    const made = home();
    expect(() => trust(readProject(made.cwd), made.paths)).toThrow('nothing to trust');
    for (let file = 0; file < 201; file++) put(join(made.cwd, `.assent/${file}`), '');
    expect(() => trust(readProject(made.cwd), made.paths)).toThrow('more than 200 files');
    put(made.paths.trustFile, '{"trusted": 5');
    expect(trustState(readProject(made.cwd), made.paths)).toBe('untrusted');
  });
});
