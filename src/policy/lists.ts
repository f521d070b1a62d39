import { segmentMatcher } from './globs.ts';

/** Closed lists of places. Patterns are matched against lower-case absolute paths, links resolved and unresolved. */

const word = (text: string) => text.split(/\s+/).filter(Boolean);

/** Whose loss takes the system down or a person's files away. */
const CRITICAL = new Set(
  word(`/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /var
    /usr/bin /usr/sbin /usr/lib /usr/lib64 /usr/lib32 /usr/libexec /usr/share /usr/local /usr/include /usr/local/bin
    /usr/local/lib /var/lib /var/log /var/spool /var/cache /var/mail /boot/efi /boot/grub /etc/systemd /etc/ssh
    /etc/pam.d /var/lib/dpkg /var/lib/rpm /var/lib/docker /var/lib/postgresql /var/lib/mysql /usr/lib/systemd
    /lib/systemd /lib/modules /usr/lib/modules
    /applications /library /system /users /volumes /private /private/etc /private/var /cores /nix /nix/store /snap
    /c /mnt/c /mnt/c/windows /mnt/c/users /windows`),
);

export function isCritical(path: string, home: string): boolean {
  const lower = path.toLowerCase();
  if (CRITICAL.has(lower)) return true;
  if (path === home || home.startsWith(`${path}/`)) return true;
  return /^\/(?:home|users)\/[^/]+$/.test(lower);
}

/** Folders of which already the files, without what lies deeper, are the system or a person's own. */
export const isFilesOfSystem = (folder: string, home: string): boolean =>
  folder === home ||
  /^\/(?:bin|boot|dev|etc|home|lib\w*|root|sbin|usr|usr\/(?:s?bin|lib\w*))?$/.test(folder.toLowerCase());

/** The shells, the loader, the library every program needs, and what boots. */
export const isVital = (path: string): boolean =>
  /^\/(?:usr\/)?s?bin\/(?:sh|bash|dash|env|login|su|sudo|init|mount|systemd|systemctl|chmod|cp|rm|ls|cat)$|^\/(?:usr\/)?lib(?:32|64|x32)?\/(?:[\w-]+\/)?(?:ld-linux[\w.-]*|ld-musl[\w.-]*|ld-[\d.]+\.so|libc\.so\.6|libc-[\d.]+\.so|systemd\/systemd)$|^\/boot\/(?:vmlinuz|initrd|initramfs)[^/]*$|^\/boot\/(?:grub2?\/grub\.cfg|efi\/.*\.efi)$/i.test(
    path,
  );

/** Variables of the firmware: their loss may keep the machine from ever starting. */
export const isFirmware = (path: string): boolean => /^\/sys\/firmware\/efi(?:\/|$)/.test(path);

/** Begins like a disk and ends nobody knows how. */
export const isDiskPrefix = (prefix: string): boolean =>
  /^\/+dev\/+(?:sd|hd|vd|xvd|nvme|mmcblk|md\d|dm-|mapper\/.|disk)/.test(prefix);

export const criticalPaths = (home: string): readonly string[] => [...CRITICAL, home];

/** Accounts and what the machine needs to start: no command writes, removes or replaces them. */
export function isAccountFile(path: string): boolean {
  return /^\/(?:private\/)?etc\/(?:passwd-?|shadow-?|group-?|gshadow-?|sudoers|sudoers\.d(?:\/.*)?|subuid|subgid|fstab|crypttab|ld\.so\.preload|inittab|nsswitch\.conf|pam\.conf|pam\.d(?:\/.*)?)$/.test(
    path,
  );
}

export function isKernelDoor(path: string): boolean {
  return /^\/(?:proc\/(?:sysrq-trigger|kcore|kmem|sys\/kernel\/(?:sysrq|core_pattern|modprobe|panic\w*))|proc\/\d+\/mem|proc\/self\/mem|dev\/(?:mem|kmem|port)|sys\/power\/\w+|sys\/firmware\/efi\/.*|sys\/kernel\/(?:uevent_helper|debug\/.*)|sys\/(?:block|bus|devices|class)\/.*\/(?:delete|remove|unbind))$/.test(
    path,
  );
}

/** A disk or one of its partitions. */
export function isDisk(path: string): boolean {
  return (
    /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|nvme\d+|mmcblk\d+(?:p\d+|boot\d)?|md\d+\w*|dm-\d+|mapper\/(?!control$).+|disk\/by-.+|r?disk\d+(?:s\d+)?|pmem\d+|nbd\d+|zd\d+|vg[^/]*\/.+|mtd(?:block)?\d+|dasd[a-z]+\d*|sr\d+|fd\d+|block\/.+|root|drbd\d+|bcache\d+|ubi\d+.*)$/.test(
      path,
    ) && !/^\/dev\/fd\/?\d*$/.test(path)
  );
}

