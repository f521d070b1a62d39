import { questioned, turned } from './guards.ts';
import { saidByCommand } from './said-by-command.ts';
import { lemmas } from './text/lemma.ts';
import type { Analysis, Explained, Proposal, Term, World } from './types.ts';

const TYPO_COST = 0.17;
/** Words that narrow or turn around what is asked; they are never a mere repetition of a name. */
const GRAMMAR = [
  'not',
  'except',
  'not-contains',
  'only',
  'count',
  'sort',
  'unique',
  'reverse',
  'contains',
  'delete',
  'copy',
  'move',
  'rename',
  'replace',
  'newest',
  'oldest',
  'largest',
  'smallest',
  'head',
  'tail',
  'older',
  'newer',
  'hidden',
  'empty',
  'extract',
  'compress',
  'error',
  'warning',
  'sum',
  'average',
];

/** One attempt to explain a request: which terms are spoken for. Thrown away when the attempt fails. */
export class Reading {
  readonly analysis: Analysis;
  readonly terms: readonly Term[];
  readonly world: World;
  private readonly used = new Set<number>();

  constructor(analysis: Analysis) {
    this.analysis = analysis;
    this.terms = analysis.terms;
    this.world = analysis.world;
  }

  /** `a|b`: does any term, used or not, carry one of these? */
  has(tags: string): boolean {
    const wanted = tags.split('|');
    return this.terms.some((term) => wanted.some((tag) => term.tags.has(tag)));
  }

  /** First unused term with one of the tags, unmarked. */
  find(tags: string, test?: (term: Term) => boolean): Term | undefined {
    const wanted = tags.split('|');
    return this.terms.find(
      (term) =>
        !this.used.has(term.index) && wanted.some((tag) => term.tags.has(tag)) && (!test || test(term)),
    );
  }

  /** Marks the first unused term with one of the tags. */
  take(tags: string, test?: (term: Term) => boolean): Term | undefined {
    const term = this.find(tags, test);
    if (term) this.used.add(term.index);
    return term;
  }

  /** Each group must be there; all that match are marked. */
  need(...groups: readonly string[]): boolean {
    return groups.every((group) => this.all(group).length > 0);
  }

  /** Marks every unused term of these groups; they explain themselves here. */
  may(...groups: readonly string[]): this {
    for (const group of groups) this.all(group);
    return this;
  }

  /** Marks and gives every unused term with one of the tags. */
  all(tags: string): Term[] {
    const wanted = tags.split('|');
    const found = this.terms.filter(
      (term) => !this.used.has(term.index) && wanted.some((tag) => term.tags.has(tag)),
    );
    for (const term of found) this.used.add(term.index);
    return found;
  }

  mark(...terms: readonly (Term | undefined)[]): void {
    for (const term of terms) if (term) this.used.add(term.index);
  }

  free(term: Term | undefined): term is Term {
    return term !== undefined && !this.used.has(term.index);
  }

  at(index: number): Term | undefined {
    return this.terms[index];
  }

  /** What the attempt costs: the weight of what nobody explained, misspellings, and the guesses made. */
  explain(proposal: Proposal): Explained {
    const said = saidByCommand(this.terms, proposal);
    const left = this.terms.filter(
      (term) =>
        !this.used.has(term.index) &&
        term.weight > 0 &&
        !this.isEcho(term) &&
        !said.has(term) &&
        !this.isNumberOf(term),
    );
    const typos = this.terms.filter((term) => term.typo).length;
    // A guessed name is no name to delete or overwrite.
    const guessed =
      proposal.risk !== 'read' && this.terms.some((term) => term.typo && (term.entry || term.group))
        ? // What only reads it may take it for what is here; the person sees the name.
          /^(?:archive|copy|link)$/.test(proposal.family) && proposal.risk === 'write'
          ? 0.2
          : 0.5
        : 0;
    const cost =
      left.reduce((sum, term) => sum + term.weight, 0) +
      typos * TYPO_COST +
      guessed +
      (turned(this.analysis.request, proposal.risk) || questioned(this.analysis.request, proposal.risk)
        ? 1
        : 0) +
      (proposal.guess ?? 0);
    return { ...proposal, cost, left };
  }

  /** "the two wip entries", "both lists a.txt and b.txt": as many as there are. */
  private isNumberOf(term: Term): boolean {
    if (term.kind !== 'number' || !Number.isInteger(term.value)) return false;
    const next = this.terms.slice(term.index + 1, term.index + 3).find((other) => other.group !== undefined);
    if (next) return this.used.has(next.index) && next.group!.length === term.value;
    const noun = this.at(term.index + 1);
    const files = this.terms.filter(
      (other) => this.used.has(other.index) && other.entry?.type === 'file' && other.index > term.index,
    );
    return (
      files.length === term.value &&
      noun !== undefined &&
      ['file', 'array', 'item', 'text'].some((tag) => noun.tags.has(tag))
    );
  }

  /** A folder that a used file lies in anyway, or a word for what a used term names already. */
  private isEcho(term: Term): boolean {
    const mine = term.entry?.type === 'dir' ? term.entry.path : undefined;
    if (term.kind === 'word' && this.repeatsName(term)) return true;
    return this.terms.some((other) => {
      if (!this.used.has(other.index)) return false;
      const paths = other.entry ? [other.entry.path] : (other.group?.map((entry) => entry.path) ?? []);
      if (paths.length === 0) return false;
      if (mine !== undefined) return paths.every((path) => path === mine || path.startsWith(`${mine}/`));
      return (
        term.tags.has('#bunch') && paths.every((path) => term.group?.some((entry) => entry.path === path))
      );
    });
  }

  /** "tags in tags.txt", "access log /var/log/access.log": a noun that stands in the name of what is used. */
  private repeatsName(term: Term): boolean {
    if (GRAMMAR.some((tag) => term.tags.has(tag)) || term.raw.length < 3) return false;
    const forms = lemmas(term.raw.toLowerCase()).filter((form) => form.length > 2);
    return this.terms.some((other) => {
      if (other === term || !this.used.has(other.index) || !other.tags.has('#path')) return false;
      const path = (other.entry?.path ?? other.text).toLowerCase();
      return path
        .split(/[^\p{L}\p{N}]+/u)
        .some((part) => forms.includes(part) || lemmas(part).some((form) => forms.includes(form)));
    });
  }

  /** Text in the language of the request. */
  say(english: string, chinese: string): string {
    return (this.analysis.answerIn ?? this.analysis.language) === 'zh' ? chinese : english;
  }
}
