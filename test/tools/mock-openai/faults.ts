import type { ChatBody, Fault, Refused, Reply } from './types.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ERRORS: Partial<Record<Fault, readonly [message: string, type: string, code: string | null]>> = {
  '400': ['Bad request.', 'invalid_request_error', null],
  '401': ['Incorrect API key provided: mock.', 'invalid_request_error', 'invalid_api_key'],
  '403': ['This key may not use that model.', 'permission_error', 'forbidden'],
  '404': ['The model does not exist.', 'invalid_request_error', 'model_not_found'],
  '422': ['Unprocessable.', 'invalid_request_error', null],
  '429': ['Rate limit reached for requests.', 'requests', 'rate_limit_exceeded'],
  '500': ['The server had an error while processing your request.', 'server_error', null],
  '503': ['The engine is currently overloaded.', 'server_error', 'overloaded'],
};

export function errorBody(fault: Fault, message?: string): string {
  const [text, type, code] = ERRORS[fault] ?? ERRORS['500']!;
  return JSON.stringify({ error: { message: message ?? text, type, param: null, code } });
}

/** The whole answer for the faults that are plain HTTP answers; undefined for all others. */
export function httpFault(reply: Reply): HttpAnswer | undefined {
  const { fault } = reply;
  if (fault === undefined) return undefined;
  if (ERRORS[fault]) {
    const waits = fault === '429' || fault === '503';
    return {
      status: Number(fault),
      type: 'application/json',
      body: errorBody(fault, reply.message),
      ...(waits ? { headers: { 'retry-after': String(reply.retryAfter ?? 1) } } : {}),
    };
  }
  const page = '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';
  if (fault === 'html') return { status: 502, type: 'text/html', body: page };
  if (fault === 'html_200') return { status: 200, type: 'text/html; charset=utf-8', body: page };
  if (fault === 'error_200')
    return { status: 200, type: 'application/json', body: errorBody('500', reply.message) };
  if (fault === 'redirect')
    return {
      status: 307,
      type: 'text/plain',
      body: '',
      headers: { location: reply.message ?? 'http://127.0.0.1:9/v1/chat/completions' },
    };
  return undefined;
}

/** The 400 of a server that does not know a field of the request. */
export function refusedField(body: ChatBody, refuses: readonly Refused[]): string | undefined {
  const format = body.response_format?.type;
  const uses: Record<Refused, boolean> = {
    json_schema: format === 'json_schema',
    json_object: format === 'json_object',
    stream_options: body.stream_options !== undefined,
    temperature: body.temperature !== undefined,
    stream: body.stream === true,
  };
  const field = refuses.find((name) => uses[name]);
  if (field === undefined) return undefined;
  const name = field.startsWith('json_') ? `response_format type '${field}'` : `'${field}'`;
  return `Unsupported parameter: ${name} is not supported with this model.`;
}
