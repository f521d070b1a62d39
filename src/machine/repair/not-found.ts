import { AGAIN, CORRECTED, type Failure, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { asRoot, installFor } from './packages.ts';
import { distance, nearest, plainQuotes, quote, replaceWord, splitWords, type Word } from './text.ts';

/** The same thing under another name, first one that is there. */
const OTHER_NAMES: Record<string, readonly string[]> = {
  python: ['python3'],
  pip: ['pip3'],
  fd: ['fdfind'],
  bat: ['batcat'],
  vi: ['vim', 'nvim'],
  vim: ['vi', 'nvim'],
  nodejs: ['node'],
  'docker-compose': ['docker compose'],
  gmake: ['make'],
  gsed: ['sed'],
  gawk: ['awk'],
  ll: ['ls -l'],
  la: ['ls -A'],
  md: ['mkdir'],
  cls: ['clear'],
  dir: ['ls'],
  ipconfig: ['ip addr', 'ifconfig'],
  ifconfig: ['ip addr'],
  netstat: ['ss'],
  open: ['xdg-open'],
  pbcopy: ['xclip -selection clipboard'],
  md5: ['md5sum'],
  zcat: ['gzip -dc'],
};
/** No program, and rarely a typing error for one. */
const BUILTINS = [
  'cd',
  'echo',
  'export',
  'source',
  'alias',
  'history',
  'exit',
  'test',
  'read',
  'printf',
  'pwd',
];

/** "command not found": another name, a typing error, a script in this folder, or the package that has it. */
export const notFound: Rule = (failure, world) => {
  const name = missingProgram(plainQuotes(failure.stderr));
  if (name === undefined) return undefined;
  const first = wrongFirstLine(failure, name, world);
  if (first) return first;
  const word =
    splitWords(failure.command).find((one) => one.program && one.value === name) ?? argument(failure, name);
  if (!word) return undefined;
  const corrected = (by: string) => replaceWord(failure.command, word, by);
  if (name === 'sudo' && world.root)
    return retry('run it without sudo: you are the superuser already', corrected('').trim());
  const other = OTHER_NAMES[name]?.find((one) => world.programs.has(one.split(' ')[0]!));
  if (other !== undefined) return retry(`use ${other}, which is here, for ${name}`, corrected(other));
  if (world.kind(name) === 'file') return localScript(name, corrected, world);
  const common = commonFor(name, world);
  if (common !== undefined) return retry(`${common} instead of ${name}`, corrected(common));
  const install = installFor(name, world.packageManager);
  const near =
    nearest(name, [...world.programs, ...BUILTINS]) ??
    nearest(name, [...COMMON.filter((one) => world.programs.has(one)), ...BUILTINS]);
  // The known program counts more than a near name, a near name more than nothing.
  if (install)
    return repairPlan({
      goal: `install ${install.packageName}, which has ${name}`,
      check: [install.look, 'what would be installed'],
      changes: [[asRoot(install.install, world.root), `installs ${install.packageName}`]],
      verify: [`command -v ${quote(name)}`, `${name} is there`],
    });
  return near === undefined ? undefined : retry(`${near} instead of ${name}`, corrected(near));
};

/** Two letters swapped, or the blank left out: of a program that everybody uses this is likelier than anything else. */
function commonFor(name: string, world: RepairWorld): string | undefined {
  const here = COMMON.filter((one) => world.programs.has(one) || BUILTINS.includes(one));
  const letters = [...name].sort().join('');
  const swapped = here.filter(
    (one) =>
      one.length === name.length &&
      one !== name &&
      distance(one, name) === 1 &&
      [...one].sort().join('') === letters,
  );
  if (swapped.length === 1) return swapped[0];
  for (const program of here)
    if (name.startsWith(program) && name.length > program.length) {
      const rest = name.slice(program.length);
      if (/^(?:-{1,2}[A-Za-z]|\.\.|\/|~)/.test(rest) || (program === 'git' && GIT.includes(rest)))
        return `${program} ${rest}`;
    }
  return undefined;
}

const COMMON =
  'ls cd cp mv rm cat git grep find sed awk tar ssh scp make man less more head tail sort uniq wc ps top kill df du chmod chown mkdir rmdir touch echo curl wget vim nano python3 node npm docker sudo systemctl apt diff tee xargs ln which date env'.split(
    ' ',
  );
const GIT =
  'add bisect blame branch checkout cherry-pick clean clone commit config diff fetch grep init log merge mv pull push rebase reflog remote reset restore revert rm show stash status switch tag worktree'.split(
    ' ',
  );

const retry = (goal: string, command: string) => repairPlan({ goal, verify: [command, CORRECTED] });

function missingProgram(stderr: string): string | undefined {
  const patterns = [
    /^(?:\S*(?:ba|z|da|k|a)?sh: )?(?:line )?(?:\d+: )?(\S+): (?:command )?not found$/m,
    /^zsh: command not found: (\S+)$/m,
    /^fish: Unknown command:? (\S+)$/m,
    /^(?:(?:\/usr\/bin\/)?env|nohup|xargs|nice|timeout|time|sudo|command|stdbuf): (?:failed to run command )?['"]?([^'":\s]+)['"]?: (?:No such file or directory|command not found)$/m,
    /^timeout: failed to run command '([^']+)': No such file or directory$/m,
  ];
  const found = patterns.map((pattern) => pattern.exec(stderr)?.[1]).find((name) => name !== undefined);
  return found !== undefined && /^[\w.+-]+$/.test(found) ? found : undefined;
}

/** A script whose first line names the interpreter wrongly. */
function wrongFirstLine(failure: Failure, name: string, world: RepairWorld) {
  const script = splitWords(failure.command).find(
    ({ program, value }) => program && value.includes('/'),
  )?.value;
  const line = script === undefined ? undefined : world.text(script)?.split('\n')[0];
  const meant = nearest(name, world.programs);
  if (!line?.startsWith('#!') || !line.includes(name) || meant === undefined || script === undefined)
    return undefined;
  return repairPlan({
    goal: `let ${script} be run by ${meant} instead of ${name}`,
    check: [`head -n 1 ${quote(script)}`, 'its first line'],
    changes: [[`sed -i ${quote(`1s/${name}/${meant}/`)} ${quote(script)}`, 'corrects the first line']],
    verify: [failure.command, AGAIN],
  });
}

/** Behind `env`, `xargs`, `timeout` and the like the program is an argument. */
const argument = (failure: Failure, name: string): Word | undefined =>
  splitWords(failure.command).find((word) => word.value === name);

function localScript(name: string, corrected: (by: string) => string, world: RepairWorld) {
  const path = `./${name}`;
  if (world.executable(name)) return retry(`run ${name} from this folder`, corrected(quote(path)));
  const first = world.text(name)?.split('\n')[0] ?? '';
  if (!first.startsWith('#!'))
    return retry(`run ${name} from this folder with bash`, corrected(`bash ${quote(name)}`));
  return repairPlan({
    goal: `make ${name} executable and run it from this folder`,
    check: [`ls -l ${quote(path)}`, 'who may run it now'],
    changes: [[`chmod u+x ${quote(path)}`, 'you may run it']],
    verify: [corrected(quote(path)), AGAIN],
  });
}
