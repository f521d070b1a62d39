import type { Call, ToolSpec, Use } from '../spec.ts';

/** The program is the first operand unless -e or -f gave one; -i changes the files in place. */
function sedCall({ operands, has }: Call): readonly Use[] {
  const given = has('-e', '--expression', '-f', '--file');
  const kind = has('-i', '--in-place', '-I') ? 'edit' : 'read';
  return operands.map((arg, index) => ({ kind: index === 0 && !given ? 'sed' : kind, arg }));
}

/** yq's expressions look like jq's and can load files and read the environment by more names. */
function yqCall({ operands, has }: Call): readonly Use[] {
  const [first, ...rest] = operands;
  const uses: Use[] = [];
  if (
    first &&
    (!first.exact ||
      /\b(?:load|env|strenv|envsubst|system|eval|input|debug|shuffle|import|include)/.test(first.text))
  )
    uses.push({ kind: 'unknown', detail: 'a yq expression that may load files', arg: first });
  else if (first) uses.push({ kind: 'jq', arg: first });
  const kind = has('-i', '--inplace', '--in-place') ? 'edit' : 'read';
  return [...uses, ...rest.map((arg) => ({ kind, arg }) as const)];
}

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
      --files0-from =read
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['wc -l *.py', 'wc -w < README.md', 'wc'],
    ask: ['wc --files0-from=/etc/shadow', 'wc ~/.netrc'],
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
      --random-source --files0-from =read
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
    names: 'sed gsed',
    options: `
      -nErsuz --quiet --silent --regexp-extended --separate --unbuffered --null-data --posix --debug --sandbox \
        --follow-symlinks --help --version -b --binary
      -l --line-length =text
      -e --expression =sed
      -f --file =exec
      -i -I --in-place ?text
    `,
    interpret: sedCall,
    allow: [
      "sed -n '1,20p' src/index.ts",
      "sed 's/foo/bar/' notes.txt",
      "sed '/^$/d' notes.txt",
      "sed -e 's/a/b/g' -e '/x/!d' a",
      "sed -n '$='",
      "sed -E 's#(a|b)#\\1#gI; 10q' a",
      "sed '/begin/,/end/{s/a/b/;p}' a",
      "sed 'y/abc/xyz/' a",
      "sed '1i\\\nheader' a",
    ],
    ask: [
      "sed -i.bak 's/a/b/' config.yml",
      'sed -ni 1p config.yml',
      "sed 'w x' a",
      "sed -n '1,5w out.txt' README.md",
      'sed -f script.sed input.txt',
      "sed 's/a/id/e' f",
      "sed '1e id' f",
      "sed 's/a/b/w x' f",
      "sed --posix -n '1{p;e id\n}' f.txt",
      "sed 'r /etc/shadow' a",
      'sed "s/a/$x/" f',
      'sed s/a/b/ *',
      "sed 's/[/]/w x\n/' f",
      'sed p /etc/shadow',
      'sed --in-place=x p f',
      "sed -n --expression='w x' f",
    ],
    deny: ['sed -i s/x/y/ /etc/passwd'],
  },
  {
    names: 'awk gawk mawk nawk original-awk',
    options: `
      -F --field-separator -v --assign =text
      -e --source =awk
      -f --file -i --include -l --load -E --exec =exec
      -bchkMnNOPrsSV --posix --traditional --sandbox --csv --re-interval --non-decimal-data --version --help --bignum
    `,
    operands: 'awk read*',
    variants: [{ if: '-f --file -e --source -E --exec', operands: 'read*' }],
    allow: [
      "awk '{print $9}' a",
      "awk 'NR>=10 && NR<=20' src/index.ts",
      "awk '{s+=$1} END {print s}' numbers.txt",
      "awk 'length > 100' src/index.ts",
      "awk -F: '{print $1}' /etc/passwd",
      'awk -v n=3 \'$1 ~ /a[bx]c/ || n > 2 {printf "%s\\n", $2}\' a',
      "awk '{ if ($1 > 5) { print $1 / 2 } }' a",
      'awk \'/foo/ { c++ } END { print c+0 > "/dev/stderr" }\' a',
      "awk 'function f(x) { return x*2 } { print f($1) }' a",
    ],
    ask: [
      'awk \'{print > "out.txt"}\' data.txt',
      'awk \'BEGIN{"id" | getline x; print x}\'',
      'awk \'{print | "sh"}\' cmds.txt',
      'awk \'BEGIN{print |& "sh"}\'',
      'awk \'BEGIN { f = "system"; @f("touch pwned") }\'',
      'awk \'@load "fork"; BEGIN{fork()}\'',
      'awk \'BEGIN{system("id")}\'',
      'awk -f p.awk a',
      'awk \'BEGIN{while((getline l < "/etc/shadow")>0) print l}\'',
      'awk \'BEGIN{print ENVIRON["X"]}\'',
      'awk \'BEGIN{ARGV[1]="/etc/shadow";ARGC=2}{print}\'',
      'awk "{print \\$1, $x}" a',
      'awk \'{print $1 >\n"x"}\' a',
      'awk \'{print a,\nb > "x"}\' a',
      "awk '{print}' *",
      'awk \'BEGIN { awk::system("id") }\'',
      'awk \'{ if (1) /"/; system("id") /"/ }\' a',
    ],
  },
  {
    names: 'jq gojq jaq',
    options: `
      -nrcCMsSeajRhVb --null-input --raw-output --compact-output --color-output --monochrome-output --slurp --sort-keys \
        --exit-status --ascii-output --join-output --raw-input --tab --stream --stream-errors --seq --unbuffered --raw-output0 --binary \
        --help --version --build-configuration
      --indent =text
      --arg --argjson =text =text
      --slurpfile --rawfile =text =read
      --args --jsonargs
      -f --from-file !unknown
      -L =exec
    `,
    operands: 'jq read*',
    variants: [{ if: '--args --jsonargs', operands: 'jq text*' }],
    allow: [
      'jq . package.json',
      "jq -c 'map({id, name})' data.json",
      "jq -s 'add' a.json b.json",
      'jq -r \'.items[] | select(.env == "x") | .name\' a.json',
      "jq --arg n 1 '.a == $n' a.json",
      'jq -n \'[1,2] | "\\(.[0]) x"\'',
      'jq \'to_entries | map("\\(.key)=\\(.value)") | .[]\' a.json',
    ],
    ask: [
      'jq -n env',
      "jq -n '$ENV.GITHUB_TOKEN'",
      'jq -f p.jq a',
      'jq -n \'import "a" as a; .\'',
      'jq . ~/.docker/config.json',
      'jq -n \'"\\(env)"\'',
      'jq . *',
    ],
  },
  {
    names: 'yq',
    options: `
      -rPCMNevj0 --unwrapScalar --prettyPrint --colors --no-colors --no-doc --exit-status --tojson --null-input -n --raw-output
      -o --output-format -p --input-format -I --indent =text
      -i --inplace --in-place !edit:.
      -s --split-exp --from-file =unknown
    `,
    interpret: (call) =>
      /^(?:e|eval|ea|eval-all)$/.test(call.operands[0]?.text ?? '')
        ? yqCall({ ...call, operands: call.operands.slice(1) })
        : yqCall(call),
    allow: ["yq '.a.b' config.yaml", "yq -o json '.' a.yml", "yq e '.x[]' a.yml"],
    ask: ["yq -i '.a=1' a.yml", 'yq \'load("x")\' a.yml', "yq 'env(X)' a.yml", "yq -n 'strenv(HOME)'"],
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
    names: 'patch dos2unix unix2dos indent ctags etags gtags cscope astyle shfmt xmllint tidy',
    style: 'none',
    operands: 'text*',
    does: 'edit:. - changes or writes files',
    allow: [],
    ask: ['patch -p1 < fix.patch', 'dos2unix a', 'indent main.c', 'ctags -R .'],
  },
  {
    names: 'pv ts',
    options: `
      -nqbtrpefWaAi8S --numeric --quiet --bytes --timer --rate --progress --eta --force --wait --average-rate
      -s --size -L --rate-limit -B --buffer-size -N --name -w --width -i --interval =text
    `,
    operands: 'read*',
    allow: ['pv a | wc -c'],
    ask: ['pv -d 1'],
    deny: ['pv image.iso > /dev/sdc'],
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
