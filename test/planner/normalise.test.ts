import { describe, expect, it } from 'vitest';
import { normalisePlan } from '../../src/planner/normalise.ts';

const ls = [{ id: '1', command: 'ls', why: '' }];

describe('what models give becomes a strict plan', () => {
  it.each([
    ['a strict plan', { version: 1, goal: 'g', steps: [{ id: '1', command: 'ls', why: '' }] }],
    ['no version, no ids', { goal: 'g', steps: [{ command: 'ls' }] }],
    [
      'nulls and empty text',
      { goal: 'g', steps: [{ command: 'ls', why: null, interactive: null }], question: null, answer: '' },
    ],
    ['words for nothing', { goal: 'g', steps: [{ command: 'ls' }], question: 'None', answer: 'N/A' }],
    [
      'false flags',
      { goal: 'g', steps: [{ command: 'ls', interactive: false, background: 'false', timeoutSeconds: 0 }] },
    ],
    ['cmd', { goal: 'g', steps: [{ cmd: 'ls' }] }],
    ['commands', { goal: 'g', commands: ['ls'] }],
    ['other spelling', { Goal: 'g', STEPS: [{ Command: 'ls' }] }],
    ['a wrapper', { plan: { goal: 'g', steps: ['ls'] } }],
    ['a tool call', { name: 'plan', arguments: '{"goal":"g","steps":["ls"]}' }],
    ['a list of one plan', [{ goal: 'g', steps: ['ls'] }]],
    ['a list of steps', [{ command: 'ls' }]],
    ['a list of text', ['ls']],
    ['one command', 'ls'],
    ['one step', { command: 'ls' }],
    ['an argument list', { command: ['bash', '-c', 'ls'] }],
    ['a step object', { goal: 'g', steps: { command: 'ls' } }],
    ['numbered steps', { goal: 'g', steps: { '1': { command: 'ls' } } }],
    ['an answer beside the steps', { goal: 'g', steps: ['ls'], answer: 'lists the files' }],
    ['a prompt sign', { goal: 'g', steps: ['$ ls'] }],
    ['a fence in the command', { goal: 'g', steps: ['```bash\nls\n```'] }],
    ['blank lines around it', { goal: 'g', steps: ['\n\nls\n'] }],
  ])('%s', (_name, value) => {
    expect(normalisePlan(value, 'g')).toEqual({ ok: true, value: { version: 1, goal: 'g', steps: ls } });
  });

  it('keeps every option a step may have', () => {
    const step = {
      id: 'a',
      command: 'make',
      why: 'builds',
      interactive: true,
      background: true,
      scratch: true,
      timeoutSeconds: 30,
      continueOnError: true,
      target: 'box',
      role: 'change',
      schedule: { after: '7' },
    };
    expect(normalisePlan({ version: 1, goal: 'g', steps: [step] }, '')).toMatchObject({
      value: { steps: [step] },
    });
    expect(
      normalisePlan(
        { steps: [{ command: 'make', interactive: 'true', timeout: '30', continue_on_error: true }] },
        'g',
      ),
    ).toMatchObject({ value: { steps: [{ interactive: true, timeoutSeconds: 30, continueOnError: true }] } });
  });

  it('numbers steps anew where ids are missing, odd or doubled', () => {
    const ids = (value: unknown) => {
      const plan = normalisePlan(value, 'g');
      return plan.ok ? plan.value.steps.map((step) => step.id) : plan.message;
    };
    expect(
      ids([
        { id: 3, command: 'a' },
        { id: 4, command: 'b' },
      ]),
    ).toEqual(['3', '4']);
    expect(
      ids([
        { id: 'x', command: 'a' },
        { id: 'x', command: 'b' },
      ]),
    ).toEqual(['1', '2']);
    expect(ids([{ id: 'step one', command: 'a' }, { command: 'b' }])).toEqual(['1', '2']);
  });

  it('takes a question or an answer alone', () => {
    expect(normalisePlan({ question: 'Which one?' }, 'g')).toMatchObject({
      value: { question: 'Which one?', steps: [] },
    });
    expect(normalisePlan({ steps: [], answer: '42' }, 'g')).toMatchObject({ value: { answer: '42' } });
  });

  it('quotes an argument list so that each word stays one word', () => {
    const plan = normalisePlan({ command: 'rm', args: ['-i', "it's here", '$HOME', 'a.txt'] }, 'g');
    expect(plan).toMatchObject({ value: { steps: [{ command: `rm -i 'it'\\''s here' '$HOME' a.txt` }] } });
    expect(normalisePlan({ command: ['ls', 'a b'] }, 'g')).toMatchObject({
      value: { steps: [{ command: "ls 'a b'" }] },
    });
  });

  it.each([
    ['steps and a question at once', { steps: ['ls'], question: 'Which?' }, /exactly one/],
    ['nothing', {}, /no steps, question or answer/],
    ['null', null, /no steps/],
    ['a number', 7, /no steps/],
    ['empty steps', { steps: [] }, /exactly one/],
    ['a step without a command', { steps: [{ why: 'x' }] }, /steps.0.command/],
    ['a blank command', { steps: [{ command: '  ' }] }, /steps.0.command/],
    ['a number as command', { steps: [{ command: 5 }] }, /steps.0.command/],
    ['a wrong flag', { steps: [{ command: 'vim', interactive: 'yes' }] }, /interactive/],
    ['21 steps', { steps: Array.from({ length: 21 }, () => 'ls') }, /steps/],
    ['a command over 16 KiB', { steps: ['x'.repeat(16_385)] }, /16 KiB/],
    ['a folder that would be lost', { steps: [{ command: 'rm -r *', cwd: '/tmp/x' }] }, /"cwd"/],
    ['an environment that would be lost', { steps: [{ command: 'make', env: { CC: 'gcc' } }] }, /"env"/],
    ['a folder beside the steps', { working_dir: '/tmp', steps: ['rm -r *'] }, /"workingdir"/],
  ])('refuses %s and says why', (_name, value, message) => {
    const plan = normalisePlan(value, 'g');
    expect(plan.ok).toBe(false);
    expect((plan as { message: string }).message).toMatch(message);
  });

  it('keeps a backslash at the end together with what follows it', () => {
    expect(normalisePlan({ command: 'ls \\\n' }, 'g')).toMatchObject({
      value: { steps: [{ command: 'ls \\\n' }] },
    });
  });
});
