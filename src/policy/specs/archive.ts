import type { Call, ToolSpec, Use } from '../spec.ts';

/** `host:file` is an archive on another machine: tar and cpio start a remote shell for it. */
const remote = (call: Call): readonly Use[] =>
  call
    .values('-f', '--file', '-F')
    .filter((arg) => !arg.exact || /^[^/]*:/.test(arg.text))
    .map((arg) => ({ kind: 'network' as const, arg, detail: 'an archive on another machine' }));

/** `-l` lists, except where it is the old format of lz4, the load of pbzip2 or nothing known: those compress. */
const otherList = ({ program, operands, has }: Call): readonly Use[] =>
  has('-l') && /^(?:unlz4|lz4|pbzip2|brotli|compress|uncompress|bzip2|bunzip2)$/.test(program)
    ? [{ kind: 'edit', arg: operands[0] ?? '.' }]
    : [];

/** `zip -m` removes what it has packed. */
const moved = ({ program, operands }: Call): readonly Use[] =>
  program === 'zip' && operands.some(({ text }) => /^-\w*m/.test(text) || text === '--move')
    ? operands.filter(({ text }) => !text.startsWith('-')).map((arg) => ({ kind: 'delete-tree', arg }))
    : [];

export const ARCHIVE: readonly ToolSpec[] = [
  {
    names: 'tar gtar bsdtar',
    style: 'bsd',
    // --to-command, --checkpoint-action, --rsh-command, --info-script and --use-compress-program start programs.
    options: `
      -tvzjJ --list --verbose --gzip --gunzip --bzip2 --xz --zstd --lzma --lzip --lzop --auto-compress -a --numeric-owner --full-time
      --utc --show-transformed-names --no-recursion --null --no-null --wildcards --no-wildcards --anchored --ignore-case --totals --one-top-level
      -xcruAdOkpPmwSWhlo --extract --get --create --append --update --catenate --concatenate --delete --diff --compare --to-stdout
      --keep-old-files --skip-old-files --overwrite --preserve-permissions --same-permissions --absolute-names --touch --no-same-owner
      --sparse --dereference --one-file-system --same-owner --no-same-permissions --verify --help --version
      -f --file =read
      -C --directory =cwd
      --exclude --strip-components --transform --xform --owner --group --mode --mtime --format -H --newer-mtime =text
      --block-number -R
      --occurrence ?text
      -X --exclude-from =read
      -T --files-from =exec # a line that begins with a dash is an option, and options start programs
      -I --use-compress-program --to-command --checkpoint-action --rsh-command --rmt-command --info-script --new-volume-script -F =exec
      --index-file =write
      --remove-files
    `,
    operands: 'text*',
    variants: [
      { if: '--remove-files', operands: 'delete-tree*', does: 'write:. - writes the archive' },
      { if: '-x --extract --get', operands: 'text*', does: 'write:. - unpacks over what is there' },
      { if: '-c --create', operands: 'read*', does: 'write:. - writes the archive' },
      {
        if: '-r -u -A --append --update --catenate --concatenate --delete',
        operands: 'read*',
        does: 'write:. - changes the archive',
      },
      { if: '-d --diff --compare', operands: 'read*', does: '' },
      { if: '-t --list', operands: 'text*', does: '' },
      { if: '--help --version', operands: '', does: '' },
    ],
    does: 'unknown - tar without a known mode',
    interpret: remote,
    allow: [
      'tar tf a.tar',
      'tar -tzvf a.tgz',
      'tar --list --file a.tar src',
      'tar tvf a.tar.xz',
      'tar -tf a.tar | head',
    ],
    ask: [
      'tar xf a.tar',
      'tar -xzf a.tgz -C /tmp',
      "tar -tf a.tar -I 'sh -c id'",
      'tar czf a.tgz src',
      'tar tf a.tar --to-command=id',
      'tar -tf a.tar --use-comp=./x',
      'tar tf *',
      'tar tf a.tar -T list',
      'tar tf host:a.tar',
      'tar cf - ~/.ssh',
    ],
    deny: ['tar cf /dev/null --remove-files /etc'],
  },
  {
    names:
      'gzip bzip2 xz lzma zstd lz4 lzip lzop brotli compress pigz pbzip2 gunzip bunzip2 unxz unlzma unzstd unlz4 uncompress',
    options: `
      -123456789cdfhkLlnNqrtvVz --stdout --to-stdout --decompress --uncompress --force --help --keep --list --license \
        --no-name --name --quiet --recursive --test --verbose --version --fast --best --compress
      -S --suffix -T --threads ?text
    `,
    operands: 'write*',
    interpret: otherList,
    variants: [
      { if: '-l --list -t --test', operands: 'read*' },
      { if: '-c --stdout --to-stdout', operands: 'read*' },
      { if: '--help --version -V -h', operands: '' },
    ],
    allow: [
      'gzip -l a.gz',
      'gzip -t a.gz',
      'gzip -dc a.gz | head',
      'xz --list a.xz',
      'gunzip -c a.gz',
      'gzip -9 < a | wc -c',
    ],
    ask: [
      'gunzip data.csv.gz',
      'xz -k big.bin',
      'gzip a',
      'gzip -l *',
      'zstd -o x a',
      'gzip -dc ~/.netrc',
      'lz4 -l a',
      'pbzip2 -l a',
    ],
  },
  {
    names: 'zcat bzcat xzcat zstdcat lzcat gzcat lz4cat',
    options: `
      -fqv --force --quiet --verbose --help --version
    `,
    operands: 'read*',
    allow: ['zcat a.gz', 'xzcat a.xz | head'],
    ask: ['zcat ~/.netrc', 'zcat --frob a'],
  },
  {
    names: 'zgrep zegrep zfgrep bzgrep xzgrep zstdgrep',
    options: `
      -#
      -EFGPivwxcLlnHhoqsU
      -m -A -B -C =text
    `,
    operands: 'text read*',
    allow: ['zgrep -i error app.log.gz', 'zgrep -c x a.gz b.gz'],
    ask: ['zgrep x ~/.netrc', 'zgrep -f list a.gz', 'zgrep x *'],
  },
  {
    names: 'unzip',
    options: `
      -lvtZcpqahCLMUVznoujKXDfWs1
      -P -x -d -i =text
      -T !edit:. # sets the time of the archive
    `,
    operands: 'read text*',
    does: 'write:. - unpacks over what is there',
    variants: [
      { if: '-l -t -Z -p -c -z', operands: 'read text*', does: '' },
      { if: '-v', operands: 'read? text*', does: '' },
      { if: '-d', operands: 'read text*', does: 'write - unpacks to another folder' },
    ],
    allow: ['unzip -l release.zip', 'unzip -t a.zip', 'unzip -p a.zip README.md | head', 'unzip -Z1 a.zip'],
    ask: ['unzip a.zip', 'unzip -o a.zip -d x', 'unzip -l *', 'unzip -lT a.zip'],
  },
  {
    names: 'zipinfo',
    options: `
      -12smlvhMtTzC
      -x =text
    `,
    operands: 'read text*',
    allow: ['zipinfo a.zip', 'zipinfo -1 a.zip'],
    ask: ['zipinfo ~/.ssh/x'],
  },
  {
    names: 'zip zipsplit zipnote zipcloak rar unrar arj lha unar ar ranlib cpio pax ditto',
    style: 'none',
    operands: 'text*',
    does: 'write:. - writes or unpacks archives',
    interpret: moved,
    allow: [],
    deny: ['zip -rm x.zip /'],
    ask: ['zip out.zip a', 'zip out.zip *', "zip a.zip b -TT 'sh -c id'", 'cpio -i < a', 'unrar x a.rar'],
  },
  {
    names: '7z 7za 7zr 7zz',
    commands: {
      'l t': { options: '-slt -ba -bd', style: 'single', operands: 'read text*' },
      i: { operands: '' },
      'a d e u x rn': { style: 'none', operands: 'text*', does: 'write:. - writes or unpacks archives' },
    },
    bare: true,
    allow: ['7z l a.7z', '7z t a.7z'],
    ask: ['7z x a.7z', '7z a x.7z src', '7z b'],
  },
];
