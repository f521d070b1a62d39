import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { endianness, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { discoverLocal, findAccepted, mayUseLocal } from '../../src/planner/discover.ts';
import { loopbackListeners } from '../../src/planner/sockets.ts';
import { startMock } from '../tools/mock-openai.ts';

/** Enough for a busy machine where the time is not what is tested. */
const CALM = 5000;
const servers: Server[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as { port: number }).port;
}

const answers =
  (body: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  };

const list = (...ids: string[]) =>
  JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) });
const at = (port: number, product = 'Ollama') => ({ port, product });

/** A table of listening sockets as the kernel writes it. */
function procWith(
  sockets: readonly { readonly port: number; readonly uid: number; readonly address?: string }[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'assent-proc-'));
  folders.push(folder);
  mkdirSync(join(folder, 'net'));
  const loopback = endianness() === 'LE' ? '0100007F' : '7F000001';
  const lines = sockets.map(({ port, uid, address = loopback }, index) => {
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    return `   ${index}: ${address}:${hex} 00000000:0000 0A 00000000:00000000 00:00000000 00000000  ${uid}        0 1209 1 0000000000000000 100 0 0 10 0`;
  });
  writeFileSync(join(folder, 'net', 'tcp'), `  sl  local_address rem_address   st\n${lines.join('\n')}\n`);
  return folder;
}

describe('local servers', () => {
  it('are found by their list of models, and are sent no key', async () => {
    const mock = await startMock({ model: 'qwen2.5-coder:1.5b' });
    const found = await discoverLocal({ servers: [at(mock.port)], timeoutMs: CALM });
    expect(found).toEqual([
      { baseUrl: mock.baseUrl, port: mock.port, product: 'Ollama', models: ['qwen2.5-coder:1.5b'] },
    ]);
    expect(mock.log.map((entry) => [entry.method, entry.path, entry.headers.authorization])).toEqual([
      ['GET', '/v1/models', undefined],
    ]);
    await mock.close();
  });

  it('count only with a valid list of models', async () => {
    const ports = await Promise.all([
      serve(answers(list('a', 'b'))),
      serve(answers('{"data": []}')),
      serve(answers('{"data": [{"name": "x"}]}')),
      serve(answers('{"data": [{"id": ""}]}')),
      serve(answers('<html>a web server</html>')),
      serve(answers(list('a'), 404)),
      serve(answers(list('nomic-embed-text'))),
      serve(answers(`{"data":[${'{"id":"x"},'.repeat(100_000)}{"id":"y"}]}`)),
      serve((_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
      serve((request) => void request.socket.resetAndDestroy()),
    ]);
    const found = await discoverLocal({ servers: ports.map((port) => at(port)), timeoutMs: CALM });
    expect(found.map((server) => [server.port, server.models])).toEqual([[ports[0], ['a', 'b']]]);
  });

  it('are waited for 300 ms together, and a slow one keeps no other back', async () => {
    const slow = await serve(() => {});
    const half = await serve((_request, response) => void response.writeHead(200).write('{"data":['));
    const quick = await serve(answers(list('m')));
    const started = performance.now();
    const found = await discoverLocal({ servers: [at(slow), at(half), at(quick)] });
    expect(performance.now() - started).toBeLessThan(1500);
    expect(found.map((server) => server.port)).toEqual([quick]);
  });

  it('of other users are never spoken to', async () => {
    let asked = 0;
    const port = await serve((request, response) => {
      asked++;
      answers(list('m'))(request, response);
    });
    const servers = [at(port)];
    const uid = 1000;
    const tables: readonly (readonly [sockets: Parameters<typeof procWith>[0], mayUse: boolean])[] = [
      [[{ port, uid: 1000 }], true],
      [[{ port, uid: 0 }], true],
      [[{ port, uid: 1001 }], false],
      // Two sockets can share a port by address: one of somebody else's is enough.
      [
        [
          { port, uid: 1000 },
          { port, uid: 1001, address: '00000000' },
        ],
        false,
      ],
      [[], false],
    ];
    for (const [sockets, mayUse] of tables) {
      asked = 0;
      const proc = procWith(sockets);
      const found = await discoverLocal({ servers, uid, proc, timeoutMs: CALM });
      expect(found.length).toBe(mayUse ? 1 : 0);
      expect(asked).toBe(mayUse ? 1 : 0);
      expect(await mayUseLocal(`http://127.0.0.1:${port}/v1`, { uid, proc })).toBe(mayUse);
    }
  });

  it('that were accepted are used again while they answer, with the model that was named', async () => {
    const port = await serve(answers(list('first', 'second')));
    const here = `http://127.0.0.1:${port}/v1`;
    const accepted = ['http://127.0.0.1:1/v1', here];
    expect(await findAccepted(accepted, undefined, { timeoutMs: CALM })).toEqual({
      baseUrl: here,
      model: 'first',
    });
    expect(await findAccepted(accepted, 'second', { timeoutMs: CALM })).toEqual({
      baseUrl: here,
      model: 'second',
    });
    expect(await findAccepted(['http://127.0.0.1:1/v1'], undefined)).toBeUndefined();
    expect(await findAccepted(['http://models.example/v1', 'nonsense'], undefined)).toBeUndefined();
    expect(await findAccepted([], undefined)).toBeUndefined();
  });

  it('are not used where the kernel does not tell whose they are', async () => {
    const port = await serve(answers(list('m')));
    const proc = join(tmpdir(), 'assent-no-proc');
    expect(await discoverLocal({ servers: [at(port)], proc })).toEqual([]);
    expect(await mayUseLocal(`http://127.0.0.1:${port}/v1`, { proc })).toBe(false);
    expect(await mayUseLocal('http://192.0.2.1:80/v1')).toBe(false);
  });

  it.each(['127.0.0.1', '0.0.0.0', '::', '::ffff:127.0.0.1'])(
    'are seen where they listen on %s',
    async (host) => {
      const port = await serve(answers(list('m')), host).catch(() => undefined);
      // A machine without IPv6 has nothing to look at.
      if (port === undefined) return expect(host).toMatch(/:/);
      const listeners = await loopbackListeners();
      expect(listeners?.filter((listener) => listener.port === port)).toEqual([
        { port, uid: process.getuid!() },
      ]);
      expect((await discoverLocal({ servers: [at(port)], timeoutMs: CALM })).length).toBe(1);
    },
  );

  it('stop being looked for when the caller stops', async () => {
    const port = await serve(() => {});
    const caller = new AbortController();
    const looking = discoverLocal({ servers: [at(port)], signal: caller.signal, timeoutMs: 5000 });
    setTimeout(() => caller.abort(), 20);
    const started = performance.now();
    expect(await looking).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
