import { type AttributeReader, type Attributes, sameAttributes } from '../attributes.ts';
import type { FoundChange, Side } from './changes.ts';

/**
 * The same changes with their extended attributes, where these differ; of what is `alike` otherwise, those alone make a
 * change. What is made anew carries its own along.
 */
export async function withAttributes(
  changes: readonly FoundChange[],
  alike: readonly FoundChange[],
  reader: AttributeReader,
): Promise<readonly FoundChange[]> {
  const both = [...changes, ...alike].filter(
    ({ before, after, source, change }) =>
      source !== undefined && before?.type === after?.type && (change === 'mode' || change === 'modified'),
  );
  const paths = both.flatMap(({ path, source }) => [path, source!]);
  const read = await reader.read(paths);
  const differing = new Map<string, FoundChange>();
  for (const [index, change] of both.entries()) {
    const [before, after] = [read[index * 2]!, read[index * 2 + 1]!];
    if (sameAttributes(before, after)) continue;
    differing.set(change.path, {
      ...change,
      before: dressed(change.before!, before),
      after: dressed(change.after!, after),
    });
  }
  const known = new Set(changes.map(({ path }) => path));
  return [
    ...changes.map((change) => differing.get(change.path) ?? change),
    ...[...differing.values()].filter(({ path }) => !known.has(path)),
  ].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

const dressed = (side: Side, attributes: Attributes): Side => ({ ...side, attributes });
