import { visibleLine } from '../plan/display.ts';
import type { Effect, EffectKind } from '../policy/types.ts';
import type { Messages } from './messages.ts';
import { type Place, shortPath } from './place.ts';
import { cut, type Span, type Tone } from './text.ts';

/** Most serious first: what a person must see stands where the eye begins. */
const ORDER: readonly EffectKind[] = [
  'privilege',
  'delete',
  'unknown',
  'network',
  'process',
  'write',
  'exec',
  'terminal',
  'env',
  'read',
];
const TONE: Partial<Record<EffectKind, Tone>> = {
  privilege: 'bad',
  delete: 'bad',
  unknown: 'bad',
  network: 'warn',
  process: 'warn',
  write: 'warn',
};
/** Targets of these are paths. */
const PATHS: ReadonlySet<EffectKind> = new Set(['read', 'write', 'delete', 'exec']);

export interface EffectsOptions {
  readonly messages: Messages;
  readonly place: Place;
  /** Targets named per kind; the rest is counted. Deletions are always named. */
  readonly most: number;
  readonly separator: string;
}

/** "deletes ./build · writes ./out.txt · reads ." */
export function effectsText(effects: readonly Effect[], options: EffectsOptions): Span[] {
  const { messages } = options;
  if (effects.length === 0) return [{ text: messages.noEffects, tone: 'dim' }];
  const spans: Span[] = [];
  for (const kind of ORDER) {
    const ofKind = effects.filter((effect) => effect.kind === kind);
    if (ofKind.length === 0) continue;
    if (spans.length > 0) spans.push({ text: ` ${options.separator} `, tone: 'dim' });
    const targets = targetsOf(ofKind, kind, options);
    const verb = targets === '' ? messages.effectAlone[kind] : messages.effect[kind];
    spans.push({ text: verb, tone: TONE[kind] ?? 'dim' });
    const rest = targets === '' ? detailsOf(ofKind, messages) : targets;
    if (rest !== '') spans.push({ text: ` ${rest}`, ...(TONE[kind] ? {} : { tone: 'dim' }) });
  }
  return spans;
}

function targetsOf(effects: readonly Effect[], kind: EffectKind, options: EffectsOptions): string {
  const names = new Set<string>();
  for (const { target, detail } of effects) {
    if (target === undefined || target === '') continue;
    const shown = PATHS.has(kind) ? shortPath(target, options.place) : cut(visibleLine(target), 48);
    const said = detail === undefined || kind === 'read' || BARE_VERB.test(detail);
    names.add(said ? shown : `${shown} (${cut(visibleLine(options.messages.said(detail)), 40)})`);
  }
  const most = kind === 'delete' ? Math.max(12, options.most) : options.most;
  const shown = [...names].slice(0, most);
  const rest = names.size - shown.length;
  return [shown.join(', '), ...(rest > 0 ? [options.messages.more(rest)] : [])].join(' ');
}

function detailsOf(effects: readonly Effect[], messages: Messages): string {
  const details = effects.flatMap(({ detail }) =>
    detail === undefined ? [] : cut(visibleLine(messages.said(detail)), 60),
  );
  return details.length === 0 ? '' : `(${[...new Set(details)].slice(0, 3).join(', ')})`;
}

/** Details that only say the kind again. */
const BARE_VERB = /^(?:reads|writes|deletes|removes|runs)$/;
