import type { World, WorldEntry } from './types.ts';
import type { Draft } from './words.ts';

/** Files of the system that people name without a path, where nothing here has the name. */
const SYSTEM_FILES: Readonly<Record<string, string>> = {
  crontab: '/etc/crontab',
  fstab: '/etc/fstab',
  sshd_config: '/etc/ssh/sshd_config',
  'resolv.conf': '/etc/resolv.conf',
};

/** "auth.log … in /var/log": the name belongs into the folder that is named beside it. */
export function placeNames(drafts: readonly Draft[], world: World): void {
  const folders = drafts.filter((draft) => pathOf(draft) !== undefined && isFolder(draft));
  for (const draft of drafts) {
    const { shape } = draft.atom;
    if (shape?.kind !== 'path' || draft.entry || shape.text.includes('/')) continue;
    // Of several folders the one that has it is meant: "move x.tmp from tmp to backup".
    const there = folders
      .filter((folder) => folder !== draft)
      .map((folder) => world.lookup(`${pathOf(folder)!.replace(/\/+$/, '')}/${shape.text}`))
      .filter((entry) => entry?.type === 'file');
    if (there.length === 1) bind(draft, there[0]!);
  }
  if (drafts.some((draft) => draft.tags.has('#path'))) return;
  drafts.forEach((draft, i) => {
    const log = /^logs?$|^log file$/.test(draft.atom.lower) ? drafts.slice(Math.max(0, i - 2), i) : [];
    const words = log
      .map((other) => other.atom.lower)
      .filter((word) => /^[a-z][\w-]+$/.test(word) && !/^(?:the|a|an|in|of|this)$/.test(word));
    const last = words.at(-1);
    if (last === undefined) return;
    const entry = [
      ...(words.length > 1 ? [`/var/log/${words[0]}/${last}.log`] : []),
      `/var/log/${last}.log`,
      `/var/log/${last}/${last}.log`,
    ]
      .map((path) => world.lookup(path))
      .find((found) => found?.type === 'file');
    if (!entry || world.entries.some((other) => other.path.endsWith(`${last}.log`))) return;
    for (const other of log)
      if (words.includes(other.atom.lower) && entry.path.includes(other.atom.lower))
        other.tags = new Set(['stop']);
    bind(draft, entry);
  });
  if (drafts.some((draft) => draft.tags.has('#path'))) return;
  for (const draft of drafts) {
    const path = draft.atom.shape ? undefined : SYSTEM_FILES[draft.atom.lower];
    const entry = path === undefined ? undefined : world.lookup(path);
    if (entry && drafts.some((other) => other.tags.has('line') || other.tags.has('item'))) bind(draft, entry);
  }
}

const pathOf = (draft: Draft): string | undefined => draft.entry?.path ?? draft.atom.shape?.text;
const isFolder = (draft: Draft): boolean => draft.entry?.type === 'dir' || draft.tags.has('#dir');

function bind(draft: Draft, entry: WorldEntry): void {
  draft.entry = entry;
  draft.tags = new Set(['#path', '#file']);
}
