import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { cleanEnvironment, type Environment, QUIET, WITHOUT_TERMINAL } from './environment.ts';
import { inheritedDescriptors } from './inherited.ts';
import { type BashStart, bashStart } from './program.ts';
import { namesAliases, restore } from './restore.ts';
import { initialState, type ShellState, toBytes, toDisplay, toText } from './shell-state.ts';
import { parseSnapshot } from './snapshot.ts';

/** What the judge is told of a session that has run steps. */
export interface SessionFacts {
  readonly cwd: string;
  readonly path: string | undefined;
  readonly functions: readonly string[];
  /** Exported variables whose value is UTF-8. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that are numbers, references, read-only or fold letters: what is assigned may be evaluated, or not arrive. */
  readonly declared: readonly string[];
  /** Names of the `set -o` and `shopt` options that are on, of those that last; undefined as bash starts. */
  readonly options: readonly string[] | undefined;
}

export interface SessionStart extends BashStart {
  readonly cwd: string;
  /** Set when the state had grown too large and was dropped, all but the folder. */
  readonly dropped: boolean;
}

/** The shell session that lasts from step to step: what the next bash starts with, and what the last one left. */
export class ShellSession {
  readonly #cwd: string;
  readonly #base: Readonly<Record<string, string>>;
  readonly #inherited: readonly number[];
  #state: ShellState;
  #sawAliases = false;

  constructor(cwd: string, env: Environment) {
    this.#cwd = cwd;
    this.#base = cleanEnvironment(env);
    this.#inherited = inheritedDescriptors();
    this.#state = initialState(cwd, this.#base);
  }

  get cwd(): string {
    return toDisplay(this.#state.cwd);
  }

  get aliases(): ReadonlyMap<string, string> {
    return this.#state.aliases;
  }

  get facts(): SessionFacts {
    const env: Record<string, string> = {};
    for (const [name, { attributes, value }] of this.#state.variables) {
      const text = attributes.includes('x') && typeof value === 'string' ? toText(value) : undefined;
      if (text !== undefined) env[name] = text;
    }
    return {
      cwd: this.cwd,
      path: env.PATH,
      functions: [...this.#state.functions.keys()],
      env,
      declared: [...this.#state.variables].flatMap(([name, { attributes }]) =>
        /[ilnru]/.test(attributes) ? [name] : [],
      ),
      options: this.#state.options && [...this.#state.options],
    };
  }

  /** A session that starts where this one stands and goes its own way. */
  copy(): ShellSession {
    const copy = new ShellSession(this.#cwd, this.#base);
    copy.#state = this.#state;
    return copy;
  }

  reset(): void {
    this.#state = initialState(this.#cwd, this.#base);
  }

  /** Undefined while the folder is there; otherwise what to say. The session goes to the nearest folder left. */
  leaveVanishedFolder(): string | undefined {
    if (isFolder(this.#state.cwd)) return undefined;
    const gone = this.cwd;
    let folder = dirname(gone);
    while (folder !== '/' && !isFolder(toBytes(folder))) folder = dirname(folder);
    this.#state = { ...this.#state, cwd: toBytes(folder) };
    return `the folder ${gone} is gone; the session is now in ${folder}`;
  }

  /** `first` is bash text of ours that goes before everything, such as limits. */
  start(command: string, on: 'terminal' | 'pipes', first = ''): SessionStart {
    let restored = restore(this.#state, command);
    const dropped = restored === undefined;
    if (!restored) {
      this.#state = { ...initialState(this.#cwd, this.#base), cwd: this.#state.cwd };
      restored = restore(this.#state)!;
    }
    this.#sawAliases = namesAliases(command);
    const { args, env } = bashStart(command, `${first}${restored.text}`, {
      inherited: this.#inherited,
      snapshot: on === 'pipes',
    });
    return {
      args,
      env: {
        ...this.#kept(),
        ...restored.env,
        ...(on === 'pipes' ? WITHOUT_TERMINAL : QUIET),
        ...env,
        PWD: this.cwd,
      },
      // A name that is not UTF-8 cannot be given to spawn; the restore text goes there instead.
      cwd: toText(this.#state.cwd) ?? '/',
      dropped,
    };
  }

  /** Takes over what a step left, less what was set only because it had no terminal. False: nothing usable came. */
  keep(snapshot: string): boolean {
    const state = parseSnapshot(snapshot);
    if (!state) return false;
    const variables = new Map(state.variables);
    for (const [name, value] of Object.entries(WITHOUT_TERMINAL)) {
      if (variables.get(name)?.value !== toBytes(value)) continue;
      const old = this.#state.variables.get(name);
      if (old) variables.set(name, old);
      else variables.delete(name);
    }
    const aliases = this.#sawAliases ? state.aliases : new Map([...this.#state.aliases, ...state.aliases]);
    this.#state = { ...state, variables, aliases };
    return true;
  }

  /** Takes over nothing but the folder. */
  keepFolder(snapshot: string): boolean {
    const state = parseSnapshot(snapshot);
    if (!state) return false;
    this.#state = { ...this.#state, cwd: state.cwd };
    return true;
  }

  /** Variables a session never changes, such as LD_LIBRARY_PATH: the person's own value, every time. */
  #kept(): Record<string, string> {
    const known = initialState('/', this.#base).variables;
    return Object.fromEntries(Object.entries(this.#base).filter(([name]) => !known.has(name)));
  }
}

function isFolder(bytes: string): boolean {
  try {
    return statSync(Buffer.from(bytes, 'latin1')).isDirectory();
  } catch {
    return false;
  }
}
