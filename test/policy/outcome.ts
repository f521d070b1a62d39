import { BASH_BUILTINS } from '../../src/policy/builtin.ts';

/**
 * How a command ended. `ran`: with success, or with the status by which its manual says that the answer is no. `goes on`:
 * until it was stopped. `no daemon`: it did nothing but ask a daemon or a cluster that is not there. The rest did not do
 * what they were called for: not installed, refused by the installed version, or failed on what they were given.
 */
export type Outcome = 'ran' | 'goes on' | 'no daemon' | 'absent' | 'refused' | 'failed';
export const REALLY_RAN: ReadonlySet<Outcome> = new Set<Outcome>(['ran', 'goes on', 'no daemon']);

/** They do nothing but ask their own daemon or the cluster that the person set up. */
export const DAEMONS: ReadonlySet<string> = new Set(
  'docker docker-compose podman kubectl k helm systemctl journalctl loginctl hostnamectl timedatectl localectl busctl'.split(
    ' ',
  ),
);
const NO_DAEMON =
  /Cannot connect to the Docker daemon|not been booted with systemd|Failed to connect to (?:system scope )?bus|connection to the server .* was refused|connect: connection refused|couldn't get current server API group list/;

/** Status 1 and not a word on stderr is their answer: no match, different, none there, not so. */
const ANSWERS_NO: ReadonlySet<string> = new Set(
  `grep egrep fgrep rgrep zgrep zegrep zfgrep bzgrep xzgrep zstdgrep rg ag ack pgrep pidof diff cmp zdiff zcmp xzdiff xzcmp bzdiff bzcmp
   colordiff sdiff diff3 test [ [[ expr let false which type command hash look locate plocate lsof fuser ps tty mountpoint mesg
   git dpkg dpkg-query rpm systemctl lsusb lspci npm pip jq shopt alias jobs declare`.split(/\s+/),
);
/** The same with another number. */
const ANSWERS: Readonly<Record<string, readonly number[]>> = {
  getent: [2],
  systemctl: [3, 4],
  xargs: [123],
  pmap: [42],
  mountpoint: [32],
};

/** A program that read no further than its own command line. */
const REFUSAL =
  /^.*(?:command not found|No such file or directory: exec|\busage:|try '.*--?h(?:elp)?'|--help' for|(?:invalid|unrecogni[sz]ed|unknown|bad|illegal|ambiguous|conflicting|missing|too (?:many|few)|extra|unexpected|unsupported|incompatible) (?:\w+ )?(?:option|argument|operand|switch|flag|command|subcommand|parameter|value|number|format|type|mode|key|specifier)|(?:option|argument).* (?:requires|required|needs|expects|invalid|conflicts)|requires (?:an?|at least|exactly) .*(?:arg|operand)|mutually exclusive|cannot be (?:used|combined)|can't be (?:used|combined)).*$/im;

export interface Ended {
  readonly outcome: Outcome;
  /** The line by which it refused its own call. */
  readonly refusal?: string;
}

/** `code` is the shell's, so that of the last program of a pipeline; 124 is the watch that stopped it. */
export function outcomeOf(programs: readonly string[], code: number, errors: string): Ended {
  if (code === 127 || code === 126) return { outcome: 'absent' };
  if (programs.some((each) => DAEMONS.has(each)) && NO_DAEMON.test(errors)) return { outcome: 'no daemon' };
  const refusal = REFUSAL.exec(errors)?.[0].slice(0, 160);
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  if (code === 0) return { outcome: 'ran' };
  if (code === 124) return { outcome: 'goes on' };
  if (errors.trim() !== '') return { outcome: 'failed' };
  const isAnswer = programs.some(
    (each) => (code === 1 && ANSWERS_NO.has(each)) || ANSWERS[each]?.includes(code) === true,
  );
  return { outcome: isAnswer ? 'ran' : 'failed' };
}

export const isBuiltIn = (program: string): boolean => BASH_BUILTINS.has(program) || program === 'time';
