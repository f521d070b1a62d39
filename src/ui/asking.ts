import type { Verdict } from '../policy/types.ts';
import { APPLY_WORD } from '../session/apply.ts';
import type { Copies } from '../session/copies.ts';
import type { ApprovalDecision, ApprovalRequest } from '../session/ports.ts';
import type { PreviewShown } from './deps.ts';
import { editKey } from './editor/edit-keys.ts';
import { type Editor, EMPTY_EDITOR, editorWith } from './editor/editor.ts';
import { gravity } from './gravity.ts';
import { isCtrl, isText, type Key } from './keys.ts';
import type { Gravity } from './messages.ts';

/** A key this soon after the plan appeared (or after another such key) was not meant for it. */
export const QUIET_MS = 300;

/** A plan that waits for a decision. Bound to one request: its plan, its hash, its verdicts. */
export interface Asking {
  readonly request: ApprovalRequest;
  /** Clock in ms; keys before it decide nothing. */
  readonly armedAt: number;
  /** Index into `request.pending`. */
  readonly selected: number;
  readonly skipped: readonly string[];
  readonly stepping: boolean;
  readonly details: boolean;
  readonly previewOffered: boolean;
  /** What a preview would copy first; too much, and it is not offered. */
  readonly copies?: Copies;
  /** Steps that delete can be shown as moves into the trash instead. */
  readonly trashOffered?: boolean;
  /** Its preview has been seen: exactly that can be applied. */
  readonly apply?: PreviewShown['apply'];
  readonly writing?: Writing;
  /** A rule that was shown and waits for its own yes. */
  readonly offered?: { add(): Promise<string> };
  readonly hint?: 'tooQuick' | 'deniedNever' | 'nothingToRun' | Gravity;
}

export type Writing =
  | { readonly kind: 'edit'; readonly stepId: string; readonly editor: Editor }
  | { readonly kind: 'reply'; readonly editor: Editor }
  /** The word for grave changes. */
  | { readonly kind: 'word'; readonly editor: Editor };

export function ask(
  request: ApprovalRequest,
  now: number,
  options: {
    stepping: boolean;
    previewOffered: boolean;
    copies?: Copies;
    trashOffered?: boolean;
    apply?: PreviewShown['apply'];
  },
): Asking {
  return { request, armedAt: now + QUIET_MS, selected: 0, skipped: [], details: false, ...options };
}

export type Answer =
  | { readonly asking: Asking }
  | { readonly decision: ApprovalDecision }
  /** The explanation of a step is wanted. */
  | { readonly asking: Asking; readonly explain: string }
  /** A rule for a step is wanted; the one that was shown is to be added. */
  | { readonly asking: Asking; readonly always: string }
  /** A step is to go to the trash instead of being deleted: it comes back as an edit. */
  | { readonly asking: Asking; readonly trash: string }
  | { readonly asking: Asking; readonly add: () => Promise<string> };

/** Asked only because nothing covers it: what is unknown, protected, privileged or tainted gets no rule. */
export const mayGetRule = (verdict: Verdict | undefined): boolean =>
  verdict?.verdict === 'ask' &&
  (verdict.asks ?? []).every((cause) => /^(?:read|write|delete|exec|network)$/.test(cause));

/** It deletes, and says with what: only `rm` can be shown as a move. */
export const mayTrash = (asking: Asking, id: string): boolean =>
  asking.trashOffered === true &&
  /^\s*rm\s/.test(commandOf(asking, id)) &&
  verdictOf(asking, id)?.verdict === 'ask' &&
  verdictOf(asking, id)!.effects.some(({ kind }) => kind === 'delete');

export const verdictOf = (asking: Asking, id: string): Verdict | undefined =>
  asking.request.verdicts.find((verdict) => verdict.id === id);

/** The steps a yes would run now: pending, not skipped, never a denied one; step by step only the first. */
export function wouldRun(asking: Asking): readonly string[] {
  const { pending } = asking.request;
  const scope = asking.stepping ? pending.slice(0, 1) : pending;
  return scope.filter((id) => {
    const verdict = verdictOf(asking, id)?.verdict;
    return !asking.skipped.includes(id) && (verdict === 'allow' || verdict === 'ask');
  });
}

/** Why Enter does not run it; undefined when it does. */
export function enterBlocked(asking: Asking): Gravity | undefined {
  const { pending } = asking.request;
  const scope = (asking.stepping ? pending.slice(0, 1) : pending).filter(
    (id) => !asking.skipped.includes(id),
  );
  return gravity(scope.flatMap((id) => verdictOf(asking, id) ?? []));
}

