/** Programs whose package is called otherwise, by package manager family; the name itself is tried for the rest. */
const DEBIAN: Record<string, string> = {
  ag: 'silversearcher-ag',
  aws: 'awscli',
  convert: 'imagemagick',
  dig: 'dnsutils',
  fd: 'fd-find',
  fdfind: 'fd-find',
  batcat: 'bat',
  'g++': 'g++',
  git: 'git',
  host: 'dnsutils',
  identify: 'imagemagick',
  ifconfig: 'net-tools',
  java: 'default-jre-headless',
  javac: 'default-jdk-headless',
  killall: 'psmisc',
  lsb_release: 'lsb-release',
  mkfs: 'util-linux',
  mysql: 'default-mysql-client',
  nc: 'netcat-openbsd',
  netstat: 'net-tools',
  nslookup: 'dnsutils',
  ping: 'iputils-ping',
  pip: 'python3-pip',
  pip3: 'python3-pip',
  ps: 'procps',
  psql: 'postgresql-client',
  pstree: 'psmisc',
  python: 'python3',
  rg: 'ripgrep',
  route: 'net-tools',
  'redis-cli': 'redis-tools',
  ss: 'iproute2',
  sqlite3: 'sqlite3',
  top: 'procps',
  traceroute: 'traceroute',
  vim: 'vim',
  watch: 'procps',
  xxd: 'xxd',
  xmllint: 'libxml2-utils',
};

const FEDORA: Record<string, string> = {
  ag: 'the_silver_searcher',
  convert: 'ImageMagick',
  dig: 'bind-utils',
  fd: 'fd-find',
  host: 'bind-utils',
  ifconfig: 'net-tools',
  java: 'java-latest-openjdk-headless',
  killall: 'psmisc',
  nc: 'nmap-ncat',
  netstat: 'net-tools',
  nslookup: 'bind-utils',
  pip: 'python3-pip',
  pip3: 'python3-pip',
  ps: 'procps-ng',
  psql: 'postgresql',
  pstree: 'psmisc',
  rg: 'ripgrep',
  vim: 'vim-enhanced',
  watch: 'procps-ng',
};

const SHORT: Record<string, string> = {
  ag: 'the_silver_searcher',
  convert: 'imagemagick',
  dig: 'bind',
  ifconfig: 'net-tools',
  netstat: 'net-tools',
  pip: 'python-pip',
  rg: 'ripgrep',
  psql: 'postgresql',
};

/** Programs that a package of their own name, or of a name above, is known to bring. */
const SAME_NAME =
  /^(?:aria2|bat|bc|btop|cmake|cowsay|curl|datamash|dos2unix|entr|exiftool|eza|fd|ffmpeg|figlet|file|fzf|gawk|gcc|gdb|git|gnuplot|gpg|graphviz|htop|hyperfine|inotify-tools|iotop|jq|just|less|lsof|lynx|make|mc|mtr|nano|ncdu|neovim|netcat|nginx|nmap|nodejs|npm|pandoc|parallel|pigz|podman|pv|ripgrep|rclone|rsync|ruby|screen|shellcheck|sl|socat|sqlite3|strace|stow|sysstat|tcpdump|telnet|time|tmux|traceroute|tree|unrar|unzip|vim|wget|whois|xclip|xsel|yq|zip|zoxide|zsh|zstd)$/;

export interface Install {
  readonly packageName: string;
  readonly install: string;
  /** Read-only: what would be installed. */
  readonly look: string;
  readonly refresh?: string;
}

/** How to install what has this program. Undefined when neither the program nor the manager is known. */
export function installFor(program: string, manager: string | undefined): Install | undefined {
  const [names, commands] = FAMILIES[manager ?? ''] ?? [];
  const known = names?.[program] ?? (SAME_NAME.test(program) ? program : undefined);
  if (!commands || known === undefined) return undefined;
  return {
    packageName: known,
    install: commands.install.replace('%', known),
    look: commands.look.replace('%', known),
    ...(commands.refresh === undefined ? {} : { refresh: commands.refresh }),
  };
}

interface Commands {
  readonly install: string;
  readonly look: string;
  readonly refresh?: string;
}

const FAMILIES: Record<string, readonly [Record<string, string>, Commands]> = {
  apt: [DEBIAN, { install: 'apt-get install -y %', look: 'apt-cache policy %', refresh: 'apt-get update' }],
  dnf: [FEDORA, { install: 'dnf install -y %', look: 'dnf info %' }],
  yum: [FEDORA, { install: 'yum install -y %', look: 'yum info %' }],
  pacman: [SHORT, { install: 'pacman -S --noconfirm %', look: 'pacman -Si %' }],
  zypper: [FEDORA, { install: 'zypper --non-interactive install %', look: 'zypper info %' }],
  apk: [SHORT, { install: 'apk add %', look: 'apk info %' }],
  brew: [SHORT, { install: 'brew install %', look: 'brew info %' }],
};

export const asRoot = (command: string, root: boolean): string => (root ? command : `sudo ${command}`);
