import { hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

/** Where one script's code stands in the pack, and of which file it is the code. */
interface Entry {
  readonly at: number;
  readonly bytes: number;
  readonly size: number;
  /** Time of change, which nobody can set: npm gives all files it installs the same time of modification. */
  readonly changed: number;
}

interface Pack {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly code: Buffer;
  /** Time it was written, in ms. */
  readonly written: number;
}

interface Made {
  readonly script: Script;
  readonly size: number;
  readonly changed: number;
}

const NOTHING: Pack = { entries: new Map(), code: Buffer.alloc(0), written: 0 };
/** So often what was compiled since is added, in ms: other requests run other functions. */
const RENEWED_AFTER = 3_600_000;
const ALIGNED = 16;
/** Before the code: the length of the list of entries and the hash of all that follows. */
const HEAD_BYTES = 4 + 64;

/**
 * Loads the CommonJS files of our own bundle, with the compiled code of an earlier run. Node's own cache takes the code
 * right after a file was read, when V8 has compiled hardly any function of it; here it is taken at the end of the
 * process, with every function that ran (docs/performance.md). Without a folder nothing is kept.
 */
export function cachedLoader(root: string, folder: string | undefined): (file: string) => unknown {
  silenceLoaderWarning();
  const loaded = new Map<string, { exports: unknown }>();
  const made = new Map<string, Made>();
  const file = folder === undefined ? undefined : join(folder, packName(root));
  const pack = file === undefined ? NOTHING : readPack(file);
  let stale = Date.now() - pack.written > RENEWED_AFTER;

  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(path, module);
    const { text, size, changed } = readScript(path);
    const entry = pack.entries.get(path);
    const cachedData =
      entry && entry.size === size && entry.changed === changed
        ? pack.code.subarray(entry.at, entry.at + entry.bytes)
        : undefined;
    const script = new Script(`(function(exports,require,module,__filename,__dirname){${text}\n})`, {
      filename: path,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData ? { cachedData } : {}),
    });
    if (!cachedData || script.cachedDataRejected) stale = true;
    made.set(path, { script, size, changed });
    const here = dirname(path);
    const require = (id: string): unknown =>
      id.startsWith('./') || id.startsWith('../')
        ? load(join(here, id))
        : id.startsWith(root)
          ? load(id)
          : outside(id, root);
    script.runInThisContext()(module.exports, require, module, path, here);
    return module.exports;
  };

  if (file !== undefined)
    process.once('exit', () => {
      if (stale && made.size > 0) writePack(file, made, pack);
    });
  return load;
}

/** Some versions of Node warn when a script loaded this way calls import(); every other warning passes. */
function silenceLoaderWarning(): void {
  const warn = process.emitWarning;
  process.emitWarning = ((text: string | Error, ...rest: never[]) => {
    if (!String(text).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) warn.call(process, text, ...rest);
  }) as typeof warn;
}

/** What is no part of the bundle: Node's own modules, and the native one that is installed beside it. */
function outside(id: string, root: string): unknown {
  return (
    process.getBuiltinModule(id) ??
    process.getBuiltinModule('node:module').createRequire(join(root, 'assent.js'))(id)
  );
}

/** One for each version of Node and each place the product is installed in. */
function packName(root: string): string {
  return `${process.version}-${process.arch}-${hash('sha256', root).slice(0, 16)}.pack`;
}

function readScript(path: string): { text: string; size: number; changed: number } {
  const fd = openSync(path, 'r');
  try {
    const { size, ctimeMs } = fstatSync(fd);
    return { text: readFileSync(fd, 'utf8'), size, changed: ctimeMs };
  } finally {
    closeSync(fd);
  }
}

/** What cannot be read or is not whole counts as not there: then everything is compiled. */
function readPack(file: string): Pack {
  try {
    const fd = openSync(file, 'r');
    try {
      const written = fstatSync(fd).mtimeMs;
      const bytes = readFileSync(fd);
      const length = bytes.readUInt32LE(0);
      if (bytes.toString('latin1', 4, HEAD_BYTES) !== hash('sha256', bytes.subarray(HEAD_BYTES)))
        return NOTHING;
      const list = JSON.parse(bytes.toString('utf8', HEAD_BYTES, HEAD_BYTES + length)) as [string, Entry][];
      return { entries: new Map(list), code: bytes.subarray(aligned(HEAD_BYTES + length)), written };
    } finally {
      closeSync(fd);
    }
  } catch {
    return NOTHING;
  }
}

/** Whole or not at all, also after a power failure. A pack that cannot be written is only missed. */
function writePack(file: string, made: ReadonlyMap<string, Made>, before: Pack): void {
  const fresh = `${file}.${process.pid}`;
  try {
    const code: Buffer[] = [];
    const list: [string, Entry][] = [];
    let at = 0;
    const add = (path: string, bytes: Buffer, size: number, changed: number) => {
      list.push([path, { at, bytes: bytes.length, size, changed }]);
      const room = aligned(bytes.length);
      code.push(bytes, Buffer.alloc(room - bytes.length));
      at += room;
    };
    for (const [path, { script, size, changed }] of made) add(path, script.createCachedData(), size, changed);
    for (const [path, { at, bytes, size, changed }] of before.entries)
      if (!made.has(path) && isSame(path, size, changed))
        add(path, before.code.subarray(at, at + bytes), size, changed);
    const text = Buffer.from(JSON.stringify(list));
    const padding = Buffer.alloc(aligned(HEAD_BYTES + text.length) - HEAD_BYTES - text.length);
    const body = Buffer.concat([text, padding, ...code]);
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(text.length, 0);
    head.write(hash('sha256', body), 4, 'latin1');
    const fd = openSync(fresh, 'wx', 0o600);
    try {
      for (const part of [head, body])
        for (let done = 0; done < part.length; ) done += writeSync(fd, part, done);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(fresh, file);
  } catch {
    try {
      unlinkSync(fresh);
    } catch {
      // It was not made.
    }
  }
}

function isSame(path: string, size: number, changed: number): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  return now?.size === size && now.ctimeMs === changed;
}

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNED) * ALIGNED;
