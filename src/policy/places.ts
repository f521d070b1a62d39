import { posix } from 'node:path';
import type { FactDesk } from './facts.ts';
import { isSink, isSource } from './lists.ts';
import type { Arg } from './spec.ts';

/** A path as written and as it really is. */
export interface Place {
  /** Absolute and normalised, links not followed. */
  readonly path: string;
  /** Links followed; missing while nobody looked. */
  readonly real?: string;
  readonly type?: 'file' | 'dir' | 'device' | 'other' | 'missing';
  readonly shared?: boolean;
}

export type Places =
  | { readonly kind: 'paths'; readonly places: readonly Place[] }
  /** A pattern: what it matches now, and the pattern itself for what it might match. */
  | { readonly kind: 'glob'; readonly pattern: string; readonly places: readonly Place[] | undefined }
  /** Files below these folders whose names fit. */
  | { readonly kind: 'below'; readonly places: readonly Place[]; readonly name: string | undefined }
  /** Begins like this, the rest is not known. */
  | { readonly kind: 'unknown'; readonly prefix: string };

/** Folders the shell may be in; undefined when nobody can say. */
export type Folders = readonly string[] | undefined;

export function placesOf(arg: Arg, folders: Folders, desk: FactDesk): Places {
  if (arg.exact || arg.glob !== undefined) {
    const text = arg.exact ? arg.text : arg.glob!;
    const roots = text.startsWith('/')
      ? ['']
      : folders?.map((folder) => `${arg.exact ? folder : escapePattern(folder)}/`);
    if (!roots) return { kind: 'unknown', prefix: '' };
    if (arg.exact) return { kind: 'paths', places: roots.map((root) => placeOf(root + text, desk)) };
    const pattern = roots[0]! + text;
    const answers = roots.map((root) => desk.ask<'glob'>({ kind: 'glob', pattern: root + text }));
    const places = answers.some((answer) => answer === undefined || answer.truncated)
      ? undefined
      : answers.flatMap((answer) =>
          answer!.matches.map(({ path, real }) => ({ path: posix.normalize(path), real })),
        );
    return { kind: 'glob', pattern, places };
  }
  if (arg.below) {
    const { folders: texts, name } = arg.below;
    const paths = texts.flatMap((text) => placesOf({ text, exact: true, many: false }, folders, desk));
    if (paths.every((each) => each.kind === 'paths'))
      return { kind: 'below', places: paths.flatMap((each) => each.places), name };
  }
  return { kind: 'unknown', prefix: arg.text };
}

const escapePattern = (folder: string) => folder.replace(/[\\*?[\](){}|!@+]/g, '\\$&');

export function placeOf(path: string, desk: FactDesk): Place {
  const normal = strip(posix.normalize(path));
  // The command's own streams: where they lead for us says nothing about it.
  if (isSink(normal) || isSource(normal)) return { path: normal, real: normal, type: 'device' };
  const answer = desk.ask<'path'>({ kind: 'path', path });
  if (!answer) return { path: normal };
  return {
    path: normal,
    real: strip(answer.real),
    type: answer.type,
    ...(answer.shared === undefined ? {} : { shared: answer.shared }),
  };
}

const strip = (path: string) =>
  path.length > 1 ? path.replace(/^\/\//, '/').replace(/\/+$/, '') || '/' : path;

/** Both spellings of a place: a rule that matches either of them matches. */
export const spellings = (place: Place): readonly string[] =>
  place.real === undefined || place.real === place.path ? [place.path] : [place.path, place.real];

export const within = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** The folder above the first wildcard, unescaped. */
export function globBase(pattern: string): string {
  const first = pattern.search(/(?<!\\)(?:[*?[]|[@!+]\()/);
  const head = first === -1 ? pattern : pattern.slice(0, first);
  return strip(posix.normalize(head.slice(0, head.lastIndexOf('/') + 1).replace(/\\(.)/g, '$1')) || '/');
}

/** The places that are known; none of an unknown one. */
export function known(places: Places): readonly Place[] {
  if (places.kind === 'unknown' || places.kind === 'below') return [];
  return places.places ?? [];
}

/** How a person is told which. */
export function labelOf(places: Places): string | undefined {
  if (places.kind === 'below') return `${places.places[0]?.path ?? ''}/…`;
  if (places.kind === 'unknown') return places.prefix === '' ? undefined : `${places.prefix}…`;
  if (places.kind === 'glob') return places.pattern;
  return places.places[0]?.path;
}
