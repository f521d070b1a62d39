import type { FactDesk } from '../facts.ts';
import type { Finding } from '../finding.ts';
import type { CommandReport } from '../report.ts';
import type { Setting } from '../setting.ts';

/** Lets the user's rules speak about what the built-in ones found. */
export function applyRules(
  commands: readonly CommandReport[],
  findings: readonly Finding[],
  setting: Setting,
  _desk: FactDesk,
): { readonly commands: readonly CommandReport[]; readonly findings: readonly Finding[] } {
  if (setting.rules.rules.length === 0) return { commands, findings };
  return { commands, findings };
}
