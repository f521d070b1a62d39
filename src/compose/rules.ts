import { type Loaded, projectRules } from '../config/load.ts';
import type { Paths } from '../config/paths.ts';
import { listProblem } from '../config/trust.ts';
import { loadRules, type PolicyFile } from '../facts/rules.ts';

/** Rules of an organisation, set up by whoever administers the machine. */
const ORGANISATION = '/etc/assent/policy.toml';

/** Organisation, user, and the project where it is trusted; later layers are read only for what they may say. */
export function policyFiles(paths: Paths, loaded: Loaded): readonly PolicyFile[] {
  const text = projectRules(loaded);
  return [
    { path: ORGANISATION, layer: 'organisation' },
    { path: paths.policyFile, layer: 'user' },
    ...(text === undefined ? [] : [{ path: '.assent/policy.toml', layer: 'project' as const, text }]),
  ];
}

/** The rules in force, and one line for each that was refused. */
export async function rulesInForce(paths: Paths, loaded: Loaded) {
  const { rules, problems } = await loadRules(policyFiles(paths, loaded));
  const lost = loaded.lostRules;
  const unknown = listProblem(paths);
  const broken =
    lost === undefined
      ? unknown && `which rules were trusted is not known: ${unknown}; mend it, or: assent trust`
      : `the rules you trusted in ${lost} are not in force: its files are not those any more; read them, then: assent trust`;
  return {
    rules: broken === undefined || rules.broken !== undefined ? rules : { ...rules, broken },
    warnings: problems.map(({ origin, message }) => `${origin}: ${message}`),
  };
}
