import { posix } from 'node:path';
import type { FactDesk } from './facts.ts';
import { allowed, asked, denied, type Finding, notUnderstood } from './finding.ts';
import { globMatches, takesEverything } from './globs.ts';
import {
  criticalPaths,
  isAccountFile,
  isCritical,
  isDisk,
  isHarmlessPrefix,
  isKernelDoor,
  isProtected,
  isSecret,
  isSink,
  isSource,
  isSystemReadable,
} from './lists.ts';
import {
  type Folders,
  globBase,
  type Place,
  type Places,
  placeOf,
  placesOf,
  spellings,
  within,
} from './places.ts';
import { projectOf, type Setting } from './setting.ts';
import type { Arg, Kind, Use } from './spec.ts';
import type { Cause, Effect } from './types.ts';

export interface AppraisalContext {
  readonly setting: Setting;
  readonly desk: FactDesk;
  readonly folders: Folders;
  /** Name of the tool, for the words. */
  readonly program: string;
}

const asArg = (arg: Arg | string): Arg =>
  typeof arg === 'string' ? { text: arg, exact: true, many: false } : arg;

/** What one use means and what the built-in rules say to it. The kinds a wrapper hands on are not handled here. */
export function appraise(use: Use, context: AppraisalContext): readonly Finding[] {
  const arg = use.arg === undefined ? undefined : asArg(use.arg);
  const because = use.detail ?? undefined;
  switch (use.kind) {
    case 'text':
    case 'cwd':
      return [];
    case 'meta':
      return arg ? onPaths(arg, context, (place) => meta(place, context)) : [];
    case 'read':
    case 'tree':
      if (!arg)
        return [
          asked({ kind: 'read', detail: because ?? 'reads files' }, 'read', because ?? 'reads files', {}),
        ];
      if (arg.exact && arg.text === '-') return [];
      return onPaths(arg, context, (place) => read(place, use, context));
    case 'write':
    case 'append':
    case 'edit':
    case 'make':
    case 'mode':
    case 'mode-tree':
    case 'delete':
    case 'delete-tree':
    case 'move':
      return change(use.kind, arg, because, context);
    case 'format':
      return format(arg, because, context);
    case 'fatal':
      return [
        denied(
          { kind: 'unknown', detail: because ?? 'destroys' },
          'catastrophe',
          because ?? 'cannot be taken back',
        ),
      ];
    case 'network':
      return [network(arg, because)];
    case 'exec':
      return exec(arg, because, context);
    case 'assign':
      return assignment(arg);
    case 'env':
      return [
        asked(
          { kind: 'env', ...(arg ? { target: arg.text } : {}), detail: because ?? 'changes the shell' },
          'shell-state',
          because ?? `changes ${arg?.text ?? 'the shell'} for what comes later`,
        ),
      ];
    case 'process':
    case 'system':
      return [
        asked(
          { kind: 'process', ...(arg ? { target: arg.text } : {}), detail: because ?? 'changes what runs' },
          use.kind === 'process' ? 'process' : 'system',
          because ??
            (use.kind === 'process' ? 'acts on running processes' : 'changes the state of the system'),
        ),
      ];
    case 'terminal':
      return [
        asked(
          { kind: 'terminal', detail: because ?? 'needs the terminal' },
          'terminal',
          because ?? 'takes the terminal',
        ),
      ];
    case 'privilege':
      return [
        asked(
          { kind: 'privilege', detail: because ?? 'runs with other rights' },
          'privilege',
          because ?? 'runs with other rights',
          {
            explicit: true,
          },
        ),
      ];
    case 'secret':
      return [secretFinding(arg?.text, because ?? 'may show credentials')];
    default:
      return [notUnderstood(because ?? `${context.program}: not known what it does`)];
  }
}

const secretFinding = (target: string | undefined, reason: string): Finding =>
  asked({ kind: 'read', ...(target === undefined ? {} : { target }), detail: 'secret' }, 'secret', reason, {
    explicit: true,
    cause: 'protected',
  });

/** Judges each place an argument may mean; of many equal answers one stays. */
function onPaths(
  arg: Arg,
  context: AppraisalContext,
  judge: (places: Places) => readonly Finding[],
): readonly Finding[] {
  if (arg.exact && arg.text === '') return [];
  return judge(placesOf(arg, context.folders, context.desk));
}

function meta(places: Places, { setting }: AppraisalContext): readonly Finding[] {
  const label = labelOf(places);
  const effect: Effect = {
    kind: 'read',
    ...(label === undefined ? {} : { target: label }),
    detail: 'names only',
  };
  for (const path of known(places).flatMap(spellings))
    if (isSecret(path, setting.home)) return [secretFinding(path, 'names of secret files')];
  if (patternHitsSecret(places, setting)) return [secretFinding(label, 'may match secret files')];
  return [allowed(effect)];
}

function read(places: Places, use: Use, context: AppraisalContext): readonly Finding[] {
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
  const findings: Finding[] = [];
  const all = known(places);
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
      findings.push(...(use.kind === 'tree' ? below(place, use, target, desk, setting) : [allowed(target)]));
  }
  return findings;
}

/** A folder whose files are read: secrets below it count. */
function below(place: Place, use: Use, effect: Effect, desk: FactDesk, setting: Setting): readonly Finding[] {
  if (place.type === 'file' || place.type === 'missing') return [allowed(effect)];
  const folder = place.real ?? place.path;
  const project = projectOf(setting);
  if (!project || !within(folder, project)) return [allowed(effect)];
  const fact = desk.ask<'secrets'>({ kind: 'secrets', path: folder });
  if (!fact)
    return [asked(effect, 'read-unknown', `what lies below ${folder} is not known`, { cause: 'protected' })];
  const hidden = (path: string) =>
    path
      .slice(folder.length)
      .split('/')
      .some((part) => part.startsWith('.'));
  const found = fact.found.find((path) => use.param !== 'visible' || !hidden(path));
  return found === undefined ? [allowed(effect)] : [secretFinding(found, `${found} may hold secrets`)];
}

