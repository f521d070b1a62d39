import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ApprovalPort } from '../session/ports.ts';
import { UsageError } from './flags.ts';

/**
 * Approval by another program over a descriptor: JSON lines `{planHash, stepId, decision: "run"|"skip"|"reject"}`.
 * A line for another plan, an unknown step or a broken line decides nothing; the end of input refuses what is open.
 */
export function descriptorApproval(fd: number): ApprovalPort & { close(): void } {
  const source = open(fd);
  const lines = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  return {
    close: () => void source.destroy(),
    async approve(request, signal) {
      const open = new Set(request.pending);
      const run: string[] = [];
      const skip: string[] = [];
      while (open.size > 0) {
        const next = await Promise.race([lines.next(), aborted(signal)]);
        if (next.done)
          return {
            kind: 'reject',
            by: 'fd',
            reason: 'the approval descriptor ended before every step was decided',
          };
        const line = parseDecision(next.value);
        if (!line || line.planHash !== request.planHash || !open.has(line.stepId)) continue;
        if (line.decision === 'reject') return { kind: 'reject', by: 'fd' };
        open.delete(line.stepId);
        (line.decision === 'run' ? run : skip).push(line.stepId);
      }
      return run.length === 0 ? { kind: 'reject', by: 'fd' } : { kind: 'run', run, skip, by: 'fd' };
    },
  };
}

/** A read of a pipe that never ends would keep the process alive: a socket can be closed under it. */
function open(fd: number): Readable {
  let isFile: boolean;
  try {
    isFile = fstatSync(fd).isFile();
  } catch (error) {
    throw new UsageError(`--approve-fd ${fd}: descriptor ${fd} is not open`, { cause: error });
  }
  return isFile
    ? createReadStream('', { fd, autoClose: false })
    : new Socket({ fd, readable: true, writable: false });
}

interface Line {
  readonly planHash: string;
  readonly stepId: string;
  readonly decision: 'run' | 'skip' | 'reject';
}

function parseDecision(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { planHash, stepId, decision } = value as Record<string, unknown>;
    if (typeof planHash !== 'string' || typeof stepId !== 'string') return undefined;
    if (decision !== 'run' && decision !== 'skip' && decision !== 'reject') return undefined;
    return { planHash, stepId, decision };
  } catch {
    return undefined;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
