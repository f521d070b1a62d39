import type { Fixed } from './fixed.ts';

const GIT = 'git here branch-light commits-light p-in';

/** One request about a repository that one git command answers. */
export const line = (
  need: string,
  may: string,
  command: string,
  english: string,
  chinese: string,
  more: Partial<Fixed> = {},
): Fixed => ({ family: 'git', need, may: `${GIT} ${may}`, command, why: [english, chinese], ...more });

export const NAMES = '#path|#quoted|#literal';
