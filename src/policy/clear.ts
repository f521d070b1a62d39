import type { Step } from '../plan/plan.ts';
import type { Approval, Cause, Grants, Verdict } from './types.ts';

/**
 * The only mint of a ClearedStep, and the executor accepts nothing else. A step is cleared by its verdict together
 * with an approval: a person's (key, tty, fd) for allow and ask, the policy's own for allow under `--auto`,
 * a flag's for what `--yes` lifts. A deny is never cleared.
 */
declare const clearedBrand: unique symbol;
declare const previewBrand: unique symbol;
declare const changesBrand: unique symbol;

export interface ClearedStep {
  readonly [clearedBrand]: true;
  readonly step: Step;
  readonly verdict: Verdict;
  readonly approval: Approval;
}

/** May run only in a copy-on-write view in full isolation; never for a deny. */
export interface PreviewStep {
  readonly [previewBrand]: true;
  readonly step: Step;
  readonly verdict: Verdict;
}

/** A set of changes that may be made for real, by whoever opened the preview they come from. */
export interface ClearedChanges {
  readonly [changesBrand]: true;
  readonly verdict: Verdict;
}

const minted = new WeakSet<object>();
const mintedChanges = new WeakSet<object>();
const mintedPreviews = new WeakSet<object>();
const PERSON: ReadonlySet<Approval['by']> = new Set(['key', 'tty', 'fd']);
export const isPerson = (by: Approval['by']): boolean => PERSON.has(by);

export function clear(
  step: Step,
  verdict: Verdict,
  approval: Approval,
  grants: Grants,
): ClearedStep | undefined {
  if (verdict.id !== step.id || approval.stepId !== step.id) return undefined;
  if (verdict.verdict === 'deny') return undefined;
  const byPerson = isPerson(approval.by);
  const byPolicy = approval.by === 'policy' && verdict.verdict === 'allow' && (grants.auto || grants.yes);
  const byFlag = approval.by === 'flag' && (verdict.verdict === 'allow' || lifts(grants, verdict));
  if (!byPerson && !byPolicy && !byFlag) return undefined;
  const cleared = Object.freeze({ step: Object.freeze({ ...step }), verdict, approval }) as ClearedStep;
  minted.add(cleared);
  return cleared;
}

/** True only for what `clear` made in this process: a look-alike object is refused at run time too. */
export function isCleared(value: unknown): value is ClearedStep {
  return typeof value === 'object' && value !== null && minted.has(value);
}

/** What asks beyond writing and deleting inside the write scope; a key alone is too easily pressed for it. */
const GRAVE: ReadonlySet<Cause> = new Set(['protected', 'privilege', 'unknown', 'tainted']);

/** Whether a person has to type a word for these changes. */
export const needsWord = ({ asks }: Verdict): boolean => (asks ?? []).some((cause) => GRAVE.has(cause));

/** Changes of a preview are cleared as a step is; grave ones by a person only with the typed word. */
export function clearChanges(
  verdict: Verdict,
  by: Approval['by'],
  typed: boolean,
  grants: Grants,
): ClearedChanges | undefined {
  if (verdict.verdict === 'deny') return undefined;
  const byPerson = isPerson(by) && (typed || !needsWord(verdict));
  const byFlag = by === 'flag' && lifts(grants, verdict);
  if (!byPerson && !byFlag) return undefined;
  const cleared = Object.freeze({ verdict }) as ClearedChanges;
  mintedChanges.add(cleared);
  return cleared;
}

export function isClearedChanges(value: unknown): value is ClearedChanges {
  return typeof value === 'object' && value !== null && mintedChanges.has(value);
}

export function clearPreview(step: Step, verdict: Verdict): PreviewStep | undefined {
  if (verdict.id !== step.id || verdict.verdict === 'deny') return undefined;
  const cleared = Object.freeze({ step: Object.freeze({ ...step }), verdict }) as PreviewStep;
  mintedPreviews.add(cleared);
  return cleared;
}

export function isPreview(value: unknown): value is PreviewStep {
  return typeof value === 'object' && value !== null && mintedPreviews.has(value);
}

const INSIDE: ReadonlySet<Cause> = new Set(['read', 'write', 'delete', 'exec']);

/**
 * Whether `--yes[=…]` lifts this ask: reading, writing, deleting and executing inside the write scope by `--yes` alone,
 * every other cause only by its name. An ask that does not say its causes is never lifted, nor is a deny.
 */
export function lifts(grants: Grants, verdict: Verdict): boolean {
  if (verdict.verdict === 'allow') return true;
  if (verdict.verdict === 'deny' || !grants.yes) return false;
  const asks = verdict.asks ?? [];
  return (
    asks.length > 0 &&
    asks.every((cause) => INSIDE.has(cause) || (grants.named as ReadonlySet<Cause>).has(cause))
  );
}
