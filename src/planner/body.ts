import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { modelPlanSchema } from '../plan/schema.ts';
import type { Capability } from './capability.ts';
import { type Endpoint, VENDOR_URL } from './endpoint.ts';
import type { Message } from './prompt.ts';

/** The request as this endpoint takes it. No output limit is sent: reasoning would count against it; exchange.ts bounds bytes. */
export function requestBody(
  endpoint: Endpoint,
  messages: readonly Message[],
  capability: Capability,
  temperature = 0,
): ChatCompletionCreateParams {
  return {
    model: endpoint.model,
    messages: [...messages],
    ...form(capability),
    // The vendor's newer models take no temperature and would cost a request to find out.
    ...(capability.temperature && endpoint.baseUrl !== VENDOR_URL ? { temperature } : {}),
    ...(capability.stream
      ? { stream: true, ...(capability.streamUsage ? { stream_options: { include_usage: true } } : {}) }
      : { stream: false }),
  };
}

function form(
  capability: Capability,
): Pick<ChatCompletionCreateParams, 'response_format' | 'tools' | 'tool_choice'> {
  switch (capability.format) {
    case 'json_schema':
      return {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'plan', strict: true, schema: { ...modelPlanSchema() } },
        },
      };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'tool':
      return {
        tools: [{ type: 'function', function: { name: 'plan', parameters: { ...modelPlanSchema() } } }],
        tool_choice: { type: 'function', function: { name: 'plan' } },
      };
    case 'text':
      return {};
  }
}

/** Whether a model's name says that it is small: it does better with less to read. */
export function isSmallModel(model: string): boolean {
  const size = /(?:^|[^\d.a-z])(\d+(?:\.\d+)?)(b|m)(?![a-z\d])/i.exec(model);
  if (!size) return false;
  return size[2]!.toLowerCase() === 'm' || Number(size[1]) <= 4;
}
