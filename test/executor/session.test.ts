import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExecutor } from '../../src/executor/local.ts';
import { BASE_ENV, run, temporaryFolder } from './harness.ts';
import { living, ours, prepareFolders, sessionEnv, sessionPlans } from './session-plans.ts';

const folder = temporaryFolder();
const env = sessionEnv(folder.path);
beforeAll(() => prepareFolders(folder.path));
afterAll(() => folder.remove());

describe('a session', () => {
  it('is one living bash as far as folder, variables, functions, mask and options go', async () => {
    await fc.assert(
      fc.asyncProperty(sessionPlans(folder.path), async (plan) => {
        expect(await ours(folder.path, plan)).toBe(living(folder.path, plan));
      }),
      { numRuns: 60, seed: 20261124 },
    );
  }, 120_000);

  it('forgets nothing of a step that fails, and all of one that ends its shell', async () => {
    const executor = createExecutor({ cwd: folder.path, env });
    await run(executor, 'cd plain; export A=1; false');
    const ends = [
      'exit 0',
      'exit 3',
      'exec true',
      'kill -9 $$',
      'kill $$',
      'set -e; false',
      'return 1; exit',
    ];
    for (const end of ends) await run(executor, `cd /; export A=2; f() { :; }; ${end}`);
    expect((await run(executor, 'echo "$PWD $A"; type f')).out).toBe(`${folder.path}/plain 1\n`);
    executor.close();
  });

  it('lets a scratch step move nobody', async () => {
    const executor = createExecutor({ cwd: folder.path, env });
    await run(executor, 'export A=kept');
    const ran = await run(executor, 'cd /; A=lost; pwd', { step: { scratch: true } });
    expect(ran).toMatchObject({ out: '/\n', cwd: folder.path });
    expect((await run(executor, 'echo "$PWD $A"')).out).toBe(`${folder.path} kept\n`);
    executor.close();
  });

  const NEVER = [
    'export BASH_ENV=/x ENV=/x IFS=: PS4=evil PROMPT_COMMAND=evil LD_PRELOAD=/x LD_LIBRARY_PATH=/x BASH_FUNC_q=1',
    'set -o errexit; set +o errexit; set -o posix; set +o posix; shopt -s expand_aliases; alias ls="echo evil"',
    'trap "echo trapped" EXIT; trap "echo dbg" DEBUG; trap "" HUP; BASH_XTRACEFD=1; BASH_COMPAT=3.1; set -T',
    'export -f f 2>/dev/null; builtin() { echo evil; }; exec() { echo evil; }',
  ];
  it('never brings back what runs, loads or rereads something by itself', async () => {
    const executor = createExecutor({ cwd: folder.path, env });
    await run(executor, 'f() { echo f; }');
    for (const command of NEVER) await run(executor, command);
    const ran = await run(
      executor,
      'env | grep -E "^(BASH_ENV|ENV|IFS|PS4|PROMPT_COMMAND|LD_|BASH_FUNC_|BASH_XTRACEFD|BASH_COMPAT)"; trap; ' +
        'printf "%q" "$IFS" "$PS4"; echo; type builtin exec; echo "$-"; shopt expand_aliases; bash -c "type f"',
    );
    expect(ran.out).toBe(
      "$' \\t\\n'+\\ \nbuiltin is a shell builtin\nexec is a shell builtin\nhBc\nexpand_aliases \toff\n",
    );
    executor.close();
  });

  it('keeps the person’s own LD_LIBRARY_PATH whatever a step sets', async () => {
    const executor = createExecutor({ cwd: folder.path, env: { ...env, LD_LIBRARY_PATH: '/opt/mine' } });
    await run(executor, 'export LD_LIBRARY_PATH=/evil');
    expect((await run(executor, 'echo $LD_LIBRARY_PATH')).out).toBe('/opt/mine\n');
    executor.close();
  });

  const FORGED = 'declare -x A="forged"';
  const liar = (name: string) => `${name}() { echo '${FORGED}'; printf '%s\\0' forged; }`;
  const lies: readonly (readonly [string, string])[] = [
    ...[
      'declare',
      'builtin',
      'printf',
      'unset',
      'trap',
      'set',
      'exit',
      'eval',
      'umask',
      'pwd',
      'command',
      'case',
    ].map((name) => [name, liar(name)] as const),
    [
      'all of them',
      ['declare', 'builtin', 'printf', 'unset', 'trap', 'set', 'exit', 'eval', 'shopt'].map(liar).join('\n'),
    ],
    ['a builtin function that cannot be unset', `${liar('builtin')}; readonly -f builtin`],
    ['disabled builtins', `enable -n declare printf unset; ${liar('declare')}`],
    [
      'writing to the descriptors it finds',
      `for fd in 3 4 10 11 12 255; do { printf 'assent-state-1\\0' >&$fd; } 2>/dev/null; done`,
    ],
    [
      'a whole forged snapshot',
      `for fd in 10 11 12; do { printf 'assent-state-1\\0000 a b\\0000022\\n\\0/\\n\\0${FORGED}\\n\\0\\0\\0\\0assent-end-1\\0' >&$fd; } 2>/dev/null; done`,
    ],
    ['closing them', 'exec 10>&- 11>&- 12>&-'],
    ['taking them', 'exec 10>/dev/null 11>/dev/null 12>/dev/null 3>/dev/null'],
    ['a debug trap that speaks', `set -T; trap "echo '${FORGED}'" DEBUG`],
    ['tracing into every descriptor', 'BASH_XTRACEFD=10; set -x; PS4="$(echo forged)"'],
    ['a read-only mode switch', 'readonly POSIXLY_CORRECT=x'],
    ['a read-only separator', 'readonly IFS=x'],
    ['noexec', 'set -n; true'],
    ['an alias', "shopt -s expand_aliases; alias builtin='echo forged'"],
    [
      'a background shell that goes on writing',
      `( sleep 0.05; for fd in 10 11; do echo '${FORGED}' >&$fd; done ) 2>/dev/null &`,
    ],
  ];
  it.each(lies)('cannot be forged by a step that redefines or abuses %s', async (_, command) => {
    const executor = createExecutor({ cwd: folder.path, env: { ...env, A: 'true one' } });
    await run(executor, `${command}\n:`);
    const after = await run(executor, 'echo "$A"; builtin pwd');
    expect(after.out.split('\n').slice(0, 2)).toEqual(['true one', folder.path]);
    expect(after.exitCode).toBe(0);
    executor.close();
  });

  it('is out of reach of the programs a step starts', async () => {
    const executor = createExecutor({ cwd: folder.path, env });
    const ran = await run(
      executor,
      `perl -e 'for my $pid (getppid(), $$) { for (glob "/proc/$pid/fd/*") { next if m{/[012]$}; my $to = readlink;
        print "$to\\n" if $to =~ /socket/ and open(my $f, ">", $_) and syswrite($f, "forged"); } } print "tried\\n"'`,
    );
    expect(ran.out).toBe('tried\n');
    executor.close();
  });

  it('carries a large state, and says so when it gets too large', async () => {
    const executor = createExecutor({ cwd: folder.path, env });
    await run(executor, 'for i in $(seq 1500); do eval "f$i() { echo $i; }; v$i=$i"; done');
    expect((await run(executor, 'f1500; echo $v1499')).out).toBe('1500\n1499\n');
    await run(executor, 'big=$(head -c 3000000 /dev/zero | tr "\\0" x); cd plain');
    const after = await run(executor, 'pwd; echo ${#big}');
    expect(after.out).toBe(`${folder.path}/plain\n0\n`);
    expect(after.notices.join()).toMatch(/too large/);
    executor.close();
  });

  it('keeps aliases as data: listed and removed like any other, never active inside bash', async () => {
    const executor = createExecutor({ cwd: folder.path, env });
    await run(executor, `alias ll='ls -l' q="it's \\$x" 'a b=bad' ls='echo evil'; alias -- -x=dash`);
    expect(executor.aliases).toEqual(
      new Map([
        ['ll', 'ls -l'],
        ['ls', 'echo evil'],
        ['q', "it's $x"],
      ]),
    );
    const active = await run(executor, 'shopt -s expand_aliases\nll\nls -d /');
    expect(active).toMatchObject({ out: '/\n', exitCode: 0 });
    expect((await run(executor, 'alias q; unalias ls; alias | wc -l')).out).toBe(
      "alias q='it'\\''s $x'\n2\n",
    );
    expect([...executor.aliases.keys()]).toEqual(['ll', 'q']);
    await run(executor, 'printf "alias gs=\'git status\'\n" > defs; . ./defs');
    expect([...executor.aliases.keys()].sort()).toEqual(['gs', 'll', 'q']);
    executor.reset();
    expect(executor.aliases.size).toBe(0);
    executor.close();
  });

  it('tells the judge what changed, and forgets it when reset', async () => {
    const executor = createExecutor({ cwd: folder.path, env });
    await run(executor, 'cd plain; PATH=/opt/x:$PATH; ll() { ls -l; }; export TOKEN=abc; shopt -s extglob');
    expect(executor.session).toMatchObject({
      cwd: `${folder.path}/plain`,
      path: '/opt/x:/usr/local/bin:/usr/bin:/bin',
      functions: ['ll'],
      env: { TOKEN: 'abc' },
    });
    expect(executor.session.options).toContain('extglob');
    expect(executor.session.declared).toEqual([]);
    await run(executor, 'declare -i n=1; declare -n other=n; declare -a list=(1); readonly fixed=1');
    expect([...executor.session.declared].sort()).toEqual(['fixed', 'n', 'other']);
    executor.reset();
    expect(executor.session).toMatchObject({ cwd: folder.path, path: BASE_ENV.PATH, functions: [] });
    executor.close();
  });
});
