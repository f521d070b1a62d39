import type { ToolSpec } from '../spec.ts';

export const ARCHIVE: readonly ToolSpec[] = [
  {
    names: 'tar',
    style: 'bsd',
    // -I, --to-command, --checkpoint-action, --rsh-command, --info-script start programs: left out, hence unknown.
    options: `
      -tvzjJ --list --verbose --gzip --bzip2 --xz --zstd --lzma --auto-compress -a --numeric-owner --full-time
      -xcruA --extract --get --create --append --update --catenate --delete
      -f --file =read
      -C --directory =cwd
      --exclude --strip-components --transform =text
      -X --exclude-from -T --files-from =read
    `,
    operands: 'text*',
    variants: [
      { if: '-x --extract --get', operands: 'text*', does: 'write:. - unpacks over what is there' },
      { if: '-c --create', operands: 'read*', does: 'write:. - writes the archive' },
      {
        if: '-r -u -A --append --update --catenate --delete',
        operands: 'read*',
        does: 'write:. - changes the archive',
      },
    ],
    allow: ['tar tf a.tar', 'tar -tzvf a.tgz', 'tar --list --file a.tar src'],
    ask: [
      'tar xf a.tar',
      'tar -tf a.tar -I sh',
      'tar czf a.tgz src',
      'tar tf a.tar --to-command=id',
      'tar tf *',
    ],
  },
];
