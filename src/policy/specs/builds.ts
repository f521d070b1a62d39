import type { ToolSpec } from '../spec.ts';
import { asksVersion } from './version.ts';

/** Build tools, checkers and programs that can start others. */
export const BUILDS: readonly ToolSpec[] = [
  {
    names:
      'gcc g++ cc c++ clang clang++ rustc tsc ld as ghdl nasm swiftc zig cmake ninja meson bazel gradle mvn ant sbt rake grunt gulp webpack vite eslint prettier jest vitest mocha pytest tox nox ruff black mypy flake8 pylint isort rubocop phpunit pre-commit ansible ansible-playbook just task invoke fab scons autoconf automake configure ctest cppcheck clang-tidy clang-format gdb lldb valgrind strace ltrace perf gofmt rustfmt rustup nvm pyenv rbenv asdf mise tsserver biome turbo nx lerna',
    style: 'none',
    operands: 'text*',
    interpret: (call) =>
      asksVersion(call) ? [] : [{ kind: 'exec', detail: 'may run code the project defines' }],
    allow: [
      'gcc -v',
      'gcc -dumpversion',
      'tsc -v',
      'rustc -vV',
      'eslint --version',
      'gcc --version',
      'cmake --version',
      'rustc --version',
      'clang --version',
    ],
    ask: [
      'gcc -o x x.c',
      'cmake ..',
      'pytest',
      'prettier --check .',
      'gdb -batch -ex "shell id"',
      'eslint .',
      'strace ls',
    ],
  },
  {
    names: 'make gmake bmake',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands }) => {
      const [only] = operands;
      const asks = operands.length === 1 && only?.exact && ['--version', '-v', '--help'].includes(only.text);
      return asks ? [] : [{ kind: 'exec', detail: 'runs commands of the makefile, even with -n' }];
    },
    allow: ['make --version', 'make -v'],
    ask: ['make', 'make -n', 'make test'],
  },
  {
    names:
      'vi vim nvim view ex nano emacs ed micro joe pico mg helix hx kak code subl gedit kate less more most bat batcat man info tig fzf mc ranger nnn lf vifm screen tmux byobu zellij expect dialog whiptail mutt neomutt alpine irssi weechat w3m lynx links elinks mysql psql sqlite3 mongosh mongo redis-cli ftp lftp telnet pandoc convert magick mogrify ffmpeg ffprobe gnuplot latex pdflatex xelatex lualatex tex gs dot gpg gpg2 age pass op bw vault keepassxc-cli secret-tool security',
    style: 'none',
    operands: 'text*',
    interpret: (call) => (asksVersion(call) ? [] : [{ kind: 'exec', detail: 'can start other programs' }]),
    allow: ['vim --version', 'ffmpeg --version'],
    ask: [
      'less README.md',
      'man ls',
      'vim -c :q x',
      'bat --pager "sh -c id" x',
      'fzf --bind x',
      'psql -c "select 1"',
      'sqlite3 x.db .tables',
      'gpg -d x',
    ],
  },
];
