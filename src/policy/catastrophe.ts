import { posix } from 'node:path';
import { type Change, VERB } from './changing.ts';
import { globMatches, takesEverything } from './globs.ts';
import { criticalPaths, isAccountFile, isCritical, isDisk, isKernelDoor } from './lists.ts';
import { globBase, known, type Places, spellings } from './places.ts';
import type { Setting } from './setting.ts';

/** What is always denied. Patterns are compared with the lists, not only with what they match now. */
export function catastrophe(
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
