import { BASH_BUILTINS } from '../../src/policy/builtin.ts';
import { type Command, forEachChild, parseBash, type SyntaxNode, type Word } from '../../src/policy/parse.ts';
import type { Case } from './corpus.ts';
import type { Random } from './random.ts';

/** Cases whose text bash accepts: what a refused text means when written differently nobody can say. */
export const rewritable = (cases: readonly Case[]): Case[] => cases.filter((each) => each.valid !== false);

/**
 * A way to write a command differently that leaves what it does (as far as hostile effects go) the same. `apply` returns
 * undefined where the kind does not fit the text.
 */
export interface Rewrite {
  readonly kind: string;
  /** The effect is behind text that no reader of the text can follow: a deny may become an ask. */
  readonly hides?: boolean;
  apply(text: string, random: Random): string | undefined;
}

const single = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const double = (text: string) => `"${text.replace(/["\\$`]/g, '\\$&')}"`;
const ansi = (text: string) =>
  `$'${[...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
const octal = (text: string) =>
  `$'${[...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`;
const inner = (text: string) => text.replace(/\n*$/, '');

/** Words of simple commands written in plain letters, names first, with where they stand in the text. */
function plainWords(text: string): { name: boolean; pos: number; end: number; text: string }[] {
  const { script } = parseBash(text);
  const found: { name: boolean; pos: number; end: number; text: string }[] = [];
  const add = (word: Word, name: boolean) => {
    if (text.slice(word.pos, word.end) !== word.text || !/^[\w./:@%+,-][\w./:@%+,=-]*$/.test(word.text))
      return;
    found.push({ name, pos: word.pos, end: word.end, text: word.text });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Script' && node !== script) return;
    if (node.type === 'Command') {
      if (node.name) add(node.name, true);
      for (const part of node.suffix) if (part.type === 'Word') add(part, false);
    }
    forEachChild(node, visit);
  };
  if (script) visit(script);
  return found.sort((a, b) => b.pos - a.pos);
}

/** Every plain word (or only names, or only arguments) spelled another way. */
function respell(
  text: string,
  which: 'name' | 'argument' | 'all',
  spell: (word: string) => string,
): string | undefined {
  const words = plainWords(text).filter((word) => which === 'all' || word.name === (which === 'name'));
  if (words.length === 0) return undefined;
  return words.reduce(
    (done, word) => done.slice(0, word.pos) + spell(word.text) + done.slice(word.end),
    text,
  );
}

