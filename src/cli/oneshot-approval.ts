import type { ApprovalPort } from '../session/ports.ts';
import { applyApproval } from './approve-apply.ts';
import { terminalApproval } from './approve-terminal.ts';
import type { ProcessIo, Runtime } from './deps.ts';
import type { Flags } from './flags.ts';
import type { OneShot } from './oneshot.ts';
import type { Face } from './oneshot-face.ts';
import { planText } from './plain.ts';
import { createStyle } from './style.ts';
import { openTerminal } from './tty.ts';

/** Who decides on the plan of a one-shot: the descriptor or terminal the flags name, else nobody. */
export async function approvalFor(
  flags: Flags,
  io: ProcessIo,
  face: Face,
  shot: OneShot,
  runtime: Runtime,
): Promise<{ port: ApprovalPort; close: () => void }> {
  const none = () => undefined;
  if (shot.show) return { port: nobody('nothing is asked here'), close: none };
  if (flags.apply) {
    let opened: ReturnType<typeof openTerminal>;
    const port = applyApproval({
      runtime,
      byFlag: flags.yes !== undefined,
      terminal: () => {
        opened ??= flags.noInput ? undefined : openTerminal();
        return opened;
      },
      show: (preview) => face.foundOut(preview),
      notice: (text) => face.notice(text),
      say: face.say,
    });
    return { port, close: () => opened?.close() };
  }
  if (flags.approveFd !== undefined) {
    const port = (await import('./approve-fd.ts')).descriptorApproval(flags.approveFd);
    return { port, close: () => port.close() };
  }
  if (flags.noInput) return { port: nobody('--no-input: nobody to ask'), close: none };
  let terminal: ReturnType<typeof openTerminal>;
  return {
    port: {
      asksAgain: () => {
        // A script that reads our output is not held up by a question nobody expects.
        if (io.stderr.isTTY !== true || flags.json || flags.jsonl) return false;
        terminal ??= openTerminal();
        return terminal !== undefined;
      },
      approve(request, signal) {
        terminal ??= openTerminal();
        if (!terminal)
          return nobody('it needs your yes and there is no terminal to ask on').approve(request, signal);
        const pen = { style: createStyle({ isTty: true, env: io.env }), say: face.say };
        return terminalApproval(
          terminal,
          (asked) =>
            asked.planHash === face.shownHash ? '' : planText(asked.plan, asked.verdicts, face.planner, pen),
          face.say,
        ).approve(request, signal);
      },
    },
    close: () => terminal?.close(),
  };
}

function nobody(reason: string): ApprovalPort {
  return { approve: async () => ({ kind: 'reject', by: 'nobody', reason }) };
}
