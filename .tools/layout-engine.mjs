// The layout engine of Ink, loaded ahead: its own module waits while it is evaluated, which CommonJS cannot.
import { loadYoga } from 'yoga-layout/load';

let engine;

export async function prepareLayout() {
  engine ??= await loadYoga();
}

/** What `yoga-layout` exports by default; the screen is loaded once this is there. */
export function layoutEngine() {
  return engine;
}
