import type { FactDesk } from './facts.ts';
import { asked, type Finding } from './finding.ts';
import type { Folders } from './places.ts';

interface Steering {
  /** Looked for in the folder the program works in and in every folder above it. */
  readonly names: readonly string[];
  /** What the file may make the program do, however harmless its arguments are. */
  readonly may: string;
}

const RUST: Steering = {
  names: ['rust-toolchain.toml', 'rust-toolchain'],
  may: 'name a toolchain that is fetched, or a folder whose programs are started',
};

/** Programs that let a file of the project choose which version, SDK or plug-in they start, even to say their version. */
const STEERED: Readonly<Record<string, Steering>> = {
  go: { names: ['go.work', 'go.mod'], may: 'name a toolchain that is fetched and started' },
  cargo: RUST,
  rustc: RUST,
  rustfmt: RUST,
  dotnet: { names: ['global.json'], may: 'name the folder of an SDK that is started' },
  poetry: { names: ['.poetry'], may: 'hold plug-ins that are loaded' },
  elixir: { names: ['.erlang'], may: 'hold code that is run at the start' },
};

export const steeringOf = (program: string): readonly string[] =>
  Object.hasOwn(STEERED, program) ? STEERED[program]!.names : [];

/** Asks where such a file stands: `go version` in a folder with a go.mod may be a download. */
export function steeredFindings(program: string, folders: Folders, desk: FactDesk): readonly Finding[] {
  const steering = Object.hasOwn(STEERED, program) ? STEERED[program] : undefined;
  if (!steering) return [];
  if (!folders) return [ask(`${program} may be steered by a file: its folder is not known`)];
  return folders.flatMap((path) => {
    const fact = desk.ask<'above'>({ kind: 'above', path, names: steering.names });
    if (!fact) return [ask(`whether a file steers ${program} is not known`)];
    if (fact.found === undefined) return [];
    return [ask(`${fact.found} may ${steering.may}`, fact.found)];
  });
}

const ask = (reason: string, target?: string): Finding =>
  asked({ kind: 'exec', ...(target === undefined ? {} : { target }), detail: reason }, 'steered', reason, {
    explicit: true,
    cause: 'unknown',
  });
