import { ENGLISH, type Speaker } from '../language/speaker.ts';
import { visible, visibleLine } from '../plan/display.ts';
import { planHash } from '../plan/hash.ts';
import { clearPreview } from '../policy/clear.ts';
import { flagFor } from '../session/consent.ts';
import { copiesSaid } from '../session/copies.ts';
import type { Event, PlannerInfo } from '../session/events.ts';
import { EXIT } from '../session/exit.ts';
import type { Preview, ProcessIo, Runtime } from './deps.ts';
import type { Flags } from './flags.ts';
import type { OneShot } from './oneshot.ts';
import { type Pen, planText } from './plain.ts';
import { eventJson, ResultBuilder } from './result.ts';
import { ScreenOutput } from './screen-output.ts';
import { createStyle, type Style } from './style.ts';

/** What a one-shot prints: answers to stdout, everything else to stderr. */
export class Face {
  readonly result = new ResultBuilder();
  /** Hash of the plan whose full text stands on stderr of a terminal already. */
  shownHash: string | undefined;
  /** The language is known once the settings are read. */
  say: Speaker = ENGLISH;
  readonly #io: ProcessIo;
  readonly #flags: Flags;
  readonly #style: Style;
  readonly #out: ScreenOutput;
  readonly #err: ScreenOutput;
  #refusal: string | undefined;

  constructor(io: ProcessIo, flags: Flags, style: Style) {
    this.#io = io;
    this.#flags = flags;
    this.#style = style;
    const colour = createStyle({ isTty: io.stdout.isTTY === true, env: io.env }).colour;
    this.#out = new ScreenOutput((text) => io.stdout.write(text), colour);
    this.#err = new ScreenOutput((text) => io.stderr.write(text), style.colour);
  }

  get planner(): PlannerInfo {
    return this.result.planner ?? { kind: 'file', model: 'saved plan', ms: 0 };
  }

