import { enableCompileCache } from 'node:module';

/**
 * The session has a bundle of its own beside this one, of ES modules because the layout engine of Ink waits while it
 * loads. This file alone keeps a real `import()`; everywhere else the build makes `require` of it (.tools/build.mjs).
 */
export const openSession = (
  codeCache: string | undefined,
): Promise<typeof import('./compose/interactive.ts')> => {
  if (codeCache !== undefined) enableCompileCache(codeCache);
  return import(`${__dirname}/../session/session.mjs`);
};
