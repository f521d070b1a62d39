import type { Audit } from './audit.ts';
import { erase } from './erase.ts';
import type { History, Selection } from './history.ts';
import type { AuditRecord } from './record.ts';

/**
 * Forgets requests: their history, and the text of everything the audit record says about them. The record keeps that
 * something happened then, and still verifies. `all` reaches also what is in no history.
 */
export function forget(
  history: History,
  audit: Audit,
  selection: Selection,
  time: Date = new Date(),
): { readonly requests: number; readonly records: number } {
  const entries = history.select(selection);
  const gone = new Set(entries.map(({ session, mark }) => `${session}/${mark}`));
  const chosen = ({ session, request }: AuditRecord) =>
    selection.all === true || gone.has(`${session}/${request}`);
  // The record first: history knows which of its texts are meant as long as it stands.
  const records = selection.all || gone.size > 0 ? erase(audit, chosen, time.toISOString()) : 0;
  history.remove(entries.map(({ id }) => id));
  return { requests: entries.length, records };
}
