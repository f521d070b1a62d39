import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { EndpointFault, faultOfErrorObject } from './fault.ts';

/** What one exchange brought: text and tool calls without any reasoning. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly refusal: string;
  /** "stop", "length", "tool_calls", "content_filter" …; undefined when the stream just ended. */
  readonly finish: string | undefined;
  /** Whether anything but reasoning came. */
  readonly reasoned: boolean;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
}

export interface ToolCall {
  readonly name: string;
  /** JSON text as the model wrote it. */
  readonly arguments: string;
}

type Choice = ChatCompletionChunk.Choice | ChatCompletion.Choice;

/** Puts an answer together from chunks or from a whole body; both are untrusted JSON of roughly that shape. */
export class AnswerBuilder {
  private text = '';
  private refusal = '';
  private finish: string | undefined;
  private reasoned = false;
  private chosen = false;
  private readonly calls: { name: string; arguments: string }[] = [];
  private tokens: { promptTokens?: number; completionTokens?: number } = {};

  add(chunk: unknown): void {
    if (!isRecord(chunk)) throw new EndpointFault('not-an-answer');
    if (isRecord(chunk.error) || typeof chunk.error === 'string') throw faultOfErrorObject(chunk.error);
    this.countTokens(chunk.usage);
    const { choices } = chunk;
    if (!Array.isArray(choices)) return;
    const choice = choices.find(
      (candidate: unknown) => isRecord(candidate) && (candidate.index ?? 0) === 0,
    ) as Partial<Choice> | undefined;
    if (!choice) return;
    this.chosen = true;
    const delta: unknown =
      'delta' in choice ? choice.delta : 'message' in choice ? choice.message : undefined;
    if (isRecord(delta)) this.addDelta(delta);
    if (typeof choice.finish_reason === 'string') this.finish = choice.finish_reason;
  }

  /** What has arrived of the plan: text, or else the arguments of the first tool call. */
  get soFar(): string {
    return this.text !== '' ? this.text : (this.calls[0]?.arguments ?? '');
  }

  /** @throws EndpointFault when nothing that could be an answer came. */
  end(): Answer {
    if (!this.chosen) throw new EndpointFault('empty');
    return {
      text: this.text,
      calls: this.calls,
      refusal: this.refusal,
      finish: this.finish,
      reasoned: this.reasoned,
      ...this.tokens,
    };
  }

  private addDelta(delta: Record<string, unknown>): void {
    this.text += textOf(delta.content);
    this.refusal += textOf(delta.refusal);
    if (delta.reasoning_content || delta.reasoning || delta.thinking) this.reasoned = true;
    const calls = Array.isArray(delta.tool_calls) ? delta.tool_calls : [];
    for (const [position, call] of calls.entries())
      if (isRecord(call)) this.addCall(call.function, typeof call.index === 'number' ? call.index : position);
    if (isRecord(delta.function_call)) this.addCall(delta.function_call, 0);
  }

  private addCall(call: unknown, index: number): void {
    if (!isRecord(call) || index < 0 || index > 20) return;
    while (this.calls.length <= index) this.calls.push({ name: '', arguments: '' });
    const target = this.calls[index]!;
    if (typeof call.name === 'string') target.name ||= call.name;
    if (typeof call.arguments === 'string') target.arguments += call.arguments;
    else if (isRecord(call.arguments)) target.arguments = JSON.stringify(call.arguments);
  }

  private countTokens(usage: unknown): void {
    if (!isRecord(usage)) return;
    if (isCount(usage.prompt_tokens)) this.tokens.promptTokens = usage.prompt_tokens;
    if (isCount(usage.completion_tokens)) this.tokens.completionTokens = usage.completion_tokens;
  }
}

/** Text, or the text parts of a list; parts of any other kind (thinking) are dropped. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) =>
      isRecord(part) && part.type === 'text' && typeof part.text === 'string' ? part.text : '',
    )
    .join('');
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
