import type { DatabaseSync } from 'node:sqlite';
import type { Plan } from '../plan/plan.ts';
import { redact } from '../plan/redact.ts';
import type { Outcome } from '../session/events.ts';
import { asOnlyWriter } from './database.ts';
import type { RequestMark } from './journal.ts';
import { words } from './segment.ts';

/** What a person asked and what came of it. */
export interface HistoryEntry {
  readonly id: number;
  readonly session: string;
  /** Name of the request in the audit record. */
  readonly mark: string;
  /** ISO 8601. */
  readonly time: string;
  readonly request: string;
  readonly cwd: string;
  readonly planner: string;
  readonly outcome: Outcome;
  readonly exitCode: number;
  /** The person changed a command before it ran. */
  readonly edited: boolean;
  readonly commands: readonly HistoryCommand[];
}

export interface HistoryCommand {
  readonly command: string;
  /** Missing when the step did not run; null when it ended by a signal. */
  readonly exitCode?: number | null;
}

export interface NewEntry {
  readonly request: string;
  readonly cwd: string;
  readonly planner: string;
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly plan: Plan | null;
  /** Exit code of each step that ran, by step id. */
  readonly codes: Readonly<Record<string, number | null>>;
  readonly mark: RequestMark;
  readonly time?: Date;
}

export interface Selection {
  readonly ids?: readonly number[];
  readonly all?: boolean;
  readonly since?: Date;
  readonly session?: string;
}

interface Row {
  readonly id: number;
  readonly session: string;
  readonly mark: string;
  readonly time: string;
  readonly request: string;
  readonly cwd: string;
  readonly planner: string;
  readonly outcome: Outcome;
  readonly exit_code: number;
  readonly edited: number;
  readonly commands: string;
}

/** History in assent.db. All text is redacted on the way in; of a private request nothing is kept. */
export class History {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(
      `CREATE TABLE IF NOT EXISTS history(
         id INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL, mark TEXT NOT NULL, time TEXT NOT NULL,
         request TEXT NOT NULL, cwd TEXT NOT NULL, planner TEXT NOT NULL, outcome TEXT NOT NULL,
         exit_code INTEGER NOT NULL, edited INTEGER NOT NULL, commands TEXT NOT NULL) STRICT;
       CREATE INDEX IF NOT EXISTS history_session ON history(session);
       CREATE VIRTUAL TABLE IF NOT EXISTS history_words USING fts5(
         request, commands, cwd, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')`,
    );
  }

  /** Returns the new entry's id; undefined for a private request, of which nothing is written. */
  add(entry: NewEntry): number | undefined {
    if (entry.mark.private) return undefined;
    const request = redact(entry.request);
    const cwd = redact(entry.cwd);
    const commands: HistoryCommand[] = (entry.plan?.steps ?? []).map(({ id, command }) => ({
      command: redact(entry.mark.ran?.[id] ?? command),
      ...(Object.hasOwn(entry.codes, id) ? { exitCode: entry.codes[id] ?? null } : {}),
    }));
    return asOnlyWriter(this.#database, () => {
      const { lastInsertRowid } = this.#database
        .prepare(
          `INSERT INTO history(session, mark, time, request, cwd, planner, outcome, exit_code, edited, commands)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          entry.mark.session,
          entry.mark.request,
          (entry.time ?? new Date()).toISOString(),
          request,
          cwd,
          redact(entry.planner),
          entry.outcome,
          entry.exitCode,
          entry.mark.edited ? 1 : 0,
          JSON.stringify(commands),
        );
      this.#database
        .prepare('INSERT INTO history_words(rowid, request, commands, cwd) VALUES (?, ?, ?, ?)')
        .run(
          lastInsertRowid,
          indexed(request),
          indexed(commands.map((step) => step.command).join('\n')),
          indexed(cwd),
        );
      return Number(lastInsertRowid);
    });
  }

  /** Newest first. */
  recent(limit = 50, { session, since }: Selection = {}): HistoryEntry[] {
    return this.#rows(
      `SELECT * FROM history WHERE (?1 IS NULL OR session = ?1) AND (?2 IS NULL OR time >= ?2)
       ORDER BY id DESC LIMIT ?3`,
      session ?? null,
      since?.toISOString() ?? null,
      limit,
    );
  }

  /** Entries with all words of the query, in any order, the last one perhaps unfinished; best first, newest of equals. */
  search(query: string, limit = 50): HistoryEntry[] {
    const terms = words(query);
    if (terms.length === 0) return this.recent(limit);
    const match = terms.map((term, index) => `"${term}"${index === terms.length - 1 ? '*' : ''}`).join(' ');
    const found = this.match(match, limit);
    if (found.length > 0) return found;
    // Word breaks may fall differently in the query than in the text.
    const like = `%${query.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    return this.#rows(
      `SELECT * FROM history WHERE request LIKE ?1 ESCAPE '\\' OR commands LIKE ?1 ESCAPE '\\' ORDER BY id DESC LIMIT ?2`,
      like,
      limit,
    );
  }

  /** Entries that a full-text expression finds, best first. Built from words() only, never from raw text. */
  match(expression: string, limit: number): HistoryEntry[] {
    return this.#rows(
      `SELECT history.* FROM history_words JOIN history ON history.id = history_words.rowid
       WHERE history_words MATCH ? ORDER BY bm25(history_words, 4.0, 2.0, 1.0), history.id DESC LIMIT ?`,
      expression,
      limit,
    );
  }

  /** Newest first; nothing for an empty selection. */
  select({ ids, all, since, session }: Selection): HistoryEntry[] {
    if (!all && ids === undefined && since === undefined && session === undefined) return [];
    const chosen = ids && new Set(ids);
    return this.recent(-1, { ...(since ? { since } : {}), ...(session ? { session } : {}) }).filter(
      ({ id }) => chosen?.has(id) ?? true,
    );
  }

  /** Takes entries out for good, their bytes in the file included. */
  remove(ids: readonly number[]): void {
    asOnlyWriter(this.#database, () => {
      const rows = this.#database.prepare('DELETE FROM history WHERE id = ?');
      const index = this.#database.prepare('DELETE FROM history_words WHERE rowid = ?');
      for (const id of ids) {
        rows.run(id);
        index.run(id);
      }
      // Deleted words stay in the index until its parts are merged.
      this.#database.exec(`INSERT INTO history_words(history_words) VALUES ('optimize')`);
    });
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  #rows(sql: string, ...values: (string | number | null)[]): HistoryEntry[] {
    const rows = this.#database.prepare(sql).all(...values) as unknown as Row[];
    return rows.map(({ exit_code, edited, commands, ...row }) => ({
      ...row,
      exitCode: exit_code,
      edited: edited === 1,
      commands: JSON.parse(commands) as HistoryCommand[],
    }));
  }
}

/** The index gets our words, not its own: its tables are older than the letters and signs people write today. */
const indexed = (text: string) => words(text).join(' ');
