import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startMock } from './mock-openai/server.ts';
import type { Refused, Rule } from './mock-openai/types.ts';

export { startMock };

const HELP = `node test/tools/mock-openai.ts [--port 0] [--rules FILE|JSON] [--log FILE] [--latency-ms 0] [--token-ms 0]
    [--chunk-chars 16] [--api-key KEY] [--model mock-model] [--ttl-s 0] [--bodies DIR] [--refuses json_schema,json_object]

A scriptable stand-in for an OpenAI-compatible endpoint on 127.0.0.1: GET /v1/models, POST /v1/chat/completions (streamed
and plain), GET /__mock/health|log|stats, POST /__mock/reset|rules. Rules, replies and faults: mock-openai/types.ts.
Prints one line when ready: {"ready":true,"port":P,"base_url":"http://127.0.0.1:P/v1","pid":N}. Ends on SIGTERM or SIGINT.
`;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      rules: text,
      log: text,
      'latency-ms': text,
      'token-ms': text,
      'chunk-chars': text,
      'api-key': text,
      model: text,
      'ttl-s': text,
      bodies: text,
      refuses: text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const mock = await startMock({
    rules: readRules(values.rules),
    port: Number(values.port ?? 0),
    latencyMs: Number(values['latency-ms'] ?? 0),
    tokenMs: Number(values['token-ms'] ?? 0),
    chunkChars: Number(values['chunk-chars'] ?? 16),
    refuses: (values.refuses?.split(',') ?? []) as Refused[],
    ...(values.log === undefined ? {} : { log: values.log }),
    ...(values.bodies === undefined ? {} : { bodies: values.bodies }),
    ...(values.model === undefined ? {} : { model: values.model }),
    ...(values['api-key'] === undefined ? {} : { apiKey: values['api-key'] }),
  });
  const ready = { ready: true, port: mock.port, base_url: mock.baseUrl, pid: process.pid };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  const stop = () => void mock.close();
  process.once('SIGTERM', stop).once('SIGINT', stop);
  const ttl = Number(values['ttl-s'] ?? 0);
  if (ttl > 0) setTimeout(stop, ttl * 1000).unref();
}

function readRules(said: string | undefined): Rule[] {
  if (said === undefined) return [];
  return JSON.parse(/^\s*\[/.test(said) ? said : readFileSync(said, 'utf8')) as Rule[];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  await main();
