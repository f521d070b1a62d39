import { bunch } from '../entities/names.ts';
import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term, WorldEntry } from '../types.ts';
import { findCommand, globs, isPlainGlob, known } from './find.ts';
import { pathOf, takeBunch } from './targets.ts';

/** Where text comes from. */
export interface Source {
  /** File arguments, quoted, or '' for standard input. */
  readonly args: string;
  /** Paths of single files, for peeking. */
  readonly paths: readonly string[];
  readonly many: boolean;
  /** Reads whole folders: grep needs -r, others cannot. */
  readonly recursive: boolean;
  readonly include: string;
  /** `find … ` whose results are the files, when arguments cannot say it. */
  readonly find: string | undefined;
  readonly guess: number;
}

const stdinSource: Source = {
  args: '',
  paths: [],
  many: false,
  recursive: false,
  include: '',
  find: undefined,
  guess: 0,
};

/**
 * The files a text command reads: those named, those of a kind, every file of a folder, or what is piped in.
 * Undefined when the request names none.
 */
export function takeSource(r: Reading, skip: (term: Term) => boolean = () => false): Source | undefined {
  if (r.world.stdin === 'data') {
    r.may('stdin', 'here');
    const named = r.find('#path', (term) => !skip(term) && term.entry?.type === 'file');
    if (!named) {
      r.may('file', 'item');
      return stdinSource;
    }
  }
  const files = r.terms.filter((term) => r.free(term) && !skip(term) && isFileTerm(term));
  if (files.length > 0) {
    r.mark(...files);
    r.may('file', 'p-named', 'here');
    const deeper = files.flatMap((term) => elsewhere(r, term));
    if (deeper.length > 0 && files.length === 1)
      return {
        args: deeper.map(pathArg).join(' '),
        paths: deeper,
        many: deeper.length > 1,
        recursive: false,
        include: '',
        find: undefined,
        guess: 0.1,
      };
    const paths = [...new Set(files.map(pathOf))];
    const args = files.map((term) => (term.kind === 'glob' ? globWord(term) : pathArg(pathOf(term))));
    const guess = files.reduce(
      (sum, term) => sum + (term.entry || term.kind === 'glob' || /^[/~]/.test(term.text) ? 0 : 0.35),
      0,
    );
    return {
      args: [...new Set(args)].join(' '),
      paths,
      many: paths.length > 1 || files.some((term) => term.kind === 'glob'),
      recursive: false,
      include: '',
      find: undefined,
      guess,
    };
  }
  return takeFolderSource(r, skip) ?? takeStem(r);
}

/** A bare name that is not here but in folders below: all of them when the request says so, or the only one. */
function elsewhere(r: Reading, term: Term): string[] {
  if (term.entry || term.kind === 'glob' || term.text.includes('/') || !r.world.complete) return [];
  const found = r.world.entries
    .filter((entry) => entry.type === 'file' && entry.path.endsWith(`/${term.text}`))
    .map((entry) => entry.path);
  const several = /\b(?:both|all|every|each|two|three)\b|两个|所有|每个/i.test(r.analysis.request);
  return found.length === 1 || (several && found.length < 20) ? found : [];
}

const isFileTerm = (term: Term): boolean =>
  (term.tags.has('#path') &&
    !term.tags.has('#dir') &&
    term.entry?.type !== 'dir' &&
    term.role !== 'to' &&
    term.role !== 'as' &&
    !(
      term.tags.has('#host') &&
      !term.entry &&
      !/^[/~]/.test(term.text) &&
      /\.(?:lan|com|org|net|local|io)$/.test(term.text)
    )) ||
  (term.kind === 'glob' && term.text.includes('/'));

