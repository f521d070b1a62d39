import { createHash } from 'node:crypto';
import type { Answers, FactRequest } from './facts.ts';
import type { StalePin } from './finding.ts';
import type { Verdict } from './types.ts';

/**
 * What a verdict was reached on: where each path leads, which program a name starts, what a script holds, how the
 * repository is configured, which folder it is. Approval binds these too: a swap that changes no effect is still one.
 */
export type Binds = ReadonlyMap<string, string>;

interface Beside {
  readonly binds: Binds;
  /** What a yes to this step makes the rules remember. */
  readonly stale: readonly StalePin[];
}

/** Kept beside the verdict, for in this process only: nothing that is published or recorded holds it. */
const kept = new WeakMap<Verdict, Beside>();

export function bound(verdict: Verdict, beside: Beside): Verdict {
  kept.set(verdict, beside);
  return verdict;
}

const bindsOf = (verdict: Verdict): Binds => kept.get(verdict)?.binds ?? new Map();
export const staleOf = (verdict: Verdict): readonly StalePin[] => kept.get(verdict)?.stale ?? [];

/** What was kept beside one verdict also stands beside another made of it. */
export const carried = (from: Verdict, to: Verdict): Verdict =>
  bound(to, { binds: bindsOf(from), stale: staleOf(from) });

/** The same verdict, held to another state of the world: what an approved step itself changed is no swap. */
export const rebound = (verdict: Verdict, newer: Verdict): Verdict =>
  bound({ ...verdict }, { binds: bindsOf(newer), stale: staleOf(verdict) });

export function bindsFrom(
  asked: Iterable<readonly [FactRequest, Answers[FactRequest['kind']] | undefined]>,
  /** Where it starts, when only one folder is possible. */
  folder: Answers['path'] | undefined,
): Binds {
  const binds = new Map<string, string>();
  if (folder) binds.set('folder', `${folder.real}\0${folder.id ?? 'missing'}`);
  for (const [request, answer] of asked) {
    if (answer === undefined) continue;
    switch (request.kind) {
      case 'path': {
        const { real, id } = answer as Answers['path'];
        binds.set(`path ${request.path}`, id === undefined ? real : `${real}\0${id}`);
        break;
      }
      case 'program':
        binds.set(`program ${request.name}`, (answer as Answers['program']).path ?? '');
        break;
      case 'hash':
        binds.set(`content ${request.path}`, (answer as Answers['hash']).hash ?? '');
        break;
      case 'git':
        binds.set(`git ${request.cwd}`, JSON.stringify(answer));
        break;
      default:
    }
  }
  return binds;
}

/** The same for a record that another process reads: what it was is named, how it was is a hash. */
export function boundIn(verdict: Verdict): Readonly<Record<string, string>> {
  const hashed = [...bindsOf(verdict)].map(([key, value]) => [key, hashOf(value)] as const);
  return Object.fromEntries(hashed);
}

/** What is not as such a record says; undefined when all of it is. */
export function swappedSince(recorded: Readonly<Record<string, string>>, now: Verdict): string | undefined {
  const current = boundIn(now);
  const key = Object.keys(recorded).find((each) => (current[each] ?? recorded[each]) !== recorded[each]);
  return key === undefined ? undefined : `${key} is not what it was`;
}

const hashOf = (value: string) => createHash('sha256').update(value).digest('hex').slice(0, 32);

/** What is not as it was when the step was approved, in words; undefined when all of it is. */
export function swapped(approved: Verdict, now: Verdict): string | undefined {
  const current = bindsOf(now);
  for (const [key, before] of bindsOf(approved)) {
    const after = current.get(key);
    if (after === undefined || after === before) continue;
    if (key === 'folder') return `it would start in another folder: ${after.split('\0')[0]}`;
    const about = key.slice(key.indexOf(' ') + 1);
    if (key.startsWith('content ')) return `the content of ${about} changed`;
    if (key.startsWith('git ')) return `the configuration of the repository in ${about} changed`;
    if (key.startsWith('program '))
      return `${about} is another program now: ${after === '' ? 'there is none' : after}`;
    return after.split('\0')[0] === before.split('\0')[0]
      ? `the folder ${about} is another one now`
      : `${about} leads to ${after.split('\0')[0]} now`;
  }
  return undefined;
}
