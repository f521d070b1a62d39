import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { promisify } from 'node:util';
import type { ServiceState } from '../../session/state-vector.ts';

/** The two programs systemd answers through: fixed paths, so that nothing in a folder or on PATH can stand in. */
export interface ServicePrograms {
  readonly systemctl: string;
  readonly journalctl: string;
}

export const SYSTEMD: ServicePrograms = {
  systemctl: '/usr/bin/systemctl',
  journalctl: '/usr/bin/journalctl',
};

const LIMITS = { timeout: 5000, maxBuffer: 1 << 20, killSignal: 'SIGKILL', cwd: '/', env: {} } as const;
const MAX_UNITS = 20;
const run = promisify(execFile);

interface Failed {
  readonly unit: string;
}

/** `systemctl list-units --failed --output=json`. */
export function parseFailedUnits(text: string): readonly string[] {
  try {
    const units = JSON.parse(text) as readonly Failed[];
    return units.map(({ unit }) => String(unit)).slice(0, MAX_UNITS);
  } catch {
    return [];
  }
}

/** `systemctl show --property=Id,NRestarts '*.service'`: blocks of NAME=VALUE lines. */
export function parseRestarts(text: string): ServiceState['restarts'] {
  return text
    .split('\n\n')
    .map((block) => ({
      unit: /^Id=(.+)$/m.exec(block)?.[1] ?? '',
      count: Number(/^NRestarts=(\d+)$/m.exec(block)?.[1] ?? 0),
    }))
    .filter(({ unit, count }) => unit !== '' && count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MAX_UNITS);
}

/** `journalctl --output=json`, one object a line: how many errors, and whose most of them are. */
export function parseJournal(text: string): { readonly errors: number; readonly source?: string } {
  const sources = new Map<string, number>();
  let errors = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    errors++;
    const source =
      /"_SYSTEMD_UNIT":"([^"]{1,100})"/.exec(line) ?? /"SYSLOG_IDENTIFIER":"([^"]{1,100})"/.exec(line);
    if (source) sources.set(source[1]!, (sources.get(source[1]!) ?? 0) + 1);
  }
  const [top] = [...sources].toSorted((a, b) => b[1] - a[1]);
  return { errors, ...(top ? { source: top[0] } : {}) };
}

/**
 * Asks systemd; two short processes, so once a minute and never on the path of a sample. Undefined where systemd does
 * not run or does not answer.
 */
export async function readServices(programs: ServicePrograms): Promise<ServiceState | undefined> {
  if (!executable(programs.systemctl)) return undefined;
  try {
    const [failed, restarts] = await Promise.all([
      run(programs.systemctl, ['list-units', '--failed', '--output=json', '--no-pager'], LIMITS),
      run(programs.systemctl, ['show', '--property=Id,NRestarts', '--no-pager', '*.service'], LIMITS),
    ]);
    const journal = executable(programs.journalctl)
      ? await run(
          programs.journalctl,
          ['--priority=err', '--since=-60s', '--lines=2000', '--output=json', '--no-pager', '--quiet'],
          LIMITS,
        ).then(
          ({ stdout }) => parseJournal(stdout),
          () => undefined,
        )
      : undefined;
    return {
      failed: parseFailedUnits(failed.stdout),
      restarts: parseRestarts(restarts.stdout),
      ...(journal === undefined ? {} : { errorsPerMinute: journal.errors }),
      ...(journal?.source === undefined ? {} : { errorSource: journal.source }),
    };
  } catch {
    return undefined;
  }
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
