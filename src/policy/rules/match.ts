import { posix } from 'node:path';
import type { Finding } from '../finding.ts';
import { globMatches } from '../globs.ts';
import type { CommandReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import type { Rule } from './types.ts';

/** Whether a rule speaks about this command at all. */
export function matchesCommand(rule: Rule, command: CommandReport): boolean {
  if (rule.programs.length > 0 && (command.program === undefined || !rule.programs.includes(command.program)))
    return false;
  if (!rule.subcommand.every((word, index) => command.subcommand[index] === word)) return false;
  if (!rule.options.every((option) => command.options.includes(option))) return false;
  const { onlyOptions, operands } = rule;
  if (
    onlyOptions &&
    !command.options.every((option) => onlyOptions.includes(option) || rule.options.includes(option))
  )
    return false;
  return (
    operands === undefined ||
    (operands.length === command.operands.length &&
      operands.every((word, index) => command.operands[index] === word))
  );
}

/** Whether it speaks about this effect of the command. */
export function matchesFinding(rule: Rule, finding: Finding, setting: Setting): boolean {
  const { kind, target } = finding.effect;
  if (rule.effects.length > 0 && !rule.effects.includes(kind)) return false;
  if (rule.paths.length === 0) return true;
  return target !== undefined && rule.paths.some((pattern) => fits(pattern, target, setting));
}

/** Paths are compared as absolute ones, other targets (hosts, variables) as text. */
function fits(pattern: string, target: string, { home, project, cwd }: Setting): boolean {
  if (!target.startsWith('/')) return globMatches(pattern, target) || pattern === target;
  const base = project ?? cwd;
  const absolute = pattern.startsWith('~/')
    ? `${home}/${pattern.slice(2)}`
    : pattern.startsWith('/')
      ? pattern
      : `${base}/${pattern}`;
  const normal = posix.normalize(absolute);
  return (
    globMatches(normal, posix.normalize(target)) ||
    (normal.endsWith('/**') && globMatches(normal.slice(0, -3), target))
  );
}
