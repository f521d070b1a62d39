import type { ToolSpec } from '../spec.ts';
import { asksVersion } from './version.ts';

const INSTALLS = 'system; network; exec - runs install scripts';
const PROJECT_INSTALLS = 'write:.; network; exec - runs install scripts';
const RUNS = 'exec - runs code the project defines';

/** Package managers of a project: listing is read-only, most of the rest runs code the project defines. */
export const PROJECT_PACKAGES: readonly ToolSpec[] = [
  {
    names: 'npm',
    // -v and --version only print. Settings such as --prefix or --script-shell choose folders and programs: left out.
    options: '-v --version -h --help -l',
    shared: `
      -algh --all --long --json --parseable --global --production
      --depth --omit --include =text
    `,
    bare: true,
    commands: {
      'ls list la ll explain why': { operands: 'text*' },
      pkg: {
        commands: {
          get: { operands: 'text*' },
          'set delete fix': { style: 'none', operands: 'text*', does: 'edit:./package.json' },
        },
      },
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
      'run run-script': {
        options: '-ws --if-present --ignore-scripts',
        operands: 'text*',
        // Alone it lists what there is to run.
        interpret: ({ operands }) =>
          operands.length === 0 ? [] : [{ kind: 'exec', detail: 'runs code the project defines' }],
      },
      'test t tst start stop restart version explore edit': { operands: 'text*', does: RUNS },
      cache: { operands: 'text*', does: 'write:~/.npm' },
    },
    allow: [
      'npm run',
      'npm explain x',
      'npm pkg get name',
      'npm --version',
      'npm ls',
      'npm ls --depth=0',
      'npm ls -g',
      'npm root',
    ],
    ask: [
      'npm pkg set a=b',
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
    allow: ['deno --version', 'bun --version', 'npx --version'],
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
    shared: `
      -vqlof --verbose --quiet --local --user --not-required --no-color --disable-pip-version-check --pre --exclude-editable
      --files
      --format --exclude =text
    `,
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
    names: 'uv poetry pipenv bundle bundler composer cpan luarocks cabal stack opam nuget vcpkg conan',
    style: 'none',
    operands: 'text*',
    interpret: (call) => (asksVersion(call) ? [] : [{ kind: 'exec', detail: 'may install or run packages' }]),
    allow: ['uv --version', 'composer --version', 'poetry --version'],
    ask: ['bundle exec rake', 'bundle list', 'poetry run x', 'poetry show', 'uv run x'],
  },
  {
    names: 'gem conda mamba',
    options: '-v -V --version -h --help',
    bare: true,
    commands: {
      list: {
        options: '-ld --local --details --versions --no-versions --json --export --explicit',
        operands: 'text*',
      },
      'info env environment': {
        options: '--json',
        operands: 'text*',
        interpret: ({ program, operands }) =>
          operands.every(
            ({ text, exact }) => exact && /^(?:list|version|home|gemdir|gempath|platform)$/.test(text),
          ) ||
          (program === 'gem' && operands.every(({ text, exact }) => exact && !text.includes('/')))
            ? []
            : [{ kind: 'exec', detail: 'may install or run packages' }],
      },
      'install i uninstall update upgrade outdated search fetch push build cleanup create remove run activate init config clean server exec':
        { style: 'none', operands: 'text*', does: INSTALLS },
    },
    allow: [
      'gem --version',
      'gem list',
      'gem list --local',
      'gem env',
      'conda list',
      'conda env list',
      'conda info',
    ],
    ask: [
      'gem install x',
      'conda install x',
      'conda run x',
      'conda env create',
      'gem list --remote',
      'conda list -p x',
    ],
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
];