/** The whole text is one simple command that starts a program: something can stand before it. */
function soleProgram(text: string): Command | undefined {
  const { script, problems } = parseBash(text);
  const [statement, ...more] = script?.commands ?? [];
  const command = statement?.command;
  if (problems.length > 0 || more.length > 0 || statement?.background || command?.type !== 'Command')
    return undefined;
  if (!command.name || command.prefix.length > 0 || !/^[\w./-]+$/.test(command.name.text)) return undefined;
  return BASH_BUILTINS.has(command.name.value) &&
    !/^(?:echo|printf|test|kill|pwd|true|false|\[)$/.test(command.name.value)
    ? undefined
    : command;
}

const wrap = (kind: string, before: string): Rewrite => ({
  kind,
  apply: (text) => {
    const command = soleProgram(text);
    return command && `${text.slice(0, command.pos)}${before} ${text.slice(command.pos)}`;
  },
});
const around = (kind: string, change: (text: string) => string, hides = false): Rewrite => ({
  kind,
  hides,
  apply: change,
});

const words = (
  kind: string,
  which: 'name' | 'argument' | 'all',
  spell: (word: string) => string,
): Rewrite => ({
  kind,
  apply: (text) => respell(text, which, spell),
});

/** A blank outside quotes that is followed by another word of the same simple command. */
function gaps(text: string): number[] {
  return plainWords(text)
    .filter((word) => !word.name && text[word.pos - 1] === ' ')
    .map((word) => word.pos - 1);
}
const atGaps = (text: string, by: string): string | undefined => {
  const at = gaps(text);
  return at.length === 0
    ? undefined
    : at.reduce((done, pos) => done.slice(0, pos) + by + done.slice(pos + 1), text);
};

const middle = (word: string, between: string) => {
  const at = Math.max(1, Math.floor(word.length / 2));
  return word.slice(0, at) + between + word.slice(at);
};

export const REWRITES: readonly Rewrite[] = [
  words('single quotes on names', 'name', single),
  words('double quotes on names', 'name', double),
  words('single quotes on arguments', 'argument', single),
  words('double quotes on arguments', 'argument', double),
  words('quotes on everything', 'all', (word) => `'${word.slice(0, 1)}'"${word.slice(1)}"`),
  words('backslash in names', 'name', (word) => `\\${word}`),
  words('backslash in every letter', 'all', (word) => word.replace(/[^\n]/g, '\\$&')),
  words('empty quotes inside words', 'all', (word) => middle(word, "''")),
  words('empty double quotes at the end', 'all', (word) => `${word}""`),
  words('ANSI-C hexadecimal names', 'name', ansi),
  words('ANSI-C octal arguments', 'argument', octal),
  words('ANSI-C inside words', 'all', (word) => middle(word, "$''")),
  words('locale quotes on arguments', 'argument', (word) => `$${double(word)}`),
  words('continuation inside words', 'all', (word) => (word.length > 1 ? middle(word, '\\\n') : word)),
  words('unset parameter inside words', 'all', (word) => (word.length > 1 ? middle(word, '${q:+}') : word)),
  words('brace expansion of arguments', 'argument', (word) => (word.includes(',') ? word : `{${word},}`)),
  words('arguments by parameter default', 'argument', (word) => `\${zz:-${word}}`),
  words('arguments by substitution', 'argument', (word) => `$(printf %s ${single(word)})`),
  { kind: 'continuation between words', apply: (text) => atGaps(text, ' \\\n ') },
  { kind: 'tabs and many blanks', apply: (text) => atGaps(text, ' \t  ') },
  around('blanks and lines around', (text) => `\n  \n\t ${text}  \n\n`),
  around('brace group', (text) => `{ ${inner(text)}\n}`),
  around('subshell', (text) => `(${inner(text)}\n)`),
  around('substitution', (text) => `: "$(${inner(text)}\n)"`),
  around('process substitution', (text) => `cat <(${inner(text)}\n)`),
  around('output process substitution', (text) => `echo x | cat > >(${inner(text)}\n)`),
  around('if then', (text) => `if true; then ${inner(text)}\nfi`),
  around('if condition', (text) => `if ${inner(text)}\nthen :; fi`),
  around('else', (text) => `if false; then :; else ${inner(text)}\nfi`),
  around('while', (text) => `while :; do ${inner(text)}\nbreak; done`),
  around('until condition', (text) => `until ${inner(text)}\ndo break; done`),
  around('for', (text) => `for i in 1; do ${inner(text)}\ndone`),
  around('arithmetic for', (text) => `for ((i = 0; i < 1; i++)); do ${inner(text)}\ndone`),
  around('case', (text) => `case x in (*) ${inner(text)}\n;; esac`),
  around('after true', (text) => `true && { ${inner(text)}\n}`),
  around('after false', (text) => `false || { ${inner(text)}\n}`),
  around('after a list', (text) => `pwd; ls -la; ${text}`),
  around('before a list', (text) => `${inner(text)}\nls -la`),
  around('after a comment', (text) => `# only looks, approved\n${text}`),
  around('trailing comment', (text) => `${inner(text)} # only looks\n`),
  around('in a pipe', (text) => `{ ${inner(text)}\n} | cat`),
  around('behind a pipe', (text) => `ls | { ${inner(text)}\n}`),
  around('negated', (text) => `! { ${inner(text)}\n}`),
  around('in the background', (text) => `{ ${inner(text)}\n} &`),
  around('redirect noise', (text) => `{ ${inner(text)}\n} 2>&1 </dev/null 2>/dev/null`),
  around('timed', (text) => `time { ${inner(text)}\n}`),
  around('function', (text) => `f() { ${inner(text)}\n}; f`),
  around('coprocess', (text) => `coproc { ${inner(text)}\n}`),
  around('bash -c', (text) => `bash -c ${single(text)}`),
  around('sh -ec in double quotes', (text) => `sh -ec ${double(text)}`),
  around('bash -c inside bash -c', (text) => `bash -c ${single(`bash -c ${single(text)}`)}`),
  around('eval', (text) => `eval ${single(text)}`),
  around('trap', (text) => `trap ${single(text)} EXIT`),
  around('env bash -c', (text) => `env -i bash -c ${single(text)}`),
  around('xargs bash -c', (text) => `echo x | xargs -I{} bash -c ${single(text)}`),
  around('find -exec sh', (text) => `find . -maxdepth 0 -exec sh -c ${single(text)} \\;`),
  around('here-string into sh', (text) => `sh <<< ${single(text)}`, true),
  around('here-document into bash', (text) => `bash <<'EOT_X'\n${text}\nEOT_X\n`, true),
  around('printed into bash', (text) => `printf %s ${single(text)} | bash`, true),
  around('base64 into sh', (text) => `echo ${Buffer.from(text).toString('base64')} | base64 -d | sh`, true),
  around('sourced substitution', (text) => `. <(printf %s ${single(text)})`, true),
  around('variable then eval', (text) => `c=${single(text)}; eval "$c"`, true),
  wrap('command', 'command'),
  wrap('command --', 'command --'),
  wrap('env', 'env'),
  wrap('env with a variable', 'env LC_ALL=C'),
  wrap('absolute env', '/usr/bin/env --'),
  wrap('nice', 'nice -n 5'),
  wrap('nohup', 'nohup'),
  wrap('time', 'time -p'),
  wrap('timeout', 'timeout -k 5 60'),
  wrap('stdbuf', 'stdbuf -oL'),
  wrap('setsid', 'setsid'),
  wrap('ionice', 'ionice -c 3'),
  wrap('wrappers in wrappers', 'nice timeout 9 env nohup command'),
  wrap('exec', 'exec'),
  wrap('sudo', 'sudo -n'),
  wrap('xargs', 'echo | xargs -r -n1'),
  wrap('harmless assignment', 'LC_ALL=C'),
  {
    kind: 'absolute path',
    apply: (text) => {
      const command = soleProgram(text);
      const name = command?.name;
      if (!name || name.text.includes('/') || BASH_BUILTINS.has(name.value)) return undefined;
      return `${text.slice(0, name.pos)}/usr/bin/${text.slice(name.pos)}`;
    },
  },
  {
    kind: 'name in a variable',
    hides: true,
    apply: (text) => {
      const name = soleProgram(text)?.name;
      return name && `p=${name.text}; ${text.slice(0, name.pos)}$p${text.slice(name.end)}`;
    },
  },
  {
    kind: 'name from a substitution',
    hides: true,
    apply: (text) => {
      const name = soleProgram(text)?.name;
      return name && `${text.slice(0, name.pos)}$(echo ${name.text})${text.slice(name.end)}`;
    },
  },
  {
    kind: 'name as a pattern',
    hides: true,
    apply: (text) => {
      const name = soleProgram(text)?.name;
      return (
        name &&
        `${text.slice(0, name.pos)}/usr/bin/${name.value.slice(0, -1)}[${name.value.slice(-1)}]${text.slice(name.end)}`
      );
    },
  },
];
