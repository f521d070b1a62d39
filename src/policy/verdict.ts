import { carried } from './binds.ts';
import type { Finding } from './finding.ts';
import type { CommandReport } from './report.ts';
import type { Cause, Effect, Verdict } from './types.ts';

const WEIGHT = { allow: 0, ask: 1, deny: 2 } as const;

/** The strictest finding decides; explicit asks before those only nobody covers. The order of findings never matters. */
export function verdictOf(
  id: string,
  findings: readonly Finding[],
  reports: readonly CommandReport[],
  tainted: boolean,
): Verdict {
  const worst = findings.reduce<Finding | undefined>(
    (best, next) => (best === undefined || rank(next) > rank(best) ? next : best),
    undefined,
  );
  const effects = uniqueEffects(findings);
  if (!worst) {
    const [first] = reports;
    const reason = first?.program ? `${first.program} only prints` : 'has no effect';
    return { id, verdict: 'allow', rule: 'builtin:read-only', reason, effects };
  }
  const verdict = worst.decision;
  if (verdict !== 'ask') return { id, verdict, rule: worst.rule, reason: worst.reason, effects };
  const asks = new Set<Cause>(
    findings.filter((finding) => finding.decision === 'ask').map((finding) => finding.cause),
  );
  if (tainted && findings.some((finding) => finding.decision === 'ask' && isOutgoing(finding)))
    asks.add('tainted');
  return { id, verdict, rule: worst.rule, reason: worst.reason, effects, asks: [...asks].sort() };
}

/** Bash itself does not accept the text: whatever the tree said, it is not understood. */
export function doubted(verdict: Verdict): Verdict {
  if (verdict.verdict === 'deny') return verdict;
  const reason = 'bash itself does not accept this text';
  return carried(verdict, {
    ...verdict,
    verdict: 'ask',
    rule: 'builtin:bash-refuses',
    reason,
    effects: [...verdict.effects, { kind: 'unknown', target: 'syntax', detail: reason }],
    asks: [...new Set<Cause>([...(verdict.asks ?? []), 'unknown'])].sort(),
  });
}

/** Effects that untrusted content must not bring about unasked. */
export const isOutgoing = (finding: Finding): boolean =>
  finding.effect.kind !== 'read' && finding.effect.kind !== 'terminal';

/** Among equals a known effect tells a person more than "not understood". */
const SAYS: Readonly<Record<Effect['kind'], number>> = {
  read: 1,
  env: 2,
  terminal: 3,
  unknown: 4,
  process: 5,
  exec: 6,
  write: 7,
  network: 8,
  delete: 9,
  privilege: 10,
};
const rank = (finding: Finding) =>
  WEIGHT[finding.decision] * 100 + (finding.explicit ? 50 : 0) + SAYS[finding.effect.kind];

function uniqueEffects(findings: readonly Finding[]): readonly Effect[] {
  const seen = new Map<string, Effect>();
  for (const { effect } of findings) {
    const key = `${effect.kind}\u0000${effect.target ?? ''}\u0000${effect.kind === 'unknown' ? (effect.detail ?? '') : ''}`;
    if (!seen.has(key)) seen.set(key, effect);
  }
  return [...seen.values()];
}
