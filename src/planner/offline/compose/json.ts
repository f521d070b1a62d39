import { quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { reading } from './common.ts';
import { arrayOf, matchPlaces, takeCondition } from './json-match.ts';
import { type Json, jqPath, parse, placesOf } from './json-places.ts';
import { jsonQueries } from './json-query.ts';
import { jsonSets } from './json-set.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';

type Rule = (r: Reading) => Proposal | undefined;

const GREEDY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|item|value|where|contains|json|key|file|only|text|name|per|array|extract';

/** Values, keys, sums and filters of a JSON file, by jq. */
export const jsons: Rule = (r) => {
  if (r.has('move|copy|rename|append|insert|kill|commits|process')) return undefined;
  if (r.terms.some((term) => term.tags.has('compress') && !/^packages?$/i.test(term.raw))) return undefined;
  const mentions = r.terms.some((term) => /\.json$/i.test(term.text));
  if (
    !mentions &&
    !(r.world.stdin === 'data' && (r.has('json') || /^\s*[[{]/.test(r.world.stdinSample ?? '')))
  )
    return undefined;
  if (r.has('replace|set|delete|convert') && !r.has('show|ask|csv')) return undefined;
  const source = takeSource(r);
  if (!source || source.many) return undefined;
  const jq = (filter: string, raw = true) =>
    withSource(`jq ${raw ? '-r ' : ''}${quote(filter)}`, source)
      .replace("jq '.' ", 'jq . ')
      .replace(/^jq '\.'$/, 'jq .');
  if (r.has('validate') && !r.has('grep')) {
    r.may('validate', GREEDY);
    return reading(
      'json',
      jq('empty', false),
      r.say('checks that it is valid JSON', '检查 JSON 是否有效'),
      source.guess,
      1,
    );
  }
  if (r.has('format')) {
    r.may('format', GREEDY);
    return reading('json', jq('.', false), r.say('prints it indented', '缩进打印'), source.guess, 1);
  }
  const document = parse(peekSource(r, source));
  if (document === undefined) return undefined;
  return query(r, document, source, jq);
};

function query(
  r: Reading,
  document: Json,
  source: Source,
  jq: (filter: string, raw?: boolean) => string,
): Proposal | undefined {
  const places = placesOf(document);
  const done = (filter: string, guess = 0, raw = true, tail = ''): Proposal => {
    if (/\b(?:raw|quotes?|quotation marks?)\b|引号/i.test(r.analysis.request))
      for (const term of r.terms)
        if (/^(?:raw|without|no|quotes?|quotation|marks?|without quotes)$/i.test(term.raw)) r.mark(term);
    if (r.has('ask')) r.may('set', 'config');
    r.may(GREEDY, 'p-and', 'than', 'number-noun', 'length');
    const noun = r.terms.find(
      (term) => r.free(term) && term.kind === 'word' && (term.tags.size === 0 || term.tags.has('#bunch')),
    );
    r.mark(noun);
    return reading(
      'json',
      jq(filter, raw) + tail,
      r.say('reads it with jq', '用 jq 读取'),
      source.guess + guess + (noun && noun.tags.size === 0 ? 0.15 : 0),
      1,
    );
  };
  const condition = takeCondition(r, places);
  const matched = matchPlaces(
    r,
    places.filter((place) => place !== condition?.place),
  );
  const array = arrayOf(document, matched[0]?.place ?? condition?.place);
  const base = array === undefined ? '' : jqPath(array);
  if (
    r.has('key') &&
    !condition &&
    (r.has('show|ask|find|count|all|not-recursive') || r.terms.length < 8) &&
    (matched.length === 0 || /\bkeys\b|键|属性/.test(r.analysis.request))
  ) {
    r.may('key', 'not-recursive', 'level');
    const at = matched[0] ? jqPath(matched[0].place.steps) : '';
    for (const { terms } of matched) r.mark(...terms);
    const target = Array.isArray(document) && !at ? '.[0] | ' : at ? `${at} | ` : '';
    return done(r.has('count') && r.need('count') ? `${target}keys | length` : `${target}keys[]`, 0);
  }
  for (const { terms } of matched) r.mark(...terms);
  if (r.has('csv') && array !== undefined && !condition && matched.length > 0) {
    r.may(
      'csv',
      'convert',
      'replace',
      'set',
      'p-to',
      'p-as',
      'line',
      'with',
      'column',
      'delimiter',
      'exclude-header',
    );
    const cells = matched.map((match) => jqPath(match.place.steps.slice(array.length)));
    return done(`${base} | [${cells.join(', ')}] | @csv`, 0);
  }
  if (condition) {
    if (array === undefined) return undefined;
    const select = `${base} | select(${condition.test})`;
    if (r.has('count') && r.need('count')) return done(`[${select}] | length`, 0);
    const field = matched.find((match) => match.place.steps.length > array.length)?.place;
    return done(
      field ? `${select} | ${jqPath(field.steps.slice(array.length))}` : select,
      0,
      field !== undefined,
    );
  }
  const place = matched[0]?.place;
  const sum = r.find(
    'sum|average|max|min|largest|smallest',
    (term) => !term.tags.has('reverse') && !term.tags.has('ascending'),
  );
  if (sum && place) {
    r.mark(sum);
    if (sum.tags.has('sum')) r.may('count');
    const list = `[${jqPath(place.steps.includes('[]') || !Array.isArray(place.value) ? place.steps : [...place.steps, '[]'])}]`;
    const other = matched[1]?.place;
    if (
      other &&
      (sum.tags.has('max') || sum.tags.has('largest') || sum.tags.has('min') || sum.tags.has('smallest')) &&
      array
    ) {
      const [key, label] = typeof place.value === 'number' ? [place, other] : [other, place];
      const up = sum.tags.has('max') || sum.tags.has('largest');
      return done(
        `${jqPath(array.slice(0, -1))} | ${up ? 'max' : 'min'}_by(${jqPath(key.steps.slice(array.length))}) | ${jqPath(label.steps.slice(array.length))}`,
        0.05,
      );
    }
    const most = sum.tags.has('max') || sum.tags.has('largest');
    const label =
      array &&
      /\b(?:which|who)\b|哪|谁/i.test(r.analysis.request) &&
      !sum.tags.has('sum') &&
      !sum.tags.has('average')
        ? places.find(
            (other) =>
              typeof other.value === 'string' &&
              other.steps.slice(0, array.length).join('/') === array.join('/'),
          )
        : undefined;
    if (label && array)
      return done(
        `${jqPath(array.slice(0, -1))} | ${most ? 'max' : 'min'}_by(${jqPath(place.steps.slice(array.length))}) | ${jqPath(label.steps.slice(array.length))}`,
        0.1,
      );
    const operation = sum.tags.has('average')
      ? 'add / length'
      : sum.tags.has('sum')
        ? 'add'
        : sum.tags.has('max') || sum.tags.has('largest')
          ? 'max'
          : 'min';
    return done(`${list} | ${operation}`, 0);
  }
  if (
    r.has('count') &&
    !r.terms.some(
      (term) =>
        /^number of$/.test(term.raw.toLowerCase()) &&
        typeof place?.value !== 'object' &&
        r.at(term.index - 1)?.tags.has('version'),
    )
  ) {
    r.need('count');
    // "how many beds": the document says it.
    if (place && typeof place.value === 'number' && !place.steps.includes('[]'))
      return done(jqPath(place.steps));
    if (place && Array.isArray(place.value)) return done(`${jqPath(place.steps)} | length`, 0);
    if (!place && Array.isArray(document)) return done('length', 0);
    if (place && !place.steps.includes('[]') && typeof place.value === 'object')
      return done(`${jqPath(place.steps)} | length`, 0);
    const only = places.filter((candidate) => Array.isArray(candidate.value));
    if (!place && only.length === 1) return done(`${jqPath(only[0]!.steps)} | length`, 0.2);
    return undefined;
  }
  if (matched.length === 0) return undefined;
  const unique = r.all('unique').length > 0;
  const sort = r.all('sort|alphabetical').length > 0;
  const tail = unique ? ' | sort -u' : sort ? ' | sort' : '';
  if (matched.length > 1) {
    const inArray =
      array !== undefined &&
      matched.every((match) => match.place.steps.slice(0, array.length).join('/') === array.join('/'));
    const fields = matched.map((match) =>
      jqPath(inArray ? match.place.steps.slice(array.length) : match.place.steps),
    );
    return done(
      inArray ? `${base} | "${fields.map((field) => `\\(${field})`).join(' ')}"` : fields.join(', '),
      0.05,
      true,
      tail,
    );
  }
  const flat =
    Array.isArray(place!.value) && place!.value.every((item) => item === null || typeof item !== 'object');
  return done(jqPath(flat ? [...place!.steps, '[]'] : place!.steps), 0, true, tail);
}

export const jsonRules: readonly Rule[] = [jsons, jsonQueries, jsonSets];
