import { visibleLine } from '../plan/display.ts';
import { localTime } from '../plan/local-time.ts';
import type { Report } from '../session/report.ts';
import type { HistoryEntry } from './history.ts';
import type { SessionSummary } from './sessions.ts';

/** `assent history`, `history search`: newest last, as a shell lists it. */
export function showHistory(entries: readonly HistoryEntry[]): Report {
  const ordered = [...entries].sort((a, b) => a.id - b.id);
  const lines = ordered.flatMap(({ id, time, request, outcome, exitCode, cwd, commands }) => [
    `${id}  ${localTime(time)}  ${request}  (${outcome}, exit ${exitCode}, in ${cwd})`,
    ...commands.map(({ command, exitCode: code }) => `      $ ${command}${codeText(code)}`),
  ]);
  return { text: lines.map((line) => `${visibleLine(line)}\n`).join(''), json: ordered, code: 0 };
}

/** `assent history export`: JSON lines, oldest first. */
export function exportHistory(entries: readonly HistoryEntry[]): string {
  return [...entries]
    .sort((a, b) => a.id - b.id)
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');
}

/** `assent history forget`. */
export function showForgotten(done: { readonly requests: number; readonly records: number }): Report {
  const text =
    done.requests + done.records === 0
      ? 'nothing to forget\n'
      : `forgotten: ${done.requests} requests, and the text of ${done.records} audit records; the record still verifies\n`;
  return { text, json: done, code: 0 };
}

/** `assent sessions`. */
export function showSessions(sessions: readonly SessionSummary[]): Report {
  const lines = sessions.map(
    ({ session, last, requests, cwd, lastRequest }) =>
      `${session}  ${localTime(last)}  ${requests} requests, last in ${cwd}: ${lastRequest}`,
  );
  return { text: lines.map((line) => `${visibleLine(line)}\n`).join(''), json: sessions, code: 0 };
}

function codeText(code: number | null | undefined): string {
  if (code === undefined) return '  (not run)';
  if (code === null) return '  (ended by a signal)';
  return code === 0 ? '' : `  (exit ${code})`;
}
