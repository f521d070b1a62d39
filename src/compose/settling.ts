import type { SessionJudge } from '../facts/judge.ts';
import type { EventOf } from '../session/events.ts';
import type { Journal } from '../session/ports.ts';

const PERSON: ReadonlySet<EventOf<'approval'>['by']> = new Set(['key', 'tty', 'fd']);

/** A journal that also tells the judge which steps a person let start, once that start is on record. */
export function withSettling(journal: Journal, judge: SessionJudge): Journal {
  let approved = new Set<string>();
  return {
    async append(event) {
      await journal.append(event);
      if (event.type === 'plan') approved = new Set();
      else if (event.type === 'approval' && event.stepId !== undefined)
        if (event.decision === 'run' && PERSON.has(event.by)) approved.add(event.stepId);
        else approved.delete(event.stepId);
      else if (event.type === 'step-started' && approved.has(event.stepId)) await judge.settle(event.command);
    },
  };
}
