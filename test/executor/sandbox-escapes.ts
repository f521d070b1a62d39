// Runs inside the outer jail: tries every way out of the sandbox and prints what got out, as JSON.
import { spawn } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { openSandbox } from '../../src/executor/sandbox/profile.ts';

export interface Attempt {
  readonly name: string;
  readonly command: string;
}

export interface Outcome {
  readonly name: string;
  readonly code: number | null;
  readonly output: string;
  /** What it reached; empty when nothing. */
  readonly out: readonly string[];
}

const SECRET = 'MARKER-4711';
/** Family numbers and the like are the same wherever perl runs. */
const perl = (text: string) => `perl -e '${text}'`;

/** `$O` is a folder outside the scope, `$P` the project, `$H` the home. */
export const ATTEMPTS: readonly Attempt[] = [
  ...Object.entries({
    'write outside': 'echo x > $O/new',
    'append outside': 'echo x >> $O/kept',
    'overwrite outside': 'cp /etc/hostname $O/kept',
    'truncate outside': ': > $O/kept',
    'delete outside': 'rm -rf $O/*',
    'rename outside': 'mv $O/kept $O/other',
    'mode outside': 'chmod 777 $O/kept',
    'times outside': 'touch -d 2001-01-01 $O/kept',
    'folder outside': 'mkdir $O/made',
    'through a link in the project': 'ln -s $O out && echo x > out/new',
    'through a link made before': 'echo x > link-out/new',
    'through dots': 'echo x > ../outside/new',
    'hard link to outside then write': 'ln $O/kept here && echo x >> here',
    'through /proc/self/root': 'echo x > /proc/self/root$O/new',
    'through /proc/1/root': 'echo x > /proc/1/root$O/new',
    'through /proc/self/cwd': 'cd $O && echo x > /proc/self/cwd/new',
    'in the home': 'echo x > $H/new',
    'start file that exists': 'echo evil >> $H/.bashrc',
    'start file that does not exist': 'echo evil > $H/.zshenv',
    cron: 'echo "* * * * * x" | crontab - ; echo x > /var/spool/cron/x',
    'system folder': 'echo x > /usr/local/bin/x; echo x > /etc/x',
    'boot folder': 'echo x > /boot/x',
    'git hook': 'mkdir -p .git/hooks; echo evil > .git/hooks/pre-commit',
    'git configuration': 'git config core.fsmonitor evil; echo evil >> .git/config',
    'git folder moved away': 'mv .git old && mkdir .git && echo evil > .git/config',
    'git folder replaced': 'rm -rf .git; mkdir -p .git/hooks; echo evil > .git/hooks/x',
    'envrc made': 'echo evil > .envrc',
    'envrc by rename': 'echo evil > a && mv -f a .envrc',
    'envrc by link': 'ln -sf $P/a .envrc',
    'envrc by hard link': 'echo evil > b; ln -f b .envrc',
    'holder removed': 'rm -f .envrc && echo evil > .envrc',
    'agents file made': 'echo evil > AGENTS.md',
    'editor folder made': 'mkdir -p .vscode && echo evil > .vscode/tasks.json',
    'assent folder made': 'mkdir .assent && echo evil > .assent/policy.toml',
    'protected file that exists': 'echo evil >> .editorconfig',
    'protected file unlinked': 'rm -f .editorconfig && echo evil > .editorconfig',
    'nested protected file': 'echo evil >> sub/.npmrc',
    'project folder moved away': 'cd .. && mv project old && mkdir project',
    'read a key': 'cat $H/.ssh/id_rsa',
    'read a key by its folder': 'cat $H/.ssh/*; ls $H/.ssh',
    'read a key through a link': 'cat key-link; ln -s $H/.ssh/id_rsa k; cat k',
    'read a key through /proc': 'cat /proc/self/root$H/.ssh/id_rsa /proc/1/root$H/.ssh/id_rsa',
    'read cloud credentials': 'cat $H/.aws/credentials',
    'read a token file': 'cat $H/.netrc; cat $H/.config/gh/hosts.yml',
    'read history': 'cat $H/.bash_history',
    'read .env of the project': 'cat .env sub/.env.local',
    'copy a secret into the project': 'cp -r $H/.ssh stolen; cat stolen/*',
    'archive the home': 'tar cf - $H 2>/dev/null | strings -n 6; tar cf - $H | cat',
    'own folders of assent': 'cat $H/state/assent.db; echo x > $H/state/assent.db',
    'bind mount the secret': 'mount --bind $O $P',
    'unmount the mask': 'umount $H/.ssh; cat $H/.ssh/id_rsa',
    'new user namespace': 'unshare -Urm sh -c "umount -l $H/.ssh; cat $H/.ssh/id_rsa; mount -t tmpfs x /mnt"',
    'nested bubblewrap': 'bwrap --bind / / --unshare-user sh -c "echo x > $O/new"',
    'remount writable': 'mount -o remount,rw /; echo x > $O/new',
    chroot: 'chroot / sh -c "echo x > $O/new"',
    'unix socket': perl(
      'use Socket; socket(S,1,1,0)||die "$!"; connect(S,pack_sockaddr_un("$ENV{O}/sock"))||die "$!"; syswrite S,"in\\n"',
    ),
    'unix datagram': perl(
      'use Socket; socket(S,1,2,0)||die "$!"; send(S,"in",0,pack_sockaddr_un("$ENV{O}/sock"))||die "$!"',
    ),
    'abstract unix socket': perl(
      'use Socket; socket(S,1,1,0)||die "$!"; connect(S,pack_sockaddr_un("\\0assent-test"))||die "$!"; syswrite S,"in\\n"',
    ),
    'unix socket in the project': perl(
      'use Socket; socket(S,1,1,0)||die "$!"; connect(S,pack_sockaddr_un("$ENV{P}/sock"))||die "$!"; syswrite S,"in\\n"',
    ),
    loopback: 'exec 5<>/dev/tcp/127.0.0.1/$PORT && echo in >&5',
    'loopback by name': 'curl -s --max-time 2 http://localhost:$PORT/',
    'datagram to loopback': 'echo in > /dev/udp/127.0.0.1/$PORT',
    'address of the net': 'exec 5<>/dev/tcp/1.1.1.1/80 && echo REACHED',
    'packet socket': perl('socket(S,17,3,768) && print "REACHED"'),
    'raw socket': perl('socket(S,2,3,1) && print "REACHED"'),
    vsock: perl('socket(S,40,1,0) && print "REACHED"'),
    'bluetooth, crypto and key sockets': perl(
      'for (31,38,15,9,29) { socket(S,$_,3,0) && print "REACHED $_ " }',
    ),
    io_uring: perl('my $p="\\0"x120; syscall(425,4,$p) >= 0 && print "REACHED"'),
    'ptrace a process outside': perl('syscall(101,16,$ENV{OUTER}+0,0,0) == 0 && print "REACHED"'),
    'signal a process outside': 'kill -0 $OUTER && echo REACHED; kill -9 -1',
    'memory of a process outside': 'cat /proc/$OUTER/environ && echo REACHED',
    keyring: perl('my ($t,$d,$p)=("user","a","b"); syscall(248,$t,$d,$p,1,-3) >= 0 && print "REACHED"'),
    'file handle': perl('my $h=pack("II",8,1)."\\0"x8; syscall(304,-100,$h,0) >= 0 && print "REACHED"'),
    'core pattern': 'echo "|/bin/evil" > /proc/sys/kernel/core_pattern && echo REACHED',
    sysrq: 'echo h > /proc/sysrq-trigger && echo REACHED',
    'kernel memory': 'head -c 1 /dev/mem /dev/kmem /proc/kcore 2>/dev/null && echo REACHED',
    devices:
      'ls /dev | grep -E "^(sd|vd|nvme|loop|kvm|fuse|tty[0-9])" && echo REACHED; mknod d b 8 0 && echo REACHED',
    'shared memory': 'ls -A /dev/shm /run /tmp | grep -q marker && echo REACHED',
    'type into a terminal': perl('open(T,"+</dev/tty") && ioctl(T,0x5412,my $c="x") && print "REACHED"'),
    'survive the end':
      '(setsid sh -c "sleep 1; echo x > $P/late; echo in > /dev/tcp/127.0.0.1/$PORT" >/dev/null 2>&1 &) ; exit',
    'descriptors left open':
      'for f in /proc/self/fd/*; do n=${f##*/}; [ $n -gt 3 ] && { readlink $f | grep -E "assent-filter|outside" && echo REACHED; }; done',
    'set-user-id program': 'su -c id root </dev/null; cp /bin/sh s; chmod 4755 s; ./s -pc "echo x > $O/new"',
    capabilities: 'grep -E "^Cap(Eff|Prm|Bnd)" /proc/self/status | grep -qv 0000000000000000 && echo REACHED',
    'x32 and i386 calls': perl('syscall(0x40000000+41,1,1,0) >= 0 && print "REACHED"'),
  }).map(([name, command]) => ({ name, command })),
];

