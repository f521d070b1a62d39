import { userInfo } from 'node:os';

/** Name of whoever runs this; the number where the system knows no name for it, as in some containers. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
