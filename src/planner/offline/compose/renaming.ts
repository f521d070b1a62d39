import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import type { Rule } from './change.ts';
import { COURTESY, changing, mayExist } from './changing.ts';
import { isName, pathOf, takeDestination, targetsOf } from './targets.ts';

/** Endings that only a program can turn into another. */
const TRANSLATED =
  /\b(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|wav|flac|ogg|mkv|avi|mov|docx?|xlsx?|csv|tsv|json|ya?ml|toml|zip|gz|xz|bz2|tar|md|html?)\b/i;

/** "change each .draft in drafts to .txt": two endings, files with the first are there and no text is spoken of. */
export function turnsEndings(r: Reading): boolean {
  const kinds = r.terms.filter((term) => term.kind === 'ext');
  return (
    kinds.length === 2 &&
    kinds[1]!.role === 'to' &&
    r.has('change|convert|replace') &&
    !r.has('text|word|line|content|frequency|edit|contains|compress|extract') &&
    !TRANSLATED.test(kinds.map((term) => term.text).join(' ')) &&
    r.world.entries.some((entry) => entry.type === 'file' && entry.path.endsWith(`.${kinds[0]!.text}`))
  );
}

/** "all file names in photos to lower case": the names are meant, not what the files hold. */
const namesInCase = (r: Reading): boolean =>
  r.has('uppercase|lowercase') &&
  r.has('change|convert|replace|set|turn|create') &&
  /\b(?:file ?|folder )?names?\b(?! ?:)|文件名|名字|名称/i.test(r.analysis.request) &&
  !r.terms.some((term) => term.entry?.type === 'file') &&
  !r.has('column|user');

/** Renames one thing, or the endings of many. */
export const renames: Rule = (r) => {
  const ending =
    /\b(?:endings?|extensions?|suffix) of\b/.test(r.analysis.request) ||
    (r.has('extension') && r.has('set|grant|show') && /\bgive\b|\binstead\b/.test(r.analysis.request));
  const turned = turnsEndings(r);
  const affixed = /^(?:please )?(?:prefix|suffix)\b/i.test(r.analysis.request);
  if (
    !r.has('rename') &&
    !affixed &&
    !turned &&
    !namesInCase(r) &&
    !(ending || (r.has('change|convert|replace|move') && r.has('extension')))
  )
    return undefined;
  if (ending) r.may('tail', 'set', 'grant', 'show', 'extension');
  if (r.has('branch|column|key|user|variable|commits')) return undefined;
  const why = r.say('renames, changing no content', '重命名，不改变内容');
  const endings = r.terms.filter((term) => r.free(term) && (term.kind === 'ext' || term.tags.has('#kind')));
  const request = r.analysis.request;
  r.all('rename');
  r.may('change', 'convert', 'move', 'replace', 'extension');
  if (r.has('uppercase|lowercase')) {
    const upper = r.all('uppercase').length > 0;
    r.all('lowercase');
    const sel = takeSelection(r, { noContent: true });
    r.may(COURTESY, 'name', 'p-to', 'convert', 'character');
    const targets =
      targetsOf(r, sel) ??
      (sel.roots.length <= 1
        ? { args: sel.roots[0] ? `${pathArg(sel.roots[0])}/*` : '*', find: undefined, guess: 0.05 }
        : undefined);
    if (!targets || targets.find) return undefined;
    const transform = upper ? `tr '[:lower:]' '[:upper:]'` : `tr '[:upper:]' '[:lower:]'`;
    return changing(
      'rename',
      'write',
      `for f in ${targets.args}; do [ -f "$f" ] || continue; n=$(basename -- "$f" | ${transform}); [ "$(basename -- "$f")" = "$n" ] || mv -n -- "$f" "$(dirname -- "$f")/$n"; done`,
      why,
      sel.guess + targets.guess,
    );
  }
  const affix = addAffix(r, why);
  if (affix) return affix;
  if (endings.length >= 2 && endings.at(-1)!.role !== 'none') {
    const to = endings.at(-1)!;
    const from = endings.at(-2)!;
    r.mark(to);
    const sel = takeSelection(r, { noContent: true, skip: (term) => term === to });
    r.may(COURTESY, 'p-to', 'p-from', 'recursive', 'ends-with', 'name', 'instead');
    const old = from.text.toLowerCase();
    const next = to.kind === 'ext' ? to.text : to.text.toLowerCase();
    const targets = targetsOf(r, { ...sel, names: [`*.${old}`] });
    if (!targets) return undefined;
    if (targets.find)
      return changing(
        'rename',
        'write',
        `${targets.find} -exec sh -c 'for f; do mv -n -- "$f" "\${f%.${old}}.${next}"; done' sh {} +`,
        why,
        sel.guess,
      );
    return changing(
      'rename',
      'write',
      `for f in ${targets.args}; do mv -n -- "$f" "\${f%.${old}}.${next}"; done`,
      why,
      sel.guess + targets.guess,
    );
  }
  const destination = takeDestination(r) ?? nameBehind(r);
  if (!destination) return undefined;
  r.mark(destination);
  const source = r.terms.filter(
    (term) => r.free(term) && isName(term) && term.index !== destination.index && mayExist(r, pathOf(term)),
  );
  if (source.length !== 1) return undefined;
  r.mark(...source);
  r.may(COURTESY, 'p-to', 'p-as', 'p-named', 'name');
  if (/\bsame (?:folder|directory|place|dir)\b|\bwhere it is\b|原地|同一(?:目录|文件夹)/i.test(request))
    r.may('same');
  const from = pathOf(source[0]!);
  const name = destination.kind === 'quoted' ? destination.text : destination.raw;
  const folder = from.includes('/') && !name.includes('/') ? from.slice(0, from.lastIndexOf('/') + 1) : '';
  const target = folder + name;
  const there = r.world.lookup(target);
  if (there?.type === 'dir' || (/[*?]/.test(request) && /[*?]/.test(name))) return undefined;
  return changing('rename', there ? 'destroy' : 'write', `mv ${pathArg(from)} ${pathArg(target)}`, why);
};

