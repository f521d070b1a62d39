import { readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { checkText } from '../../src/config/load.ts';
import { KEYS, TABLE } from '../../src/config/schema.ts';
import { answerLocal, defaultText, initConfig, setSetting, withValue } from '../../src/config/set.ts';
import { flatten } from '../../src/config/toml-text.ts';
import { home, load, put } from './home.ts';

describe('config set', () => {
  it('makes the file, privately, and changes values in it', async () => {
    const made = home();
    await setSetting(made.paths, 'planning.timeout', '2m');
    await setSetting(made.paths, 'ui.panel', 'off');
    await setSetting(made.paths, 'planning.timeout', '45');
    await setSetting(made.paths, 'language', 'zh');
    expect(readFileSync(made.paths.configFile, 'utf8')).toBe(
      'language = "zh"\n[planning]\ntimeout = 45\n\n[ui]\npanel = false\n',
    );
    expect(statSync(made.paths.configFile).mode & 0o777).toBe(0o600);
    expect((await load(made)).settings['planning.timeout']).toBe(45);
  });

  it('keeps comments, order, blank lines and line ends', async () => {
    const made = home(
      '# mine\r\n[endpoint] # where\r\n  model = "a # b"   # the small one\r\n\r\naccepted_local = [\r\n  "http://127.0.0.1:1", # one\r\n] # end\r\n[ui]\r\npanel = true',
    );
    await setSetting(made.paths, 'endpoint.model', 'c');
    await answerLocal(
      made.paths,
      { accepted: ['http://127.0.0.1:1'], declined: [] },
      'http://127.0.0.1:2',
      true,
    );
    expect(readFileSync(made.paths.configFile, 'utf8')).toBe(
      '# mine\r\n[endpoint] # where\r\n  model = "c"   # the small one\r\n\r\naccepted_local = ["http://127.0.0.1:1", "http://127.0.0.1:2"] # end\r\n[ui]\r\npanel = true',
    );
  });

  it('refuses what is no setting or no value of it, and leaves the file alone', async () => {
    const made = home('language = "en"\n');
    await expect(setSetting(made.paths, 'ui.pannel', 'on')).rejects.toThrow('did you mean ui.panel?');
    await expect(setSetting(made.paths, 'ui.panel', 'maybe')).rejects.toThrow('ui.panel: give true or false');
    put(made.paths.configFile, 'nonsense = 1\n');
    await expect(setSetting(made.paths, 'language', 'zh')).rejects.toThrow('not changed, since');
    put(made.paths.configFile, 'ui = { panel = true }\n');
    await expect(setSetting(made.paths, 'ui.panel', 'off')).rejects.toThrow('change it by hand');
    expect(readFileSync(made.paths.configFile, 'utf8')).toBe('ui = { panel = true }\n');
  });

  it('writes through a link instead of replacing it', async () => {
    const made = home();
    const real = join(made.root, 'dotfiles.toml');
    put(real, '[ui]\n');
    put(join(made.paths.config, 'x'), '');
    symlinkSync(real, made.paths.configFile);
    await setSetting(made.paths, 'ui.theme', 'light');
    expect(readlinkSync(made.paths.configFile)).toBe(real);
    expect(readFileSync(real, 'utf8')).toBe('[ui]\ntheme = "light"\n');
  });

  it('changes exactly one value of any document, or nothing', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab# "\'=[]\\\n.é中') });
    const value = fc.oneof(word, fc.integer(), fc.boolean(), fc.array(word, { maxLength: 3 }));
    const known = fc.constantFrom(...KEYS);
    const document = fc
      .dictionary(known, value, { maxKeys: 8 })
      .chain((values) => fc.tuple(fc.constant(values), fc.array(word, { maxLength: 4 }), fc.boolean()));
    fc.assert(
      fc.property(document, known, word, ([values, comments, multiline], key, wanted) => {
        const nested: Record<string, Record<string, unknown>> = {};
        const top: Record<string, unknown> = {};
        for (const [name, item] of Object.entries(values)) {
          const [section = '', tail] = name.split('.');
          if (tail === undefined) top[section] = item;
          else nested[section] = { ...nested[section], [tail]: item };
        }
        let source = stringify({ ...top, ...nested });
        if (multiline) source = source.replaceAll(' = [ ', ' = [ # first [x]\n  ');
        for (const comment of comments) source = `${source}\n# ${comment.replaceAll('\n', ' ')}`;
        const after = withValue(source, key, JSON.stringify(wanted), 'x');
        const got = new Map(flatten(parse(after)));
        expect(got).toEqual(new Map(flatten(parse(source))).set(key, wanted));
        for (const comment of comments) expect(after).toContain(`# ${comment.replaceAll('\n', ' ')}`);
      }),
      { numRuns: 300 },
    );
  });
});

describe('config init', () => {
  it('writes a file that changes nothing, and every line of it is right once its sign is taken away', async () => {
    const made = home();
    initConfig(made.paths);
    expect((await load(made)).settings).toEqual((await load(home())).settings);
    const uncommented = defaultText().replace(/^# (?=[a-z_]+ = )/gm, '');
    const { entries, problems } = await checkText(uncommented, 'x');
    expect(problems).toEqual([]);
    expect(entries.map(({ key }) => key)).toEqual(KEYS);
    for (const { key, value } of entries) expect(value).toEqual(TABLE[key].otherwise ?? TABLE[key].example);
    expect(() => initConfig(made.paths)).toThrow('exists already');
  });

  it('is filled in by config set beside its comments', async () => {
    const made = home();
    initConfig(made.paths);
    for (const key of KEYS) await setSetting(made.paths, key, TABLE[key].otherwise ?? TABLE[key].example);
    const lines = readFileSync(made.paths.configFile, 'utf8').split('\n');
    for (const [index, line] of lines.entries())
      if (/^# [a-z_]+ = /.test(line)) expect(lines[index + 1]).toBe(line.slice(2));
  });
});
