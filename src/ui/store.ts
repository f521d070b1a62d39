import { languageOf } from '../language/language.ts';
import { type Clock, Coalescer, systemClock } from '../session/coalesce.ts';
import type { Block } from './block.ts';
import type { UiDeps } from './deps.ts';
import { MESSAGES, type Messages } from './messages.ts';
import { initialState, type UiState, type Written } from './state.ts';
import { chooseTheme } from './theme.ts';
import type { View } from './view.ts';

/** Blocks that keep their content after they were handed to the screen. */
const FRESH_BLOCKS = 100;

/** The state of the screen and who is told of its changes: at once for keys, once per frame for a flood. */
export class Store {
  readonly deps: UiDeps;
  readonly clock: Clock;
  readonly words: Messages;
  state: UiState;
  protected readonly coalescer: Coalescer;
  readonly #listeners = new Set<() => void>();
  #held: Block[] | undefined;
  #key = 0;

  constructor(deps: UiDeps, clock: Clock = systemClock) {
    this.deps = deps;
    this.clock = clock;
    const words = MESSAGES[languageOf(deps.settings.language, deps.env)];
    this.words = deps.said ? { ...words, said: deps.said } : words;
    this.state = initialState(deps.settings.accessible ? 'off' : deps.settings.panel);
    this.coalescer = new Coalescer(
      () => {
        for (const listener of this.#listeners) listener();
      },
      { clock },
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): UiState => this.state;

  set(state: UiState): void {
    if (state === this.state) return;
    this.state = state;
    this.coalescer.flush();
  }

  change(part: Partial<UiState>): void {
    this.set({ ...this.state, ...part });
  }

  hint(text: string, tone: 'dim' | 'warn' = 'warn'): void {
    this.change({ hint: { text, tone } });
  }

  /** Adds finished pieces. While somebody else has the terminal they wait: what is drawn once would be lost. */
  write(...blocks: readonly Block[]): void {
    if (blocks.length === 0) return;
    if (this.#held) this.#held.push(...blocks);
    else this.change({ blocks: this.#appended(blocks) });
  }

  protected hold(): void {
    this.#held ??= [];
  }

  protected release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.write(...held);
  }

  #appended(blocks: readonly Block[]): readonly Written[] {
    const old = this.state.blocks;
    const stale = old.length - FRESH_BLOCKS;
    const kept = stale > 0 ? old.map((written, index) => (index < stale ? emptied(written) : written)) : old;
    return [...kept, ...blocks.map((block) => ({ key: this.#key++, block }))];
  }

  get rows(): number {
    return this.deps.stdout.rows || 24;
  }

  get columns(): number {
    return this.deps.stdout.columns || 80;
  }

  /** Sizes and words the views need; read anew for each use, since the window changes. */
  view(width = this.columns): View {
    const { settings, env } = this.deps;
    const { cwd, home } = this.deps.status();
    return {
      // The last column stays free: terminals differ in what they do once it is written.
      columns: Math.max(20, width - 1),
      theme: chooseTheme({
        colour: settings.colour,
        accessible: settings.accessible,
        env,
        ...(settings.theme ? { theme: settings.theme } : {}),
      }),
      messages: this.words,
      place: { cwd, ...(home === undefined ? {} : { home }) },
    };
  }
}

const EMPTY: Block = { kind: 'banner', lines: [] };
const emptied = (written: Written): Written =>
  written.block === EMPTY ? written : { key: written.key, block: EMPTY };
