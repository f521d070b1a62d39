import { describe, expect, it } from 'vitest';
import { previewAvailable } from '../../src/executor/preview/available.ts';
import type { Effect, Verdict } from '../../src/policy/types.ts';
import { beyondPreview } from '../../src/session/beyond.ts';
import { jailWorks } from '../tools/jail.ts';

const verdict = (...effects: Effect[]): Verdict => ({
  id: '7',
  verdict: 'ask',
  rule: '',
  reason: '',
  effects,
});

describe('before a preview is offered', () => {
  it.runIf(jailWorks())('it is tried whether there is one', async () => {
    expect(await previewAvailable({ home: '/nonexistent' })).toEqual({ ok: true });
  });

  it('names what it will not show', () => {
    const named = beyondPreview([
      verdict(
        { kind: 'write', target: '/home/me/file' },
        { kind: 'network', target: 'example.com' },
        { kind: 'privilege', detail: 'sudo' },
        { kind: 'write', target: '/dev/sda' },
        { kind: 'write', target: '/dev/null' },
        { kind: 'read', target: '/proc/cpuinfo' },
      ),
    ]);
    expect(named).toEqual(['network', 'privilege', 'device']);
  });
});
