import type { DatabaseSync } from 'node:sqlite';
import type { History, HistoryEntry } from './history.ts';

export interface SessionSummary {
  readonly session: string;
  /** ISO 8601, of the first and the last request that history keeps. */
  readonly began: string;
  readonly last: string;
  readonly requests: number;
  /** Folder of the last request. */
  readonly cwd: string;
  readonly lastRequest: string;
}

/** Sessions that history knows, newest first. */
export function listSessions(database: DatabaseSync, limit = 20): SessionSummary[] {
  const rows = database
    .prepare(
      `SELECT ends.session, ends.began, history.time AS last, ends.requests, history.cwd,
              history.request AS lastRequest
       FROM (SELECT session, min(time) AS began, max(id) AS last, count(*) AS requests
             FROM history GROUP BY session) AS ends
       JOIN history ON history.id = ends.last ORDER BY ends.last DESC LIMIT ?`,
    )
    .all(limit);
  return rows as unknown as SessionSummary[];
}

/** What is needed to go on where a session stopped: its requests, oldest first; undefined when history has none. */
export function resumeData(
  history: History,
  session: string,
  limit = 50,
): { readonly cwd: string; readonly entries: readonly HistoryEntry[] } | undefined {
  const entries = history.recent(limit, { session }).reverse();
  const last = entries.at(-1);
  return last && { cwd: last.cwd, entries };
}
