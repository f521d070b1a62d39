import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';

/** One line for a person. */
export class DownloadError extends Error {}

export interface Offered {
  readonly url: string;
  readonly bytes?: number;
  /** Hex; from whoever offers the file, or given by the person. */
  readonly sha256?: string;
  readonly etag?: string;
}

export interface DownloadOptions {
  readonly offered: Offered;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number | undefined) => void;
}

/** What a server says of a file without sending it. Hubs name its SHA-256 as the tag of what they link to. */
export async function lookAt(url: string, signal: AbortSignal): Promise<Offered> {
  let at = url;
  let sha256: string | undefined;
  let bytes: number | undefined;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const answer = await reach(at, { method: 'HEAD', redirect: 'manual', signal });
    const { headers } = answer;
    sha256 ??= /^"?([0-9a-f]{64})"?$/i.exec(headers.get('x-linked-etag') ?? headers.get('etag') ?? '')?.[1];
    bytes ??= count(headers.get('x-linked-size'));
    const next = headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && next !== null) {
      at = new URL(next, at).href;
      continue;
    }
    if (!answer.ok)
      throw new DownloadError(`${url} answers ${answer.status}: check the address, or set model.mirror`);
    bytes ??= count(headers.get('content-length'));
    const etag = headers.get('etag');
    return {
      url,
      ...(bytes === undefined ? {} : { bytes }),
      ...(sha256 === undefined ? {} : { sha256: sha256.toLowerCase() }),
      ...(etag === null ? {} : { etag }),
    };
  }
  throw new DownloadError(`${url} leads on and on; give the file's own address`);
}

const MAX_HOPS = 8;
const count = (text: string | null) => (text !== null && /^\d+$/.test(text) ? Number(text) : undefined);

/**
 * Loads a file to its place, going on where an earlier try was cut off, and checks it before it counts. What is left of
 * a try that failed for the network stays; a wrong checksum leaves nothing.
 */
export async function download({ offered, file, signal, progress }: DownloadOptions): Promise<string> {
  const part = `${file}.part`;
  const from = await resumable(part, offered);
  await roomFor(file, (offered.bytes ?? 0) - from);
  await writeFile(`${part}.json`, JSON.stringify({ url: offered.url, etag: offered.etag ?? null }), {
    mode: 0o600,
  });
  const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
  const answer =
    from > 0 && from === offered.bytes ? undefined : await reach(offered.url, { headers, signal });
  if (answer && !answer.ok) throw new DownloadError(`${offered.url} answers ${answer.status}`);
  const goesOn = answer === undefined || answer.status === 206;
  if (answer) await receive(answer, part, goesOn ? from : 0, offered, progress, signal);
  const { size } = await stat(part);
  if (offered.bytes !== undefined && size !== offered.bytes) {
    await rm(part, { force: true });
    throw new DownloadError(
      `${offered.url} sent ${size} bytes instead of ${offered.bytes}; nothing was kept, try again`,
    );
  }
  const sum = await sha256Of(part, signal);
  if (offered.sha256 !== undefined && sum !== offered.sha256) {
    await rm(part, { force: true });
    await rm(`${part}.json`, { force: true });
    throw new DownloadError(`the checksum is ${sum} and should be ${offered.sha256}: the file was not kept`);
  }
  await rename(part, file);
  await rm(`${part}.json`, { force: true });
  return sum;
}

/** Bytes of an earlier try that may be gone on from: of the same address and, where it says so, the same file. */
async function resumable(part: string, offered: Offered): Promise<number> {
  try {
    const note = JSON.parse(await readFile(`${part}.json`, 'utf8')) as { url?: string; etag?: string | null };
    const { size } = await stat(part);
    const same = note.url === offered.url && note.etag === (offered.etag ?? null);
    if (same && (offered.bytes === undefined || size <= offered.bytes)) return size;
  } catch {
    // There is nothing to go on from.
  }
  await rm(part, { force: true });
  return 0;
}

async function roomFor(file: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(file.slice(0, file.lastIndexOf('/')) || '/');
  if (bavail * bsize < bytes)
    throw new DownloadError(
      `the disk has ${megabytes(bavail * bsize)} free and the model needs ${megabytes(bytes)}: make room and try again`,
    );
}

async function receive(
  answer: Response,
  part: string,
  from: number,
  offered: Offered,
  progress: DownloadOptions['progress'],
  signal: AbortSignal,
): Promise<void> {
  const target = await open(part, from > 0 ? 'a' : 'w', 0o600);
  let done = from;
  try {
    for await (const chunk of answer.body ?? []) {
      await target.write(chunk as Uint8Array);
      done += (chunk as Uint8Array).byteLength;
      if (offered.bytes !== undefined && done > offered.bytes) break;
      progress(done, offered.bytes);
    }
    await target.sync();
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new DownloadError(
        `the disk is full after ${megabytes(done)}: make room and try again, it goes on from there`,
      );
    throw new DownloadError(
      `cut off after ${megabytes(done)} (${message}): try again, it goes on from there`,
    );
  } finally {
    await target.close();
  }
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    const cause = (error as Error).cause;
    const reason = cause instanceof Error ? cause.message : (error as Error).message;
    throw new DownloadError(`${url} cannot be reached (${reason}): check the network, or set model.mirror`);
  }
}

export async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export const megabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
