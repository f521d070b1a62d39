import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Answers, type FactRequest, factKey, type ProgramFact } from '../policy/facts.ts';
import { readGitConfiguration } from './git.ts';
import { expandGlob } from './globs.ts';
import { lookAt, realPath, statOf } from './paths.ts';
import { lookUpProgram } from './programs.ts';
import { findSecrets } from './secrets.ts';

/** Where facts are taken. */
export interface FactSource {
  readonly home: string;
  /** The search path commands will run with. */
  readonly path: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Programs outside the system's folders that a person has said yes to. */
  readonly isSettled?: (path: string) => boolean;
}

export type FactTable = ReadonlyMap<string, Answers[FactRequest['kind']]>;

/** A larger file is told apart by what the file system knows of it: any write changes its time of change. */
const MAX_HASHED_BYTES = 16 * 1024 * 1024;

/** Answers requests from the disk. Starts no program and follows no name outside what is asked. Never rejects for a missing file. */
export async function gatherFacts(requests: readonly FactRequest[], source: FactSource): Promise<FactTable> {
  const facts = new Map<string, Answers[FactRequest['kind']]>();
  for (const request of requests) facts.set(factKey(request), answer(request, source));
  return facts;
}

function answer(request: FactRequest, source: FactSource): Answers[FactRequest['kind']] {
  switch (request.kind) {
    case 'path':
      return lookAt(request.path);
    case 'glob':
      return expandGlob(request.pattern);
    case 'program':
      return settledProgram(request.name, source);
    case 'git':
      return readGitConfiguration(request.cwd, source);
    case 'secrets':
      return findSecrets(request.path);
    case 'above':
      return firstAbove(request.path, request.names);
    case 'hash': {
      const hash = hashOfFile(request.path);
      return hash === undefined ? {} : { hash };
    }
  }
}

function settledProgram(name: string, { path, isSettled }: FactSource): ProgramFact {
  const fact = lookUpProgram(name, path);
  if (fact.trusted || name.includes('/') || fact.path === undefined || !isSettled?.(fact.path)) return fact;
  return { ...fact, trusted: true };
}

/** A link that leads nowhere counts: what is looked for may be there a moment later. */
function firstAbove(path: string, names: readonly string[]): Answers['above'] {
  for (let folder = realPath(path); ; folder = dirname(folder)) {
    const found = names
      .map((name) => join(folder, name))
      .find((each) => lstatSync(each, { throwIfNoEntry: false }));
    if (found !== undefined) return { found };
    if (folder === dirname(folder)) return {};
  }
}

/** SHA-256 of a file, `missing` where there is none; undefined for what is no file or cannot be read. */
export function hashOfFile(path: string): string | undefined {
  const real = realPath(path);
  const stats = statOf(real);
  if (!stats) return 'missing';
  if (!stats.isFile()) return undefined;
  if (stats.size > MAX_HASHED_BYTES)
    return `file ${stats.dev}:${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
  try {
    return createHash('sha256').update(readFileSync(real)).digest('hex');
  } catch {
    return undefined;
  }
}
