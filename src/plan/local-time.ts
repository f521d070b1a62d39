const two = (value: number) => String(value).padStart(2, '0');

/** A moment in the person's own time, "2026-11-28 02:00"; what is no time stays as it is. */
export function localMinute(moment: string | number): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return String(moment);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The same to the second, "2026-11-24 02:55:01". */
export function localTime(moment: string | number): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? String(moment) : `${localMinute(moment)}:${two(at.getSeconds())}`;
}
