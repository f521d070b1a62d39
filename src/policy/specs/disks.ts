import type { Call, ToolSpec, Use } from '../spec.ts';

/** `-1` in the place of a process is every process there is; in the first place it is a signal. */
function killCall({ program, operands }: Call): readonly Use[] {
  const all =
    program === 'killall5' ||
    operands.some((arg, index) => arg.exact && arg.text === '-1' && (index > 0 || operands.length === 1));
  return all ? [{ kind: 'fatal', detail: 'ends every process there is' }] : [];
}

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

/** What overwrites whole disks, and what ends everything. */
export const DISKS: readonly ToolSpec[] = [
  {
    names: `mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.msdos mkfs.ntfs mkfs.exfat mkfs.f2fs mkfs.jfs mkfs.reiserfs mkfs.minix mkfs.udf mkfs.cramfs mkfs.erofs mkfs.bfs mkfs.gfs2 mkfs.ocfs2 mkfs.nilfs2 mke2fs mkntfs mkdosfs mkexfatfs mkreiserfs mkswap newfs newfs_msdos newfs_hfs newfs_apfs`,
    options: `
      -cFfqvVnIJKQ --force --quiet --verbose --help --version --check --lock
      -t --type -L --label -U --uuid -b -i -m -N -O -E -e -s -S -d -T -g -G -r -C -l -a -o -p -D -M -u -x -R --pagesize =text
    `,
    interpret: ({ operands, has }) =>
      operands.length === 0 || has('--help', '--version', '-V')
        ? []
        : operands
            .slice(0, 1)
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
    names:
      'wipefs blkdiscard sgdisk sfdisk fdisk gdisk cfdisk parted partprobe hdparm badblocks pvcreate vgcreate',
    style: 'none',
    operands: 'text*',
    does: 'system - changes disks',
    interpret: (call) =>
      call.operands.some((arg) => /^(?:-l|--list|-p|--print|-V|--version|--help|print|-i|-I)$/.test(arg.text))
        ? []
        : devices(`${call.program} destroys what is on it`)(call),
    allow: [],
    ask: ['fdisk -l', 'parted /dev/sda print', 'wipefs disk.img'],
    deny: [
      'blkdiscard /dev/nvme0n1',
      'wipefs -a /dev/sda',
      'sgdisk --zap-all /dev/sda',
      'fdisk /dev/sda',
      'pvcreate /dev/sdb',
    ],
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
        ? devices(`${call.program} destroys what is on it`)(call)
        : [],
    allow: [],
    ask: ['cryptsetup status x', 'zpool status', 'losetup -a', 'mdadm --detail /dev/md0'],
    deny: ['cryptsetup luksFormat /dev/sda2', 'nvme format /dev/nvme0n1', 'mdadm --zero-superblock /dev/sda'],
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
    ask: ['kill 123', 'pkill node', 'kill -1 123', 'renice -5 1234'],
    deny: ['kill -9 -1', 'kill -- -1', 'kill -KILL -1', 'kill -s KILL -1'],
  },
];
