import type { ChatBody, Rule, Schema } from './types.ts';

export interface Message {
  readonly role: string;
  readonly text: string;
}

export interface Tool {
  readonly name: string;
  readonly schema: Schema | undefined;
}

/** A request as the rules see it. */
export interface ChatRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly schema: Schema | undefined;
  readonly lastUser: string;
  readonly lastUserIndex: number;
  readonly systemChars: number;
  /** Every text of the prompt, tool definitions included. */
  readonly promptChars: number;
  readonly format: string | null;
  readonly stream: boolean;
  readonly path: string;
}

export function readRequest(body: ChatBody, path: string): ChatRequest {
  const messages = (body.messages ?? []).map(({ role, content }) => ({ role, text: textOf(content) }));
  const tools = (body.tools ?? []).map((tool) => ({
    name: tool.function?.name ?? '',
    schema: tool.function?.parameters,
  }));
  const lastUserIndex = messages.findLastIndex((message) => message.role === 'user');
  const chars = (list: readonly Message[]) => list.reduce((sum, message) => sum + message.text.length, 0);
  return {
    messages,
    tools,
    schema: body.response_format?.json_schema?.schema,
    lastUser: messages[lastUserIndex]?.text ?? '',
    lastUserIndex,
    systemChars: chars(messages.filter((message) => message.role === 'system')),
    promptChars: chars(messages) + (body.tools ? JSON.stringify(body.tools).length : 0),
    format: body.response_format?.type ?? null,
    stream: body.stream === true,
    path,
  };
}

function textOf(content: unknown): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(textOf).join('\n');
  return typeof content === 'object' && 'text' in content ? textOf(content.text) : '';
}

/** Index of the user message the rule matched; undefined when it does not apply. */
export function matchRule(rule: Rule, request: ChatRequest, used: number): number | undefined {
  if (rule.path !== undefined && rule.path !== request.path) return undefined;
  if (rule.tools !== undefined && rule.tools !== request.tools.length > 0) return undefined;
  if (rule.schema !== undefined && rule.schema !== (request.schema !== undefined)) return undefined;
  if (rule.stream !== undefined && rule.stream !== request.stream) return undefined;
  if (rule.times !== undefined && used >= rule.times) return undefined;
  const matches = (text: string) =>
    (rule.match === undefined || text.toLowerCase().includes(rule.match.toLowerCase())) &&
    (rule.regex === undefined || new RegExp(rule.regex, 'is').test(text));
  const scope = rule.in ?? 'last';
  if (scope === 'last') return matches(request.lastUser) ? request.lastUserIndex : undefined;
  if (scope === 'all')
    return matches(request.messages.map((message) => message.text).join('\n'))
      ? request.lastUserIndex
      : undefined;
  const index = request.messages.findLastIndex((message) => message.role === 'user' && matches(message.text));
  return index >= 0 ? index : undefined;
}
