import type { Speaker } from '../language/speaker.ts';
import { visible } from '../plan/display.ts';
import { Cancelled } from '../session/abort.ts';
import type { ApprovalDecision, ApprovalPort, ApprovalRequest } from '../session/ports.ts';
import type { ControllingTerminal } from './tty.ts';

/** What is typed before a question stands on the screen is no answer to it: input this early is dropped. */
const QUIET_MS = 300;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ESC = '\u001b';

/** Asks on the controlling terminal of a one-shot: one key, bound to the plan that is shown. */
export function terminalApproval(
  terminal: ControllingTerminal,
  show: (request: ApprovalRequest) => string,
  say: Speaker,
): ApprovalPort {
  return {
    asksAgain: () => true,
    async approve(request, signal) {
      terminal.write(show(request));
      if (request.changed !== undefined) terminal.write(`\n${visible(say.of(request.changed))}\n`);
      const denied = request.verdicts.filter(
        (verdict) => verdict.verdict === 'deny' && request.pending.includes(verdict.id),
      );
      const runnable = request.pending.filter((id) => !denied.some((verdict) => verdict.id === id));
      const shownAt = Date.now();
      for (;;) {
        terminal.write(
          `\n${request.again ? again(request.again, say) : prompt(request.pending.length, say)}`,
        );
        const key = await terminal.key(signal);
        if (key !== undefined && Date.now() - shownAt < QUIET_MS && key !== CTRL_C) {
          terminal.write(`${say`(too quick: read the plan first)`}\n`);
          continue;
        }
        terminal.write(key !== undefined && /^[\x20-\x7e]$/.test(key) ? `${key}\n` : '\n');
        if (key === CTRL_C) throw new Cancelled('interrupted', 'interrupted');
        const decision = await decisionFor(key, request, runnable, { terminal, signal, say });
        if (decision) return decision;
      }
    },
  };
}

const again = (why: NonNullable<ApprovalRequest['again']>, say: Speaker): string =>
  why === 'terminal'
    ? say`Run it again with the terminal?  y yes  n no  `
    : say`Run it again outside the sandbox?  y yes  n no  `;

const prompt = (pending: number, say: Speaker): string =>
  pending > 1
    ? say`Run it?  y yes  n no  s first step only  e edit  r say what to change  `
    : say`Run it?  y yes  n no  e edit  r say what to change  `;

interface Asking {
  readonly terminal: ControllingTerminal;
  readonly signal: AbortSignal;
  readonly say: Speaker;
}

async function decisionFor(
  key: string | undefined,
  request: ApprovalRequest,
  runnable: readonly string[],
  { terminal, signal, say }: Asking,
): Promise<ApprovalDecision | undefined> {
  const by = 'tty' as const;
  if (key === undefined || key === CTRL_D || key === ESC || key === 'n' || key === 'N')
    return { kind: 'reject', by };
  if (key === 'y' || key === 'Y') return { kind: 'run', run: runnable, skip: [], by };
  if (request.again) return undefined;
  if (key === 's' && runnable[0] !== undefined) return { kind: 'run', run: [runnable[0]], skip: [], by };
  if (key === 'e') {
    const which = request.pending.length === 1 ? '1' : await terminal.line(say`which step? `, '', signal);
    const step = request.plan.steps[Number(which) - 1];
    if (!step || !request.pending.includes(step.id)) return undefined;
    const command = await terminal.line('$ ', step.command, signal);
    return command === undefined || command.trim() === '' || command === step.command
      ? undefined
      : { kind: 'edit', stepId: step.id, command, by };
  }
  if (key === 'r') {
    const reply = await terminal.line(say`change: `, '', signal);
    return reply === undefined || reply.trim() === '' ? undefined : { kind: 'revise', reply, by };
  }
  return undefined;
}
