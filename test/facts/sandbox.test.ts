import { describe, expect, it } from 'vitest';
import { createJudge, type JudgeInput } from '../../src/facts/judge.ts';
import type { Grants } from '../../src/policy/types.ts';
import type { JudgeOptions } from '../../src/session/ports.ts';
import { makeWorld } from './world.ts';

const WORKS = { ok: true } as const;
const BROKEN = { ok: false, why: 'bubblewrap is not installed' } as const;

/** A verdict in short: "allow, sandboxed". */
async function verdict(
  command: string,
  sandbox: JudgeInput['sandbox'],
  more: Partial<JudgeOptions> & { interactive?: boolean } = {},
): Promise<string> {
  const world = makeWorld({ 'x.py': '', 'run.sh': '', Makefile: 'all:\n\ttrue\n', '.git/HEAD': '' });
  const { interactive, ...options } = more;
  const step = { id: '1', command, why: '', ...(interactive ? { interactive } : {}) };
  const judge = createJudge({ ...world.input, ...(sandbox ? { sandbox } : {}) });
  const [found] = await judge.judge([step], { cwd: world.project, tainted: [], stdin: 'none', ...options });
  return `${found!.verdict}${found!.sandboxed ? ', sandboxed' : ''}`;
}

const auto = { mode: 'auto', works: async () => WORKS } as const;

describe('a verdict that counts the sandbox', () => {
  it.each([
    'python3 x.py',
    'make',
    'npm test',
    './run.sh',
    'unheard-of --option',
    'cd sub && make',
    'node -e 1 | wc -l',
  ])('allows what is asked only because nobody can say what a program does: %s', async (command) => {
    expect(await verdict(command, undefined)).toBe('ask');
    expect(await verdict(command, auto)).toBe('allow, sandboxed');
  });

  it.each([
    'touch a',
    'rm x.py',
    'curl http://example.com',
    'sudo make',
    'kill 1',
    'export A=1',
    'source venv/bin/activate',
    'python3 x.py > out.txt',
    'make; export PATH=/x',
    'eval "$(python3 x.py)"',
    'f() { :; }; f',
    'cat ~/.ssh/id_rsa | python3 x.py',
    'python3 x.py; touch a',
    'trap "make" EXIT',
    'make &&',
    'vim x.py',
    'psql',
    'echo x > .git/config',
  ])('leaves alone what has effects of its own or touches the shell: %s', async (command) => {
    expect(await verdict(command, auto)).not.toContain('sandboxed');
  });

  it('does not count it for plans after untrusted content, on the terminal, or when told not to', async () => {
    expect(await verdict('make', auto, { tainted: ['README.md'] })).toBe('ask');
    expect(await verdict('make', auto, { interactive: true })).toBe('ask');
    expect(await verdict('make', auto, { sandbox: 'never' })).toBe('ask');
    expect(await verdict('make', { ...auto, mode: 'off' })).toBe('ask');
  });

  it('asks for the sandbox only where a question would be needed', async () => {
    const grants: Grants = { auto: true, yes: true, named: new Set() };
    const unused = { mode: 'auto', works: () => Promise.reject(new Error('tried')) } as const;
    expect(await verdict('make', unused, { grants })).toBe('ask');
    expect(await verdict('ls', unused)).toBe('allow');
    expect(await verdict('touch a', unused)).toBe('ask');
  });

  it('asks as before where there is none', async () => {
    expect(await verdict('make', { mode: 'auto', works: async () => BROKEN })).toBe('ask');
  });

  it('with "require" runs inside whatever is asked about, and denies what cannot', async () => {
    const require = { mode: 'require', works: async () => WORKS } as const;
    for (const command of ['make', 'touch a', 'curl http://example.com'])
      expect(await verdict(command, require)).toBe('ask, sandboxed');
    for (const command of ['sudo make', 'kill 1', 'echo x > .git/config', 'htop'])
      expect(await verdict(command, require)).toBe('deny');
    expect(await verdict('ls', require)).toBe('allow');
    const broken = { mode: 'require', works: async () => BROKEN } as const;
    expect(await verdict('make', broken)).toBe('deny');
    expect(await verdict('make', broken, { sandbox: 'never' })).toBe('deny');
  });
});
