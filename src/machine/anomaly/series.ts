/** Pairs of seconds and value, the newest last, no older than the window. */
export class Series {
  readonly #seconds: number;
  #points: { readonly at: number; readonly value: number }[] = [];

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  push(at: number, value: number): void {
    this.#points.push({ at, value });
    while (this.#points.length > 0 && this.#points[0]!.at < at - this.#seconds) this.#points.shift();
  }

  clear(): void {
    this.#points = [];
  }

  get length(): number {
    return this.#points.length;
  }

  get span(): number {
    return this.#points.length < 2 ? 0 : this.#points.at(-1)!.at - this.#points[0]!.at;
  }

  get start(): number {
    return this.#points[0]?.at ?? 0;
  }

  get first(): number {
    return this.#points[0]?.value ?? 0;
  }

  get last(): number {
    return this.#points.at(-1)?.value ?? 0;
  }

  values(): readonly number[] {
    return this.#points.map(({ value }) => value);
  }

  /** The last seconds of it. */
  tail(seconds: number): Series {
    const part = new Series(seconds);
    const from = (this.#points.at(-1)?.at ?? 0) - seconds;
    part.#points = this.#points.filter(({ at }) => at >= from);
    return part;
  }

  /** Least squares: growth per second, and how much of the movement the straight line explains (0–1). */
  trend(): { readonly perSecond: number; readonly fit: number } {
    const count = this.#points.length;
    if (count < 3) return { perSecond: 0, fit: 0 };
    const meanAt = this.#points.reduce((sum, { at }) => sum + at, 0) / count;
    const meanValue = this.#points.reduce((sum, { value }) => sum + value, 0) / count;
    let both = 0;
    let across = 0;
    let up = 0;
    for (const { at, value } of this.#points) {
      both += (at - meanAt) * (value - meanValue);
      across += (at - meanAt) ** 2;
      up += (value - meanValue) ** 2;
    }
    if (across === 0 || up === 0) return { perSecond: 0, fit: 0 };
    return { perSecond: both / across, fit: (both * both) / (across * up) };
  }

  /** Share of the steps that went down. */
  falling(): number {
    const values = this.values();
    if (values.length < 2) return 0;
    return values.slice(1).filter((value, index) => value < values[index]!).length / (values.length - 1);
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median and median distance from it, scaled to a standard deviation: outliers move neither. */
export function baseline(values: readonly number[]): { readonly middle: number; readonly spread: number } {
  const middle = median(values);
  return { middle, spread: 1.4826 * median(values.map((value) => Math.abs(value - middle))) };
}
