import { pathsOf, prepareState } from '../config/paths.ts';
import { Audit } from '../journal/audit.ts';
import { parseHead, showAudit, showHead, showVerification } from '../journal/audit-report.ts';
import { openDatabase } from '../journal/database.ts';
import { forget } from '../journal/forget.ts';
import { History } from '../journal/history.ts';
import { exportHistory, showForgotten, showHistory, showSessions } from '../journal/history-report.ts';
import { readAudit } from '../journal/read.ts';
import { listSessions } from '../journal/sessions.ts';
import { parseSince } from '../journal/since.ts';
import { verify } from '../journal/verify.ts';
import type { Report } from '../session/report.ts';

/** The record and the history as reports: what `assent audit`, `history` and `sessions` print. */
export function openStore(env: Readonly<Record<string, string | undefined>>) {
  const paths = pathsOf(env);
  prepareState(paths);
  const db = openDatabase(paths.state);
  const history = new History(db);
  const file = paths.auditFile;
  return {
    audit: (filter: Parameters<typeof readAudit>[1]): Report => showAudit(readAudit(file, filter)),
    verify: (options: Parameters<typeof verify>[2]): Report => showVerification(verify(db, file, options)),
    head: (): Report => showHead(verify(db, file)),
    parseHead: parseHead,
    parseSince: (text: string) => parseSince(text),
    recent: (limit: number, selection: Parameters<History['recent']>[1]): Report =>
      showHistory(history.recent(limit, selection)),
    search: (query: string, limit: number): Report => showHistory(history.search(query, limit)),
    exportHistory: () => exportHistory(history.recent(-1)),
    forget: (selection: Parameters<typeof forget>[2]): Report =>
      showForgotten(forget(history, new Audit(db, file), selection)),
    sessions: (limit: number): Report => showSessions(listSessions(db, limit)),
    close: () => db.close(),
  };
}