function inReadScope(path: string, setting: Setting): boolean {
  const project = projectOf(setting);
  return (project !== undefined && within(path, project)) || isSystemReadable(path) || isSource(path);
}

type Change = 'write' | 'append' | 'edit' | 'make' | 'mode' | 'mode-tree' | 'delete' | 'delete-tree' | 'move';
const VERB: Readonly<Record<Change, string>> = {
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

function change(
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
  if (places.kind === 'unknown')
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
    const inside = project !== undefined && ways.every((path) => within(path, project));
    const cause: Cause =
      inside && place.real !== undefined ? (kind === 'delete' ? 'delete' : 'write') : 'protected';
    return asked(effect, kind, `${VERB[how]} ${place.path}`, { cause });
  });
}

/** What is always denied. Patterns are compared with the lists, not only with what they match now. */
function catastrophe(
  how: Change,
  places: Places,
  setting: Setting,
): { readonly rule: string; readonly reason: string } | undefined {
  const paths = known(places).flatMap(spellings);
  const { home } = setting;
  const pattern = places.kind === 'glob' ? posix.normalize(places.pattern) : undefined;
  if (how === 'delete-tree' || how === 'move' || how === 'mode-tree') {
    const hit =
      paths.find((path) => isCritical(path, home)) ??
      (pattern === undefined ? undefined : criticalPaths(home).find((path) => globMatches(pattern, path)));
    const emptied =
      pattern !== undefined && takesEverything(pattern) && isCritical(globBase(pattern), home)
        ? pattern
        : undefined;
    const target = hit ?? emptied;
    if (target !== undefined)
      return how === 'mode-tree'
        ? { rule: 'recursive-permission', reason: `changes mode or owner of everything below ${target}` }
        : { rule: 'remove-system', reason: `removes ${target} with everything below` };
  }
  if (how === 'delete' && pattern !== undefined && takesEverything(pattern) && globBase(pattern) === '/')
    return { rule: 'remove-system', reason: 'removes everything in the root folder' };
  const account = paths.find(isAccountFile);
  if (account !== undefined && how !== 'make')
    return { rule: 'accounts', reason: `${VERB[how]} ${account}, which decides who may log in` };
  if (how === 'write' || how === 'append' || how === 'edit' || how === 'make') {
    const disk = paths.find(isDisk);
    if (disk !== undefined) return { rule: 'write-disk', reason: `overwrites the disk ${disk}` };
    const door = paths.find(isKernelDoor);
    if (door !== undefined) return { rule: 'kernel', reason: `writes to the kernel through ${door}` };
    if (
      pattern !== undefined &&
      ['/dev/sda', '/dev/nvme0n1', '/dev/vda'].some((path) => globMatches(pattern, path))
    )
      return { rule: 'write-disk', reason: `overwrites the disks ${pattern}` };
  }
  return undefined;
}

function format(
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

function network(arg: Arg | undefined, because: string | undefined): Finding {
  const effect: Effect = {
    kind: 'network',
    ...(arg ? { target: arg.text } : {}),
    ...(because ? { detail: because } : {}),
  };
  return asked(effect, 'network', because ?? `contacts ${arg?.exact && arg.text ? arg.text : 'the network'}`);
}

function exec(
  arg: Arg | undefined,
  because: string | undefined,
  context: AppraisalContext,
): readonly Finding[] {
  const effect: Effect = {
    kind: 'exec',
    ...(arg ? { target: arg.text } : {}),
    ...(because ? { detail: because } : {}),
  };
  const reason = because ?? `starts ${arg?.text || 'code'} that was not judged`;
  if (!arg?.exact || !arg.text.includes('/')) return [asked(effect, 'exec', reason)];
  const places = placesOf(arg, context.folders, context.desk);
  const project = projectOf(context.setting);
  return known(places).map((place) => {
    if (place.shared)
      return asked(effect, 'shared', `${place.path} lies where others can write`, {
        explicit: true,
        cause: 'unknown',
      });
    const inside = project !== undefined && spellings(place).every((path) => within(path, project));
    return asked(effect, 'exec', reason, { cause: inside ? 'exec' : 'unknown' });
  });
}

function assignment(arg: Arg | undefined): readonly Finding[] {
  const equals = arg?.text.indexOf('=') ?? -1;
  const name = arg && equals > 0 ? arg.text.slice(0, equals) : (arg?.text ?? '');
  const value = arg?.exact && equals > 0 ? arg.text.slice(equals + 1) : undefined;
  return prefixFinding(name, value);
}

/** A variable set for one command: a closed list is harmless, everything else may choose what runs. */
export function prefixFinding(name: string, value: string | undefined): readonly Finding[] {
  if (isHarmlessPrefix(name, value)) return [];
  return [
    asked(
      { kind: 'env', target: name, detail: 'sets it for the command' },
      'environment',
      `${name} may change what the command does`,
      {
        explicit: true,
        cause: 'unknown',
      },
    ),
  ];
}

function known(places: Places): readonly Place[] {
  if (places.kind === 'unknown') return [];
  return places.places ?? [];
}

function labelOf(places: Places): string | undefined {
  if (places.kind === 'unknown') return places.prefix === '' ? undefined : `${places.prefix}…`;
  if (places.kind === 'glob') return places.pattern;
  return places.places[0]?.path;
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

export const CHANGES: ReadonlySet<Kind> = new Set([
  'write',
  'append',
  'edit',
  'make',
  'delete',
  'delete-tree',
  'move',
  'mode',
  'mode-tree',
]);
