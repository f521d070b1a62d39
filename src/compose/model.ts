import { copyFile, open, rm, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { RuntimeOptions } from '../cli/deps.ts';
import { type Loaded, loadSettings } from '../config/load.ts';
import { pathsOf } from '../config/paths.ts';
import { setSetting } from '../config/set.ts';
import { readManual } from '../machine/manual/manual.ts';
import { nearest } from '../planner/bank/nearest.ts';
import { createDryCheck, lookUp } from '../planner/dry-check.ts';
import { CATALOGUE, HUB } from '../planner/managed/catalogue.ts';
import { DownloadError, download, lookAt, type Offered, sha256Of } from '../planner/managed/download.ts';
import { createManagedPlanner } from '../planner/managed/planner.ts';
import { isModelName, ModelStore } from '../planner/managed/store.ts';
import type { Planner } from '../session/ports.ts';

type Env = Readonly<Record<string, string | undefined>>;

const EXAMPLES = 4;

/** The installed model as a planner; one that is not there says so when it is asked. */
export async function managedPlanner(
  name: string,
  { settings }: Loaded,
  data: string,
  options: Pick<RuntimeOptions, 'env' | 'planningMs'>,
): Promise<Planner> {
  return createManagedPlanner({
    name,
    file: new ModelStore(data).file(name),
    // A chunk of its own: the build leaves its import() alone.
    load: async () => (await import('../planner/managed/load-llama.ts')).loadLlama(),
    idleMs: settings['model.idle'] * 1000,
    deadlineMs: options.planningMs ?? settings['planning.timeout'] * 1000,
    examples: (request) => nearest(request, EXAMPLES),
    check: createDryCheck({ exists: lookUp(options.env.PATH ?? ''), manuals: readManual }),
  });
}

/** What is to be installed, looked up but not yet loaded. */
export interface Candidate {
  readonly name: string;
  readonly from: string;
  readonly licence?: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly offered?: Offered;
}

/** Models for `assent model`. */
export async function openModels(env: Env, cwd: string) {
  const paths = pathsOf(env);
  const { settings } = await loadSettings({ paths, env, cwd });
  const store = new ModelStore(paths.data);
  return {
    installed: () => store.list(),
    catalogue: CATALOGUE,
    used: settings['model.use'],
    /** A name of the catalogue, an address, or a file. */
    async find(
      what: string,
      given: { readonly name?: string; readonly sha256?: string },
      signal: AbortSignal,
    ): Promise<Candidate> {
      const known = CATALOGUE.find((entry) => entry.name === what);
      const isAddress = /^https?:\/\//.test(what);
      const url = known ? `${settings['model.mirror'] ?? HUB}${known.path}` : isAddress ? what : undefined;
      const name = given.name ?? known?.name ?? nameFrom(what);
      if (!isModelName(name))
        throw new DownloadError(`${name} is no name for a model: give one in small letters with --name`);
      if (url === undefined) {
        const file = resolve(cwd, what);
        const found = await stat(file).catch(() => undefined);
        if (!found?.isFile())
          throw new DownloadError(
            `${what} is no model of the list, no address and no file; see: assent model list`,
          );
        return {
          name,
          from: file,
          bytes: found.size,
          sha256: given.sha256 ?? (await sha256Of(file, signal)),
        };
      }
      const offered = await lookAt(url, signal);
      const sha256 = given.sha256 ?? offered.sha256;
      return {
        name,
        from: url,
        ...(known ? { licence: known.licence } : {}),
        ...(offered.bytes === undefined ? {} : { bytes: offered.bytes }),
        ...(sha256 === undefined ? {} : { sha256 }),
        offered: sha256 === undefined ? offered : { ...offered, sha256 },
      };
    },
    async install(
      candidate: Candidate,
      progress: (done: number, total: number | undefined) => void,
      signal: AbortSignal,
    ) {
      store.prepare();
      const file = store.file(candidate.name);
      let sha256: string;
      if (candidate.offered) sha256 = await download({ offered: candidate.offered, file, signal, progress });
      else {
        sha256 = await sha256Of(candidate.from, signal);
        if (sha256 !== candidate.sha256)
          throw new DownloadError(
            `the checksum is ${sha256} and should be ${candidate.sha256}: nothing was installed`,
          );
        await copyFile(candidate.from, file);
      }
      const { size } = await stat(file);
      if (!(await isGguf(file, size))) {
        await rm(file, { force: true });
        throw new DownloadError(`${candidate.from} is no model in the GGUF format: nothing was installed`);
      }
      store.add({
        name: candidate.name,
        from: candidate.from,
        ...(candidate.licence === undefined ? {} : { licence: candidate.licence }),
        bytes: size,
        sha256,
        installed: new Date().toISOString(),
      });
    },
    async use(name: string): Promise<boolean> {
      if (!store.get(name)) return false;
      await setSetting(paths, 'model.use', name);
      return true;
    },
    remove: (name: string) => store.remove(name),
  };
}

/** The engine takes a file by its word: what does not even begin as a model never reaches it. */
async function isGguf(file: string, size: number): Promise<boolean> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(4);
    await handle.read(head, 0, 4, 0);
    return size >= LEAST_BYTES && head.toString('latin1') === 'GGUF';
  } finally {
    await handle.close();
  }
}

/** Less than any model's list of its own words. */
const LEAST_BYTES = 4096;

const nameFrom = (what: string): string =>
  basename(what.replace(/[?#].*$/, ''))
    .replace(/\.gguf$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-');
