import type { Plan } from '../../plan/plan.ts';
import { apt } from './apt.ts';
import { archive } from './archive.ts';
import { build } from './build.ts';
import { container } from './container.ts';
import { diskFull } from './disk-full.ts';
import { elsewhere } from './elsewhere.ts';
import type { Failure, RepairWorld, Rule } from './failure.ts';
import { git } from './git.ts';
import { missingFile } from './missing-file.ts';
import { node } from './node.ts';
import { notFound } from './not-found.ts';
import { options } from './options.ts';
import { permission } from './permission.ts';
import { port } from './port.ts';
import { python } from './python.ts';
import { suggested } from './suggested.ts';
import { usage } from './usage.ts';

/** What is most telling comes first: a program's own words before the general errors of the system. */
const RULES: readonly Rule[] = [
  elsewhere,
  options,
  git,
  apt,
  build,
  archive,
  suggested,
  container,
  python,
  node,
  diskFull,
  port,
  notFound,
  usage,
  permission,
  missingFile,
];

/**
 * A repair for a failure of a known pattern, without a model: check, change and verify steps that go through the judge
 * and the approval like any plan; the verify step says whether it worked. Undefined: no rule knows this failure.
 */
export function repairFor(failure: Failure, world: RepairWorld): Plan | undefined {
  if (failure.exitCode === 0) return undefined;
  for (const rule of RULES) {
    const plan = rule(failure, world);
    if (plan) return plan;
  }
  return undefined;
}