  /** English text that was made elsewhere. */
  notice(text: string): void {
    if (!this.#flags.quiet) this.line(this.say.of(text));
  }

  /** A finished line on stderr. */
  line(text: string): void {
    this.#io.stderr.write(`assent: ${visibleLine(text)}\n`);
  }

  /** For the plan on stderr. */
  get pen(): Pen {
    return { style: this.#style, say: this.say };
  }

  async event(event: Event): Promise<void> {
    this.result.add(event);
    const { jsonl, json, verbose, quiet } = this.#flags;
    if (jsonl) await this.#write(`${eventJson(event)}\n`);
    if (event.type === 'notice') this.#noticed(event);
    else if (event.type === 'failed') this.#failed(event);
    else if (event.type === 'approval' && event.decision === 'reject')
      this.#refusal = event.detail ?? 'you said no';
    else if (event.type === 'applied') this.#applied(event);
    else if (event.type === 'step-queued') await this.#queued(event);
    else if (event.type === 'step-started' && !quiet && (verbose || this.#io.stderr.isTTY === true))
      this.#io.stderr.write(`${this.#style.paint('dim', `$ ${visible(event.command)}`)}\n`);
    else if (event.type === 'output' && !json && !jsonl) await this.#output(event);
    else if (event.type === 'step-ended') this.#ended(event);
  }

  /** Progress is for whoever watches; a warning is for everybody. */
  #noticed({ level, text }: Extract<Event, { type: 'notice' }>): void {
    if (level === 'warning' || this.#flags.verbose || this.#io.stderr.isTTY === true) this.notice(text);
  }

  /** A terminal gets cleaned text; anything else gets the bytes as they came, at its own pace. */
  async #output({ stream, data }: Extract<Event, { type: 'output' }>): Promise<void> {
    const target = stream === 'stdout' ? this.#io.stdout : this.#io.stderr;
    if (target.isTTY) (stream === 'stdout' ? this.#out : this.#err).add(data);
    else await new Promise<void>((resolve) => target.write(data, () => resolve()));
  }

  #failed(event: Extract<Event, { type: 'failed' }>): void {
    this.line(this.say.of(event.message));
    for (const example of event.examples ?? [])
      this.#io.stderr.write(`  ${this.say`for example: ${visibleLine(example)}`}\n`);
  }

  #ended(event: Extract<Event, { type: 'step-ended' }>): void {
    if (this.#flags.json || this.#flags.jsonl) return;
    this.#out.end();
    this.#err.end();
    if (event.spawnError !== undefined) this.line(this.say.of(event.spawnError));
    else if (event.timedOut) this.line(this.say`step ${event.stepId} was stopped at its time limit`);
  }

  /** The job's number is the answer of a request that only queues. */
  async #queued({ job, stepId }: Extract<Event, { type: 'step-queued' }>): Promise<void> {
    const { json, jsonl, quiet } = this.#flags;
    if (!json && !jsonl) await this.#write(`${job}\n`);
    if (!quiet)
      this.line(this.say`step ${stepId} waits in the queue as job ${job}; see: assent jobs why ${job}`);
  }

  /** What is printed once at the end, and the exit code. */
  async finish(shot: OneShot): Promise<number> {
    const { result, say } = this;
    const { plan } = result;
    let code = shot.show === 'plan' && plan ? EXIT.ok : result.exitCode;
    const { outcome, steps } = result.build();
    const rest = steps.length > 0 ? say`nothing else was run` : say`nothing was run`;
    if (outcome === 'timeout' && !result.failure)
      this.line(say`not done within ${this.#flags.timeout ?? 0} s (--timeout); ${rest}`);
    else if (outcome === 'cancelled' && !this.#flags.quiet) this.line(say`stopped; ${rest}`);
    if (this.#flags.json && !shot.show && !this.#flags.apply)
      await this.#write(`${JSON.stringify(result.build())}\n`);
    else if (shot.show === 'plan') await this.#write(this.#planOutput());
    else if (shot.show === 'commands' && plan && plan.steps.length > 0) {
      if (result.verdicts.some((verdict) => verdict.verdict === 'deny')) {
        code = EXIT.refused;
        const denied = result.verdicts.find((verdict) => verdict.verdict === 'deny')!;
        this.line(say`refused: ${say.of(denied.reason)} (${denied.rule})`);
      } else await this.#write(`${plan.steps.map((step) => step.command).join('\n')}\n`);
    } else if (!this.#flags.jsonl && plan?.answer !== undefined)
      await this.#write(`${visible(plan.answer)}\n`);
    if (plan?.question !== undefined && shot.show !== 'plan') {
      this.line(plan.question);
      this.line(say`ask again with the answer in the request`);
    }
    if (this.#refusal !== undefined && result.build().outcome === 'refused') this.#refused();
    return code;
  }

  /** `--apply`: the plan and what it would change, before the question. */
  async foundOut(preview: Preview): Promise<void> {
    const { previewJson, previewText } = await import('./preview-text.ts');
    const { plan, verdicts } = this.result;
    if (this.#flags.json) return this.#write(previewJson(preview));
    if (this.#flags.quiet || !plan) return;
    this.#io.stderr.write(planText(plan, verdicts, this.planner, this.pen));
    this.#io.stderr.write(previewText(preview, this.say));
    this.shownHash = planHash(plan);
  }

  #applied({ changes, undo, refused }: Extract<Event, { type: 'applied' }>): void {
    const { say } = this;
    if (this.#flags.quiet) return;
    for (const { path, reason } of refused)
      this.line(
        path === '' ? say`not applied: ${say.of(reason)}` : say`not applied: ${path}: ${say.of(reason)}`,
      );
    if (refused.length > 0) return;
    this.line(
      undo === undefined
        ? say`applied exactly these changes (${changes})`
        : say`applied exactly these changes (${changes}); assent undo ${undo} takes them back`,
    );
  }

  /** `--preview`: runs the plan in a copy-on-write view and prints what it would change. A deny is never previewed. */
  async previewed(runtime: Runtime, signal: AbortSignal): Promise<number> {
    const { plan, verdicts, exitCode } = this.result;
    if (!plan || plan.steps.length === 0) return exitCode === 0 ? EXIT.failed : exitCode;
    const { previewJson, previewText } = await import('./preview-text.ts');
    const steps = plan.steps.flatMap((step) => {
      const verdict = verdicts.find(({ id }) => id === step.id);
      const cleared = verdict && clearPreview(step, verdict);
      return cleared ? [cleared] : [];
    });
    if (steps.length < plan.steps.length) {
      const denied = verdicts.find(({ verdict }) => verdict === 'deny');
      this.line(this.say`not previewed: ${this.say.of(denied?.reason ?? 'a step was not judged')}`);
      return EXIT.refused;
    }
    if (!this.#flags.json && !this.#flags.quiet)
      this.#io.stderr.write(planText(plan, verdicts, this.planner, this.pen));
    const copies = await runtime.copiesAhead(verdicts);
    if (copies?.fits) this.notice(copiesSaid(copies));
    const preview = await runtime.preview(steps, signal);
    await this.#write(this.#flags.json ? previewJson(preview) : previewText(preview, this.say));
    return EXIT.ok;
  }

  #refused(): void {
    const { plan, verdicts } = this.result;
    const { say } = this;
    if (plan && this.#io.stderr.isTTY !== true && this.shownHash === undefined)
      this.#io.stderr.write(planText(plan, verdicts, this.planner, this.pen));
    const flag = flagFor(verdicts);
    const hint =
      this.#flags.apply || this.#refusal === 'you said no' || flag === undefined
        ? ''
        : say`; ${flag} runs it unasked`;
    this.line(say`nothing was run: ${say.of(this.#refusal ?? '')}${hint}`);
  }

  #planOutput(): string {
    const { plan, planner, verdicts, failure } = this.result;
    if (this.#flags.json || this.#flags.jsonl) {
      if (this.#flags.jsonl) return '';
      if (!plan)
        return `${JSON.stringify({ plan: null, abstained: failure?.abstained ?? false, reason: failure?.reason ?? 'no plan', ...(failure?.examples ? { examples: failure.examples } : {}) })}\n`;
      return `${JSON.stringify({ plan, planHash: planHash(plan), verdicts, planner })}\n`;
    }
    if (!plan) return '';
    if (plan.answer !== undefined) return `${visible(plan.answer)}\n`;
    if (plan.question !== undefined) return `${visible(plan.question)}\n`;
    const style = createStyle({ isTty: this.#io.stdout.isTTY === true, env: this.#io.env });
    return planText(plan, verdicts, this.planner, { style, say: this.say });
  }

  #write(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (text === '') return resolve();
      this.#io.stdout.write(text, () => resolve());
    });
  }
}
