import { availableParallelism } from 'node:os';
import type { Message } from '../prompt.ts';
import type { ChatItem, Llama, LlamaModel, LlamaModule } from './llama.ts';

export interface EngineOptions {
  /** Path of a GGUF file. */
  readonly file: string;
  readonly load: () => Promise<LlamaModule>;
  /** The model leaves the memory after so long without a request, in ms; five minutes. */
  readonly idleMs?: number;
}

/** Tokens of the prompt and the answer together; plans need a fraction of it. */
const CONTEXT = 8192;
const MAX_TOKENS = 1024;
const IDLE_MS = 300_000;

/** A model in this process: loaded with the first request, unloaded when it has been idle, one answer at a time. */
export class Engine {
  readonly #options: EngineOptions;
  #loaded: Promise<Loaded> | undefined;
  #busy: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get isLoaded(): boolean {
    return this.#loaded !== undefined;
  }

  /** The answer as JSON of this schema, enforced while it is made. Rejects with the signal's reason when it aborts. */
  complete(
    messages: readonly Message[],
    schema: object,
    signal: AbortSignal,
    onText: (soFar: string) => void,
  ): Promise<string> {
    const turn = this.#busy
      .catch(() => undefined)
      .then(() => this.#complete(messages, schema, signal, onText));
    this.#busy = turn;
    return turn;
  }

  async #complete(
    messages: readonly Message[],
    schema: object,
    signal: AbortSignal,
    onText: (soFar: string) => void,
  ): Promise<string> {
    signal.throwIfAborted();
    clearTimeout(this.#timer);
    this.#loaded ??= this.#load();
    const loading = this.#loaded.catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    const { module, llama, model, threads } = await orAborted(loading, signal);
    const contextSize = Math.min(CONTEXT, model.trainContextSize);
    const context = await model.createContext({ contextSize, threads });
    try {
      const session = new module.LlamaChatSession({ contextSequence: context.getSequence() });
      session.setChatHistory(messages.slice(0, -1).map(itemOf));
      let soFar = '';
      const answer = await session.prompt(messages.at(-1)!.content, {
        grammar: await llama.createGrammarForJsonSchema(schema),
        signal,
        maxTokens: MAX_TOKENS,
        temperature: 0,
        onTextChunk(text) {
          soFar += text;
          onText(soFar);
        },
      });
      signal.throwIfAborted();
      return answer;
    } finally {
      await context.dispose();
      this.#unloadWhenIdle();
    }
  }

  async #load(): Promise<Loaded> {
    const module = await this.#options.load();
    // All cores but one: the person goes on working. Threads that wait spin, so more than there are would stand still.
    const threads = Math.max(1, availableParallelism() - 1);
    const llama = await module.getLlama({
      gpu: false,
      build: 'never',
      logLevel: 'error',
      maxThreads: threads,
    });
    try {
      return { module, llama, model: await llama.loadModel({ modelPath: this.#options.file }), threads };
    } catch (error) {
      // Its threads would keep the process alive.
      await llama.dispose();
      throw error;
    }
  }

  #unloadWhenIdle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.unload(), this.#options.idleMs ?? IDLE_MS);
    this.#timer.unref();
  }

  async unload(): Promise<void> {
    clearTimeout(this.#timer);
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.then(({ llama }) => llama.dispose()).catch(() => undefined);
  }
}

/** A model that is being loaded cannot be stopped, but nobody has to wait for it. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

interface Loaded {
  readonly module: LlamaModule;
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly threads: number;
}

const itemOf = ({ role, content }: Message): ChatItem =>
  role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content };
