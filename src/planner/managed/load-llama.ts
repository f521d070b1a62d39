import type { LlamaModule } from './llama.ts';

/**
 * The engine is an optional peer: not part of the package, found beside it when the person installed it. An ES module
 * that waits while it loads, so this file keeps a real `import()` (.tools/build.mjs). Rejects when it is not there.
 */
export const loadLlama = async (): Promise<LlamaModule> => {
  const name = 'node-llama-cpp';
  return (await import(name)) as LlamaModule;
};
