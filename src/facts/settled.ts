import { realPath, statOf } from './paths.ts';

/**
 * What a person has said yes to in this session: a variable or option that a step changed, with exactly this value, and
 * a program outside the system's folders, as long as it is the same file. It takes no question away that another
 * reason asks, and is forgotten with the session.
 */
export class Settled {
  readonly #values = new Map<string, string>();
  readonly #programs = new Map<string, string>();

  /** Values by name, and paths of programs: what the step that a person let start was asked about. */
  add(values: ReadonlyMap<string, string>, programs: readonly string[]): void {
    for (const [name, value] of values) this.#values.set(name, value);
    for (const path of programs) {
      const identity = identityOf(path);
      if (identity !== undefined) this.#programs.set(path, identity);
    }
  }

  hasValue(name: string, value: string): boolean {
    return this.#values.get(name) === value;
  }

  hasProgram(path: string): boolean {
    const known = this.#programs.get(path);
    return known !== undefined && known === identityOf(path);
  }

  forget(): void {
    this.#values.clear();
    this.#programs.clear();
  }
}

/** Where it leads and which file that is; another one in its place, or a changed one, is not the same. */
function identityOf(path: string): string | undefined {
  const real = realPath(path);
  const status = statOf(real);
  return status ? [real, status.dev, status.ino, status.size, status.mtimeMs].join('\0') : undefined;
}
