import { posix } from 'node:path';
import { type Change, VERB } from './changing.ts';
import { globMatches, takesEverything } from './globs.ts';
import {
  criticalPaths,
  isAccountFile,
  isCritical,
  isDisk,
  isDiskPrefix,
  isFilesOfSystem,
  isFirmware,
  isKernelDoor,
  isVital,
} from './lists.ts';
import { globBase, known, type Places, spellings } from './places.ts';
import type { Setting } from './setting.ts';

/** What is always denied. Patterns are compared with the lists, not only with what they match now. */
export function catastrophe(
  how: Change,
  places: Places,
  setting: Setting,
): { readonly rule: string; readonly reason: string } | undefined {
  const paths = known(places).flatMap(spellings).map(throughProc);
  const { home } = setting;
  const pattern = places.kind === 'glob' ? throughProc(posix.normalize(places.pattern)) : undefined;
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
  if (how === 'delete' || how === 'write' || how === 'mode') {
    if (pattern !== undefined && takesEverything(pattern) && isFilesOfSystem(globBase(pattern), home))
      return { rule: 'remove-system', reason: `${VERB[how]} everything in ${globBase(pattern)}` };
    const hit = paths.find((path) =>
      how === 'delete' ? isCritical(path, home) : how === 'mode' && path === '/',
    );
    if (hit !== undefined) return { rule: 'remove-system', reason: `${VERB[how]} ${hit}` };
  }
  // `/$x` is one of the folders of the root, whichever it turns out to be.
  if (
    (how === 'delete-tree' || how === 'move' || how === 'mode-tree') &&
    places.kind === 'unknown' &&
    /^\/+$/.test(places.prefix)
  )
    return { rule: 'remove-system', reason: `${VERB[how]} a folder of the root` };
  const vital = how === 'make' || how === 'append' ? undefined : paths.find(isVital);
  if (vital !== undefined)
    return { rule: 'remove-system', reason: `${VERB[how]} ${vital}, without which nothing starts` };
  const account = paths.find(isAccountFile);
  if (account !== undefined && how !== 'make')
    return { rule: 'accounts', reason: `${VERB[how]} ${account}, which decides who may log in` };
  if (places.kind === 'unknown' && how !== 'mode' && isDiskPrefix(places.prefix))
    return { rule: 'write-disk', reason: `${VERB[how]} a disk: ${places.prefix}…` };
  if (how === 'delete' || how === 'delete-tree' || how === 'move') {
    const node =
      paths.find((path) => isDisk(path) || isFirmware(path)) ??
      (pattern !== undefined && (isDiskPattern(pattern) || isFirmware(globBase(pattern)))
        ? pattern
        : undefined);
    if (node !== undefined) return { rule: 'write-disk', reason: `${VERB[how]} ${node}` };
  }
  if (how === 'write' || how === 'append' || how === 'edit' || how === 'make') {
    const disk = paths.find(isDisk);
    if (disk !== undefined) return { rule: 'write-disk', reason: `overwrites the disk ${disk}` };
    const door = paths.find(isKernelDoor);
    if (door !== undefined) return { rule: 'kernel', reason: `writes to the kernel through ${door}` };
    if (pattern !== undefined && isDiskPattern(pattern))
      return { rule: 'write-disk', reason: `overwrites the disks ${pattern}` };
  }
  return undefined;
}

const isDiskPattern = (pattern: string) =>
  ['/dev/sda', '/dev/nvme0n1', '/dev/vda', '/dev/mmcblk0'].some((path) => globMatches(pattern, path));

/** `/proc/1/root` is another name of the root folder. */
const throughProc = (path: string): string =>
  /^\/proc\/(?:\d+|self|thread-self)(?:\/task\/\d+)?\/root(?=\/|$)/.test(path)
    ? path.replace(/^\/proc\/(?:\d+|self|thread-self)(?:\/task\/\d+)?\/root/, '') || '/'
    : path;
