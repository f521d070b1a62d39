import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { WITHOUT_TERMINAL } from '../../src/executor/environment.ts';
import { judgeInDetail } from '../../src/policy/judge.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';
import { inJail } from '../tools/jail.ts';
import { decide } from './corpus.ts';

/** What a command really did, as strace saw it. */
export interface Observed {
  readonly command: string;
  readonly code: number;
  /** Its programs were found and started, and none of them only said how it wants to be called. */
  readonly ran: boolean;
  /** What it said when it was not found or refused its own call: the first such line. */
  readonly refusal?: string;
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
  dpkg: ['dpkg-query', 'dpkg-deb', 'dpkg-split'],
  git: ['basename', 'sed', 'gettext', 'gettext.sh', 'envsubst', 'uname', 'sh', 'dirname', 'expr'],
};

/**
 * Before the C library sorts the addresses of a port it asks the kernel for the way to each: a datagram socket of these
 * that is connected to this machine and sends nothing. An address elsewhere counts.
 */
const SORTS_ADDRESSES = new Set(['fuser']);
const THIS_MACHINE = /inet_addr\("127\.|inet_pton\(AF_INET6, "::1"|sa_family=AF_UNSPEC/;

/** Scripts run by an interpreter: `#!` starts it first. */
const INTERPRETERS = new Set(['sh', 'dash', 'env', 'node', 'python3', 'perl', 'ruby', 'bash']);
/** The shell's and the tools' own sinks. */
const SINK =
  /^(?:\/dev\/(?:null|tty|pts\/\d+|stdout|stderr|fd\/\d+|zero)|\/proc\/(?:self|thread-self|\d+)\/.*)$/;
/** Asked by the C library for names of users and hosts; they do not exist in the jail. */
const NAME_SERVICE =
  /(?:\/dev\/log|\/nscd\/socket|\/systemd\/(?:userdb|resolve)\/|\/dbus\/system_bus_socket|sssd)/;

/** A program that is not here, or that read no further than its own command line. */
const REFUSAL =
  /^.*(?:command not found|No such file or directory: exec|\busage:|try '.*--?h(?:elp)?'|--help' for|(?:invalid|unrecogni[sz]ed|unknown|bad|illegal|ambiguous|conflicting|missing|too (?:many|few)|extra|unexpected|unsupported|incompatible) (?:\w+ )?(?:option|argument|operand|switch|flag|command|subcommand|parameter|value|number|format|type|mode|key|specifier)|(?:option|argument).* (?:requires|required|needs|expects|invalid|conflicts)|requires (?:an?|at least|exactly) .*(?:arg|operand)|mutually exclusive|cannot be (?:used|combined)|can't be (?:used|combined)).*$/im;

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
make() {
  rm -rf /home/user && mkdir -p /home/user/project/src/deep /home/user/project/docs /home/user/project/dist && cd /home/user/project || exit 9
  printf 'hello\\nTODO one\\nfoo bar\\n\\nlast\\n' | tee README.md CHANGELOG.md notes.txt a.txt b.txt a b f x y LICENSE docs/заметки.md > /dev/null
  printf 'export interface Foo {}\\n// TODO\\ncreateServer();\\n' | tee src/index.ts src/a.ts src/deep/b.ts main.c a.py b.py > /dev/null
  seq 30 | tee numbers.txt names.txt data.csv data.tsv list list.txt file file.txt in in.txt log > /dev/null
  printf '{"a":1,"b":[1,2],"name":"x","dependencies":{}}\\n' | tee package.json data.json a.json b.json x.json f.json > /dev/null
  printf 'a: 1\\nb:\\n  - 2\\n' | tee a.yml x.yaml config.yml data.yaml > /dev/null
  printf '10.0.0.1 - error warn\\n10.0.0.2 - ok\\n' | tee access.log app.log build.log > /dev/null
  cp /bin/true dist/app.bin; cp /bin/true a.out; printf '<a><b/></a>' > a.xml
  tar cf a.tar a.txt b.txt; tar czf a.tgz a.txt; cp a.tgz a.tar.gz; gzip -k numbers.txt; cp numbers.txt.gz data.csv.gz; cp numbers.txt.gz a.gz
  zip -q release.zip a.txt; cp release.zip a.zip; sha256sum a.txt > SHA256SUMS
  git init -q -b main . && git add -A && git -c user.name=u -c user.email=u@x commit -q -m first && printf 'more\\n' >> README.md \\
    && git -c user.name=u -c user.email=u@x commit -q -a -m second && git tag v1.0 && git branch feature/x && printf 'open\\n' >> notes.txt
  rm -rf /tmp/keep && cp -a /home/user /tmp/keep
}
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

/** Runs commands, every one of them judged allow, in the jail: read-only system, no network, a project that is thrown away. */
export async function observe(commands: readonly string[], ms = 600_000): Promise<Observed[]> {
  for (const command of commands)
    if (decide(command) !== 'allow') throw new Error(`would run what is not allowed: ${command}`);
  const work = mkdtempSync(join(tmpdir(), 'assent-effects-'));
  try {
    const folder = join(work, 'in');
    chmodSync(work, 0o755);
    mkdirSync(folder);
    commands.forEach((command, index) => {
      writeFileSync(join(folder, `${String(index).padStart(5, '0')}.cmd`), command);
    });
    const { code, stderr } = await inJail(['bash', '-c', DRIVER, 'driver', folder], {
      writable: [folder],
      cwd: '/',
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
        HOME: '/home/user',
        USER: 'user',
        LOGNAME: 'user',
        SHELL: '/bin/bash',
        LANG: 'C.UTF-8',
        ...WITHOUT_TERMINAL,
      },
      ms,
    });
    if (code !== 0) throw new Error(`the jail ended with ${code}: ${stderr.slice(0, 500)}`);
    const made = new Set(readdirSync(folder));
    return commands.map((command, index) => {
      const name = String(index).padStart(5, '0');
      const read = (end: string) =>
        made.has(name + end) ? readFileSync(join(folder, name + end), 'utf8') : '';
      return interpret(command, Number(read('.code')), read('.trace'), read('.changed'), read('.err'));
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
    // The test runner writes its own cache meanwhile, where the checkout lies in a folder that is watched.
    if (line.includes('/node_modules/.vitest-cache/')) continue;
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
      const path = /"((?:[^"\\]|\\.)*)"/.exec(args)?.[1] ?? '';
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
  const external = known.filter((each) => !BUILT_IN.has(each));
  const names = new Set([...started].map((path) => basename(path)));
  const refusal = REFUSAL.exec(errors)?.[0].slice(0, 160);
  const ran =
    code !== 126 &&
    code !== 127 &&
    refusal === undefined &&
    (external.length === 0 || external.some((each) => names.has(each)));
  const [declared, real] = [
    [...changes].filter(isDeclared),
    [...changes].filter((each) => !isDeclared(each)),
  ];
  const local = known.some((each) => DAEMONS.has(each));
  return {
    command,
    code,
    ran,
    ...(refusal === undefined ? {} : { refusal }),
    changes: real,
    declared,
    connections: local ? [] : [...connections],
    daemon: local ? [...connections] : [],
    strangers,
  };
}

