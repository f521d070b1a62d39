import type { Call } from '../spec.ts';

/** `--version` alone of these prints and ends. Of others (yarn, pytest, bazel, mvn …) it may run what the folder configures. */
const PLAIN_VERSION = new Set(
  `deno bun gem uv pipenv conda composer opam vcpkg gcc g++ cc c++ clang clang++ rustc tsc ld as nasm cmake ninja meson autoconf
   automake cppcheck clang-tidy clang-format gdb valgrind strace ltrace perf rustfmt ruff black mypy isort vim nvim nano emacs less
   tmux screen ffmpeg ffprobe pandoc psql mysql sqlite3 redis-cli gpg fzf bat convert magick dot node nodejs python python2 python3
   npx poetry conda eslint prettier esbuild
   ruby perl php lua luajit julia Rscript R ghc elixir swift scala kotlin racket sbcl octave`.split(/\s+/),
);

const COMPILER = ['-v', '-dumpversion', '-dumpmachine', '-print-search-dirs'];
/** Other words that, alone, only make the tool say what it is. */
const OWN_WORDS: Readonly<Record<string, readonly string[]>> = {
  gcc: COMPILER,
  'g++': COMPILER,
  cc: COMPILER,
  clang: COMPILER,
  'clang++': COMPILER,
  rustc: ['-V', '-vV'],
  tsc: ['-v'],
  eslint: ['-v'],
  npx: ['-v'],
};

/** One exact operand, and it only asks for the version. */
export const asksVersion = ({ program, operands }: Call): boolean =>
  operands.length === 1 &&
  operands[0]!.exact &&
  ((operands[0]!.text === '--version' && PLAIN_VERSION.has(program)) ||
    (OWN_WORDS[program] ?? []).includes(operands[0]!.text));
