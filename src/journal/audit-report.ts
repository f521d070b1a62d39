import { visibleLine } from '../plan/display.ts';
import { localTime } from '../plan/local-time.ts';
import type { Report } from '../session/report.ts';
import type { AuditRecord, Payload } from './record.ts';
import type { Verification } from './verify.ts';

/** `assent audit show`: one line a record. */
export function showAudit(records: readonly AuditRecord[]): Report {
  const lines = records.map(({ seq, time, session, type, payload }) => {
    const what = payload === null ? '(forgotten)' : summary(type, payload);
    return visibleLine(`${seq}  ${localTime(time)}  ${session}  ${type}  ${what}`);
  });
  return { text: lines.map((line) => `${line}\n`).join(''), json: records, code: 0 };
}

/** `assent audit verify`: exit 1 when the record was tampered with. */
export function showVerification(result: Verification): Report {
  const { ok, records, head, erased, problems, notes } = result;
  const lines = [
    ...problems.map(({ text }) => `tampered: ${text}`),
    ...notes.map((note) => `note: ${note}`),
    ...(erased > 0 ? [`note: the text of ${erased} records was forgotten`] : []),
    ok
      ? `ok: ${records} records, head ${headText(head)}`
      : `the record does not verify (${problems.length} problems in ${records} records)`,
  ];
  return { text: lines.map((line) => `${visibleLine(line)}\n`).join(''), json: result, code: ok ? 0 : 1 };
}

/** `assent audit head`: the value to keep elsewhere. */
export function showHead({ head }: Verification): Report {
  return { text: `${headText(head)}\n`, json: head, code: 0 };
}

type HeadValue = Verification['head'];

export const headText = ({ count, hash }: HeadValue): string => `${count}:${hash}`;

/** Reads what `audit head` printed; undefined when it is something else. */
export function parseHead(text: string): HeadValue | undefined {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim());
  return match ? { count: Number(match[1]), hash: match[2]! } : undefined;
}

function summary(type: string, payload: Payload): string {
  const say = (...names: string[]) =>
    names
      .map((name) => payload[name])
      .filter((value) => value !== undefined && value !== null)
      .join(' ');
  if (payload.private === true)
    return `private ${say('stepId', 'decision', 'by', 'verdict', 'outcome', 'exitCode')}`;
  switch (type) {
    case 'request':
      return `${say('request')}  (in ${say('cwd')})`;
    case 'plan':
      return `${(payload.plan as { goal?: string } | undefined)?.goal ?? ''}`;
    case 'verdict': {
      const verdict = (payload.verdict ?? {}) as Record<string, unknown>;
      return `${verdict.id} ${verdict.verdict}: ${verdict.reason} (${verdict.rule})`;
    }
    case 'approval':
      return `${say('decision', 'stepId')} by ${say('by')} ${say('detail')}`.trimEnd();
    case 'step-started':
      return `${say('stepId')} $ ${say('command')}`;
    case 'step-ended':
      return `${say('stepId')} exit ${say('exitCode', 'signal')}, ${say('ms')} ms, ${say('stdoutBytes')} bytes out, ${say('stderrBytes')} err`;
    case 'ended':
      return say('outcome', 'exitCode');
    case 'notice':
      return say('text');
    case 'failed':
      return say('kind', 'message');
    default:
      return JSON.stringify(
        Object.fromEntries(Object.entries(payload).filter(([name]) => !/^(v|id)$/.test(name))),
      );
  }
}
