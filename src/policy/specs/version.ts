import type { Call } from '../spec.ts';

/** `--version` alone of these prints and ends. Of others (yarn, pytest, bazel, mvn …) it may run what the folder configures. */
const PLAIN_VERSION = new Set(
  `deno bun gem uv pipenv conda composer opam vcpkg gcc g++ cc c++ clang clang++ rustc tsc ld as nasm cmake ninja meson autoconf
   automake cppcheck clang-tidy clang-format gdb valgrind strace ltrace perf rustfmt ruff black mypy isort vim nvim nano emacs less
   tmux screen ffmpeg ffprobe pandoc psql mysql sqlite3 redis-cli gpg fzf bat convert magick dot node nodejs python python2 python3
   ruby perl php lua luajit julia Rscript R ghc elixir swift scala kotlin racket sbcl octave`.split(/\s+/),
);

/** One exact operand, and it only asks for the version. */
export const asksVersion = ({ program, operands }: Call): boolean =>
  operands.length === 1 &&
  operands[0]!.exact &&
  operands[0]!.text === '--version' &&
  PLAIN_VERSION.has(program);
