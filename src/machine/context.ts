import { redact } from '../plan/redact.ts';
import type { Context, LastResult } from '../session/context.ts';
import type { ContextPort } from '../session/ports.ts';
import type { StateVector } from '../session/state-vector.ts';
import { compact } from './assemble.ts';
import { readGit } from './git.ts';
import { listFolder } from './listing.ts';
import { readProfile } from './profile.ts';
import { roundedState } from './rounded.ts';

export interface ContextOptions {
  /** The folder the next step runs in; it may change between requests. */
  readonly cwd: () => string;
  readonly home: string;
  /** The user's `$SHELL`. */
  readonly shell?: string;
  readonly platform?: NodeJS.Platform;
  /** S, when a sampler runs. */
  readonly state?: () => StateVector | undefined | Promise<StateVector | undefined>;
  readonly lastResults?: () => readonly LastResult[];
  /** The head of piped stdin; redacted and cut here whatever the caller did. */
  readonly stdinSample?: string;
  /** A few words on what the policy runs unasked. */
  readonly unasked: string;
}

const SAMPLE_BYTES = 4096;
const TAIL_BYTES = 2048;
const LAST_RESULTS = 3;

/** Tells the planner about the world from files alone: gathering starts no program at all. */
export function createContextGatherer(options: ContextOptions): ContextPort {
  let system: Context['system'] | undefined;
  return {
    async gather(signal) {
      signal.throwIfAborted();
      // What is installed seldom changes within a session.
      system ??= readProfile(
        compact({
          platform: options.platform ?? process.platform,
          home: options.home,
          shell: options.shell,
        }),
      );
      const cwd = options.cwd();
      const [listing, state] = await Promise.all([listFolder(cwd), options.state?.()]);
      signal.throwIfAborted();
      return compact({
        system,
        cwd,
        home: options.home,
        listing,
        git: readGit(cwd),
        state: state && roundedState(state),
        lastResults: (options.lastResults?.() ?? []).slice(-LAST_RESULTS).map(safeResult),
        stdinSample:
          options.stdinSample === undefined ? undefined : cut(redact(options.stdinSample), SAMPLE_BYTES),
        unasked: options.unasked,
      });
    },
  };
}

function safeResult(result: LastResult): LastResult {
  const { stderrTail, ...rest } = result;
  return {
    ...rest,
    request: redact(rest.request),
    command: redact(rest.command),
    ...(stderrTail === undefined ? {} : { stderrTail: cut(redact(stderrTail), TAIL_BYTES) }),
  };
}

/** At most this many bytes of UTF-8, no half character at the end. */
function cut(text: string, bytes: number): string {
  const buffer = Buffer.from(text);
  return buffer.length <= bytes
    ? text
    : buffer
        .subarray(0, bytes)
        .toString('utf8')
        .replace(/\ufffd+$/, '');
}
