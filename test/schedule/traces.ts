/** Seeded job traces for the scheduler's simulator: what people and build farms queue, in six kinds. */
export interface TraceJob {
  readonly id: number;
  /** Seconds after the start of the trace. */
  readonly arrival: number;
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
  readonly priority: number;
  /** Jobs of one shape resemble each other: that is all a learner has. */
  readonly shape: string;
}

export interface Trace {
  readonly kind: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly jobs: readonly TraceJob[];
  /** Other people's processor use at a moment, percent of all cores. */
  readonly foreign: (second: number) => number;
}

/** mulberry32: small, seeded, good enough for traces. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const GIB = 1024 ** 3;
const exponential = (next: () => number, mean: number) => -mean * Math.log(1 - next());
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
const lognormal = (next: () => number, median: number, sigma: number) =>
  median * Math.exp(sigma * normal(next));
const bounded = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
/** Bounded Pareto: most jobs are short, most of the work is in a few. */
const pareto = (next: () => number, low: number, high: number, alpha: number) =>
  (low ** -alpha - next() * (low ** -alpha - high ** -alpha)) ** (-1 / alpha);

interface Shape {
  readonly name: string;
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

/** `count` shapes whose typical length is drawn from `size`; a run differs from its shape's typical one by `sigma`. */
function shapes(
  next: () => number,
  count: number,
  size: () => number,
  memory: () => number,
): readonly Shape[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `shape-${index}`,
    cpuSeconds: size(),
    memoryBytes: memory(),
  })).toSorted(() => next() - 0.5);
}

function priority(next: () => number): number {
  const draw = next();
  return draw < 0.7 ? 0 : draw < 0.8 ? 5 : draw < 0.9 ? -5 : draw < 0.95 ? 10 : -10;
}

interface Recipe {
  readonly kind: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** Typical cpu seconds of a shape. */
  readonly size: (next: () => number) => number;
  /** Typical GiB of a shape. */
  readonly memory: (next: () => number) => number;
  /** Spread of the runs of one shape (sigma of the logarithm). */
  readonly spread: number;
  /** Seconds between this arrival and the next; `load` is the mean work of a job over the cores. */
  readonly gap: (next: () => number, index: number, load: number) => number;
  readonly foreign?: (second: number) => number;
}

const small = (next: () => number) => lognormal(next, 0.2, 0.6);

const RECIPES: readonly Recipe[] = [
  {
    // Everything at once: a release pipeline, a night's work.
    kind: 'batch',
    cores: 2,
    memoryGib: 8,
    size: (next) => lognormal(next, 20, 1),
    memory: small,
    spread: 0.3,
    gap: () => 0,
  },
  {
    // One after the other through the day, nearly as much as the machine can do.
    kind: 'steady',
    cores: 4,
    memoryGib: 16,
    size: (next) => lognormal(next, 15, 0.8),
    memory: small,
    spread: 0.3,
    gap: (next, _index, load) => exponential(next, load / 0.95),
  },
  {
    // Groups of fifty at once, long silence between: "run all tests", "convert the folder".
    kind: 'bursts',
    cores: 2,
    memoryGib: 8,
    size: (next) => lognormal(next, 10, 1),
    memory: small,
    spread: 0.4,
    gap: (next, index, load) => (index % 50 === 0 ? exponential(next, (50 * load) / 0.85) : 0.05),
  },
  {
    // A few builds of minutes among many short commands.
    kind: 'builds',
    cores: 4,
    memoryGib: 16,
    size: (next) => (next() < 0.9 ? lognormal(next, 5, 0.5) : lognormal(next, 120, 0.4)),
    memory: (next) => lognormal(next, 0.4, 0.5),
    spread: 0.25,
    gap: (next, _index, load) => exponential(next, load / 0.98),
  },
  {
    // Most of the work in a few jobs of up to half an hour.
    kind: 'heavy-tail',
    cores: 4,
    memoryGib: 16,
    size: (next) => pareto(next, 3, 1800, 1.1),
    memory: small,
    spread: 0.25,
    gap: (next, _index, load) => exponential(next, load / 0.95),
  },
  {
    // Memory is what is short: two or three of them fill it.
    kind: 'memory',
    cores: 4,
    memoryGib: 8,
    size: (next) => lognormal(next, 20, 0.8),
    memory: (next) => bounded(lognormal(next, 1.2, 0.6), 0.1, 5),
    spread: 0.3,
    gap: (next, _index, load) => exponential(next, load / 0.95),
  },
  {
    // Somebody works at the machine: between 0 and 60 percent of it is not ours, half of it is left to the queue.
    kind: 'shared',
    cores: 4,
    memoryGib: 16,
    size: (next) => lognormal(next, 15, 0.9),
    memory: small,
    spread: 0.3,
    gap: (next, _index, load) => exponential(next, load / 0.42),
    foreign: (second) => 30 + 30 * Math.sin(second / 400) * Math.cos(second / 97),
  },
];

export const KINDS: readonly string[] = RECIPES.map(({ kind }) => kind);

export function makeTrace(kind: string, count: number, seed: number): Trace {
  const recipe = RECIPES.find((one) => one.kind === kind);
  if (!recipe) throw new Error(`no such trace kind: ${kind}`);
  const next = random(seed + KINDS.indexOf(kind));
  const known = shapes(
    next,
    60,
    () => bounded(recipe.size(next), 0.2, 3600),
    () => recipe.memory(next) * GIB,
  );
  const drawn = Array.from({ length: count }, (_, id) => {
    const shape = known[Math.floor(next() * known.length)]!;
    return {
      id,
      shape: shape.name,
      priority: priority(next),
      cpuSeconds: bounded(lognormal(next, shape.cpuSeconds, recipe.spread), 0.1, 7200),
      memoryBytes: bounded(lognormal(next, shape.memoryBytes, 0.15), 2 ** 20, recipe.memoryGib * GIB * 0.6),
    };
  });
  const load = drawn.reduce((sum, job) => sum + job.cpuSeconds, 0) / count / recipe.cores;
  let arrival = 0;
  const jobs = drawn.map((job, index) => {
    arrival += recipe.gap(next, index, load);
    return { ...job, arrival };
  });
  return {
    kind,
    cores: recipe.cores,
    memoryBytes: recipe.memoryGib * GIB,
    jobs,
    foreign: recipe.foreign ?? (() => 0),
  };
}
