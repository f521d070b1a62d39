import { posix } from 'node:path';
import type { Answers, FactRequest, Facts } from './facts.ts';
import { NO_RULES } from './rules/types.ts';
import type { Setting } from './setting.ts';

/** The model world in which examples of specs and rules are judged: plain files, system programs, an empty git configuration. */
export const MODEL_SETTING: Setting = {
  cwd: '/home/user/project',
  home: '/home/user',
  user: 'user',
  project: '/home/user/project',
  tainted: false,
  stdin: 'none',
  ran: [],
  functions: [],
  rules: NO_RULES,
  own: [],
};

export const MODEL_FACTS: Facts = {
  get(key: string): Answers[FactRequest['kind']] {
    const blank = key.indexOf(' ');
    const kind = key.slice(0, blank) as FactRequest['kind'];
    const about = key.slice(blank + 1);
    switch (kind) {
      case 'path':
        return { real: posix.normalize(about), type: looksLikeFolder(about) ? 'dir' : 'file' };
      case 'glob':
        return { matches: [], truncated: false };
      case 'program':
        return { path: about.startsWith('/') ? about : `/usr/bin/${about}`, trusted: true };
      case 'git':
        return { ...repositoryOf(about), keys: [] };
      case 'secrets':
        return { found: [], truncated: false };
      case 'above':
      case 'hash':
        return {};
    }
  },
};

const looksLikeFolder = (path: string) => !/\.[a-z0-9]+$/i.test(path);

function repositoryOf(cwd: string): { root?: string; folder?: string } {
  const root = cwd.startsWith('/home/user/project') ? '/home/user/project' : cwd;
  return { root, folder: `${root}/.git` };
}
