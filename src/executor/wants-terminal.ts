/**
 * What programs say when they cannot have a terminal: opening /dev/tty fails, a password cannot be asked, a
 * full-screen program finds none. Wide on purpose: it only leads to an offer.
 */
const SAID =
  /\/dev\/tty|\btty (?:get|output)\b|\btty-output|a terminal is required|no tty present|not a (?:tty|terminal)|stdin isn't a terminal|(?:in|out)put is not (?:to|from) a terminal|error opening terminal|must be (?:run|connected) (?:from|to) a terminal|terminal (?:is (?:not fully functional|dumb)|required)|inappropriate ioctl for device|pseudo-terminal will not be allocated|could not read (?:username|password)|host key verification failed|unable to initialize (?:ncurses|terminal)/i;

/** Whether a failed step's stderr says that it wanted the terminal. */
export function wantsTerminal(exitCode: number | null, stderrTail: string): boolean {
  return exitCode !== 0 && SAID.test(stderrTail);
}
