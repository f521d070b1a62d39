/**
 * How a tool is described: as data. A spec is a closed table; what it does not list is unknown, and unknown is never
 * allowed. `docs/policy-specs.md` says how to write one. Nothing here is parsed before the tool is first met.
 */

/** What becomes of a value: of an option's argument, an operand, or (with `!`) of the command as a whole. */
export type Kind =
  /** Data the tool never opens: a pattern, a number, a format, a name to print. */
  | 'text'
  /** One of the words after the colon (`oneof:a|b`); any other value is unknown. */
  | 'oneof'
  /** A path of which only names, sizes and times are shown. */
  | 'meta'
  /** A file whose content is read; `-` is stdin. */
  | 'read'
  /** A file or folder whose contents are read with everything below; `tree:visible` skips hidden names (rg, fd). */
  | 'tree'
  /** Created or overwritten; `append` keeps what was there; `edit` is changed in place; `make` is an empty new entry. */
  | 'write'
  | 'append'
  | 'edit'
  | 'make'
  /** Removed; `delete-tree` with everything below it; `move` is taken away from here, with everything below. */
  | 'delete'
  | 'delete-tree'
  | 'move'
  /** Mode, owner or attributes are changed; `mode-tree` with everything below. */
  | 'mode'
  | 'mode-tree'
  /** A whole device or file system is overwritten: always denied. */
  | 'format'
  /** Always denied as well; the detail says why. */
  | 'fatal'
  /** A host, an address or a URL that is contacted. */
  | 'network'
  /** The name server may be asked for the name of this machine, and nothing else is sent: shown, not asked about. */
  | 'own-name'
  /** A program, a script, a plug-in or a configuration file that can name one: starts code nobody judged. */
  | 'exec'
  /** Shell text, judged like the rest of the command. `shell+`: this and all later operands, joined by blanks. */
  | 'shell'
  /** Stdin is shell text: never allowed, but what is known of it is looked through. */
  | 'stdin'
  | 'shell+'
  /** This and all later operands are a command. `command+`: with more arguments that come from stdin. */
  | 'command'
  | 'command+'
  /** `NAME=value` for the environment of what follows. */
  | 'assign'
  /** The folder the tool works in. */
  | 'cwd'
  /** A program in a small language with a grammar of its own in `policy/little/`. */
  | 'sed'
  | 'awk'
  | 'jq'
  /** A variable of the shell is written or its attributes change. */
  | 'env'
  /** Processes or services, the state of the machine, the terminal, other rights than the user's. */
  | 'process'
  | 'system'
  | 'terminal'
  | 'privilege'
  /** Shows what may hold credentials: environment, tokens, histories. */
  | 'secret'
  /** Nobody can say. */
  | 'unknown';

/** How the tool reads its arguments. */
export type Style =
  /** getopt_long with permutation: `-abc`, `-ofile`, `-o file`, `--opt=v`, `--opt v`, `--`, options after operands. */
  | 'gnu'
  /** As gnu, but the first operand ends the options: wrappers, shells, BSD tools. */
  | 'posix'
  /** Long names with one or two dashes and no clusters: `-name v`, `-name=v`, `--name`: Go, Java, terraform. */
  | 'single'
  /**
   * As gnu, and the first argument may be a cluster without a dash (`tar xf`). Names written without a dash in the table
   * are what such a cluster means where that differs (`ps e` is not `ps -e`).
   */
  | 'bsd'
  /** `name=value` operands, as of dd. Option lines are written without a dash: `if =read`. */
  | 'keyword'
  /** No options at all: every argument is an operand (echo, test, expr); `interpret` may look at them. */
  | 'none';

export interface CommandSpec {
  /** Default: the parent's, and at the top `gnu`. */
  readonly style?: Style;
  /**
   * One line per group: names, then what they take, then what they do, then a comment after ` # `.
   * `-aAb --all` flags without effect (in gnu style a token of several letters is that many options) ·
   * `-f --file =read` a value, attached or next · `--color ?text` a value only when attached ·
   * `--arg =text =text` two values · `-i !edit:. # why` an effect by itself, with a target ·
   * `-#` a number as option (`head -20`) · `+#` the same with a plus.
   */
  readonly options?: string;
  /** Kinds in order: `text read*`, `move+ write`; `?` optional, `*` any, `+` one or more, one repeated at most. None: `''`. */
  readonly operands?: string;
  /** What it does whatever its arguments: `network; exec - runs install scripts; write:./node_modules`. */
  readonly does?: string;
  /** Tried in order after parsing: the first whose `if` names a given option adds to or replaces what stands above. */
  readonly variants?: readonly Variant[];
  /** Subcommands; a key may hold several names: `'log whatchanged'`. Options above them are those before the subcommand. */
  readonly commands?: Readonly<Record<string, CommandSpec>>;
  /** Options valid in every subcommand too. */
  readonly shared?: string;
  /** With `commands`: the call without a subcommand is harmless (it prints help). */
  readonly bare?: boolean;
  /**
   * No option of the tool, in any version, has an effect: an unquoted glob or expansion, which may turn into an option
   * (a file named `--output=x`), may stand anywhere. Everything else needs `--` or `./` before it.
   */
  readonly globSafe?: boolean;
  /** Files of the project it reads as configuration: asked when an earlier step may have written one. `*` is any file. */
  readonly configuredBy?: string;
  /** For odd tools: looks at the parsed call and adds uses. Pure; never throws away what the tables found. */
  readonly interpret?: (call: Call) => readonly Use[];
}

export interface ToolSpec extends CommandSpec {
  /** Program names, separated by blanks: `'gzip gunzip zcat'`. */
  readonly names: string;
  /** Commands judged by `policy test` in a model world: cwd `/home/user/project`, home `/home/user`, ordinary user. */
  readonly allow: readonly string[];
  readonly ask: readonly string[];
  readonly deny?: readonly string[];
}

export interface Variant {
  /** Option names of which one must be given. */
  readonly if: string;
  /** Replaces the operands above. */
  readonly operands?: string;
  /** Replaces the `does` above. */
  readonly does?: string;
}

/** One use the call makes of a value, or (without `arg`) of the world. */
export interface Use {
  readonly kind: Kind;
  /** The word it is about; a string stands for a word written as it is. */
  readonly arg?: Arg | string;
  readonly detail?: string;
  /**
   * What followed the kind's colon: `tree:visible`. For `command` of xargs: `stdin`, or the mark stdin takes the place of;
   * for `shell`: `denies` when the text is only looked through for what is denied.
   */
  readonly param?: string;
  /** For `command`: its words. */
  readonly args?: readonly Arg[];
}

/** One argument as far as it is known before the command runs. */
export interface Arg {
  /** The whole value when `exact`; else what is known of its beginning. */
  readonly text: string;
  readonly exact: boolean;
  /** Unquoted wildcards, as a pattern in which what was quoted is escaped with a backslash. */
  readonly glob?: string;
  /** It may become no word, or several. */
  readonly many: boolean;
  /** Not known, but below one of these folders (as written), and its name fits the pattern where one is given. */
  readonly below?: { readonly folders: readonly string[]; readonly name?: string };
}

export interface ParsedOption {
  /** As the table spells it: `-f`, `--file`. */
  readonly name: string;
  readonly values: readonly Arg[];
}

export interface Call {
  readonly program: string;
  /** Subcommand words that were recognised. */
  readonly path: readonly string[];
  readonly options: readonly ParsedOption[];
  readonly operands: readonly Arg[];
  /** Whether one of these options was given. */
  has(...names: readonly string[]): boolean;
  /** Values of these options, in order. */
  values(...names: readonly string[]): readonly Arg[];
}
