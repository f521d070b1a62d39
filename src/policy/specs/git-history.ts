import type { CommandSpec } from '../spec.ts';
import { diffed, reflog } from './git-inspect.ts';
import { DIFF_OPTIONS, shown, WALK_OPTIONS } from './git-options.ts';

const LOG: CommandSpec = { options: DIFF_OPTIONS + WALK_OPTIONS, operands: 'read*', interpret: shown };
const DIFF_TOOL: CommandSpec = {
  operands: 'text*',
  does: 'exec - starts the program the configuration names',
};

/** Commits and differences, and what is kept of them: reflog, stash, bisect. */
export const GIT_HISTORY: Readonly<Record<string, CommandSpec>> = {
  'log show whatchanged': LOG,
  diff: {
    options: `
      ${DIFF_OPTIONS}
      -# --base --ours --theirs --no-index
    `,
    operands: 'read*',
    variants: [{ if: '--no-index', operands: 'tree*' }],
    interpret: diffed,
  },
  'diff-tree diff-index diff-files': {
    options: `
      ${DIFF_OPTIONS}
      -v --root --no-commit-id --always
      --pretty --format ?text
    `,
    operands: 'read*',
    interpret: shown,
  },
  'range-diff': {
    options: `
      ${DIFF_OPTIONS}
      --no-dual-color --left-only --right-only --no-notes
      --notes ?text
      --creation-factor =text
    `,
    operands: 'text*',
    interpret: shown,
  },
  'blame annotate': {
    options: `
      -bfnpctlsewk --root --show-stats --show-name --show-number --porcelain --line-porcelain --incremental --show-email
      --score-debug --progress --no-progress --color-lines --color-by-age --minimal --first-parent --reverse
      -C -M --abbrev ?text
      -L --ignore-rev --date --since =text
      -S --contents --ignore-revs-file =read
    `,
    operands: 'read*',
    interpret: shown,
  },
  shortlog: {
    options: `
      -# -cnseEFiP --committer --numbered --summary --email --all --merges --no-merges --first-parent --reverse
      -w --format --pretty --branches --tags --remotes ?text
      --group --max-count --since --after --until --before --author --grep --date =text
      --output =write
    `,
    operands: 'read*',
    interpret: shown,
  },
  'rev-list': {
    options: `
      ${WALK_OPTIONS}
      --count --objects --objects-edge --unpacked --header --timestamp --no-object-names --object-names --quiet
      --bisect-vars --bisect-all --no-commit-header --commit-header --use-bitmap-index --no-abbrev
      --disk-usage --abbrev ?text
    `,
    operands: 'text*',
    interpret: shown,
  },
  'merge-base': {
    options: '-a --all --octopus --independent --is-ancestor --fork-point',
    operands: 'text*',
  },
  describe: {
    options: `
      --contains --debug --all --tags --long --first-parent --exact-match --always
      --abbrev --dirty --broken ?text
      --candidates --match --exclude =text
    `,
    operands: 'text*',
  },
  'name-rev': {
    options: `
      --name-only --tags --all --always --undefined --no-undefined --annotate-stdin
      --refs --exclude =text
    `,
    operands: 'text*',
  },
  cherry: { options: '-v --abbrev', operands: 'text*' },
  reflog: { ...LOG, interpret: reflog },
  stash: {
    commands: {
      list: LOG,
      show: {
        options: `
          ${DIFF_OPTIONS}
          --include-untracked --no-include-untracked --only-untracked
        `,
        operands: 'text?',
        interpret: shown,
      },
      'push save pop apply drop clear create store branch': {
        options: `
          -kqupSa --keep-index --no-keep-index --quiet --include-untracked --all --staged --index --patch
          -m --message =text
        `,
        operands: 'text*',
        does: 'edit:. - changes the work tree and the stash',
      },
    },
  },
  bisect: {
    commands: {
      'log terms': { options: '--term-good --term-bad --term-old --term-new', operands: '' },
      'start bad good new old skip next reset replay': {
        options: '--no-checkout --first-parent',
        operands: 'text*',
        does: 'edit:. - checks out other commits',
      },
      'run view visualize': { style: 'none', operands: 'text*', does: 'exec - starts a program' },
    },
  },
  'verify-commit verify-tag': { options: '-v --verbose --raw', operands: 'text*', does: 'exec - starts gpg' },
  'difftool mergetool': DIFF_TOOL,
};
