import { get } from 'node:http';
import { isLoopback } from './endpoint.ts';
import { loopbackListeners, ownedBy } from './sockets.ts';

/** Where the usual local model servers listen. */
export const LOCAL_SERVERS: readonly { readonly port: number; readonly product: string }[] = [
  { port: 11434, product: 'Ollama' },
  { port: 8080, product: 'llama-server' },
  { port: 1234, product: 'LM Studio' },
  { port: 8000, product: 'vLLM' },
];

export interface LocalServer {
  readonly baseUrl: string;
  readonly port: number;
  /** By its port only: what usually listens there. */
  readonly product: string;
  /** Names as the server gives them, at least one; untrusted text. */
  readonly models: readonly string[];
}

export interface DiscoverOptions {
  readonly servers?: typeof LOCAL_SERVERS;
  /** For all of them together; 300 ms by default. */
  readonly timeoutMs?: number;
  readonly uid?: number;
  readonly proc?: string;
  readonly signal?: AbortSignal;
}

const MAX_BYTES = 512 * 1024;

/**
 * Model servers on loopback, in the order of the table. Only a socket of the same user or root is spoken to at all,
 * without a key, and only a valid list of models counts. Never throws; nothing is left running afterwards.
 */
export async function discoverLocal(options: DiscoverOptions = {}): Promise<readonly LocalServer[]> {
  const uid = options.uid ?? process.getuid?.();
  const listeners = await loopbackListeners(options.proc);
  if (listeners === undefined || uid === undefined) return [];
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 300);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const found = await Promise.all(
    (options.servers ?? LOCAL_SERVERS)
      .filter(({ port }) => ownedBy(listeners, port, uid))
      .map(async ({ port, product }) => {
        const baseUrl = `http://127.0.0.1:${port}/v1`;
        const models = await listModels(`${baseUrl}/models`, signal).catch(() => []);
        return models.length > 0 ? [{ baseUrl, port, product, models }] : [];
      }),
  );
  return found.flat();
}

/**
 * The first accepted server that answers now, and the model to ask there: the one that was named, else its first. Where
 * nothing listens this takes no time at all.
 */
export async function findAccepted(
  accepted: readonly string[],
  model: string | undefined,
  options: Omit<DiscoverOptions, 'servers'> = {},
): Promise<{ readonly baseUrl: string; readonly model: string } | undefined> {
  const servers = accepted.flatMap((address) => {
    const url = URL.parse(address);
    return url && isLoopback(url.hostname) ? [{ port: Number(url.port || 80), product: '' }] : [];
  });
  if (servers.length === 0) return undefined;
  const [found] = await discoverLocal({ ...options, servers });
  return found && { baseUrl: found.baseUrl, model: model ?? found.models[0]! };
}

/** Whether a local server may be spoken to now: its port may have changed hands since it was accepted. */
export async function mayUseLocal(
  baseUrl: string,
  options: { uid?: number; proc?: string } = {},
): Promise<boolean> {
  const uid = options.uid ?? process.getuid?.();
  const listeners = await loopbackListeners(options.proc);
  const url = URL.parse(baseUrl);
  if (!url || !isLoopback(url.hostname) || listeners === undefined || uid === undefined) return false;
  return ownedBy(listeners, Number(url.port || 80), uid);
}

async function listModels(url: string, signal: AbortSignal): Promise<readonly string[]> {
  const body = await new Promise<string>((resolve, reject) => {
    const request = get(
      url,
      { agent: false, signal, headers: { accept: 'application/json' } },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('error', reject);
        response.on('close', () => reject(new Error('no whole answer')));
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MAX_BYTES) request.destroy();
          else chunks.push(chunk);
        });
        response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        if (response.statusCode !== 200) request.destroy();
      },
    );
    request.on('error', reject);
  });
  return modelNames(JSON.parse(body));
}

/** Names out of `{data: [{id}]}`; empty when it is anything else. Models that only embed cannot plan. */
function modelNames(value: unknown): readonly string[] {
  const data = (value as { data?: unknown } | null)?.data;
  if (!Array.isArray(data)) return [];
  const names = data.map((model: unknown) => (model as { id?: unknown } | null)?.id);
  if (!names.every((name) => typeof name === 'string' && name !== '' && name.length <= 200)) return [];
  return (names as string[]).filter((name) => !/embed|rerank|whisper/i.test(name));
}
