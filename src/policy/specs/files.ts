import { listsHere } from '../here.ts';
import type { Arg, Call, ToolSpec, Use } from '../spec.ts';

const MODE = /^(?:[0-7]{1,5}|[ugoa]*(?:[-+=][rwxXstugo]*)+(?:,[ugoa]*(?:[-+=][rwxXstugo]*)+)*)$/;

/** `chmod -x f`: a mode may look like an option. Every operand that is no mode is a file. */
function chmodCall({ operands, has }: Call): readonly Use[] {
  const kind = has('-R', '--recursive') ? 'mode-tree' : 'mode';
  return operands
    .filter((arg, index) => !(index === 0 && arg.exact && MODE.test(arg.text)) || has('--reference'))
    .map((arg) => ({ kind, arg }));
}

/** Owners, contexts and attributes: without a file the table and the call do not fit together. */
const owned = (files: readonly Arg[], recursive: boolean): readonly Use[] =>
  files.length === 0
    ? [{ kind: 'mode', detail: 'changes attributes of files' }]
    : files.map((arg) => ({ kind: recursive ? 'mode-tree' : 'mode', arg }));

export const FILES: readonly ToolSpec[] = [
  {
    names: 'ls dir vdir gls',
    options: `
      -aAbBcCdfFgGhHiklLmnNopqQrRsStuUvxXZ1 --all --almost-all --author --escape --ignore-backups --directory
      --dereference --no-group --human-readable --si --inode --kibibytes --numeric-uid-gid --literal --reverse
      --recursive --size --context --group-directories-first --full-time --file-type --zero --hide-control-chars
      --show-control-chars --quote-name --dired --dereference-command-line --dereference-command-line-symlink-to-dir
      -D -e -O -@ -% --help --version
      -I --ignore --hide -w --width -T --tabsize --block-size --format --sort --time --time-style --indicator-style \
        --quoting-style =text
      --color --hyperlink --classify ?text
    `,
    operands: 'meta*',
    interpret: listsHere,
    globSafe: true,
    allow: [
      'ls',
      'ls -lah src',
      'ls -d */',
      'ls --color=never ..',
      'ls -lt --time-style=long-iso *.ts',
      'ls ~',
    ],
    ask: ['ls --frob', './ls', 'ls ~/.ssh'],
  },
  {
    names: 'eza exa lsd',
    options: `
      -1lGxRTFaAdrBbgHhimnuUSZ@ --oneline --long --grid --across --recurse --tree --classify --all --list-dirs --reverse
      --binary --bytes --group --header --links --inode --modified --numeric --created --accessed --blocks --extended --git
      --git-ignore --group-directories-first --icons --no-icons --only-dirs --only-files --no-permissions --no-filesize         --no-user --no-time --octal-permissions --human-readable --total-size --almost-all --directory-only --version --help
      -L --level -s --sort -t --time --time-style -I --ignore-glob --color --colour --depth -w --width --date --size --blocks =text
    `,
    operands: 'meta*',
    interpret: listsHere,
    allow: ['eza -la', 'exa -T -L 2 src', 'eza --long --git', 'lsd -l'],
    ask: ['eza ~/.ssh', 'eza --frob', 'eza *'],
  },
  {
    names: 'tokei scc',
    options: `
      -fcha --files --hidden --no-ignore --by-file --version --help
      -s --sort -t --types -e --exclude -i --include-ext =text
    `,
    operands: 'meta*',
    allow: ['tokei', 'tokei src', 'scc --by-file src'],
    ask: ['scc -o out', 'tokei --output json', 'scc --format-multi csv:out .'],
  },
  {
    names: 'stat gstat',
    options: `
      -LtfZ --dereference --terse --file-system --help --version
      -c --format --printf --cached =text
    `,
    operands: 'meta*',
    globSafe: true,
    allow: ["stat -c '%s %n' README.md", 'stat *', "stat --printf='%y\\n' a"],
    ask: ['stat --frob a'],
  },
  {
    names: 'realpath readlink grealpath greadlink',
    options: `
      -eEmLPqszfnv --canonicalize-existing --canonicalize-missing --canonicalize --logical --physical --quiet --strip
      --no-symlinks --zero --no-newline --silent --verbose --help --version
      --relative-to --relative-base =text
    `,
    operands: 'meta*',
    globSafe: true,
    allow: ['realpath src/index.ts', 'readlink -f a', 'realpath --relative-to=. src'],
    ask: ['realpath --frob'],
  },
  {
    names: 'basename dirname',
    options: `
      -az --multiple --zero --help --version
      -s --suffix =text
    `,
    operands: 'text*',
    globSafe: true,
    allow: ['basename /a/b.txt .txt', 'dirname a/b', 'basename -a *'],
    ask: ['basename --frob a'],
  },
  {
    names: 'file',
    options: `
      -bcdEhikLlNnrsv0 --brief --checking-printout --extension --mime --mime-type --mime-encoding --keep-going
      --list --dereference --no-dereference --no-buffer --no-pad --raw --special-files --version
      --print0 --help --debug --apple
      -F --separator -e --exclude --exclude-quiet -P --parameter =text
      -p --preserve-date !unknown # sets the time of what it read
      -f --files-from -m --magic-file =unknown # what is named there is looked at, or looked for
    `,
    operands: 'meta*',
    allow: ['file README.md', 'file -b --mime-type a.png', 'file -- *'],
    ask: [
      'file -C',
      'file -p a.png',
      'file --preserve-date a.png',
      'file -z a.gz',
      'file -f list.txt *',
      'file -f list.txt',
      'file -m magic a',
      'file --frob a',
    ],
  },
  {
    names: 'du',
    options: `
      -0abcDHhklLmPsSx --null --all --apparent-size --bytes --total --dereference-args --human-readable --inodes
      --dereference --no-dereference --separate-dirs --si --summarize --one-file-system --help --version
      -B --block-size -d --max-depth -t --threshold --exclude --time-style =text
      --time ?text
      -X --exclude-from =read
      --files0-from =unknown # looks at whatever is named there
    `,
    operands: 'meta*',
    interpret: listsHere,
    globSafe: true,
    allow: ['du -sh *', 'du -h --max-depth=1', 'du -ah src | sort -h'],
    ask: ['du --files0-from=/etc/shadow', 'du --files0-from=list', 'du --frob'],
  },
  {
    names: 'tree',
    options: `
      -adlfxipsugDFrtcUvnCASqNQhJXZ --noreport --gitignore --ignore-case --matchdirs --metafirst --prune --info --du
      --si --inodes --device --dirsfirst --filesfirst --nolinks --help --version
      -L -P -I --filelimit --timefmt --charset --sort -H -T =text
      --gitfile --infofile =read
      -o =write
      -R !write # writes an index per folder with -o
    `,
    operands: 'meta*',
    interpret: listsHere,
    allow: ['tree', 'tree -L 2 src', "tree -I 'node_modules|dist'", 'tree -a -L 1'],
    ask: ['tree -o out.txt', 'tree *', 'tree --frob', 'tree --fromfile list'],
  },
  {
    names: 'which whereis',
    options: `
      -abmsulBMS --all --skip-alias --skip-functions --skip-dot --skip-tilde --show-dot --show-tilde --version --help
      -f
    `,
    operands: 'text*',
    globSafe: true,
    allow: ['which node', 'which -a python3', 'whereis ls'],
    ask: ['which --read-alias'],
  },
  {
    names: 'namei mountpoint lsattr getfacl getfattr',
    options: `
      -xdqRaVlvpnmoctsEe --nofollow --fs-devno --devno --quiet --long --modes --owners --access --default --omit-header
      --absolute-names --numeric --tabular --recursive --version --help
    `,
    operands: 'meta*',
    allow: ['namei -l src', 'mountpoint -q /', 'getfacl src', 'lsattr'],
    ask: ['getfacl --restore=x'],
  },
  {
    names: 'cp gcp',
    options: `
      -abdfiHlLnpPrRsTuvxZ --archive --force --interactive --link --dereference --no-clobber --no-dereference
      --recursive --symbolic-link --no-target-directory --verbose --one-file-system --parents --attributes-only
      --copy-contents --strip-trailing-slashes --remove-destination --debug --keep-directory-symlink
      --backup --preserve --reflink --update --context ?text
      -S --suffix --no-preserve --sparse =text
      -t --target-directory =write
    `,
    operands: 'read+ write',
    variants: [{ if: '-t --target-directory', operands: 'read+' }],
    allow: [],
    ask: ['cp a b', 'cp -- a b', 'cp -t d a', 'cp --frob a b', 'cp -r src copy', 'cp ~/.ssh/id_rsa /tmp/k'],
    deny: ['cp /dev/null /etc/passwd', 'cp image.iso /dev/sda'],
  },
  {
    names: 'mv gmv',
    options: `
      -bfinTuvZ --force --interactive --no-clobber --no-target-directory --verbose --strip-trailing-slashes --debug
      --no-copy --exchange --context
      --backup --update ?text
      -S --suffix =text
      -t --target-directory =write
    `,
    operands: 'move+ write',
    variants: [{ if: '-t --target-directory', operands: 'move+' }],
    allow: [],
    ask: ['mv a b', 'mv -n a b d', 'mv -t d a'],
    deny: ['mv / /dev/null', 'mv /* /tmp/x', 'mv /usr /tmp', 'mv ~ /tmp/x', 'mv -t /tmp /etc'],
  },
  {
    names: 'rm grm',
    options: `
      -fiIvdPx --force --verbose --dir --one-file-system --preserve-root --no-preserve-root --help --version
      --interactive ?text
      -rR --recursive
    `,
    operands: 'delete*',
    variants: [{ if: '-r -R --recursive', operands: 'delete-tree*' }],
    allow: [],
    ask: [
      'rm a',
      'rm',
      'rm -rf',
      'rm < a',
      'rm -rf build',
      'rm *',
      'rm -rf ./*',
      'rm -- *',
      'rm -rf node_modules',
    ],
    deny: [
      'rm -rf /',
      'rm -r ~',
      'rm -rf --no-preserve-root /',
      'rm -r /etc',
      'rm --recurs --force /',
      'rm -rf ~/*',
      'rm -rf /home/user/',
      'rm -rf "${HOME%/}"',
      'rm -rf ../..',
      'rm /etc/passwd',
      'rm -rf /usr/*',
      'rm -rf {/,/x}',
    ],
  },
  {
    names: 'rmdir unlink',
    options: '-pv --parents --ignore-fail-on-non-empty --verbose --help --version',
    operands: 'delete*',
    allow: ['rmdir --version'],
    ask: ['rmdir empty', 'rmdir -p a/b', 'unlink a'],
  },
  {
    names: 'srm trash trash-put rimraf del-cli',
    options:
      '-rRfdivzg --recursive --force --directory --interactive --verbose --zero --glob --help --version',
    operands: 'delete-tree*',
    allow: ['trash --version'],
    ask: ['trash a', 'srm -rf old', 'trash -n x'],
    deny: ['srm -rf /', 'npx rimraf /'],
  },
  {
    names: 'rename prename rename.ul',
    options:
      '-vfnosi0ad --verbose --force --no-act --nono --no-overwrite --symlink --interactive --help --version',
    operands: 'delete*',
    does: 'exec - an expression may run code',
    allow: [],
    ask: ["rename 's/a/b/' *.txt", "prename -n 's/a/b/e' a", 'rename.ul a b c.txt'],
  },
  {
    names: 'shred',
    options: `
      -fuzvx --force --zero --exact --verbose
      -n --iterations -s --size --random-source =text
      --remove ?text
    `,
    operands: 'delete*',
    allow: [],
    ask: ['shred -u a'],
    deny: ['shred /dev/sda', 'shred -n 1 -z /dev/nvme0n1', 'shred -u ~/*'],
  },
  {
    names: 'mkdir mkfifo',
    options: `
      -pvZ --parents --verbose --help --version
      --context ?text
      -m --mode =text
    `,
    operands: 'make*',
    allow: ['mkdir --version'],
    ask: ['mkdir x', 'mkdir -p a/b', 'mkdir -m 700 a', 'mkfifo p', 'mkdir -p .git/x'],
  },
  {
    names: 'mknod',
    options: `
      -Z --help --version
      -m --mode =text
    `,
    operands: 'make text*',
    allow: ['mknod --version'],
    ask: ['mknod p p', 'mknod x b 8 0'],
  },
  {
    names: 'mktemp',
    options: `
      -dqut --directory --quiet --dry-run
      --suffix =text
      -p --tmpdir =make
    `,
    operands: 'make?',
    does: 'make:/tmp - creates a file or folder',
    allow: [],
    ask: ['mktemp', 'mktemp -d', 'mktemp -p . x.XXXX', 'mktemp -t x.XXXX'],
  },
  {
    names: 'touch truncate',
    options: `
      -acfhmox --no-create --no-dereference --io-blocks
      -d --date -t --time -s --size -l --length =text
      -r --reference =meta
    `,
    operands: 'write*',
    allow: [],
    ask: ['touch new.txt', 'touch -d yesterday a.txt', 'truncate -s 0 a'],
    deny: ['truncate -s 0 /etc/passwd', 'truncate -s 0 /dev/sda'],
  },
  {
    names: 'fallocate',
    options: `
      -cdinpvxzhV --collapse-range --dig-holes --insert-range --keep-size --punch-hole --verbose --posix --zero-range
      --help --version
      -l --length -o --offset =text
    `,
    operands: 'edit*',
    allow: ['fallocate --version'],
    ask: ['fallocate -l 5 a', 'fallocate -d a.txt', 'fallocate -p -o 0 -l 5 a.txt'],
    deny: ['fallocate -z -l 5 /dev/sda'],
  },
  {
    names: 'ln link install',
    options: `
      -bdFfiLnPrsTvCcDpZ --symbolic --force --interactive --logical --no-dereference --physical --relative
      --no-target-directory --verbose --directory --preserve-timestamps --compare --strip
      --backup ?text
      -S --suffix -m --mode -o --owner -g --group =text
      -t --target-directory =write
      --strip-program =exec
    `,
    operands: 'meta+ write',
    does: 'make:. - creates a link or copy',
    allow: [],
    ask: ['ln -s a b', 'ln -s ~/.ssh/id_rsa x', 'install -m 755 a b'],
    deny: ['ln -sf /dev/null /etc/passwd'],
  },
  {
    names: 'chmod',
    options: `
      -RvfcrwxXstugoaHLP --recursive --verbose --silent --quiet --changes --preserve-root --no-preserve-root
      --dereference --no-dereference -h
      --reference =meta
    `,
    interpret: chmodCall,
    allow: [],
    ask: ['chmod +x a', 'chmod -R u+w src', 'chmod 644 a b', 'chmod -x a'],
    deny: [
      'chmod -R 777 /*',
      'chmod -Rv a-x /',
      'chmod -R -x /bin',
      'chmod -R 777 --no-preserve-root /',
      'chmod -R 777 /etc',
    ],
  },
  {
    names: 'chown chgrp',
    options: `
      -RvfchHLPn --recursive --verbose --silent --quiet --changes --dereference --no-dereference --preserve-root
      --no-preserve-root --help --version
      --from =text
      --reference =meta
    `,
    interpret: ({ operands, has }) =>
      has('--version', '--help')
        ? []
        : owned(has('--reference') ? operands : operands.slice(1), has('-R', '--recursive')),
    allow: ['chown --version'],
    ask: ['chown bob a', 'chown -R bob src', 'chgrp -R staff .', 'chown --reference=a b', 'chown bob'],
    deny: [
      'sudo chown -R "$USER" /usr',
      'chgrp -R x /etc',
      'chown -R a:b /',
      'chown -R --reference=a /',
      'chown --from=root -R bob ~',
    ],
  },
  {
    names: 'chcon',
    options: `
      -RvhHLP --recursive --verbose --dereference --no-dereference --preserve-root --no-preserve-root --help --version
      -u --user -r --role -t --type -l --range =text
      --reference =meta
    `,
    interpret: ({ operands, has }) =>
      owned(
        has('--reference', '-u', '--user', '-r', '--role', '-t', '--type', '-l', '--range')
          ? operands
          : operands.slice(1),
        has('-R', '--recursive'),
      ),
    allow: [],
    ask: ['chcon -t x a', 'chcon x:y:z a'],
    deny: ['chcon -R -t x /', 'chcon -R x:y:z /etc'],
  },
  {
    names: 'chattr',
    style: 'none',
    interpret: ({ operands }) =>
      owned(
        operands.filter(({ text }) => !/^[-+=][A-Za-z]/.test(text)),
        operands.some(({ text }) => /^-[A-Za-z]*R/.test(text)),
      ),
    allow: [],
    ask: ['chattr +i a', 'chattr -R +i src', 'chattr'],
    deny: ['chattr -R +i /', 'chattr +i -R ~'],
  },
  {
    names: 'setfacl',
    options: `
      -RbknLPdv --recursive --remove-all --remove-default --default --no-mask --mask --logical --physical --test --help
      --version
      -m --modify -x --remove --set =text
      -M -X --set-file --modify-file --remove-file --restore =read
    `,
    interpret: ({ operands, has }) => owned(operands, has('-R', '--recursive')),
    allow: [],
    ask: ['setfacl -m u:x:r a', 'setfacl -b a', 'setfacl --restore=list'],
    deny: ['setfacl -R -m u:x:rwx /', 'setfacl -Rb /etc'],
  },
  {
    names: 'setfattr',
    options: `
      -h --no-dereference --raw --help --version
      -n --name -v --value -x --remove =text
      --restore =read
    `,
    interpret: ({ operands }) => owned(operands, false),
    allow: [],
    ask: ['setfattr -n user.a -v b f', 'setfattr x'],
  },
  {
    names: 'tee sponge',
    options: `
      -ip --ignore-interrupts --help --version
      --output-error ?text
      -a --append
    `,
    operands: 'write*',
    variants: [{ if: '-a --append', operands: 'append*' }],
    allow: ['ls | tee /dev/stderr'],
    ask: ['ls | tee out.txt', 'ls | tee -a x'],
    deny: ['echo x | tee /dev/sda', 'echo x | sudo tee /etc/passwd', 'echo c | tee /proc/sysrq-trigger'],
  },
  {
    names: 'split csplit',
    style: 'gnu',
    options: `
      -dexukqsz --verbose --elide-empty-files --unbuffered --quiet --silent --keep-files
      -a -b -C -l -n -t -f --suffix-length --bytes --line-bytes --lines --number --separator --prefix --digits \
        --additional-suffix -N =text
      --filter =exec
    `,
    operands: 'read? text*',
    does: 'write:. - writes pieces',
    allow: [],
    ask: ['split - x < data.bin', 'split -l 100 a', 'csplit a 10'],
  },
];
