import type { Call, ToolSpec } from '../spec.ts';

const INSTALLS = 'system; network; exec - runs install scripts';
const PROJECT_INSTALLS = 'write:.; network; exec - runs install scripts';
const RUNS = 'exec - runs code the project defines';

/** `--version` alone of these prints and ends. Of others (yarn, pytest, bazel, mvn …) it may run what the folder configures. */
const PLAIN_VERSION = new Set(
  `deno bun gem uv pipenv conda composer opam vcpkg gcc g++ cc c++ clang clang++ rustc tsc ld as nasm cmake ninja meson autoconf
   automake cppcheck clang-tidy clang-format gdb valgrind strace ltrace perf rustfmt ruff black mypy isort vim nvim nano emacs less
   tmux screen ffmpeg ffprobe pandoc psql mysql sqlite3 redis-cli gpg fzf bat convert magick dot node nodejs python python2 python3
   ruby perl php lua luajit julia Rscript R ghc elixir swift scala kotlin racket sbcl octave`.split(/\s+/),
);

/** One exact operand, and it only asks for the version. */
const asksVersion = ({ program, operands }: Call): boolean =>
  operands.length === 1 &&
  operands[0]!.exact &&
  operands[0]!.text === '--version' &&
  PLAIN_VERSION.has(program);

