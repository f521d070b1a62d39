export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys and addresses of assent itself: no command gets to see them. */
const OWN = /^(ASSENT_.*|OPENAI_(API_KEY|BASE_URL|ORG_ID|ORGANIZATION|PROJECT_ID))$/;
/** What makes a new bash run or read something before the approved text, or read that text differently. */
const STARTUP =
  /^(BASH_ENV|ENV|IFS|PS4|PROMPT_COMMAND|SHELLOPTS|BASHOPTS|POSIXLY_CORRECT|BASH_XTRACEFD|BASH_COMPAT|BASH_FUNC_.*|__assent_.*)$/;

/** Set for every step: reading must not write an index, ask for updates or send usage figures. */
export const QUIET: Readonly<Record<string, string>> = {
  GIT_OPTIONAL_LOCKS: '0',
  NO_UPDATE_NOTIFIER: '1',
  npm_config_update_notifier: 'false',
  CHECKPOINT_DISABLE: '1',
};

/** Set for steps without a terminal, so that nothing waits for a key that cannot come. */
export const WITHOUT_TERMINAL: Readonly<Record<string, string>> = {
  ...QUIET,
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  MANPAGER: 'cat',
  SYSTEMD_PAGER: 'cat',
  GIT_TERMINAL_PROMPT: '0',
  TERM: 'dumb',
};

/** The environment a session starts with: the person's own, less what is assent's and what would steer bash. */
export function cleanEnvironment(env: Environment): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && !OWN.test(name) && !STARTUP.test(name)) clean[name] = value;
  return clean;
}
