import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '../../src/session/events.ts';
import type { ApprovalDecision } from '../../src/session/ports.ts';
import type { RequestUi, UiDeps } from '../../src/ui/deps.ts';
import { Keyboard } from '../../src/ui/keyboard.ts';
import type { Key } from '../../src/ui/keys.ts';
import { Session } from '../../src/ui/session.ts';
import { handClock } from './hand-clock.ts';

const key = (name: Key['name'], over: Partial<Key> = {}): Key => ({
  name,
  text: '',
  ctrl: false,
  alt: false,
  shift: false,
  ...over,
});
const typed = (text: string): Key[] => [...text].map((one) => key('text', { text: one }));
const enter = key('enter');
const ctrl = (text: string) => key('text', { text, ctrl: true });

const PLAN = { version: 1 as const, goal: 'g', steps: [{ id: 's1', command: 'echo hi', why: '' }] };
const INFO = { kind: 'embedded', model: 'embedded', ms: 1 } as const;

interface Started {
  readonly request: string;
  readonly ui: RequestUi;
  readonly signal: AbortSignal;
  readonly step: () => AbortSignal | undefined;
}

/** A session without a screen, its time in our hands, and requests that wait until they are let go on. */
function open(
  options: { interactive?: boolean; outcome?: 'done' | 'failed'; verdict?: 'allow' | 'deny' } = {},
) {
  const clock = handClock();
  const started: Started[] = [];
  const decisions: ApprovalDecision[] = [];
  const finish: { go: () => void } = { go: () => undefined };
  const log: string[] = [];
  async function* start(request: string, ui: RequestUi, signal: AbortSignal): AsyncGenerator<Event> {
    let id = 0;
    const stamp = (body: EventBody): Event => ({ v: 1, id: ++id, time: new Date(0).toISOString(), ...body });
    let step: AbortSignal | undefined;
    started.push({ request, ui, signal, step: () => step });
    yield stamp({ type: 'request', request, cwd: '/x', planner: 'p' });
    if (request === 'ask me') {
      yield stamp({
        type: 'plan',
        plan: { version: 1, goal: '', steps: [], question: 'which?' },
        planHash: 'q',
        planner: INFO,
        tainted: [],
        revision: 0,
      });
      yield stamp({ type: 'ended', outcome: 'question', exitCode: 125, cwd: '/x' });
      return;
    }
    yield stamp({ type: 'plan', plan: PLAN, planHash: 'h', planner: INFO, tainted: [], revision: 0 });
    const verdict = {
      id: 's1',
      verdict: options.verdict ?? ('allow' as const),
      rule: 'r',
      reason: 'w',
      effects: [],
    };
    yield stamp({ type: 'verdict', planHash: 'h', verdict });
    const decision = await ui.approval.approve(
      { plan: PLAN, planHash: 'h', verdicts: [verdict], pending: ['s1'] },
      signal,
    );
    decisions.push(decision);
    if (decision.kind !== 'run') {
      yield stamp({ type: 'ended', outcome: 'refused', exitCode: 126, cwd: '/x' });
      return;
    }
    yield stamp({ type: 'approval', planHash: 'h', decision: 'run', stepId: 's1', by: 'key' });
    yield stamp({
      type: 'step-started',
      stepId: 's1',
      command: 'echo hi',
      cwd: '/x',
      interactive: options.interactive ?? false,
      sandboxed: false,
      kept: true,
    });
    log.push('executor starts');
    step = ui.stepSignal();
    const stop = AbortSignal.any([signal, step]);
    await new Promise<void>((resolve) => {
      finish.go = () => resolve();
      stop.addEventListener('abort', () => resolve());
    });
    log.push('executor ends');
    const cancelled = stop.aborted;
    yield stamp({
      type: 'step-ended',
      stepId: 's1',
      exitCode: cancelled ? null : 0,
      ms: 1,
      stdoutBytes: 0,
      stderrBytes: 0,
      ...(cancelled ? { cancelled: true, signal: 'SIGTERM' } : {}),
    });
    const outcome = cancelled ? 'cancelled' : (options.outcome ?? 'done');
    yield stamp({ type: 'ended', outcome, exitCode: cancelled ? 130 : 0, cwd: '/x' });
  }
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 }) as unknown as NodeJS.WriteStream;
  const added: string[] = [];
  const deps: UiDeps = {
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    stdout,
    stderr: stdout,
    env: { LANG: 'en_US.UTF-8' },
    signal: new AbortController().signal,
    start,
    status: () => ({ planner: 'p', cwd: '/x', host: 'h', user: 'u', root: false }),
    banner: [],
    history: { recent: () => ['older'], add: (text) => added.push(text) },
    commands: [
      {
        name: 'undo',
        about: 'takes back',
        run: async (words, screen) => {
          screen.print(`undone ${words}`);
          return undefined;
        },
      },
    ],
    settings: { panel: 'off', accessible: false, colour: false },
  };
  const session = new Session(deps, clock);
  const keyboard = new Keyboard(session);
  let left = false;
  session.attach({
    suspend: async () => {
      log.push('suspended');
      return async () => void log.push('resumed');
    },
    clear: () => log.push('cleared'),
    stop: () => log.push('stopped'),
    exit: () => (left = true),
  });
  const settle = async () => {
    for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  const send = async (...keys: readonly Key[]) => {
    keyboard.press(keys);
    await settle();
  };
  const text = () => session.state.line.editor.text;
  return {
    session,
    keyboard,
    clock,
    started,
    decisions,
    finish,
    log,
    added,
    settle,
    send,
    text,
    left: () => left,
  };
}

