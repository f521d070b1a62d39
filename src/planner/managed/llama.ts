/** As much of node-llama-cpp 3 as is used here; it is an optional peer, so its own types may not be there. */
export interface LlamaModule {
  getLlama(options: {
    readonly gpu: false;
    readonly build: 'never';
    readonly logLevel: 'error';
    readonly maxThreads: number;
  }): Promise<Llama>;
  readonly LlamaChatSession: new (options: { readonly contextSequence: unknown }) => ChatSession;
}

export interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: object): Promise<unknown>;
  dispose(): Promise<void>;
}

export interface LlamaModel {
  readonly trainContextSize: number;
  createContext(options: { readonly contextSize: number; readonly threads: number }): Promise<LlamaContext>;
}

export interface LlamaContext {
  getSequence(): unknown;
  dispose(): Promise<void>;
}

export type ChatItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };

export interface ChatSession {
  setChatHistory(items: readonly ChatItem[]): void;
  prompt(
    text: string,
    options: {
      readonly grammar: unknown;
      readonly signal: AbortSignal;
      readonly maxTokens: number;
      readonly temperature: number;
      readonly onTextChunk: (text: string) => void;
    },
  ): Promise<string>;
  dispose(): void;
}
