import { EVENT_VERSION, type Event, type EventBody, TRANSIENT } from './events.ts';
import type { Journal } from './ports.ts';

/**
 * Stamps and records events as they are pulled. The journal has an event on disk before the consumer sees it and
 * before the spine goes on, so no command starts ahead of its record. Transient events carry content and are not kept.
 */
export async function* record(
  bodies: AsyncIterable<EventBody>,
  journal: Journal,
  now: () => Date = () => new Date(),
): AsyncGenerator<Event, void> {
  let id = 0;
  for await (const body of bodies) {
    const event: Event = { v: EVENT_VERSION, id: ++id, time: now().toISOString(), ...body };
    if (!TRANSIENT.has(event.type)) await journal.append(event);
    yield event;
  }
}
