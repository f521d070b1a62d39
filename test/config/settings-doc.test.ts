import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEYS, TABLE } from '../../src/config/schema.ts';
import { home, load, put } from './home.ts';

const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');

describe('docs/settings.md', () => {
  it('lists every setting as the table has it', () => {
    const rows = KEYS.map((key) => {
      const { about, kind, otherwise, project } = TABLE[key];
      const without = otherwise === undefined ? '' : `\`${kind.write(otherwise)}\``;
      return `| \`${key}\` | ${without} | ${about} | ${project ?? ''} |`;
    });
    const section = /## All settings\n([\s\S]*?)\n## /.exec(page)![1]!;
    expect(section.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
  });

  it('shows a file that is right', async () => {
    const made = home();
    put(made.paths.configFile, /```toml\n([\s\S]*?)```/.exec(page)![1]!);
    const { endpoint, settings } = await load(made, { env: { ...made.env, MY_MODEL_KEY: 'k' } });
    expect(endpoint).toMatchObject({
      baseUrl: 'http://127.0.0.1:11434/v1',
      apiKey: 'k',
      model: 'qwen2.5-coder',
    });
    expect(settings).toMatchObject({ 'planning.timeout': 120, 'limits.memory': 4 * 2 ** 30 });
  });
});
