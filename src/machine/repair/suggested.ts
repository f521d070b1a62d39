import { CORRECTED, type Rule, repairPlan } from './failure.ts';
import { nearest, plainQuotes, quote, replaceWord, splitWords } from './text.ts';

/** Words a program does not know, as it names them. */
const WRONG = [
  /unknown (?:command verb|command|subcommand|verb|action|operation)s?:? ['"`]?([\w.-]+)/i,
  /['"`]([\w.-]+)['"`] is not an? \w+ (?:sub)?command/i,
  /(?:no such|unrecognized|invalid|unexpected) (?:command|subcommand|choice|argument):? ['"`]?([\w.-]+)/i,
  /(?:command|subcommand) ['"`]?([\w.-]+)['"`]? (?:is not known|not found|does not exist)/i,
  /Unit (\S+?)(?:\.service)? (?:could not be found|not found|not loaded)/,
];

/** Subcommands people use; a program that knows none near names the rest itself. */
const SUBCOMMANDS: Readonly<Record<string, string>> = {
  docker:
    'attach build commit compose container cp create diff events exec export history image images import info inspect kill load login logs network pause port ps pull push rename restart rm rmi run save search start stats stop tag top unpause update version volume wait',
  podman:
    'build commit container cp create exec image images inspect kill logs network pod port ps pull push restart rm rmi run start stats stop tag top version volume',
  kubectl:
    'apply attach config create delete describe diff edit exec explain expose get label logs patch port-forward rollout run scale set top version wait',
  systemctl:
    'cat daemon-reload disable edit enable is-active is-enabled is-failed kill list-timers list-unit-files list-units mask reload reset-failed restart show start status stop unmask',
  cargo:
    'add bench build check clean clippy doc fetch fix fmt init install new publish remove run search test tree update',
  go: 'build clean doc env fix fmt generate get install list mod run test tool version vet work',
  pip: 'cache check config debug download freeze hash index install list search show uninstall wheel',
  apt: 'autoremove clean depends download edit-sources full-upgrade install list policy purge reinstall remove search show update upgrade',
};

/** A word the program does not know: what it suggests itself, else the nearest of what it is known to take. */
export const suggested: Rule = ({ command, stderr: raw }, world) => {
  const stderr = plainQuotes(raw);
  const wrong = WRONG.map((pattern) => pattern.exec(stderr)?.[1]).find((one) => one !== undefined);
  if (wrong === undefined) return undefined;
  const word = splitWords(command).find(
    ({ value, program }) => !program && (value === wrong || `${value}.service` === wrong),
  );
  if (!word) return undefined;
  const after = stderr.slice(stderr.search(/did you mean|similar|perhaps|maybe/i));
  const offers = /did you mean|similar|perhaps|maybe/i.test(stderr)
    ? [...after.matchAll(/[A-Za-z][\w.-]*/g)].map((match) => match[0])
    : [];
  const choices = [...stderr.matchAll(/choose from (.+)/g)].flatMap(
    (match) => match[1]!.match(/[\w-]+/g) ?? [],
  );
  const program = word.of.replace(/^.*\//, '').replace(/[\d.]+$/, '');
  const known = Object.hasOwn(SUBCOMMANDS, program) ? SUBCOMMANDS[program]!.split(' ') : [];
  const meant =
    nearest(wrong, offers) ??
    nearest(wrong, choices) ??
    (program === 'systemctl' && /^Unit /m.test(stderr)
      ? unitNear(word.value, world.units())
      : nearest(wrong, known));
  return meant === undefined
    ? undefined
    : repairPlan({
        goal: `${meant} instead of ${word.value}`,
        verify: [replaceWord(command, word, quote(meant)), CORRECTED],
      });
};

/** `sshd.servic`, `nginxx`: with or without its suffix. */
function unitNear(name: string, units: readonly string[]): string | undefined {
  if (name.includes('.')) return nearest(name, units);
  const plain = units.filter((unit) => unit.endsWith('.service')).map((unit) => unit.slice(0, -8));
  return nearest(name, plain);
}
