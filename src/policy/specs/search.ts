import { HERE } from '../here.ts';
import { aimsAtSecret } from '../lists.ts';
import { findCall } from '../little/find.ts';
import type { Call, ToolSpec, Use } from '../spec.ts';

/** The pattern comes first unless an option gave it; recursive searches read folders, without a folder this one. */
function searched(
  call: Call,
  patterns: readonly string[],
  kind: 'read' | 'tree',
  param?: string,
): readonly Use[] {
  const files = call.has(...patterns) ? call.operands : call.operands.slice(1);
  const first = call.operands[0];
  const shifted: readonly Use[] =
    first?.many && !call.has(...patterns)
      ? [
          { kind: 'unknown', detail: 'the pattern is not known', arg: first },
          { kind, arg: first },
        ]
      : [];
  const paths = kind === 'tree' && files.length === 0 ? [HERE] : files;
  return [...shifted, ...paths.map((arg) => ({ kind, arg, ...(param ? { param } : {}) }))];
}

/** Which files a search takes, where the call says so. */
const aimed = (call: Call, ...options: readonly string[]): readonly Use[] =>
  call
    .values(...options)
    .filter((arg) => !arg.text.startsWith('!') && aimsAtSecret(arg.text))
    .map((arg) => ({ kind: 'secret', arg, detail: 'searches secret files' }));

const grepCall = (call: Call): readonly Use[] => {
  const recursive =
    call.has('-r', '-R', '--recursive', '--dereference-recursive') ||
    call.values('-d', '--directories').some((arg) => arg.text === 'recurse');
  return [
    ...aimed(call, '--include'),
    ...searched(call, ['-e', '--regexp', '-f', '--file'], recursive ? 'tree' : 'read'),
  ];
};

const rgCall = (call: Call): readonly Use[] => {
  if (call.has('--files', '--type-list', '--version', '-V', '--help', '-h', '--pcre2-version'))
    return call.operands.map((arg) => ({ kind: 'meta' as const, arg }));
  const hidden = call.has('--hidden', '-.', '-u', '--unrestricted', '-a');
  return [
    ...aimed(call, '-g', '--glob', '--iglob'),
    ...searched(call, ['-e', '--regexp', '-f', '--file'], 'tree', hidden ? undefined : 'visible'),
  ];
};

