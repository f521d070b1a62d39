import type { ChatRequest, Tool } from './request.ts';
import type { Reply, Schema } from './types.ts';

export interface Call {
  readonly name: string;
  readonly arguments: string;
}

export interface Composed {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly Call[];
  readonly finish: 'stop' | 'length' | 'tool_calls';
  readonly refusal: boolean;
  readonly empty: boolean;
}

/** The smallest value a JSON schema accepts; enough of JSON Schema for structured-output requests. */
export function sample(schema: Schema | undefined): unknown {
  if (!schema) return null;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) return sample(alternatives[0] as Schema);
  const type = Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? 'object');
  switch (type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sample(schema.properties?.[key])]),
      );
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => sample(schema.items));
    case 'string':
      return 'mock';
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    default:
      return null;
  }
}

const COMMAND_KEYS = ['command', 'cmd', 'script', 'commands'];
const commandKey = (tool: Tool) => COMMAND_KEYS.find((key) => tool.schema?.properties?.[key]);

/** Turns {command} into a call of whichever shell-like tool the client offered. */
function shellCall(command: string, tools: readonly Tool[]): Call | undefined {
  const tool = tools.find((candidate) => commandKey(candidate) !== undefined);
  if (!tool) return undefined;
  const filled = sample(tool.schema) as Record<string, unknown>;
  return { name: tool.name, arguments: JSON.stringify({ ...filled, [commandKey(tool)!]: command }) };
}

/** Applies a rule's reply with its content faults. */
export function compose(reply: Reply, request: ChatRequest): Composed {
  const isJson = reply.json !== undefined || reply.schema === true;
  let text = isJson ? JSON.stringify(reply.json ?? sample(request.schema)) : (reply.text ?? '');
  let calls: Call[] = [];
  for (const tool of reply.tools ?? (reply.tool ? [reply.tool] : [])) {
    const call =
      tool.name === undefined
        ? shellCall(tool.command ?? '', request.tools)
        : { name: tool.name, arguments: asText(tool.arguments ?? {}) };
    if (call) calls.push(call);
    else text ||= tool.command ?? '';
  }
  let finish: Composed['finish'] = calls.length > 0 ? 'tool_calls' : 'stop';
  const pretty = isJson ? JSON.stringify(JSON.parse(text), null, 2) : text;
  switch (reply.fault) {
    case 'empty_content':
      text = '';
      calls = [];
      finish = 'stop';
      break;
    case 'truncated':
      text = text.slice(0, Math.ceil(text.length / 2));
      finish = 'length';
      break;
    case 'malformed':
      text = isJson
        ? pretty.replaceAll('"', "'").replace(/(['\]}])\n(\s*[}\]])/g, '$1,\n$2')
        : `{'oops': ${text},}`;
      break;
    case 'prose':
      text = `Sure! Here is the plan you asked for:\n\n${pretty}\n\nLet me know if you would like changes {or not}.`;
      break;
    case 'fence':
      text = `\`\`\`json\n${pretty}\n\`\`\``;
      break;
    case 'prose_fence':
      text = `Here you go:\n\n\`\`\`json\n${pretty}\n\`\`\`\n\nHope that helps!`;
      break;
    case 'bom':
      text = `\uFEFF${text}`;
      break;
    case 'refusal':
      text = reply.text ?? "I'm sorry, I can't help with that.";
      calls = [];
      finish = 'stop';
      break;
    case 'bad_args':
      calls = calls.map((call) => ({
        ...call,
        arguments: call.arguments.slice(0, Math.ceil(call.arguments.length / 2)),
      }));
      break;
    case 'unknown_tool':
      calls = calls.map((call) => ({ ...call, name: 'no_such_tool' }));
      break;
  }
  return {
    text,
    reasoning: reply.reasoning ?? '',
    calls,
    finish,
    refusal: reply.fault === 'refusal',
    empty: reply.fault === 'empty_choices',
  };
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
