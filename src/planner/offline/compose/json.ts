import { comparison } from '../frames/filters.ts';
import { quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import { lemmas } from '../text/lemma.ts';
import { distance } from '../text/typos.ts';
import type { Proposal, Term } from '../types.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';
import { reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const GREEDY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|item|value|where|contains|json|key|file|only|text|name|per|array|extract';

interface Place {
  /** jq steps: "probe", "[]" . */
  readonly steps: readonly string[];
  readonly key: string;
  readonly value: Json;
}

const MAX_PLACES = 400;

/** Every key of the document with its path; arrays count once. */
function placesOf(value: Json, steps: readonly string[] = [], found: Place[] = []): Place[] {
  if (found.length > MAX_PLACES || steps.length > 8) return found;
  if (Array.isArray(value)) {
    if (value.length > 0) placesOf(value[0]!, [...steps, '[]'], found);
    return found;
  }
  if (value === null || typeof value !== 'object') return found;
  for (const [key, member] of Object.entries(value)) {
    found.push({ steps: [...steps, key], key, value: member });
    placesOf(member, [...steps, key], found);
  }
  return found;
}

/** `.probe.depth`, `.[].n`, `.["odd key"]`. */
function jqPath(steps: readonly string[]): string {
  let text = '';
  for (const step of steps) {
    if (step === '[]') text += text === '' ? '.[]' : '[]';
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += `.${step}`;
    else text += text === '' ? `.[${JSON.stringify(step)}]` : `[${JSON.stringify(step)}]`;
  }
  return text === '' ? '.' : text;
}

const clean = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

function names(term: Term, key: string): boolean {
  const word = term.kind === 'quoted' ? term.text : term.raw;
  const forms = lemmas(word.toLowerCase()).map(clean);
  const target = clean(key);
  return (
    forms.includes(target) ||
    (word.length >= 5 && term.tags.size === 0 && distance(forms[0]!, target, 1) <= 1) ||
    lemmas(key.toLowerCase())
      .map(clean)
      .some((form) => forms.includes(form))
  );
}

/** Values, keys, sums and filters of a JSON file, by jq. */
export const jsons: Rule = (r) => {
  if (r.has('move|copy|rename|append|insert|compress|kill|commits|process')) return undefined;
  const mentions = r.terms.some((term) => /\.json$/i.test(term.text));
  if (
    !mentions &&
    !(r.world.stdin === 'data' && (r.has('json') || /^\s*[[{]/.test(r.world.stdinSample ?? '')))
  )
    return undefined;
  if (r.has('replace|set|delete') && !r.has('show')) return undefined;
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

function parse(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    const first = text.split('\n')[0]!;
    try {
      return JSON.parse(first) as Json;
    } catch {
      return undefined;
    }
  }
}

function query(
  r: Reading,
  document: Json,
  source: Source,
  jq: (filter: string, raw?: boolean) => string,
): Proposal | undefined {
  const places = placesOf(document);
  const done = (filter: string, guess = 0, raw = true, tail = ''): Proposal => {
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
  const sum = r.find('sum|average|max|min|largest|smallest');
  if (sum && place) {
    r.mark(sum);
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
  if (r.has('count')) {
    r.need('count');
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

/** The array whose elements are spoken of: steps up to and with "[]". */
function arrayOf(document: Json, place: Place | undefined): string[] | undefined {
  if (place) {
    const at = place.steps.lastIndexOf('[]');
    return at < 0 ? undefined : place.steps.slice(0, at + 1);
  }
  return Array.isArray(document) ? ['[]'] : undefined;
}

/** Keys named by the request; of keys with one name the one whose parents are named too wins. */
function matchPlaces(r: Reading, places: readonly Place[]): { place: Place; terms: Term[] }[] {
  const free = r.terms.filter(
    (term) =>
      r.free(term) &&
      term.kind !== 'punct' &&
      term.kind !== 'number' &&
      !(term.tags.has('stop') && term.raw.length < 3),
  );
  const scored = places.flatMap((place) => {
    const own = free.filter((term) => names(term, place.key) || initial(term, place, places));
    if (own.length === 0) return [];
    const parents = place.steps.slice(0, -1).filter((step) => step !== '[]');
    const parentTerms = free.filter(
      (term) => !own.includes(term) && parents.some((parent) => names(term, parent)),
    );
    return [
      {
        place,
        terms: [...own, ...parentTerms],
        score: own.length + parentTerms.length - 0.1 * place.steps.length,
        order: own[0]!.index,
      },
    ];
  });
  scored.sort((a, b) => b.score - a.score);
  const chosen: typeof scored = [];
  for (const candidate of scored) {
    if (chosen.some((other) => candidate.terms.some((term) => other.terms.includes(term)))) continue;
    chosen.push(candidate);
  }
  return chosen.sort((a, b) => a.order - b.order);
}

/** Keys of one letter are named by a word that begins with it: "names" for "n". */
function initial(term: Term, place: Place, places: readonly Place[]): boolean {
  if (place.key.length !== 1 || term.raw.length < 3 || !/^[a-z]+$/i.test(term.raw)) return false;
  if (!term.tags.has('name') && term.tags.size > 0) return false;
  return (
    term.raw.toLowerCase().startsWith(place.key.toLowerCase()) &&
    !places.some((other) => other.key.length > 1 && names(term, other.key))
  );
}

function takeCondition(r: Reading, places: readonly Place[]): { place: Place; test: string } | undefined {
  const inArray = places.filter((place) => place.steps.includes('[]'));
  const within = (place: Place) => jqPath(place.steps.slice(place.steps.lastIndexOf('[]') + 1));
  const number = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'number' || term.kind === 'size') &&
      comparison(r, term).word !== undefined,
  );
  if (number) {
    const { sign, word } = comparison(r, number);
    const before = r.terms.filter((term) => r.free(term) && term.index < number.index).reverse();
    for (const term of [...before, ...r.terms.slice(number.index + 1)]) {
      const place = inArray.find(
        (candidate) =>
          typeof candidate.value === 'number' && (names(term, candidate.key) || term.raw === candidate.key),
      );
      if (!place) continue;
      r.mark(number, word, term);
      r.may('than', 'where');
      return { place, test: `${within(place)} ${sign === '=' ? '==' : sign} ${number.value}` };
    }
    const numeric = inArray.filter((place) => typeof place.value === 'number');
    if (numeric.length === 1) {
      r.mark(number, word);
      return {
        place: numeric[0]!,
        test: `${within(numeric[0]!)} ${sign === '=' ? '==' : sign} ${number.value}`,
      };
    }
  }
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || (term.tags.has('stop') && term.raw.length < 4)) continue;
    const text = term.kind === 'quoted' ? term.text : term.raw;
    const flag = inArray.find((place) => typeof place.value === 'boolean' && names(term, place.key));
    if (flag && r.has('where|ask|find|count|not|p-of|show')) {
      const negative = [1, 2].map((back) => r.at(term.index - back)).find((other) => other?.tags.has('not'));
      const said = [1, 2, 3]
        .map((on) => r.at(term.index + on))
        .find((other) => /^(?:true|false|yes|no)$/i.test(other?.raw ?? ''));
      r.mark(term, negative, said);
      const wanted = said ? /true|yes/i.test(said.raw) : negative === undefined;
      return { place: flag, test: `${within(flag)} == ${wanted}` };
    }
    const holder = inArray.find(
      (place) =>
        typeof place.value === 'string' &&
        allValues(r, place).some((value) => value.toLowerCase() === text.toLowerCase()),
    );
    if (holder) {
      const keyTerm = r.terms.find(
        (other) =>
          r.free(other) &&
          other !== term &&
          names(other, holder.key) &&
          Math.abs(other.index - term.index) <= 3,
      );
      const negative = [1, 2]
        .map((back) => r.at(term.index - back))
        .find((other) => other?.tags.has('not') || other?.tags.has('except'));
      r.mark(term, keyTerm, negative);
      const value = allValues(r, holder).find((candidate) => candidate.toLowerCase() === text.toLowerCase())!;
      return { place: holder, test: `${within(holder)} ${negative ? '!=' : '=='} ${JSON.stringify(value)}` };
    }
  }
  return undefined;
}

/** Values of one key over all elements, as far as the first file read shows them. */
function allValues(r: Reading, place: Place): string[] {
  const file = r.terms.find((term) => /\.json$/i.test(term.text));
  const document = parse(file ? r.world.peek(file.entry?.path ?? file.text) : r.world.stdinSample);
  const found: string[] = [];
  const walk = (value: Json, at: number) => {
    if (found.length > 500) return;
    const step = place.steps[at];
    if (step === undefined) {
      if (typeof value === 'string') found.push(value);
    } else if (step === '[]') {
      if (Array.isArray(value)) for (const item of value) walk(item, at + 1);
    } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const member = value[step];
      if (member !== undefined) walk(member, at + 1);
    }
  };
  if (document !== undefined) walk(document, 0);
  return found;
}

export const jsonRules: readonly Rule[] = [jsons];
