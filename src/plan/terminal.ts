/** Programs that take the whole terminal however they are called. */
const ALWAYS = new Set(
  `vi vim vim.tiny nvim view nano pico emacs joe mcedit less more most man info top htop btop atop glances iotop iftop nethogs
   ssh mosh telnet ftp sftp lftp tmux screen mc ranger nnn lf vifm tig lazygit fzf nmtui alsamixer watch sudo su doas passwd
   chsh chfn visudo vipw w3m lynx links elinks mutt irssi weechat`.split(/\s+/),
);
/** Programs that talk to a person when they are given nothing to do. */
const ALONE = new Set(
  'python python3 ipython node irb ruby perl php lua julia R ghci mongosh redis-cli gdb lldb bash sh zsh fish bc'.split(
    ' ',
  ),
);
/** An option that makes one of the above a batch program. */
const BATCH =
  /\s(?:-b|--batch|-bn1|-n|--non-interactive|-S|--version|--help|-c|-e|-V|-T|-N|-o\s*BatchMode=yes)\b/;

/** Clients that talk to a person unless an option says what to do. */
const CLIENTS: Readonly<Record<string, RegExp>> = {
  psql: /\s(?:-[A-Za-z]*[cfl]\b|--(?:command|file|list|version|help)\b)/,
  mysql: /\s(?:-[A-Za-z]*[eV?]\b|--(?:execute|version|help|batch)\b|-B\b)/,
  mariadb: /\s(?:-[A-Za-z]*[eV?]\b|--(?:execute|version|help|batch)\b|-B\b)/,
  // With a second operand it runs that and ends.
  sqlite3: /\s(?:-batch|-cmd|-version|-help|-init)\b|^\s*(?:-\S+\s+)*[^-\s]\S*\s+\S/,
};
/** Calls that open an editor, ask piece by piece, or attach a terminal of their own. */
const CALLS: readonly RegExp[] = [
  /^git\s+(?:-[cC]\s+\S+\s+)*(?:rebase\s(?:.*\s)?(?:-i|--interactive)|(?:add|checkout|reset|restore|stash)\s(?:.*\s)?(?:-p|--patch|-i)|commit(?!.*\s(?:-\w*[mFCc]|--(?:message|file|no-edit|reuse-message|fixup|dry-run)\b)))(?:\s|$)/,
  /^(?:docker|podman|nerdctl|kubectl|docker-compose)\s(?:.*\s)?(?:exec|run|attach)\s(?:.*\s)?(?:-it|-ti|-[a-z]*i[a-z]*\s+-t|-t\s+-i|--tty)(?:\s|$)/,
  /^crontab\s(?:.*\s)?-e(?:\s|$)/,
];

/**
 * Whether a command is one that needs the person's terminal: one simple command, with no pipe or redirection, of a
 * program that is known to. Only a default: a plan may say otherwise, and a step that fails for want of it says so.
 */
export function needsTerminal(command: string): boolean {
  const match = /^\s*([A-Za-z0-9_./-]+)((?:\s[^|;&<>`\n]*)?)$/.exec(command);
  if (!match) return false;
  const name = match[1]!.split('/').at(-1)!;
  const rest = match[2]!.trim();
  const client = Object.hasOwn(CLIENTS, name) ? CLIENTS[name] : undefined;
  if (client) return !client.test(` ${rest}`);
  if (CALLS.some((call) => call.test(`${name} ${rest}`))) return true;
  if (ALONE.has(name)) return rest === '' || /^-i$/.test(rest);
  if (name === 'ssh') return !/^\S+\s+\S/.test(rest.replace(/(?:^|\s)-(?:[^\s]+)(?:\s+\S+)?/g, ' ').trim());
  return ALWAYS.has(name) && !BATCH.test(` ${rest}`);
}
