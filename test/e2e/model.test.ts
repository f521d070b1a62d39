import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assent, createWorld, type World } from '../tools/assent.ts';
import { tinyGguf } from '../tools/tiny-gguf.ts';

const MODEL = tinyGguf();
const SHA = createHash('sha256').update(MODEL).digest('hex');
const PATH = '/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf';

let world: World;
let server: Server;
let mirror: string;
/** Byte ranges asked for, and how the next answers are spoilt. */
let ranges: (string | undefined)[];
let cutAfter: number | undefined;
let linkedSha: string;

beforeEach(async () => {
  world = createWorld();
  ranges = [];
  cutAfter = undefined;
  linkedSha = SHA;
  // As a hub does: the page of a file leads to where its bytes are, and names size and checksum.
  server = createServer((request, response) => {
    if (request.url === PATH)
      return response
        .writeHead(302, {
          location: '/bytes',
          'x-linked-etag': `"${linkedSha}"`,
          'x-linked-size': MODEL.length,
        })
        .end();
    if (request.url !== '/bytes') return response.writeHead(404).end();
    if (request.method === 'HEAD')
      return response.writeHead(200, { 'content-length': MODEL.length, etag: '"v1"' }).end();
    ranges.push(request.headers.range);
    return send(response, Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings('');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  world.remove();
});

function send(response: ServerResponse, from: number): void {
  const rest = MODEL.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length, etag: '"v1"' });
  if (cutAfter === undefined) return void response.end(rest);
  const part = cutAfter;
  cutAfter = undefined;
  response.write(rest.subarray(0, part), () => setTimeout(() => response.destroy(), 50));
}

function settings(more: string): void {
  const folder = join(world.home, 'assent/config');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'config.toml'), `[model]\nmirror = "${mirror}"\n${more}`, { mode: 0o600 });
}

const models = () => join(world.home, 'assent/data/models');
const file = () => join(models(), 'qwen2.5-coder-1.5b.gguf');
const install = (...more: readonly string[]) => assent(world, ['model', 'install', ...more]);

describe('assent model', () => {
  it('shows what it is and loads nothing without a yes', async () => {
    const asked = await install();
    expect(asked.code).toBe(126);
    expect(asked.stderr).toContain('licence   Apache-2.0');
    expect(asked.stderr).toContain(`sha256    ${SHA}`);
    expect(asked.stderr).toMatch(/size {6}0\.\d MB/);
    expect(ranges).toEqual([]);
    expect(existsSync(models())).toBe(false);
  });

  it('installs, lists, is used, and goes again', async () => {
    expect((await install('--yes')).code).toBe(0);
    expect(readFileSync(file()).equals(MODEL)).toBe(true);
    const listed = JSON.parse((await assent(world, ['model', 'list', '--json'])).stdout.toString());
    expect(listed).toMatchObject({
      used: 'qwen2.5-coder-1.5b',
      installed: [{ sha256: SHA, bytes: MODEL.length }],
    });
    const planned = await assent(world, ['plan', 'count the files here']);
    expect(planned.stderr).toContain('needs its engine: npm install -g node-llama-cpp');
    expect((await assent(world, ['model', 'remove', 'qwen2.5-coder-1.5b'])).code).toBe(0);
    expect(existsSync(file())).toBe(false);
    expect((await assent(world, ['model', 'use', 'qwen2.5-coder-1.5b'])).code).toBe(2);
  });

  it('goes on where it was cut off', async () => {
    cutAfter = 50_000;
    const cut = await install('--yes');
    expect(cut.code).toBe(125);
    expect(cut.stderr).toMatch(/cut off after .* try again, it goes on from there/);
    expect(existsSync(file())).toBe(false);
    expect((await install('--yes')).code).toBe(0);
    expect(ranges[0]).toBeUndefined();
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(readFileSync(file()).equals(MODEL)).toBe(true);
  });

  it('keeps nothing whose checksum is wrong', async () => {
    linkedSha = 'a'.repeat(64);
    const wrong = await install('--yes');
    expect(wrong.code).toBe(125);
    expect(wrong.stderr).toContain(`should be ${'a'.repeat(64)}: the file was not kept`);
    expect(readdirSync(models())).toEqual([]);
    const given = await install('--yes', '--sha256', 'b'.repeat(64));
    expect(given.stderr).toContain(`should be ${'b'.repeat(64)}`);
    expect(readdirSync(models())).toEqual([]);
  });

  it('takes a file, under its own name', async () => {
    writeFileSync(join(world.cwd, 'My Model.gguf'), MODEL);
    expect((await install('My Model.gguf', '--yes')).code).toBe(0);
    expect((await assent(world, ['model', 'list'])).stdout.toString()).toMatch(/^\* my-model {2}0\.\d MB/);
  });

  it.runIf(process.getuid?.() === 0)(
    'says so when there is not enough room, before and while it loads',
    async () => {
      mkdirSync(models(), { recursive: true, mode: 0o700 });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', models()]);
      try {
        const full = await install('--yes');
        expect(full.code).toBe(125);
        expect(full.stderr).toMatch(/the disk has .* free and the model needs/);
        expect(existsSync(file())).toBe(false);
      } finally {
        execFileSync('umount', [models()]);
      }
    },
  );

  it('refuses what is no model', async () => {
    writeFileSync(join(world.cwd, 'notes.gguf'), 'x'.repeat(10_000));
    const refused = await install('notes.gguf', '--yes');
    expect(refused.code).toBe(125);
    expect(refused.stderr).toContain('is no model in the GGUF format');
    expect(existsSync(join(models(), 'notes.gguf'))).toBe(false);
  });

  it.each([
    [['model', 'install', 'no-such-model'], 125, /no model of the list, no address and no file/],
    [['model', 'install', 'http://127.0.0.1:9/m.gguf'], 125, /cannot be reached/],
    [['model', 'remove', 'nothing'], 2, /is not installed/],
    [['model', 'sing'], 2, /no call of assent/],
  ])('%j', async (args, code, message) => {
    const ran = await assent(world, args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(message);
  });
});
