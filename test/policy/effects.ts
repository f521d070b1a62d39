import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeInDetail } from '../../src/policy/judge.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';
import { decide } from './corpus.ts';
import { fileName, inProject, PROJECT } from './effect-project.ts';
import { DAEMONS, isBuiltIn, type Outcome, outcomeOf, REALLY_RAN } from './outcome.ts';

/** What a command really did, as strace saw it. */
export interface Observed {
  readonly command: string;
  readonly code: number;
  readonly outcome: Outcome;
  /** It started, and ended as its manual says. */
  readonly ran: boolean;
  /** What it said when it refused its own call: the first such line. */
  readonly refusal?: string;
  /** The beginning of what it wrote on stderr. */
  readonly said: string;
  /** Files it changed, created or removed, or tried to with success; empty when it kept its word. */
  readonly changes: readonly string[];
  /** Addresses it connected to or tried to. Local name-service sockets that do not exist are not among them. */
  readonly connections: readonly string[];
  /** Changes of declared caches, and what a client of a local daemon or a configured cluster connects to. */
  readonly declared: readonly string[];
  readonly daemon: readonly string[];
  /** Programs that started although nothing in the judgement names them. */
  readonly strangers: readonly string[];
}

/** Programs that the named one starts by itself, always the same and never chosen by the project. */
const HELPERS: Readonly<Record<string, readonly string[]>> = {
  tar: ['gzip', 'bzip2', 'xz', 'zstd', 'lzip', 'lzma', 'lzop', 'compress', 'sh'],
  zcat: ['gzip', 'sh'],
  zgrep: ['sh', 'gzip', 'grep', 'sed', 'zgrep', 'expr', 'printf'],
  zdiff: ['sh', 'gzip', 'diff', 'cmp', 'zcmp', 'zdiff', 'sed', 'mktemp'],
  zcmp: ['sh', 'gzip', 'diff', 'cmp', 'zcmp', 'zdiff', 'sed'],
  xzgrep: ['sh', 'xz', 'gzip', 'bzip2', 'zstd', 'lzop', 'grep', 'sed', 'expr'],
  bzgrep: ['sh', 'bzip2', 'grep', 'sed', 'basename'],
  bzdiff: ['sh', 'bzip2', 'diff', 'cmp'],
  gunzip: ['gzip', 'sh'],
  zegrep: ['sh', 'gzip', 'grep', 'sed', 'zgrep', 'expr'],
  zfgrep: ['sh', 'gzip', 'grep', 'sed', 'zgrep', 'expr'],
  which: ['sh', 'which.debianutils'],
  egrep: ['sh', 'grep'],
  fgrep: ['sh', 'grep'],
  unzip: ['zipinfo'],
  lsb_release: ['python3', 'sh', 'getopt', 'cut', 'tr', 'sed', 'cat'],
  xargs: ['echo'],
  yq: ['jq', 'python3'],
  apt: ['dpkg'],
  'apt-cache': ['dpkg'],
  'apt-mark': ['dpkg'],
  uncompress: ['gzip', 'sh'],
  zstdgrep: ['sh', 'zstd', 'zstdcat', 'grep'],
  sar: ['sadc'],
  locale: ['gzip'],
  fd: ['ls'],
  fdfind: ['ls'],
  dpkg: ['dpkg-query', 'dpkg-deb', 'dpkg-split'],
  git: ['basename', 'sed', 'gettext', 'gettext.sh', 'envsubst', 'uname', 'sh', 'dirname', 'expr'],
};

/**
 * Before the C library sorts the addresses of a port it asks the kernel for the way to each: a datagram socket of these
 * that is connected to this machine and sends nothing. An address elsewhere counts.
 */
