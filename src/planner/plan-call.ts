import { canonicalJson } from '../plan/hash.ts';
import type { Plan } from '../plan/plan.ts';
import { redact } from '../plan/redact.ts';
import type { PlannerEvent, PlanRequest } from '../session/ports.ts';
import type { Answer } from './answer.ts';
import { isSmallModel, requestBody } from './body.ts';
import { adapt, type Capability, type CapabilityCache, type Format, HOPEFUL } from './capability.ts';
import { exchange, loadClient } from './exchange.ts';
import { EndpointFault, isPassing } from './fault.ts';
import { faultText, hostOf, shown } from './fault-text.ts';
import { complaint, repeatsFailure } from './feedback.ts';
import type { OpenAiOptions } from './openai.ts';
import { buildPrompt, type Message, type Prompt } from './prompt.ts';
import { readAnswer } from './read-answer.ts';
import { showProgress } from './stream.ts';
import { Tally } from './tally.ts';
import { cutContext } from './truncation.ts';
import { Watch } from './watch.ts';

const MAX_REQUESTS = 3;
const SMALL_CONTEXT_TOKENS = 6000;
/** A server that answers only by calling tools says nothing otherwise; one that knows no schema may say nothing to it. */
const AFTER_EMPTY: readonly Format[] = ['tool', 'text'];

type Settings = OpenAiOptions & { readonly deadlineMs: number; readonly firstByteMs: number };
type Next = 'again' | { readonly failed: PlannerEvent };

/** One plan being made: its requests, what they taught, and what of it may still be used when the next one fails. */
export class PlanCall {
  private readonly settings: Settings;
  private readonly cache: CapabilityCache;
  private readonly request: PlanRequest;
  private readonly watch: Watch;
  private capability: Capability = HOPEFUL;
  private learned: Capability = HOPEFUL;
  private prompt: Prompt | undefined;
  private readonly tally: Tally;
  /** A bad answer and the complaint about it. */
  private feedback: readonly Message[] = [];
  private reasked = false;
  private checked = false;
  /** A valid plan that was sent back by the dry check, and the check's words. */
  private held: { readonly plan: Plan; readonly note: string } | undefined;
  private cutText: string | undefined;
  /** Forms of request that were answered with nothing. */
  private readonly emptied = new Set<Format>();

  constructor(settings: Settings, cache: CapabilityCache, request: PlanRequest, signal: AbortSignal) {
    this.settings = settings;
    this.cache = cache;
    this.request = request;
    this.watch = new Watch(settings, signal);
    this.tally = new Tally(settings.endpoint);
  }

  close(): void {
    this.watch.close();
  }

  async *run(): AsyncGenerator<PlannerEvent, void> {
    const { endpoint, mayUse } = this.settings;
    if (mayUse && !(await mayUse()))
      return yield this.failure(
        `${hostOf(endpoint.baseUrl)} is not served by you or root any more, so nothing was sent: check what listens there, or plan with --offline`,
      );
    this.capability = await this.cache.load(endpoint.baseUrl, endpoint.model);
    this.learned = this.capability;
    this.prompt = await this.buildPrompt();
    this.tally.promptHash = this.prompt.promptHash;
    if (this.prompt.redacted)
      yield notice(
        'warning',
        'what looks like a secret in your words was not sent; name a variable or file instead',
      );
    for (;;) {
      const next = yield* this.attempt();
      if (next === undefined) return;
      if (next === 'again') continue;
      if (this.held) return yield* this.giveHeld();
      return yield next.failed;
    }
  }

  /** One request. Undefined when the plan was given. */
  private async *attempt(): AsyncGenerator<PlannerEvent, Next | undefined> {
    let answer: Answer;
    try {
      answer = yield* this.ask();
    } catch (error) {
      if (error instanceof EndpointFault) return yield* this.recover(error);
      throw error;
    }
    if (answer.refusal !== '' || answer.finish === 'content_filter')
      return this.fail(new EndpointFault('refused', answer.refusal === '' ? {} : { detail: answer.refusal }));
    if (answer.text.trim() === '' && answer.calls.length === 0) return yield* this.recoverEmpty(answer);
    const reading = readAnswer(answer, {
      goal: redact(this.request.request).slice(0, 200).toWellFormed(),
      tools: this.request.context.system.tools,
      previous: this.cutText,
    });
    if (!reading.ok) return this.complain(answer, reading.message, reading.cut);
    const { plan, seen } = reading;
    const again = repeatsFailure(plan, this.request.turns);
    if (again !== undefined) return this.complain(answer, again, false);
    const objection = await this.settings.check?.(plan);
    if (objection !== undefined && !this.checked && this.tally.requests < MAX_REQUESTS) {
      this.checked = true;
      this.held = { plan, note: objection };
      this.feedback = complaint(answer, objection);
      return 'again';
    }
    yield* this.noteCutContext(answer, seen);
    if (objection !== undefined) yield notice('warning', shown(objection, 300));
    await this.saveCapability();
    yield { type: 'plan', plan, info: this.tally.info(this.watch.elapsedMs) };
    return undefined;
  }

