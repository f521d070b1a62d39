/**
 * Settings of the kernel that real root may write without any capability; a core pattern alone would be a way out.
 * bubblewrap 0.8 covers only some of them, so they are bound read-only over its /proc.
 */
export const KERNEL_KNOBS: readonly string[] = [
  'sys',
  'sysrq-trigger',
  'irq',
  'bus',
  'fs',
  'acpi',
  'scsi',
  'mtrr',
  'asound',
].flatMap((name) => ['--ro-bind-try', `/proc/${name}`, `/proc/${name}`]);
