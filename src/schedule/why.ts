import type { Decision, ReadyJob } from './admission.ts';
import { type Limits, SIGNALS, type Signal } from './limits.ts';
import { foreignCpu, type LoadView } from './load.ts';

const NAMES: Record<Signal, string> = { cpu: 'cpu', memory: 'memory', pressure: 'pressure' };
const percent = (value: number) => `${Math.round(value)} %`;

/** Why a ready job has not started, in words: "held: cpu 91 % over 80 % for 3 samples; least demanding is job 4". */
export function whyHeld(job: ReadyJob, decision: Decision, load: LoadView, limits: Limits): string {
  if (decision.blocked === 'no-sample') return 'held: the load of the machine is not known yet';
  if (job.whenIdle && foreignCpu(load) >= limits.idle)
    return `held: waits for an idle machine; others use ${percent(foreignCpu(load))} of the cpu, idle is below ${percent(limits.idle)}`;
  const over = decision.over && overText(decision, load, limits);
  if (decision.zone === 'hard') return `held: ${over}; none starts above ${percent(limits.hard)}`;
  if (decision.zone === 'soft') {
    const least = decision.overdue ?? decision.leastDemanding;
    if (least !== job.id)
      return `held: ${over}; ${decision.overdue ? 'longest waiting' : 'least demanding'} is job ${least}`;
    if (decision.blocked === 'window')
      return `held: ${over}; one start per ${limits.window} samples, the next may be this`;
    return `held: ${over}; its demand does not fit under ${percent(limits.hard)}`;
  }
  const { blocked } = decision;
  if (decision.overdue !== undefined && decision.overdue !== job.id)
    return `held: job ${decision.overdue} has waited longest and goes first`;
  if (blocked === 'cores') return 'held: running jobs use all cores';
  if (blocked === 'memory')
    return `held: its memory does not fit under ${percent(limits.hard)} beside the running jobs`;
  return decision.first !== undefined && decision.first !== job.id
    ? `queued: job ${decision.first} is before it`
    : 'queued: next to start';
}

/** The same for the log of a job that was started: "started: cpu 41 %, …; the first in the order that fits". */
export function whyStarted({ figures, zone, overdue, start }: Decision): string {
  const load = SIGNALS.map((signal) => `${NAMES[signal]} ${percent(figures[signal])}`).join(', ');
  if (overdue === start) return `started: ${load}; it has waited longest`;
  const why = zone === 'soft' ? 'over a soft limit, the least demanding' : 'the first in the order that fits';
  return `started: ${load}; ${why}`;
}

function overText(decision: Decision, load: LoadView, limits: Limits): string {
  const { signal, value, samples } = decision.over!;
  const soft = Math.min(limits.soft[signal], limits.hard);
  const limit = value >= soft ? soft : soft - limits.hysteresis;
  const since = samples > 0 ? ` for ${samples} sample${samples === 1 ? '' : 's'}` : '';
  const own = signal === 'cpu' ? value - foreignCpu(load) : 0;
  const ours = own >= value / 2 ? `, ${percent(own)} by running jobs` : '';
  return `${NAMES[signal]} ${percent(value)} over ${percent(limit)}${since}${ours}`;
}
