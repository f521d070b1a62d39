import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    {
      // Prompts and rules are bundled as text by esbuild; the tests see them the same way.
      name: 'text-files',
      transform(code, id) {
        return /\.(md|toml)$/.test(id) ? `export default ${JSON.stringify(code)};` : undefined;
      },
    },
  ],
  test: {
    globalSetup: ['test/tools/build-once.ts'],
    // The engine of local models is installed by `npm run test:model` alone.
    include: process.env.ASSENT_MODEL_APP ? ['test/model/*.model.ts'] : ['test/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Real terminals, processes and clocks on a shared machine: one second chance in CI, none where people look.
    retry: process.env.CI ? 1 : 0,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
  },
});