if (process.argv[1]?.endsWith('sandbox-escapes.ts')) await main(process.argv[2]!, process.argv[3]);

/** With a list of names these are tried without a sandbox: what shows that a way out is seen. */
async function main(work: string, bare: string | undefined): Promise<void> {
  const [project, outside, home] = ['project', 'outside', 'home'].map((name) => join(work, name));
  const make = (path: string, text: string) => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  for (const path of [project!, outside!, home!]) mkdirSync(path, { recursive: true });
  make(join(outside!, 'kept'), 'kept');
  for (const name of [
    '.ssh/id_rsa',
    '.aws/credentials',
    '.netrc',
    '.config/gh/hosts.yml',
    '.bash_history',
    'state/assent.db',
  ])
    make(join(home!, name), SECRET);
  make(join(home!, '.bashrc'), 'mine');
  make(join(project!, '.git/config'), '[core]\n');
  make(join(project!, '.env'), SECRET);
  make(join(project!, 'sub/.env.local'), SECRET);
  make(join(project!, 'sub/.npmrc'), 'mine');
  make(join(project!, '.editorconfig'), 'mine');
  symlinkSync(outside!, join(project!, 'link-out'));
  symlinkSync(join(home!, '.ssh/id_rsa'), join(project!, 'key-link'));
  let reached: string[] = [];
  const listen = (where: string | number) =>
    new Promise<number>((resolve) => {
      const server = createServer((socket) => {
        reached.push(`connection to ${where}`);
        socket.on('error', () => undefined).end('REACHED');
      });
      const told = () => resolve(typeof where === 'number' ? (server.address() as { port: number }).port : 0);
      if (typeof where === 'number') server.listen(where, '127.0.0.1', told);
      else server.listen(where, told);
    });
  const port = await listen(0);
  for (const where of [join(outside!, 'sock'), join(project!, 'sock'), '\0assent-test']) await listen(where);
  writeFileSync('/dev/shm/marker', SECRET);
  const outer = spawn('sleep', ['600'], { env: { ASSENT_MARK: SECRET } });
  const before = look([outside!, home!, join(project!, '.git'), join(project!, 'sub')]);
  const outcomes: Outcome[] = [];
  const names = bare?.split(',');
  for (const { name, command } of ATTEMPTS) {
    if (names?.includes(name) === false) continue;
    reached = [];
    const sandbox = openSandbox({
      cwd: project!,
      writable: [project!],
      readable: [outside!, home!],
      home: home!,
      own: [join(home!, 'state')],
    });
    const plain = ['/bin/bash', '--noprofile', '--norc', '-c', command];
    const [file, ...args] = names ? plain : sandbox.enter(plain);
    const env = {
      PATH: process.env.PATH!,
      O: outside!,
      P: project!,
      H: home!,
      PORT: String(port),
      OUTER: String(outer.pid),
    };
    const { code, output } = await run(file!, args, env);
    sandbox.close();
    if (name === 'survive the end') await new Promise((resolve) => setTimeout(resolve, 1500));
    const after = look([outside!, home!, join(project!, '.git'), join(project!, 'sub')]);
    const out = [...reached];
    if (after !== before) out.push('changed files outside its scope');
    if (output.includes(SECRET)) out.push('read a secret');
    if (output.includes('REACHED')) out.push('reached what it named');
    for (const path of sandbox.cover.held)
      if (exists(path)) out.push(`left ${path.slice(project!.length + 1)}`);
    if (exists(join(project!, 'late'))) out.push('outlived its end');
    if (readFileSync(join(project!, '.editorconfig'), 'utf8') !== 'mine')
      out.push('changed a protected file');
    if (outer.exitCode !== null || outer.signalCode !== null) out.push('ended a process outside');
    outcomes.push({ name, code, output: output.slice(0, 300), out });
  }
  outer.kill('SIGKILL');
  process.stdout.write(`${JSON.stringify(outcomes)}\n`, () => process.exit());
}

/** Everything below the folders, with content, mode and time. */
function look(folders: readonly string[]): string {
  const one = (path: string): string => {
    const { mode, mtimeMs, size } = statSync(path);
    const isFolder = statSync(path).isDirectory();
    const inside = isFolder
      ? readdirSync(path)
          .sort()
          .map((name) => one(join(path, name)))
      : [];
    const content = statSync(path).isFile() ? readFileSync(path, 'latin1') : '';
    return [path, mode, isFolder ? '' : `${mtimeMs} ${size} ${content}`, ...inside].join('\n');
  };
  return folders.map((folder) => one(realpathSync(folder))).join('\n');
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
}

function run(file: string, args: readonly string[], env: Record<string, string>) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(file, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 8000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        output += data.toString('latin1');
      });
    child.once('exit', (code) => setTimeout(() => resolve({ code, output }), 20));
  });
}
