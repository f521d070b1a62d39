import type { CommandSpec } from '../spec.ts';
import { config } from './git-inspect.ts';
import { shown } from './git-options.ts';

const STORED = 'edit:. - changes the repository';

/** Files and objects, configuration, and the folders git works with. */
export const GIT_FILES: Readonly<Record<string, CommandSpec>> = {
  status: {
    options: `
      -sbvz --short --branch --show-stash --long --verbose --null --ahead-behind --no-ahead-behind --renames
      --no-renames --no-column
      --porcelain -u --untracked-files --ignored --ignore-submodules --column -M --find-renames ?text
    `,
    operands: 'meta*',
  },
  'ls-files': {
    options: `
      -ztvfcdmoiskur --cached --deleted --modified --others --ignored --stage --killed --directory --no-empty-directory
      --empty-directory --eol --unmerged --resolve-undo --exclude-standard --full-name --error-unmatch --debug
      --deduplicate --sparse
      --abbrev ?text
      -x --exclude --exclude-per-directory --with-tree --format =text
      -X --exclude-from =read
    `,
    operands: 'meta*',
  },
  'ls-tree': {
    options: `
      -drtzl --long --name-only --name-status --object-only --full-name --full-tree
      --abbrev ?text
      --format =text
    `,
    operands: 'text meta*',
  },
  'cat-file': {
    // --batch takes names from stdin and shows what they hold.
    options: `
      -epts --allow-unknown-type --use-mailmap --mailmap --buffer --unordered --batch-all-objects
      --batch-check ?text
      --path =text
      --textconv --filters !exec # starts the program the configuration names
    `,
    operands: 'text*',
    interpret: shown,
  },
  grep: {
    // --no-index and --recurse-submodules leave the repository.
    options: `
      -# -ainIwvhHEGFPlLzocWpqr --text --ignore-case --line-number --column --word-regexp --invert-match --full-name
      --extended-regexp --basic-regexp --fixed-strings --perl-regexp --files-with-matches --files-without-match
      --name-only --null --only-matching --count --no-color --break --heading --show-function --function-context
      --and --or --not --all-match --quiet --cached --recursive --no-recursive --exclude-standard --no-textconv
      --color ?text
      -A --after-context -B --before-context -C --context --threads --max-depth -m --max-count =text
      --untracked !tree:.
      -e =text
      -f =read
      -O --open-files-in-pager ?exec !exec # starts a program on what is found
      --textconv !exec
    `,
    operands: 'text read*',
    variants: [{ if: '-e -f', operands: 'read*' }],
  },
  'count-objects': { options: '-vH --verbose --human-readable', operands: '' },
  'check-ignore': { options: '-qvzn --quiet --verbose --stdin --non-matching --no-index', operands: 'meta*' },
  'check-attr': { options: '-az --all --cached --stdin', operands: 'text*' },
  'check-mailmap': { options: '--stdin', operands: 'text*' },
  'verify-pack': { options: '-vs --verbose --stat-only', operands: 'meta*' },
  fsck: {
    options: `
      -v --verbose --full --no-full --strict --no-dangling --dangling --connectivity-only --unreachable --root --tags
      --cache --no-reflogs --name-objects --progress --no-progress
      --lost-found !edit:. # writes what it finds
    `,
    operands: 'text*',
  },
  'hash-object': {
    options: `
      --stdin --no-filters
      -t --path =text
      -w !edit:. # stores the object
    `,
    operands: 'read*',
  },
  worktree: {
    commands: {
      list: { options: '-vz --verbose --porcelain', operands: '' },
      'add lock move prune remove repair unlock': {
        options: `
          -fdnv --force --detach --checkout --no-checkout --lock --dry-run --orphan
          -b -B --reason --expire =text
        `,
        operands: 'text*',
        does: 'edit:. - changes work trees; exec - runs hooks of the repository',
      },
    },
  },
  submodule: {
    options: '--quiet --cached',
    bare: true,
    commands: {
      status: { options: '--cached --recursive', operands: 'text*' },
      'add init deinit update set-branch set-url sync absorbgitdirs': {
        options: '-fN --init --recursive --remote --force --all --no-fetch --checkout --merge --rebase',
        operands: 'text*',
        does: 'network; edit:. - changes submodules; exec - runs what their configuration names',
      },
      foreach: {
        style: 'posix',
        options: '-q --quiet --recursive',
        operands: 'shell+',
        does: 'exec - works with the configuration of the submodules',
      },
      summary: { operands: 'text*', does: 'exec - works with the configuration of the submodules' },
    },
  },
  config: {
    options: `
      -lz --global --system --local --worktree --get --get-all --get-regexp --get-urlmatch --get-color --get-colorbool
      --list --bool --int --bool-or-int --bool-or-str --path --expiry-date --null --name-only --show-names --includes
      --no-includes --show-origin --show-scope --fixed-value --all --regexp
      -t --type --default --blob --value --url =text
      -f --file =read
      -e --edit !exec # starts an editor
      --replace-all --add --unset --unset-all --rename-section --remove-section !edit:. # changes the configuration
    `,
    operands: 'text*',
    interpret: config,
  },
  var: {
    options: '-l !secret',
    operands:
      'oneof:GIT_AUTHOR_IDENT|GIT_COMMITTER_IDENT|GIT_EDITOR|GIT_SEQUENCE_EDITOR|GIT_PAGER|GIT_DEFAULT_BRANCH',
  },
  'sparse-checkout': {
    commands: {
      list: { operands: '' },
      'init set add reapply disable': {
        options: '--cone --no-cone --stdin --sparse-index --no-sparse-index',
        operands: 'text*',
        does: 'edit:. - changes which files are there',
      },
    },
  },
  archive: {
    options: `
      -lv -# --list --verbose --worktree-attributes
      --format --prefix =text
      -o --output =write
      --add-file =read
      --remote =network
      --exec =exec
    `,
    operands: 'text*',
    does: 'exec - filters may start programs',
    variants: [{ if: '-l --list', operands: '', does: '' }],
  },
  bundle: {
    commands: {
      'verify list-heads': { options: '-q --quiet', operands: 'read text*' },
      'create unbundle': { options: '-q --quiet --all', operands: 'write text*', does: STORED },
    },
  },
  version: { options: '--build-options', operands: '' },
  help: {
    options: '-agv --all --guides --verbose --no-verbose --no-aliases --no-external-commands',
    // A viewer or a browser is opened on the page.
    operands: 'exec*',
    variants: [{ if: '-a -g --all --guides', operands: '' }],
  },
};
