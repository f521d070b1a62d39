import type { Arg, Call, ToolSpec, Use } from '../spec.ts';

const unknown = (detail: string, arg?: Arg): Use => ({ kind: 'unknown', detail, ...(arg ? { arg } : {}) });

/** `-v` and `-R` evaluate the subscript of a name; a word that is not known could be one of them. */
function testCall({ program, operands }: Call): readonly Use[] {
  const uses: Use[] = [];
  const last = operands.at(-1);
  if (program === '[' && !(last?.exact && last.text === ']')) uses.push(unknown('[ without ]', last));
  for (const [index, operand] of operands.entries()) {
    const next = operands[index + 1];
    if (operand.exact && /^-[vR]$/.test(operand.text))
      uses.push(unknown('the test -v evaluates its text', next));
    else if (operand.many) uses.push(unknown('an expansion may become several words of the test', operand));
    else if (
      !operand.exact &&
      /^(?:-|$)/.test(operand.text) &&
      next &&
      (!next.exact || next.text.includes('['))
    )
      uses.push(unknown('a test that is not known', operand));
    else if (operand.exact && /^-(?:eq|ne|lt|le|gt|ge)$/.test(operand.text)) {
      const side = [operands[index - 1], next].find((each) => each?.exact && each.text.includes('['));
      if (side) uses.push(unknown('a number that is none', side));
    } else if (operand.exact && /^-[abcdefghkLprsSuwxGNO]$/.test(operand.text) && next)
      uses.push({ kind: 'meta', arg: next });
  }
  return uses;
}

