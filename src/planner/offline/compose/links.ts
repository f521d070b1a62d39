import { pathArg } from '../quote.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import type { Rule } from './modes.ts';
import { isName, pathOf } from './targets.ts';

/** Symbolic and hard links. */
export const links: Rule = (r) => {
  const hard = r.find('hardlink');
  const soft = r.find('link', (term) => /link|链接|连接/.test(term.raw));
  // "I want a soft link named x for y": one link, named anew, is wished for and not looked for.
  // So is it without the article when there is no such link yet, and what it leads to is here.
  const wished =
    r.terms.some((term) => term.role === 'named' && !term.entry) &&
    (/\b(?:a|an)\b[^.]*\blink\b/i.test(r.analysis.request) ||
      (r.terms.some((term) => term.entry !== undefined && r.at(term.index - 1)?.tags.has('link-target')) &&
        !/\blinks\b|\bsymlinks\b/i.test(r.analysis.request))) &&
    !r.has('ask|exist');
  if (
    !(hard || soft) ||
    (r.has('find|delete|show|count|broken|follow|ask|link-target') && !r.has('create') && !wished)
  )
    return undefined;
  // "all links in release with their targets" speaks of links that are there.
  if (!wished && !r.has('create') && /\b(?:links|symlinks|shortcuts)\b/i.test(r.analysis.request))
    return undefined;
  if (wished) r.may('show', 'show-light');
  if (r.has('count|broken') || (r.has('find') && !wished)) return undefined;
  r.mark(hard, soft, ...r.all('link|hardlink'));
  const names = r.terms.filter((term) => r.free(term) && isName(term));
  if (names.length === 1) {
    const verb = (soft ?? hard)!;
    const other = [r.terms.find((term) => r.free(term) && term.role === 'named'), r.at(verb.index + 1)].find(
      (term) =>
        term &&
        r.free(term) &&
        !names.includes(term) &&
        term.kind === 'word' &&
        /^[\w.-]+$/.test(term.raw) &&
        !term.tags.has('stop') &&
        !term.tags.has('p-to') &&
        !term.tags.has('p-from') &&
        !term.tags.has('p-of') &&
        !term.tags.has('p-named'),
    );
    if (other) names.push(other);
  }
  if (names.length < 1 || names.length > 2) return undefined;
  const existing = names.filter((term) => term.entry || /^[/~]/.test(term.text));
  const fresh = names.filter((term) => !term.entry && !existing.includes(term));
  let target: Term | undefined;
  let link: Term | undefined;
  if (existing.length === 1 && fresh.length === 1) {
    // "in bin to /opt/x/run": the folder holds the link, whether or not what it points to is here.
    const inFolder =
      existing[0]!.role === 'in' && existing[0]!.entry?.type === 'dir' && fresh[0]!.role === 'to';
    [target, link] = inFolder ? [fresh[0], existing[0]] : [existing[0], fresh[0]];
  } else if (names.length === 2 && existing.length !== 1) {
    const to = names.find((term) => term.role === 'to' || term.role === 'of');
    if (!to) return undefined;
    target = to;
    link = names.find((term) => term !== to);
  } else if (existing.length === 2) {
    target = existing.find((term) => term.role === 'to') ?? existing[0];
    link = existing.find((term) => term !== target);
  }
  if (!target || !link) return undefined;
  r.mark(target, link);
  r.may(
    'create',
    'p-to',
    'p-named',
    'p-with',
    'folder',
    'file',
    'set',
    'here',
    'new',
    'point',
    'link-target',
    'name',
    'script-noun',
    'run',
    'log',
    'p-for',
  );
  const source = pathOf(target);
  const name = link.kind === 'quoted' ? link.text : link.raw;
  const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
  const depth =
    folder === '' || /^[/~]/.test(source)
      ? ''
      : '../'.repeat(folder.split('/').filter((part) => part !== '.').length);
  return changing(
    'link',
    r.world.lookup(name) ? 'destroy' : 'write',
    hard
      ? `ln ${pathArg(source)} ${pathArg(name)}`
      : `ln -s ${pathArg(depth + source.replace(/(.)\/+$/, '$1'))} ${pathArg(name)}`,
    r.say('makes the link', '创建链接'),
  );
};