const SORTS_ADDRESSES = new Set(['fuser']);
const THIS_MACHINE = /inet_addr\("127\.|inet_pton\(AF_INET6, "::1"|sa_family=AF_UNSPEC/;

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** Scripts run by an interpreter: `#!` starts it first. */
const INTERPRETERS = new Set(['sh', 'dash', 'env', 'node', 'python3', 'perl', 'ruby', 'bash']);
/** The shell's and the tools' own sinks. */
const SINK =
  /^(?:\/dev\/(?:null|tty|pts\/\d+|stdout|stderr|fd\/\d+|zero)|\/proc\/(?:self|thread-self|\d+)\/.*)$/;
/** Asked by the C library for names of users and hosts; they do not exist in the jail. */
const NAME_SERVICE =
  /(?:\/dev\/log|\/nscd\/socket|\/systemd\/(?:userdb|resolve)\/|\/dbus\/system_bus_socket|sssd)/;

const TRACED =
  `execve connect open openat openat2 creat unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink
  symlinkat chmod fchmod fchmodat chown fchown lchown fchownat truncate ftruncate mknod mknodat utimensat setxattr
  fsetxattr kill mount umount2 settimeofday clock_settime sethostname`
    .split(/\s+/)
    .map((name) => `?${name}`)
    .join(',');

/** Builds the project once, runs each text in it under strace, and builds it anew after a change. */
const DRIVER = `
work=$1
${PROJECT}
state() { find /home/user /tmp /var/tmp -path "\${work%/*}" -prune -o -path /tmp/keep -prune -o -path /tmp/trace -prune -o -path /tmp -o -printf '%p %y %m %s %T@ %C@ %l\\n' 2>/dev/null | sort; }
make > /tmp/make.out 2>&1 || { cat /tmp/make.out >&2; exit 9; }
rm -f /tmp/make.out
mkdir /tmp/trace
for file in "$work"/*.cmd; do
  name=\${file%.cmd}
  IFS= read -r -d '' text < "$file"
  before=$(state)
  cd /home/user/project
  timeout -k 1 5 strace -f -qq -y -s 300 --seccomp-bpf -e trace=${TRACED} -o /tmp/trace/out bash -c "$text" < /dev/null > /dev/null 2> /tmp/trace/err
  echo $? > "$name.code"
  cp /tmp/trace/out "$name.trace"; head -c 8000 /tmp/trace/err > "$name.err"
  after=$(state)
  if [ "$before" != "$after" ]; then
    diff <(echo "$before") <(echo "$after") > "$name.changed"
    make > /tmp/make.out 2>&1; rm -f /tmp/make.out
  fi
done
`;

/** The same without watching: only how each ends. */
const TRY = `
work=$1
${PROJECT}
make > /tmp/make.out 2>&1 || { cat /tmp/make.out >&2; exit 9; }
cd /home/user/project
export work
printf '%s\\0' "$work"/*.cmd | xargs -0 -n 1 -P 2 bash -c '
  name=\${0%.cmd}
  IFS= read -r -d "" text < "$0"
  timeout -k 1 2 bash -c "$text" < /dev/null 2>&1 > /dev/null | head -c 2000 > "$name.err"
  echo \${PIPESTATUS[0]} > "$name.code"
'
`;

/** Runs commands, every one of them judged allow, in the jail: read-only system, no network, a project that is thrown away. */
export const observe = (commands: readonly string[], ms = 600_000): Promise<Observed[]> =>
  each(DRIVER, commands, ms, (command, read) =>
    interpret(command, Number(read('.code')), read('.trace'), read('.changed'), read('.err')),
  );

/** How such commands end. */
export const tryOut = (commands: readonly string[], ms = 600_000): Promise<Outcome[]> =>
  each(
    TRY,
    commands,
    ms,
    (command, read) => outcomeOf(namedPrograms(command), Number(read('.code') || 1), read('.err')).outcome,
  );

async function each<T>(
  driver: string,
  commands: readonly string[],
  ms: number,
  tell: (command: string, read: (end: string) => string) => T,
): Promise<T[]> {
  for (const command of commands)
    if (decide(command) !== 'allow') throw new Error(`would run what is not allowed: ${command}`);
  const work = mkdtempSync(join(tmpdir(), 'assent-effects-'));
  try {
    chmodSync(work, 0o755);
    const folder = await inProject(work, driver, commands, ms);
    const made = new Set(readdirSync(folder));
    return commands.map((command, index) => {
      const name = fileName(index);
      return tell(command, (end) =>
        made.has(name + end) ? readFileSync(join(folder, name + end), 'utf8') : '',
      );
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Calls by name, with a call that strace had to cut in two put together again. */
function* callsOf(trace: string): Generator<{ name: string; args: string; done: boolean }> {
  const open = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const cut = /^(\d+)\s+(.*) <unfinished \.\.\.>$/.exec(line);
    if (cut) {
      open.set(cut[1]!, cut[2]!);
      continue;
    }
    const resumed = /^(\d+)\s+<\.\.\. \w+ resumed>(.*)$/.exec(line);
    const whole = resumed ? `${resumed[1]} ${open.get(resumed[1]!) ?? ''}${resumed[2]}` : line;
    const call = /^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)/.exec(whole);
    if (call) yield { name: call[1]!, args: call[2]!, done: Number(call[3]) >= 0 };
  }
}

function interpret(command: string, code: number, trace: string, changed: string, errors: string): Observed {
  const changes = new Set<string>();
  const connections = new Set<string>();
  const started = new Set<string>();
  const known = namedPrograms(command);
  const sorts = known.some((each) => SORTS_ADDRESSES.has(each));
  // Lines of diff; a folder whose time alone changed says nothing that its entries do not say.
  for (const line of changed.split('\n')) {
    // The jail shows the checkout read-only; where it lies in a folder that is watched, the runner itself writes its caches.
    if (line.slice(2).startsWith(CHECKOUT)) continue;
    if (/^[<>] /.test(line) && !/ d \d+ /.test(line)) changes.add(line.split(' ').slice(0, 3).join(' '));
  }
  for (const { name, args, done } of callsOf(trace)) {
    if (name === 'execve') {
      const path = /^"((?:[^"\\]|\\.)*)"/.exec(args)?.[1];
      if (done && path !== undefined) started.add(path);
    } else if (name === 'connect') {
      if (!NAME_SERVICE.test(args) && !(sorts && THIS_MACHINE.test(args)))
        connections.add(/\{(.*)\}/.exec(args)?.[1] ?? args);
    } else if (/^(?:open|openat|openat2|creat)$/.test(name)) {
      const named = /"((?:[^"\\]|\\.)*)"/.exec(args)?.[1] ?? '';
      const folder = /^[^<"]*<([^>]*)>/.exec(args)?.[1];
      const path = named.startsWith('/') || folder === undefined ? named : `${folder}/${named}`;
      if (done && (name === 'creat' || /O_(?:WRONLY|RDWR|CREAT|TRUNC)/.test(args)) && !SINK.test(path))
        changes.add(`${name} ${path}${args.includes('O_TMPFILE') ? ' O_TMPFILE' : ''}`);
    } else if (name === 'kill') {
      if (done && !/, 0$/.test(args)) changes.add(`kill(${args})`);
    } else if (done) changes.add(`${name}(${args.slice(0, 160)})`);
  }
  const allowed = new Set([...known, ...known.flatMap((each) => HELPERS[each] ?? [])]);
  const strangers = [...started].filter((path) => {
    const program = basename(path);
    if (allowed.has(program) || program === 'bash') return false;
    // A script's interpreter, and git's own parts.
    if (INTERPRETERS.has(program) && [...started].some((each) => known.includes(basename(each))))
      return false;
    return !(known.includes('git') && (/\/git-core\//.test(path) || program === 'cat'));
  });
  const names = new Set([...started].map((path) => basename(path)));
  const external = known.filter((program) => !isBuiltIn(program));
  const ended = outcomeOf(known, code, errors);
  const began = external.length === 0 || external.some((program) => names.has(program));
  const [declared, real] = [
    [...changes].filter(isDeclared),
    [...changes].filter((each) => !isDeclared(each)),
  ];
  const told = mayAskNames(command) ? [...connections].filter((each) => NAME_SERVER.test(each)) : [];
  for (const each of told) connections.delete(each);
  const local = known.some((each) => DAEMONS.has(each));
  return {
    command,
    code,
    ...ended,
    ran: began && REALLY_RAN.has(ended.outcome),
    said: errors.slice(0, 400),
    changes: real,
    declared: [...declared, ...told],
    connections: local ? [] : [...connections],
    daemon: local ? [...connections] : [],
    strangers,
  };
}

/**
 * What a tool keeps for itself: git's notes on file times, npm's log of its own runs, top's empty folder, files without a
 * name, what a Java machine says of itself in /tmp, what sort lays aside in /tmp and removes, and rpm's own database, which it keeps in the home folder where the system's is dpkg's.
 */
const CACHES =
  /O_TMPFILE|\/tmp\/hsperfdata_user\b|\/tmp\/dpkg-deb\.|\/tmp\/sort\w{6}\b|\/\.git\/index(?:\.lock)?\b|\/home\/user\/\.rpmdb\b|\/\.npm\/(?:_logs|_update-notifier-last-checked|_cacache)\b|"\/home\/user\/\.(?:npm|config|config\/procps)"/;
const isDeclared = (change: string) => CACHES.test(change);

function judged(command: string) {
  const [judgement] = judgeInDetail([{ id: 's1', command }], MODEL_SETTING, MODEL_FACTS);
  return judgement!;
}

const namedPrograms = (command: string): string[] =>
  judged(command).commands.flatMap((report) => (report.program ? [report.program] : []));

/** Its effects say that the name server may be asked. */
const mayAskNames = (command: string): boolean =>
  judged(command).verdict.effects.some(
    ({ kind, target }) => kind === 'network' && target === 'the name server',
  );
const NAME_SERVER = /htons\(53\)/;
