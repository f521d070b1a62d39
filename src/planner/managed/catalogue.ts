/** A model that can be had by name; where a hub states size and checksum they are asked for before anything is loaded. */
export interface CatalogueEntry {
  readonly name: string;
  readonly licence: string;
  /** Roughly, in bytes: what to expect before the hub has said it. */
  readonly about: number;
  /** Path on the hub; `model.mirror` or the hub itself goes before it. */
  readonly path: string;
}

export const HUB = 'https://huggingface.co';

export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    name: 'qwen2.5-coder-1.5b',
    licence: 'Apache-2.0',
    about: 1_000_000_000,
    path: '/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
  },
  {
    name: 'qwen2.5-coder-0.5b',
    licence: 'Apache-2.0',
    about: 400_000_000,
    path: '/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
  },
];
