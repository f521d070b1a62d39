const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * A moment as a person writes it: ISO 8601, "02:00" (the next one), "tonight at 2", "tomorrow 14:30", "+30m".
 * The result is ISO 8601 in UTC; undefined when it is none of these or past.
 */
export function momentOf(text: string, now: Date): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const inAWhile = /^(?:\+|in )\s*(\d{1,6})\s*(s|m|h|d)$/.exec(trimmed);
  if (inAWhile)
    return new Date(
      now.getTime() + Number(inAWhile[1]) * 1000 * UNITS[inAWhile[2] as keyof typeof UNITS],
    ).toISOString();
  // An hour alone is one only with its day: "2" could be anything.
  const clock = /^(?:(tonight|today|tomorrow)\s+)?(?:at\s+)?(\d{1,2})(?::(\d{2}))?$/.exec(trimmed);
  if (clock && (clock[1] !== undefined || clock[3] !== undefined))
    return nextAt(clock[1], Number(clock[2]), Number(clock[3] ?? 0), now);
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed)) return undefined;
  const at = Date.parse(text.trim().replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T'));
  return Number.isNaN(at) || at < now.getTime() - 60_000 ? undefined : new Date(at).toISOString();
}

function nextAt(day: string | undefined, hour: number, minute: number, now: Date): string | undefined {
  if (hour > 23 || minute > 59) return undefined;
  const at = new Date(now);
  at.setHours(hour, minute, 0, 0);
  if (day === 'tomorrow') at.setDate(now.getDate() + 1);
  else if (at <= now) {
    if (day === 'today') return undefined;
    at.setDate(at.getDate() + 1);
  }
  return at.toISOString();
}
