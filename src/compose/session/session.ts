import type { ProcessIo, Runtime } from '../../cli/deps.ts';
import type { Flags } from '../../cli/flags.ts';
import type { copiesAhead } from '../../executor/preview/copies.ts';
import type { Speaker } from '../../language/speaker.ts';
import type { Attempts } from '../../machine/repair/attempts.ts';
import type { LocalServer } from '../../planner/discover.ts';
import type { Copies } from '../../session/copies.ts';
import type { Event } from '../../session/events.ts';
import type { RequestInput } from '../../session/handle.ts';
import type { ApprovalRequest, Turn } from '../../session/ports.ts';
import type { PreviewShown, RequestUi, RuleOffer, Sampler } from '../../ui/deps.ts';
import type { OutputPort } from '../../ui/output-command.ts';
import { directPlan } from './direct.ts';
import { SessionJobs } from './jobs.ts';
import { Kept } from './kept.ts';
import type { Notices } from './notices.ts';
import { lazySampler } from './sampler.ts';

/** A request that begins with what is known of a trouble. */
export interface Next {
  readonly turns: readonly Turn[];
  /** A look that only reads comes first, or is all that is wanted. Needs a model. */
  readonly diagnosis?: 'first' | 'only';
  /** A plan made by rule. */
  readonly saved?: NonNullable<RequestInput['saved']>;
  /** Names what is to be mended, so that tries at it are counted. */
  readonly trouble?: string;
}

/** Plans after the first for the same trouble, each asked about anew. */
const REPAIRS = 2;

interface Said {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** What lasts between the requests of one session. */
export class Session {
  readonly jobs = new SessionJobs();
  readonly sampler: Sampler = lazySampler(() => this.jobs.states());
  #keepBackground = false;
  readonly #flags: Flags;
  readonly #io: ProcessIo;
  #runtime: Promise<Runtime> | undefined;
  #ready: Runtime | undefined;
  /** Tried once in the background; `p` is offered only where it works. */
  previewable = false;
  /** Loaded when it is known that there are previews. */
  #copiesAhead: typeof copiesAhead | undefined;
  /** By the settings of the request that runs. */
  trashFirst = false;
  readonly #listeners = new Set<(notice: Said) => void>();
  /** Set by a slash command: what the request it starts is about. */
  next: Next | undefined;
  /** D(S), once the session has settled. */
  notices: Notices | undefined;
  #attempts: Attempts | undefined;
  /** A model server found on this machine, offered and not used. */
  found: LocalServer | undefined;
  failed: { readonly request: string; readonly turn: Turn } | undefined;

  readonly say: Speaker;

  constructor(flags: Flags, io: ProcessIo, say: Speaker) {
    this.say = say;
    this.#flags = flags;
    this.#io = io;
  }

  get env(): ProcessIo['env'] {
    return this.#io.env;
  }

  get cwd(): string {
    return this.#ready?.executor.cwd ?? this.#flags.cwd ?? this.#io.cwd;
  }

  get plannerName(): string {
    return this.#ready?.planner.name ?? '…';
  }

  runtime(): Promise<Runtime> {
    const { cwd, model, endpoint, offline, timeout } = this.#flags;
    const loading = Promise.all([import('../../compose.ts'), import('../../ui/user-terminal.ts')]);
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
    const { Notices } = await import('./notices.ts');
    const notices = new Notices(this.#io.env);
    this.notices = notices;
    this.sampler.subscribe((state) => {
      this.#lookAtJobs();
      for (const { number, text } of notices.push(state))
        this.#say({
          level: 'warning',
          text: `${this.say.of(text)} · /explain ${number} · /recover ${number} · /mute ${number}`,
        });
    });
  }

  /** Why a repair of this is not to be tried now; undefined when it may be, which counts as a try. */
  async begin(trouble: string): Promise<string | undefined> {
    const [{ Attempts }, { monotonicMs }] = await Promise.all([
      import('../../machine/repair/attempts.ts'),
      import('../../plan/clock.ts'),
    ]);
    this.#attempts ??= new Attempts();
    return this.#attempts.begin(trouble, monotonicMs() / 1000);
  }

