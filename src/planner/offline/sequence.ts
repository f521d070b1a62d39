import { analyse } from './analyse.ts';
import { limitFor } from './confidence.ts';
import type { Analysis, Explained, Risk, Term, World, WorldEntry } from './types.ts';

const VERBS = [
  'delete',
  'copy',
  'move',
  'rename',
  'create',
  'append',
  'insert',
  'replace',
  'compress',
  'extract',
  'make-executable',
  'show',
  'count',
  'sort',
  'set',
  'convert',
  'download',
  'link',
  'write',
  'checkout',
  'stage',
  'commit',
  'put',
  'run',
  'find',
];
const RISKS: readonly Risk[] = ['read', 'write', 'destroy', 'privilege'];
const STEP_COST = 0.05;

/** "make a folder out and unpack x.tgz into it": two requests in one, each planned alone, the second may mean the first's result. */
export function sequenced(
  analysis: Analysis,
  explain: (inner: Analysis) => readonly Explained[],
): Explained[] {
  const found: Explained[] = [];
  for (const joiner of analysis.terms) {
    if (
      !joiner.tags.has('p-and') &&
      !joiner.tags.has('and-then') &&
      !/^(?:并|并且|再|然后|;|；)$/.test(joiner.raw)
    )
      continue;
    const next = analysis.terms
      .slice(joiner.index + 1)
      .find((term) => term.weight > 0 || !term.tags.has('stop'));
    if (!next || next.index - joiner.index > 2 || !beginsRequest(next, analysis)) continue;
    const left = analysis.request.slice(0, joiner.start).replace(/[\s,，;；]+$/, '');
    const right = analysis.request.slice(joiner.end).trim();
    const first = explain(analyse(left, analysis.world))[0];
    if (!first || first.cost > limitFor(first)) continue;
    const meant = resolve(
      right.replace(/\b(?:the|that|this) (?:file|folder|directory)(?=\W*$)/i, 'it'),
      first,
      analysis,
    );
    if (meant === undefined) continue;
    const second = explain(analyse(meant, afterwards(analysis.world, first)))[0];
    if (!second || second.cost > limitFor(second)) continue;
    // "copy a to b and delete it": which of the two nobody can say.
    if (first.family === 'copy' && second.risk === 'destroy' && meant !== right) continue;
    found.push({
      family: `${first.family}+${second.family}`,
      steps: [...first.steps, ...second.steps],
      risk: RISKS[Math.max(RISKS.indexOf(first.risk), RISKS.indexOf(second.risk))]!,
      cost: first.cost + second.cost + STEP_COST,
      left: [...first.left, ...second.left],
    });
  }
  return found;
}

/** The place as the first step leaves it: what it makes is there for the second. */
function afterwards(world: World, first: Explained): World {
  const path = resultOf(first);
  if (path === undefined || world.lookup(path)) return world;
  const command = first.steps.at(-1)!.command;
  const type = /\bmkdir\b|\bcp -\w*[ra]/.test(command) ? 'dir' : 'file';
  const made: WorldEntry = { path, type };
  return {
    ...world,
    entries: [...world.entries, made],
    lookup: (name) => (name.replace(/^\.\//, '').replace(/\/+$/, '') === path ? made : world.lookup(name)),
  };
}

/** A verb, or the sign that puts what it is done to before it: 把 a.txt 改名为 b.txt. */
function beginsRequest(term: Term, { terms }: Analysis): boolean {
  const verbs = /^[把将]$/.test(term.raw) ? terms.slice(term.index) : [term];
  return verbs.some(({ tags }) => VERBS.some((tag) => tags.has(tag)));
}

/** The second request with "it" and "there" named; undefined when nobody can say what they mean. */
function resolve(text: string, first: Explained, analysis: Analysis): string | undefined {
  const inner = analyse(text, analysis.world);
  const references = inner.terms.filter((term) => isReference(term));
  if (references.length === 0) return text;
  const result = resultOf(first);
  if (result === undefined) return undefined;
  let named = '';
  let at = 0;
  for (const term of references) {
    named += `${text.slice(at, term.start)} ${/^there$/i.test(term.raw) ? 'to ' : ''}"${result}" `;
    at = term.end;
  }
  return (named + text.slice(at)).replace(/\s+/g, ' ').trim();
}

const isReference = (term: Term): boolean => /^(?:it|them|there|它|其中|那里|里面)$/i.test(term.raw);

/** The one path that a step of this kind leaves behind. */
function resultOf(explained: Explained): string | undefined {
  const command = explained.steps.at(-1)?.command ?? '';
  if (!/^(?:create|copy|move|rename|network)$/.test(explained.family) && !/^sed -i /.test(command))
    return undefined;
  const last = /(?:^|\s)(?:'([^']+)'|([^\s'"$;&|<>]+))$/.exec(command);
  const path = last?.[1] ?? last?.[2];
  return path === undefined || path.endsWith('/') || path.startsWith('-') || path.includes('"')
    ? undefined
    : path;
}
