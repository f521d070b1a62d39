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
): ApprovalPort {
  return {
    asksAgain: () => true,
    async approve(request, signal) {
      terminal.write(show(request));
      if (request.changed !== undefined) terminal.write(`\n${visible(request.changed)}\n`);
      const denied = request.verdicts.filter(
        (verdict) => verdict.verdict === 'deny' && request.pending.includes(verdict.id),
      );
      const runnable = request.pending.filter((id) => !denied.some((verdict) => verdict.id === id));
      const shownAt = Date.now();
      for (;;) {
        terminal.write(request.again ? AGAIN[request.again] : prompt(request.pending.length));
        const key = await terminal.key(signal);
        if (key !== undefined && Date.now() - shownAt < QUIET_MS && key !== CTRL_C) {
          terminal.write('(too quick: read the plan first)\n');
          continue;
        }
        terminal.write(key !== undefined && /^[\x20-\x7e]$/.test(key) ? `${key}\n` : '\n');
        if (key === CTRL_C) throw new Cancelled('interrupted', 'interrupted');
        const decision = await decisionFor(key, request, runnable, terminal, signal);
        if (decision) return decision;
      }
    },
  };
}

const AGAIN = {
  terminal: '\nRun it again with the terminal?  y yes  n no  ',
  sandbox: '\nRun it again outside the sandbox?  y yes  n no  ',
} as const;

function prompt(pending: number): string {
  const several = pending > 1 ? '  s first step only' : '';
  return `\nRun it?  y yes  n no${several}  e edit  r say what to change  `;
}

async function decisionFor(
  key: string | undefined,
  request: ApprovalRequest,
  runnable: readonly string[],
  terminal: ControllingTerminal,
  signal: AbortSignal,
): Promise<ApprovalDecision | undefined> {
  const by = 'tty' as const;
  if (key === undefined || key === CTRL_D || key === ESC || key === 'n' || key === 'N')
    return { kind: 'reject', by };
  if (key === 'y' || key === 'Y') return { kind: 'run', run: runnable, skip: [], by };
  if (request.again) return undefined;
  if (key === 's' && runnable[0] !== undefined) return { kind: 'run', run: [runnable[0]], skip: [], by };
  if (key === 'e') {
    const which = request.pending.length === 1 ? '1' : await terminal.line('which step? ', '', signal);
    const step = request.plan.steps[Number(which) - 1];
    if (!step || !request.pending.includes(step.id)) return undefined;
    const command = await terminal.line('$ ', step.command, signal);
    return command === undefined || command.trim() === '' || command === step.command
      ? undefined
      : { kind: 'edit', stepId: step.id, command, by };
  }
  if (key === 'r') {
    const reply = await terminal.line('change: ', '', signal);
    return reply === undefined || reply.trim() === '' ? undefined : { kind: 'revise', reply, by };
  }
  return undefined;
}
