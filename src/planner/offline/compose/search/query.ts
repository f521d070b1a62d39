import type { Action, Found } from './clause.ts';
import type { Wording } from './wording.ts';

/** All that the clauses of a request say. */
export interface Query {
  readonly roots: readonly string[];
  readonly tree: boolean;
  readonly kinds: readonly string[];
  readonly joined: boolean;
  readonly least: number | undefined;
  readonly follow: boolean;
  readonly to: string | undefined;
  readonly tests: string;
  readonly without: readonly string[];
  readonly most: number | undefined;
  readonly daystart: boolean;
  readonly quiet: boolean;
  readonly actions: readonly Action[];
  readonly mode: string | undefined;
}

const NEGATION =
  /(?:^| )(?:not|don't|doesn't|aren't|isn't|haven't|hasn't|weren't|wasn't|cannot|except(?: for)?|excluding|but not|other than|without|apart from|non|never|no)(?: (?:be|been|being|have|has|those|ones|the|all|files|that|which|are|any|of))*$/;
/** Negations that stand in the text between clauses. */
const between = (wording: Wording, from: number, to: number): string => wording.text.slice(from, to).trim();

/** Puts together what was found; undefined where negations and alternatives cannot be said back. */
export function together(wording: Wording, found: readonly Found[]): Query | undefined {
  const query = {
    roots: [] as string[],
    tree: false,
    kinds: [] as string[],
    joined: false,
    follow: false,
    least: undefined as number | undefined,
    to: undefined as string | undefined,
    without: [] as string[],
    most: undefined as number | undefined,
    daystart: false,
    quiet: false,
    actions: [] as Action[],
    mode: undefined as string | undefined,
  };
  const tests: { text: string; or: boolean }[] = [];
  let icase = false;
  let icaseAfter = false;
  let end = 0;
  let lastTest = -1;
  let lastKind = -1;
  for (const [i, { start, end: stop, parts }] of found.entries()) {
    const gap = between(wording, end, start);
    const negative = NEGATION.test(gap);
    if (/(?:^| )(?:not|except|excluding|never|without|no|non|other than|apart)(?: |$)/.test(gap) && !negative)
      return undefined;
    if (negative && !parts.every((part) => part.is === 'test')) return undefined;
    // "or" joins tests or kinds; anywhere else it asks for something that no one command says.
    const joins =
      (parts[0]?.is === 'test' && lastTest >= 0) || (parts[0]?.is === 'kind' && query.kinds.length > 0);
    if (/(?:^| )or(?: |$)/.test(gap) && !joins) return undefined;
    for (const part of parts) {
      if (part.is === 'test') {
        const or = lastTest >= 0 && /(?:^| )(?:or|either)(?: |$)/.test(gap) && parts[0] === part;
        tests.push({ text: negative ? negate(part.test) : part.test, or });
        lastTest = tests.length;
      } else if (part.is === 'kind') {
        // "files or links": alternatives; a second kind elsewhere is another question.
        const last = query.kinds.at(-1);
        if (last !== undefined && last !== part.kind && ![last, part.kind].includes('')) {
          const joined = lastKind === end && /^(?:(?:and|or|,|and\/or|all|any) ?)+$/.test(gap);
          if (!joined && !(last === 'd' && part.kind === 'sub') && !(part.kind === 'f' && last === 'any'))
            return undefined;
          if (joined) query.joined = true;
        }
        query.kinds.push(part.kind);
        lastKind = stop;
      } else if (part.is === 'root') {
        query.roots.push(...part.roots);
        query.tree ||= part.tree === true;
      } else if (part.is === 'depth') {
        if (part.most !== undefined && query.most !== undefined) return undefined;
        query.most ??= part.most;
        query.least ??= part.least;
      } else if (part.is === 'without') query.without.push(...part.paths);
      else if (part.is === 'icase') {
        icase = true;
        icaseAfter = found[i - 1]?.parts.some((one) => one.is === 'do') === true;
      } else if (part.is === 'follow') query.follow = true;
      else if (part.is === 'to') {
        if (query.to !== undefined) return undefined;
        query.to = part.path;
      } else if (part.is === 'daystart') {
        query.daystart = true;
        tests.push({ text: part.test, or: false });
      } else if (part.is === 'do') {
        if (query.actions.every((action) => JSON.stringify(action) !== JSON.stringify(part.action)))
          query.actions.push(part.action);
      } else if (part.is === 'mode') {
        if (query.mode !== undefined) return undefined;
        query.mode = part.mode;
      } else if (part.is === 'quiet') query.quiet = true;
    }
    end = stop;
  }
  if (
    /(?:^| )(?:not|except|excluding|never|without|no)(?: |$)/.test(between(wording, end, wording.text.length))
  )
    return undefined;
  const groups: string[][] = [];
  for (const { text, or } of tests) {
    if (or) groups.at(-1)!.push(text);
    else groups.push([text]);
  }
  const joined = groups
    .map((group) =>
      group.length === 1
        ? group[0]!
        : `\\( ${group.map((one) => (one.includes(' -not ') || / -size .* -size /.test(one) ? `\\( ${one} \\)` : one)).join(' -o ')} \\)`,
    )
    .join(' ');
  const looks = query.actions.some(
    (action) => action.does === 'holds' || (action.does === 'run' && action.grep),
  );
  const names = /(?:^|[( ])-(?:name|path|regex) '/.test(joined);
  if (icase && !names && !looks) return undefined;
  if (icase && looks && (!names || icaseAfter))
    query.actions = query.actions.map((action) =>
      action.does === 'holds'
        ? { ...action, grep: `-i ${action.grep}` }
        : action.does === 'run' && action.grep
          ? { ...action, command: action.command.replace('grep ', 'grep -i ') }
          : action,
    );
  return {
    ...query,
    tests:
      icase && !(looks && icaseAfter) ? joined.replace(/(^|[( ])-(name|path|regex) '/g, "$1-i$2 '") : joined,
  };
}

function negate(test: string): string {
  if (test.startsWith('-not ')) return test.slice(5);
  return `-not ${/^-\S+ (?:\S+|'[^']*')$|^-[a-z]+$/.test(test) || test.startsWith('\\(') ? test : `\\( ${test} \\)`}`;
}
