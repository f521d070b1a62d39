import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { type Root, roots } from '../mounts.ts';
import { KERNEL_KNOBS } from '../sandbox/knobs.ts';
import type { Limits } from '../sandbox/limits.ts';
import { findProgram } from '../sandbox/programs.ts';
import { openStarter } from '../sandbox/starter.ts';
import { maskArguments, maskedPaths } from '../secrets.ts';
import { viewBytes } from './bound.ts';
import { NOTHING_SEEDED, planSeed, type Seeded, seedView } from './seed.ts';

const PROGRAMS = ['unshare', 'nsenter', 'mount', 'bwrap'] as const;
type Programs = Record<(typeof PROGRAMS)[number], string>;

const LIMITS: Limits = { memoryBytes: 4 * 1024 ** 3, processes: 1000 };
const SETUP_MS = 10_000;
/**
 * What real root keeps inside: files and identities, nothing that reaches a device, the kernel or another process, nor
 * rights that a file would carry out in an attribute, unseen in a list of changes.
 */
const ROOT_KEEPS = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'SETUID', 'SETGID', 'KILL'];

/**
 * Runs in the new namespace and holds it. Arguments: size, mount program, number of folders, then per folder its path
 * and the mode and owner of its upper layer, or `-` where those that mkdir gives are right. Upper layers lie on a tmpfs
 * over /run: outside every lower, bounded, gone with the namespace.
 */
const HOLDER = [
  'size=$1 mount=$2 last=$(($3 - 1)); shift 3; umask 022',
  '"$mount" --make-rprivate / || exit 1',
  // What belongs to root, root may change without any right: its devices too, which bubblewrap binds from outside.
  '[ "$UID" != 0 ] || "$mount" -o rbind,ro /dev /dev || exit 1',
  '"$mount" -t tmpfs -o "size=$size,mode=0711" tmpfs /run || exit 1',
  'eval "mkdir /run/u /run/w /run/m /run/{u,w,m}/{0..$last}" || exit 1; i=0',
  'while (($#)); do lower=$1 mode=$2 owner=$3; shift 3',
  '[ "$owner" = - ] || chown "$owner" "/run/u/$i" 2>/dev/null; [ "$mode" = - ] || chmod "$mode" "/run/u/$i"',
  'if "$mount" -t overlay overlay -o "lowerdir=$lower,upperdir=/run/u/$i,workdir=/run/w/$i,$options" "/run/m/$i"; then echo "yes $i"; else echo "no $i"; fi 2>/dev/null',
  'i=$((i+1)); done; echo ready; read -r _',
].join('; ');

export interface Layer {
  /** The real folder. */
  readonly lower: string;
  /** Only what changed, with whiteouts. */
  readonly upper: string;
  /** The folder as it is inside. */
  readonly merged: string;
  /** Whether a file with several names stays one file inside. */
  readonly followsLinks: boolean;
  /** What was copied into it ahead. */
  readonly seeded: Seeded;
}

/** A copy-on-write view of the file system. What runs in it changes nothing outside. */
export interface View {
  readonly layers: readonly Layer[];
  /** Folders that could not be given a writable copy; they are read-only inside. */
  readonly readOnly: readonly string[];
  /** Arguments before a program's own that run it inside, without network, devices or privileges. */
  enter(cwd: string): readonly string[];
  /** Drops everything that was changed inside. */
  close(): Promise<void>;
}

export interface ViewOptions {
  readonly home: string;
  /** Further paths to hide inside, such as assent's own folders. */
  readonly hidden?: readonly string[];
  readonly maxBytes?: number;
  /** A folder whose files are copied ahead where they are few: what its steps work on. A byte string. */
  readonly seed?: string | undefined;
  /** For each process inside; memory and processes are limited unless given. */
  readonly limits?: Limits;
}

