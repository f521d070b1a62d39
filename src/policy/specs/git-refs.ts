import type { CommandSpec } from '../spec.ts';
import { REF_OPTIONS, shown } from './git-options.ts';

const STORED = 'edit:. - changes the repository';

/** Branches, tags, remotes and other names; listed by some forms, changed by others. */
export const GIT_REFS: Readonly<Record<string, CommandSpec>> = {
  branch: {
    // -l once meant --create-reflog: it lists only without a name.
    options: `
      ${REF_OPTIONS}
      -avrqil --all --remotes --verbose --quiet --list --show-current --no-column --no-abbrev --no-color
      --column --abbrev ?text
      -dDmMcCftu --delete --move --copy --force --track --no-track --unset-upstream --create-reflog !edit:. # changes branches
      --set-upstream-to =text !edit:. # changes branches
      --edit-description !exec # starts an editor
    `,
    operands: '',
    variants: [
      {
        // -c and -C are missing: git itself has options of these names.
        if: '-d -D -m -M -f -t -u --delete --move --copy --force --track --no-track --unset-upstream --create-reflog --set-upstream-to --edit-description',
        operands: 'text*',
      },
      { if: '--list', operands: 'text*' },
      { if: '--merged --no-merged --contains --no-contains', operands: 'text?' },
    ],
    interpret: shown,
  },
  tag: {
    options: `
      ${REF_OPTIONS}
      -li --list --no-column
      -n --column ?text
      -adfe --annotate --delete --force --edit --create-reflog !edit:. # changes tags
      -m --message --cleanup =text !edit:. # makes a tag
      -F --file =read !edit:. # makes a tag
      -sv --sign --verify !exec # starts gpg
      -u --local-user =text !exec # starts gpg
    `,
    operands: '',
    variants: [
      {
        if: '-a -d -f -e -m -F -s -v -u --annotate --delete --force --message --file --sign --verify',
        operands: 'text*',
      },
      { if: '-l --list', operands: 'text*' },
      { if: '--merged --no-merged --contains --no-contains', operands: 'text?' },
    ],
    interpret: shown,
  },
  'for-each-ref': {
    options: `
      ${REF_OPTIONS}
      -sp --shell --perl --python --tcl --include-root-refs
      --count --exclude =text
    `,
    operands: 'text*',
    interpret: shown,
  },
  'show-ref': {
    options: `
      -dsq --tags --heads --branches --verify --head --dereference --quiet --exists
      --hash --abbrev --exclude-existing ?text
    `,
    operands: 'text*',
  },
  'show-branch': {
    options: `
      -arg --all --remotes --list --no-name --current --sha1-name --merge-base --independent --topo-order --date-order
      --topics --sparse --no-color
      --color --more --reflog ?text
    `,
    operands: 'text*',
  },
  remote: {
    options: '-v --verbose',
    bare: true,
    commands: {
      'get-url': { options: '--push --all', operands: 'text' },
      show: { options: '-n', operands: 'text*', does: 'network - asks the remote' },
      'add rename remove rm set-head set-branches set-url': {
        options: `
          -aded --add --delete --push --auto --tags --no-tags --progress --no-progress
          -t -m =text
          -f --fetch !network
          --mirror ?text
        `,
        operands: 'text*',
        does: STORED,
      },
      'prune update': { options: '-np --dry-run --prune', operands: 'text*', does: `network; ${STORED}` },
    },
  },
  'rev-parse': {
    options: `
      -q --quiet --verify --git-dir --absolute-git-dir --git-common-dir --show-toplevel --show-cdup --show-prefix
      --show-superproject-working-tree --shared-index-path --is-inside-git-dir --is-inside-work-tree
      --is-bare-repository --is-shallow-repository --local-env-vars --show-ref-format --symbolic --symbolic-full-name
      --all --not --sq --flags --no-flags --revs-only --no-revs --end-of-options
      --abbrev-ref --short --branches --tags --remotes --glob --exclude --disambiguate --show-object-format \
        --path-format --since --after --until --before ?text
      --default --prefix --git-path =text
      --resolve-git-dir =meta
    `,
    operands: 'text*',
  },
  'symbolic-ref': {
    options: `
      -q --quiet --short --recurse --no-recurse
      -d --delete !edit:. # changes a reference
    `,
    operands: 'text',
  },
  'check-ref-format': {
    options: '--branch --normalize --allow-onelevel --refspec-pattern',
    operands: 'text*',
  },
  notes: {
    options: '--ref =text',
    bare: true,
    commands: {
      'list show': { operands: 'text?' },
      'get-ref': { operands: '' },
      'add append copy edit merge remove prune': {
        options: `
          -fnvq --force --allow-empty --abort --commit
          -m --message -s --strategy =text
          -F --file =read
        `,
        operands: 'text*',
        does: STORED,
      },
    },
  },
  'ls-remote': {
    options: `
      -htq --heads --branches --tags --refs --quiet --exit-code --get-url --symref
      --sort =text
      -o --server-option =text
      --upload-pack --exec =exec # starts a program
    `,
    operands: 'network? text*',
    does: 'network',
  },
};