/**
 * What a tool keeps for itself: git's notes on file times, npm's log of its own runs, top's empty folder, files without a
 * name, what sort lays aside in /tmp and removes, and rpm's own database, which it keeps in the home folder where the system's is dpkg's.
 */
const CACHES =
  /O_TMPFILE|\/tmp\/dpkg-deb\.|\/tmp\/sort\w{6}\b|\/\.git\/index(?:\.lock)?\b|\/home\/user\/\.rpmdb\b|\/\.npm\/(?:_logs|_update-notifier-last-checked|_cacache)\b|"\/home\/user\/\.(?:npm|config|config\/procps)"/;
const isDeclared = (change: string) => CACHES.test(change);
/** They do nothing but ask their own daemon or the cluster that the person set up. */
const DAEMONS: ReadonlySet<string> = new Set(
  'docker docker-compose podman kubectl k helm systemctl journalctl loginctl'.split(' '),
);

const BUILT_IN = new Set(
  `: [ test echo printf pwd true false cd command type exit return break continue shift umask jobs wait times dirs
  caller help trap shopt alias builtin kill time`.split(/\s+/),
);

function namedPrograms(command: string): string[] {
  const [judgement] = judgeInDetail([{ id: 's1', command }], MODEL_SETTING, MODEL_FACTS);
  return judgement!.commands.flatMap((report) => (report.program ? [report.program] : []));
}