/** Opens a view. Rejects with one line when this system cannot give one. */
export async function openView(options: ViewOptions): Promise<View> {
  const programs = findPrograms();
  const isRoot = isRealRoot();
  const all = roots(!isRoot).filter(({ path }) => isPlain(path));
  const folders = all.filter(({ kind }) => kind === 'folder').map(({ path }) => path);
  const size = viewBytes(options.maxBytes);
  const namespace = isRoot ? ['--mount'] : ['--user', '--mount', '--map-current-user', '--keep-caps'];
  const starter = openStarter(options.limits ?? LIMITS);
  const holder = spawn(
    programs.unshare,
    [
      ...namespace,
      '--',
      '/bin/bash',
      '--noprofile',
      '--norc',
      '-c',
      HOLDER,
      'view',
      String(size),
      programs.mount,
      String(folders.length),
      ...folders.flatMap(upperLayer),
    ],
    {
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        LC_ALL: 'C',
        // Real root can follow hard links (index) and private attributes; a user namespace has neither.
        options: isRoot ? 'index=on,xino=on,redirect_dir=off,metacopy=off' : 'userxattr,xino=on',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const answers = await setUp(holder).catch((error: unknown) => {
    holder.kill('SIGKILL');
    starter.close();
    throw error;
  });
  const base = `/proc/${holder.pid}/root/run`;
  const layers: Layer[] = [];
  const inside: string[] = [];
  const readOnly: string[] = [];
  for (const root of all) inside.push(...place(root));

  function place(root: Root): string[] {
    if (root.kind === 'link') return ['--symlink', root.target, root.path];
    const index = folders.indexOf(root.path);
    if (root.kind === 'folder' && answers.has(index)) {
      layers.push({
        lower: root.path,
        upper: `${base}/u/${index}`,
        merged: `${base}/m/${index}`,
        followsLinks: isRoot,
        seeded: NOTHING_SEEDED,
      });
      return ['--bind', `/run/m/${index}`, root.path];
    }
    if (root.kind === 'folder') readOnly.push(root.path);
    return ['--ro-bind', root.path, root.path];
  }

  const how = isRoot ? ['--mount'] : ['--user', '--preserve-credentials', '--mount'];
  const join = [programs.nsenter, '--target', String(holder.pid), ...how, '--'];
  const close = async () => {
    starter.close();
    if (holder.exitCode !== null || holder.signalCode !== null) return;
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await ended;
  };
  const seeding = options.seed === undefined ? undefined : await seedLayer(options.seed);
  if (seeding === false) {
    await close();
    return openView({ ...options, seed: undefined });
  }

  /** False where the copies came out wrong: that view is of no use any more. */
  async function seedLayer(folder: string): Promise<boolean | undefined> {
    const at = layers.findLastIndex(({ lower }) => isWithin(folder, lower));
    const layer = layers[at];
    const apart = [...all.map(({ path }) => path), ...maskedPaths(options.home, options.hidden)];
    const plan =
      layer &&
      planSeed(
        folder,
        apart.map((path) => Buffer.from(path).toString('latin1')),
        size / 8,
      );
    if (!plan) return undefined;
    const index = folders.indexOf(layer.lower);
    const seeded = await seedView(plan, { ...layer, enter: join, inside: `/run/m/${index}` });
    if (seeded) layers[at] = { ...layer, seeded };
    return seeded !== undefined;
  }

  return {
    layers,
    readOnly,
    enter: (cwd) => [
      ...starter.enter([]),
      ...join,
      programs.bwrap,
      ...inside,
      ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/run', '--dir', '/sys'],
      ...KERNEL_KNOBS,
      ...maskArguments(options.home, options.hidden),
      ...['--remount-ro', '/', '--unshare-net', '--unshare-pid', '--unshare-ipc', '--unshare-uts'],
      ...['--unshare-cgroup-try', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
      ...(isRoot ? ROOT_KEEPS.flatMap((name) => ['--cap-add', `CAP_${name}`]) : []),
      ...starter.options,
      ...['--chdir', cwd, '--'],
    ],
    close,
  };
}

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** The root of an upper layer stands for the folder itself, so it needs its mode; where we may not write, nobody may. */
function upperLayer(path: string): string[] {
  const { mode, uid, gid } = statSync(path);
  const me = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const isOurs = me.uid === 0 || uid === me.uid;
  const wanted = isOurs || mayWrite(path) ? mode & 0o7777 : mode & 0o7777 & ~0o222;
  const isMade = !isOurs || (uid === me.uid && gid === me.gid);
  return [path, wanted === 0o755 && isMade ? '-' : wanted.toString(8), isMade ? '-' : `${uid}:${gid}`];
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Root of the machine that may mount: not of a user namespace such as a container's, nor with its rights taken away. */
function isRealRoot(): boolean {
  if (process.getuid?.() !== 0) return false;
  const [, rights] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  const mayMount = ((BigInt(`0x${rights ?? '0'}`) >> SYS_ADMIN) & 1n) === 1n;
  return mayMount && /^\s*0\s+0\s+4294967295\s*$/m.test(readFileSync('/proc/self/uid_map', 'latin1'));
}

/** Number of the capability to mount. */
const SYS_ADMIN = 21n;

function findPrograms(): Programs {
  const found = PROGRAMS.map((name) => {
    const path = findProgram(name);
    if (path === undefined)
      throw new Error(`a preview needs ${name}; install ${package_(name)} to have previews`);
    return [name, path] as const;
  });
  return Object.fromEntries(found) as Programs;
}

const package_ = (name: string) => (name === 'bwrap' ? 'bubblewrap' : 'util-linux');

/** A mount's options are a comma-separated text; a folder with such a name stays out of it. */
const isPlain = (path: string) => !/[,:\\\n"]/.test(path);

/** Resolves to the numbers of the folders that have an overlay now. */
function setUp(holder: ChildProcess): Promise<ReadonlySet<number>> {
  return new Promise((resolve, reject) => {
    let text = '';
    const refuse = (why: string) =>
      reject(
        new Error(
          `this system gives no copy-on-write view (${why}); previews need user namespaces with overlay`,
        ),
      );
    const timer = setTimeout(() => refuse('it took too long'), SETUP_MS);
    holder.once('error', (error) => refuse(error.message));
    holder.once('exit', (code) => refuse(`set-up ended with ${code}`));
    holder.stdin!.on('error', () => undefined);
    holder.stdout!.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      if (!text.endsWith('ready\n')) return;
      clearTimeout(timer);
      const numbers = [...text.matchAll(/^yes (\d+)$/gm)].map((match) => Number(match[1]));
      if (numbers.length === 0) refuse('no folder could be overlaid');
      else resolve(new Set(numbers));
    });
  });
}
