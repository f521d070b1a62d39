import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { changing } from './changing.ts';
import type { Rule } from './common.ts';
import { rootsOf } from './find.ts';
import { pathOf } from './targets.ts';

/** "folders 755 and files 644 below exports". */
const bothModes: Rule = (r): Proposal | undefined => {
  const modes = r.terms.filter((term) => r.free(term) && term.tags.has('#mode') && term.kind === 'number');
  const folder = r.find('folder|subfolder');
  const file = r.find('file');
  if (modes.length !== 2 || !folder || !file || r.has('find|show|count|delete|copy|move')) return undefined;
  const [first, second] = modes as [(typeof modes)[0], (typeof modes)[0]];
  const [forFolder, forFile] = folder.index < file.index ? [first, second] : [second, first];
  r.mark(...modes);
  const sel = takeSelection(r, { noContent: true });
  if (sel.names.length + sel.tests.length + sel.files.length > 0) return undefined;
  r.may(
    'folder',
    'subfolder',
    'file',
    'set',
    'change',
    'replace',
    'convert',
    'permission',
    'p-to',
    'p-and',
    'all',
    'recursive',
    'create',
    'grant',
    'octal',
  );
  const root = rootsOf(sel);
  return changing(
    'permission',
    'write',
    `find ${root} -type d -exec chmod ${forFolder.text} {} + && find ${root} -type f -exec chmod ${forFile.text} {} +`,
    r.say('changes who may do what', '修改权限'),
    sel.roots.length === 0 ? 0.1 : 0,
    2,
  );
};

/** Also one that leads nowhere. */
function isLink(r: Reading, path: string): boolean {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const near = path.startsWith('/') ? r.world.names(folder) : r.world.entries;
  return near.some((entry) => entry.path === path && entry.type === 'link');
}

/** "make latest point to scans instead", "let current link to v2": a link turned to something else. */
const turnedLinks: Rule = (r) => {
  if (!/\b(?:point(?:s|ing)?|link(?:s|ed)?|lead)\b.*\b(?:to|at)\b|指向/i.test(r.analysis.request))
    return undefined;
  if (
    !/^\W*(?:please |now )?(?:point|aim|make|let|have|re-?point|re-?link|switch|change|update|set|turn|move|redirect|修改|把|将|让)/i.test(
      r.analysis.request,
    ) ||
    r.has('hardlink|find|show|count|delete|broken')
  )
    return undefined;
  const paths = r.terms.filter((term) => r.free(term) && (term.entry !== undefined || term.kind === 'path'));
  const [link, target] = paths;
  if (!link || !target || paths.length !== 2 || !target.entry) return undefined;
  if (!isLink(r, pathOf(link))) return undefined;
  r.mark(link, target);
  r.may(
    'create',
    'set',
    'change',
    'replace',
    'link',
    'link-target',
    'p-to',
    'instead',
    'edit',
    'new',
    'grant',
    'now',
    'it-ref',
    'turn',
    'move',
    'file',
    'folder',
    'checkout',
    'upgrade',
    'convert',
  );
  for (const term of r.terms)
    if (/^(?:point|points|pointing|let|repoint|relink|at|instead)$/i.test(term.raw)) r.mark(term);
  return changing(
    'link',
    'write',
    `ln -sfn ${pathArg(pathOf(target))} ${pathArg(pathOf(link))}`,
    r.say('turns the link to it', '将链接指向它'),
    0,
    2,
  );
};

const LET =
  /^\W*(?:please )?(?:let|allow|permit|forbid|stop|prevent|don['’]?t let|do not let)\s+(?:the |its )?(group|others|everyone|everybody|anyone|owner|other users)\b.*?\b(read|write|execute|run|enter|change|modify|edit)\b/i;
/** "nobody should be able to write to a.txt" */
const MAY =
  /^\W*(?:the |its )?(group|others|everyone|everybody|anyone|owner|other users|nobody|no ?one) (?:should|must|may|shall|can)(?: not|n['’]t|not|['’]t)? (?:be (?:able|allowed) to )?(read|write|execute|run|enter|change|modify|edit)\b/i;

/** "let the group write to exports", "allow others to read a.txt". */
const allowed: Rule = (r) => {
  if (
    !/\b(?:let|allow|permit|forbid|stop|prevent|should|must|may|shall|can)|not let/i.test(r.analysis.request)
  )
    return undefined;
  const match = LET.exec(r.analysis.request) ?? MAY.exec(r.analysis.request);
  if (!match || r.has('find|show|count|delete|copy|move|and-then')) return undefined;
  const who = /group/i.test(match[1]!)
    ? 'g'
    : /other/i.test(match[1]!)
      ? 'o'
      : /owner/i.test(match[1]!)
        ? 'u'
        : 'a';
  const more = [...match[0].matchAll(/\b(read|write|execute|run|enter|change|modify|edit)\b/gi)].map((word) =>
    word[1]!.toLowerCase(),
  );
  const rest = r.analysis.request.slice(match.index + match[0].length);
  if (/\b(?:and|or)\s+(?:read|write|execute|run)\b/i.test(rest))
    more.push(/\b(?:and|or)\s+(read|write|execute|run)\b/i.exec(rest)![1]!.toLowerCase());
  const bits = [
    ...new Set(
      more.map((word) => (word === 'read' ? 'r' : /^(?:execute|run|enter)$/.test(word) ? 'x' : 'w')),
    ),
  ].join('');
  const path = r.terms.filter((term) => r.free(term) && term.entry !== undefined);
  if (path.length !== 1) return undefined;
  const sign = /\b(?:forbid|stop|prevent|don['’]?t|not|nobody|no ?one|never|cannot)\b|n?['’]t\b/i.test(
    match[0],
  )
    ? '-'
    : '+';
  r.mark(path[0], ...r.terms.filter((term) => term.start < match.index + match[0].length));
  r.may(
    'p-to',
    'p-in',
    'p-and',
    'p-or',
    'read',
    'write',
    'readable',
    'writable',
    'run',
    'make-executable',
    'show',
    'it-ref',
    'file',
    'folder',
    'p-from',
    'here',
  );
  return changing(
    'permission',
    'write',
    `chmod ${who}${sign}${bits} ${pathArg(pathOf(path[0]!))}`,
    r.say('changes who may do what', '修改权限'),
    0,
    1,
  );
};

export const modeEdits: readonly Rule[] = [bothModes, turnedLinks, allowed];
