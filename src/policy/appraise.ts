import { change, format } from './changing.ts';
import type { AppraisalContext } from './context.ts';
import { allowed, asked, denied, type Finding, notUnderstood, secretFinding } from './finding.ts';
import { isHarmlessPrefix } from './lists.ts';
import { known, type Places, placesOf, spellings, within } from './places.ts';
import { meta, read } from './reading.ts';
import { projectOf } from './setting.ts';
import type { Arg, Use } from './spec.ts';
import { hasForeignHost } from './text.ts';
import type { Effect } from './types.ts';

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
    case 'own-name':
      return [ownName()];
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

/** Judges each place an argument may mean; of many equal answers one stays. */
function onPaths(
  arg: Arg,
  context: AppraisalContext,
  judge: (places: Places) => readonly Finding[],
): readonly Finding[] {
  if (arg.exact && arg.text === '') return [];
  return judge(placesOf(arg, context.folders, context.desk));
}

function ownName(): Finding {
  const detail = 'may ask for the name of this machine';
  return { ...allowed({ kind: 'network', target: 'the name server', detail }), reason: detail };
}

function network(arg: Arg | undefined, because: string | undefined): Finding {
  if (arg && hasForeignHost(arg.text))
    return notUnderstood(`the host in ${arg.text} has letters that may look like others`, 'look-alike');
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
  if (!arg?.exact || arg.text === '') return [asked(effect, 'exec', reason)];
  const places = known(placesOf(arg, context.folders, context.desk));
  // A word without a slash may be a script here, or text that is run.
  const isPath = arg.text.includes('/') || places.some(({ type }) => type === 'file' || type === 'other');
  if (!isPath || places.length === 0) return [asked(effect, 'exec', reason)];
  const project = projectOf(context.setting);
  return places.map((place) => {
    const path = place.real ?? place.path;
    if (place.type === 'file') context.desk.ask<'hash'>({ kind: 'hash', path });
    if (place.shared)
      return asked(effect, 'shared', `${place.path} lies where others can write`, {
        explicit: true,
        cause: 'unknown',
      });
    const inside =
      project !== undefined &&
      !context.setting.projectIsHome &&
      spellings(place).every((path) => within(path, project));
    const finding = asked(effect, 'exec', reason, { cause: inside ? 'exec' : 'unknown' });
    return place.type === 'file' ? { ...finding, script: path } : finding;
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
