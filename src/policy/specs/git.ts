import type { ToolSpec } from '../spec.ts';

/** Options that only choose what is shown. Left out on purpose: --ext-diff, --textconv, --output, --show-signature. */
const SHOWN = `
  -p -u --patch --no-patch -s --raw --numstat --shortstat --summary --name-only --name-status --cached --staged
  --stat ?text
`;

export const GIT: readonly ToolSpec[] = [
  {
    names: 'git',
    style: 'posix',
    // -c, --config-env, --exec-path, --git-dir and --work-tree choose programs or other repositories: left out.
    options: `
      --no-pager -P --no-optional-locks --literal-pathspecs --no-replace-objects
      -C =cwd
    `,
    bare: true,
    commands: {
      status: {
        style: 'gnu',
        options: `
          -sbvz --short --branch --show-stash --long --verbose --ahead-behind --no-ahead-behind --renames --no-renames
          --porcelain -u --untracked-files --ignored --column ?text
          --find-renames ?text
        `,
        operands: 'meta*',
      },
      diff: { style: 'gnu', options: SHOWN, operands: 'text*' },
      stash: { commands: { list: { style: 'gnu', options: SHOWN, operands: 'text*' } } },
    },
    allow: [
      'git status',
      'git status -sb',
      'git -C src status',
      'git stash list',
      'git --no-pager diff --stat',
    ],
    ask: ['git diff --output=x', 'git -c core.pager=id status', 'git push', 'git frobnicate', 'git stash'],
  },
];
