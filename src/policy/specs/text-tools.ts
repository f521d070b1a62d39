import type { ToolSpec } from '../spec.ts';

/** Sums, comparisons, encodings, numbers, and what changes text files or the terminal. */
export const TEXT_TOOLS: readonly ToolSpec[] = [
  {
    names:
      'md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum md5 shasum sha256 b3sum crc32',
    options: `
      -bctzrsqpUw --binary --check --text --zero --tag --ignore-missing --quiet --status --strict --warn --help --version \
        --sysv --raw --base64 --untagged --debug
      -a --algorithm -l --length =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['sha256sum *', 'md5sum a', 'sha256sum -c sums.txt', 'shasum -a 256 a', 'cksum a'],
    ask: ['md5sum ~/.ssh/id_rsa', 'md5sum --frob'],
  },
  {
    names: 'diff gdiff',
    // -l pages through pr, which would be started: left out.
    options: `
      -#
      -abBcdeEfiNnpqrstTuvwyZ --normal --brief --report-identical-files --side-by-side --show-c-function --expand-tabs \
        --initial-tab --suppress-common-lines --left-column --recursive --no-dereference --new-file --unidirectional-new-file \
        --ignore-file-name-case --no-ignore-file-name-case --ignore-case --ignore-tab-expansion --ignore-trailing-space \
        --ignore-space-change --ignore-all-space --ignore-blank-lines --text --strip-trailing-cr --minimal \
        --speed-large-files --suppress-blank-empty --ed --rcs --help --version
      -C -U -W -F -I -L -x -S -D --width --label --show-function-line --tabsize --ignore-matching-lines --exclude \
        --starting-file --horizon-lines --ifdef --line-format --old-line-format --new-line-format \
        --unchanged-line-format --palette =text
      --context --unified --color ?text
      -X --exclude-from --from-file --to-file =read
    `,
    operands: 'tree tree',
    variants: [{ if: '--from-file --to-file', operands: 'tree*' }],
    allow: [
      'diff a b',
      'diff -ru src dist',
      'diff <(sort a.txt) <(sort b.txt)',
      'diff -y --suppress-common-lines a b',
      'diff - b < a',
    ],
    ask: ['diff ~/.ssh/id_rsa /dev/null', 'diff * x', 'diff --to-file=/etc/shadow a'],
  },
  {
    names: 'cmp',
    options: `
      -bls --print-bytes --verbose --quiet --silent --help --version
      -i --ignore-initial -n --bytes =text
    `,
    operands: 'read read? text? text?',
    allow: ['cmp a b', 'cmp -s a b'],
    ask: ['cmp a ~/.netrc'],
  },
  {
    names: 'diff3 sdiff colordiff wdiff icdiff',
    style: 'none',
    operands: 'read*',
    does: 'exec - starts diff',
    allow: [],
    ask: ['diff3 a b c', 'sdiff -o x a b'],
  },
  {
    names: 'base64 base32 basenc',
    options: `
      -diD --decode --ignore-garbage --base64 --base64url --base32 --base32hex --base16 --base2msbf --base2lsbf --z85 \
        --help --version
      -w --wrap -b --break =text
    `,
    operands: 'read*',
    allow: ['base64 a', 'echo aGk= | base64 -d', 'base64 -w 0 a'],
    ask: ['base64 ~/.ssh/id_rsa', 'base64 -o x a'],
  },
  {
    names: 'iconv',
    options: `
      -cls --list --silent --verbose --help --version
      -f --from-code -t --to-code =text
      -o --output =write
    `,
    operands: 'read*',
    allow: ['iconv -f latin1 -t utf-8 a.txt', 'iconv -l'],
    ask: ['iconv -o out a'],
  },
  {
    names: 'seq',
    options: `
      -#
      -w --equal-width --help --version
      -s --separator -f --format -t =text
    `,
    operands: 'text*',
    globSafe: true,
    allow: ['seq 10', 'seq -w 1 2 9', 'seq -5 5'],
    ask: ['seq --frob 1'],
  },
  {
    names: 'expr sleep yes factor',
    style: 'none',
    operands: 'text*',
    globSafe: true,
    allow: ['expr 1 + 2', 'sleep 1', 'factor 12', 'yes | head -3'],
    ask: ['sleep $x'],
  },
  {
    names: 'numfmt',
    options: `
      -z --grouping --debug --zero-terminated --help --version
      -d --delimiter --field --format --from --from-unit --to --to-unit --padding --round --suffix --invalid =text
      --header ?text
    `,
    operands: 'text*',
    globSafe: true,
    allow: ['numfmt --to=iec 123456', 'numfmt --field=2 --from=auto'],
    ask: ['numfmt --frob 1'],
  },
  {
    names: 'bc',
    options: `
      -hilqsvw --help --interactive --mathlib --quiet --standard --warn --version
    `,
    operands: 'read*',
    allow: ["echo '1+2' | bc", "bc -l <<< 'scale=3; 1/3'", 'bc'],
    ask: ['bc ~/.netrc'],
  },
  {
    names: 'dc',
    style: 'none',
    operands: 'text*',
    does: 'exec - its programs can start commands',
    allow: [],
    ask: ["dc -e '!id'", 'dc'],
  },
  {
    names: 'envsubst',
    style: 'none',
    operands: 'text*',
    does: 'secret - puts the environment into its output',
    allow: [],
    ask: ['envsubst < a'],
  },
  {
    names: 'patch dos2unix unix2dos indent ctags etags gtags cscope astyle shfmt tidy',
    style: 'none',
    operands: 'text*',
    does: 'edit:. - changes or writes files',
    allow: [],
    ask: ['patch -p1 < fix.patch', 'dos2unix a', 'indent main.c', 'ctags -R .'],
  },
  {
    names: 'pv ts',
    options: `
      -nqbtrpefWaA8S --numeric --quiet --bytes --timer --rate --progress --eta --force --wait --average-rate
      -s --size -L --rate-limit -B --buffer-size -N --name -w --width -i --interval =text
      -o --output =write
    `,
    operands: 'read*',
    allow: ['pv a | wc -c'],
    ask: ['pv -d 1'],
    deny: ['pv image.iso > /dev/sdc', 'pv -o /dev/sda a'],
  },
  {
    names: 'logger wall write mesg logrotate',
    style: 'none',
    operands: 'text*',
    does: 'system - writes to the log or to other terminals',
    allow: [],
    ask: ['logger hello', 'logrotate -f x.conf'],
  },
  {
    names: 'stty clear reset tput setterm tset chvt openvt setfont loadkeys',
    style: 'none',
    operands: 'text*',
    does: 'terminal',
    allow: [],
    ask: ['stty -echo', 'clear'],
  },
];
