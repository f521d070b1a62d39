import { posix } from 'node:path';
import { definerNames } from '../definers.ts';
import type { FactDesk } from '../facts.ts';
import type { Finding, StalePin } from '../finding.ts';
import type { CommandReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import type { Rule } from './types.ts';

/** Words that choose neither another file nor a variable: `make test`, not `make -f x` or `make SHELL=x`. */
const PLAIN_WORD = /^[A-Za-z0-9_.][\w.:/@+-]*$/;

/**
 * Whether what a rule remembers is what this command would run: the script itself, or the definers in the very folder
 * it works in. A pin somewhere else says nothing about it.
 */
export function pinsDefine(rule: Rule, finding: Finding, command: CommandReport, setting: Setting): boolean {
  const pinned = Object.keys(rule.hashes).map((file) => absolute(file, setting));
  if (finding.script !== undefined) return pinned.includes(finding.script);
  const [folder, ...more] = command.folders ?? [];
  if (folder === undefined || more.length > 0) return false;
  const names = command.program === undefined ? [] : definerNames(command.program);
  // A definer the rule does not know of could take the place of the one it remembers.
  const all = names.length > 0 && names.every((name) => pinned.includes(`${folder}/${name}`));
  return all && command.operands.every((word) => PLAIN_WORD.test(word));
}

/** The files that are not as the rule, or a later yes to a change, remembers them. */
export function changedPins(rule: Rule, setting: Setting, desk: FactDesk): readonly StalePin[] {
  return Object.entries(rule.hashes).flatMap(([name, remembered]) => {
    const file = absolute(name, setting);
    const hash = desk.ask<'hash'>({ kind: 'hash', path: file })?.hash ?? 'unreadable';
    return hash === (setting.accepted?.get(pinKey(rule.name, file)) ?? remembered)
      ? []
      : [{ rule: rule.name, file, hash }];
  });
}

export const pinKey = (rule: string, file: string): string => `${rule}\u0000${file}`;

function absolute(file: string, { project, cwd }: Setting): string {
  return file.startsWith('/') ? file : posix.normalize(`${project ?? cwd}/${file}`);
}
