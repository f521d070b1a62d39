import { findCall } from '../little/find.ts';
import type { ToolSpec } from '../spec.ts';

export const SEARCH: readonly ToolSpec[] = [
  {
    names: 'grep egrep fgrep',
    options: `
      -EFGPivwxcLlnHhoqsbTUZzau --extended-regexp --fixed-strings --basic-regexp --perl-regexp --ignore-case
      --no-ignore-case --invert-match --word-regexp --line-regexp --count --files-with-matches --files-without-match
      --line-number --with-filename --no-filename --only-matching --quiet --silent --no-messages --byte-offset
      --initial-tab --null --null-data --text --line-buffered -I -rR --recursive --dereference-recursive -y --binary
      -# -m --max-count -A --after-context -B --before-context -C --context -D --devices -d --directories =text
      --label --include --exclude --exclude-dir --binary-files --group-separator =text
      --color --colour ?text
      --no-group-separator --help -V --version
      -e --regexp =text
      -f --file --exclude-from =read
    `,
    operands: 'text read*',
    variants: [
      { if: '-e --regexp -f --file', operands: 'read*' },
      { if: '-r -R --recursive --dereference-recursive', operands: 'text tree*' },
    ],
    globSafe: true,
    allow: ['grep -n TODO src/index.ts', 'grep -rn x src', 'grep -E "a|b" *.log', 'grep -20 x f'],
    ask: ['grep --file=/etc/shadow x', 'grep -r KEY ~/.aws', 'grep --frob x f'],
  },
  {
    names: 'find',
    style: 'none',
    interpret: findCall,
    allow: ['find . -type f', "find src -name '*.ts' -print"],
    ask: ['find . -delete', 'find . -fprint x', 'find * -name x'],
    deny: ["find / -name '*' -delete"],
  },
];
