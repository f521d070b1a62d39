import type { Check } from '../session/check.ts';
import { createCgroup } from './cgroup.ts';
import { probeSandbox } from './sandbox/probe.ts';

/** Lines of `assent doctor`: what this machine gives to run steps in. Each is tried, not guessed. */
export const executionChecks: readonly (() => Check | Promise<Check>)[] = [sandbox, cancel];

async function sandbox(): Promise<Check> {
  const name = 'sandbox';
  const state = await probeSandbox();
  if (state.ok) return { name, status: 'ok', detail: 'a program ran in it and could not get out' };
  const mend = state.mend === undefined ? {} : { mend: state.mend };
  return { name, status: 'warn', detail: `${state.why}; what it could hold is asked about instead`, ...mend };
}

function cancel(): Check {
  const name = 'cancel';
  const group = createCgroup();
  group?.remove();
  if (group) return { name, status: 'ok', detail: 'by control group: nothing a step started is left' };
  return {
    name,
    status: 'ok',
    detail:
      'by session, process group and a mark in the environment: a process that leaves its session, loses its parent and clears its environment is not found; in the sandbox nothing is left',
  };
}
