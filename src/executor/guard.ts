import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads lines `= mark [group]` before a start, `+ pid mark [group]` after it, and `- pid [group]` at its end; the last one
 * also takes the group away, which the kernel may take ten milliseconds for. At the end of input whatever is still listed is ended: TERM, then KILL,
 * found by process group, by the mark in the environment and by control group.
 */
const SCRIPT = [
  "trap '' HUP INT TERM; declare -A live",
  'while read -r op pid rest; do case $op in =) live[$pid]="$pid $rest";; +) unset "live[${rest%% *}]"; live[$pid]=$rest;; -) unset "live[$pid]"; for try in 1 2 3 4; do [[ -z $rest ]] || rmdir -- "$rest" 2>/dev/null && break; sleep 0.05; done;; esac; done',
  '((${#live[@]})) || exit 0',
  'each() { for pid in "${!live[@]}"; do read -r mark group <<< "${live[$pid]}"; kill "-$1" -- "-$pid" 2>/dev/null',
  'for file in $(grep -las -e "$mark" /proc/[0-9]*/environ); do file=${file#/proc/}; kill "-$1" "${file%/*}" 2>/dev/null; done',
  '[[ $1 = KILL && -n $group ]] && { echo 1 > "$group/cgroup.kill"; } 2>/dev/null',
  'done; }',
  'each TERM; each CONT; sleep 1; each KILL',
].join('\n');

/**
 * Ends steps that outlive us: after a crash, a kill -9 or a terminal that closed. A bash of its own waits for the end of
 * the pipe that only we hold.
 */
export class Guard {
  readonly #bash: string;
  #child: ChildProcess | undefined;

  constructor(bash: string) {
    this.#bash = bash;
  }

  /** Before a start: whatever carries the mark or is in the group belongs to it, also when we are gone before `watch`. */
  expect(marker: string, group: string | undefined): void {
    this.#child ??= this.#start();
    this.#child.stdin?.write(`= ${marker} ${group ?? ''}\n`);
  }

  watch(pid: number, marker: string, group: string | undefined): void {
    this.#child?.stdin?.write(`+ ${pid} ${marker} ${group ?? ''}\n`);
  }

  release(pid: number, group?: string): void {
    this.#child?.stdin?.write(`- ${pid} ${group ?? ''}\n`);
  }

  close(): void {
    this.#child?.stdin?.end();
    this.#child = undefined;
  }

  #start(): ChildProcess {
    const child = spawn(this.#bash, ['--noprofile', '--norc', '-c', SCRIPT], {
      env: { PATH: '/usr/bin:/bin' },
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.on('error', () => undefined);
    child.stdin!.on('error', () => undefined);
    // It must not keep us from ending; our end is what it waits for.
    child.unref();
    (child.stdin as unknown as { unref?: () => void }).unref?.();
    return child;
  }
}
