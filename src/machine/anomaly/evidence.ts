import { localTime } from '../../plan/local-time.ts';
import type { StateVector } from '../../session/state-vector.ts';
import { explainState } from '../explain.ts';
import type { Anomaly, EvidenceNumber } from './anomaly.ts';
import { bytesText } from './words.ts';

/** A finding with its figures and processes as lines: for a person, and redacted for a model. */
export function evidenceLines(anomaly: Anomaly): readonly string[] {
  return [
    anomaly.text,
    `since ${localTime(anomaly.since)}`,
    ...anomaly.numbers.map((number) => `${number.name}: ${numberText(number)}`),
    ...anomaly.processes.map(
      ({ pid, parent, name, user, cpuPercent, memoryBytes }) =>
        `process ${pid} ${name}, child of ${parent}${user === undefined ? '' : `, of ${user}`}${cpuPercent === undefined ? '' : `, ${Math.round(cpuPercent)} % of a core`}${memoryBytes === undefined ? '' : `, ${bytesText(memoryBytes)}`}`,
    ),
  ];
}

/** Why it is so, as far as the samples tell: the finding, and what else stands out at the same time. */
export function explained(anomaly: Anomaly, history: readonly StateVector[]): readonly string[] {
  const state = explainState(history);
  const others = (state?.findings ?? []).map(({ text }) => text);
  return [
    ...evidenceLines(anomaly),
    '',
    MEANING[anomaly.kind],
    ...(others.length > 0 ? ['', 'At the same time:', ...others.map((text) => `- ${text}`)] : []),
  ];
}

/** What each kind usually means, for somebody who has not met it. */
const MEANING: Readonly<Record<Anomaly['kind'], string>> = {
  'runaway-process':
    'It keeps a core busy, but neither moves data nor touches new memory nor has children at work: mostly an endless loop. A program that only computes looks the same.',
  'memory-leak':
    'It takes memory in a straight line and gives none back, and the machine has that much less: mostly something that is kept and never let go.',
  'memory-pressure':
    'So little memory is left that programs wait for it; the kernel kills one when nothing is left.',
  'swap-storm':
    'More memory is in use than there is: pages go to disk and come back at once, and everything waits.',
  'disk-filling': 'What writes there fails when it is full: databases, logs, and often logins.',
  'inode-exhaustion':
    'There is room for bytes but not for more files: mostly a cache, a queue or sessions with very many small files.',
  'network-loss': 'Packets do not get through: a cable, a driver, a route or the other side.',
  'failed-unit': 'systemd gave up on it; its journal says why.',
  'restart-loop': 'It starts, ends and is started again; its journal says why it ends.',
  'journal-errors': 'Many more errors are logged than is usual here.',
  zombies:
    'Dead children that their parent does not collect. They take no memory, but the table of processes is finite.',
};

function numberText({ value, unit }: EvidenceNumber): string {
  if (unit === 'bytes') return bytesText(value);
  if (unit === 'bytes/s') return `${bytesText(value)}/s`;
  const rounded = Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return unit === 'count' ? String(rounded) : `${rounded} ${unit}`;
}