/** One key further. Undefined: the key means nothing here. */
export function askingKey(asking: Asking, key: Key, now: number): Answer | undefined {
  if (isCtrl(key, 'c') || isCtrl(key, 'd'))
    return asking.writing ? { asking: stopWriting(asking) } : { decision: { kind: 'reject', by: 'key' } };
  if (now < asking.armedAt) return { asking: { ...asking, armedAt: now + QUIET_MS, hint: 'tooQuick' } };
  const calm = withoutHint(asking);
  if (calm.writing) return writingKey(calm, calm.writing, key);
  if (calm.offered) return offeredKey(calm, calm.offered, key);
  const { pending } = calm.request;
  const id = pending[calm.stepping ? 0 : calm.selected];
  if (id === undefined) return undefined;
  if (key.name === 'up' || key.name === 'down') return { asking: moved(calm, key.name === 'up' ? -1 : 1) };
  if (key.name === 'escape') return { decision: { kind: 'reject', by: 'key' } };
  if (key.name === 'enter') {
    if (key.alt) return undefined;
    const blocked = enterBlocked(calm);
    return blocked ? { asking: { ...calm, hint: blocked } } : yes(calm);
  }
  if (!isText(key) || key.text.length !== 1) return undefined;
  // What failed runs again as it was or not at all.
  if (calm.request.again && !/[yYnN?]/.test(key.text)) return undefined;
  switch (key.text) {
    case 'y':
    case 'Y':
      return yes(calm);
    case 'n':
    case 'N':
      return { decision: { kind: 'reject', by: 'key' } };
    case 's':
      return pending.length > 1
        ? { asking: { ...calm, stepping: true, selected: 0, skipped: [] } }
        : undefined;
    case 'a':
      if (!calm.stepping && calm.apply)
        return calm.apply.word
          ? { asking: { ...calm, writing: { kind: 'word', editor: EMPTY_EDITOR } } }
          : { decision: { kind: 'apply', by: 'key', typed: false } };
      return calm.stepping && pending.length > 1 ? { asking: { ...calm, stepping: false } } : undefined;
    case 'k':
    case ' ':
      return skip(calm, id);
    case 'e':
      return {
        asking: { ...calm, writing: { kind: 'edit', stepId: id, editor: editorWith(commandOf(calm, id)) } },
      };
    case 'r':
      return { asking: { ...calm, writing: { kind: 'reply', editor: EMPTY_EDITOR } } };
    case 'o':
      return verdictOf(calm, id)?.sandboxed && verdictOf(calm, id)?.verdict === 'allow'
        ? { decision: { kind: 'outside', stepId: id, by: 'key' } }
        : undefined;
    case 'w':
      return mayGetRule(verdictOf(calm, id)) ? { asking: calm, always: id } : undefined;
    case 't':
      return mayTrash(calm, id) ? { asking: calm, trash: id } : undefined;
    case 'p':
      return calm.previewOffered ? { decision: { kind: 'preview', by: 'key' } } : undefined;
    case '?':
      return { asking: { ...calm, details: !calm.details }, explain: id };
    default:
      return undefined;
  }
}

/** Pasted text decides nothing; it is text only where text is being written. */
export function askingPaste(asking: Asking, insertText: (editor: Editor) => Editor): Asking {
  const { writing } = asking;
  return writing ? { ...asking, writing: { ...writing, editor: insertText(writing.editor) } } : asking;
}

function yes(asking: Asking): Answer {
  const run = wouldRun(asking);
  const { pending } = asking.request;
  if (run.length === 0) {
    const denied = pending.some((id) => verdictOf(asking, id)?.verdict === 'deny');
    return { asking: { ...asking, hint: denied ? 'deniedNever' : 'nothingToRun' } };
  }
  const left = asking.stepping ? [] : pending.filter((id) => !run.includes(id));
  return { decision: { kind: 'run', run, skip: left, by: 'key' } };
}

function skip(asking: Asking, id: string): Answer {
  const { pending } = asking.request;
  if (asking.stepping) return { decision: { kind: 'run', run: [], skip: [id], by: 'key' } };
  if (pending.length === 1) return { decision: { kind: 'reject', by: 'key' } };
  const skipped = asking.skipped.includes(id)
    ? asking.skipped.filter((other) => other !== id)
    : [...asking.skipped, id];
  return { asking: { ...asking, skipped } };
}

/** The question about a rule: a yes adds it and runs nothing. */
function offeredKey(asking: Asking, offered: NonNullable<Asking['offered']>, key: Key): Answer | undefined {
  const { offered: _, ...rest } = asking;
  const no = key.name === 'escape' || (isText(key) && /^[nN]$/.test(key.text));
  if (no) return { asking: rest };
  return isText(key) && /^[yY]$/.test(key.text) ? { asking: rest, add: () => offered.add() } : undefined;
}

function moved(asking: Asking, by: number): Asking {
  const last = asking.request.pending.length - 1;
  return { ...asking, selected: Math.min(last, Math.max(0, asking.selected + by)) };
}

function writingKey(asking: Asking, writing: Writing, key: Key): Answer | undefined {
  if (key.name === 'escape') return { asking: stopWriting(asking) };
  const edited = editKey(writing.editor, key);
  if (edited) return { asking: { ...asking, writing: { ...writing, editor: edited } } };
  if (key.name !== 'enter') return undefined;
  const text = writing.editor.text.trim();
  if (text === '') return { asking: stopWriting(asking) };
  if (writing.kind === 'word')
    return text === APPLY_WORD
      ? { decision: { kind: 'apply', by: 'key', typed: true } }
      : { asking: stopWriting(asking) };
  if (writing.kind === 'reply') return { decision: { kind: 'revise', reply: text, by: 'key' } };
  if (writing.editor.text === commandOf(asking, writing.stepId)) return { asking: stopWriting(asking) };
  return {
    decision: { kind: 'edit', stepId: writing.stepId, command: writing.editor.text, by: 'key' },
  };
}

const commandOf = (asking: Asking, id: string) =>
  asking.request.plan.steps.find((step) => step.id === id)?.command ?? '';

function stopWriting(asking: Asking): Asking {
  const { writing: _, ...rest } = asking;
  return rest;
}

function withoutHint(asking: Asking): Asking {
  const { hint: _, ...rest } = asking;
  return rest;
}