/** Devices that swallow, give nothing or random bytes, or are the command's own streams. */
export const isSink = (path: string): boolean => /^\/dev\/(?:null|stdout|stderr|fd\/\d+)$/.test(path);
export const isSource = (path: string): boolean =>
  /^\/dev\/(?:null|zero|full|u?random|stdin|fd\/\d+)$/.test(path);

/** Folders of the system in which an ordinary user reads. */
export function isSystemReadable(path: string): boolean {
  return /^\/(?:bin|boot|etc|lib|lib32|lib64|libx32|opt|proc|sbin|sys|usr|var\/(?:log|lib|cache|spool|www|db)|nix|snap|run\/(?:systemd|motd\.dynamic)|library|system|applications)(?:\/|$)/i.test(
    path,
  );
}

const SECRET_HOME =
  word(`\\.ssh \\.gnupg \\.aws \\.azure \\.kube \\.password-store \\.config/gcloud \\.config/gh \\.config/hub
  \\.config/doctl \\.config/op \\.config/1password \\.config/git/credentials \\.config/rclone \\.config/sops \\.config/age
  \\.config/assent \\.local/share/keyrings \\.local/share/kwalletd \\.docker/config\\.json \\.docker/\\.token_seed
  \\.config/containers/auth\\.json \\.netrc _netrc \\.npmrc \\.yarnrc \\.yarnrc\\.yml \\.pypirc \\.gem/credentials \\.cargo/credentials
  \\.cargo/credentials\\.toml \\.git-credentials \\.vault-token \\.pgpass \\.my\\.cnf \\.mylogin\\.cnf \\.s3cfg \\.boto \\.terraform\\.d
  \\.terraformrc \\.m2/settings\\.xml \\.m2/settings-security\\.xml \\.gradle/gradle\\.properties \\.composer/auth\\.json
  \\.config/composer/auth\\.json \\.nuget \\.mozilla \\.thunderbird \\.config/google-chrome \\.config/chromium
  \\.config/bravesoftware \\.config/microsoft-edge \\.config/opera \\.config/vivaldi \\.librewolf \\.zen \\.cache/mozilla \\.electrum
  \\.bitcoin \\.ethereum \\.config/solana \\.oci \\.config/heroku \\.config/netlify \\.config/wrangler \\.fly \\.config/fly
  \\.config/hcloud \\.config/openai \\.openai \\.anthropic \\.claude \\.claude\\.json \\.codex \\.gemini \\.config/github-copilot
  \\.huggingface \\.cache/huggingface/token \\.kaggle \\.databrickscfg \\.snowsql \\.config/stripe \\.ngrok2 \\.config/ngrok
  \\.config/filezilla \\.smbcredentials \\.msmtprc \\.fetchmailrc \\.mutt \\.muttrc \\.config/neomutt \\.authinfo \\.authinfo\\.gpg
  \\.irssi \\.config/hexchat \\.putty \\.config/remmina \\.local/share/remmina \\.vnc \\.krb5 \\.lastpass \\.config/keepassxc
  \\.local/share/assent library/keychains library/application\\ support library/cookies`);
const SECRET_IN_HOME = new RegExp(`^(?:${SECRET_HOME.join('|')})(?:/|$)`, 'i');

/** Any folder's files whose names say that they hold keys or tokens. */
const SECRET_NAME =
  /^(?:\.env(?:[.\-_].*)?|.*\.env|\.envrc|.*_history|\.\w+_history|\.lesshst|\.viminfo|\.python_history|id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_.*|-.*)?|.*\.(?:pem|key|p12|pfx|jks|keystore|kdbx?|ppk|asc|gpg|age|ovpn|tfstate|tfstate\.backup|kubeconfig|mobileprovision)|kubeconfig|\.?netrc|\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|\.git-credentials|\.htpasswd|\.pgpass|\.my\.cnf|\.s3cfg|\.vault-token|\.dockercfg|\.dockerconfigjson|credentials(?:\..*)?|client_secrets?(?:.*)\.json|service[-_]?account.*\.json|secrets?(?:\.(?:ya?ml|json|toml|env|txt|ini|xml|properties))?|.*(?:password|passwd|secret|token|apikey|api_key)s?\.(?:txt|json|ya?ml|toml|ini|csv|env|cfg|conf)|cookies(?:\.sqlite|\.txt)?|login data|key[34]\.db|logins\.json|wallet\.dat|terraform\.tfvars|wp-config\.php|database\.ya?ml|local_settings\.py|.*\.auto\.tfvars|master\.key|credentials\.yml\.enc|auth\.json|local\.settings\.json|ssh_host_.*_key)$/i;
