/** What one rule answers with; `json` is sent as the assistant's text, `schema` is the smallest instance of the asked schema. */
export interface Reply {
  readonly text?: string;
  readonly json?: unknown;
  readonly schema?: boolean;
  /** Calls the request's own shell-like tool; falls back to text when it offers none. With `name`: that tool, offered or not. */
  readonly tool?: ToolReply;
  readonly tools?: readonly ToolReply[];
  /** Sent as `reasoning_content` ahead of the answer. */
  readonly reasoning?: string;
  readonly fault?: Fault;
  readonly latencyMs?: number;
  /** Pause between pieces of a streamed answer. */
  readonly tokenMs?: number;
  readonly chunkChars?: number;
  /** Seconds, for 429 and 503. */
  readonly retryAfter?: number | string;
  readonly usage?: boolean | { readonly prompt_tokens: number; readonly completion_tokens: number };
  /** Text of an error object, in place of the usual one. */
  readonly message?: string;
}

export interface ToolReply {
  readonly command?: string;
  readonly name?: string;
  readonly arguments?: unknown;
}

/** The first rule that applies answers; every condition is optional. */
export interface Rule {
  /** Substring, case-insensitive. */
  readonly match?: string;
  readonly regex?: string;
  /** last = last user message (default), user = any user message, all = the whole prompt. */
  readonly in?: 'last' | 'user' | 'all';
  readonly path?: string;
  readonly tools?: boolean;
  readonly schema?: boolean;
  readonly stream?: boolean;
  /** Applies to its first n requests only, then falls through. */
  readonly times?: number;
  readonly reply?: Reply | string;
  /** The nth answers once n tool results follow the matched message; the last repeats. */
  readonly steps?: readonly (Reply | string)[];
}

/** HTTP faults answer with that status, transport faults break the connection, content faults reshape the reply. */
export const FAULTS = {
  http: ['400', '401', '403', '404', '422', '429', '500', '503', 'html', 'html_200', 'error_200', 'redirect'],
  transport: [
    'hang',
    'hang_stream',
    'reset',
    'reset_early',
    'truncated_body',
    'malformed_body',
    'no_done',
    'error_midstream',
    'bad_chunk',
    'drip',
    'flood',
  ],
  content: [
    'empty_choices',
    'empty_content',
    'refusal',
    'truncated',
    'malformed',
    'prose',
    'fence',
    'prose_fence',
    'bom',
    'bad_args',
    'unknown_tool',
  ],
} as const;

export type Fault = (typeof FAULTS)[keyof typeof FAULTS][number];

/** Request fields the endpoint answers with a 400, as older or stricter servers do. */
export type Refused = 'json_schema' | 'json_object' | 'stream_options' | 'temperature' | 'stream';

export interface MockOptions {
  readonly port?: number;
  readonly rules?: readonly Rule[];
  /** File that gets one JSON line per request. */
  readonly log?: string;
  readonly latencyMs?: number;
  readonly tokenMs?: number;
  readonly chunkChars?: number;
  readonly apiKey?: string;
  readonly model?: string;
  /** Folder that gets each request body as SEQ.json. */
  readonly bodies?: string;
  readonly refuses?: readonly Refused[];
}

export interface LogEntry {
  readonly seq: number;
  readonly t: string;
  readonly method: string;
  readonly path: string;
  readonly body_bytes: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  status: number;
  model?: string | null;
  stream?: boolean;
  temperature?: number | null;
  prompt_chars?: number;
  system_chars?: number;
  messages?: number;
  tools?: number;
  format?: string | null;
  last_user?: string;
  rule?: number | null;
  step?: number;
  fault?: string | null;
  first_byte_ms?: number;
  duration_ms?: number;
  /** The client went away before the answer was complete. */
  aborted?: boolean;
  mock_error?: string;
}

/** The part of a chat completions request the mock looks at. */
export interface ChatBody {
  readonly model?: string;
  readonly stream?: boolean;
  readonly temperature?: number;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly messages?: readonly { readonly role: string; readonly content?: unknown }[];
  readonly tools?: readonly {
    readonly type?: string;
    readonly function?: { readonly name?: string; readonly parameters?: Schema };
  }[];
  readonly response_format?: { readonly type?: string; readonly json_schema?: { readonly schema?: Schema } };
}

export interface Schema {
  readonly [key: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}