/** "a.txt should be called b.txt": the verb in the passive with the new name right behind it. */
const nameBehind = (r: Reading): Term | undefined =>
  r.terms.find(
    (term) =>
      isName(term) &&
      r.free(term) &&
      /\b(?:be (?:called|named|known as)|is to be)$/i.test(r.at(term.index - 1)?.raw ?? ''),
  );

/** "add the prefix old_ to every txt file", "append .bak to the names". */
function addAffix(r: Reading, why: string): Proposal | undefined {
  const mark = r.find('starts-with|ends-with', (term) => /prefix|suffix|前缀|后缀/.test(term.raw));
  if (!mark || !(r.has('append|insert|rename|set') || mark.index <= 1)) return undefined;
  const text = r.terms.find(
    (term) =>
      r.free(term) &&
      (Math.abs(term.index - mark.index) <= 3 || r.at(term.index - 1)?.tags.has('p-with') === true) &&
      term.index !== mark.index &&
      !term.tags.has('#ext') &&
      !term.tags.has('#kind') &&
      (term.kind === 'quoted' || term.tags.has('#literal') || term.kind === 'path' || term.tags.size === 0),
  );
  if (!text) return undefined;
  const value = text.kind === 'quoted' ? text.text : text.raw;
  if (value.includes('/') || value.includes("'")) return undefined;
  r.mark(mark, text);
  r.may('append', 'insert', 'set');
  const sel = takeSelection(r, { noContent: true });
  r.may(COURTESY, 'name', 'p-to');
  const targets = targetsOf(r, sel);
  if (!targets || targets.find) return undefined;
  const name = mark.tags.has('starts-with')
    ? `"$(dirname -- "$f")/"${pathArg(value)}"$(basename -- "$f")"`
    : `"$f"${pathArg(value)}`;
  return changing(
    'rename',
    'write',
    `for f in ${targets.args}; do mv -n -- "$f" ${name}; done`,
    why,
    sel.guess + targets.guess,
  );
}
