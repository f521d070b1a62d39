import type { ToolSpec } from '../spec.ts';

/** Memory, disks and devices: reports, and what changes them. */
export const HARDWARE: readonly ToolSpec[] = [
  {
    names: 'df',
    options: `
      -ahHiklPTv --all --human-readable --si --inodes --local --no-sync --portability --print-type --total --help --version
      -B --block-size -t --type -x --exclude-type =text
      --output ?text
      --sync
    `,
    operands: 'meta*',
    globSafe: true,
    allow: ['df -h', 'df -hT /', 'df -i .', 'df --output=pcent,target'],
    ask: ['df --frob'],
  },
  {
    names: 'free',
    options: `
      -bkmghltwVvL --bytes --kilo --mega --giga --tera --peta --kibi --mebi --gibi --tebi --pebi --human --si --lohi
      --line --total --wide --committed --help --version
      -s --seconds -c --count =text
    `,
    operands: '',
    globSafe: true,
    allow: ['free', 'free -h', 'free -m -t'],
    ask: ['free --frob'],
  },
  {
    names: 'vmstat',
    options: `
      -aDdfmnstwyhV --active --forks --slabs --one-header --stats --disk --disk-sum --timestamp --wide --no-first --help
      --version
      -p --partition -S --unit =text
    `,
    operands: 'text? text?',
    allow: ['vmstat', 'vmstat 1 3', 'vmstat -s'],
    ask: ['vmstat --frob'],
  },
  {
    names: 'iostat mpstat pidstat',
    style: 'posix',
    options: `
      -cdhkmNsStVxyzAnuHlIRrvw --human --pretty --dec
      -p -P -T -C -G -U -j -o =text
      -e !exec # runs a program
    `,
    operands: 'text*',
    allow: ['iostat -x', 'mpstat -A', 'pidstat'],
    ask: ['pidstat -e rm x'],
  },
  {
    names: 'lscpu lsmem lsipc lslogins lsns lslocks',
    options: `
      -abcehJjnprsSxyuVBdfgilmoOPtTwz --all --online --offline --json --extended --parse --hex --bytes --help --version \
        --noheadings --raw --output-all --summary --split --annotate --system-accs --user-accs --supp-groups --time --list
      -C --caches -o --output -e --extended --type --sysroot -p --task ?text
    `,
    operands: '',
    allow: ['lscpu', 'lscpu -J', 'lsmem'],
    ask: ['lscpu x'],
  },
  {
    names: 'lsblk',
    options: `
      -aAbdDflnmNMPprJstSzTvVyO --all --bytes --discard --nodeps --empty-drive --fs --json --list --noheadings --perms \
        --topology --pairs --paths --raw --scsi --inverse --noempty --merge --nvme --virtio --zoned --output-all --ascii -i
      -o --output -e --exclude -I --include -E --dedup -w --width -x --sort -Q --filter --highlight --ct --ct-filter =text
      -T --tree ?text
      --help --version
      --sysroot =tree
    `,
    operands: 'meta*',
    allow: ['lsblk', 'lsblk -f', 'lsblk -o NAME,SIZE', 'lsblk /dev/sda'],
    ask: ['lsblk --frob'],
  },
  {
    names: 'lspci',
    // -q and -Q ask a name server, -p -i -H -O -G read or choose what is probed: left out.
    options: `
      -vnkbDtm -nn -vv -vvv -mm -PP --version --help
      -s -d =text
    `,
    operands: '',
    allow: ['lspci', 'lspci -nn', 'lspci -v -s 00:02.0'],
    ask: ['lspci -i /etc/shadow', 'lspci -q', 'lspci -Q', 'lspci -D -q'],
  },
  {
    names: 'lsusb',
    options: `
      -vtV --verbose --tree --version -h --help
      -s -d =text
    `,
    operands: '',
    allow: ['lsusb', 'lsusb -t'],
    ask: ['lsusb -D /dev/x'],
  },
  {
    names: 'lsmod lsscsi',
    options: '-V --version -h --help',
    operands: '',
    allow: ['lsmod'],
    ask: ['lsmod -x'],
  },
  {
    names: 'findmnt',
    options: `
      -abcDdefiJklnOoPpRrstuUvyACFhHTM --all --bytes --json --list --noheadings --pairs --raw --tree --df --real \
        --pseudo --evaluate --canonicalize --help --version --output-all --shell --fstab --mtab --kernel --submounts \
        --uniq --invert
      --output --types --options --source --target =text
    `,
    operands: 'meta*',
    allow: ['findmnt', 'findmnt --df', 'findmnt --types ext4', 'findmnt /'],
    ask: ['findmnt --tab-file /etc/shadow', 'findmnt --frob'],
  },
  {
    names: 'blkid',
    // -c, -g and -w write its cache: left out.
    options: `
      -dhklpVi --help --version --list-filesystems
      -o --output -s --match-tag -t --match-token -L --label -U --uuid =text
    `,
    operands: 'meta*',
    allow: ['blkid', 'blkid -o list', 'blkid /dev/sda1'],
    ask: ['blkid -w x', 'blkid -c x', 'blkid -g'],
  },
  {
    names: 'nvidia-smi',
    // -f writes a file, -r -pm -pl and others change the card: left out.
    options: `
      -L --list-gpus -q --query -h --help --version
      --query-gpu --format --query-compute-apps --id -i =text
    `,
    operands: '',
    allow: ['nvidia-smi', 'nvidia-smi -L', 'nvidia-smi --query-gpu=name --format=csv'],
    ask: ['nvidia-smi -r', 'nvidia-smi -pm 1', 'nvidia-smi -f out'],
  },
  {
    names: 'sensors acpi upower',
    options: `
      -AujLbatVi -h --help --version
      -e -d --enumerate --dump
    `,
    operands: 'text*',
    allow: ['sensors', 'acpi -b', 'upower -e'],
    ask: ['sensors -s'],
  },
  {
    names: 'modinfo',
    options: `
      -0 --null -V --version -h --help --parameters -a --author -d --description -l --license -p -n --filename
      -F --field =text
    `,
    operands: 'text*',
    interpret: ({ operands }) =>
      operands.filter(({ text }) => text.includes('/')).map((arg) => ({ kind: 'read', arg })),
    allow: ['modinfo ext4', 'modinfo -F version ext4'],
    ask: ['modinfo -b /tmp x', 'modinfo ~/.netrc'],
  },
  {
    names: 'ldconfig',
    options: `
      -p --print-cache !text
      -NXv !system # rebuilds the cache
    `,
    operands: 'system*',
    does: 'system - rebuilds the cache of libraries',
    variants: [{ if: '-p --print-cache', operands: 'system*', does: '' }],
    allow: ['ldconfig -p'],
    ask: ['ldconfig', 'ldconfig -v', 'ldconfig -C x'],
  },
  {
    names: 'update-alternatives',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands: [first, ...rest] }) =>
      first?.exact &&
      /^--(?:list|display|query|get-selections)$/.test(first.text) &&
      rest.every(({ text, exact }) => exact && !text.startsWith('-'))
        ? []
        : [{ kind: 'system', detail: 'changes which program a name means' }],
    allow: ['update-alternatives --list editor', 'update-alternatives --display java'],
    ask: [
      'update-alternatives --set a b',
      'update-alternatives --config editor',
      'update-alternatives --list x --log f',
    ],
  },
  {
    names: 'dmidecode hwinfo lshw inxi',
    style: 'none',
    does: 'system - probes hardware',
    operands: 'text*',
    allow: [],
    ask: ['lshw', 'dmidecode'],
  },
  {
    names: 'mount',
    options: `
      -lvhV --show-labels --verbose --help --version
      -t --types -O =text
    `,
    operands: 'system*',
    allow: ['mount', 'mount -l', 'mount -t ext4'],
    ask: ['mount /dev/sdb1 /mnt', 'mount -o remount,rw /', 'mount -a'],
  },
  {
    names: 'swapon',
    options: `
      -shV --summary --noheadings --raw --bytes --help --version
      --show ?text
    `,
    operands: 'system*',
    allow: ['swapon --show', 'swapon -s'],
    ask: ['swapon -a', 'swapon /swapfile'],
  },
  {
    names: 'userdel deluser usermod passwd chsh groupdel delgroup',
    style: 'none',
    does: 'system - changes the machine',
    operands: 'text*',
    interpret: ({ program, operands }) => {
      const words = operands.map(({ text }) => text);
      const harms =
        !/^(?:passwd|usermod)$/.test(program) ||
        words.some((word) => /^-[dlLepsu]|^--(?:delete|lock|expire|shell)/.test(word));
      return harms && words.at(-1) === 'root'
        ? [{ kind: 'fatal', detail: 'takes the account of root away' }]
        : [];
    },
    allow: [],
    ask: ['userdel bob', 'passwd', 'passwd root', 'usermod -aG docker bob', 'chsh -s /bin/zsh'],
    deny: ['userdel root', 'passwd -l root', 'usermod -L root'],
  },
  {
    names:
      'umount swapoff resize2fs tune2fs fsck e2fsck modprobe insmod rmmod depmod poweroff reboot halt shutdown init telinit iptables ip6tables nft ufw firewall-cmd useradd groupadd groupmod adduser addgroup chpasswd gpasswd chfn visudo vipw vigr hwclock setenforce semanage restorecon setsebool update-grub grub-install dpkg-reconfigure sync atrm',
    style: 'none',
    does: 'system - changes the machine',
    operands: 'text*',
    allow: [],
    ask: ['poweroff', 'useradd bob', 'insmod x.ko', 'hostnamectl set-hostname x', 'init 0'],
  },
];
