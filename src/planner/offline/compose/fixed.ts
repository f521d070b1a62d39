import type { Reading } from '../reading.ts';
import type { Proposal, Risk, World } from '../types.ts';

/**
 * Requests that one command answers. Each line: concepts that must be there (alternatives with |), concepts that may be
 * there, the command, and why in English and Chinese. `!` before the command marks what changes something.
 */
export interface Fixed {
  readonly family: string;
  readonly need: string;
  readonly may?: string;
  /** Concepts that make it mean something else. */
  readonly not?: string;
  /** Text, or made from what is known of this machine. */
  readonly command: string | ((world: World) => string);
  readonly why: readonly [string, string];
  readonly risk?: Risk;
  readonly guess?: number;
  readonly interactive?: boolean;
}

export const line = (
  family: string,
  need: string,
  may: string,
  command: Fixed['command'],
  english: string,
  chinese: string,
  more: Partial<Fixed> = {},
): Fixed => ({ family, need, may, command, why: [english, chinese], ...more });

const COURTESY =
  'show|show-light|find|ask|all|now|machine|here|it-ref|item|name|exist|result|only|screen|value|content|p-in|human|p-with|detail|used';

/** Makes a rule of one line of such a table. */
export function fixedRule(fixed: Fixed): (r: Reading) => Proposal | undefined {
  return (r) => {
    const needs = fixed.need.split(' ');
    if (!needs.every((group) => r.has(group))) return undefined;
    if (fixed.not && r.has(fixed.not)) return undefined;
    if (!r.need(...needs)) return undefined;
    r.may(COURTESY, ...(fixed.may ?? '').split(' ').filter(Boolean));
    return {
      family: fixed.family,
      steps: [
        {
          command: typeof fixed.command === 'string' ? fixed.command : fixed.command(r.world),
          why: r.say(...fixed.why),
          ...(fixed.interactive ? { interactive: true } : {}),
        },
      ],
      risk: fixed.risk ?? 'read',
      guess: fixed.guess ?? 0,
      rank: needs.length,
    };
  };
}
