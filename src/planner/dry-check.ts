import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Plan } from '../plan/plan.ts';
import { BASH_BUILTINS } from '../policy/builtin.ts';
import { forEachChild, type ParsedScript, parseBash, type SyntaxNode } from '../policy/parse.ts';
import { type Manuals, missingPath, unknownOption } from './dry-words.ts';

/** Whether a program of that name would be found; must start nothing. */
export type Exists = (program: string) => boolean;

/** A step that brings programs: what comes after it may use what is not here yet. */
const INSTALLS =
  /\b(?:apt|apt-get|dnf|yum|pacman|apk|brew|snap|flatpak|npm|pnpm|yarn|pip3?|pipx|cargo|go|gem|conda)\b.*\b(?:install|add|get|i|-S)\b/;

/** After these a name may be anything. */
const DEFINES = /^(?:alias|source|eval|enable|\.)$/;

export interface DryCheckOptions {
  readonly exists: Exists;
  /** Without it options are not looked at. */
  readonly manuals?: Manuals;
  /** Folder the first step runs in; without it paths are not looked at. */
  readonly cwd?: () => string;
}

/**
 * A look at a plan before it is shown: does each step parse, is each program here, does its manual know each option, is
 * what the first command reads there. Gives words for the model, or undefined. Starts nothing; what it cannot know (a
 * variable, a name the plan defines) it lets pass.
 */
export function createDryCheck({
  exists,
  manuals,
  cwd,
}: DryCheckOptions): (plan: Plan) => string | undefined {
  return (plan) => {
    const defined = new Set<string>();
    for (const [index, { command }] of plan.steps.entries()) {
      const { script, problems } = parseBash(command);
      const broken = problems.find((problem) => /not valid bash|never closed|cannot be read/.test(problem));
      if (broken !== undefined || !script)
        return `step ${index + 1}: ${broken ?? 'it cannot be read as bash'}`;
      for (const name of programsOf(script, defined)) {
        if (DEFINES.test(name)) return undefined;
        if (!BASH_BUILTINS.has(name) && !defined.has(name) && !exists(name))
          return `step ${index + 1}: there is no program ${name} on this machine`;
      }
      const objection =
        (manuals && unknownOption(script, manuals)) ??
        (cwd && index === 0 ? missingPath(script, (path) => isThere(resolve(cwd(), path))) : undefined);
      if (objection !== undefined) return `step ${index + 1}: ${objection}`;
      if (INSTALLS.test(command)) return undefined;
    }
    return undefined;
  };
}

/** Names of the programs a script starts by name; functions it defines are added to `defined`. */
function programsOf(script: ParsedScript, defined: Set<string>): readonly string[] {
  const names: string[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Function') defined.add(node.name.value);
    if (node.type === 'Command') {
      const name = node.name?.text;
      if (name !== undefined && /^(?:[A-Za-z_][\w.+-]*|\.)$/.test(name)) names.push(name);
    }
    forEachChild(node, visit);
  };
  visit(script);
  return names;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** Looks a program up on a search path as the shell would, by files alone. */
export function lookUp(searchPath: string): Exists {
  const folders = searchPath.split(':').filter(isAbsolute);
  return (program) =>
    folders.some((folder) => {
      const file = join(folder, program);
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    });
}
