import type { CommandSpec } from '../spec.ts';

const HOOKS = 'exec - runs hooks of the repository';
const TREE = 'edit:. - changes the work tree';
const COMMITS = `edit:. - records commits; ${HOOKS}`;
const STORED = 'edit:. - changes the repository';

const MESSAGE = `
  -m --message --author --date --cleanup =text
  -F --file -t --template =read
  -S --gpg-sign ?text !exec # starts gpg
`;
const TRANSFER = `
  -4679aqvnptuk --all --ipv4 --ipv6 --quiet --verbose --dry-run --prune --tags --no-tags --progress --no-progress
  --atomic --append --force --update-head-ok --unshallow --prune-tags --keep --set-upstream
  --depth --deepen --shallow-since -j --jobs -o --server-option --refmap =text
  --recurse-submodules ?text
  --upload-pack --receive-pack --exec =exec # starts a program
`;

/** Subcommands that change files, references or other machines. */
export const GIT_WRITE: Readonly<Record<string, CommandSpec>> = {
  add: {
    options: `
      -nvfuAN --dry-run --verbose --force --update --all --no-all --intent-to-add --refresh --renormalize
      --ignore-errors --sparse
      -ipe --interactive --patch --edit !terminal
      --chmod =text
      --pathspec-from-file =read
    `,
    operands: 'meta*',
    does: 'edit:. - stages files',
  },
  'commit cherry-pick revert': {
    options: `
      ${MESSAGE}
      -aqvsnxie --all --quiet --verbose --signoff --no-verify --amend --no-edit --edit --allow-empty --dry-run --short
      --allow-empty-message --reset-author --only --include --no-commit --continue --abort --skip --quit --ff
      -c -C --reedit-message --reuse-message --fixup --squash --mainline --strategy -X --strategy-option =text
    `,
    operands: 'text*',
    does: COMMITS,
  },
  'checkout switch': {
    options: `
      -qfdtlp --quiet --force --detach --guess --no-guess --merge --discard-changes --patch --ours --theirs --progress
      --no-progress --ignore-skip-worktree-bits --overlay --no-overlay --no-track
      -b -B -c -C --create --force-create --orphan --conflict =text
      --track ?text
    `,
    operands: 'text*',
    does: `edit:. - overwrites files of the work tree; ${HOOKS}`,
  },
  restore: {
    options: `
      -SWqp --staged --worktree --quiet --patch --ours --theirs --merge --overlay --no-overlay
      -s --source =text
    `,
    operands: 'edit*',
    does: 'edit:. - discards changes',
  },
  reset: {
    options: '-qNp --soft --mixed --hard --merge --keep --quiet --patch --intent-to-add',
    operands: 'text*',
    does: 'edit:. - moves the branch and may discard changes',
  },
  'merge rebase': {
    options: `
      ${MESSAGE}
      -nqvie --no-commit --commit --squash --ff --no-ff --ff-only --stat --no-stat --edit --no-edit --abort --continue
      --quit --skip --signoff --no-verify --verify --allow-unrelated-histories --interactive --autosquash
      --no-autosquash --autostash --no-autostash --root --update-refs --keep-base --force-rebase
      --onto -s --strategy -X --strategy-option =text
      --rebase-merges ?text
      -x --exec =exec # runs a command for every commit
    `,
    operands: 'text*',
    does: COMMITS,
  },
  'push send-pack': {
    options: `
      ${TRANSFER}
      -fd --delete --mirror --follow-tags --no-verify --force-if-includes --thin
      --force-with-lease ?text
      --push-option --repo =text
    `,
    operands: 'text*',
    does: `network - sends commits to another machine; ${HOOKS}`,
  },
  'fetch fetch-pack': { options: `${TRANSFER} -f`, operands: 'text*', does: `network; ${STORED}` },
  pull: {
    options: `
      ${TRANSFER}
      -frse --ff --no-ff --ff-only --no-rebase --squash --no-commit --commit --autostash --edit --no-edit
      --rebase ?text
      -X --strategy --strategy-option =text
    `,
    operands: 'text*',
    does: `network; ${TREE}; ${HOOKS}`,
  },
  clone: {
    options: `
      -qvnls46 --quiet --verbose --progress --no-checkout --bare --mirror --local --no-hardlinks --shared
      --single-branch --no-single-branch --no-tags --sparse --shallow-submodules --reject-shallow
      --depth -b --branch -o --origin --shallow-since --filter -j --jobs --server-option =text
      --recurse-submodules --recursive ?text
      --separate-git-dir =write
      --reference --reference-if-able =tree
      -u --upload-pack --template -c --config =exec # starts programs, or names them
    `,
    operands: 'network write?',
    does: 'network; write:. - makes a folder with another repository',
  },
  init: {
    options: `
      -q --quiet --bare
      -b --initial-branch --object-format =text
      --shared ?text
      --separate-git-dir =write
      --template =exec # brings hooks along
    `,
    operands: 'write?',
    does: 'write:. - makes a repository',
  },
  mv: { options: '-fnkv --force --dry-run --verbose --sparse', operands: 'move+ write' },
  rm: {
    options: '-fnrq --force --dry-run --cached --quiet --ignore-unmatch --sparse',
    operands: 'delete-tree*',
    does: 'edit:. - removes files',
  },
  clean: {
    options: `
      -dfnqxX --force --dry-run --quiet
      -e --exclude =text
      -i --interactive !terminal
    `,
    operands: 'text*',
    does: 'edit:. - removes files that git does not keep',
  },
  'apply am': {
    options: `
      -Rqvk3 --stat --numstat --summary --check --index --cached --3way --reverse --reject --recount --quiet --verbose
      --abort --continue --skip --quit --signoff --keep --allow-empty --unidiff-zero
      -p -C --directory --whitespace --exclude --include =text
      --build-fake-ancestor =write
    `,
    operands: 'read*',
    does: `edit:. - applies a patch; ${HOOKS}`,
  },
  'format-patch': {
    options: `
      -# -kns --stdout --numbered --signoff --cover-letter --quiet
      -v --reroll-count --subject-prefix =text
      -o --output-directory --output =write
    `,
    operands: 'text*',
    does: 'write:. - writes patch files',
  },
  'gc prune repack pack-refs maintenance prune-packed': {
    options: '-adfqlnv --auto --aggressive --force --all --quiet --dry-run --verbose --prune --expire',
    operands: 'text*',
    does: `${STORED}; ${HOOKS}`,
  },
  'update-index update-ref read-tree write-tree commit-tree checkout-index mktag mktree merge-tree replace rerere':
    {
      style: 'none',
      operands: 'text*',
      does: STORED,
    },
  'filter-branch fast-import merge-file merge-index for-each-repo send-email instaweb gui citool daemon shell':
    {
      style: 'none',
      operands: 'text*',
      does: 'exec - starts programs or changes the repository',
    },
  credential: { style: 'none', operands: 'text*', does: 'secret - shows stored passwords' },
};