export const SEARCH: readonly ToolSpec[] = [
  {
    names: 'grep egrep fgrep ggrep',
    options: `
      -#
      -EFGPivwxcLlnHhoqsbTUZzauyI --extended-regexp --fixed-strings --basic-regexp --perl-regexp --ignore-case
      --no-ignore-case --invert-match --word-regexp --line-regexp --count --files-with-matches --files-without-match
      --line-number --with-filename --no-filename --only-matching --quiet --silent --no-messages --byte-offset
      --initial-tab --null --null-data --text --line-buffered --binary --no-group-separator --help -V --version
      -rR --recursive --dereference-recursive
      -m --max-count -A --after-context -B --before-context -C --context -D --devices --label --include \
        --exclude --exclude-dir --binary-files --group-separator =text
      -d --directories =oneof:read|skip|recurse
      --color --colour ?text
      -e --regexp =text
      -f --file --exclude-from =read
    `,
    interpret: grepCall,
    globSafe: true,
    allow: [
      'grep -n TODO src/index.ts',
      'grep -rn x src',
      'grep -E "a|b" *.log',
      'grep -20 x f',
      'grep -r x',
      'ps aux | grep node',
      "grep --include='*.ts' -rl foo .",
      'grep -e a -e b f',
    ],
    ask: [
      'grep --file=/etc/shadow x',
      'grep -f /etc/shadow x',
      'grep -r KEY ~/.aws',
      'grep --frob x f',
      'grep x .env',
      'grep $x f',
      'grep -r x ~',
      "grep -r KEY --include='.env*' .",
    ],
  },
  {
    names: 'rg',
    // --pre and --hostname-bin start programs, -z starts decompressors from the search path: the first are named, -z is left out.
    options: `
      -aFhHiIlLnNopPqsSUuvVwxc. --text --fixed-strings --help --with-filename --ignore-case --no-filename
      --files-with-matches --files-without-match --follow --line-number --no-line-number --only-matching --pretty --pcre2
      --quiet --case-sensitive --smart-case --multiline --unrestricted --invert-match --version --word-regexp
      --line-regexp --count --count-matches --hidden --no-hidden --files --type-list --json --stats --no-stats --trim
      --no-ignore --no-ignore-dot --no-ignore-exclude --no-ignore-files --no-ignore-global --no-ignore-messages
      --no-ignore-parent --no-ignore-vcs --no-config --no-heading --heading --no-messages --null -0 --null-data --crlf
      --column --no-column --byte-offset -b --vimgrep --passthru --passthrough --one-file-system --no-mmap --mmap
      --multiline-dotall --no-unicode --line-buffered --block-buffered --debug --trace --include-zero --ignore --pcre2-version
      --stop-on-nonmatch --glob-case-insensitive --no-require-git --max-columns-preview --auto-hybrid-regex --binary --no-binary
      -A --after-context -B --before-context -C --context -m --max-count -d --max-depth --maxdepth -M --max-columns \
        -g --glob --iglob -t --type -T --type-not --type-add --type-clear -j --threads -E --encoding -r --replace \
        --max-filesize --sort --sortr --color --colors --context-separator --field-context-separator \
        --field-match-separator --path-separator --engine --regex-size-limit --dfa-size-limit --generate =text
      -e --regexp =text
      -f --file --ignore-file =read
      --pre --pre-glob --hostname-bin =exec
    `,
    interpret: rgCall,
    allow: [
      "rg -l --type ts 'interface Foo'",
      'rg TODO',
      'rg -n x src',
      'rg --files',
      'rg -g "*.ts" -C 2 foo src',
      'rg --type-list',
      'rg -uu x src',
    ],
    ask: [
      'rg --pre=./run.sh TODO',
      'rg --hostname-bin ./evil x',
      'rg --stop-on-nonmatch --pre=./x TODO',
      'rg -C --pre=./x TODO',
      "rg --pre-glob '*.txt' --pre bash x",
      'rg password ~/.config',
      'rg -z x',
      'rg x *',
      'rg -f /etc/shadow x',
      "rg -g '*.pem' BEGIN",
    ],
  },
  {
    names: 'ag ack pt ugrep ug sift',
    style: 'none',
    operands: 'text*',
    does: 'exec - reads project files as configuration',
    allow: [],
    ask: ['ack foo', 'ag --pager=sh x'],
  },
  {
    names: 'fd fdfind',
    options: `
      -HIuLs0ipalFg1q --hidden --no-ignore --unrestricted --no-ignore-vcs --no-ignore-parent --follow --case-sensitive
      --ignore-case --print0 --full-path --absolute-path --list-details --fixed-strings --glob --regex --quiet
      --show-errors --prune --one-file-system --no-hidden --ignore --version -V --help -h --relative-path --no-global-ignore-file
      -t --type -e --extension -E --exclude -d --max-depth --maxdepth --min-depth --exact-depth -S --size --changed-within \
        --changed-before --changed-after --older --newer -o --owner -c --color -j --threads --max-results --and \
        --path-separator --format =text
      -C --base-directory =cwd
      --search-path =meta
      --ignore-file =read
      -x --exec -X --exec-batch !exec
    `,
    operands: 'text? meta*',
    allow: ['fd -e ts', 'fd foo src', 'fd -t f -d 2 . src'],
    ask: ["fd -t f -X sh -c 'touch pwned'", 'fd -e log -x rm', 'fd *'],
  },
  {
    names: 'find gfind',
    style: 'none',
    interpret: findCall,
    allow: [
      'find . -type f',
      "find src -name '*.ts' -print",
      "find . \\( -name '*.c' -o -name '*.h' \\) -print",
      'find . -type f -size +10M',
      "find /etc -name '*.conf'",
      "find . -name '*.log' -mtime -1 -printf '%p %s\\n'",
      'find . -maxdepth 1 -exec ls -d {} +',
      "find . -type f -name '*.py' -exec wc -l {} +",
      'find src -exec grep x {} +',
      "find . -not -path './node_modules/*' -newer a",
    ],
    ask: [
      'find . -delete',
      'find . -fprint x',
      'find * -name x',
      "find . -name '*.sh' -exec sh {} +",
      'find . -name a -o -exec touch pwned \\;',
      'find . -frob',
      'find . -ok rm {} \\;',
      'find ~ -name x -execdir ./a {} \\;',
      'find -files0-from list',
      'find -L . -type f -exec cat {} +',
      'find . -name .env -exec cat {} \\;',
    ],
    deny: [
      "find / -name '*' -delete",
      'find / -exec rm -rf {} +',
      'find ~ -type f -delete',
      "sudo find / -name '*' -delete",
      'find /etc -exec rm -r {} \\;',
    ],
  },
  {
    names: 'locate mlocate plocate mdfind',
    options: `
      -AbceilLPqrsSw0 --all --basename --count --existing --ignore-case --quiet --statistics --wholename --null --help --version
      -l --limit -n -r --regexp --onlyin =text
    `,
    operands: 'text*',
    globSafe: true,
    allow: ['locate foo.conf', 'locate -i -l 5 x'],
    ask: ['locate --database=x y'],
  },
];
