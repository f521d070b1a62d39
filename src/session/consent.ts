import type { Step } from '../plan/plan.ts';
import { swapped } from '../policy/binds.ts';
import { lifts } from '../policy/clear.ts';
import type { Approval, Effect, Grants, Verdict } from '../policy/types.ts';
import type { ApprovalDecision } from './ports.ts';

const SEVERITY = { allow: 0, ask: 1, deny: 2 } as const;

/** How a step may start with nobody asked: by the policy under `--auto`, by a flag under `--yes`; else not at all. */
export function unasked(verdict: Verdict, grants: Grants): Approval['by'] | undefined {
  if (verdict.verdict === 'allow') return grants.auto || grants.yes ? 'policy' : undefined;
  return verdict.verdict === 'ask' && lifts(grants, verdict) ? 'flag' : undefined;
}

const LIFTABLE: ReadonlySet<string> = new Set(['network', 'privilege', 'unknown', 'tainted', 'protected']);

/** The flag under which these would run with nobody asked; undefined where only a person can say yes, or nobody. */
export function flagFor(verdicts: readonly Verdict[]): string | undefined {
  const asking = verdicts.filter(({ verdict }) => verdict !== 'allow');
  if (asking.length === 0) return '--auto';
  const named = [...new Set(asking.flatMap(({ asks }) => asks ?? []))].filter((cause) => LIFTABLE.has(cause));
  const grants = { auto: true, yes: true, named: new Set(named) } as Grants;
  if (!asking.every((verdict) => lifts(grants, verdict))) return undefined;
  return named.length === 0 ? '--yes' : `--yes=${named.sort().join(',')}`;
}

/** The decision flags alone give: run everything, or undefined when anybody has to be asked. */
export function decisionByFlags(verdicts: readonly Verdict[], grants: Grants): ApprovalDecision | undefined {
  const ways = verdicts.map((verdict) => unasked(verdict, grants));
  if (ways.length === 0 || ways.includes(undefined)) return undefined;
  return {
    kind: 'run',
    run: verdicts.map((verdict) => verdict.id),
    skip: [],
    by: ways.includes('flag') ? 'flag' : 'policy',
  };
}

/**
 * What got worse between the verdict that was approved and the one taken right before the start:
 * a stricter decision, an effect that was not there, or another thing under the same name. Fewer effects are no
 * change. Undefined: run.
 */
export function worsened(approved: Verdict, now: Verdict): string | undefined {
  if (SEVERITY[now.verdict] > SEVERITY[approved.verdict])
    return `the policy now says ${now.verdict}: ${now.reason}`;
  const swap = swapped(approved, now);
  if (swap !== undefined) return swap;
  const known = new Set(approved.effects.map(effectKey));
  const added = now.effects.filter((effect) => !known.has(effectKey(effect)));
  if (added.length === 0) return undefined;
  return `new effect: ${added.map((effect) => [effect.kind, effect.target].filter(Boolean).join(' ')).join(', ')}`;
}

/** Whether a step may have changed anything that later steps rely on. */
export const changes = (verdict: Verdict): boolean =>
  verdict.effects.some(({ kind }) => kind !== 'read' && kind !== 'terminal');

const effectKey = (effect: Effect) => `${effect.kind}\u0000${effect.target ?? ''}`;

/** The plan with one step's text replaced: it is another plan with another hash, and is judged again. */
export function withEdit<P extends { readonly steps: readonly Step[] }>(
  plan: P,
  stepId: string,
  command: string,
): P {
  return { ...plan, steps: plan.steps.map((step) => (step.id === stepId ? { ...step, command } : step)) };
}
