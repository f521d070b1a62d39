import type { ToolSpec } from '../spec.ts';

export const FILES: readonly ToolSpec[] = [
  {
    names: 'ls dir vdir',
    options: `
      -aAbBcCdfFgGhHiklLmnNopqQrRsStuUvxXZ1 --all --almost-all --author --escape --ignore-backups --directory
      --dereference --no-group --human-readable --si --inode --kibibytes --numeric-uid-gid --literal --reverse
      --recursive --size --context --group-directories-first --full-time --file-type --zero --hide-control-chars
      --show-control-chars --quote-name --dired --dereference-command-line --help --version
      -I --ignore --hide -w --width -T --tabsize --block-size --format --sort --time --time-style --indicator-style \
        --quoting-style =text
      --color --hyperlink --classify ?text
    `,
    operands: 'meta*',
    globSafe: true,
    allow: ['ls', 'ls -lah src', 'ls -d */', 'ls --color=never ..'],
    ask: ['ls --frob', './ls'],
  },
  {
    names: 'cp',
    options: `
      -abdfiHlLnpPrRsTuvxZ --archive --force --interactive --link --dereference --no-clobber --no-dereference
      --recursive --symbolic-link --no-target-directory --update --verbose --one-file-system --parents --backup
      --attributes-only --copy-contents --strip-trailing-slashes --remove-destination --debug
      --preserve --no-preserve --reflink --sparse ?text
      -S --suffix =text
      -t --target-directory =write
    `,
    operands: 'read+ write',
    variants: [{ if: '-t --target-directory', operands: 'read+' }],
    allow: [],
    ask: ['cp a b', 'cp -- a b', 'cp -t d a', 'cp --frob a b'],
    deny: ['cp /dev/null /etc/passwd'],
  },
  {
    names: 'rm',
    options: `
      -fiIvd --force --interactive --verbose --dir --one-file-system --preserve-root --no-preserve-root
      -rR --recursive
    `,
    operands: 'delete*',
    variants: [{ if: '-r -R --recursive', operands: 'delete-tree*' }],
    allow: [],
    ask: ['rm a', 'rm -rf build', 'rm *'],
    deny: ['rm -rf /', 'rm -r ~', 'rm -rf --no-preserve-root /', 'rm -r /etc'],
  },
];
