import type { Composed } from './reply.ts';

/** Fixed, so that replies are byte-for-byte repeatable. */
const EPOCH = 1_700_000_000;

export interface WireOptions {
  readonly seq: number;
  readonly model: string;
  readonly chunkChars: number;
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number } | undefined;
  /** Whether the client asked for usage in its stream. */
  readonly streamUsage: boolean;
}

export interface Frame {
  readonly data: unknown;
  /** A pause may follow. */
  readonly paced: boolean;
}

export const END = 'data: [DONE]\n\n';

/** The whole body of an answer that is not streamed. */
export function plainBody(out: Composed, options: WireOptions): unknown {
  const message = {
    role: 'assistant',
    content: out.refusal || (out.calls.length > 0 && out.text === '') ? null : out.text,
    refusal: out.refusal ? out.text : null,
    ...(out.reasoning ? { reasoning_content: out.reasoning } : {}),
    ...(out.calls.length > 0
      ? { tool_calls: out.calls.map((call, i) => toolCall(call, i, options.seq)) }
      : {}),
  };
  return {
    ...base('chat.completion', options),
    choices: out.empty ? [] : [{ index: 0, message, logprobs: null, finish_reason: out.finish }],
    ...(options.usage ? { usage: total(options.usage) } : {}),
  };
}

/** The frames of a streamed answer, without the end marker. */
export function frames(out: Composed, options: WireOptions): Frame[] {
  const chunk = (choices: unknown[], extra: object = {}, paced = false): Frame => ({
    data: { ...base('chat.completion.chunk', options), choices, ...extra },
    paced,
  });
  if (out.empty) return [chunk([])];
  const delta = (fields: object, paced = false, finish: string | null = null) =>
    chunk([{ index: 0, delta: fields, finish_reason: finish }], {}, paced);
  const list = [delta({ role: 'assistant', content: '' })];
  for (const piece of pieces(out.reasoning, options.chunkChars))
    list.push(delta({ reasoning_content: piece }, true));
  for (const piece of pieces(out.text, options.chunkChars))
    list.push(delta(out.refusal ? { refusal: piece } : { content: piece }, true));
  out.calls.forEach((call, index) => {
    list.push(delta({ tool_calls: [toolCall({ ...call, arguments: '' }, index, options.seq)] }));
    for (const piece of pieces(call.arguments, options.chunkChars))
      list.push(delta({ tool_calls: [{ index, function: { arguments: piece } }] }, true));
  });
  list.push(delta({}, false, out.finish));
  if (options.usage && options.streamUsage) list.push(chunk([], { usage: total(options.usage) }));
  return list;
}

export function pieces(text: string, chars: number): string[] {
  return text === '' ? [] : (text.match(new RegExp(`[^]{1,${chars}}`, 'gu')) ?? []);
}

const base = (object: string, { seq, model }: WireOptions) => ({
  id: `chatcmpl-mock-${seq}`,
  object,
  created: EPOCH,
  model,
  system_fingerprint: 'mock',
});

const toolCall = (call: { name: string; arguments: string }, index: number, seq: number) => ({
  index,
  id: `call_mock_${seq}_${index}`,
  type: 'function',
  function: { name: call.name, arguments: call.arguments },
});

const total = (usage: { prompt_tokens: number; completion_tokens: number }) => ({
  ...usage,
  total_tokens: usage.prompt_tokens + usage.completion_tokens,
});