  private async *ask(): AsyncGenerator<PlannerEvent, Answer> {
    const { endpoint, progressMs = 40 } = this.settings;
    const body = requestBody(
      endpoint,
      [...this.prompt!.messages, ...this.feedback],
      this.capability,
      this.settings.temperature,
    );
    this.tally.requests++;
    // Loading the client is no silence of the endpoint.
    await loadClient();
    const arriving = exchange(endpoint, body, this.watch.request());
    const answer = yield* showProgress(arriving, progressMs);
    this.tally.count(answer);
    return answer;
  }

  /** After a fault: another form of request, the same one once more, or the end. */
  private async *recover(fault: EndpointFault): AsyncGenerator<PlannerEvent, Next> {
    const other = adapt(this.capability, fault);
    if (other) {
      this.learned = other;
      if (this.tally.requests >= MAX_REQUESTS) {
        await this.saveCapability();
        const host = hostOf(this.settings.endpoint.baseUrl);
        return {
          failed: this.failure(
            `${host} takes plainer requests than the ${MAX_REQUESTS} that were tried, and that is remembered now: try again`,
          ),
        };
      }
      const smaller = other.contextTokens !== this.capability.contextTokens;
      this.capability = other;
      if (smaller) this.prompt = await this.buildPrompt();
      return 'again';
    }
    if (!isPassing(fault) || this.tally.requests >= MAX_REQUESTS) return this.fail(fault);
    const wait =
      fault.facts.retryAfterMs ?? (this.settings.backoffMs ?? 300) * 2 ** (this.tally.requests - 1);
    if (wait >= this.watch.remainingMs) return this.fail(fault);
    if (wait >= 1000)
      yield notice(
        'info',
        `${hostOf(this.settings.endpoint.baseUrl)} asks to wait ${Math.ceil(wait / 1000)} s`,
      );
    try {
      await this.watch.pause(wait);
    } catch (reason) {
      if (reason instanceof EndpointFault) return this.fail(reason);
      throw reason;
    }
    return 'again';
  }

  /** Nothing but silence or reasoning: perhaps this form of request is not understood. */
  private async *recoverEmpty(answer: Answer): AsyncGenerator<PlannerEvent, Next> {
    if (answer.finish === 'length') return this.fail(new EndpointFault('cut'));
    this.emptied.add(this.capability.format);
    const format = AFTER_EMPTY.find((other) => !this.emptied.has(other));
    if (format !== undefined) {
      this.capability = { ...this.capability, format };
      this.learned = this.capability;
      // Not tried yet: the next plan begins with it.
      if (this.tally.requests >= MAX_REQUESTS) await this.saveCapability();
    }
    return yield* this.recover(new EndpointFault('empty'));
  }

  private complain(answer: Answer, message: string, cut: boolean): Next {
    if (this.reasked || this.tally.requests >= MAX_REQUESTS) {
      if (cut) return this.fail(new EndpointFault('cut'));
      const model = shown(this.settings.endpoint.model, 80);
      const said = shown(message, 200);
      return {
        failed: this.failure(
          `${model} gave no valid plan (${said}): say it differently, or choose another model with --model`,
          'invalid-plan',
        ),
      };
    }
    this.reasked = true;
    this.cutText = cut ? answer.text : undefined;
    this.feedback = complaint(answer, message);
    return 'again';
  }

  private async *giveHeld(): AsyncGenerator<PlannerEvent, void> {
    yield notice('warning', shown(this.held!.note, 300));
    yield { type: 'plan', plan: this.held!.plan, info: this.tally.info(this.watch.elapsedMs) };
  }

  private async *noteCutContext(
    answer: Answer,
    seen: string | undefined,
  ): AsyncGenerator<PlannerEvent, void> {
    const bytes = this.prompt!.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
    const cut = cutContext({ seen, promptBytes: bytes, promptTokens: answer.promptTokens });
    if (!cut) return;
    this.learned = { ...this.capability, contextTokens: cut.tokens ?? SMALL_CONTEXT_TOKENS - 1 };
    yield notice(
      'warning',
      `${hostOf(this.settings.endpoint.baseUrl)} seems to have cut the prompt${cut.tokens === undefined ? '' : ` at ${cut.tokens} tokens`}, so the plan may miss details: give ${shown(this.settings.endpoint.model, 80)} more context (8192 is plenty)`,
    );
  }

  private async buildPrompt(): Promise<Prompt> {
    const { endpoint, small, examples } = this.settings;
    const few = (this.capability.contextTokens ?? Number.POSITIVE_INFINITY) <= SMALL_CONTEXT_TOKENS;
    return buildPrompt(this.request, {
      small: small ?? (few || isSmallModel(endpoint.model)),
      examples: (await examples?.(this.request.request)) ?? [],
    });
  }

  private async saveCapability(): Promise<void> {
    const { endpoint } = this.settings;
    const known = await this.cache.load(endpoint.baseUrl, endpoint.model);
    if (canonicalJson(known) !== canonicalJson(this.learned))
      await this.cache.save(endpoint.baseUrl, endpoint.model, this.learned);
  }

  private fail(fault: EndpointFault): { readonly failed: PlannerEvent } {
    return { failed: this.failure(faultText(fault, this.settings.endpoint)) };
  }

  private failure(message: string, kind: 'planner' | 'invalid-plan' = 'planner'): PlannerEvent {
    return { type: 'failed', kind, message, info: this.tally.info(this.watch.elapsedMs) };
  }
}

const notice = (level: 'info' | 'warning', text: string): PlannerEvent => ({ type: 'notice', level, text });
