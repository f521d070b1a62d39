import type { ToolSpec } from '../spec.ts';

export const TEXT: readonly ToolSpec[] = [
  {
    names: 'cat',
    options: `
      -AbeEnstTuv --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting
      --help --version
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['cat README.md', 'cat -n a b', 'cat *.md', 'cat'],
    ask: ['cat ~/.ssh/id_rsa', 'cat .env', 'cat --frob x'],
  },
  {
    names: 'head',
    options: `
      -# -qvz --quiet --silent --verbose --zero-terminated --help --version
      -n --lines -c --bytes =text
    `,
    operands: 'read*',
    globSafe: true,
    allow: ['head -n 20 CHANGELOG.md', 'head -20 a', 'head --lines=3 a b'],
    ask: ['head /etc/shadow'],
  },
  {
    names: 'sort',
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
    `,
    operands: 'read*',
    allow: ['sort a.txt', 'sort -t: -k2,2n -u a b', 'sort ./*.txt', 'sort -- *.txt'],
    ask: ['sort -o out in', 'sort -ooutput.txt in.txt', 'sort *.txt', 'sort --compress-program=sh a'],
  },
];
