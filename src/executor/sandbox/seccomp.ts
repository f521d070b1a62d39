/** What one instruction set calls the system calls we care about. */
interface Numbers {
  /** AUDIT_ARCH_… as the kernel reports it. */
  readonly arch: number;
  readonly socket: number;
  readonly clone: number;
  readonly unshare: number;
  readonly ioctl: number;
  /** Refused whatever the arguments. */
  readonly refused: readonly number[];
  /** Answered as if the kernel did not have them, so that libraries take the older call that can be looked into. */
  readonly missing: readonly number[];
}

/** clone3 and io_uring hide their arguments in memory where a filter cannot look. */
const MISSING = [435, 425, 426, 427];
/** open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr. */
const NEW_MOUNT_API = [428, 429, 430, 431, 432, 433, 442];

const NUMBERS: Readonly<Record<string, Numbers>> = {
  x64: {
    arch: 0xc000003e,
    socket: 41,
    clone: 56,
    unshare: 272,
    ioctl: 16,
    missing: MISSING,
    refused: [
      ...NEW_MOUNT_API,
      // mount, umount2, pivot_root, chroot, setns, open_by_handle_at, add_key, request_key, keyctl, bpf
      ...[165, 166, 155, 161, 308, 304, 248, 249, 250, 321],
      // perf_event_open, userfaultfd, kexec_load, kexec_file_load, init_module, finit_module, delete_module
      ...[298, 323, 246, 320, 175, 313, 176],
      // swapon, swapoff, reboot, acct, settimeofday, clock_settime, quotactl
      ...[167, 168, 169, 163, 164, 227, 179],
    ],
  },
  arm64: {
    arch: 0xc00000b7,
    socket: 198,
    clone: 220,
    unshare: 97,
    ioctl: 29,
    missing: MISSING,
    refused: [
      ...NEW_MOUNT_API,
      ...[40, 39, 41, 51, 268, 265, 217, 218, 219, 280],
      ...[241, 282, 104, 294, 105, 273, 106],
      ...[224, 225, 142, 89, 170, 112, 60],
    ],
  },
};

/** IPv4, IPv6 and netlink live in the network namespace. Unix sockets, vsock and the rest reach beyond it. */
const FAMILIES = [2, 10, 16];
const CLONE_NEWUSER = 0x1000_0000;
/** Types into a terminal, or pastes into one. */
const TERMINAL_REQUESTS = [0x5412, 0x541c];

const ALLOW = 0x7fff_0000;
const refuse = (errno: number) => 0x0005_0000 | errno;
const [EPERM, ENOSYS, EAFNOSUPPORT] = [refuse(1), refuse(38), refuse(97)];

interface Instruction {
  readonly code: number;
  readonly yes?: number;
  readonly no?: number;
  readonly value: number;
}

const load = (offset: number): Instruction => ({ code: 0x20, value: offset });
const give = (value: number): Instruction => ({ code: 0x06, value });
const ARCH = load(4);
const CALL = load(0);
/** Low half of an argument; both instruction sets are little-endian. */
const argument = (index: number) => load(16 + 8 * index);

/** The body runs when the last loaded value equals; it has to end with an answer. */
const when = (value: number, body: readonly Instruction[]): Instruction[] => [
  { code: 0x15, value, yes: 0, no: body.length },
  ...body,
];
const whenAnyBit = (bits: number, body: readonly Instruction[]): Instruction[] => [
  { code: 0x45, value: bits, yes: 0, no: body.length },
  ...body,
];

/**
 * A seccomp filter in the form `bwrap --seccomp` reads: no sockets but those a network namespace holds, no further user
 * namespaces, no mounts, keys, kernel doors or typing into terminals. Undefined where the numbers are not known.
 */
export function seccompFilter(machine: string = process.arch): Uint8Array | undefined {
  const numbers = NUMBERS[machine];
  if (!numbers) return undefined;
  const noNewUser = [argument(0), ...whenAnyBit(CLONE_NEWUSER, [give(EPERM)]), give(ALLOW)];
  return encode([
    ARCH,
    { code: 0x15, value: numbers.arch, yes: 1, no: 0 },
    give(ENOSYS),
    CALL,
    // The x32 calls are the same ones under other numbers.
    { code: 0x35, value: 0x4000_0000, yes: 0, no: 1 },
    give(ENOSYS),
    ...when(numbers.socket, [
      argument(0),
      ...FAMILIES.flatMap((family) => when(family, [give(ALLOW)])),
      give(EAFNOSUPPORT),
    ]),
    ...when(numbers.clone, noNewUser),
    ...when(numbers.unshare, noNewUser),
    ...when(numbers.ioctl, [
      argument(1),
      ...TERMINAL_REQUESTS.flatMap((request) => when(request, [give(EPERM)])),
      give(ALLOW),
    ]),
    ...numbers.refused.flatMap((call) => when(call, [give(EPERM)])),
    ...numbers.missing.flatMap((call) => when(call, [give(ENOSYS)])),
    give(ALLOW),
  ]);
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(({ code, yes = 0, no = 0, value }, index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(yes, index * 8 + 2);
    bytes.writeUInt8(no, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  });
  return bytes;
}