const PUBLIC_NAME =
  /(?:\.pub|\.env\.(?:example|sample|template|dist|test\.example)|known_hosts|authorized_keys\.example)$/i;

const SECRET_SYSTEM =
  /^\/(?:(?:private\/)?etc\/(?:shadow|gshadow|sudoers|ssl\/private|ssh\/ssh_host_.*key|security\/opasswd|krb5\.keytab|ppp\/(?:chap|pap)-secrets|wireguard|openvpn|ipsec\.secrets|networkmanager\/system-connections|netplan|docker\/key\.json|kubernetes|rancher|letsencrypt\/(?:live|archive|accounts)|mysql\/debian\.cnf|exim4\/passwd\.client|postfix\/sasl_passwd|msmtprc|aliases\.db|pki\/.*private|wpa_supplicant|cups\/ssl|polkit-1|opasswd|tpm2.*|machine-id\.secret)|run\/secrets|var\/run\/secrets|run\/user|var\/lib\/(?:kubelet|docker|containerd|etcd|postgresql|mysql|redis|jenkins|vault|private|sss|samba\/private|systemd\/credential.*|networkmanager|tpm|bluetooth|krb5kdc|gitlab|accountsservice|polkit-1|fprint|sudo)|var\/spool\/(?:cron|mail|at|postfix)|var\/mail|var\/backups|proc\/(?:\d+|self|thread-self)\/(?:environ|mem|maps|root|cwd|fd|auxv|stack|task|map_files)|proc\/kcore|proc\/kmsg|dev\/(?:mem|kmem)|boot\/.*\.key|sys\/firmware)(?:-?$|-?\/|\.d(?:\/|$))/i;

/** Whether what a file holds may be a credential or a person's private record. */
export function isSecret(path: string, home: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (PUBLIC_NAME.test(name)) return false;
  if (path === home) return false;
  if (/^\/root(?:\/|$)/.test(path) && !home.startsWith('/root')) return true;
  if (path.startsWith(`${home}/`) && SECRET_IN_HOME.test(path.slice(home.length + 1))) return true;
  if (
    /\/(?:(?:\.ssh|\.gnupg|\.aws|\.kube|\.password-store|\.azure)(?:\/|$)|\.docker\/config\.json$)/i.test(
      path,
    )
  )
    return true;
  return SECRET_NAME.test(name) || SECRET_SYSTEM.test(path) || /\/\.git\/config(?:\.worktree)?$/.test(path);
}

/** Folders of which already the names say too much. */
export function isSecretPlace(path: string, home: string): boolean {
  if (/^\/root(?:\/|$)/.test(path) && !home.startsWith('/root')) return true;
  if (path.startsWith(`${home}/`) && SECRET_IN_HOME.test(path.slice(home.length + 1))) return true;
  return /\/\.(?:ssh|gnupg|password-store)(?:\/|$)/i.test(path) || SECRET_SYSTEM.test(path);
}

