import { forEachChild, type ParsedScript, type SyntaxNode } from '../policy/parse.ts';

/** What a manual of this machine says; reading one must start nothing. */
export interface OptionBook {
  /** Every option it names, with its dashes. */
  readonly options: readonly string[];
  /** What it says of an option or a cluster of short ones; empty when nothing. */
  option(text: string): readonly unknown[];
}

/** The manual of a program; undefined where there is none. */
export type Manuals = (program: string) => OptionBook | undefined;

/** Words after these belong to another command, or the options to a language of its own. */
const OTHERWISE =
  /^(?:sudo|doas|env|xargs|nice|ionice|nohup|time|timeout|watch|ssh|strace|setsid|stdbuf|flock|chroot|unshare|exec|command|ps|tar|dd|awk|gawk|mawk|perl|python\d*|node|ruby|bash|sh|dash|zsh|git|docker|podman|kubectl|apt|apt-get|npm|pip\d*|cargo|go|openssl|ip|ffmpeg|convert|magick|java|gcc|cc|vim?|nano|less|kill)$/;

/** A manual that names one of these is laid out as GNU programs do, with every option in an entry of its own. */
const STANDARD = ['--help', '--version', '-version'];

/** An option no local manual of the program knows, in words for the model; undefined when nothing is to be said. */
export function unknownOption(script: ParsedScript, manuals: Manuals): string | undefined {
  let found: string | undefined;
  const visit = (node: SyntaxNode): void => {
    if (found !== undefined) return;
    const program = node.type === 'Command' ? node.name?.text : undefined;
    if (node.type === 'Command' && program !== undefined && /^[a-z][\w.+-]*$/.test(program))
      found = unknownIn(
        program,
        node.args.map((word) => ('text' in word ? word.text : '')),
        manuals,
      );
    forEachChild(node, visit);
  };
  visit(script);
  return found;
}

function unknownIn(program: string, words: readonly string[], manuals: Manuals): string | undefined {
  if (OTHERWISE.test(program)) return undefined;
  const end = words.indexOf('--');
  const long = words
    .slice(0, end < 0 ? undefined : end)
    .filter((word) => /^--?[A-Za-z][\w-]*(?:=.*)?$/.test(word) && !STANDARD.includes(word));
  if (long.length === 0) return undefined;
  const manual = manuals(program);
  if (!manual?.options.some((option) => STANDARD.includes(option))) return undefined;
  const strange = long.find((word) => {
    const [name = word] = word.split('=');
    // GNU programs take any unambiguous beginning of a long option; a short one may carry its value.
    return (
      manual.option(word).length === 0 &&
      !manual.options.some((option) => option.startsWith(name)) &&
      (name.startsWith('--') || program === 'find' || manual.option(name.slice(0, 2)).length === 0)
    );
  });
  return strange === undefined
    ? undefined
    : `${program} knows no option ${strange} by its manual on this machine`;
}

/** Programs that only read the files they are given. */
const READS = /^(?:cat|wc|sort|uniq|stat|file|du|nl|tac|md5sum|sha1sum|sha256sum|cksum|ls)$/;

/**
 * A file the first command of a script would read and that is not there; undefined when all are, or when it cannot be
 * known. `exists` takes a path as written, relative to the folder of the plan.
 */
export function missingPath(script: ParsedScript, exists: (path: string) => boolean): string | undefined {
  let first: Extract<SyntaxNode, { type: 'Command' }> | undefined;
  const visit = (node: SyntaxNode): void => {
    if (first) return;
    if (node.type === 'Command') first = node;
    else forEachChild(node, visit);
  };
  visit(script);
  if (!first || !READS.test(first.name?.text ?? '')) return undefined;
  for (const word of first.args) {
    // Only what bash takes as it stands; values of options have no slash or dot often enough to be left alone.
    if (!('text' in word) || !/^(?!-)[\w./-]*[./][\w./-]*$/.test(word.text) || word.text.includes('..'))
      continue;
    if (!exists(word.text)) return `there is no ${word.text} here`;
  }
  return undefined;
}
