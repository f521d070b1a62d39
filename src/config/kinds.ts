/** Kinds of values: what is accepted from TOML or a command line, and how it is written back. */
export interface Kind<T> {
  /** What is wanted, to end the sentence "give …". */
  readonly want: string;
  /** A value as TOML has it, or as text from the environment or a command line; undefined when it is none. */
  read(value: unknown): T | undefined;
  /** As TOML, for `config set` and `config init`. */
  write(value: T): string;
}

const TRUE = new Set(['true', 'on', 'yes', '1']);
const FALSE = new Set(['false', 'off', 'no', '0']);

export const toggle: Kind<boolean> = {
  want: 'true or false',
  read: (value) =>
    typeof value === 'boolean'
      ? value
      : typeof value === 'string' && TRUE.has(value.toLowerCase())
        ? true
        : typeof value === 'string' && FALSE.has(value.toLowerCase())
          ? false
          : undefined,
  write: String,
};

export const text: Kind<string> = {
  want: 'a text on one line',
  read: (value) => (typeof value === 'string' && /^[^\u0000-\u001f\u007f]+$/.test(value) ? value : undefined),
  write: JSON.stringify,
};

export function choice<const T extends string>(...options: readonly T[]): Kind<T> {
  return {
    want: options.map((option) => `"${option}"`).join(', '),
    read: (value) => options.find((option) => option === value),
    write: JSON.stringify,
  };
}

export const url: Kind<string> = {
  want: 'an address that begins with http:// or https:// and holds no password',
  read(value) {
    if (typeof value !== 'string') return undefined;
    const parsed = URL.parse(value);
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) return undefined;
    return value.replace(/\/+$/, '');
  },
  write: JSON.stringify,
};

export const urls: Kind<readonly string[]> = {
  want: 'a list of addresses, such as ["http://127.0.0.1:11434"]',
  read(value) {
    const items = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
    if (!Array.isArray(items)) return undefined;
    const read = items.filter((item) => item !== '').map((item) => url.read(item));
    return read.includes(undefined) ? undefined : Object.freeze(read as string[]);
  },
  write: (value) => `[${value.map((item) => JSON.stringify(item)).join(', ')}]`,
};

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** In seconds; also "500ms", "2m", "1h". */
export function seconds(min: number, max: number): Kind<number> {
  return {
    want: `seconds from ${min} to ${max}, such as 30 or "2m"`,
    read: (value) => within(withUnit(value, /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/, SECONDS), min, max),
    write: String,
  };
}

const BYTES: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** In bytes; also "512M", "4G". */
export const size: Kind<number> = {
  want: 'a size in bytes, such as 1048576 or "512M"',
  read(value) {
    const bytes = withUnit(value, /^(\d+(?:\.\d+)?)([KMGT])?(?:i?B)?$/, BYTES);
    return within(bytes === undefined ? undefined : Math.round(bytes), 1, Number.MAX_SAFE_INTEGER);
  },
  write(value) {
    const unit = Object.entries(BYTES).findLast(([, factor]) => value % factor === 0);
    return unit ? `"${value / unit[1]}${unit[0]}"` : String(value);
  },
};

/** A sum of money, or a price; no currency. */
export const amount: Kind<number> = {
  want: 'an amount above 0, such as 0.5',
  read(value) {
    const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? within(number, 1e-9, 1e9) : undefined;
  },
  write: String,
};

export function whole(min: number, max: number): Kind<number> {
  return {
    want: `a whole number from ${min} to ${max}`,
    read(value) {
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
      return Number.isSafeInteger(number) ? within(number as number, min, max) : undefined;
    },
    write: String,
  };
}

function withUnit(
  value: unknown,
  pattern: RegExp,
  units: Readonly<Record<string, number>>,
): number | undefined {
  if (typeof value === 'number') return value;
  const match = typeof value === 'string' ? pattern.exec(value.trim()) : null;
  return match ? Number(match[1]) * (match[2] ? units[match[2]]! : 1) : undefined;
}

function within(value: number | undefined, min: number, max: number): number | undefined {
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
