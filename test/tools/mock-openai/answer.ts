import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { END, frames, pieces, plainBody, type WireOptions } from './chat.ts';
import { errorBody, httpFault } from './faults.ts';
import { compose } from './reply.ts';
import type { ChatRequest } from './request.ts';
import type { ChatBody, Fault, LogEntry, MockOptions, Reply } from './types.ts';

/** One request being answered. */
export interface Answering {
  readonly entry: LogEntry;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly elapsed: () => number;
  readonly send: (
    status: number,
    type: string,
    text: string,
    headers?: Readonly<Record<string, string>>,
  ) => void;
  /** Aborts when the client went away. */
  readonly gone: AbortSignal;
}

/** Faults that stop half way through an answer. */
const HALF: ReadonlySet<Fault> = new Set(['reset', 'hang_stream', 'truncated_body', 'error_midstream']);

export async function answer(
  reply: Reply,
  request: ChatRequest,
  body: ChatBody,
  at: Answering,
  options: MockOptions,
): Promise<void> {
  if (reply.fault === 'hang') return untilGone(at.gone);
  await sleep(reply.latencyMs ?? options.latencyMs ?? 0, at.gone);
  if (at.gone.aborted) return;
  if (reply.fault === 'reset_early') return void at.socket.resetAndDestroy();
  const plain = httpFault(reply);
  if (plain) return at.send(plain.status, plain.type, plain.body, plain.headers);

  const out = compose(reply, request);
  const drip = reply.fault === 'drip';
  const tokens = (chars: number) => Math.ceil(chars / 4);
  const counted = {
    prompt_tokens: tokens(request.promptChars),
    completion_tokens: tokens(
      out.text.length + out.calls.reduce((sum, call) => sum + call.arguments.length, 0),
    ),
  };
  const wire: WireOptions = {
    seq: at.entry.seq,
    model: body.model ?? options.model ?? 'mock-model',
    chunkChars: drip ? 1 : (reply.chunkChars ?? options.chunkChars ?? 16),
    usage: typeof reply.usage === 'object' ? reply.usage : reply.usage === false ? undefined : counted,
    streamUsage: body.stream_options?.include_usage === true,
  };
  const pace = reply.tokenMs ?? (options.tokenMs || (drip ? 50 : 0));
  at.entry.status = 200;
  at.entry.first_byte_ms = at.elapsed();
  if (request.stream) await stream(reply.fault, frames(out, wire), pace, at);
  else await whole(reply.fault, JSON.stringify(plainBody(out, wire)), pace, at);
}

async function whole(fault: Fault | undefined, text: string, pace: number, at: Answering): Promise<void> {
  const { response } = at;
  const body =
    fault === 'malformed_body'
      ? '{"id": mock, choices: ['
      : fault === 'error_midstream'
        ? errorBody('500')
        : text;
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  if (fault === 'drip') {
    for (const piece of pieces(body, 8)) {
      if (at.gone.aborted) return;
      response.write(piece);
      await sleep(pace, at.gone);
    }
    return void response.end();
  }
  if (fault === undefined || !HALF.has(fault) || fault === 'error_midstream') return void response.end(body);
  response.write(body.slice(0, Math.ceil(body.length / 2)));
  return breakOff(fault, at);
}

async function stream(
  fault: Fault | undefined,
  all: ReturnType<typeof frames>,
  pace: number,
  at: Answering,
): Promise<void> {
  const { response } = at;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  if (fault === 'malformed_body') return void response.end('data: {"id": mock, choices: [\n\n');
  if (fault === 'flood') return flood(at);
  const half = fault !== undefined && HALF.has(fault);
  const list = half ? all.slice(0, Math.max(1, Math.floor(all.length / 2))) : all;
  let batch = '';
  for (const [index, frame] of list.entries()) {
    if (fault === 'bad_chunk' && index === Math.floor(list.length / 2)) batch += 'data: {"not json\n\n';
    batch += `data: ${JSON.stringify(frame.data)}\n\n`;
    if (pace > 0 && frame.paced) {
      response.write(batch);
      batch = '';
      await sleep(pace, at.gone);
      if (at.gone.aborted) return;
    }
  }
  if (fault === 'error_midstream') batch += `event: error\ndata: ${errorBody('500')}\n\n`;
  else if (!half && fault !== 'no_done') batch += END;
  if (batch !== '') response.write(batch);
  if (half && fault !== 'error_midstream') return breakOff(fault!, at);
  response.end();
}

async function breakOff(fault: Fault, at: Answering): Promise<void> {
  if (fault === 'hang_stream') return untilGone(at.gone);
  await sleep(20, at.gone);
  if (fault === 'reset') at.socket.resetAndDestroy();
  else at.socket.end(); // the headers promised more than was sent
}

/** An answer that never ends: a model in a loop. */
async function flood(at: Answering): Promise<void> {
  const piece = 'la '.repeat(5000);
  const frame = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: piece } }] })}\n\n`;
  while (!at.gone.aborted) {
    if (!at.response.write(frame)) await sleep(1, at.gone);
    await sleep(0, at.gone);
  }
}

const untilGone = (gone: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener('abort', () => resolve(), { once: true });
  });

function sleep(ms: number, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      gone.removeEventListener('abort', done);
      resolve();
    }
    gone.addEventListener('abort', done);
  });
}
