import { UsageError } from '../flags.ts';
import type { CommandInput } from './table.ts';

const SHELLS = {
  bash: async () => (await import('../shell/bash.ts')).bashHook,
  zsh: async () => (await import('../shell/zsh.ts')).zshHook,
  fish: async () => (await import('../shell/fish.ts')).fishHook,
} as const;

/** `assent init bash|zsh|fish`: the shell's side of the integration, for its start file to evaluate. */
export async function init({ words, io, compose }: CommandInput): Promise<number> {
  const [shell] = words;
  if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish')
    throw new UsageError('assent init takes bash, zsh or fish');
  const hook = await SHELLS[shell]();
  io.stdout.write(hook(await compose.prepareShellHook(io.env)));
  return 0;
}