/** `-v` writes a variable and evaluates its subscript; `%n` does too. */
function printfCall({ operands }: Call): readonly Use[] {
  const first = operands[0]?.exact && operands[0].text === '--' ? operands[1] : operands[0];
  if (!first) return [];
  if (!first.exact) return [unknown('a format that is not known', first)];
  if (first.text.startsWith('-') && first.text !== '-') return [unknown('printf writes a variable', first)];
  return /%[-+ #0'*\d.]*[hlLjzt]*n/.test(first.text)
    ? [unknown('the format %n writes a variable', first)]
    : [];
}

/** Prints what is set when it is given nothing; otherwise sets, and may evaluate what it is given. */
function declareCall({ operands, options, has }: Call): readonly Use[] {
  const uses: Use[] = [];
  if (operands.length === 0 || has('-p'))
    uses.push({ kind: 'secret', detail: 'prints variables and their values' });
  if (has('-i', '-n')) uses.push(unknown('an attribute that makes values be evaluated'));
  for (const arg of operands) {
    const name = arg.text.split(/\+?=/)[0]!;
    if (!/^[A-Za-z_]\w*$/.test(name)) uses.push(unknown('a name that is evaluated', arg));
    else uses.push({ kind: 'env', arg: name, detail: 'sets it' });
  }
  if (operands.length === 0 && options.length > 0 && !has('-p')) uses.push({ kind: 'env' });
  return uses;
}

/** What `-C` names is run as shell text later on. */
const called = ({ operands }: Call): readonly Use[] =>
  operands.flatMap((arg, index): readonly Use[] => {
    const text = arg.text === '-C' ? operands[index + 1] : undefined;
    return text?.exact ? [{ kind: 'shell', arg: text, param: 'denies' }] : [];
  });

const DECLARES = '-aAfFgIilnrtuxp';

/** Commands of bash itself; no program look-up. */
export const BUILTINS: readonly ToolSpec[] = [
  {
    names: 'echo',
    style: 'none',
    operands: 'text*',
    globSafe: true,
    allow: ['echo hi', 'echo -n a "$HOME" *', "echo 'rm -rf /'", 'echo $SHELL', 'echo "$(date +%F)"'],
    ask: ['echo $OPENAI_API_KEY', 'echo hi > x', 'echo "$(rm x)"'],
  },
  {
    names: 'printf',
    style: 'none',
    operands: 'text*',
    interpret: printfCall,
    allow: ["printf '%s\\n' a b", 'printf -- "%d" 3'],
    ask: ["printf -v x '%s' a", "printf -v 'a[$(id)]' x", "printf '%n' x", 'printf "$f" a'],
  },
  {
    names: 'pwd',
    options: `
      -LP
    `,
    operands: '',
    globSafe: true,
    allow: ['pwd', 'pwd -P'],
    ask: ['pwd --frob'],
  },
  {
    names: ': true false',
    style: 'none',
    operands: 'text*',
    globSafe: true,
    allow: ['true', ': a b', 'false || true'],
    ask: [': > x', ': "$(rm x)"'],
  },
  {
    names: 'test [',
    style: 'none',
    operands: 'text*',
    interpret: testCall,
    allow: ['test -f package.json', '[ -d src ]', '[ a = b ] && echo yes', '[ "$HOME" = /root ]'],
    ask: ["test -v 'a[$(id)]'", '[ $x = y ]', '[ a'],
  },
  {
    names: 'cd',
    style: 'posix',
    options: `
      -LPe@
    `,
    operands: 'meta?',
    allow: ['cd src', 'cd', '(cd src; ls)', 'cd src && cat a.ts'],
    ask: ['cd /tmp; cat x', 'cd -', 'cd ../other && git log', 'cd ~/.ssh'],
  },
  {
    names: 'pushd popd',
    style: 'none',
    operands: 'text*',
    does: 'env:PWD - changes the folder',
    allow: [],
    ask: ['pushd /tmp', 'popd'],
  },
  {
    names: 'exit return break continue shift',
    style: 'none',
    operands: 'text?',
    allow: ['ls || exit 1', 'exit'],
    ask: ['exit $x'],
  },
  {
    names: 'command',
    style: 'posix',
    options: `
      -pvV
    `,
    operands: 'command',
    variants: [{ if: '-v -V', operands: 'text*' }],
    allow: ['command ls', 'command -v node', 'command -p ls'],
    ask: ['command -p mv a b', 'command -- rm x'],
    deny: ['command rm -rf /'],
  },
  {
    names: 'type',
    options: `
      -aftpP
    `,
    operands: 'text*',
    allow: ['type ls', 'type -a python3'],
    ask: ['type --frob'],
  },
  {
    names: 'builtin',
    style: 'posix',
    operands: 'command',
    allow: ['builtin echo hi', 'builtin cd src'],
    ask: ['builtin eval rm x'],
  },
  {
    names: 'exec',
    style: 'posix',
    options: `
      -cl
      -a =text
    `,
    does: 'env - replaces the shell or its streams',
    operands: 'command',
    allow: [],
    ask: ['exec ls', 'exec 5<>/dev/tcp/192.0.2.1/80', 'exec > x'],
    deny: ['exec rm -rf /'],
  },
  {
    names: 'eval',
    style: 'posix',
    operands: 'shell+',
    does: 'exec - runs text as a command',
    allow: [],
    ask: ['eval ls', 'eval "$x"'],
    deny: ["eval 'rm -rf /'", 'eval rm -rf /'],
  },
  {
    names: '. source',
    style: 'posix',
    operands: 'exec text*',
    does: 'exec - runs a script in this shell',
    allow: [],
    ask: ['. ./env.sh', 'source ~/.bashrc'],
  },
  {
    names: 'trap',
    style: 'posix',
    options: `
      -lp
    `,
    operands: 'text*',
    interpret: ({ operands, has }) =>
      operands.length === 0 || has('-l', '-p')
        ? []
        : [
            { kind: 'env', detail: 'runs a command later' },
            { kind: 'shell', arg: operands[0]! },
          ],
    allow: ['trap -l'],
    ask: ["trap 'rm notes.txt' EXIT"],
    deny: ["trap 'rm -rf /' EXIT"],
  },
  {
    names: 'export declare typeset readonly local',
    style: 'posix',
    options: `
      ${DECLARES}
    `,
    interpret: declareCall,
    allow: [],
    ask: ['export A=1', 'export', 'declare -p', 'declare -n ref=PATH', "export 'x[$(id)]=1'", 'local x=1'],
  },
  {
    names: 'set',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands }) => [
      operands.length === 0
        ? { kind: 'secret', detail: 'prints variables and their values' }
        : { kind: 'env', detail: 'changes options or arguments of the shell' },
    ],
    allow: [],
    ask: ['set', 'set -e', 'set -a; ls'],
  },
  {
    names: 'shopt',
    options: `
      -pqo
      -su !env
    `,
    operands: 'text*',
    allow: ['shopt', 'shopt -p extglob'],
    ask: ['shopt -s extdebug'],
  },
  {
    names: 'alias',
    options: `
      -p
    `,
    operands: 'env*',
    interpret: ({ operands }) =>
      operands
        .filter(({ text, exact }) => exact && text.includes('='))
        .map(({ text }) => ({ kind: 'shell', arg: text.slice(text.indexOf('=') + 1), param: 'denies' })),
    allow: ['alias', 'alias -p'],
    ask: ["alias ls='rm x'"],
    deny: ["alias ls='rm -rf /'"],
  },
  {
    names: 'unset unalias enable hash bind complete compopt',
    style: 'none',
    operands: 'text*',
    does: 'env - changes what names mean',
    interpret: called,
    allow: [],
    ask: ['unset PATH', 'enable -f ./evil.so evil', 'hash -p /tmp/x ls', 'unalias -a'],
  },
  {
    names: 'read readarray mapfile getopts',
    style: 'none',
    operands: 'text*',
    does: 'env - writes variables',
    interpret: called,
    allow: [],
    ask: ['read x', 'mapfile -t lines < a'],
    deny: ["mapfile -C 'rm -rf /' -c 1 x < f"],
  },
  {
    names: 'let compgen fc',
    style: 'none',
    operands: 'text*',
    does: 'unknown - evaluates its arguments',
    allow: [],
    ask: ["let 'x=a[$(id)]'", 'compgen -C id', 'fc -s'],
  },
  {
    names: 'history',
    style: 'none',
    operands: 'text*',
    does: 'secret - shows or changes the history',
    allow: [],
    ask: ['history', 'history -c'],
  },
  {
    names: 'jobs times dirs caller help',
    options: `
      -lnprsdmv
    `,
    operands: 'text*',
    allow: ['jobs -l', 'help cd', 'times'],
    ask: ['jobs -x rm a'],
  },
  {
    names: 'wait',
    options: `
      -fn
    `,
    operands: 'text*',
    allow: ['wait', 'wait -n'],
    ask: ["wait -p 'a[$(id)]'"],
  },
  {
    names: 'umask',
    options: `
      -pS
    `,
    operands: 'env?',
    allow: ['umask', 'umask -S'],
    ask: ['umask 000'],
  },
  {
    names: 'bg fg disown suspend logout',
    style: 'none',
    operands: 'text*',
    does: 'process',
    allow: [],
    ask: ['fg', 'bg %1', 'disown -a'],
  },
];
