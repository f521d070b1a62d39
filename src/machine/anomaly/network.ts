import type { StateVector } from '../../session/state-vector.ts';
import type { Anomaly, Detector, EvidenceNumber, Moment } from './anomaly.ts';
import { median, Series } from './series.ts';
import { durationText, iso } from './words.ts';

const DOWN_SAMPLES = 2;
const NO_ROUTE_SAMPLES = 3;
/** A line that usually carries something and brings nothing while we keep sending. */
const USUAL_BYTES = 2000;
const SENDS_BYTES = 30;
const SILENT_SAMPLES = 6;
const RETRANSMITS = 25;
const RETRANSMIT_SAMPLES = 5;
/** Bursts of ten lost packets a second and more, for a while. */
const ERRORS = 10;

/** The link, the route or the answers are gone. What was never there (an unplugged port) is not missed. */
export class NetworkDetector implements Detector {
  readonly #up = new Map<string, boolean>();
  readonly #down = new Map<string, { readonly at: number; readonly samples: number }>();
  #hadRoute = false;
  readonly #noRoute = new Run();
  readonly #silent = new Run();
  readonly #again = new Run();
  readonly #received = new Series(120);

  step({ state, at }: Moment): readonly Anomaly[] {
    const { network } = state;
    if (!network) return [];
    return [...this.#links(state, at), ...this.#route(state, at), ...this.#answers(state, at)];
  }

  #links(state: StateVector, at: number): Anomaly[] {
    const present = new Map((state.network?.interfaces ?? []).map((link) => [link.name, link.up]));
    const found: Anomaly[] = [];
    for (const [name, wasUp] of this.#up) {
      // A device that was unplugged is as gone as one without a carrier.
      const up = present.get(name) ?? false;
      if (up || !wasUp) {
        this.#down.delete(name);
        continue;
      }
      const before = this.#down.get(name);
      const now = { at: before?.at ?? at, samples: (before?.samples ?? 0) + 1 };
      this.#down.set(name, now);
      if (now.samples >= DOWN_SAMPLES)
        found.push(loss(name, now.at, `the link of ${name} is down for ${durationText(at - now.at)}`, []));
    }
    for (const [name, up] of present) if (up) this.#up.set(name, true);
    return found;
  }

  #route(state: StateVector, at: number): Anomaly[] {
    const { defaultRoute } = state.network!;
    if (defaultRoute === true) this.#hadRoute = true;
    const gone = this.#noRoute.step(this.#hadRoute && defaultRoute === false, at);
    return gone.samples >= NO_ROUTE_SAMPLES
      ? [loss('route', gone.since, 'there is no default route any more: nothing outside is reachable', [])]
      : [];
  }

  #answers(state: StateVector, at: number): Anomaly[] {
    const { rxBytesPerSecond: rx, txBytesPerSecond: tx, retransmitPercent, errorsPerSecond } = state.network!;
    const found: Anomaly[] = [];
    const usual = median(this.#received.values());
    const silent = this.#silent.step(
      rx === 0 && (tx ?? 0) >= SENDS_BYTES && usual >= USUAL_BYTES && this.#received.length >= 10,
      at,
    );
    if (silent.samples >= SILENT_SAMPLES)
      found.push(
        loss(
          'answers',
          silent.since,
          `nothing comes in although ${Math.round(tx ?? 0)} bytes a second go out`,
          [
            { name: 'usually received', value: usual, unit: 'bytes/s' },
            { name: 'sent', value: tx ?? 0, unit: 'bytes/s' },
          ],
        ),
      );
    // The silence itself must not become what is usual.
    if (rx !== undefined && silent.samples === 0) this.#received.push(at, rx);
    const again = this.#again.step(
      (retransmitPercent ?? 0) >= RETRANSMITS &&
        ((tx ?? 0) >= SENDS_BYTES || (errorsPerSecond ?? 0) >= ERRORS),
      at,
    );
    if (again.samples >= RETRANSMIT_SAMPLES)
      found.push(
        loss(
          'packets',
          again.since,
          `${Math.round(retransmitPercent!)} % of what is sent has to be sent again`,
          [
            { name: 'sent again', value: retransmitPercent!, unit: '%' },
            ...(errorsPerSecond === undefined
              ? []
              : [{ name: 'packets lost', value: errorsPerSecond, unit: '/s' as const }]),
          ],
        ),
      );
    return found;
  }
}

/** How long something has been so, without a break. */
class Run {
  #since = 0;
  #samples = 0;

  step(holds: boolean, at: number): { readonly since: number; readonly samples: number } {
    if (!holds) this.#samples = 0;
    else if (this.#samples++ === 0) this.#since = at;
    return { since: this.#since, samples: this.#samples };
  }
}

function loss(subject: string, since: number, text: string, numbers: readonly EvidenceNumber[]): Anomaly {
  return { kind: 'network-loss', subject, since: iso(since), text, numbers, processes: [] };
}