  async hasModel(): Promise<boolean> {
    return (await this.runtime()).planner.name !== 'embedded';
  }

  #lookAtJobs(): void {
    const { ended, toEnd } = this.jobs.look();
    for (const job of ended)
      this.#say({
        level: job.status === 'done' ? 'info' : 'warning',
        text: `job ${job.id} ${job.status}${job.exitCode ? ` with exit ${job.exitCode}` : ''}: ${job.step.command}`,
      });
    for (const pid of toEnd) void this.#ready?.executor.endBackground(pid);
  }

  /** Steps of this session that run in the background. */
  get inBackground(): number {
    return (this.#ready?.executor.background ?? []).filter(({ exit }) => exit === undefined).length;
  }

  keepBackground(): void {
    this.#keepBackground = true;
  }

  copies({ verdicts }: ApprovalRequest): Copies | undefined {
    return this.#copiesAhead?.(verdicts.flatMap(({ effects }) => effects));
  }

  async preview(
    request: ApprovalRequest,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<PreviewShown> {
    const [runtime, { clearPreview }, { previewText }] = await Promise.all([
      this.runtime(),
      import('../../policy/clear.ts'),
      import('../../cli/preview-text.ts'),
    ]);
    const steps = request.plan.steps.flatMap((step) => {
      const verdict = request.verdicts.find(({ id }) => id === step.id && ids.includes(id));
      const cleared = verdict && clearPreview(step, verdict);
      return cleared ? [cleared] : [];
    });
    // Only the whole plan can be applied: what comes after a part of it would start from another state.
    const whole = ids.length === request.plan.steps.length;
    const preview = await runtime.preview(steps, signal, whole ? request.planHash : undefined);
    return { text: previewText(preview, this.say), ...(preview.apply ? { apply: preview.apply } : {}) };
  }

  /** Loaded by the first that is opened or searched. */
  readonly outputs: OutputPort = {
    page: async (source, signal) => (await this.#outputs()).page(source, signal),
    search: async (source, words, most) => (await this.#outputs()).search(source, words, most),
  };

  async #outputs(): Promise<OutputPort> {
    return (await import('./outputs.ts')).outputPort(this.#io.env);
  }

  /** What may wait until the person has begun to read: detectors, and whether previews work. */
  async settle(): Promise<void> {
    const runtime = await this.runtime();
    await this.jobs.open(this.#io.env);
    await this.watch();
    this.#copiesAhead = (await import('../../executor/preview/copies.ts')).copiesAhead;
    this.previewable = await runtime.previewable();
  }

  async banner(): Promise<readonly string[]> {
    const { plannerLine, warnings, planner } = await this.runtime();
    const lines = [plannerLine, ...warnings];
    if (planner.name !== 'embedded' || this.#flags.offline) return lines;
    const { discoverLocal } = await import('../../planner/discover.ts');
    [this.found] = await discoverLocal();
    const { localServers } = await import('../../compose.ts');
    if (this.found && !(await localServers(this.#io.env)).declined.includes(this.found.baseUrl))
      lines.push(
        `${this.found.product} answers on ${this.found.baseUrl} (${this.found.models[0]}), nothing was sent there: /local uses it from now on, /local off offers it no more`,
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
      import('../../session/handle.ts'),
      import('../../session/pipe.ts'),
    ]);
    this.trashFirst = runtime.settings['run.trash'] === 'always';
    const { answering, feed } = ui;
    const typed = feed?.command ?? (request.startsWith('!') ? request.slice(1) : undefined);
    const direct = typed === undefined ? undefined : directPlan(typed);
    const stdin = feed && (await import('./outputs.ts')).readOutput(feed.source);
    const asked = answering ? answering.request : request;
    const { next } = this;
    this.next = undefined;
    let turns: readonly Turn[] = answering
      ? [{ kind: 'question', question: answering.question, reply: request }]
      : (next?.turns ?? []);
    if (next?.diagnosis) {
      const { lookInto } = await import('./diagnosis.ts');
      turns = yield* lookInto({ request: asked, turns, rounds: next.diagnosis === 'only' ? 2 : 1 }, runtime, {
        io: { ...ui.size(), watched: true, stepSignal: () => ui.stepSignal() },
        private: this.#flags.private,
        signal,
        follow: (event) => this.jobs.follow(event),
      });
      if (next.diagnosis === 'only' || signal.aborted) return;
    }
    const kept = new Kept(asked);
    const events = record(
      handle(
        {
          request: asked,
          grants: { auto: false, yes: false, named: new Set() },
          allOrNothing: false,
          stdin: stdin ? 'data' : 'none',
          io: { ...ui.size(), watched: true, ...(stdin ? { stdin } : {}) },
          // What failed goes back only to a planner that can learn from it, or when it is a repair that failed.
          repairs: next
            ? REPAIRS
            : runtime.planner.name === 'embedded'
              ? 0
              : Number(runtime.settings['planning.repairs']),
          turns,
          stepSignal: () => ui.stepSignal(),
          stepBackground: () => ui.backgroundSignal(),
          ...(direct ? { saved: direct } : next?.saved ? { saved: next.saved } : {}),
          ...(this.#flags.private ? { private: true } : {}),
        },
        { ...runtime, approval: ui.approval },
        signal,
      ),
      runtime.journal,
    );
    try {
      for await (const event of events) {
        kept.add(event);
        this.jobs.follow(event);
        if (event.type === 'ended' && event.outcome === 'done' && next?.trouble !== undefined)
          this.#attempts?.done(next.trouble);
        yield event;
      }
    } finally {
      stdin?.destroy();
    }
    this.failed = kept.failure();
    await runtime.remember({ ...kept.entry(runtime.planner.name), cwd: this.cwd });
  }

  /** Each part by its manual, then what the policy says of it, rule by rule. */
  async explain(command: string): Promise<string> {
    const [{ openPolicy, openManuals }, { commandText, partsOf }, { createStyle }] = await Promise.all([
      import('../../compose.ts'),
      import('../../cli/commands/explain.ts'),
      import('../../cli/style.ts'),
    ]);
    const [policy, manuals] = await Promise.all([
      openPolicy({ env: this.#io.env, cwd: this.cwd }),
      openManuals(),
    ]);
    const judgement = await policy.judge({ id: '1', command });
    const style = createStyle({ isTty: false, env: {} });
    return commandText(command, judgement, partsOf(judgement, manuals, this.say), { style, say: this.say });
  }

  async judged(command: string): Promise<string> {
    const [{ openPolicy }, { explainText }, { createStyle }] = await Promise.all([
      import('../../compose.ts'),
      import('../../cli/commands/policy.ts'),
      import('../../cli/style.ts'),
    ]);
    const policy = await openPolicy({ env: this.#io.env, cwd: this.cwd });
    const judgement = await policy.judge({ id: '1', command });
    return explainText(command, judgement, policy.outline(command), {
      style: createStyle({ isTty: false, env: {} }),
      say: this.say,
    });
  }

  /** The narrowest rule for a command, in words; `add` puts it into policy.toml, where it counts from the next verdict on. */
  async rule(command: string): Promise<RuleOffer> {
    const [{ openPolicy }, { offerText }] = await Promise.all([
      import('../../compose.ts'),
      import('../../cli/commands/policy.ts'),
    ]);
    const policy = await openPolicy({ env: this.#io.env, cwd: this.cwd });
    const offer = await policy.propose(command);
    if (offer.kind === 'refused') return offer;
    return {
      kind: 'rule',
      text: offerText(offer, this.say),
      add: async () => {
        const file = await policy.add(offer.toml);
        await (await this.runtime()).reloadRules();
        return file;
      },
    };
  }

  /** The next request wires everything anew, as after a change of settings. */
  forgetRuntime(): void {
    this.#runtime = undefined;
  }

  async close(): Promise<void> {
    const how = { keepBackground: this.#keepBackground };
    if (this.#runtime) await this.#runtime.then((runtime) => runtime.close(how)).catch(() => undefined);
    this.jobs.close();
  }
}
