import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/journal/database.ts';
import { readAudit } from '../../src/journal/read.ts';
import { verify } from '../../src/journal/verify.ts';

export const name = 'audit-kill';

const appender = fileURLToPath(new URL('../journal/appender.ts', import.meta.url));
const STRACE = '/usr/bin/strace';
/** Where an append touches the disk: each is a place a kill may fall on. */
const CALLS = ['write', 'pwrite64', 'fdatasync', 'fsync', 'ftruncate', 'openat', 'fcntl', 'rename', 'unlink'];
const SESSIONS = 3;

/**
 * Sessions that append (one of them also erases) are killed with SIGKILL: `count` times at a random moment with three
 * sessions at once, then once at each of the first disk calls of one session. After each kill the record must verify
 * and hold everything that append() had confirmed.
 */
export async function run({ seed, count = 200 }: { seed: number; count?: number }): Promise<{ ok: boolean }> {
  const random = generator(seed);
  const moments = await table('random moment', count, () => ({ killAfter: Math.floor(random() * 80) }));
  let exact: Awaited<ReturnType<typeof table>> | undefined;
  if (existsSync(STRACE)) {
    const places = CALLS.flatMap((call) => Array.from({ length: 12 }, (_, index) => `${call}:${index + 1}`));
    exact = await table('at a disk call', places.length, (index) => ({ place: places[index]! }));
  } else console.log('no strace: the kills at exact disk calls were left out');
  console.table({ 'random moment': moments, ...(exact ? { 'at a disk call': exact } : {}) });
  return {
    ok: [moments, ...(exact ? [exact] : [])].every(
      ({ kills, lost, broken }) => kills > 0 && lost === 0 && broken === 0,
    ),
  };
}

async function table(
  label: string,
  count: number,
  how: (index: number) => { killAfter?: number; place?: string },
) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-audit-kill-'));
  const database = openDatabase(folder);
  const file = join(folder, 'audit.jsonl');
  const result = { kills: 0, confirmed: 0, lost: 0, broken: 0, adopted: 0 };
  try {
    for (let index = 0; result.kills < count && index < count; ) {
      const round = await Promise.all(
        Array.from({ length: SESSIONS }, async (_, side) => {
          const session = `${index}-${side}`;
          return { session, ...(await killed(folder, session, how(Math.min(index++, count - 1)))) };
        }),
      );
      for (const { session, confirmed, killed } of round) {
        result.confirmed += confirmed;
        if (killed) result.kills++;
        const kept = readAudit(file, { session }).length;
        result.lost += Math.max(0, confirmed - kept);
      }
      const { ok, problems } = verify(database, file);
      if (!ok) {
        result.broken++;
        console.log(`${label}, round to ${index}: ${problems.map(({ text }) => text).join('; ')}`);
        break;
      }
    }
    result.adopted = readAudit(file, { types: ['recovered'] }).length;
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}

async function killed(
  folder: string,
  session: string,
  { killAfter, place }: { killAfter?: number; place?: string },
): Promise<{ confirmed: number; killed: boolean }> {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', appender, folder, session];
  const child: ChildProcess = place
    ? spawn(STRACE, [...inject(place, folder), ...node, '40', 'erase'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    : spawn(node[0]!, [...node.slice(1), '1000000', 'erase'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout!.on('data', (data) => {
    if (said === '' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    said += data;
  });
  const [code, signal] = await once(child, 'close');
  const last = said
    .slice(0, said.lastIndexOf('\n') + 1)
    .trimEnd()
    .split('\n')
    .at(-1);
  return { confirmed: Number(last || 0), killed: signal === 'SIGKILL' || code === 137 };
}

/** Kills at the n-th such call on the files of the record: `-P` keeps the calls of the start of Node out of the count. */
function inject(place: string, folder: string): string[] {
  const [call, when] = place.split(':');
  const files = ['audit.jsonl', 'audit.jsonl.new', 'assent.db', 'assent.db-wal', 'assent.db-shm'];
  return [
    ...files.flatMap((file) => ['-P', join(folder, file)]),
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:signal=SIGKILL:when=${when}`,
  ];
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
