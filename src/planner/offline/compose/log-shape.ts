/** Where the parts of a line stand in one kind of log: awk expressions. */
export interface Shape {
  readonly name: 'access' | 'app' | 'syslog' | 'bracket';
  readonly level?: string;
  readonly ip?: string;
  readonly method?: string;
  readonly url?: string;
  readonly status?: string;
  readonly bytes?: string;
  readonly agent?: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  /** The time of day, comparable as text. */
  readonly clock: string;
  /** Everything behind time and level. */
  readonly message: string;
  readonly program?: string;
}

const LEVEL = /^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|CRIT|ALERT|EMERG)\]?:?$/i;

/** What kind of log these lines are; undefined when they are none that is known. */
export function shapeOf(text: string): Shape | undefined {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 50);
  if (lines.length === 0) return undefined;
  const most = (form: RegExp) => lines.filter((line) => form.test(line)).length >= lines.length * 0.8;
  if (
    most(/^\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "[A-Z]+ \S+[^"]*" \d{3} \S+/)
  )
    return {
      name: 'access',
      ip: '$1',
      method: 'substr($6, 2)',
      url: '$7',
      status: '$9',
      bytes: '$10',
      day: 'substr($4, 2, 11)',
      hour: 'substr($4, 14, 2)',
      minute: 'substr($4, 14, 5)',
      clock: 'substr($4, 14, 8)',
      message: '$0',
    };
  if (most(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/)) {
    const joined = most(/^\d{4}-\d\d-\d\dT/);
    const rows = lines.map((line) => line.split(/\s+/));
    const at = [0, 1, 2, 3, 4].find(
      (i) => rows.filter((row) => LEVEL.test(row[i] ?? '')).length >= rows.length * 0.8,
    );
    return {
      name: 'app',
      ...(at === undefined ? {} : { level: `$${at + 1}` }),
      day: 'substr($1, 1, 10)',
      hour: joined ? 'substr($1, 12, 2)' : 'substr($2, 1, 2)',
      minute: joined ? 'substr($1, 12, 5)' : 'substr($2, 1, 5)',
      clock: joined ? 'substr($1, 12, 8)' : '$2',
      message: `-f${(at ?? (joined ? 0 : 1)) + 2}-`,
    };
  }
  if (most(/^\d{4}-\d\d-\d\d\s/)) {
    const rows = lines.map((line) => line.split(/\s+/));
    const at = [1, 2].find((i) => rows.every((row) => LEVEL.test(row[i] ?? '')));
    if (at !== undefined)
      return {
        name: 'app',
        level: `$${at + 1}`,
        day: '$1',
        hour: '',
        minute: '',
        clock: '',
        message: `-f${at + 2}-`,
      };
  }
  if (most(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\]/))
    return {
      name: 'bracket',
      level: '$3',
      day: '$1',
      hour: 'substr($2, 1, 2)',
      minute: 'substr($2, 1, 5)',
      clock: '$2',
      message: '-f4-',
    };
  if (most(/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ \S+:/))
    return {
      name: 'syslog',
      program: '$5',
      day: '$1 " " $2',
      hour: 'substr($3, 1, 2)',
      minute: 'substr($3, 1, 5)',
      clock: '$3',
      message: '-f6-',
    };
  return undefined;
}
