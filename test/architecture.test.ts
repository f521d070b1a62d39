import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

const LAYER: Record<string, number> = {
  plan: 0,
  language: 0,
  policy: 1,
  session: 2,
  facts: 3,
  machine: 3,
  planner: 3,
  executor: 3,
  schedule: 3,
  journal: 3,
  config: 3,
  cli: 4,
  ui: 4,
};
/** Free of effects, hence fine in the pure layers too. */
const PURE_BUILTINS = new Set(['node:crypto', 'node:path', 'node:util']);
/** Third-party code below the adapters: the schema library in plan, the shell parser behind one file in policy. */
const ALLOWED_BELOW = new Map([
  ['zod/mini', /^plan\//],
  ['zod/v4/locales/en.js', /^plan\//],
  ['unbash', /^policy\/parse\.ts$/],
  ['string-width', /^session\//],
]);
/** Only these know every adapter. */
const ROOTS = new Set(['main.ts', 'program.ts', 'fast.ts', 'compose.ts', 'entry.ts', 'text-files.d.ts']);
/** What faces may import; adapters reach them as ports. */
const FACE_MAY = new Set(['plan', 'language', 'policy', 'session', 'cli', 'ui']);

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function imports(): Import[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    const found = text.matchAll(
      /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|(typeof\s+)?import\(\s*['"]([^'"]+)['"]\s*\)/gm,
    );
    return [...found].map((match) => ({
      file,
      target: (match[2] ?? match[4])!,
      typeOnly: match[1] !== undefined || match[3] !== undefined,
    }));
  });
}

const folder = (file: string) => file.split('/')[0]!;
const isRoot = (file: string) => ROOTS.has(file) || file.startsWith('compose/');
const local = (file: string, target: string) => relative(src, resolve(src, dirname(file), target));

describe('architecture', () => {
  const all = imports();

  it('knows every folder', () => {
    const folders = new Set(
      all
        .map(({ file }) => file)
        .filter((file) => file.includes('/'))
        .map(folder),
    );
    expect([...folders].filter((name) => !(name in LAYER) && name !== 'compose')).toEqual([]);
    expect(all.length).toBeGreaterThan(50);
  });

  it('imports only from lower layers; adapters never import each other', () => {
    const wrong = all
      .filter(
        ({ file, target }) => !isRoot(file) && target.startsWith('.') && !/\.(md|toml|json)$/.test(target),
      )
      .filter(({ file, target, typeOnly }) => {
        const other = local(file, target);
        if (folder(file) === folder(other)) return false;
        // Faces know compose by its type alone: main hands it to them.
        if (isRoot(other)) return !(typeOnly && LAYER[folder(file)] === 4);
        return LAYER[folder(other)]! >= LAYER[folder(file)]!;
      });
    expect(wrong).toEqual([]);
  });

  it('gives faces their adapters as ports', () => {
    const wrong = all.filter(
      ({ file, target, typeOnly }) =>
        LAYER[folder(file)] === 4 &&
        !typeOnly &&
        target.startsWith('.') &&
        !FACE_MAY.has(folder(local(file, target))) &&
        !/\.(md|toml|json)$/.test(target),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the pure layers pure', () => {
    const wrong = all.filter(({ file, target }) => {
      if (isRoot(file) || LAYER[folder(file)]! > 2 || target.startsWith('.')) return false;
      if (target.startsWith('node:')) return !PURE_BUILTINS.has(target) && target !== 'node:stream';
      return !ALLOWED_BELOW.get(target)?.test(file);
    });
    expect(wrong).toEqual([]);
  });

  it('lets one file end the process and one file mint cleared steps', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    const holding = (pattern: RegExp) =>
      files.filter((file) => pattern.test(readFileSync(join(src, file), 'utf8'))).sort();
    expect(holding(/process\.exit\(/)).toEqual(['main.ts']);
    expect(holding(/as ClearedStep\b/)).toEqual(['policy/clear.ts']);
    expect(holding(/as PreviewStep\b/)).toEqual(['policy/clear.ts']);
  });
});
