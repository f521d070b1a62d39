import type { ToolSpec } from '../spec.ts';
import { ARCHIVE } from './archive.ts';
import { BINARIES } from './binaries.ts';
import { BUILDS } from './builds.ts';
import { BUILTINS } from './builtins.ts';
import { CONTAINERS } from './containers.ts';
import { DISKS } from './disks.ts';
import { FILES } from './files.ts';
import { GIT } from './git.ts';
import { INTERPRETERS } from './interpreters.ts';
import { NETWORK } from './network.ts';
import { PROJECT_PACKAGES } from './packages-project.ts';
import { SYSTEM_PACKAGES } from './packages-system.ts';
import { SEARCH } from './search.ts';
import { SERVICES } from './services.ts';
import { SHELLS } from './shells.ts';
import { HARDWARE } from './system-hardware.ts';
import { IDENTITY } from './system-identity.ts';
import { PROCESSES } from './system-processes.ts';
import { TABLES } from './tables.ts';
import { TEXT } from './text.ts';
import { WRAPPERS } from './wrappers.ts';

/** One file per family; each exports an array. To add a family: write the file, add a line above and here. */
const FAMILIES: readonly (readonly ToolSpec[])[] = [
  BUILTINS,
  FILES,
  TEXT,
  SEARCH,
  ARCHIVE,
  WRAPPERS,
  SHELLS,
  GIT,
  NETWORK,
  CONTAINERS,
  SERVICES,
  SYSTEM_PACKAGES,
  PROJECT_PACKAGES,
  INTERPRETERS,
  BUILDS,
  IDENTITY,
  HARDWARE,
  PROCESSES,
  DISKS,
  BINARIES,
  TABLES,
];

let byName: ReadonlyMap<string, ToolSpec> | undefined;

/** The spec of a program by its base name. Only the names are read here; tables are compiled when first used. */
export function specOf(name: string): ToolSpec | undefined {
  byName ??= new Map(
    FAMILIES.flat().flatMap((spec) => spec.names.split(' ').map((alias) => [alias, spec] as const)),
  );
  return byName.get(name);
}

/** Every spec, for `policy test` and the tests. */
export function allSpecs(): readonly ToolSpec[] {
  return FAMILIES.flat();
}
