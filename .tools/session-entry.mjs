// The session's bundle: the screen comes once its layout engine stands (layout-engine.mjs).
import { prepareLayout } from './layout-engine.mjs';

export async function interactive(...given) {
  await prepareLayout();
  return (await import('../src/compose/interactive.ts')).interactive(...given);
}
