import { BASH_BUILTINS } from './builtin.ts';
import { lifts } from './clear.ts';
import type { Finding } from './finding.ts';
import type { Judgement } from './judge.ts';
import type { Grants, Verdict } from './types.ts';

/** `off` never, `auto` where it saves a question, `require`: what is asked about runs in the sandbox or not at all. */
export type SandboxMode = 'auto' | 'require' | 'off';

/** Whether the sandbox works here, or one line why not and how to mend it. */
export type SandboxWorks = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Builtins that leave the shell as it was. */
const HARMLESS = new Set(': [ break cd continue echo exit false printf pwd test true type wait'.split(' '));

/** A program nobody knows, one that is not the system's, code that is not judged: all of it is some program running. */
const BOUNDED: ReadonlySet<string> = new Set([
  'builtin:exec',
  'builtin:unknown-program',
  'builtin:untrusted-program',
]);

/** Asked only because nobody can say what a program does, which is what the sandbox bounds. */
const bounded = ({ effect, cause, rule }: Finding): boolean =>
  (effect.kind === 'exec' || effect.kind === 'unknown') &&
  (cause === 'exec' || cause === 'unknown') &&
  BOUNDED.has(rule);

const KINDS: ReadonlySet<string> = new Set(['read', 'exec', 'unknown']);

/**
 * Whether the sandbox could stand in for a question: everything that asks is bounded by it, nothing touches the shell,
 * processes or the terminal, and no rule of the person's spoke. It holds what a program does, not what it is for:
 * a command whose known effects lie outside would only fail in it.
 */
export function fitsSandbox({ verdict, commands, findings }: Judgement): boolean {
  if (verdict.verdict !== 'ask' || (verdict.asks ?? []).includes('tainted')) return false;
  const all = [...findings, ...commands.flatMap((command) => command.findings)];
  if (!all.every((finding) => KINDS.has(finding.effect.kind))) return false;
  if (!all.every((finding) => finding.decision === 'allow' || bounded(finding))) return false;
  return commands.every(
    ({ program }) => program === undefined || !BASH_BUILTINS.has(program) || HARMLESS.has(program),
  );
}

/** A verdict of its own: allowed, because what nobody can foresee is held by the sandbox. */
export const allowedInSandbox = ({ asks: _, ...verdict }: Verdict): Verdict => ({
  ...verdict,
  verdict: 'allow',
  rule: 'builtin:sandboxed',
  reason: `without network and secrets: ${verdict.reason}`,
  sandboxed: true,
});

/** What privileged or protected work would need, the sandbox does not give. */
const BEYOND = new Set(['privilege', 'protected']);

/** `require`: an ask stays one and runs inside; what cannot run inside is denied, as is everything without a sandbox. */
export function requiredSandbox(verdict: Verdict, works: SandboxWorks): Verdict {
  if (verdict.verdict !== 'ask') return verdict;
  const { asks, ...rest } = verdict;
  const no = (reason: string): Verdict => ({
    ...rest,
    verdict: 'deny',
    rule: 'builtin:sandbox-required',
    reason: `sandbox.mode is require, and ${reason}`,
  });
  if (!works.ok) return no(works.why);
  const beyond = (asks ?? []).find((cause) => BEYOND.has(cause));
  if (beyond !== undefined) return no(`this needs more than it gives: ${verdict.reason}`);
  if (verdict.effects.some(({ kind }) => kind === 'terminal' || kind === 'process'))
    return no(`this works on the terminal or on processes: ${verdict.reason}`);
  return { ...verdict, sandboxed: true };
}

/** Whether the sandbox is worth asking for: nothing the person said already lets the step run. */
export const wouldAsk = (verdict: Verdict, grants: Grants | undefined): boolean =>
  verdict.verdict === 'ask' && !(grants && lifts(grants, verdict));
