import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExecutor, type LocalExecutor } from '../../src/executor/local.ts';
import type { ClearedStep } from '../../src/policy/clear.ts';
import { BASE_ENV, cleared, run, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
let executor: LocalExecutor;
beforeAll(() => {
  executor = createExecutor({
    cwd: folder.path,
    env: { ...BASE_ENV, OPENAI_API_KEY: 'sk-1', ASSENT_API_KEY: 'sk-2', BASH_ENV: '/etc/evil', ENV: '/x' },
    graceMs: 300,
  });
});
afterAll(() => {
  executor.close();
  folder.remove();
});

describe('what runs', () => {
  it('takes nothing but a cleared step', () => {
    const step = { id: '1', command: 'touch forged', why: '' };
    const verdict = { id: '1', verdict: 'allow', rule: '', reason: '', effects: [] };
    const forged = { step, verdict, approval: { by: 'key', stepId: '1', planHash: '' } };
    expect(() => executor.run(forged as unknown as ClearedStep, {}, new AbortController().signal)).toThrow(
      /cleared/,
    );
  });

  it.each([
    ['a plain command', 'echo one two'],
    ['a trailing backslash', 'echo a\\'],
    ['a trailing newline', 'echo a\\\n'],
    ['a here-document', 'cat <<E\n$((1+2)) `echo x`\nE'],
    ['comment first', '# nothing\necho after'],
    ['its own text', 'echo "$BASH_EXECUTION_STRING" $# "$0" "$*"'],
    ['what looks like our own wrapping', 'echo "}; ("; echo \')\' 3>&1'],
    ['a syntax error', 'echo (('],
    ['an unclosed quote', "echo 'abc"],
    ['no such command', 'no-such-command-here x'],
    ['not executable', '/etc/passwd'],
    ['the exit code', 'exit 42'],
    ['a failing pipeline', 'false | true; false'],
    ['an exit trap', "trap 'echo bye' EXIT; exit 7"],
    ['errexit', 'set -e; false; echo never'],
    ['a job of its own', 'kill -TERM $$; sleep 1'],
    ['descriptor three', 'echo x >&3'],
    ['line numbers', 'echo $LINENO\necho $LINENO'],
    ['a return', 'return 3'],
    ['exec', 'exec echo replaced'],
    ['nothing left open', 'for f in /proc/self/fd/*; do echo "${f##*/}"; done | sort -n | head -3'],
    ['bytes that are not text', "printf '\\377\\000\\001\\r\\n'"],
  ])('does what bash -c does: %s', async (_, command) => {
    const plain = spawnSync('/bin/bash', ['--noprofile', '--norc', '-c', command, 'bash'], {
      cwd: folder.path,
      env: BASE_ENV,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ran = await run(createExecutor({ cwd: folder.path, env: BASE_ENV }), command);
    // Only the word that names who read the text may differ.
    const said = (text: string) => text.replace(/bash: (-c|eval): /g, 'bash: ');
    expect({ code: ran.exitCode, signal: ran.signal ?? null, out: ran.out, err: said(ran.err) }).toEqual({
      code: plain.status,
      signal: plain.signal,
      out: plain.stdout.toString('latin1'),
      err: said(plain.stderr.toString('latin1')),
    });
  });

  it('has no controlling terminal, a session of its own and nothing of ours open', async () => {
    const ran = await run(
      executor,
      'ps -o pid=,sid=,tty= $$; (: </dev/tty) 2>/dev/null || echo no-tty; ls /proc/self/fd',
    );
    const [first, tty, ...fds] = ran.out.trim().split('\n');
    expect(first!.trim().split(/\s+/)).toEqual([String(ran.pid), String(ran.pid), '?']);
    expect(tty).toBe('no-tty');
    expect(fds).toEqual(['0', '1', '2', '3']);
  });

  it('keeps keys of assent and start files out of its environment', async () => {
    const { out } = await run(executor, 'env');
    expect(out).not.toMatch(/sk-1|sk-2|BASH_ENV|^ENV=/m);
    expect(out).toMatch(/^GIT_TERMINAL_PROMPT=0$/m);
    expect(out).toMatch(/^PAGER=cat$/m);
  });

  it('gives real pipes, so that /dev/stdout and /dev/stdin work', async () => {
    const ran = await run(executor, 'cat /dev/stdin | tee /dev/stderr > /dev/stdout', {
      stdin: Readable.from([Buffer.from('data')]),
    });
    expect(ran).toMatchObject({ exitCode: 0, out: 'data', err: 'data' });
  });

  it('says plainly when there is no bash or no folder', async () => {
    const none = await run(createExecutor({ cwd: '/', env: BASE_ENV, bash: '/nonexistent/bash' }), 'true');
    expect(none).toMatchObject({ exitCode: null, spawnError: expect.stringContaining('bash was not found') });
    const gone = createExecutor({ cwd: join(folder.path, 'no', 'such'), env: BASE_ENV });
    expect((await run(gone, 'pwd')).spawnError).toContain('is gone');
    expect((await run(gone, 'pwd')).out).toBe(`${folder.path}\n`);
  });
});

describe('streams', () => {
  it('gives stdin byte for byte', async () => {
    const bytes = Buffer.alloc(3_000_000, 0).map((_, index) => (index * 31) % 256);
    const ran = await run(executor, 'sha256sum', { stdin: Readable.from([bytes, Buffer.from('end')]) });
    const expected = createHash('sha256').update(bytes).update('end').digest('hex');
    expect(ran.out).toBe(`${expected}  -\n`);
  });

  it('takes stdin from a descriptor, and survives a step that does not read it', async () => {
    const path = join(folder.path, 'input');
    writeFileSync(path, 'from a file\n');
    expect((await run(executor, 'cat', { stdin: openSync(path, 'r') })).out).toBe('from a file\n');
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(65536);
      })(),
    );
    expect((await run(executor, 'head -c 3 | wc -c', { stdin: endless })).out.trim()).toBe('3');
  });

  it('has no stdin otherwise', async () => {
    expect((await run(executor, 'wc -c; readlink /proc/self/fd/0')).out).toBe('0\n/dev/null\n');
  });

  it('hands a descriptor through untouched', async () => {
    const path = join(folder.path, 'through');
    const ran = await run(executor, 'head -c 5000000 /dev/zero; echo end >&2', {
      passthrough: { stdout: openSync(path, 'w') },
    });
    expect(statSync(path).size).toBe(5_000_000);
    expect(ran).toMatchObject({ out: '', err: 'end\n', stdoutBytes: 0, stderrBytes: 4 });
  });

  it('holds a flood back while nobody pulls', async () => {
    const before = process.memoryUsage.rss();
    let seen = 0;
    for await (const event of executor.run(
      cleared('head -c 60000000 /dev/zero'),
      {},
      new AbortController().signal,
    )) {
      if (event.type !== 'output') continue;
      seen += event.data.length;
      if (seen < 400_000) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(seen).toBe(60_000_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(80 * 1024 * 1024);
  });

  it('keeps the end of stderr for a repair', async () => {
    const ran = await run(executor, 'seq 1 5000 >&2; false');
    expect(ran.stderrTail!.length).toBe(4096);
    expect(ran.stderrTail!.endsWith('4999\n5000\n')).toBe(true);
  });
});

describe('the end of a step', () => {
  const alive = (marker: string) => {
    return readdirSync('/proc').filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(marker);
      } catch {
        return false;
      }
    });
  };

  it.each([
    ['a child', 'sleep 77.01'],
    ['a child in the background', 'sleep 77.01 & wait'],
    ['one that ignores TERM', "trap '' TERM; sleep 77.01; sleep 77.01"],
    ['one in another session', 'setsid sleep 77.01 & wait'],
    ['a double fork', '(setsid sleep 77.01 & ) ; sleep 77.01'],
    ['a stopped one', "bash -c 'kill -STOP $$; sleep 77.01'"],
    ['many', 'for i in 1 2 3 4 5 6 7 8; do (sleep 77.01; sleep 77.01) & done; wait'],
  ])('a cancel ends the whole tree: %s', async (_, command) => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 150);
    const ran = await run(executor, command, { signal: abort.signal });
    expect(ran.cancelled).toBe(true);
    expect(alive('77.01')).toEqual([]);
    expect(ran.ms).toBeLessThan(2500);
  });

  it('a cancel works while the consumer does not pull', async () => {
    const abort = new AbortController();
    const events = executor
      .run(cleared('trap "" PIPE; yes 77.02; sleep 77.02'), {}, abort.signal)
      [Symbol.asyncIterator]();
    await events.next();
    await events.next();
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(alive('77.02')).toEqual([]);
    for (let item = await events.next(); !item.done; item = await events.next())
      if (item.value.type === 'ended') expect(item.value.cancelled).toBe(true);
  });

  it('a consumer that leaves takes the step with it', async () => {
    for await (const event of executor.run(cleared('yes 77.03'), {}, new AbortController().signal))
      if (event.type === 'output') break;
    expect(alive('77.03')).toEqual([]);
  });

  it('stops at its time limit', async () => {
    const ran = await run(executor, 'echo before; sleep 77.04', { step: { timeoutSeconds: 0.2 } });
    expect(ran).toMatchObject({ timedOut: true, out: 'before\n', signal: 'SIGTERM' });
  });

  it('counts and ends what a finished step leaves behind, but not what asked to stay', async () => {
    const left = await run(executor, 'sleep 77.05 & sleep 77.05 & echo done');
    expect(left).toMatchObject({ exitCode: 0, out: 'done\n', leftovers: 2 });
    expect(alive('77.05')).toEqual([]);
    const stays = await run(executor, 'nohup sleep 77.06 & echo done');
    expect(stays).toMatchObject({ exitCode: 0, out: 'done\n' });
    const [pid] = alive('77.06');
    expect(pid).toBeDefined();
    process.kill(Number(pid), 'SIGKILL');
  });

  it('does not start when it was cancelled before', async () => {
    const ran = await run(executor, 'touch started', { signal: AbortSignal.abort() });
    expect(ran).toMatchObject({ exitCode: null, cancelled: true });
    expect(() => statSync(join(folder.path, 'started'))).toThrow();
  });
});
