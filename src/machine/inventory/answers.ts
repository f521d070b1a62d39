import type { BatteryState, DriveState, Inventory, StateVector } from '../../session/state-vector.ts';
import { compact } from '../assemble.ts';

/** What the library answered, by the name of the call. It comes from a process: nothing of its shape is relied on. */
export type Answers = Readonly<Record<string, unknown>>;
type Gpu = NonNullable<StateVector['gpus']>[number];

const MOST = 16;
const MEBIBYTE = 1024 ** 2;

/** The library says '', 0, -1, null or "unknown" for what it could not find out: all of them are missing here. */
const text = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' && !/^(?:unknown|n\/a|-)$/i.test(value.trim())
    ? value.trim().slice(0, 100)
    : undefined;
const figure = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
const share = (value: unknown) => {
  const percent = typeof value === 'number' && value === 0 ? 0 : figure(value);
  return percent !== undefined && percent <= 100 ? percent : undefined;
};
const record = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Answers;
const list = (value: unknown) => (Array.isArray(value) ? value.slice(0, MOST).map(record) : []);

/** The inventory as files tell it, with what the library knows beyond that. No serial number is taken. */
export function withAnswers(files: Inventory, answers: Answers): Inventory {
  const { manufacturer, model, virtual, virtualHost } = record(answers.system);
  const { manufacturer: maker, brand, physicalCores } = record(answers.cpu);
  const memory = list(answers.memLayout).flatMap((module) => {
    const type = text(module.type);
    const bytes = figure(module.size);
    // Without a type it is no module: the library says the whole memory then.
    if (bytes === undefined || type === undefined || type === 'Empty') return [];
    return [compact({ bytes, type, megahertz: figure(module.clockSpeed) })];
  });
  const drives = withDrives(files.drives ?? [], list(answers.diskLayout));
  return compact({
    ...files,
    processor: files.processor ?? (words(maker, brand) || undefined),
    physicalCores: files.physicalCores ?? figure(physicalCores),
    machine: files.machine ?? (words(manufacturer, model) || undefined),
    virtual: (virtual === true ? text(virtualHost) : undefined) ?? files.virtual,
    memory: memory.length > 0 ? memory : undefined,
    drives: drives.length > 0 ? drives : undefined,
    battery: battery(record(answers.battery)),
  });
}

const words = (...parts: readonly unknown[]) => parts.map(text).filter(Boolean).join(' ');

/** The kernel lists the drives; the library describes those it knows. */
function withDrives(files: readonly DriveState[], found: readonly Answers[]): readonly DriveState[] {
  return files.map((drive) => {
    const known = found.find(({ device }) => device === `/dev/${drive.device}`);
    if (!known) return drive;
    const health = { Ok: 'good', 'Predicted Failure': 'failing' } as const;
    return compact({
      ...drive,
      model: drive.model ?? text(known.name),
      type: text(known.type),
      health: health[known.smartStatus as keyof typeof health],
      temperature: figure(known.temperature),
    });
  });
}

function battery(found: Answers): BatteryState | undefined {
  const percent = share(found.percent);
  if (found.hasBattery !== true || percent === undefined) return undefined;
  const [now, built] = [figure(found.maxCapacity), figure(found.designedCapacity)];
  return compact({
    percent: Math.round(percent),
    charging: found.isCharging === true,
    minutesLeft: found.isCharging === true ? undefined : figure(found.timeRemaining),
    healthPercent: now && built ? Math.min(100, Math.round((100 * now) / built)) : undefined,
  });
}

/** The cards the kernel shows, with the names the library knows and, for NVIDIA's driver, its figures. */
export function withGraphics(
  cards: readonly (Gpu & { readonly bus?: string })[] | undefined,
  answers: Answers,
): readonly Gpu[] | undefined {
  const found = list(record(answers.graphics).controllers);
  return cards?.map(({ bus, ...card }) => {
    const known = found.find(({ busAddress }) => sameBus(bus, text(busAddress)));
    if (!known) return card;
    const mebibytes = (value: unknown) => {
      const size = figure(value);
      return size === undefined ? undefined : size * MEBIBYTE;
    };
    return compact({
      ...card,
      name: text(known.name) ?? (words(known.vendor, known.model) || card.name),
      percent: card.percent ?? share(known.utilizationGpu),
      memoryUsed: card.memoryUsed ?? mebibytes(known.memoryUsed),
      memoryTotal: card.memoryTotal ?? mebibytes(known.memoryTotal),
      temperature: card.temperature ?? figure(known.temperatureGpu),
    });
  });
}

/** "0000:01:00.0" of the kernel is "01:00.0" of lspci and "00000000:01:00.0" of NVIDIA. */
function sameBus(kernel: string | undefined, library: string | undefined): boolean {
  const short = (bus: string) => bus.toLowerCase().replace(/^0+:(?=.*:)/, '');
  return kernel !== undefined && library !== undefined && short(kernel) === short(library);
}
