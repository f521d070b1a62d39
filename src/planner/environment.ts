import type { Context, Entry } from '../session/context.ts';
import type { StateVector } from '../session/state-vector.ts';
import { quoted } from './quote.ts';

/** How much of the context is told. */
export interface Limits {
  readonly entries: number;
  readonly tools: number;
  readonly results: number;
  readonly state: boolean;
}

/** From all to least; the first that fits the budget is used. */
export const LIMITS: readonly Limits[] = [
  { entries: 40, tools: 100, results: 3, state: true },
  { entries: 30, tools: 70, results: 3, state: true },
  { entries: 20, tools: 45, results: 2, state: true },
  { entries: 15, tools: 30, results: 1, state: true },
  { entries: 6, tools: 15, results: 1, state: false },
  { entries: 0, tools: 0, results: 0, state: false },
];

/** The same for models with little context or little skill. */
export const SMALL_LIMITS: readonly Limits[] = [
  { entries: 15, tools: 40, results: 1, state: true },
  ...LIMITS.slice(4),
];

/**
 * The world as data, what changes least first so that servers can cache it. Lines of ours, every name in them as a
 * JSON string.
 */
export function renderEnvironment(context: Context, limits: Limits): string {
  const { system, git } = context;
  const lines = [
    `system: ${[system.platform, system.distribution]
      .filter((part) => part !== undefined)
      .map((part) => quoted(part))
      .join(' ')}, ${system.dialect} tools, shell ${quoted(system.shell)}`,
    ...(system.packageManager === undefined ? [] : [`packages: ${quoted(system.packageManager)}`]),
    ...(system.tools.length > 0 && limits.tools > 0
      ? [`installed besides the standard tools: ${toolList(system.tools, limits.tools)}`]
      : []),
    `user: ${quoted(system.user)} on ${quoted(system.host)}, home ${quoted(context.home, 300)}`,
    ...(context.unasked === '' ? [] : [`runs without asking: ${quoted(context.unasked, 300)}`]),
    `folder: ${quoted(context.cwd, 600)}`,
    ...(git ? [`git: ${gitLine(git)}`] : []),
    ...(context.state && limits.state ? stateLines(context.state) : []),
    ...entryLines(context.listing, limits.entries),
    ...resultLines(context, limits.results),
  ];
  return lines.join('\n');
}

/** Program names are found on the fixed search path; one with odd signs is left out. */
function toolList(tools: readonly string[], count: number): string {
  const names = tools.filter((name) => /^[\w.+-]{1,40}$/.test(name));
  return names.length > count ? `${names.slice(0, count).join(' ')} and more` : names.join(' ');
}

function gitLine(git: NonNullable<Context['git']>): string {
  const branch = git.branch === undefined ? '' : `branch ${quoted(git.branch)}`;
  const parts = [branch, git.detached ? 'detached' : '', git.state === undefined ? '' : quoted(git.state)];
  return [...parts.filter((part) => part !== ''), `root ${quoted(git.root, 300)}`].join(', ');
}

function entryLines({ entries, total }: Context['listing'], count: number): string[] {
  if (total === 0) return ['entries: none'];
  const told = entries.slice(0, count);
  if (told.length === 0) return [`entries: ${total}`];
  const more = total > told.length ? ` (first ${told.length} of ${total})` : '';
  return [
    `entries${more}, folders with /, links with @, bytes after files: ${told.map(entryText).join(' ')}`,
  ];
}

function entryText(entry: Entry): string {
  const name = quoted(entry.name);
  if (entry.type === 'dir') return `${name}/`;
  if (entry.type === 'link') return `${name}@`;
  return entry.size === undefined ? name : `${name} ${entry.size}`;
}

function resultLines({ lastResults }: Context, count: number): string[] {
  const told = count > 0 ? lastResults.slice(-count) : [];
  return told.map(({ command, request, exitCode }) => {
    const end = exitCode === null ? 'ended by a signal' : `exit ${exitCode}`;
    return `ran before: ${quoted(command, 160)} for ${quoted(request, 120)}, ${end}`;
  });
}

/** Rounded, so that the same machine in the same mood gives the same text. */
function stateLines(state: StateVector): readonly string[] {
  const { cpu, memory, disks, pressure, jobs, processes, gpus, inventory } = state;
  const parts = [
    cpu.percent === undefined ? '' : `cpu ${percent(cpu.percent)} of ${cpu.cores} cores`,
    cpu.load ? `load ${cpu.load[0].toFixed(1)}` : '',
    memory.available !== undefined && memory.total !== undefined
      ? `memory ${bytes(memory.available)} of ${bytes(memory.total)} free`
      : '',
    ...(disks ?? [])
      .slice(0, 3)
      .map((disk) => `disk ${quoted(disk.mount, 60)} ${bytes(disk.available)} of ${bytes(disk.total)} free`),
    (pressure?.cpu ?? 0) >= 25 ? `cpu pressure ${percent(pressure!.cpu!)}` : '',
    (pressure?.memory ?? 0) >= 10 ? `memory pressure ${percent(pressure!.memory!)}` : '',
    (pressure?.io ?? 0) >= 10 ? `disk pressure ${percent(pressure!.io!)}` : '',
    ...(processes ?? [])
      .filter((process) => (process.cpuPercent ?? 0) >= 50)
      .slice(0, 2)
      .map(
        (process) => `busy ${quoted(process.name, 40)} pid ${process.pid} ${percent(process.cpuPercent!)}`,
      ),
    ...(gpus ?? [])
      .slice(0, 2)
      .map((gpu) =>
        [
          `gpu ${quoted(gpu.name, 40)}`,
          gpu.percent === undefined ? '' : percent(gpu.percent),
          gpu.memoryUsed === undefined || gpu.memoryTotal === undefined
            ? ''
            : `${bytes(gpu.memoryTotal - gpu.memoryUsed)} of ${bytes(gpu.memoryTotal)} free`,
        ]
          .filter((part) => part !== '')
          .join(' '),
      ),
    inventory?.virtual === undefined ? '' : quoted(inventory.virtual, 40),
    inventory?.battery?.charging === false ? `on battery, ${percent(inventory.battery.percent)} left` : '',
    ...(inventory?.drives ?? [])
      .filter(({ health }) => health === 'failing')
      .map(({ device }) => `drive ${quoted(device, 40)} says it is failing`),
    jobs.length > 0 ? `${jobs.length} jobs` : '',
  ];
  const known = parts.filter((part) => part !== '');
  return known.length > 0 ? [`state: ${known.join(', ')}`] : [];
}

const percent = (value: number) => `${Math.round(value / 5) * 5} %`;

function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let index = 0;
  let rest = value;
  while (rest >= 1024 && index < units.length - 1) {
    rest /= 1024;
    index++;
  }
  return `${rest >= 10 ? Math.round(rest) : rest.toFixed(1)} ${units[index]}`;
}
