import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessIo, Runtime } from '../cli/deps.ts';
import { type Flags, UsageError } from '../cli/flags.ts';
import type { Plan } from '../plan/plan.ts';
import type { LocalServer } from '../planner/discover.ts';
import type { LastResult } from '../session/context.ts';
import type { Event, PlannerInfo } from '../session/events.ts';
import type { ApprovalRequest, Turn } from '../session/ports.ts';
import type { RequestUi, Sampler, SlashCommand, UiDeps } from '../ui/deps.ts';

/** The interactive session: the screen comes first, everything else is loaded while the person types. */
export async function interactive(flags: Flags, io: ProcessIo): Promise<number> {
  if (io.stdin.isTTY !== true || io.stdout.isTTY !== true)
    throw new UsageError(
      'a session needs a terminal; for one request write: assent "show the five largest files here"',
    );
  const [{ runInteractive }, { wantsColour }, os] = await Promise.all([
    import('../ui/run.tsx'),
    import('../cli/style.ts'),
    import('node:os'),
  ]);
  const session = new Session(flags, io);
  const settling = setTimeout(() => void session.settle().catch(() => undefined), SETTLE_MS);
  try {
    return await runInteractive({
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      env: io.env,
      signal: io.signal,
      start: (request, ui, signal) => session.start(request, ui, signal),
      status: () => ({
        planner: session.plannerName,
        cwd: session.cwd,
        ...(io.env.HOME === undefined ? {} : { home: io.env.HOME }),
        host: os.hostname(),
        user: os.userInfo().username,
        root: process.getuid?.() === 0,
      }),
      // Everything behind the screen is loaded once the first frame stands.
      banner: sleep(FIRST_FRAME_MS).then(() => session.banner()),
      sampler: session.sampler,
      history: { recent: () => sleep(FIRST_FRAME_MS).then(() => session.recent()), add: () => undefined },
      commands: session.commands(),
      settings: {
        panel: flags.accessible ? 'off' : 'full',
        accessible: flags.accessible,
        colour: wantsColour({ isTty: true, env: io.env }),
      },
      explain: (command) => session.explain(command),
      preview: {
        offered: () => session.previewable,
        run: (request, steps, signal) => session.preview(request, steps, signal),
      },
      notices: (listener) => session.listen(listener),
    } satisfies UiDeps);
  } finally {
    clearTimeout(settling);
    await session.close();
  }
}

interface Said {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** Long enough for the first frame to be on its way, too short to be noticed before the first key. */
const FIRST_FRAME_MS = 40;
const SETTLE_MS = 1500;

/** What lasts between the requests of one session. */
class Session {
  readonly sampler: Sampler = lazySampler();
  readonly #flags: Flags;
  readonly #io: ProcessIo;
  #runtime: Promise<Runtime> | undefined;
  #ready: Runtime | undefined;
  /** Tried once in the background; `p` is offered only where it works. */
  previewable = false;
  readonly #listeners = new Set<(notice: Said) => void>();
  /** Set by `/fix`: what the next plan is to repair. */
  #turns: readonly Turn[] = [];
  /** A model server found on this machine, offered and not used. */
  #found: LocalServer | undefined;
  #failed: { readonly request: string; readonly turn: Turn } | undefined;

  constructor(flags: Flags, io: ProcessIo) {
    this.#flags = flags;
    this.#io = io;
  }

  get cwd(): string {
    return this.#ready?.executor.cwd ?? this.#flags.cwd ?? this.#io.cwd;
  }

  get plannerName(): string {
    return this.#ready?.planner.name ?? '…';
  }

