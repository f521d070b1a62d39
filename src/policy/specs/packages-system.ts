import type { ToolSpec } from '../spec.ts';

const INSTALLS = 'system; network; exec - runs install scripts';

/** Package managers of the system: the read-only parts, and what changes it. */
export const SYSTEM_PACKAGES: readonly ToolSpec[] = [
  {
    names: 'apt apt-get',
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
    names: 'aptitude',
    options: '-q --version --help -h',
    commands: {
      'search show versions': { options: '-vF --disable-columns', operands: 'text*' },
      'install remove purge hold unhold update upgrade safe-upgrade full-upgrade clean autoclean download changelog':
        {
          style: 'none',
          operands: 'text*',
          does: INSTALLS,
        },
    },
    allow: ['aptitude search bash', 'aptitude show bash'],
    ask: ['aptitude', 'aptitude install x', 'aptitude -q'],
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
    names: 'apt-mark',
    commands: {
      'showauto showmanual showhold showinstall': { operands: 'text*' },
      'auto manual hold unhold minimize-manual': { style: 'none', operands: 'text*', does: 'system' },
    },
    allow: ['apt-mark showmanual', 'apt-mark showhold'],
    ask: ['apt-mark hold x', 'apt-mark -f x showhold'],
  },
  {
    names: 'apk',
    options: '--version -h --help',
    bare: true,
    commands: {
      'info list policy stats version': {
        options:
          '-aeLPrRvwWdtIOuo --all --installed --upgradeable --orphaned --description --depends --contents --who-owns --rdepends',
        operands: 'text*',
      },
      'add del update upgrade fix cache fetch audit search index': {
        style: 'none',
        operands: 'text*',
        does: INSTALLS,
      },
    },
    allow: ['apk info', 'apk list --installed', 'apk info -L bash'],
    ask: ['apk add x', 'apk --root x info', 'apk search x'],
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
    // Without -q the same letters install: `rpm -i x` is no question about x.
    interpret: ({ operands, has }) => [
      ...operands
        .filter(({ text, exact }) => !exact || text.includes('://'))
        .map((arg) => ({ kind: 'network' as const, arg })),
      ...(has('-q', '--query', '--version', '--help')
        ? []
        : [{ kind: 'system' as const, detail: 'changes installed packages' }]),
    ],
    allow: ['rpm -qa', 'rpm -qi bash', 'rpm --version'],
    ask: [
      'rpm -i x.rpm',
      'rpm x',
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
    shared: `
      --all --user --system
      --columns =text
    `,
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
];
