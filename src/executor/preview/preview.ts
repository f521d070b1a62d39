import { randomBytes } from 'node:crypto';
import { isPreview, type PreviewStep } from '../../policy/clear.ts';
import { ATTRIBUTE_TOOLS, canReadAttributes, openAttributeReader } from '../attributes.ts';
import { endLeftovers } from '../leftovers.ts';
import { PipeStore } from '../pipes.ts';
import { findBash } from '../program.ts';
import { pull } from '../pull.ts';
import type { ShellSession } from '../shell-session.ts';
import { startProcess } from '../start.ts';
import { endTree, processRow, type TreeRoot } from '../tree.ts';
import { Watch } from '../watch.ts';
import { withAttributes } from './attribute-changes.ts';
import { type FoundChange, findChanges, type Side } from './changes.ts';
import { sameContent, textOf } from './content.ts';
import { openView, type View, type ViewOptions } from './view.ts';

/** As `--preview --json` gives it. */
export interface Preview {
  readonly steps: readonly PreviewedStep[];
  readonly changes: readonly PreviewChange[];
}

export interface PreviewedStep {
  readonly id: string;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PreviewChange {
  readonly path: string;
  /** Base64 of the path's bytes, where they are not UTF-8. */
  readonly pathBase64?: string;
  readonly change: FoundChange['change'];
  readonly before?: Side;
  readonly after?: Side;
  /** Unified diff of small text files. */
  readonly diff?: string;
  /** Of a created file: the deleted one with the same content, mode, owner and time; as `path` gives it. */
  readonly movedFrom?: string;
}

/** A finished preview. Its view stays open, so that exactly these changes can be applied, until it is closed. */
export interface OpenPreview {
  readonly preview: Preview;
  readonly found: readonly FoundChange[];
  /** Said to the person: folders that were read-only inside, changes that were left out. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

export interface PreviewOptions extends ViewOptions {
  /** A copy of the session: previewed steps move only this. */
  readonly session: ShellSession;
  /** Seconds for all steps together; 60 unless given. */
  readonly seconds?: number;
  /** Bytes kept of each stream of each step; 256 KiB unless given. */
  readonly outputBytes?: number;
}

const DIFFS = 200;
const show = (path: string) => Buffer.from(path, 'latin1').toString('utf8');

/**
 * Runs steps in a copy-on-write view without network, devices or privileges and says what they would change.
 * Throws on anything that is not a PreviewStep; rejects with one line when this system cannot preview.
 */
export async function preview(
  steps: readonly PreviewStep[],
  options: PreviewOptions,
  signal: AbortSignal,
): Promise<OpenPreview> {
  if (!steps.every(isPreview)) throw new TypeError('only steps cleared for a preview may be previewed');
  const since = BigInt(Date.now()) * 1_000_000n;
  const seed = Buffer.from(options.session.cwd).toString('latin1');
  const view = await openView({ seed, ...options });
  const pipes = new PipeStore(findBash());
  const attributes = openAttributeReader();
  try {
    const deadline = Date.now() + (options.seconds ?? 60) * 1000;
    const ran: PreviewedStep[] = [];
    for (const { step } of steps) {
      const seconds = Math.max(
        0.1,
        Math.min((deadline - Date.now()) / 1000, step.timeoutSeconds ?? Infinity),
      );
      const result = await runInside(step, { view, pipes, seconds, options, signal });
      ran.push(result);
      if (signal.aborted || (result.exitCode !== 0 && !step.continueOnError)) break;
    }
    const { changes, cut, alike } = findChanges(view.layers, sameContent, { since });
    const found = await withAttributes(changes, alike, attributes);
    const described = await describe(found);
    const notes = view.readOnly.map((path) => `${path} was read-only in the preview`);
    const mute = canReadAttributes() ? [] : alike.filter(({ after }) => after!.type === 'file');
    if (mute.length > 0)
      notes.push(
        `${show(mute[0]!.path)}${mute.length > 1 ? ` and ${mute.length - 1} more` : ''} would be touched with the same content, mode and time: extended attributes are not compared without ${ATTRIBUTE_TOOLS}, nor applied alone`,
      );
    if (cut) notes.push('there are more changes than can be listed; they cannot be applied from here');
    return {
      preview: { steps: ran, changes: described },
      found: cut ? [] : found,
      notes,
      close: () => view.close(),
    };
  } catch (error) {
    await view.close();
    throw error;
  } finally {
    attributes.close();
    pipes.close();
  }
}

interface Inside {
  readonly view: View;
  readonly pipes: PipeStore;
  readonly seconds: number;
  readonly options: PreviewOptions;
  readonly signal: AbortSignal;
}

async function runInside(step: PreviewStep['step'], inside: Inside): Promise<PreviewedStep> {
  const { view, pipes, seconds, options, signal } = inside;
  const start = options.session.start(step.command, 'pipes');
  const [file, ...enter] = [...view.enter(start.cwd), findBash() ?? '/bin/bash', ...start.args];
  const id = randomBytes(12).toString('hex');
  const env = { ...start.env, ASSENT_STEP: id };
  const started = await startProcess({ file: file!, args: enter, env, cwd: '/', io: {}, pipes });
  const root: TreeRoot = {
    pid: started.pid,
    startTicks: processRow(started.pid)?.startTicks ?? 0,
    marker: `ASSENT_STEP=${id}`,
  };
  const watch = new Watch(root, undefined, { signal, timeoutSeconds: seconds, graceMs: 300 });
  const ended = started.exit.then(async (exit) => {
    watch.close();
    await watch.stopping;
    await endLeftovers(root, 300);
    return exit;
  });
  const limit = options.outputBytes ?? 256 * 1024;
  const kept = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const size = { stdout: 0, stderr: 0 };
  try {
    for await (const { stream, data } of pull(started.sources, ended)) {
      if (size[stream] < limit) kept[stream].push(data.subarray(0, limit - size[stream]));
      size[stream] += data.length;
    }
    const exit = await ended;
    const snapshot = watch.stopped || step.scratch ? undefined : await started.snapshot();
    if (snapshot !== undefined) options.session.keep(snapshot);
    const text = (pieces: Uint8Array[]) => Buffer.concat(pieces).toString('utf8');
    return { id: step.id, exitCode: exit.code, stdout: text(kept.stdout), stderr: text(kept.stderr) };
  } finally {
    watch.close();
    await endTree(root, { graceMs: 0 });
    started.release();
  }
}

/** Files are compared up to so many bytes in all; what is larger is shown as deleted and created. */
const MOVED_BYTES = 64 * 1024 ** 2;

/** Created files that are deleted ones under another name: new path to old one, byte strings. */
function findMoves(found: readonly FoundChange[]): ReadonlyMap<string, string> {
  const key = ({ size, mode, uid, gid, modified }: Side) => [size, mode, uid, gid, modified].join(' ');
  const gone = Map.groupBy(
    found.filter(({ change, before }) => change === 'deleted' && before!.type === 'file'),
    ({ before }) => key(before!),
  );
  const moves = new Map<string, string>();
  let left = MOVED_BYTES;
  for (const { path, change, after, source } of found) {
    if (change !== 'created' || after!.type !== 'file') continue;
    const candidates = gone.get(key(after!)) ?? [];
    for (const [index, candidate] of candidates.slice(0, 8).entries()) {
      left -= after!.size!;
      if (left < 0) return moves;
      if (!sameContent(candidate.path, source!)) continue;
      moves.set(path, candidate.path);
      candidates.splice(index, 1);
      break;
    }
  }
  return moves;
}

async function describe(found: readonly FoundChange[]): Promise<PreviewChange[]> {
  const { createTwoFilesPatch } = await import('diff');
  const moves = findMoves(found);
  let diffs = 0;
  return found.map(({ path, change, before, after, source }) => {
    const raw = Buffer.from(path, 'latin1');
    const name = raw.toString('utf8');
    const isText = Buffer.from(name, 'utf8').equals(raw);
    const isFile = (before ?? after)!.type === 'file' && (after ?? before)!.type === 'file';
    let diff: string | undefined;
    if (isFile && change !== 'mode' && diffs < DIFFS) {
      const old = before ? textOf(path, before.size) : '';
      const now = after ? textOf(source, after.size) : '';
      if (old !== undefined && now !== undefined) {
        const patch = createTwoFilesPatch(before ? name : '/dev/null', after ? name : '/dev/null', old, now);
        diff = patch.slice(patch.indexOf('--- '));
        diffs++;
      }
    }
    return {
      path: name,
      ...(isText ? {} : { pathBase64: raw.toString('base64') }),
      change,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      ...(diff === undefined ? {} : { diff }),
      ...(moves.has(path) ? { movedFrom: show(moves.get(path)!) } : {}),
    };
  });
}
