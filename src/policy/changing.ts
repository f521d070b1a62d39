import { catastrophe } from './catastrophe.ts';
import type { AppraisalContext } from './context.ts';
import { allowed, asked, denied, type Finding } from './finding.ts';
import { isProtected, isSecret, isSink } from './lists.ts';
import { globBase, known, labelOf, placeOf, placesOf, spellings, within } from './places.ts';
import { projectOf } from './setting.ts';
import type { Arg } from './spec.ts';
import type { Cause, Effect } from './types.ts';

export type Change =
  | 'write'
  | 'append'
  | 'edit'
  | 'make'
  | 'mode'
  | 'mode-tree'
  | 'delete'
  | 'delete-tree'
  | 'move';
export const VERB: Readonly<Record<Change, string>> = {
  write: 'writes',
  append: 'appends to',
  edit: 'changes',
  make: 'creates',
  mode: 'changes mode or owner of',
  'mode-tree': 'changes mode or owner of everything below',
  delete: 'removes',
  'delete-tree': 'removes everything below',
  move: 'moves away',
};

/** Something is written, removed or moved. */
export function change(
  how: Change,
  arg: Arg | undefined,
  because: string | undefined,
  context: AppraisalContext,
): readonly Finding[] {
  const kind: Effect['kind'] = how.startsWith('delete') || how === 'move' ? 'delete' : 'write';
  const { setting } = context;
  if (!arg) return [asked({ kind, detail: because ?? VERB[how] }, kind, because ?? `${VERB[how]} files`, {})];
  const places = placesOf(arg, context.folders, context.desk);
  const label = labelOf(places) ?? (arg.text || undefined);
  const base: Effect = {
    kind,
    ...(label === undefined ? {} : { target: label }),
    detail: because ?? VERB[how],
  };
  const fatal = catastrophe(how, places, setting);
  if (fatal !== undefined) return [denied(base, fatal.rule, fatal.reason)];
  if (places.kind === 'unknown' || places.kind === 'below')
    return [
      asked(base, kind, `${VERB[how]} a file that is not known before it runs`, { cause: 'protected' }),
    ];
  const all = known(places);
  const list =
    all.length > 0 ? all : [placeOf(globBase(places.kind === 'glob' ? places.pattern : '/'), context.desk)];
  return list.map((place) => {
    const ways = spellings(place);
    const effect: Effect = { kind, target: place.path, detail: because ?? VERB[how] };
    if (kind === 'write' && !how.startsWith('mode') && ways.every(isSink)) return allowed(effect);
    if (ways.some((path) => isProtected(path, setting.home, setting.own) || isSecret(path, setting.home)))
      return asked(effect, 'protected', `${place.path} is protected`, { explicit: true, cause: 'protected' });
    const project = projectOf(setting);
    const inside =
      project !== undefined && !setting.projectIsHome && ways.every((path) => within(path, project));
    const cause: Cause =
      inside && place.real !== undefined ? (kind === 'delete' ? 'delete' : 'write') : 'protected';
    return asked(effect, kind, `${VERB[how]} ${place.path}`, { cause });
  });
}

/** A whole device is overwritten; a plain file is just written. */
export function format(
  arg: Arg | undefined,
  because: string | undefined,
  context: AppraisalContext,
): readonly Finding[] {
  const effect: Effect = {
    kind: 'delete',
    ...(arg ? { target: arg.text } : {}),
    detail: because ?? 'formats',
  };
  const deny = denied(effect, 'format', because ?? `overwrites all of ${arg?.text ?? 'a device'}`);
  if (!arg) return [deny];
  const places = placesOf(arg, context.folders, context.desk);
  const paths = known(places);
  const plain =
    places.kind === 'paths' &&
    paths.every(
      (place) =>
        !place.path.startsWith('/dev/') && place.type !== 'device' && !place.real?.startsWith('/dev/'),
    );
  return plain ? change('write', arg, because, context) : [deny];
}
