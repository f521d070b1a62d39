import { hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
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
  readonly sha256: string;
  readonly size: number;
  /** Time of change, which nobody can set: npm gives all files it installs the same time of modification. */
  readonly changed: number;
}

interface Pack {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Open as long as we are: what is written meanwhile is another file under the same name. */
  readonly fd: number;
  /** Where the code of the entries begins. */
  readonly from: number;
  /** Time it was written, in ms. */
  readonly written: number;
}

interface Made {
  readonly script: Script;
  readonly size: number;
  readonly changed: number;
}

/** So often what was compiled since is added, in ms: other requests run other functions. */
const RENEWED_AFTER = 3_600_000;
/** Before the code: the length of the list of entries, its hash, the list. */
const HEAD_BYTES = 4 + 64;

/**
 * Loads the CommonJS files of our own bundle, with the compiled code of an earlier run. Node's own cache takes the code
 * right after a file was read, when V8 has compiled hardly any function of it; here it is taken at the end of the
 * process, when they have run (docs/performance.md). Without a folder nothing is kept.
 */
export function cachedLoader(root: string, folder: string | undefined): (path: string) => unknown {
  silenceLoaderWarning();
  const loaded = new Map<string, { exports: unknown }>();
  const made = new Map<string, Made>();
  const file = folder === undefined ? undefined : join(folder, packName(root));
  const pack = file === undefined ? undefined : openPack(file);
  let stale = pack === undefined || Date.now() - pack.written > RENEWED_AFTER;

  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(path, module);
    const { text, size, changed } = readScript(path);
    const entry = pack?.entries.get(path);
    const cachedData =
      pack && entry?.size === size && entry.changed === changed ? readCode(pack, entry) : undefined;
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
  return `${process.version}-${process.arch}-${sha256(root).slice(0, 16)}.pack`;
}

const sha256 = (data: string | Buffer): string => hash('sha256', data);

function readScript(path: string): { text: string; size: number; changed: number } {
  const fd = openSync(path, 'r');
  try {
    const { size, ctimeMs } = fstatSync(fd);
    // The build writes nothing but ASCII.
    return { text: readFileSync(fd, 'latin1'), size, changed: ctimeMs };
  } finally {
    closeSync(fd);
  }
}

/** What cannot be read or is not whole counts as not there: then everything is compiled. */
function openPack(file: string): Pack | undefined {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const head = readAt(fd, 0, HEAD_BYTES);
    const list = head && readAt(fd, HEAD_BYTES, Math.min(head.readUInt32LE(0), fstatSync(fd).size));
    if (list && head.toString('latin1', 4) === sha256(list)) {
      const entries = new Map(JSON.parse(list.toString('utf8')) as [string, Entry][]);
      return { entries, fd, from: HEAD_BYTES + list.length, written: fstatSync(fd).mtimeMs };
    }
  } catch {
    // As below.
  }
  closeSync(fd);
  return undefined;
}

/** Undefined when a byte of it is not as it was written: V8 itself would run what it is given. */
function readCode({ fd, from }: Pack, { at, bytes, sha256: whole }: Entry): Buffer | undefined {
  const code = readAt(fd, from + at, bytes);
  return code && sha256(code) === whole ? code : undefined;
}

function readAt(fd: number, at: number, bytes: number): Buffer | undefined {
  const buffer = Buffer.allocUnsafeSlow(bytes);
  let done = 0;
  while (done < bytes) {
    const count = readSync(fd, buffer, done, bytes - done, at + done);
    if (count === 0) return undefined;
    done += count;
  }
  return buffer;
}

/** Whole or not at all, also after a power failure. A pack that cannot be written is only missed. */
function writePack(file: string, made: ReadonlyMap<string, Made>, before: Pack | undefined): void {
  const fresh = `${file}.${process.pid}`;
  try {
    const parts: { path: string; code: Buffer; size: number; changed: number }[] = [];
    for (const [path, { script, size, changed }] of made)
      parts.push({ path, code: script.createCachedData(), size, changed });
    for (const [path, entry] of before?.entries ?? []) {
      const { size, changed } = entry;
      const code = made.has(path) || !isSame(path, entry) ? undefined : readCode(before!, entry);
      if (code) parts.push({ path, code, size, changed });
    }
    let at = 0;
    const entries = parts.map(({ path, code, size, changed }): [string, Entry] => {
      const entry = { at, bytes: code.length, sha256: sha256(code), size, changed };
      at += code.length;
      return [path, entry];
    });
    const list = Buffer.from(JSON.stringify(entries));
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(list.length, 0);
    head.write(sha256(list), 4, 'latin1');
    writeWhole(fresh, [head, list, ...parts.map(({ code }) => code)]);
    renameSync(fresh, file);
  } catch {
    try {
      unlinkSync(fresh);
    } catch {
      // It was not made.
    }
  }
}

function writeWhole(file: string, parts: readonly Buffer[]): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    for (const part of parts) for (let done = 0; done < part.length; ) done += writeSync(fd, part, done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function isSame(path: string, { size, changed }: Entry): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  return now?.size === size && now.ctimeMs === changed;
}
