import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Answering, answer } from './answer.ts';
import { errorBody, refusedField } from './faults.ts';
import { matchRule, readRequest } from './request.ts';
import type { ChatBody, LogEntry, MockOptions, Reply, Rule } from './types.ts';

export interface Mock {
  readonly port: number;
  readonly baseUrl: string;
  /** One entry per finished request, in the order they ended. */
  readonly log: readonly LogEntry[];
  /** Decoded bodies of the model requests, in the order they came. */
  readonly requests: readonly ChatBody[];
  stats(): Stats;
  setRules(rules: readonly Rule[]): void;
  /** Forgets log, requests and `times`. */
  reset(): void;
  close(): Promise<void>;
}

export interface Stats {
  readonly requests: number;
  readonly body_bytes: number;
  readonly prompt_chars: number;
  readonly aborted: number;
  readonly by_status: Readonly<Record<string, number>>;
}

/** A deterministic, scriptable stand-in for an OpenAI-compatible endpoint, on 127.0.0.1 only. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const log: LogEntry[] = [];
  const requests: ChatBody[] = [];
  const used = new Map<Rule, number>();
  let rules = options.rules ?? [];
  let seq = 0;
  if (options.bodies !== undefined) mkdirSync(options.bodies, { recursive: true });

  const reset = () => {
    log.length = 0;
    requests.length = 0;
    used.clear();
  };
  const setRules = (next: readonly Rule[]) => {
    rules = next;
    used.clear();
  };

  const chat = async (raw: Buffer, at: Answering) => {
    if (options.bodies !== undefined)
      writeFileSync(join(options.bodies, `${String(at.entry.seq).padStart(4, '0')}.json`), raw);
    let body: ChatBody;
    try {
      body = JSON.parse(raw.toString('utf8')) as ChatBody;
    } catch {
      return at.send(400, 'application/json', errorBody('400', 'We could not parse the JSON body.'));
    }
    requests.push(body);
    const refused = refusedField(body, options.refuses ?? []);
    if (refused !== undefined) return at.send(400, 'application/json', errorBody('400', refused));
    const request = readRequest(body, at.entry.path);
    let matched = request.lastUserIndex;
    const rule = rules.find((candidate) => {
      const index = matchRule(candidate, request, used.get(candidate) ?? 0);
      if (index !== undefined) matched = index;
      return index !== undefined;
    });
    const results = request.messages.slice(matched + 1).filter((message) => message.role === 'tool').length;
    if (rule) used.set(rule, (used.get(rule) ?? 0) + 1);
    const fallback: Reply | string = request.schema ? { schema: true } : 'ok';
    const steps = rule ? (rule.steps ?? [rule.reply ?? '']) : [fallback];
    const step = Math.min(results, steps.length - 1);
    const said = steps[step]!;
    const reply = typeof said === 'string' ? { text: said } : said;
    Object.assign(at.entry, {
      model: body.model ?? null,
      stream: request.stream,
      temperature: body.temperature ?? null,
      prompt_chars: request.promptChars,
      system_chars: request.systemChars,
      messages: request.messages.length,
      tools: request.tools.length,
      format: request.format,
      last_user: request.lastUser.slice(0, 120),
      rule: rule ? rules.indexOf(rule) : null,
      step,
      fault: reply.fault ?? null,
    });
    await answer(reply, request, body, at, options);
  };

  const control = (path: string, method: string, raw: Buffer, response: ServerResponse) => {
    const send = (value: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    switch (`${method} ${path}`) {
      case 'GET /__mock/health':
        return send({ ok: true, pid: process.pid });
      case 'GET /__mock/log':
        return send(log);
      case 'GET /__mock/stats':
        return send(statsOf(log));
      case 'POST /__mock/reset':
        reset();
        return send({ ok: true });
      case 'POST /__mock/rules':
        setRules(JSON.parse(raw.toString()) as Rule[]);
        return send({ ok: true, rules: rules.length });
      default:
        response.writeHead(404);
        return response.end();
    }
  };

  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const started = performance.now();
    const elapsed = () => Math.round((performance.now() - started) * 100) / 100;
    const path = new URL(incoming.url ?? '/', 'http://x').pathname;
    const method = incoming.method ?? 'GET';
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return; // the client went away while sending
    }
    const raw = Buffer.concat(chunks);
    if (path.startsWith('/__mock/')) return void control(path, method, raw, response);

    const entry: LogEntry = {
      seq: ++seq,
      t: new Date().toISOString(),
      method,
      path,
      status: 0,
      body_bytes: raw.length,
      headers: incoming.headers,
    };
    response.on('close', () => {
      entry.duration_ms = elapsed();
      entry.aborted = !response.writableFinished;
      log.push(entry);
      if (options.log !== undefined) appendFileSync(options.log, `${JSON.stringify(entry)}\n`);
    });
    const send: Answering['send'] = (status, type, text, headers = {}) => {
      entry.status = status;
      entry.first_byte_ms = elapsed();
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(text);
    };
    const key = incoming.headers.authorization?.replace(/^Bearer /i, '');
    if (options.apiKey !== undefined && key !== options.apiKey)
      return send(401, 'application/json', errorBody('401'));
    try {
      if (method === 'GET' && /^\/(v1\/)?models$/.test(path)) {
        const model = { id: options.model ?? 'mock-model', object: 'model', created: 0, owned_by: 'mock' };
        return send(200, 'application/json', JSON.stringify({ object: 'list', data: [model] }));
      }
      if (method !== 'POST' || !path.endsWith('/chat/completions'))
        return send(404, 'application/json', errorBody('404', 'No such path.'));
      await chat(raw, { entry, response, socket: incoming.socket, elapsed, send, gone: gone.signal });
    } catch (error) {
      entry.mock_error = String(error);
      if (response.headersSent) response.destroy();
      else send(500, 'application/json', errorBody('500'));
    }
  };

  const server = createServer((incoming, response) => void listener(incoming, response));
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    log,
    requests,
    stats: () => statsOf(log),
    setRules,
    reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function statsOf(log: readonly LogEntry[]): Stats {
  const posts = log.filter((entry) => entry.method === 'POST');
  const byStatus: Record<string, number> = {};
  for (const entry of posts) byStatus[entry.status] = (byStatus[entry.status] ?? 0) + 1;
  const sum = (of: (entry: LogEntry) => number) => posts.reduce((total, entry) => total + of(entry), 0);
  return {
    requests: posts.length,
    body_bytes: sum((entry) => entry.body_bytes),
    prompt_chars: sum((entry) => entry.prompt_chars ?? 0),
    aborted: sum((entry) => (entry.aborted ? 1 : 0)),
    by_status: byStatus,
  };
}
