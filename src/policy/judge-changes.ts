import { change } from './changing.ts';
import { FactDesk, type FactRequest, type Facts, NO_FACTS } from './facts.ts';
import { asked, type Finding } from './finding.ts';
import type { Setting } from './setting.ts';
import type { Verdict } from './types.ts';
import { verdictOf } from './verdict.ts';

/** One file that is to be made as it was found, in a preview or in what undo keeps. */
export interface FileChange {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'write' | 'delete';
  /** It gets a set-user-id or set-group-id bit it does not have. */
  readonly gainsRights?: boolean;
}

/** Under this id a set of changes is judged and approved; no step has it. */
export const CHANGES = 'changes';

/** What to find out before judging; answers may raise new questions. */
export function needsOfChanges(
  changes: readonly FileChange[],
  setting: Setting,
  known: Facts = NO_FACTS,
): readonly FactRequest[] {
  const desk = new FactDesk(known);
  findingsOf(changes, setting, desk);
  return [...desk.missing.values()];
}

/** Changes without a command, judged as a command would be that makes them. Pure; a missing fact is the worst case. */
export function judgeChanges(changes: readonly FileChange[], setting: Setting, facts: Facts): Verdict {
  return verdictOf(CHANGES, findingsOf(changes, setting, new FactDesk(facts)), [], false);
}

function findingsOf(changes: readonly FileChange[], setting: Setting, desk: FactDesk): readonly Finding[] {
  const context = { setting, desk, folders: [setting.cwd], program: 'apply' };
  return changes.flatMap(({ path, kind, gainsRights }) => {
    const arg = { text: path, exact: true, many: false };
    const findings = change(kind === 'delete' ? 'delete-tree' : 'write', arg, undefined, context);
    if (!gainsRights) return findings;
    const effect = { kind: 'privilege', target: path, detail: "runs with its owner's rights" } as const;
    const reason = `${path} would run with its owner's rights`;
    return [...findings, asked(effect, 'setuid', reason, { explicit: true })];
  });
}
