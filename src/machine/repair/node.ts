import { AGAIN, CORRECTED, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { nearest, plainQuotes, quote, replaceWord, splitWords } from './text.ts';

interface Package {
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

/** npm and node: a mistyped script, packages that are not installed, versions that do not agree. */
export const node: Rule = (failure, world) => {
  const stderr = plainQuotes(failure.stderr);
  const script = /Missing script: "([^"]+)"/i.exec(stderr)?.[1];
  if (script !== undefined) {
    const scripts = Object.keys(manifest(world)?.scripts ?? {});
    const meant = nearest(script, scripts);
    const words = splitWords(failure.command);
    const word = words.find(({ value }) => value === script);
    if (meant === undefined || !word) return undefined;
    // `npm start` is short for a script of that name; any other is named after `run`.
    const run = words.some(({ value }) => /^run(?:-script)?$/.test(value)) ? '' : 'run ';
    return repairPlan({
      goal: `the script ${meant} instead of ${script}`,
      verify: [replaceWord(failure.command, word, `${run}${quote(meant)}`), CORRECTED],
    });
  }
  const mistyped = mistypedCommand(failure.command, stderr);
  if (mistyped) return mistyped;
  if (/code EJSONPARSE/.test(stderr)) return undefined;
  if (/ERESOLVE/.test(stderr) && /npm/.test(failure.command))
    return repairPlan({
      goal: 'install although two packages want different versions of a third',
      check: ['head -n 40 package.json', 'what the project asks for'],
      verify: [`${failure.command} --legacy-peer-deps`, CORRECTED],
    });
  const module = /Cannot find (?:module|package) '([^'./][^']*)'/.exec(stderr)?.[1];
  const program = /(?:^|\n)sh: (?:\d+: |line \d+: )?([\w.-]+): (?:command )?not found/.exec(stderr)?.[1];
  const known = manifest(world);
  if (module !== undefined && !module.startsWith('node:')) {
    const name = module.startsWith('@') ? module.split('/').slice(0, 2).join('/') : module.split('/')[0]!;
    const listed = known?.dependencies?.[name] ?? known?.devDependencies?.[name];
    return install(
      listed === undefined ? `npm install ${quote(name)}` : 'npm install',
      failure.command,
      name,
    );
  }
  if (program !== undefined && known && /npm|yarn|pnpm/.test(failure.command))
    return install('npm install', failure.command, program);
  return undefined;
};

const NPM_COMMANDS = [
  'audit',
  'ci',
  'exec',
  'help',
  'init',
  'install',
  'link',
  'list',
  'outdated',
  'pack',
  'publish',
].concat([
  'rebuild',
  'run',
  'search',
  'start',
  'stop',
  'test',
  'uninstall',
  'update',
  'version',
  'view',
  'whoami',
]);

/** npm lists its commands on stdout when it does not know one, so silence is a sign. */
function mistypedCommand(command: string, stderr: string) {
  const [program, word] = splitWords(command);
  if (program?.value !== 'npm' || !word || NPM_COMMANDS.includes(word.value)) return undefined;
  if (stderr.trim() !== '' && !/unknown command/i.test(stderr)) return undefined;
  const meant = nearest(word.value, NPM_COMMANDS);
  return meant === undefined
    ? undefined
    : repairPlan({
        goal: `npm ${meant} instead of npm ${word.value}`,
        verify: [replaceWord(command, word, meant), CORRECTED],
      });
}

const install = (command: string, again: string, name: string) =>
  repairPlan({
    goal: `install ${name}, which this project needs`,
    check: ['head -n 40 package.json', 'what the project asks for'],
    changes: [[command, 'downloads packages and runs their install scripts']],
    verify: [again, AGAIN],
  });

function manifest(world: RepairWorld): Package | undefined {
  try {
    return JSON.parse(world.text('package.json') ?? '') as Package;
  } catch {
    return undefined;
  }
}
