import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface InstalledModel {
  readonly name: string;
  /** Where it came from: an address or a file. */
  readonly from: string;
  readonly licence?: string;
  readonly bytes: number;
  readonly sha256: string;
  /** ISO 8601. */
  readonly installed: string;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
export const isModelName = (name: string): boolean => NAME.test(name);

/** Models on this machine: one GGUF file each and a list of what they are, in the data folder. */
export class ModelStore {
  readonly #folder: string;

  constructor(data: string) {
    this.#folder = join(data, 'models');
  }

  list(): readonly InstalledModel[] {
    try {
      const models = JSON.parse(readFileSync(this.#index, 'utf8')) as readonly InstalledModel[];
      return models.filter(({ name }) => isModelName(name) && existsSync(this.file(name)));
    } catch {
      return [];
    }
  }

  get(name: string): InstalledModel | undefined {
    return this.list().find((model) => model.name === name);
  }

  file(name: string): string {
    return join(this.#folder, `${name}.gguf`);
  }

  /** Makes the folder, for its owner only. */
  prepare(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  add(model: InstalledModel): void {
    this.#write([...this.list().filter(({ name }) => name !== model.name), model]);
  }

  /** False when there was none of that name. */
  remove(name: string): boolean {
    if (!this.get(name)) return false;
    this.#write(this.list().filter((model) => model.name !== name));
    rmSync(this.file(name), { force: true });
    return true;
  }

  get #index(): string {
    return join(this.#folder, 'models.json');
  }

  #write(models: readonly InstalledModel[]): void {
    this.prepare();
    const fresh = `${this.#index}.new`;
    writeFileSync(fresh, `${JSON.stringify(models, null, 2)}\n`, { mode: 0o600 });
    renameSync(fresh, this.#index);
  }
}
