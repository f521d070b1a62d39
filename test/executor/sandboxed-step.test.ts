import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createExecutor } from '../../src/executor/local.ts';
import { probeSandbox } from '../../src/executor/sandbox/probe.ts';
import type { Step } from '../../src/plan/plan.ts';
import { type ClearedStep, clear } from '../../src/policy/clear.ts';
import type { StepEvent } from '../../src/session/ports.ts';
import { BASE_ENV, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const works = (await probeSandbox()).ok;

function sandboxed(command: string): ClearedStep {
  const step: Step = { id: '1', command, why: '' };
  const verdict = { id: '1', verdict: 'allow', rule: '', reason: '', effects: [], sandboxed: true } as const;
  const approval = { planHash: '', stepId: '1', by: 'key' } as const;
  return clear(step, verdict, approval, { auto: false, yes: false, named: new Set() })!;
}

async function run(executor: ReturnType<typeof createExecutor>, command: string) {
  const events: StepEvent[] = [];
  for await (const event of executor.run(sandboxed(command), {}, new AbortController().signal))
    events.push(event);
  const out = events.flatMap((event) =>
    event.type === 'output' ? [Buffer.from(event.data).toString()] : [],
  );
  return { ended: events.at(-1)!, out: out.join('') };
}

describe('a step that was allowed because it is sandboxed', () => {
  it('does not run without a sandbox', async () => {
    const { ended } = await run(createExecutor({ cwd: folder.path, env: BASE_ENV }), 'touch ran');
    expect(ended).toMatchObject({
      type: 'ended',
      exitCode: null,
      spawnError: expect.stringMatching(/not run/),
    });
    const tooWide = createExecutor({
      cwd: folder.path,
      env: BASE_ENV,
      sandbox: () => ({ writable: ['/usr'] }),
    });
    expect((await run(tooWide, 'touch ran')).ended).toMatchObject({
      spawnError: expect.stringMatching(/too wide/),
    });
    expect(existsSync(join(folder.path, 'ran'))).toBe(false);
  });

  it.runIf(works)('runs inside, and the session goes on from there', async () => {
    mkdirSync(join(folder.path, 'sub'));
    const executor = createExecutor({
      cwd: folder.path,
      env: BASE_ENV,
      sandbox: () => ({ writable: [folder.path] }),
    });
    const first = await run(
      executor,
      'echo made > file; cd sub; export A=1; [ -w /proc/sys/vm/swappiness ] || echo held; exit 0',
    );
    expect(first).toMatchObject({ ended: { exitCode: 0 }, out: 'held\n' });
    await run(executor, 'cd sub; export A=1');
    const second = await run(
      executor,
      'pwd; echo $A; (: > /usr/x) 2>/dev/null || echo "read-only"; cat ../file',
    );
    expect(second.out).toBe(`${folder.path}/sub\n1\nread-only\nmade\n`);
    executor.close();
  });
});
