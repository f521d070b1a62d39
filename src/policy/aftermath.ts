import type { Finding } from './finding.ts';

/** What the steps before one may have left: later ones may not run it or read it as configuration unasked. */
export interface Aftermath {
  /** Paths written, removed or moved. */
  readonly paths: readonly string[];
  /** Code nobody judged ran: anything may have changed. */
  readonly anything: boolean;
  /** Variables, functions or options of the shell changed. */
  readonly shell: string | undefined;
}

export const NOTHING_BEFORE: Aftermath = { paths: [], anything: false, shell: undefined };

export function after(before: Aftermath, findings: readonly Finding[]): Aftermath {
  const paths = [...before.paths];
  let { anything, shell } = before;
  for (const { effect, decision } of findings) {
    if (decision === 'allow') continue;
    if (effect.kind === 'write' || effect.kind === 'delete') {
      if (effect.target === undefined || effect.target.endsWith('…')) anything = true;
      else paths.push(effect.target);
    } else if (effect.kind === 'exec' || effect.kind === 'unknown' || effect.kind === 'privilege')
      anything = true;
    else if (
      effect.kind === 'env' &&
      effect.detail !== 'uses its value' &&
      effect.detail !== 'sets it for the command'
    )
      shell = effect.target ?? 'the shell';
  }
  return { paths, anything, shell };
}

export function changedConfiguration(earlier: Aftermath, names: readonly string[]): string | undefined {
  if (earlier.anything) return names[0] === '*' ? 'its configuration' : names[0];
  if (names.includes('*')) return earlier.paths[0];
  return earlier.paths.find((path) => path.split('/').some((part) => names.includes(part)));
}
