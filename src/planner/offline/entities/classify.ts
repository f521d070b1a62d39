import type { TermKind, World, WorldEntry } from '../types.ts';
import { durationOf, numberOf, ordinalOf, sizeOf } from './numbers.ts';

/** What a run of plain characters is by its shape and by what exists here. */
export interface Shape {
  readonly kind: TermKind;
  readonly text: string;
  readonly tags: readonly string[];
  readonly value?: number;
  readonly entry?: WorldEntry;
}

const shape = (kind: TermKind, text: string, tags: readonly string[], value?: number): Shape => ({
  kind,
  text,
  tags,
  ...(value === undefined ? {} : { value }),
});

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/;
const HOST = /^(?:localhost|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+)$/i;
const SYMBOLIC_MODE = /^(?:[ugoa]*[+=-][rwxXst]+|[ugo]=)(?:,(?:[ugoa]*[+=-][rwxXst]+|[ugo]+=))*$/;
const FILE_LIKE = /^[^\s]*[^\s./][^\s/]*\.[A-Za-z][A-Za-z0-9_~-]{0,9}$/;

/** Shape of one run; undefined when it is a plain word. */
export function classify(text: string, world: World): Shape | undefined {
  return (
    numeric(text) ??
    existing(text, world) ??
    (/[$`\\]/.test(text) ? undefined : (pattern(text) ?? named(text)))
  );
}

function numeric(text: string): Shape | undefined {
  if (/^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/.test(text)) return shape('date', text.replaceAll('/', '-'), ['#date']);
  if (IPV4.test(text)) return shape('ip', text, ['#ip', '#host']);
  if (/^\d{1,2}:\d{2}(?::\d{2})?$/.test(text)) return shape('clock', text, ['#clock']);
  const range = /^(\d+)(?:-|–|\.\.|~)(\d+)$/.exec(text);
  if (range) return shape('range', `${range[1]}-${range[2]}`, ['#range']);
  const number = numberOf(text);
  if (number !== undefined && /^[+-]?\d/.test(text)) {
    const tags = ['#num'];
    if (/^0?[0-7]{3,4}$/.test(text)) tags.push('#mode');
    return shape('number', text.replaceAll(',', ''), tags, number);
  }
  const ordinal = /^\d/.test(text) ? ordinalOf(text) : undefined;
  if (ordinal !== undefined) return shape('number', String(ordinal), ['#num', 'nth'], ordinal);
  const size = sizeOf(text);
  const duration = durationOf(text);
  if (size !== undefined && (duration === undefined || !/[dhsw]$/.test(text)))
    return shape('size', text, ['#size'], size);
  if (duration !== undefined) return shape('duration', text, ['#dur'], duration);
  if (/^[\d(][\d+*/%^().x×÷-]*[\d)]$/.test(text) && /\d[+*/%^x×÷-]/.test(text))
    return shape('expression', text, ['#expr']);
  if (SYMBOLIC_MODE.test(text)) return shape('mode', text, ['#mode']);
  return undefined;
}

function existing(text: string, world: World): Shape | undefined {
  const looksLikePath = /[/.~_-]/.test(text) || /[A-Z]/.test(text);
  if (!looksLikePath) return undefined;
  const entry = world.lookup(text);
  if (!entry) return undefined;
  const tags = ['#path', entry.type === 'dir' ? '#dir' : '#file'];
  return { kind: 'path', text, tags, entry };
}

function pattern(text: string): Shape | undefined {
  if (EMAIL.test(text)) return shape('email', text, ['#email']);
  const endings = /^\*?\.([A-Za-z0-9]{1,10}(?:\.[A-Za-z0-9]{1,5})?)$/.exec(text);
  if (endings) return shape('ext', endings[1]!, ['#ext']);
  if (/^\*\.\{[^{}/]+\}$/.test(text)) return shape('ext', text.slice(3, -1), ['#ext']);
  if (/[*]/.test(text) || /\w\?\w|\w\?\.|\[[^\]]+\]/.test(text)) {
    if (/^[\w*?.,/~@%+=[\]{}!^$\\|()-]+$/.test(text)) return shape('glob', text, ['#glob']);
  }
  return undefined;
}

function named(text: string): Shape | undefined {
  if (
    /^(?:files?|folders?|director(?:y|ies)|normal|regular)\/(?:files?|folders?|director(?:y|ies)|regular|normal)$/i.test(
      text,
    )
  )
    return undefined;
  if (/^(?:e\.g|i\.e|etc|vs|and\/or|tar\.(?:gz|xz|bz2))$/i.test(text)) return undefined;
  if (/^[0-9a-f]{7,40}$/.test(text) && /\d/.test(text) && /[a-f]/.test(text))
    return shape('word', text, ['#commit']);
  const tags = ['#path'];
  if (HOST.test(text)) tags.push('#host');
  if (text === '.' || text === '..') return shape('path', text, ['#path', '#dir']);
  if (text.includes('/') && /[\p{L}\p{N}~.]/u.test(text)) {
    if (text.endsWith('/')) tags.push('#dir');
    return shape('path', text, tags);
  }
  if (text.startsWith('~')) return shape('path', text, tags);
  if (FILE_LIKE.test(text) || tags.includes('#host')) return shape('path', text, tags);
  if (/^\.[A-Za-z]/.test(text)) return shape('path', text, tags);
  return undefined;
}
