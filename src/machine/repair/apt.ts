import { AGAIN, CORRECTED, type Rule, repairPlan } from './failure.ts';
import { asRoot, installFor } from './packages.ts';
import { plainQuotes, quote, replaceWord, splitWords } from './text.ts';

/** apt and dpkg: stale lists, an interrupted run, broken dependencies, a lock, missing rights. */
export const apt: Rule = ({ command, stderr: raw }, world) => {
  const stderr = plainQuotes(raw);
  if (!/\b(?:apt|apt-get|dpkg)\b/.test(command)) return undefined;
  const root = (text: string) => asRoot(text, world.root);
  if (
    /are you root\?|requires superuser privilege|Permission denied/.test(stderr) &&
    !world.root &&
    !/\bsudo\b/.test(command)
  )
    return repairPlan({
      goal: 'run it as the superuser',
      verify: [`sudo ${command}`, 'the command with the rights it needs'],
    });
  if (/dpkg was interrupted/.test(stderr))
    return repairPlan({
      goal: 'finish what was interrupted',
      check: ['dpkg --audit', 'which packages are half installed'],
      changes: [[root('dpkg --configure -a'), 'finishes them']],
      verify: [command, AGAIN],
    });
  if (/Unmet dependencies|fix-broken/.test(stderr))
    return repairPlan({
      goal: 'repair the dependencies first',
      check: ['apt-get check', 'what is broken'],
      changes: [[root('apt-get --fix-broken install -y'), 'installs what is missing']],
      verify: [command, AGAIN],
    });
  if (/Could not get lock|is held by process|Unable to acquire the dpkg frontend lock/.test(stderr))
    return repairPlan({
      goal: 'wait for the other run to end',
      check: ['ps -e -o pid,comm,args | grep -E "[a]pt|[d]pkg" || true', 'who holds the lock'],
      verify: [command.replace(/\bapt(-get)?\b/, 'apt$1 -o DPkg::Lock::Timeout=120'), CORRECTED],
    });
  const name = /Unable to locate package (\S+)|Package '?(\S+?)'? has no installation candidate/.exec(stderr);
  const missing = name?.[1] ?? name?.[2];
  if (missing === undefined) return undefined;
  const known = installFor(missing, 'apt')?.packageName;
  const word = splitWords(command).find(({ value }) => value === missing);
  if (known !== undefined && known !== missing && word)
    return repairPlan({
      goal: `the package is called ${known}`,
      check: [`apt-cache policy ${quote(known)}`, 'it exists'],
      verify: [replaceWord(command, word, quote(known)), CORRECTED],
    });
  return repairPlan({
    goal: 'fetch the lists of packages anew',
    check: [`apt-cache policy ${quote(missing)}`, 'what is known of it'],
    changes: [[root('apt-get update'), 'fetches the lists']],
    verify: [command, AGAIN],
  });
};
