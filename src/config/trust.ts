import { readFileSync } from 'node:fs';
import { ConfigError, fileProblem, type Paths, prepareState } from './paths.ts';
import { type Project, RULES, upwards } from './project.ts';
import { writeFileWhole } from './write-file.ts';

/** `changed`: it was trusted once and is not any more, because a file of it is another. */
export type TrustState = 'trusted' | 'changed' | 'untrusted';

interface Trusted {
  readonly hash: string;
  /** ISO 8601. */
  readonly time: string;
  /** Whether it had rules; an entry that does not say so may have had some. */
  readonly rules?: boolean;
}

/** Whether exactly these bytes were trusted by `assent trust`. A broken list trusts nothing. */
export function trustState(project: Project, paths: Paths): TrustState {
  const entry = readList(paths)[project.root];
  if (entry === undefined) return 'untrusted';
  return entry.hash === project.hash && project.problem === undefined ? 'trusted' : 'changed';
}

/** Trusts a project as it was read; one that has nothing left is forgotten. Throws ConfigError when it has nothing to trust or too much. */
export function trust(project: Project, paths: Paths, now: Date = new Date()): void {
  if (project.problem !== undefined) throw new ConfigError(project.problem);
  const { [project.root]: known, ...others } = readList(paths);
  if (project.files.size === 0 && known === undefined)
    throw new ConfigError(`${project.root} has neither .assent/ nor AGENTS.md: there is nothing to trust`);
  prepareState(paths);
  const entry: Trusted = { hash: project.hash, time: now.toISOString(), rules: project.files.has(RULES) };
  const list = project.files.size === 0 ? others : { ...others, [project.root]: entry };
  writeFileWhole(paths.trustFile, `${JSON.stringify({ version: 1, trusted: list }, undefined, 2)}\n`);
}

/**
 * The folder at or above `cwd` whose rules were trusted and are not in force any more: they were changed or removed, or
 * a nearer folder nobody trusted hides them. What a project may only tighten must not be lifted by a change of its files.
 */
export function lostRules(
  cwd: string,
  found: Project | undefined,
  paths: Paths,
  home?: string,
): string | undefined {
  if (found && trustState(found, paths) === 'trusted') return undefined;
  const list = readList(paths);
  return upwards(cwd, home ?? '').find(
    (folder) => list[folder] !== undefined && list[folder].rules !== false,
  );
}

/** Why nobody can say what was trusted; undefined where nothing ever was. What it tightened may be missing then. */
export function listProblem(paths: Paths): string | undefined {
  const list = openList(paths);
  return typeof list === 'string' ? list : undefined;
}

function readList(paths: Paths): Record<string, Trusted> {
  const list = openList(paths);
  return typeof list === 'string' ? {} : list;
}

function openList({ trustFile }: Paths): Record<string, Trusted> | string {
  const problem = fileProblem(trustFile);
  if (problem !== undefined) return problem;
  try {
    const value: unknown = JSON.parse(readFileSync(trustFile, 'utf8'));
    const { trusted } = value as { trusted?: Record<string, Trusted> };
    return typeof trusted === 'object' && trusted !== null ? trusted : `${trustFile} is damaged`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? {} : `${trustFile} is damaged or cannot be read: ${code ?? 'no JSON'}`;
  }
}
