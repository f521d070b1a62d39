import { writeFileSync } from 'node:fs';

/**
 * A language model of a few hundred KB with random weights in the GGUF format, version 3: it loads and answers as any
 * other, only without sense. For tests of all that is around a model.
 */
export interface TinyModel {
  readonly embedding: number;
  readonly layers: number;
  readonly heads: number;
  readonly feedForward: number;
  readonly context: number;
  readonly seed: number;
}

const TINY: TinyModel = { embedding: 32, layers: 2, heads: 4, feedForward: 64, context: 8192, seed: 1 };
const ALIGNMENT = 32;
/** Types of values and of tensors in the format. */
const [U32, F32, BOOL, STRING, ARRAY] = [4, 6, 7, 8, 9] as const;
const I32 = 5;
const [NORMAL, UNKNOWN, CONTROL, BYTE] = [1, 2, 3, 6] as const;

class Writer {
  readonly #parts: Buffer[] = [];
  length = 0;

  bytes(data: Buffer): void {
    this.#parts.push(data);
    this.length += data.length;
  }
  u32(value: number): void {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(value);
    this.bytes(data);
  }
  u64(value: number): void {
    const data = Buffer.alloc(8);
    data.writeBigUInt64LE(BigInt(value));
    this.bytes(data);
  }
  f32(value: number): void {
    const data = Buffer.alloc(4);
    data.writeFloatLE(value);
    this.bytes(data);
  }
  string(text: string): void {
    const data = Buffer.from(text);
    this.u64(data.length);
    this.bytes(data);
  }
  pad(): void {
    this.bytes(Buffer.alloc((ALIGNMENT - (this.length % ALIGNMENT)) % ALIGNMENT));
  }
  whole(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Bytes 0 to 255 and the printable signs of ASCII, each a token of its own. */
function vocabulary() {
  const tokens: [text: string, score: number, type: number][] = [
    ['<unk>', 0, UNKNOWN],
    ['<s>', 0, CONTROL],
    ['</s>', 0, CONTROL],
  ];
  for (let byte = 0; byte < 256; byte++)
    tokens.push([`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, 0, BYTE]);
  tokens.push(['▁', -1, NORMAL]);
  for (let code = 0x21; code < 0x7f; code++) tokens.push([String.fromCharCode(code), -1, NORMAL]);
  return tokens;
}

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

export function tinyGguf(changes: Partial<TinyModel> = {}): Buffer {
  const { embedding, layers, heads, feedForward, context, seed } = { ...TINY, ...changes };
  const tokens = vocabulary();
  const next = random(seed);
  const noise = (count: number) => Float32Array.from({ length: count }, () => next() * 0.2);
  const ones = (count: number) => new Float32Array(count).fill(1);
  const tensors: [name: string, shape: number[], data: Float32Array][] = [];
  const matrix = (name: string, input: number, output: number) =>
    tensors.push([name, [input, output], noise(input * output)]);
  const embeddings = noise(embedding * tokens.length);
  for (let at = 0; at < tokens.length; at++) embeddings[at * embedding] = 2;
  tensors.push(['token_embd.weight', [embedding, tokens.length], embeddings]);
  for (let layer = 0; layer < layers; layer++) {
    const own = (name: string) => `blk.${layer}.${name}.weight`;
    tensors.push([own('attn_norm'), [embedding], ones(embedding)]);
    for (const name of ['attn_q', 'attn_k', 'attn_v', 'attn_output']) matrix(own(name), embedding, embedding);
    tensors.push([own('ffn_norm'), [embedding], ones(embedding)]);
    matrix(own('ffn_gate'), embedding, feedForward);
    matrix(own('ffn_up'), embedding, feedForward);
    matrix(own('ffn_down'), feedForward, embedding);
  }
  tensors.push(['output_norm.weight', [embedding], ones(embedding)]);
  // The first place of every state is large, and what closes a JSON text is drawn to it: answers come to an end.
  const output = noise(embedding * tokens.length);
  for (const [at, [token]] of tokens.entries())
    output[at * embedding] = token === '"' || token === ']' || token === '}' ? 4 : 0;
  tensors.push(['output.weight', [embedding, tokens.length], output]);

  const w = new Writer();
  const facts: [key: string, type: number, write: () => void][] = [];
  const number = (key: string, value: number) => facts.push([key, U32, () => w.u32(value)]);
  const float = (key: string, value: number) => facts.push([key, F32, () => w.f32(value)]);
  const text = (key: string, value: string) => facts.push([key, STRING, () => w.string(value)]);
  const flag = (key: string, value: boolean) =>
    facts.push([key, BOOL, () => w.bytes(Buffer.from([value ? 1 : 0]))]);
  const list = <T>(key: string, type: number, values: readonly T[], one: (value: T) => void) =>
    facts.push([
      key,
      ARRAY,
      () => {
        w.u32(type);
        w.u64(values.length);
        for (const value of values) one(value);
      },
    ]);
  text('general.architecture', 'llama');
  text('general.name', 'tiny');
  number('general.file_type', 0);
  number('llama.context_length', context);
  number('llama.embedding_length', embedding);
  number('llama.block_count', layers);
  number('llama.feed_forward_length', feedForward);
  number('llama.attention.head_count', heads);
  number('llama.attention.head_count_kv', heads);
  number('llama.rope.dimension_count', embedding / heads);
  float('llama.attention.layer_norm_rms_epsilon', 1e-5);
  number('llama.vocab_size', tokens.length);
  text('tokenizer.ggml.model', 'llama');
  list('tokenizer.ggml.tokens', STRING, tokens, ([token]) => w.string(token));
  list('tokenizer.ggml.scores', F32, tokens, ([, score]) => w.f32(score));
  list('tokenizer.ggml.token_type', I32, tokens, ([, , type]) => w.u32(type));
  number('tokenizer.ggml.unknown_token_id', 0);
  number('tokenizer.ggml.bos_token_id', 1);
  number('tokenizer.ggml.eos_token_id', 2);
  flag('tokenizer.ggml.add_bos_token', true);
  flag('tokenizer.ggml.add_eos_token', false);

  w.bytes(Buffer.from('GGUF'));
  w.u32(3);
  w.u64(tensors.length);
  w.u64(facts.length);
  for (const [key, type, write] of facts) {
    w.string(key);
    w.u32(type);
    write();
  }
  let offset = 0;
  for (const [name, shape, data] of tensors) {
    w.string(name);
    w.u32(shape.length);
    for (const size of shape) w.u64(size);
    w.u32(0);
    w.u64(offset);
    offset += Math.ceil(data.byteLength / ALIGNMENT) * ALIGNMENT;
  }
  w.pad();
  for (const [, , data] of tensors) {
    w.bytes(Buffer.from(data.buffer));
    w.pad();
  }
  return w.whole();
}

if (process.argv[1] === import.meta.filename && process.argv[2]) writeFileSync(process.argv[2], tinyGguf());
