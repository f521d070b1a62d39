import type { PlannerInfo } from '../session/events.ts';
import type { Planner, PlannerEvent, PlanRequest } from '../session/ports.ts';

/** What planning may cost in one day of the calendar; what is undefined has no bound. */
export interface Budget {
  readonly tokensPerDay?: number;
  /** In the money of the prices. */
  readonly moneyPerDay?: number;
  /** Money for a million tokens. */
  readonly prices?: { readonly prompt: number; readonly completion: number };
}

export interface Spent {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** What was spent today by every session of this person; kept by the journal. */
export interface Ledger {
  today(): Spent;
  add(spent: Spent): void;
}

const MILLION = 1_000_000;

export const moneyOf = ({ promptTokens, completionTokens }: Spent, prices: Budget['prices']): number =>
  prices ? (promptTokens * prices.prompt + completionTokens * prices.completion) / MILLION : 0;

/** Counts what a planner costs and stops before a request once the day's budget is used up: nothing is sent then. */
export function withBudget(planner: Planner, budget: Budget, ledger: Ledger): Planner {
  return {
    name: planner.name,
    async *plan(request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannerEvent, void> {
      const stop = usedUp(budget, ledger.today());
      if (stop !== undefined) {
        yield { type: 'failed', kind: 'planner', message: stop };
        return;
      }
      for await (const event of planner.plan(request, signal)) {
        if (event.type === 'plan' || event.type === 'failed') ledger.add(spentIn(event.info));
        yield event.type === 'plan' ? { ...event, info: priced(event.info, budget) } : event;
      }
    },
  };
}

function usedUp({ tokensPerDay, moneyPerDay, prices }: Budget, spent: Spent): string | undefined {
  const mend = 'raise it with: assent config set, or plan with --offline';
  const tokens = spent.promptTokens + spent.completionTokens;
  if (tokensPerDay !== undefined && tokens >= tokensPerDay)
    return `today's budget of ${tokensPerDay} tokens is used up (${tokens}), so nothing was sent: ${mend} (budget.tokens)`;
  const money = moneyOf(spent, prices);
  if (moneyPerDay !== undefined && prices && money >= moneyPerDay)
    return `today's budget of ${moneyPerDay} is used up (${money.toFixed(4)}), so nothing was sent: ${mend} (budget.money)`;
  return undefined;
}

const spentIn = (info: PlannerInfo | undefined): Spent => ({
  promptTokens: info?.promptTokens ?? 0,
  completionTokens: info?.completionTokens ?? 0,
});

const priced = (info: PlannerInfo, { prices }: Budget): PlannerInfo =>
  prices && info.promptTokens !== undefined ? { ...info, cost: moneyOf(spentIn(info), prices) } : info;
