import { CORRECTED, type Rule, repairPlan } from './failure.ts';
import { asRoot } from './packages.ts';
import { firstProgram, plainQuotes, quote } from './text.ts';

/** docker and podman: a name that is taken, a daemon one may not talk to. */
export const container: Rule = ({ command, stderr: raw }, world) => {
  const program = firstProgram(command)?.value;
  if (program !== 'docker' && program !== 'podman') return undefined;
  const stderr = plainQuotes(raw);
  const name = /container name "\/?([\w.-]+)" is already in use/.exec(stderr)?.[1];
  if (name !== undefined)
    return repairPlan({
      goal: `give it another name: ${name} is taken`,
      check: [`${program} ps -a --filter ${quote(`name=${name}`)}`, 'the container that has the name'],
      verify: [command.replace(new RegExp(`(--name[= ])${name}(?=\\s|$)`), `$1${name}-2`), CORRECTED],
    });
  if (/permission denied while trying to connect|dial unix .*permission denied/.test(stderr) && !world.root)
    return repairPlan({
      goal: 'talk to the daemon as the superuser',
      verify: [asRoot(command, false), 'the command with the rights it needs'],
    });
  return undefined;
};
