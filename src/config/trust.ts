import { readFileSync } from 'node:fs';
import { ConfigError, fileProblem, type Paths, prepareState } from './paths.ts';
import type { Project } from './project.ts';
import { writeFileWhole } from './write-file.ts';

/** `changed`: it was trusted once and is not any more, because a file of it is another. */
export type TrustState = 'trusted' | 'changed' | 'untrusted';

interface Trusted {
  readonly hash: string;
  /** ISO 8601. */
  readonly time: string;
}

/** Whether exactly these bytes were trusted by `assent trust`. A broken list trusts nothing. */
export function trustState(project: Project, paths: Paths): TrustState {
  const entry = readList(paths)[project.root];
  if (entry === undefined) return 'untrusted';
  return entry.hash === project.hash && project.problem === undefined ? 'trusted' : 'changed';
}

/** Trusts a project as it was read. Throws ConfigError when it has nothing to trust or too much. */
export function trust(project: Project, paths: Paths, now: Date = new Date()): void {
  if (project.problem !== undefined) throw new ConfigError(project.problem);
  if (project.files.size === 0)
    throw new ConfigError(`${project.root} has neither .assent/ nor AGENTS.md: there is nothing to trust`);
  prepareState(paths);
  const list = { ...readList(paths), [project.root]: { hash: project.hash, time: now.toISOString() } };
  writeFileWhole(paths.trustFile, `${JSON.stringify({ version: 1, trusted: list }, undefined, 2)}\n`);
}

function readList(paths: Paths): Record<string, Trusted> {
  try {
    if (fileProblem(paths.trustFile) !== undefined) return {};
    const value: unknown = JSON.parse(readFileSync(paths.trustFile, 'utf8'));
    const { trusted } = value as { trusted?: Record<string, Trusted> };
    return typeof trusted === 'object' && trusted !== null ? trusted : {};
  } catch {
    return {};
  }
}
