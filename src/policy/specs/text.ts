import type { ToolSpec } from '../spec.ts';
import { LANGUAGES } from './text-languages.ts';
import { TEXT_TOOLS } from './text-tools.ts';

/** What shows text, cuts it and puts it in order. */
export const TEXT: readonly ToolSpec[] = [
  {
    names: 'cat tac gcat',
    options: `
      -AbeEnstTuvlr --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting
      --before --regex --help --version
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['cat README.md', 'cat -n a b', 'cat *.md', 'cat', 'cat /etc/hosts', 'tac app.log', 'cat - < a'],
    ask: [
      'cat ~/.ssh/id_rsa',
      'cat .env',
      'cat --frob x',
      'cat .env*',
      'cat /etc/shadow',
      'cat ../other/x',
      'cat "$x"',
    ],
  },
  {
    names: 'head ghead',
    options: `
      -#
      -qvz --quiet --silent --verbose --zero-terminated --help --version
      -n --lines -c --bytes =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['head -n 20 CHANGELOG.md', 'head -20 a', 'head --lines=3 a b'],
    ask: ['head /etc/shadow'],
  },
  {
    names: 'tail gtail',
    options: `
      -#
      +#
      -fFqvzr --quiet --silent --verbose --zero-terminated --retry --help --version
      --follow ?text
      -n --lines -c --bytes -s --sleep-interval --pid --max-unchanged-stats =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: [
      'tail -n 20 app.log',
      'tail -f app.log',
      'tail -5 a',
      'tail -n +2 a',
      'tail --lines=3 /var/log/syslog',
    ],
    ask: ['tail ~/.bash_history', 'tail --frob x'],
  },
  {
    names: 'wc gwc',
    options: `
      -cmlwL --bytes --chars --lines --words --max-line-length --help --version --debug
      --total ?text
      --files0-from =unknown # reads whatever is named there
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['wc -l *.py', 'wc -w < README.md', 'wc'],
    ask: ['wc --files0-from=/etc/shadow', 'wc --files0-from=list', 'wc ~/.netrc'],
  },
  {
    names: 'sort gsort',
    // --compress-program starts a program: left out.
    options: `
      -bdfgiMhnRrVcCmsuz --ignore-leading-blanks --dictionary-order --ignore-case --general-numeric-sort
      --ignore-nonprinting --month-sort --human-numeric-sort --numeric-sort --random-sort --reverse --version-sort
      --merge --stable --unique --zero-terminated --debug --help --version
      -k --key -t --field-separator -S --buffer-size --parallel --batch-size --sort =text
      --check ?text
      --random-source =read
      --files0-from =unknown # prints every file that is named there
      -o --output =write
      -T --temporary-directory =write
      --compress-program =exec
    `,
    operands: 'read*',
    allow: ['sort a.txt', 'sort -t: -k2,2n -u a b', 'sort ./*.txt', 'sort -- *.txt', 'sort -rn'],
    ask: [
      'sort -o out in',
      'sort -ooutput.txt in.txt',
      'sort *.txt',
      'sort --compress-program=sh a',
      'sort --comp=sh a',
    ],
  },
  {
    names: 'uniq guniq',
    options: `
      -#
      -cdDiuz --count --repeated --unique --ignore-case --zero-terminated --help --version
      -f --skip-fields -s --skip-chars -w --check-chars =text
      --all-repeated --group ?text
    `,
    operands: 'read? write?',
    allow: ['uniq -c a', 'sort a | uniq -d', 'uniq names.txt'],
    ask: ['uniq a b', 'uniq *'],
  },
  {
    names: 'shuf',
    options: `
      -rz --repeat --zero-terminated --help --version
      -e --echo
      -i --input-range -n --head-count =text
      --random-source =read
      -o --output =write
    `,
    operands: 'read*',
    variants: [{ if: '-e --echo', operands: 'text*' }],
    allow: ['shuf -n 3 a', 'shuf -i 1-10', 'shuf -e a b'],
    ask: ['shuf -o x a', 'shuf *'],
  },
  {
    names: 'cut gcut colrm',
    options: `
      -nsz --only-delimited --complement --zero-terminated --help --version
      -b --bytes -c --characters -d --delimiter -f --fields --output-delimiter -w =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['cut -c1-80 app.log', "cut -d' ' -f1 a", 'cut -d: -f1,3 /etc/passwd'],
    ask: ['cut -c1 /etc/shadow', 'cut --frob'],
  },
  {
    names: 'paste gpaste',
    options: `
      -sz --serial --zero-terminated --help --version
      -d --delimiters =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['paste -d, a b', 'paste -s -d+ a', 'paste *'],
    ask: ['paste ~/.netrc', 'paste --frob'],
  },
  {
    names: 'join',
    options: `
      -iz --ignore-case --check-order --nocheck-order --header --zero-terminated --help --version
      -a -e -j -o -t -v -1 -2 =text
    `,
    operands: 'read read',
    allow: ['join a.txt b.txt', 'join -t, -1 2 -2 1 a b', 'join -12 -a1 a b'],
    ask: ['join a ~/.netrc', 'join -k a b'],
  },
  {
    names: 'comm',
    options: `
      -123iz --check-order --nocheck-order --total --zero-terminated --help --version
      --output-delimiter =text
    `,
    operands: 'read read',
    allow: ['comm -12 a b', 'comm a b'],
    ask: ['comm a ~/.netrc'],
  },
  {
    names: 'expand unexpand',
    options: `
      -#
      -ai --all --initial --first-only --help --version
      -t --tabs =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['expand -t 4 a', 'unexpand -a a'],
    ask: ['expand ~/.netrc'],
  },
  {
    names: 'fold fmt',
    options: `
      -#
      -bcstu --bytes --characters --spaces --crown-margin --split-only --tagged-paragraph --uniform-spacing --help --version
      -w --width -g --goal -p --prefix =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['fold -w 80 -s a', 'fmt -w 72 README.md'],
    ask: ['fold ~/.netrc', 'fold "$x"'],
  },
  {
    names: 'nl',
    options: `
      -p --no-renumber --help --version
      -b --body-numbering -d --section-delimiter -f --footer-numbering -h --header-numbering -i --line-increment \
        -l --join-blank-lines -n --number-format -s --number-separator -v --starting-line-number -w --number-width =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['nl -ba a', 'nl README.md'],
    ask: ['nl .env'],
  },
  {
    names: 'rev tsort',
    options: `
      --help --version
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['rev a', 'tsort a'],
    ask: ['rev ~/.netrc'],
  },
  {
    names: 'pr',
    options: `
      -#
      +#
      -acdfFJmrtTv --across --show-control-chars --double-space --form-feed --join-lines --merge --no-file-warnings
      --omit-header --omit-pagination --show-nonprinting --help --version
      -h --header -D --date-format -l --length -N --first-line-number -o --indent -w --width -W --page-width --columns =text
      -s -S -n -e -i --separator --sep-string --number-lines --expand-tabs --output-tabs ?text
    `,
    operands: 'read*',
    allow: ['pr -l 60 a', 'pr -t -2 a'],
    ask: ['pr ~/.netrc', 'pr *'],
  },
  {
    names: 'look',
    options: `
      -adfi --alternative --alphanum --ignore-case --help --version
      -t --terminate =text
    `,
    operands: 'text read?',
    allow: ['look foo', 'look foo words.txt'],
    ask: ['look x ~/.ssh/id_rsa'],
  },
  {
    names: 'col ul',
    options: `
      -bfhpxi --no-backspaces --fine --tabs --pass --spaces --indicated --help --version
      -t --terminal -l --lines =text
    `,
    operands: 'read*',
    allow: ['col -b < a', 'ul a'],
    ask: ['ul ~/.netrc'],
  },
  {
    names: 'column',
    options: `
      -tJxL --table --json --fillrows --keep-empty-lines --help --version
      -s --separator -o --output-separator -c --output-width -N --table-columns -R --table-right -H --table-hide \
        -O --table-order -W --table-wrap -T --table-truncate =text
    `,
    operands: 'read*',
    allow: ['column -t data.tsv', 'column -s, -t data.csv', "column -ts: -o ' | ' a"],
    ask: ['column -t /etc/shadow', 'column --frob=/etc/shadow'],
  },
  {
    names: 'tr gtr',
    options: `
      -cCdstu --complement --delete --squeeze-repeats --truncate-set1 --help --version
    `,
    operands: 'text text?',
    globSafe: true,
    allow: ["tr ':' '\\n'", 'tr -d a', 'tr a-z A-Z', "tr -cd '[:alnum:]'"],
    ask: ['tr --frob'],
  },
  {
    names: 'strings',
    options: `
      -#
      -afowd --all --print-file-name --include-all-whitespace --data -v -V --help --version
      -n --bytes -t --radix -e --encoding -T --target -s --output-separator -U --unicode =text
    `,
    operands: 'read*',
    // `@file` is a list of further arguments; what it holds shows up in messages.
    interpret: ({ operands }) =>
      operands
        .filter((arg) => arg.text.startsWith('@'))
        .map((arg) => ({ kind: 'unknown' as const, detail: 'arguments from a file', arg })),
    allow: ['strings dist/app.bin', 'strings -n 8 a'],
    ask: ['strings -n 1 /etc/shadow', 'strings /proc/1234/environ', 'strings *', 'strings @list'],
  },
  {
    // Its long names begin with one dash; -r writes.
    names: 'xxd',
    style: 'single',
    options: `
      -a -autoskip -b -bits -C -capitalize -d -e -E -EBCDIC -h -help -i -include -p -ps -postscript -plain -u -v -version -t
      -c -cols -g -groupsize -l -len -n -name -o -s -seek -R =text
      -r -revert !unknown
    `,
    operands: 'read? write?',
    allow: ['xxd -l 64 dist/app.bin', 'xxd -p a', 'xxd a'],
    ask: ['xxd -r dump.hex out.bin', 'xxd a b', 'xxd -ps /etc/shadow'],
  },
  {
    names: 'hexdump hd',
    options: `
      -bcCdovxX --one-byte-octal --one-byte-char --canonical --two-bytes-decimal --two-bytes-octal --no-squeezing \
        --two-bytes-hex --one-byte-hex -h --help -V --version
      -e --format -n --length -s --skip =text
      -f --format-file =read
      -L --color ?text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['hexdump -C dist/app.bin', 'hd -n 16 a'],
    ask: ['hexdump -f /etc/shadow a', 'hexdump ~/.netrc'],
  },
  {
    names: 'od',
    options: `
      -abcdDefFhHiIlLoOsvxX --output-duplicates --traditional --help --version
      -A --address-radix -j --skip-bytes -N --read-bytes -t --format -S --endian =text
      -w --width --strings ?text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['od -c a', 'od -A x -t x1z a', 'od -An -N4 -tu4 /dev/urandom'],
    ask: ['od -c ~/.netrc'],
  },
  ...TEXT_TOOLS,
  ...LANGUAGES,
];
