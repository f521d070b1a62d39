import { posix } from 'node:path';
import type { AppraisalContext } from './context.ts';
import { allowed, asked, type Finding, secretFinding } from './finding.ts';
import { globMatches, segmentMatcher } from './globs.ts';
import { aimsAtSecret, isSecret, isSecretPlace, isSource, isSystemReadable } from './lists.ts';
import { globBase, known, labelOf, type Place, type Places, placeOf, spellings, within } from './places.ts';
import { projectOf, type Setting } from './setting.ts';
import type { Use } from './spec.ts';
import type { Effect } from './types.ts';

/** Only names, sizes and times are shown. */
export function meta(places: Places, { setting }: AppraisalContext): readonly Finding[] {
  const label = labelOf(places);
  const effect: Effect = {
    kind: 'read',
    ...(label === undefined ? {} : { target: label }),
    detail: 'names only',
  };
  for (const path of known(places).flatMap(spellings))
    if (isSecretPlace(path, setting.home)) return [secretFinding(path, 'names of secret files')];
  return [allowed(effect)];
}

/** The content is shown. */
export function read(places: Places, use: Use, context: AppraisalContext): readonly Finding[] {
  const { setting, desk } = context;
  const label = labelOf(places);
  const effect: Effect = { kind: 'read', ...(label === undefined ? {} : { target: label }) };
  if (places.kind === 'unknown')
    return [
      asked(effect, 'read-unknown', 'which file it reads is not known before it runs', {
        cause: 'protected',
      }),
    ];
  if (places.kind === 'glob' && !places.places)
    return [
      asked(effect, 'read-unknown', 'which files the pattern matches is not known', { cause: 'protected' }),
    ];
  if (patternHitsSecret(places, setting)) return [secretFinding(label, 'the pattern may match secret files')];
  const name = places.kind === 'below' ? places.name : undefined;
  if (name !== undefined && aimsAtSecret(name))
    return [secretFinding(label, 'the names it looks for are those of secret files')];
  const findings: Finding[] = [];
  const all = places.kind === 'below' ? places.places : known(places);
  const toCheck =
    all.length > 0 ? all : [placeOf(globBase(places.kind === 'glob' ? places.pattern : '/'), desk)];
  for (const place of toCheck) {
    const target: Effect = { kind: 'read', target: place.path };
    const ways = spellings(place);
    const secret = ways.find(
      (path) => isSecret(path, setting.home) || setting.own.some((own) => within(path, own)),
    );
    if (secret !== undefined) findings.push(secretFinding(secret, `${secret} may hold secrets`));
    else if (ways.every(isSource)) findings.push(allowed(target));
    else if (!ways.every((path) => inReadScope(path, setting)) || place.type === 'device')
      findings.push(
        asked(
          target,
          'read-scope',
          `${ways.find((path) => !inReadScope(path, setting)) ?? place.path} is outside what may be read unasked`,
          {
            cause: 'protected',
          },
        ),
      );
    else if (place.real === undefined)
      findings.push(
        asked(target, 'read-unknown', `where ${place.path} leads is not known`, { cause: 'protected' }),
      );
    else
      findings.push(
        ...(use.kind === 'tree' || places.kind === 'below'
          ? below(place, { visible: use.param === 'visible', name }, target, context)
          : [allowed(target)]),
      );
  }
  return findings;
}

interface Chosen {
  /** Hidden names are left out. */
  readonly visible: boolean;
  /** Only names that fit this pattern. */
  readonly name: string | undefined;
}

/** A folder whose files are read: secrets below it count. */
function below(place: Place, chosen: Chosen, effect: Effect, context: AppraisalContext): readonly Finding[] {
  const { setting, desk } = context;
  if (place.type === 'file' || place.type === 'missing') return [allowed(effect)];
  const folder = place.real ?? place.path;
  const project = projectOf(setting);
  if (project === undefined || !within(folder, project))
    return isPublicTree(folder, setting)
      ? [allowed(effect)]
      : [asked(effect, 'read-scope', `what lies below ${folder} may hold secrets`, { cause: 'protected' })];
  const fact = desk.ask<'secrets'>({ kind: 'secrets', path: folder });
  if (!fact || (fact.truncated && fact.found.length === 0))
    return [asked(effect, 'read-unknown', `what lies below ${folder} is not known`, { cause: 'protected' })];
  const matcher = chosen.name === undefined ? undefined : segmentMatcher(chosen.name);
  const found = fact.found.find(
    (path) =>
      !(chosen.visible && hasHiddenPart(path.slice(folder.length))) &&
      (matcher?.test(path.slice(path.lastIndexOf('/') + 1)) ?? true),
  );
  return found === undefined ? [allowed(effect)] : [secretFinding(found, `${found} may hold secrets`)];
}

const hasHiddenPart = (path: string) => path.split('/').some((part) => part.startsWith('.'));

/** Folders of the system in which an ordinary user finds nothing secret. */
const isPublicTree = (folder: string, { user }: Setting): boolean =>
  /^\/(?:usr|lib\w*|bin|sbin)(?:\/|$)/.test(folder) ||
  (user !== 'root' && /^\/(?:etc|var\/log)(?:\/|$)/.test(folder));

function inReadScope(path: string, setting: Setting): boolean {
  const project = projectOf(setting);
  return (project !== undefined && within(path, project)) || isSystemReadable(path) || isSource(path);
}

/** `.env*`, `~/.ss*`: the pattern itself is aimed at secrets, whatever it matches now. */
function patternHitsSecret(places: Places, { home }: Setting): boolean {
  if (places.kind !== 'glob') return false;
  if (places.places?.some((place) => spellings(place).some((path) => isSecret(path, home)))) return true;
  const pattern = posix.normalize(places.pattern);
  const name = pattern.slice(pattern.lastIndexOf('/') + 1);
  if (/^\\?\.(?:e|\*|\?|\[)/.test(name) && ['.env', '.envrc'].some((secret) => globMatches(name, secret)))
    return true;
  if (pattern.startsWith(`${home}/`))
    return [
      '.ssh/id_rsa',
      '.aws/credentials',
      '.gnupg/secring.gpg',
      '.netrc',
      '.config/gh/hosts.yml',
      '.bash_history',
    ].some((path) => globMatches(pattern, `${home}/${path}`));
  return ['/etc/shadow', '/etc/gshadow', '/proc/1/environ', '/proc/self/environ'].some((path) =>
    globMatches(pattern, path),
  );
}
