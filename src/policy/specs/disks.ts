import type { Arg, Call, ToolSpec, Use } from '../spec.ts';

/** `-1` in the place of a process is every process there is; in the first place it is a signal. */
function killCall({ program, operands }: Call): readonly Use[] {
  const words = operands.filter((arg) => arg.exact).map((arg) => arg.text);
  const mild = words.some((word) =>
    /^-?(?:0|HUP|SIGHUP|-?l|L|USR[12]|CONT|WINCH)$/.test(word.replace(/^-/, '')),
  );
  const all =
    program === 'killall5' ||
    operands.some((arg, index) => arg.exact && arg.text === '-1' && (index > 0 || operands.length === 1)) ||
    (program === 'kill' && words.at(-1) === '1' && !mild && pids(words).length === 1) ||
    (program === 'pkill' && !mild && words.some((word) => /^(?:\.?\*?|\.|\^|\^?\.\*\$?)$/.test(word))) ||
    (/^p?kill(?:all)?$/.test(program) &&
      program !== 'kill' &&
      words.some((word) => /^(?:systemd|init)$/.test(word)) &&
      !mild) ||
    (/^(?:killall|pkill)$/.test(program) &&
      words.some((word, index) => /^-[uU]$|^--u?e?uid$|^--user$/.test(word) && words[index + 1] === 'root'));
  return all ? [{ kind: 'fatal', detail: 'ends every process there is' }] : [];
}

/** What is neither a signal nor the value of the option that names one. */
const pids = (words: readonly string[]) =>
  words.filter((word, index) => /^\d+$/.test(word) && !/^-[sn]$/.test(words[index - 1] ?? ''));

/** These only read the device that comes first. */
function written({ program, operands }: Call): readonly Arg[] {
  if (program === 'badblocks') return operands.some(({ text }) => /^-\w*w/.test(text)) ? operands : [];
  const source = /^dd_?rescue$/.test(program) ? operands.findIndex(({ text }) => !text.startsWith('-')) : -1;
  return operands.filter((_, index) => index !== source);
}

/** The device after `of=` and its like, wherever it stands. */
const outputs = ({ operands }: Call): readonly Use[] =>
  operands.flatMap(({ text, exact }): readonly Use[] => {
    const path = /^(?:of|wipe|hof)=(.+)$/.exec(text)?.[1];
    return path === undefined
      ? []
      : [{ kind: 'write', arg: exact ? path : { text: path, exact, many: false } }];
  });

/** Every operand that is a device: what these do to it cannot be taken back. */
function devices(detail: string): (call: Call) => readonly Use[] {
  return ({ operands }) =>
    operands
      .filter((arg) => !arg.exact || /^\/dev\/|^(?:r?disk\d|sd[a-z]$|nvme\d)/.test(arg.text))
      .map((arg) => ({
        kind: 'format' as const,
        arg: arg.exact && !arg.text.startsWith('/') ? `/dev/${arg.text}` : arg,
        detail,
      }));
}

/** A pool or a group of volumes as a whole. */
const pools = ({ program, operands }: Call): readonly Use[] => {
  const last = operands.at(-1)?.text ?? '';
  const whole =
    program === 'vgremove' ||
    (operands.some(({ text }) => text === 'destroy') &&
      (program === 'zpool' || (program === 'zfs' && !/[/@-]/.test(last))));
  return whole ? [{ kind: 'fatal', detail: `destroys ${last} with everything on it` }] : [];
};

