import { escapeBasic, escapeReplacement, pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { changing } from './changing.ts';
import { jqPath, names, parse, placesOf } from './json-places.ts';
import { pathOf } from './targets.ts';

/** Sets one value of a JSON file, through a file beside it so that a failure leaves the old one. */
export const jsonSets = (r: Reading): Proposal | undefined => {
  if (!r.has('set|replace|change|upgrade')) return undefined;
  const file = r.terms.find(
    (term) => r.free(term) && /\.json$/i.test(term.text) && term.entry?.type === 'file',
  );
  const document = file && parse(r.world.peek(pathOf(file)));
  if (!file || document === undefined || document === null || typeof document !== 'object') return undefined;
  const places = placesOf(document).filter(
    (place) => !place.steps.includes('[]') && (place.value === null || typeof place.value !== 'object'),
  );
  const named = r.terms.flatMap((term) => {
    if (!r.free(term) || term === file || term.kind === 'punct' || term.kind === 'number') return [];
    const path = places.filter((place) => term.raw === place.steps.join('.'));
    const found = path.length > 0 ? path : places.filter((place) => names(term, place.key));
    return found.length > 0 ? [{ term, found }] : [];
  });
  const key = named[0];
  if (!key) return undefined;
  const parents = (steps: readonly string[]) =>
    r.terms.filter((term) => term !== key.term && steps.slice(0, -1).some((step) => names(term, step)));
  const ranked = [...key.found].sort((a, b) => parents(b.steps).length - parents(a.steps).length);
  const place = ranked[0]!;
  if (ranked.length > 1 && parents(ranked[1]!.steps).length === parents(place.steps).length) return undefined;
  const value = r.terms.find(
    (term) =>
      r.free(term) &&
      term.text !== String(place.value) &&
      term !== file &&
      term.index > key.term.index &&
      term.kind !== 'punct' &&
      [1, 2].some(
        (back) => r.at(term.index - back)?.tags.has('p-to') || r.at(term.index - back)?.tags.has('p-as'),
      ) &&
      !term.tags.has('stop'),
  );
  if (!value) return undefined;
  const text = value.kind === 'quoted' ? value.text : value.raw;
  const plain =
    value.kind !== 'quoted' &&
    (/^(?:true|false|null)$/.test(text) ||
      (/^-?\d+(?:\.\d+)?$/.test(text) && typeof place.value !== 'string'));
  const old = r.terms.find((term) => term !== value && r.free(term) && term.text === String(place.value));
  r.mark(file, key.term, value, old, ...parents(place.steps));
  r.may(
    'set',
    'replace',
    'change',
    'upgrade',
    'value',
    'key',
    'p-to',
    'p-in',
    'file',
    'json',
    'config',
    'edit',
    'count',
  );
  const path = pathOf(file);
  const why = r.say('sets this one value', '设置该项的值');
  // The old value is named and stands there once: the rest of the file keeps its form.
  if (old && r.world.peek(path)?.split(old.text).length === 2)
    return changing(
      'edit',
      'write',
      `sed -i ${quote(`s/${escapeBasic(old.text, '/')}/${escapeReplacement(text, '/')}/`)} ${pathArg(path)}`,
      why,
      0,
      3,
    );
  const filter = `${jqPath(place.steps)} = ${plain ? text : JSON.stringify(text)}`;
  return changing(
    'edit',
    'write',
    `jq ${quote(filter)} ${pathArg(path)} > ${pathArg(`${path}.new`)} && mv ${pathArg(`${path}.new`)} ${pathArg(path)}`,
    why,
    0,
    3,
  );
};
