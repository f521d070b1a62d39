import type { ToolSpec } from '../spec.ts';

const LISTING = `
  -alqrjn --all --full --no-pager --no-legend --plain --quiet --value --reverse --after --before --recursive --failed \
    --no-ask-password --system --user --global --show-types --with-dependencies --help --version
  -t --type --state -p --property -n --lines -o --output --job-mode --timestamp =text
  --legend ?text
  -H --host =network
  -M --machine =unknown
  --root --image =unknown
`;

/** Services and logs. */
export const SERVICES: readonly ToolSpec[] = [
  {
    names: 'systemctl',
    options: LISTING,
    shared: LISTING,
    bare: true,
    commands: {
      'status show list-units list-unit-files list-timers list-sockets list-dependencies list-jobs list-machines list-automounts list-paths is-active is-enabled is-failed is-system-running get-default':
        { operands: 'text*' },
      cat: { operands: 'text*' },
      help: { operands: 'text*', does: 'terminal - opens the manual' },
      'show-environment': { operands: '', does: 'secret' },
      'start stop restart reload try-restart reload-or-restart try-reload-or-restart kill freeze thaw isolate':
        {
          options: `
            -fi --force --now --no-block --wait
            -s --signal --kill-who =text
          `,
          operands: 'text*',
          does: 'system - controls services',
        },
      'enable disable reenable preset mask unmask link add-wants add-requires edit set-default set-property revert':
        {
          options: `
            --now --runtime --force -f --no-reload
            --drop-in =text
          `,
          operands: 'text*',
          does: 'system - changes services',
        },
      'daemon-reload daemon-reexec reset-failed poweroff reboot halt suspend hibernate hybrid-sleep rescue emergency default exit switch-root kexec set-environment unset-environment import-environment cancel':
        { operands: 'text*', does: 'system - changes the machine' },
    },
    allow: [
      'systemctl',
      'systemctl status nginx',
      'systemctl list-units --type=service --state=running',
      'systemctl --failed',
      'systemctl is-active ssh',
      'systemctl --user list-timers --all --no-pager',
    ],
    ask: [
      'systemctl enable x',
      'systemctl daemon-reload',
      'systemctl restart nginx',
      'systemctl edit x',
      'systemctl -H host status',
      'systemctl help nginx',
      'systemctl frob',
    ],
  },
  {
    names: 'journalctl',
    options: `
      -#
      -aefklmqrxN --all --pager-end --full --follow --no-full --catalog --no-pager --no-hostname --no-tail --quiet --reverse \
        --utc --merge --dmesg --list-boots --list-catalog --fields --system --user --disk-usage --header --truncate-newline \
        --help --version --show-cursor --verify
      -u --unit --user-unit -p --priority -S --since -U --until -t --identifier -T --exclude-identifier -g --grep -F --field \
        -c --cursor --after-cursor -o --output --output-fields --facility --namespace -I =text
      -b --boot -n --lines --case-sensitive ?text
      -D --directory --file =tree
      --root --image =unknown
      --cursor-file =write
      -M --machine =unknown
      --vacuum-size --vacuum-time --vacuum-files =system
      --rotate --flush --sync --relinquish-var --smart-relinquish-var --setup-keys --update-catalog !system
      --interval --verify-key --dump-catalog =unknown
    `,
    operands: 'text*',
    allow: [
      "journalctl --since '1 hour ago' -p err --no-pager",
      'journalctl -u nginx -n 50 --no-pager',
      'journalctl -b -1',
      'journalctl --disk-usage',
    ],
    ask: ['journalctl --cursor-file=cur.txt', 'journalctl --vacuum-size=1M', 'journalctl --rotate'],
  },
  {
    names: 'service rc-service invoke-rc.d',
    style: 'none',
    operands: 'text*',
    does: 'system - runs service scripts',
    allow: [],
    ask: ['service nginx restart', 'service nginx status'],
  },
  {
    names: 'loginctl',
    options: LISTING,
    shared: LISTING,
    bare: true,
    commands: {
      'list-sessions list-users list-seats session-status user-status seat-status show-session show-user show-seat':
        { operands: 'text*' },
      'terminate-user terminate-session kill-session kill-user lock-session unlock-session enable-linger disable-linger activate attach flush-devices terminate-seat lock-sessions unlock-sessions':
        { operands: 'text*', does: 'system - changes sessions' },
    },
    allow: ['loginctl', 'loginctl list-sessions', 'loginctl user-status'],
    ask: ['loginctl terminate-user bob'],
  },
  {
    names: 'systemd-analyze',
    options: LISTING,
    shared: LISTING,
    bare: true,
    commands: { 'time blame critical-chain calendar timespan timestamp unit-paths': { operands: 'text*' } },
    allow: ['systemd-analyze blame', 'systemd-analyze'],
    ask: ['systemd-analyze verify ./x.service', 'systemd-analyze log-level debug'],
  },
  {
    names: 'launchctl',
    commands: {
      'list print': { operands: 'text*' },
      'load unload start stop bootstrap bootout enable disable kickstart': {
        operands: 'text*',
        does: 'system',
      },
    },
    allow: ['launchctl list'],
    ask: ['launchctl load x.plist'],
  },
];
