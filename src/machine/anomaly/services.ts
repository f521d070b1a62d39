import type { ServiceState } from '../../session/state-vector.ts';
import type { Anomaly, Detector, Moment } from './anomaly.ts';
import { baseline, Series } from './series.ts';
import { iso } from './words.ts';

const RESTARTS = 3;
const RESTART_SECONDS = 600;
/** Errors a minute: never below the first, nor without a baseline below the second. */
const FEWEST_ERRORS = 20;
const WITHOUT_BASELINE = 100;
const FACTOR = 6;

/** Failed units, units that restart again and again, and bursts of errors in the journal; read once a minute. */
export class ServiceDetector implements Detector {
  #last: ServiceState | undefined;
  readonly #failedSince = new Map<string, number>();
  readonly #restarts = new Map<string, Series>();
  readonly #errors = new Series(3600);
  #burst: Anomaly | undefined;

  step({ state, at }: Moment): readonly Anomaly[] {
    const { services } = state;
    if (!services) return [];
    const news = JSON.stringify(services) !== JSON.stringify(this.#last) || at - this.#readAt >= 60;
    this.#last = services;
    if (news) {
      this.#readAt = at;
      this.#burst = this.#journal(services, at);
    }
    return [
      ...this.#failed(services, at),
      ...this.#looping(services, at, news),
      ...(this.#burst ? [this.#burst] : []),
    ];
  }
  #readAt = Number.NEGATIVE_INFINITY;

  #failed(services: ServiceState, at: number): Anomaly[] {
    for (const unit of this.#failedSince.keys())
      if (!services.failed.includes(unit)) this.#failedSince.delete(unit);
    return services.failed.map((unit) => {
      const since = this.#failedSince.get(unit) ?? at;
      this.#failedSince.set(unit, since);
      return { ...base('failed-unit', unit, since), text: `the unit ${unit} has failed`, numbers: [] };
    });
  }

  #looping(services: ServiceState, at: number, news: boolean): Anomaly[] {
    return services.restarts.flatMap(({ unit, count }) => {
      const series = this.#restarts.get(unit) ?? new Series(RESTART_SECONDS);
      this.#restarts.set(unit, series);
      if (news) series.push(at, count);
      const restarts = series.last - series.first;
      if (restarts < RESTARTS) return [];
      return [
        {
          ...base('restart-loop', unit, series.start),
          text: `${unit} restarted ${restarts} times in ${Math.round(series.span / 60) || 1} min`,
          numbers: [{ name: 'restarts', value: restarts, unit: 'count' as const }],
        },
      ];
    });
  }

  #journal({ errorsPerMinute, errorSource }: ServiceState, at: number): Anomaly | undefined {
    if (errorsPerMinute === undefined) return undefined;
    const { middle, spread } = baseline(this.#errors.values());
    const limit =
      this.#errors.length < 3
        ? WITHOUT_BASELINE
        : Math.max(FEWEST_ERRORS, middle * 3, middle + FACTOR * spread);
    if (errorsPerMinute < limit) {
      // A burst must not become what is usual.
      this.#errors.push(at, errorsPerMinute);
      return undefined;
    }
    return {
      ...base('journal-errors', errorSource ?? 'journal', at - 60),
      text: `${errorsPerMinute} errors a minute in the journal${errorSource ? `, most from ${errorSource}` : ''}`,
      numbers: [
        { name: 'errors', value: errorsPerMinute, unit: '/min' },
        { name: 'usual', value: middle, unit: '/min' },
      ],
    };
  }
}

const base = (kind: Anomaly['kind'], subject: string, since: number) => ({
  kind,
  subject,
  since: iso(since),
  processes: [],
});
