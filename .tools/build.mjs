// Bundles src/ into dist/ in split chunks of CommonJS: each face is loaded only when it is used, with the compiled code
// of an earlier run (src/cli/cached-code.ts, docs/performance.md).
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist');
const stamp = join(out, '.stamp');

/** Newest modification time, in ms, of everything the bundle is made from. */
async function newest(dir) {
  let latest = 0;
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

export async function isStale() {
  let built;
  try {
    built = Number(readFileSync(stamp, 'utf8'));
  } catch {
    return true;
  }
  const sources = await Promise.all(['src', 'prompts', '.tools'].map((dir) => newest(join(root, dir))));
  const latest = Math.max(...sources, statSync(join(root, 'package.json')).mtimeMs);
  return latest > built;
}

/**
 * esbuild's helper copies every member of a required module, built-in ones too; one that inherits them does the same
 * for code that only reads, and costs nothing. Throws when the helper no longer looks as it is known.
 */
function withCheapInterop(code) {
  const known = /var __toESM = \(mod, isNodeMode, target\d*\) => [\s\S]*?\n\)\);\n/;
  if (!code.includes('var __toESM = ')) return code;
  if (!known.test(code))
    if (!known.test(code))
      throw new Error('esbuild writes its __toESM helper in another way: see .tools/build.mjs');
  return code.replace(
    known,
    () =>
      'var __toESM = (mod, isNodeMode) => mod && mod.__esModule && !isNodeMode ? mod : Object.create(mod ?? null, { default: { value: mod, enumerable: true } });\n',
  );
}

/**
 * esbuild escapes what is not ASCII in strings, but leaves it in patterns and comments. Without it a file is read and
 * kept in half the time and memory (src/cli/cached-code.ts).
 */
function asciiOnly(code) {
  const escaped = /\\[^\0-\x7f]|String\.raw`[^`]*[^\0-\x7f][^`]*`/u.exec(code);
  if (escaped) throw new Error(`this cannot be written in ASCII: ${escaped[0].slice(0, 80)}`);
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** esbuild splits only ES modules: they are split first and each chunk is made CommonJS afterwards. */
async function required(options) {
  const { build: bundle, transform } = await import('esbuild');
  const result = await bundle({ ...options, write: false });
  for (const { path, text } of result.outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target: options.target,
      legalComments: 'none',
      // import() becomes require(), but where an ES module is opened (src/planner/managed/load-llama.ts).
      supported: {
        'dynamic-import': /^chunks\/load-llama-/.test(relative(options.outdir, path)),
      },
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, asciiOnly(withCheapInterop(code)));
  }
  return result;
}

/**
 * Two modules of Ink wait while they are evaluated, which CommonJS cannot: its layout engine is awaited by the session's
 * entry instead, and its development tools, which nobody asks for here, are left out.
 */
const withoutWaiting = {
  name: 'without-waiting',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/ }, ({ path }) => ({
      resolveDir: dirname(path),
      contents: `import { layoutEngine } from ${JSON.stringify(join(root, '.tools/layout-engine.mjs'))};
        export default layoutEngine();
        export * from './generated/YGEnums.js';`,
    }));
    onLoad({ filter: /[\\/]ink[\\/]build[\\/]reconciler\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8');
      const wanted = "process.env['DEV'] === 'true'";
      if (!contents.includes(wanted))
        throw new Error('Ink asks for its tools in another way: see .tools/build.mjs');
      return { resolveDir: dirname(path), contents: contents.replaceAll(wanted, 'false') };
    });
  },
};

export async function build() {
  const started = Date.now();
  // Built aside and moved into place.
  const fresh = join(root, `.dist-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const common = {
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.16',
    jsx: 'automatic',
    chunkNames: 'chunks/[name]-[hash]',
    loader: { '.md': 'text', '.toml': 'text', '.bin': 'binary' },
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      __VERSION__: JSON.stringify(version),
    },
    // node-pty is a prebuilt native addon and node-llama-cpp an optional peer: both stay outside the bundle.
    external: ['@lydell/node-pty', 'node-llama-cpp', 'react-devtools-core'],
    legalComments: 'none',
    logLevel: 'warning',
  };
  const [result] = await Promise.all([
    required({
      ...common,
      entryPoints: { assent: 'src/entry.ts', main: 'src/main.ts', program: 'src/program.ts' },
      outdir: fresh,
      metafile: true,
    }),
    // What asks the systeminformation library, in a process of its own (src/machine/inventory/ask.ts).
    required({
      ...common,
      splitting: false,
      entryPoints: { inventory: 'src/machine/inventory/probe.ts' },
      outdir: fresh,
    }),
    // The one-shot apart, with nothing to share: fewer modules to load (src/fast.ts).
    required({ ...common, entryPoints: { fast: 'src/fast.ts' }, outdir: join(fresh, 'fast') }),
    // The session likewise: its first frame waits for this bundle alone.
    required({
      ...common,
      entryPoints: { session: '.tools/session-entry.mjs' },
      outdir: join(fresh, 'session'),
      plugins: [withoutWaiting],
    }),
  ]);
  chmodSync(join(fresh, 'assent.js'), 0o755);
  writeFileSync(join(fresh, 'package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(join(fresh, 'meta.json'), JSON.stringify(result.metafile));
  writeFileSync(join(fresh, '.stamp'), String(started));
  // Removing takes long, renaming does not: the old bundle is out of the way only for as long as two renames take.
  const old = `${fresh}-old`;
  if (existsSync(out)) renameSync(out, old);
  renameSync(fresh, out);
  rmSync(old, { recursive: true, force: true });
}

if (
  process.argv[1] === fileURLToPath(import.meta.url) &&
  (process.argv.includes('--force') || (await isStale()))
)
  await build();
