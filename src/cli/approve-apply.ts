import type { Speaker } from '../language/speaker.ts';
import { visibleLine } from '../plan/display.ts';
import { clearPreview } from '../policy/clear.ts';
import { Cancelled } from '../session/abort.ts';
import { APPLY_WORD } from '../session/apply.ts';
import { beyondPreview } from '../session/beyond.ts';
import { copiesSaid } from '../session/copies.ts';
import type { ApprovalDecision, ApprovalPort, ApprovalRequest } from '../session/ports.ts';
import type { Preview, Runtime } from './deps.ts';
import type { ControllingTerminal } from './tty.ts';

export interface ApplyAsking {
  readonly runtime: Pick<Runtime, 'preview' | 'copiesAhead'>;
  /** `--yes` decides in place of a person; what it does not lift is refused by the mint. */
  readonly byFlag: boolean;
  /** Asked only when somebody has to be. */
  readonly terminal: () => ControllingTerminal | undefined;
  /** Shows what the preview found. */
  readonly show: (preview: Preview) => Promise<void>;
  /** One line for the person, made in English. */
  readonly notice: (text: string) => void;
  readonly say: Speaker;
}

const CTRL_C = '\u0003';

/** `--apply`: the plan is previewed and shown, and the one question is whether exactly that is made for real. */
export function applyApproval(asking: ApplyAsking): ApprovalPort {
  return {
    async approve(request, signal) {
      const by = 'tty' as const;
      if (request.changed !== undefined) return { kind: 'reject', by, reason: request.changed };
      const steps = request.plan.steps.flatMap((step) => {
        const verdict = request.verdicts.find(({ id }) => id === step.id);
        return (verdict && clearPreview(step, verdict)) ?? [];
      });
      if (steps.length < request.plan.steps.length)
        return { kind: 'reject', by: 'policy', reason: 'a denied step is never previewed' };
      for (const kind of beyondPreview(request.verdicts)) asking.notice(`a preview does not show: ${kind}`);
      const copies = await asking.runtime.copiesAhead(request.verdicts);
      if (copies?.fits) asking.notice(copiesSaid(copies));
      const preview = await asking.runtime.preview(steps, signal, request.planHash);
      await asking.show(preview);
      if (!preview.apply) return { kind: 'reject', by: 'policy', reason: whyNot(preview) };
      if (asking.byFlag) return { kind: 'apply', by: 'flag', typed: false };
      return ask(request, preview.apply, asking, signal);
    },
  };
}

function whyNot({ changes, steps, notes }: Preview): string {
  const failed = steps.find(({ exitCode }) => exitCode !== 0);
  if (failed) return `step ${failed.id} failed in the preview (exit ${failed.exitCode ?? 'by a signal'})`;
  if (changes.length === 0) return 'there is nothing to apply';
  return notes.at(-1) ?? 'these changes cannot be applied; run the plan instead';
}

async function ask(
  _request: ApprovalRequest,
  apply: NonNullable<Preview['apply']>,
  asking: ApplyAsking,
  signal: AbortSignal,
): Promise<ApprovalDecision> {
  const terminal = asking.terminal();
  const { say } = asking;
  if (!terminal)
    return { kind: 'reject', by: 'nobody', reason: 'it needs your yes and there is no terminal to ask on' };
  if (apply.word) {
    const prompt = say`${visibleLine(say.of(apply.reason))}: type ${APPLY_WORD} to apply these changes: `;
    const typed = await terminal.line(prompt, '', signal);
    return typed?.trim() === APPLY_WORD
      ? { kind: 'apply', by: 'tty', typed: true }
      : { kind: 'reject', by: 'tty' };
  }
  terminal.write(say`Apply exactly these changes?  y yes  n no  `);
  const key = await terminal.key(signal);
  terminal.write('\n');
  if (key === CTRL_C) throw new Cancelled('interrupted', 'interrupted');
  return key === 'y' || key === 'Y'
    ? { kind: 'apply', by: 'tty', typed: false }
    : { kind: 'reject', by: 'tty' };
}