/** Package managers and build tools: the read-only parts, and what runs code. */
export const PACKAGES: readonly ToolSpec[] = [
  {
    names: 'apt apt-get aptitude',
    options: `
      -qysV --quiet --yes --assume-yes --no-install-recommends --simulate --dry-run --verbose-versions --help --version -h -v
      -a --all-versions -i --installed --upgradable --full --names-only -n
      -t --target-release =text
      -o --option -c --config-file =exec
    `,
    shared: `
      -qysV --quiet --yes --assume-yes --no-install-recommends --simulate --dry-run --help
      -a --all-versions -i --installed --upgradable --full --names-only -n --manual-installed
      -t --target-release =text
      -o --option -c --config-file =exec
    `,
    bare: true,
    commands: {
      'list show search policy showsrc depends rdepends madison moo': { operands: 'text*' },
      'install remove purge upgrade full-upgrade dist-upgrade autoremove autopurge clean autoclean build-dep reinstall satisfy edit-sources markauto unmarkauto hold unhold':
        {
          options:
            '--purge --fix-broken -f --reinstall --download-only -d --allow-downgrades --force-yes --fix-missing -m',
          operands: 'text*',
          does: INSTALLS,
        },
      'update download source changelog': { operands: 'text*', does: 'system; network' },
    },
    allow: ['apt list --installed', 'apt show bash', 'apt search ripgrep', 'apt-get --version'],
    ask: ['apt install x', 'apt-get -y remove x', 'apt update', 'apt -o Dir::Etc=x list', 'apt frob'],
  },
  {
    names: 'apt-cache',
    options: `
      -qnfagiv --quiet --names-only --full --all-versions --generate --installed --recurse --important --help --version -h
      -o --option -c --config-file =exec
    `,
    shared:
      '-qnfagi --quiet --names-only --full --all-versions --installed --recurse --important --no-all-versions',
    bare: true,
    commands: {
      'show search policy depends rdepends madison stats dump pkgnames showpkg showsrc dumpavail unmet dotty':
        { operands: 'text*' },
    },
    allow: ['apt-cache policy bash', 'apt-cache search grep'],
    ask: ['apt-cache -o x=y show z', 'apt-cache gencaches'],
  },
  {
    names: 'dpkg-query',
    options: `
      -lWsLSpc --list --show --status --listfiles --search --print-avail --control-list --control-show --control-path --load-avail --help --version --no-pager
      -f --showformat =text
      --admindir --root =unknown
    `,
    operands: 'text*',
    allow: ['dpkg-query -l', "dpkg-query -W -f='${Package}\\n'"],
    ask: ['dpkg-query --admindir=x -l'],
  },
  {
    names: 'dpkg',
    options: `
      -lsLSpCV --list --status --listfiles --search --print-avail --audit --verify --print-architecture \
        --print-foreign-architectures --get-selections --compare-versions --no-pager --help --version
      -I --info -c --contents -f --field =read
      -irPa --install --remove --purge --unpack --configure --add-architecture --remove-architecture --set-selections \
        --clear-selections --update-avail --triggers-only --force-all !system # changes installed packages
    `,
    operands: 'text*',
    allow: ['dpkg -l', 'dpkg -L bash', 'dpkg -S /bin/ls', 'dpkg --print-architecture'],
    ask: ['dpkg -i x.deb', 'dpkg --purge x', 'dpkg --frob'],
  },
  {
    names: 'rpm',
    // --pipe, -E, --define and --eval run code: left out, and so is -p, which may fetch what it reads.
    options: `
      -qailcdR --query --all --info --list --configfiles --docfiles --requires --provides --changelog --whatprovides \
        --whatrequires --last --version --help
      --queryformat --qf =text
      -f --file =meta
      -UFe --install --upgrade --freshen --erase --import --rebuilddb --initdb !system # changes installed packages
    `,
    operands: 'text*',
    interpret: ({ operands }) =>
      operands
        .filter(({ text, exact }) => !exact || text.includes('://'))
        .map((arg) => ({ kind: 'network' as const, arg })),
    allow: ['rpm -qa', 'rpm -qi bash'],
    ask: [
      'rpm -U x.rpm',
      'rpm -e x',
      "rpm -q --pipe 'sh -c id' x",
      "rpm -q -E '%(id)'",
      'rpm -q http://x/y.rpm',
    ],
  },
  {
    names: 'dnf yum zypper',
    options: '-qyvC --quiet --assumeyes --cacheonly --version --help',
    shared: '-qyvC --quiet --assumeyes --cacheonly --installed --available --all',
    bare: true,
    commands: {
      'list info search repolist provides repoquery history check': {
        operands: 'text*',
        does: 'network - may refresh its metadata',
      },
      'install remove erase update upgrade reinstall autoremove clean makecache downgrade groupinstall module swap mark refresh':
        { operands: 'text*', does: INSTALLS },
    },
    allow: ['dnf --version'],
    ask: ['dnf remove x', 'yum install x', 'dnf list'],
  },
  {
    names: 'pacman yay paru',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands: [first, ...rest] }) => {
      const word = first?.exact ? first.text : '';
      const query =
        /^-Q[iklmnoqstu]*$/.test(word) && rest.every(({ text, exact }) => exact && !text.startsWith('-'));
      return query ? [] : [{ kind: 'system', detail: 'changes installed packages' }];
    },
    allow: ['pacman -Q', 'pacman -Qi bash'],
    ask: ['pacman -Syu', 'pacman -Q --root x', 'pacman -R x'],
  },
  {
    names: 'brew',
    options: '--version --prefix --cellar --repository --cache -v -h --help',
    shared: '-vqdh1l --versions --verbose --quiet --formula --cask --json --installed --tree --full-name',
    bare: true,
    commands: {
      'list ls leaves deps uses config': { operands: 'text*' },
      'info search outdated desc home': { operands: 'text*', does: 'network - may refresh its metadata' },
      'install uninstall remove rm upgrade update reinstall cleanup tap untap link unlink pin unpin services bundle autoremove edit create doctor':
        { operands: 'text*', does: INSTALLS },
    },
    allow: ['brew list --versions', 'brew --prefix', 'brew leaves'],
    ask: ['brew install wget', 'brew upgrade', 'brew frob'],
  },
  {
    names: 'snap flatpak',
    options: '--version --help',
    shared: '--all --user --system --columns =text',
    commands: {
      'list info': { operands: 'text*' },
      version: { operands: '' },
      'install remove uninstall refresh update revert enable disable connect set run mask override repair': {
        operands: 'text*',
        does: INSTALLS,
      },
    },
    allow: ['snap list', 'flatpak list'],
    ask: ['snap install x', 'flatpak run x'],
  },
  {
    names: 'npm',
    // -v and --version only print. Settings such as --prefix or --script-shell choose folders and programs: left out.
    options: '-v --version -h --help -l',
    shared:
      '-algh --all --long --json --parseable --global --production --depth =text --omit --include =text',
    bare: true,
    commands: {
      'ls list la ll': { operands: 'text*' },
      'root prefix bin': { operands: '' },
      'help help-search': { operands: 'text*', does: 'terminal' },
      'view info show search outdated ping whoami audit fund doctor docs repo bugs owner token profile dist-tag deprecate access team org star stars pack publish unpublish login logout adduser':
        {
          operands: 'text*',
          does: 'network',
        },
      'config get set c': { operands: 'text*', does: 'secret' },
      'install i add ci uninstall remove rm un update up upgrade dedupe prune rebuild link init create install-test it exec x':
        {
          options: '-DSEgf --save --save-dev --save-exact --force --no-save --legacy-peer-deps',
          operands: 'text*',
          does: PROJECT_INSTALLS,
        },
      'run run-script test t tst start stop restart version explore edit': { operands: 'text*', does: RUNS },
      cache: { operands: 'text*', does: 'write:~/.npm' },
    },
    allow: ['npm --version', 'npm ls', 'npm ls --depth=0', 'npm ls -g', 'npm root'],
    ask: [
      'npm install left-pad',
      'npm run build',
      'npm test',
      'npm config list',
      'npm exec x',
      'npm ls --script-shell=./x',
      'npm view x',
    ],
  },
  {
    names: 'npx pnpx bunx pnpm yarn bun deno corepack',
    style: 'none',
    operands: 'text*',
    interpret: (call) =>
      asksVersion(call) ? [] : [{ kind: 'exec', detail: 'runs code the project defines' }],
    allow: ['deno --version', 'bun --version'],
    ask: [
      'yarn --version',
      'pnpm --version',
      'npx cowsay hi',
      'yarn add x',
      'yarn',
      'pnpm test',
      'bun run x',
    ],
  },
  {
    names: 'pip pip3 pipx',
    options: '-V --version -h --help -q --quiet --no-color --disable-pip-version-check',
    shared:
      '-vqlo --verbose --quiet --local --user --not-required --no-color --disable-pip-version-check --pre --exclude-editable --format --exclude =text -f --files',
    bare: true,
    commands: {
      'list freeze check': { options: '--outdated !network --uptodate !network', operands: '' },
      'show inspect': { operands: 'text*' },
      'debug help completion': { operands: 'text*' },
      'install uninstall download wheel search index cache config hash lock upgrade inject run ensurepath reinstall':
        { operands: 'text*', does: INSTALLS },
    },
    allow: ['pip list', 'pip show requests', 'pip --version', 'pip freeze', 'pip3 check'],
    ask: ['pip install x', 'pip list --outdated', 'pip config set x y', 'pip --python ./x list'],
  },
  {
    names:
      'uv poetry pipenv conda mamba gem bundle bundler composer cpan luarocks cabal stack opam nuget vcpkg conan',
    style: 'none',
    operands: 'text*',
    interpret: (call) => (asksVersion(call) ? [] : [{ kind: 'exec', detail: 'may install or run packages' }]),
    allow: ['gem --version', 'uv --version', 'composer --version'],
    ask: ['gem install x', 'bundle exec rake', 'poetry run x', 'conda install x', 'uv run x'],
  },
  {
    names: 'cargo',
    // A toolchain override (+nightly) or --config can choose another compiler: both are left out.
    options: '-V --version -h --help --list -v --verbose -q --quiet',
    bare: true,
    commands: {
      version: { options: '-v --verbose', operands: '' },
      help: { operands: 'text?', does: 'terminal' },
      'build b check c clean doc d new init add remove run r test t bench update search publish install uninstall clippy fmt fix metadata tree fetch generate-lockfile package vendor verify-project locate-project owner login logout yank':
        { style: 'none', operands: 'text*', does: RUNS },
    },
    allow: ['cargo --version', 'cargo -V', 'cargo --list'],
    ask: ['cargo run', 'cargo metadata', 'cargo build --release', 'cargo +nightly --version'],
  },
  {
    names: 'go',
    style: 'single',
    options: '-h -help',
    bare: true,
    commands: {
      version: { options: '-m -v', operands: 'read*' },
      env: {
        options: '-json -changed',
        operands: 'text*',
        variants: [{ if: '-w -u', operands: 'text*', does: 'write:~/.config/go/env' }],
      },
      'help doc': { operands: 'text*' },
      'build run test get install mod vet fmt generate list clean tool work fix bug telemetry': {
        style: 'none',
        operands: 'text*',
        does: RUNS,
      },
    },
    allow: ['go version', 'go help build', 'go env GOPATH'],
    ask: ['go run .', 'go vet -vettool=./x ./...', 'go build', 'go env -w X=y', 'go test ./...'],
  },
  {
    names:
      'node nodejs python python2 python3 ruby perl php lua luajit julia Rscript R tclsh wish osascript pwsh ghc runghc elixir erl iex swift scala groovy kotlin guile racket sbcl octave irb ipython ts-node tsx bpython pypy pypy3',
    style: 'none',
    operands: 'text*',
    interpret: ({ program, operands }) => {
      const version: Readonly<Record<string, readonly string[]>> = {
        python: ['--version', '-V'],
        python2: ['--version', '-V'],
        python3: ['--version', '-V'],
        node: ['--version', '-v'],
        nodejs: ['--version', '-v'],
        ruby: ['--version'],
        perl: ['--version', '-v'],
        php: ['--version', '-v'],
      };
      const [only] = operands;
      const asks =
        operands.length === 1 && only?.exact && (version[program] ?? ['--version']).includes(only.text);
      return asks ? [] : [{ kind: 'exec', detail: 'runs code that is not judged' }];
    },
    allow: [
      'node --version',
      'python3 --version',
      'python3 -V',
      'ruby --version',
      'node -v',
      'perl -v',
      'php --version',
    ],
    ask: [
      'python3 -c "print(1)"',
      'node x.js',
      'python3 -m json.tool data.json',
      'perl -e "system(1)"',
      'ruby -v -e x',
      'node',
      'python3 -v',
    ],
  },
  {
    names: 'java javac javap jar jshell kotlinc scalac dotnet msbuild',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands }) => {
      const [only] = operands;
      const asks =
        operands.length === 1 &&
        only?.exact &&
        ['-version', '--version', '--list-sdks', '--list-runtimes'].includes(only.text);
      return asks ? [] : [{ kind: 'exec', detail: 'runs or compiles code' }];
    },
    allow: ['java -version', 'java --version', 'javac -version', 'dotnet --version', 'dotnet --list-sdks'],
    ask: ['java -jar x.jar', 'javac -processorpath e.jar -processor E P.java', 'java', 'dotnet run'],
  },
  {
    names:
      'gcc g++ cc c++ clang clang++ rustc tsc ld as ghdl nasm swiftc zig cmake ninja meson bazel gradle mvn ant sbt rake grunt gulp webpack vite eslint prettier jest vitest mocha pytest tox nox ruff black mypy flake8 pylint isort rubocop phpunit pre-commit ansible ansible-playbook just task invoke fab scons autoconf automake configure ctest cppcheck clang-tidy clang-format gdb lldb valgrind strace ltrace perf gofmt rustfmt rustup nvm pyenv rbenv asdf mise tsserver biome turbo nx lerna',
    style: 'none',
    operands: 'text*',
    interpret: (call) =>
      asksVersion(call) ? [] : [{ kind: 'exec', detail: 'may run code the project defines' }],
    allow: ['gcc --version', 'cmake --version', 'rustc --version', 'clang --version'],
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
      'vi vim nvim view ex nano emacs ed micro joe pico mg helix hx kak code subl gedit kate less more most bat batcat man info tig fzf mc ranger nnn lf vifm screen tmux byobu zellij script expect dialog whiptail mutt neomutt alpine irssi weechat w3m lynx links elinks mysql psql sqlite3 mongosh mongo redis-cli ftp lftp telnet pandoc convert magick mogrify ffmpeg ffprobe gnuplot latex pdflatex xelatex lualatex tex gs dot gpg gpg2 age pass op bw vault keepassxc-cli secret-tool security',
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
