import { isAbsolute, join, normalize } from 'node:path';
import { mentions } from './text.ts';

/** Whether a message names this path: as given, in full, or tidied up. */
export function namesPath(message: string, path: string, cwd: string): boolean {
  const full = isAbsolute(path) ? path : join(cwd, path);
  return [path, full, normalize(path)].some((one) => mentions(message, one));
}