/** Names for facts: what a search below a folder looks for. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !PUBLIC_NAME.test(name);

/** A pattern of names that is about secret files, whatever lies there now: `*.pem`, `.env*`. */
export const aimsAtSecret = (pattern: string): boolean => {
  const name = pattern.slice(pattern.lastIndexOf('/') + 1);
  if (isSecretName(name) || isSecretName(name.replace(/[*?]+/g, ''))) return true;
  return /^\\?\.(?:e|\*|\?|\[)/.test(name) && segmentMatcher(name).test('.env');
};

const PROTECTED_HOME =
  word(`\\.bashrc \\.bash_profile \\.bash_login \\.bash_logout \\.bash_aliases \\.profile \\.zshrc \\.zshenv
  \\.zprofile \\.zlogin \\.zlogout \\.config/fish \\.kshrc \\.cshrc \\.tcshrc \\.login \\.inputrc \\.xinitrc \\.xprofile \\.xsession
  \\.pam_environment \\.gitconfig \\.config/git \\.gitignore_global \\.vimrc \\.vim \\.config/nvim \\.emacs \\.emacs\\.d \\.nanorc
  \\.tmux\\.conf \\.screenrc \\.config/tmux \\.config/autostart \\.config/systemd \\.config/environment\\.d \\.local/share/applications
  \\.local/bin bin \\.cargo/config \\.cargo/config\\.toml \\.config/pip \\.pip \\.condarc \\.curlrc \\.wgetrc \\.config/code
  \\.config/cursor \\.config/zed \\.config/assent \\.local/state/assent \\.cache/assent \\.local/share/assent library/launchagents
  \\.config/direnv \\.lesskey \\.psqlrc \\.sqliterc \\.gdbinit \\.config/gdb \\.pythonrc \\.irbrc \\.pryrc \\.rgrc \\.ripgreprc
  \\.config/ripgrep \\.config/fd \\.config/bat \\.config/htop \\.mailcap`);
const PROTECTED_IN_HOME = new RegExp(`^(?:${PROTECTED_HOME.join('|')})(?:/|$)`, 'i');
const PROTECTED_PART =
  /(?:^|\/)(?:\.git|\.hg|\.svn|\.jj|\.husky|\.githooks|\.vscode|\.idea|\.cursor|\.zed|\.fleet|\.claude|\.codex|\.gemini|\.aider\.[^/]*|\.continue|\.windsurf|\.assent|\.devcontainer|\.circleci|\.buildkite|\.gitlab|\.github|\.direnv|\.mvn|\.cargo|\.yarn|\.config\/git)(?:\/|$)/i;
const PROTECTED_NAME =
  /^(?:\.gitattributes|\.gitmodules|\.gitconfig|\.gitlab-ci\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml|\.woodpecker\.ya?ml|\.cirrus\.ya?ml|appveyor\.yml|\.appveyor\.yml|jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|\.envrc|\.pre-commit-config\.yaml|lefthook\.ya?ml|\.lefthook\.ya?ml|\.npmrc|\.yarnrc|\.yarnrc\.yml|\.pnpmfile\.cjs|\.editorconfig|\.exrc|\.vimrc|\.nvimrc|\.nvim\.lua|\.dir-locals\.el|\.gdbinit|\.lldbinit|\.rgrc|\.ripgreprc|\.tool-versions|\.mise\.toml|mise\.toml|\.clang-format|agents\.md|claude\.md|gemini\.md|copilot-instructions\.md|\.cursorrules|\.windsurfrules|\.mcp\.json|mcp\.json|\.aider\.conf\.yml|\.bashrc|\.bash_profile|\.profile|\.zshrc|\.zshenv)$/i;

/** Even inside the write scope: what starts programs later or steers tools, editors and agents. */
export function isProtected(path: string, home: string, own: readonly string[]): boolean {
  if (own.some((folder) => path === folder || path.startsWith(`${folder}/`))) return true;
  if (path.startsWith(`${home}/`) && PROTECTED_IN_HOME.test(path.slice(home.length + 1))) return true;
  return PROTECTED_PART.test(path) || PROTECTED_NAME.test(path.slice(path.lastIndexOf('/') + 1));
}

/** Variables whose value is no secret and that every shell has. */
const READABLE = new Set(
  word(`HOME PWD OLDPWD USER LOGNAME SHELL PATH LANG LANGUAGE TERM COLORTERM TZ HOSTNAME HOSTTYPE OSTYPE MACHTYPE UID EUID PPID
    BASH BASH_VERSION BASHPID RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME LINENO COLUMNS LINES SHLVL TMPDIR EDITOR VISUAL
    PAGER DISPLAY WAYLAND_DISPLAY XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_RUNTIME_DIR
    XDG_SESSION_TYPE XDG_CURRENT_DESKTOP DESKTOP_SESSION GOPATH GOROOT JAVA_HOME NODE_ENV VIRTUAL_ENV CONDA_PREFIX
    CARGO_HOME RUSTUP_HOME NVM_DIR PYENV_ROOT MANPATH CI NAME HISTSIZE HISTFILE FUNCNAME PIPESTATUS DIRSTACK GROUPS
    0 1 2 3 4 5 6 7 8 9 # ? $ ! - @ * _`),
);
export const isReadableVariable = (name: string): boolean =>
  READABLE.has(name) || /^LC_[A-Z]+$/.test(name) || /^\d+$/.test(name);

/** Assignments before a command that change how things look and nothing else. */
export function isHarmlessPrefix(name: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  if (/^(?:LANG|LANGUAGE|LC_(?:ALL|COLLATE|CTYPE|MESSAGES|MONETARY|NUMERIC|TIME))$/.test(name))
    return /^[A-Za-z0-9_.@:-]*$/.test(value);
  if (name === 'TZ') return /^[A-Za-z][A-Za-z0-9_+,:-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(value);
  if (
    /^(?:NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE|COLUMNS|LINES|BLOCK_SIZE|BLOCKSIZE|GIT_OPTIONAL_LOCKS)$/.test(
      name,
    )
  )
    return /^[A-Za-z0-9.]*$/.test(value);
  if (/^(?:GIT_PAGER|PAGER|MANPAGER|SYSTEMD_PAGER)$/.test(name)) return value === 'cat' || value === '';
  if (name === 'TERM') return value === 'dumb' || /^xterm(?:-256color)?$/.test(value);
  return (
    /^(?:GREP_COLOR|GREP_COLORS|TIME_STYLE|QUOTING_STYLE)$/.test(name) && /^[A-Za-z0-9;:=+%-]*$/.test(value)
  );
}
