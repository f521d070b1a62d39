import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { asFileChanges } from '../../src/executor/preview/apply.ts';
import { preview } from '../../src/executor/preview/preview.ts';
import { ShellSession } from '../../src/executor/shell-session.ts';
import type { PreviewStep } from '../../src/policy/clear.ts';
import { HOME, inJail } from '../tools/jail.ts';
import { describeWith } from '../tools/needs.ts';
import { cleared, temporaryFolder } from './harness.ts';

const folders: ReturnType<typeof temporaryFolder>[] = [];
const newFolder = () => {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
};
afterAll(() => {
  for (const folder of folders) folder.remove();
});
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const SEEDS = 15;

async function jailed(name: string, args: readonly string[], input = ''): Promise<Record<string, unknown>[]> {
  const ran = await inJail([process.execPath, '--no-warnings', script(name), HOME, ...args], {
    writable: [],
    home: newFolder(),
    cwd: HOME,
    input,
    ms: 100_000,
  });
  expect(ran.stderr).toBe('');
  return ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('a preview', () => {
  it('takes nothing but a step cleared for it', async () => {
    const session = new ShellSession('/', {});
    const run = (step: unknown) =>
      preview([step as PreviewStep], { home: '/root', session }, new AbortController().signal);
    await expect(run(cleared('true'))).rejects.toThrow(/cleared for a preview/);
    await expect(run({ step: { id: '1', command: 'true', why: '' } })).rejects.toThrow(
      /cleared for a preview/,
    );
  });

  it('has changes that are effects like any other', () => {
    const found = {
      path: '/x/\xe6\xbc\xa2',
      change: 'deleted',
      inPlace: false,
      names: 1,
      fingerprint: '',
    } as const;
    expect(asFileChanges([found])).toEqual([{ path: '/x/漢', kind: 'delete', gainsRights: false }]);
  });
});

/** What must reach nothing: no file outside, no socket, no network, no secret, no process that stays. */
const HOSTILE = [
  'rm -rf ~ / --no-preserve-root 2>/dev/null; ls ~ | wc -l',
  'cat ~/.ssh/id_ed25519; grep -r SECRET ~ 2>/dev/null; cp -r ~/.ssh x; cat x/*',
  'echo pwned >> ~/.bashrc; echo "* * * * * x" | crontab -; mkdir -p ~/.config/autostart; echo x > ~/.config/autostart/x',
  'curl -s --max-time 1 http://1.1.1.1; exec 3<>/dev/tcp/127.0.0.1/22; ping -c1 -W1 1.1.1.1',
  `perl -MSocket -e 'socket(my $s, PF_UNIX, SOCK_STREAM, 0) and connect($s, sockaddr_un("$ENV{HOME}/service.sock")) and print <$s>'`,
  'setsid sh -c "sleep 60" & (sleep 60 &) ; exit 0',
  'kill -9 -1; kill -9 $PPID; sleep 1',
  ':(){ :|:& };:',
  'yes | head -c 300M > flood; ls -s flood',
  'yes; true',
  'for p in 1 self $PPID; do cat /proc/$p/root$HOME/.ssh/id_ed25519; echo x > /proc/$p/root$HOME/other; done',
  'umount -l ~/.ssh; unshare -Urm sh -c "umount -l $HOME/.ssh; cat $HOME/.ssh/id_ed25519"; mount -o remount,rw /; mount --bind / /mnt',
  'find / -xdev -writable -type f -delete 2>/dev/null; true',
  'mv ~/project ~/gone; ln -s / ~/root; echo x > ~/root$HOME/other; chmod -R 000 ~',
  'echo x > /proc/sys/kernel/core_pattern; echo b > /proc/sysrq-trigger; reboot -f; mknod d b 8 0; cat d',
  'perl -e \'open(T, "+<", "/dev/tty") and ioctl(T, 0x5412, "x") and print "SECRET tty"\'',
  'trap "" TERM INT HUP; sleep 60',
  'exec 3>&-; exec sh -c "sleep 0.1; echo x > ~/other"',
];

describeWith(['bwrap', 'unshare', 'nsenter', 'perl'])('in a copy-on-write view', () => {
  it(`${SEEDS} generated plans change what a plain run changes, apply exactly that, and are undone`, async () => {
    const rows = await jailed('preview-in-jail.ts', ['1', String(SEEDS)]);
    expect(rows.length).toBe(SEEDS);
    expect(rows.filter((row) => !(row.untouched && row.equal && row.undone))).toEqual([]);
  }, 120_000);

  it('hostile steps reach nothing, and nothing of them stays', async () => {
    const rows = await jailed('hostile-preview-in-jail.ts', [], JSON.stringify(HOSTILE));
    expect(rows.length).toBe(HOSTILE.length);
    const bad = rows.filter((row) => row.secret || row.changed || row.left !== 0 || row.connections !== 0);
    expect(bad).toEqual([]);
    // It did something inside: what was previewed is not just a refusal.
    expect(rows[2]!.changes).toBeGreaterThan(0);
  }, 120_000);
});
