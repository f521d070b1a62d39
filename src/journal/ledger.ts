import type { DatabaseSync } from 'node:sqlite';

/** Tokens that planning cost, by day of the person's own calendar; every session adds to the same rows. */
export class TokenLedger {
  readonly #database: DatabaseSync;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#now = now;
    database.exec(
      'CREATE TABLE IF NOT EXISTS planner_tokens (day TEXT PRIMARY KEY, prompt INTEGER NOT NULL, completion INTEGER NOT NULL) STRICT',
    );
  }

  today(): { readonly promptTokens: number; readonly completionTokens: number } {
    const row = this.#database
      .prepare('SELECT prompt, completion FROM planner_tokens WHERE day = ?')
      .get(this.#day()) as { prompt: number; completion: number } | undefined;
    return { promptTokens: row?.prompt ?? 0, completionTokens: row?.completion ?? 0 };
  }

  add({
    promptTokens,
    completionTokens,
  }: {
    readonly promptTokens: number;
    readonly completionTokens: number;
  }): void {
    if (promptTokens + completionTokens === 0) return;
    this.#database
      .prepare(
        `INSERT INTO planner_tokens VALUES (?, ?, ?)
         ON CONFLICT (day) DO UPDATE SET prompt = prompt + excluded.prompt, completion = completion + excluded.completion`,
      )
      .run(this.#day(), promptTokens, completionTokens);
  }

  #day(): string {
    const now = this.#now();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
  }
}