  runtime(): Promise<Runtime> {
    const { cwd, model, endpoint, offline, timeout } = this.#flags;
    const loading = Promise.all([import('../compose.ts'), import('../ui/user-terminal.ts')]);
    this.#runtime ??= loading.then(async ([{ compose }, { sessionTerminal }]) => {
      this.#ready = await compose({
        cwd: cwd ?? this.#io.cwd,
        env: this.#io.env,
        offline,
        plans: true,
        runs: false,
        private: this.#flags.private,
        stdin: 'none',
        terminal: () => sessionTerminal(process.stdin, process.stdout),
        ...(model === undefined ? {} : { model }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(timeout === undefined ? {} : { planningMs: timeout * 1000 }),
        state: () => this.sampler.history().at(-1),
        notice: (text) => this.#say({ level: 'warning', text }),
      });
      return this.#ready;
    });
    return this.#runtime;
  }

  listen(listener: (notice: Said) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #say(notice: Said): void {
    for (const listener of this.#listeners) listener(notice);
  }

  /** D(S): what the detectors find in the samples is said once, with its figures. */
  async watch(): Promise<void> {
    const { createMonitor } = await import('../machine/anomaly/monitor.ts');
    const monitor = createMonitor();
    this.sampler.subscribe((state) => {
      for (const { text } of monitor.push(state)) this.#say({ level: 'warning', text });
    });
  }

  async preview(request: ApprovalRequest, ids: readonly string[], signal: AbortSignal): Promise<string> {
    const [runtime, { clearPreview }, { previewText }] = await Promise.all([
      this.runtime(),
      import('../policy/clear.ts'),
      import('../cli/preview-text.ts'),
    ]);
    const steps = request.plan.steps.flatMap((step) => {
      const verdict = request.verdicts.find(({ id }) => id === step.id && ids.includes(id));
      const cleared = verdict && clearPreview(step, verdict);
      return cleared ? [cleared] : [];
    });
    return previewText(await runtime.preview(steps, signal));
  }

  /** What may wait until the person has begun to read: detectors, whether previews work, the cache for the next start. */
  async settle(): Promise<void> {
    const runtime = await this.runtime();
    await this.watch();
    this.previewable = await runtime.previewable();
    flushCompileCache();
  }

  async banner(): Promise<readonly string[]> {
    const { plannerLine, warnings, planner } = await this.runtime();
    const lines = [plannerLine, ...warnings];
    if (planner.name !== 'embedded' || this.#flags.offline) return lines;
    const { discoverLocal } = await import('../planner/discover.ts');
    [this.#found] = await discoverLocal();
    if (this.#found)
      lines.push(
        `${this.#found.product} answers on ${this.#found.baseUrl} (${this.#found.models[0]}): /local uses it from now on; nothing was sent there`,
      );
    return lines;
  }

  async recent(): Promise<readonly string[]> {
    const requests = await (await this.runtime()).recentRequests(500);
    return [...requests].reverse();
  }

  async *start(request: string, ui: RequestUi, signal: AbortSignal): AsyncGenerator<Event, void> {
    const [runtime, { handle }, { record }] = await Promise.all([
      this.runtime(),
      import('../session/handle.ts'),
      import('../session/pipe.ts'),
    ]);
    const direct = request.startsWith('!') ? directPlan(request.slice(1)) : undefined;
    const { answering } = ui;
    const asked = answering ? answering.request : request;
    const turns: readonly Turn[] = answering
      ? [{ kind: 'question', question: answering.question, reply: request }]
      : this.#turns;
    this.#turns = [];
    const kept = new Kept(asked);
    const events = record(
      handle(
        {
          request: asked,
          grants: { auto: false, yes: false, named: new Set() },
          allOrNothing: false,
          stdin: 'none',
          io: ui.size(),
          repairs: 0,
          turns,
          stepSignal: () => ui.stepSignal(),
          ...(direct ? { saved: direct } : {}),
          ...(this.#flags.private ? { private: true } : {}),
        },
        { ...runtime, approval: ui.approval },
        signal,
      ),
      runtime.journal,
    );
    for await (const event of events) {
      kept.add(event);
      yield event;
    }
    this.#failed = kept.failure();
    await runtime.remember({ ...kept.entry(runtime.planner.name), cwd: this.cwd });
  }

  async explain(command: string): Promise<string> {
    const [{ openPolicy }, { explainText }, { createStyle }] = await Promise.all([
      import('../compose.ts'),
      import('../cli/commands/policy.ts'),
      import('../cli/style.ts'),
    ]);
    const policy = await openPolicy({ env: this.#io.env, cwd: this.cwd });
    const judgement = await policy.judge({ id: '1', command });
    return explainText(command, judgement, createStyle({ isTty: false, env: {} }));
  }

  commands(): readonly SlashCommand[] {
    return [
      {
        name: 'state',
        about: 'the machine now',
        run: async (_words, screen) => {
          const [{ stateText }, { createStyle }] = await Promise.all([
            import('../cli/commands/state.ts'),
            import('../cli/style.ts'),
          ]);
          const state = this.sampler.history().at(-1);
          screen.print(state ? stateText(state, createStyle({ isTty: false, env: {} })) : 'no sample yet\n');
          return undefined;
        },
      },
      {
        name: 'policy',
        about: 'what a command does and what the policy says: /policy COMMAND',
        run: async (words, screen) => {
          screen.print(
            words.trim() === '' ? 'say which: /policy COMMAND\n' : await this.explain(words.trim()),
          );
          return undefined;
        },
      },
      {
        name: 'history',
        about: 'what was asked and run: /history [WORDS]',
        run: async (words, screen) => {
          const { openStore } = await import('../compose.ts');
          const store = await openStore(this.#io.env);
          try {
            screen.print(
              (words.trim() === '' ? store.recent(20, {}) : store.search(words, 20)).text ||
                'nothing found\n',
            );
          } finally {
            store.close();
          }
          return undefined;
        },
      },
      {
        name: 'audit',
        about: 'checks that the record was not changed',
        run: async (_words, screen) => {
          const { openStore } = await import('../compose.ts');
          const store = await openStore(this.#io.env);
          try {
            screen.print(store.verify({}).text);
          } finally {
            store.close();
          }
          return undefined;
        },
      },
      {
        name: 'fix',
        about: 'plans a repair of what failed last',
        run: async (_words, screen) => {
          if (!this.#failed) {
            screen.print('nothing has failed\n');
            return undefined;
          }
          this.#turns = [this.#failed.turn];
          return this.#failed.request;
        },
      },
      {
        name: 'undo',
        about: 'takes back what the last step did to files',
        run: async (words, screen) => {
          const { openUndo } = await import('../compose.ts');
          const store = await openUndo(this.#io.env);
          const record = words.trim() === '' ? store.latest() : store.find(words.trim());
          if (!record) {
            screen.print('nothing to undo\n');
            return undefined;
          }
          const { restored, refused } = await store.undo(record.id, false);
          for (const { path, reason } of refused) screen.print(`not undone: ${path}: ${reason}\n`);
          screen.print(
            refused.length > 0
              ? 'nothing was touched\n'
              : `brought back:\n${restored.map((path) => `  ${path}\n`).join('')}`,
          );
          return undefined;
        },
      },
      {
        name: 'local',
        about: 'uses the model server found on this machine, now and later',
        run: async (_words, screen) => {
          if (!this.#found) {
            screen.print('no model server was found on this machine\n');
            return undefined;
          }
          const { acceptLocalServer } = await import('../compose.ts');
          await acceptLocalServer(this.#io.env, this.#found.baseUrl);
          await this.close();
          this.#runtime = undefined;
          screen.print(`${(await this.runtime()).plannerLine}\n`);
          return undefined;
        },
      },
      {
        name: 'reset',
        about: 'forgets variables and functions of the session and goes back to the first folder',
        run: async (_words, screen) => {
          (await this.runtime()).resetSession();
          screen.print('the session is as it began\n');
          return undefined;
        },
      },
    ];
  }

  async close(): Promise<void> {
    if (this.#runtime) await this.#runtime.then((runtime) => runtime.close()).catch(() => undefined);
  }
}

/** `!command`: the person's own text, judged and asked about like any plan. */
function directPlan(text: string): { readonly plan: Plan; readonly info: PlannerInfo } {
  const command = text.trim();
  return {
    plan: { version: 1, goal: '', steps: [{ id: '1', command, why: '' }] },
    info: { kind: 'direct', model: 'you', ms: 0 },
  };
}

/** What history and the next plan are told of one request. */
class Kept {
  readonly #request: string;
  #plan: Plan | null = null;
  #planner: string | undefined;
  #ended: { outcome: Extract<Event, { type: 'ended' }>['outcome']; exitCode: number } = {
    outcome: 'error',
    exitCode: 125,
  };
  readonly #codes: Record<string, number | null> = {};
  readonly #tails = new Map<string, string>();
  #failedStep: string | undefined;

  constructor(request: string) {
    this.#request = request;
  }

  add(event: Event): void {
    if (event.type === 'plan') {
      this.#plan = event.plan;
      this.#planner = event.planner.model;
    } else if (event.type === 'output' && event.stream === 'stderr') {
      const tail = (this.#tails.get(event.stepId) ?? '') + Buffer.from(event.data).toString('utf8');
      this.#tails.set(event.stepId, tail.slice(-2000));
    } else if (event.type === 'step-ended') {
      this.#codes[event.stepId] = event.exitCode;
      this.#failedStep = event.exitCode === 0 ? undefined : event.stepId;
    } else if (event.type === 'ended') this.#ended = { outcome: event.outcome, exitCode: event.exitCode };
  }

  failure(): { readonly request: string; readonly turn: Turn } | undefined {
    const stepId = this.#failedStep;
    if (!this.#plan || stepId === undefined) return undefined;
    const stderrTail = this.#tails.get(stepId) ?? '';
    return {
      request: this.#request,
      turn: { kind: 'failed', plan: this.#plan, stepId, exitCode: this.#codes[stepId] ?? null, stderrTail },
    };
  }

  entry(planner: string) {
    const results: LastResult[] = (this.#plan?.steps ?? [])
      .filter((step) => Object.hasOwn(this.#codes, step.id))
      .map((step) => ({
        request: this.#request,
        command: step.command,
        exitCode: this.#codes[step.id] ?? null,
      }));
    return {
      request: this.#request,
      plan: this.#plan,
      ...this.#ended,
      planner: this.#planner ?? planner,
      codes: this.#codes,
      results,
    };
  }
}

/** The sampler's code is loaded when the panel first wants a sample, after the first frame. */
function lazySampler(): Sampler {
  let loaded: import('../machine/sampler.ts').Sampler | undefined;
  const listeners = new Set<(state: import('../session/state-vector.ts').StateVector) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1)
        void import('../machine/sampler.ts').then(({ createSampler }) => {
          loaded ??= createSampler();
          if (listeners.size > 0)
            loaded.start((state) => {
              for (const each of listeners) each(state);
            });
        });
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) loaded?.stop();
      };
    },
    history: () => loaded?.history() ?? [],
  };
}