const globWord = (term: Term): string =>
  /^[A-Za-z0-9_./*?~-]+$/.test(term.text) ? term.text : `'${term.text}'`;

function takeFolderSource(r: Reading, skip: (term: Term) => boolean): Source | undefined {
  const several = takeBunch(r);
  if (several)
    return {
      args: several.glob,
      paths: several.entries.map((entry) => entry.path),
      many: several.entries.length > 1,
      recursive: false,
      include: '',
      find: undefined,
      guess: 0.05,
    };
  const sel = takeSelection(r, { noContent: true, skip });
  const filtered = sel.names.length + sel.tests.length + sel.notNames.length > 0;
  if (!filtered && sel.roots.length === 0 && !r.has('here|file|recursive|everywhere')) return undefined;
  if (!filtered && sel.roots.length === 0 && !r.has('here|all|recursive|everywhere')) return undefined;
  const type = sel.type ?? 'f';
  const here = known({ ...sel, type }, r.world);
  const find = findCommand({ ...sel, type });
  if (isPlainGlob(sel) && sel.depth !== 'all' && here.below === 0 && here.near > 0) {
    const subfolders = sel.names.length === 0 && known({ ...sel, type: 'd' }, r.world).near > 0;
    if (!subfolders) {
      const paths = entriesOf(r, sel.roots, sel.names.length === 0).slice(0, 20);
      return {
        args: globs(sel).join(' '),
        paths: paths.map((entry) => entry.path),
        many: true,
        recursive: false,
        include: '',
        find: undefined,
        guess: sel.guess,
      };
    }
  }
  const include = sel.names.map((name) => `--include='${name}'`).join(' ');
  const roots = sel.roots.length ? sel.roots.map(pathArg).join(' ') : '.';
  const greppable =
    sel.tests.length === 0 && sel.notNames.length === 0 && sel.without.length === 0 && sel.depth !== 'one';
  return {
    args: roots,
    paths: [],
    many: true,
    recursive: greppable,
    include: include ? `${include} ` : '',
    find,
    guess: sel.guess + (greppable ? 0 : 0.05),
  };
}

const entriesOf = (r: Reading, roots: readonly string[], all: boolean): WorldEntry[] => {
  const root = (roots[0] ?? '').replace(/\/+$/, '');
  return r.world.entries.filter(
    (entry) =>
      all &&
      entry.type === 'file' &&
      (root === '' ? !entry.path.includes('/') : entry.path.startsWith(`${root}/`)),
  );
};

/** No file was named, but a word is the first part of just one file's name: "distinct metals" with metals.txt here. */
function takeStem(r: Reading): Source | undefined {
  const only = takeBunch(r) ?? nounFile(r) ?? onlyLog(r);
  if (only?.entries.length !== 1) return undefined;
  return {
    args: only.glob,
    paths: only.entries.map((entry) => entry.path),
    many: false,
    recursive: false,
    include: '',
    find: undefined,
    guess: 0.25,
  };
}

/** Start of the text, when there is exactly one file or a sample of what is piped in. */
export function peekSource(r: Reading, source: Source): string | undefined {
  if (source.args === '') return r.world.stdinSample;
  const first = source.paths[0];
  return first === undefined ? undefined : r.world.peek(first);
}

/** `COMMAND ARGS`, `COMMAND` alone on standard input. */
export const withSource = (command: string, source: Source): string =>
  source.args === '' ? command : `${command} ${source.args}`;

/** The files' text as one stream into a command that reads only standard input. */
export function piped(command: string, source: Source): string {
  if (source.args === '') return command;
  if (source.recursive || (source.find && source.paths.length === 0))
    return `${source.find} -exec cat {} + | ${command}`;
  return source.many ? `cat ${source.args} | ${command}` : `${command} < ${source.args}`;
}

/** A command that takes file arguments, also over a whole tree. */
export function overFiles(command: string, source: Source): string {
  if (source.recursive || (source.find !== undefined && source.paths.length === 0 && source.args !== ''))
    return `${source.find} -exec ${command} {} +`;
  return withSource(command, source);
}

const NOUNS = [
  'tag',
  'name',
  'user',
  'host',
  'word',
  'message',
  'address',
  'author',
  'title',
  'url-noun',
  'image',
  'group',
  'email-noun',
  'package',
];

/** A noun of the lexicon that is the whole first part of the one text file so named. */
function nounFile(r: Reading) {
  for (const term of r.terms) {
    if (!r.free(term) || term.kind !== 'word' || !NOUNS.some((tag) => term.tags.has(tag))) continue;
    const group = bunch(term.raw, r.world).filter((entry) => /\.(?:txt|csv|tsv|list|log)$/.test(entry.path));
    if (group.length !== 1) continue;
    r.mark(term);
    return { glob: pathArg(group[0]!.path), entries: group };
  }
  return undefined;
}

/** "the log", "日志里": the one log here, or the one of that kind ("the access log"). */
function onlyLog(r: Reading) {
  const noun = r.find('log', (term) => /^(?:the )?(?:logs?|log files?|logfile)$|日志/i.test(term.raw));
  if (!noun || !r.world.complete) return undefined;
  const kind = /access|访问/i.test(r.at(noun.index - 1)?.raw ?? '')
    ? /access/
    : /^errors?$|^错误$/i.test(r.at(noun.index - 1)?.raw ?? '')
      ? /error/
      : undefined;
  const all = r.world.entries.filter(
    (entry) => entry.type === 'file' && /\.log$/.test(entry.path) && (!kind || kind.test(entry.path)),
  );
  const near = all.filter((entry) => !entry.path.includes('/'));
  const found = near.length === 1 ? near : all;
  if (found.length !== 1) return undefined;
  r.mark(noun, kind ? r.at(noun.index - 1) : undefined);
  return { glob: pathArg(found[0]!.path), entries: found };
}