/** What overwrites whole disks, and what ends everything. */
export const DISKS: readonly ToolSpec[] = [
  {
    names: `mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.msdos mkfs.ntfs mkfs.exfat mkfs.f2fs mkfs.jfs mkfs.reiserfs mkfs.minix mkfs.udf mkfs.cramfs mkfs.erofs mkfs.bfs mkfs.gfs2 mkfs.ocfs2 mkfs.nilfs2 mkfs.bcachefs mkfs.hfs mkfs.hfsplus mkfs.ubifs mkfs.jffs2 mkfs.zonefs mkudffs mke2fs mkntfs mkdosfs mkexfatfs mkreiserfs mkswap newfs newfs_msdos newfs_hfs newfs_apfs`,
    options: `
      -cFfqvVnIJKQ --force --quiet --verbose --help --version --check --lock
      -t --type -L --label -U --uuid -b -i -m -N -O -E -e -s -S -d -T -g -G -r -C -l -a -o -p -D -M -u -x -R --pagesize =text
    `,
    interpret: ({ operands, has }) =>
      operands.length === 0 || has('--help', '--version', '-V')
        ? []
        : operands
            .filter((arg, index) => index === 0 || arg.text.startsWith('/dev/'))
            .map((arg) => ({ kind: 'format' as const, arg, detail: 'makes an empty file system' })),
    does: 'system - makes a file system',
    allow: [],
    ask: ['mkfs.ext4 disk.img', 'mkswap swapfile'],
    deny: [
      'mkfs.ext4 /dev/sda1',
      'mkfs -t ext4 /dev/sdb',
      'mke2fs /dev/vda1',
      'mkswap /dev/sda2',
      'mkfs.xfs -f /dev/nvme0n1p1',
    ],
  },
  {
    names: 'wipefs',
    options: `
      -bfinqVh --backup --force --noheadings --json -J --no-act --parsable -p --quiet --help --version
      -a --all
      -o --offset -O --output -t --types =text
      --lock ?text
    `,
    interpret: (call) =>
      call.has('-a', '--all', '-o', '--offset') && !call.has('-n', '--no-act')
        ? devices('wipefs destroys what is on it')(call)
        : [],
    does: 'system - changes disks',
    allow: [],
    ask: ['wipefs disk.img', 'wipefs /dev/sda', 'wipefs -n -a /dev/sda'],
    deny: ['wipefs -a /dev/sda', 'wipefs -af /dev/nvme0n1'],
  },
  {
    names:
      'scrub nwipe wipe ddrescue dd_rescue qemu-img flash_erase flash_eraseall nandwrite flashcp mtd_debug partclone.ext4 partclone.dd partclone.restore badblocks ntfsclone e2image',
    style: 'none',
    operands: 'text*',
    does: 'system - changes disks; exec - writes images and devices',
    interpret: (call) => [
      ...(call.program === 'nwipe' && call.operands.some(({ text }) => text === '--autonuke')
        ? [{ kind: 'fatal' as const, detail: 'erases every disk' }]
        : []),
      ...(call.program === 'wipe'
        ? call.operands
            .filter(({ text }) => !text.startsWith('-'))
            .map((arg) => ({ kind: 'delete-tree' as const, arg }))
        : []),
      ...(/^(?:info|check|map|-l|--list)$/.test(call.operands[0]?.text ?? '')
        ? []
        : devices(`${call.program} destroys what is on it`)({ ...call, operands: written(call) })),
    ],
    allow: [],
    ask: [
      'qemu-img create a.img 1G',
      'qemu-img info /dev/sda',
      'wipe a',
      'badblocks -sv /dev/sda',
      'ddrescue /dev/sr0 a.img map',
    ],
    deny: [
      'scrub /dev/sda',
      'badblocks -wsv /dev/sda',
      'ddrescue -f a.img /dev/sda',
      'wipe -rf /',
      'qemu-img convert a.img /dev/sda',
      'nwipe --autonuke',
    ],
  },
  {
    names: 'dcfldd dc3dd',
    style: 'none',
    operands: 'text*',
    does: 'write:. - copies bytes',
    interpret: outputs,
    allow: [],
    ask: ['dcfldd if=a of=b'],
    deny: ['dcfldd if=a of=/dev/sda', 'dc3dd wipe=/dev/sda'],
  },
  {
    names: 'kexec efibootmgr',
    style: 'none',
    operands: 'text*',
    does: 'system - changes what boots',
    interpret: ({ program, operands }) =>
      program === 'kexec' && operands.some(({ text }) => /^(?:-e|--exec|-f|--force)$/.test(text))
        ? [{ kind: 'fatal', detail: 'starts another kernel at once' }]
        : [],
    allow: [],
    ask: ['kexec -l x', 'efibootmgr'],
    deny: ['kexec -e'],
  },
  {
    names: 'blkdiscard sgdisk sfdisk fdisk gdisk cfdisk parted partprobe hdparm pvcreate vgcreate',
    style: 'none',
    operands: 'text*',
    does: 'system - changes disks',
    interpret: (call) =>
      call.operands.some((arg) =>
        /^(?:-l|--list|-p|--print|-V|--version|--help|print|-i|-I|-d|--dump|-J|--json|--verify|-F)$/.test(
          arg.text,
        ),
      )
        ? []
        : devices(`${call.program} destroys what is on it`)(call),
    allow: [],
    ask: ['fdisk -l', 'parted /dev/sda print', 'sfdisk -d /dev/sda'],
    deny: ['blkdiscard /dev/nvme0n1', 'sgdisk --zap-all /dev/sda', 'fdisk /dev/sda', 'pvcreate /dev/sdb'],
  },
  {
    names:
      'cryptsetup losetup mdadm lvcreate lvremove vgremove pvremove lvresize zpool zfs btrfs nvme bcachefs dmsetup',
    style: 'none',
    operands: 'text*',
    does: 'system - changes disks',
    interpret: (call) =>
      call.operands.some(
        (arg) =>
          /^(?:luksFormat|format|reencrypt|erase|luksErase|luksKillSlot|sanitize|create|--create|--zero-superblock|destroy|labelclear|write-zeroes|remove|-C|device)$/.test(
            arg.text,
          ) || /^(?:lvremove|vgremove|pvremove)$/.test(call.program),
      )
        ? [...devices(`${call.program} destroys what is on it`)(call), ...pools(call)]
        : [],
    allow: [],
    ask: [
      'cryptsetup status x',
      'zpool status',
      'zfs destroy tank/old@a',
      'lvremove vg0/snap',
      'losetup -a',
      'mdadm --detail /dev/md0',
    ],
    deny: [
      'zpool destroy tank',
      'vgremove vg0',
      'cryptsetup luksFormat /dev/sda2',
      'nvme format /dev/nvme0n1',
      'mdadm --zero-superblock /dev/sda',
    ],
  },
  {
    names: 'diskutil hdiutil',
    style: 'none',
    operands: 'text*',
    does: 'system - changes disks',
    interpret: ({ operands }) =>
      /^(?:eraseDisk|eraseVolume|zeroDisk|secureErase|randomDisk|partitionDisk|reformat|eraseOptical|erase)$/i.test(
        operands[0]?.text ?? '',
      ) ||
      (operands[0]?.text.toLowerCase() === 'apfs' && /^(?:delete|erase)/i.test(operands[1]?.text ?? ''))
        ? [{ kind: 'fatal', detail: 'erases a disk' }]
        : [],
    allow: [],
    ask: ['diskutil list', 'diskutil unmount /Volumes/x'],
    deny: ['diskutil eraseDisk APFS X disk0', 'diskutil zeroDisk disk2'],
  },
  {
    names: 'dd',
    style: 'keyword',
    options: `
      if =read
      of =write
      bs ibs obs cbs count skip iseek seek oseek conv iflag oflag status =text
      --help --version
    `,
    operands: '',
    allow: ['dd if=README.md bs=1 count=10 status=none'],
    ask: ['dd if=a of=b', 'dd if=/dev/sda count=1', 'dd frob=1'],
    deny: ['dd if=/dev/zero of=/dev/sda', 'dd of=/dev/vda if=image.iso'],
  },
  {
    names: 'kill pkill killall skill snice renice killall5',
    style: 'none',
    operands: 'text*',
    does: 'process - ends or changes processes',
    interpret: killCall,
    allow: [],
    ask: [
      'kill 123',
      'pkill node',
      'kill -1 123',
      'renice -5 1234',
      'kill -HUP 1',
      'kill -0 1',
      'pkill -u bob',
    ],
    deny: [
      'kill -9 -1',
      'kill -- -1',
      'kill -KILL -1',
      'kill -s KILL -1',
      'kill -9 1',
      'pkill -9 .',
      'killall -u root',
    ],
  },
];
