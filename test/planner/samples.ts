import type { Context } from '../../src/session/context.ts';
import type { PlannerEvent, PlanRequest } from '../../src/session/ports.ts';

/** What a context names: tools that are not everywhere. */
const TOOLS =
  'apt awk bash bzip2 column curl diff docker fd file find gcc gdb git gzip htop iconv ip java journalctl jq less lsblk lsof make nano netstat node npm openssl perl pip python3 rg rsync scp sed shuf sqlite3 ss ssh strace systemctl tar tree unzip vim watch wget xargs xxd xz zip zstd';

/** A machine and a folder as one meets them every day. */
export function sampleContext(changes: Partial<Context> = {}): Context {
  return {
    system: {
      platform: 'linux',
      distribution: 'Debian GNU/Linux 12 (bookworm)',
      shell: 'bash 5.2',
      dialect: 'gnu',
      tools: TOOLS.split(' '),
      packageManager: 'apt',
      user: 'wang',
      host: 'box',
    },
    cwd: '/home/wang/projects/website',
    home: '/home/wang',
    listing: {
      total: 46,
      entries: Array.from({ length: 40 }, (_, index) =>
        index % 5 === 0
          ? { name: `section-${index}`, type: 'dir' as const }
          : { name: `article-${index}.md`, type: 'file' as const, size: 1000 + index * 371 },
      ),
    },
    git: { branch: 'main', root: '/home/wang/projects/website', state: '3 ahead' },
    state: {
      time: '2026-11-24T10:00:00.000Z',
      cpu: { percent: 12, cores: 8, load: [0.6, 0.5, 0.4] },
      memory: { total: 16e9, available: 9e9 },
      disks: [{ mount: '/', total: 500e9, available: 120e9 }],
      jobs: [],
    },
    lastResults: [{ request: 'list the drafts', command: "grep -l 'draft: true' *.md", exitCode: 0 }],
    unasked: 'reading inside the folder and system read-only places',
    ...changes,
  };
}

export function sampleRequest(changes: Partial<PlanRequest> = {}): PlanRequest {
  return { request: 'show the five largest files here', context: sampleContext(), turns: [], ...changes };
}

export async function collect(events: AsyncIterable<PlannerEvent>): Promise<PlannerEvent[]> {
  const all: PlannerEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The plan as the reference model would give it. */
export const REFERENCE = {
  goal: 'show the five largest files',
  steps: [{ command: 'ls -lS | head -6', why: 'sorts the files by size' }],
};
