/** The queue's own tables; they may share a database file with others. Times are milliseconds since 1970. */
export const TABLES = `
CREATE TABLE IF NOT EXISTS queue_job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created INTEGER NOT NULL,
  step TEXT NOT NULL,
  plan TEXT NOT NULL,
  plan_hash TEXT NOT NULL,
  approval TEXT NOT NULL,
  cwd TEXT NOT NULL,
  shape TEXT NOT NULL,
  program TEXT NOT NULL,
  priority INTEGER NOT NULL,
  after TEXT NOT NULL,
  not_before INTEGER,
  when_idle INTEGER NOT NULL,
  status TEXT NOT NULL,
  ready_since INTEGER,
  started_at INTEGER,
  ended_at INTEGER,
  pid INTEGER,
  process_start TEXT,
  keeper_pid INTEGER,
  keeper_start TEXT,
  output TEXT,
  exit_code INTEGER,
  signal TEXT,
  reason TEXT,
  cancel_requested INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS queue_job_status ON queue_job (status);
CREATE TABLE IF NOT EXISTS queue_shape (
  shape TEXT PRIMARY KEY,
  runs INTEGER NOT NULL,
  log_cpu_seconds REAL NOT NULL,
  log_memory_bytes REAL NOT NULL,
  cores REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS queue_log (
  time INTEGER NOT NULL,
  job INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS queue_log_job ON queue_log (job);
CREATE TABLE IF NOT EXISTS queue_owner (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  pid INTEGER NOT NULL,
  process_start TEXT NOT NULL,
  decision TEXT
) STRICT;
`;

export interface JobRow {
  readonly id: number;
  readonly created: number;
  readonly step: string;
  readonly plan: string;
  readonly plan_hash: string;
  readonly approval: string;
  readonly cwd: string;
  readonly shape: string;
  readonly program: string;
  readonly priority: number;
  readonly after: string;
  readonly not_before: number | null;
  readonly when_idle: number;
  readonly status: string;
  readonly ready_since: number | null;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly pid: number | null;
  readonly process_start: string | null;
  readonly keeper_pid: number | null;
  readonly keeper_start: string | null;
  readonly output: string | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly reason: string | null;
  readonly cancel_requested: number;
}