describe('a session', () => {
  it('asks, decides once, runs and is free again', async () => {
    const { session, clock, decisions, finish, settle, send, added } = open();
    await send(...typed('do it'), enter);
    expect(session.state.asking?.request.planHash).toBe('h');
    await send(...typed('y'));
    expect(decisions).toEqual([]);
    clock.pass(700);
    await send(...typed('y'), ...typed('y'));
    expect(decisions).toEqual([{ kind: 'run', run: ['s1'], skip: [], by: 'key' }]);
    expect(session.state.session?.phase).toBe('running');
    // The second y was typed into the line: the question was gone.
    expect(session.state.line.editor.text).toBe('y');
    finish.go();
    await settle();
    expect(session.state.busy).toBe(false);
    expect(session.state.blocks.map(({ block }) => block.kind)).toEqual([
      'banner',
      'request',
      'plan',
      'step',
    ]);
    expect(added).toEqual(['do it']);
  });

  it('leaves keys to the line while something was being typed there; Tab turns to the plan', async () => {
    const { session, clock, decisions, keyboard, settle, send, text } = open();
    keyboard.press([...typed('first'), enter, ...typed('ye')]);
    await settle();
    expect(session.state.asking).toBeDefined();
    clock.pass(5000);
    await send(...typed('y'));
    expect(decisions).toEqual([]);
    expect(text()).toBe('yey');
    await send(key('tab'));
    await send(...typed('y'));
    expect(decisions).toEqual([]);
    clock.pass(1000);
    await send(...typed('y'));
    expect(decisions).toHaveLength(1);
    expect(text()).toBe('yey');
  });

  it('sends a line written beside the plan as a change to it', async () => {
    const { clock, decisions, keyboard, settle, send } = open();
    keyboard.press([...typed('first'), enter, ...typed('only here')]);
    await settle();
    clock.pass(1000);
    await send(enter);
    expect(decisions).toEqual([{ kind: 'revise', reply: 'only here', by: 'key' }]);
  });

  it('never takes a paste for a key', async () => {
    const { session, clock, decisions, keyboard, settle, send } = open();
    await send(...typed('go'), enter);
    clock.pass(1000);
    keyboard.paste('y\ny\n');
    await settle();
    expect(decisions).toEqual([]);
    expect(session.state.line.editor.text).toBe('y\ny\n');
  });

  it('stops the step with one Ctrl-C and leaves with two', async () => {
    const one = open();
    await one.send(...typed('go'), enter);
    one.clock.pass(1000);
    await one.send(...typed('y'));
    await one.send(ctrl('c'));
    expect(one.started[0]?.step()?.aborted).toBe(true);
    expect(one.started[0]?.signal.aborted).toBe(false);
    expect(one.session.state.session?.ended?.outcome).toBe('cancelled');
    expect(one.left()).toBe(false);

    const two = open();
    await two.send(...typed('go'), enter);
    two.clock.pass(1000);
    await two.send(...typed('y'));
    two.keyboard.press([ctrl('c'), ctrl('c')]);
    await two.settle();
    expect(two.started[0]?.signal.aborted).toBe(true);
    expect(two.left()).toBe(true);
    expect(two.session.exitCode).toBe(130);
  });

  it('clears the line with Ctrl-C, then hints, then leaves; Ctrl-D leaves an empty line only', async () => {
    const { session, clock, send, text, left } = open();
    await send(...typed('abc'), ctrl('d'));
    expect(left()).toBe(false);
    await send(ctrl('c'));
    expect(text()).toBe('');
    clock.pass(5000);
    await send(ctrl('c'));
    expect(session.state.hint?.text).toMatch(/again/);
    expect(left()).toBe(false);
    await send(ctrl('c'));
    expect(left()).toBe(true);

    const other = open();
    await other.send(ctrl('d'));
    expect(other.left()).toBe(true);
    expect(other.session.exitCode).toBe(0);
  });

  it('rejects the plan when it is interrupted while it waits', async () => {
    const { clock, decisions, send } = open();
    await send(...typed('go'), enter);
    clock.pass(1000);
    await send(ctrl('c'));
    expect(decisions).toEqual([{ kind: 'reject', by: 'key' }]);
  });

  it('keeps the next request until this one went well, and gives it back when it did not', async () => {
    const well = open();
    await well.send(...typed('one'), enter);
    well.clock.pass(1000);
    await well.send(...typed('y'));
    await well.send(...typed('two'), enter);
    expect(well.session.state.queued).toBe('two');
    well.finish.go();
    await well.settle();
    expect(well.started.map(({ request }) => request)).toEqual(['one', 'two']);

    const badly = open({ outcome: 'failed' });
    await badly.send(...typed('one'), enter);
    badly.clock.pass(1000);
    await badly.send(...typed('y'));
    await badly.send(...typed('two'), enter);
    badly.finish.go();
    await badly.settle();
    expect(badly.started).toHaveLength(1);
    expect(badly.text()).toBe('two');
  });

  it('hands the terminal over before the program starts, and is deaf for a moment afterwards', async () => {
    const { session, clock, finish, log, settle, send, text } = open({ interactive: true });
    await send(...typed('vim'), enter);
    clock.pass(1000);
    await send(...typed('y'));
    expect(log).toEqual(['suspended', 'executor starts']);
    finish.go();
    await settle();
    expect(log).toEqual(['suspended', 'executor starts', 'executor ends', 'resumed']);
    await send(...typed(':wq'), enter);
    expect(text()).toBe('');
    clock.pass(301);
    await send(...typed('ok'));
    expect(text()).toBe('ok');
    expect(session.state.blocks.at(-1)?.block.kind).toBe('step');
  });

  it('answers a question in the same conversation', async () => {
    const { session, started, send } = open();
    await send(...typed('ask me'), enter);
    expect(session.state.answering).toEqual({ request: 'ask me', question: 'which?' });
    await send(...typed('that one'), enter);
    expect(started[1]?.ui.answering).toEqual({ request: 'ask me', question: 'which?' });
    expect(started[0]?.ui.answering).toBeUndefined();
  });

  it('runs commands of its own and of others, and says what it does not know', async () => {
    const { session, send } = open();
    await send();
    await send(...typed('/undo 3'), enter);
    expect(session.state.blocks.at(-1)?.block).toEqual({ kind: 'text', text: 'undone 3' });
    await send(...typed('/nothing'), enter);
    expect(session.state.hint?.text).toContain('/nothing');
    await send(...typed('?'));
    expect(session.state.blocks.at(-1)?.block.kind).toBe('lines');
    await send(...typed('/panel full'), enter);
    expect(session.state.panel).toBe('full');
    await send(ctrl('p'));
    expect(session.state.panel).toBe('off');
  });

  it('forgets the content of pieces that were written long ago', async () => {
    const { session } = open();
    for (let i = 0; i < 500; i++) session.write({ kind: 'text', text: `piece ${i}` });
    const kept = session.state.blocks.filter(({ block }) => block.kind === 'text');
    expect(session.state.blocks.length).toBeGreaterThanOrEqual(500);
    expect(kept.length).toBeLessThanOrEqual(101);
    expect(new Set(session.state.blocks.map((written) => written.key)).size).toBe(
      session.state.blocks.length,
    );
  });
});
