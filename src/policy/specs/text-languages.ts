import { codeUses } from '../little/code.ts';
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

/** Tools whose first argument is a program in a language of its own. */
export const LANGUAGES: readonly ToolSpec[] = [
  {
    names: 'sed gsed',
    options: `
      -nErsuz --quiet --silent --regexp-extended --separate --unbuffered --null-data --posix --debug --sandbox \
        --follow-symlinks --help --version -b --binary
      -l --line-length =unknown # a flag on BSD, where the next word is the program
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
      "sed -l 5p 'w x' f",
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
    interpret: ({ operands: [program] }) =>
      program?.exact && /\bsystem\b|\|/.test(program.text) ? codeUses(program.text) : [],
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
    deny: ['awk \'BEGIN{system("rm -rf /")}\''],
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
];
