import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { type Answer, AnswerBuilder } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { EndpointFault, faultOfError, faultOfErrorObject, faultOfStatus } from './fault.ts';
import type { RequestWatch } from './watch.ts';

/** An answer longer than this is a model in a loop. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** How far an answer has come. */
export interface Arrived {
  /** Text of the answer so far; reasoning inside tags may still be in it. */
  readonly text: string;
  /** Of the whole body, in bytes. */
  readonly bytes: number;
}

/** Loads the client; called ahead of time it takes that off the first request. */
export async function loadClient() {
  const [{ OpenAI }, { Stream }] = await Promise.all([import('openai'), import('openai/core/streaming')]);
  return { OpenAI, Stream };
}

/**
 * One request and its answer, yielding as it comes. Nothing of the client's own is used that reads the environment: key,
 * address and headers are exactly the endpoint's, redirects are not followed, and nothing is retried here.
 * @throws EndpointFault, or the reason of the caller's signal.
 */
export async function* exchange(
  endpoint: Endpoint,
  body: ChatCompletionCreateParams,
  watch: RequestWatch,
): AsyncGenerator<Arrived, Answer> {
  try {
    const { OpenAI, Stream } = await loadClient();
    const wire = new Wire(endpoint.apiKey, watch);
    const client = new OpenAI({
      baseURL: endpoint.baseUrl,
      // The client insists on a key; the wire below sends the endpoint's own or none.
      apiKey: 'unused',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      maxRetries: 0,
      timeout: 2_000_000,
      logLevel: 'off',
      fetch: (url, init) => wire.fetch(url, init),
    });
    const response = await client.chat.completions.create(body, { signal: watch.signal }).asResponse();
    const builder = new AnswerBuilder();
    const type = response.headers.get('content-type') ?? '';
    if (/html/i.test(type)) throw new EndpointFault('web-page');
    if (/json/i.test(type)) builder.add(parseBody(await response.text()));
    else {
      const controller = new AbortController();
      for await (const chunk of Stream.fromSSEResponse<unknown>(response, controller, client)) {
        builder.add(chunk);
        yield { text: builder.soFar, bytes: wire.bytes };
      }
    }
    // The client ends a stream quietly when it was aborted.
    watch.signal.throwIfAborted();
    return builder.end();
  } catch (error) {
    if (watch.signal.aborted) throw watch.signal.reason;
    throw faultOf(error);
  } finally {
    watch.close();
  }
}

function faultOf(error: unknown): EndpointFault {
  if (error instanceof EndpointFault) return error;
  if (typeof error === 'object' && error !== null && 'status' in error) {
    const {
      status,
      error: body,
      message,
      headers,
    } = error as {
      status: unknown;
      error?: unknown;
      message?: string;
      headers?: Headers;
    };
    if (status === undefined && body) return faultOfErrorObject(body);
    if (typeof status === 'number') return faultOfStatus(status, body ?? withoutStatus(message), headers);
  }
  return faultOfError(error);
}

/** The client puts the status in front of a body that is no JSON. */
const withoutStatus = (message: string | undefined) => message?.replace(/^\d{3} /, '');

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (/^\s*</.test(text)) throw new EndpointFault('web-page');
    throw new EndpointFault('not-an-answer');
  }
}

/** The client's way to the network: our headers, a bound on what comes back, and a sign of life for the watch. */
class Wire {
  bytes = 0;
  private readonly apiKey: string | undefined;
  private readonly watch: RequestWatch;

  constructor(apiKey: string | undefined, watch: RequestWatch) {
    this.apiKey = apiKey;
    this.watch = watch;
  }

  async fetch(url: string | URL | Request, init: RequestInit | undefined): Promise<Response> {
    const headers = {
      accept: 'text/event-stream, application/json',
      'content-type': 'application/json',
      'user-agent': 'assent',
      ...(this.apiKey === undefined ? {} : { authorization: `Bearer ${this.apiKey}` }),
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual', signal: this.watch.signal });
    const counted = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          this.bytes += chunk.byteLength;
          this.watch.touch();
          if (this.bytes > MAX_ANSWER_BYTES) controller.error(new EndpointFault('endless'));
          else controller.enqueue(chunk);
        },
      }),
    );
    return new Response(counted ?? null, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  }
}
