import type { StepResult } from '../../session/events.ts';

/** What programs say when they cannot write, connect or see what is hidden. Wide on purpose: it only leads to an offer. */
const SAID =
  /read-only file system|\bEROFS\b|permission denied|\bEACCES\b|operation not permitted|\bEPERM\b|network is (?:unreachable|down)|\bENETUNREACH\b|temporary failure in name resolution|could not resolve|name or service not known|\bEAI_AGAIN\b|\bENOTFOUND\b|address family not supported|\bEAFNOSUPPORT\b|(?:\/tmp|\/run|\/\.[\w-]+)\S*:? (?:no such file or directory|not found)|no such file or directory[^\n]*(?:\/tmp|\/run|\/\.\w)|cannot connect to the docker daemon|socket/i;

/** Whether the sandbox may have been in a failed step's way: its stderr says so, or went by unseen. */
export function blockedBySandbox({ exitCode, stderrTail }: StepResult, seen: boolean): boolean {
  return exitCode !== 0 && (!seen || (stderrTail !== undefined && SAID.test(stderrTail)));
}
