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
    const word = splitWords(failure.command).find(({ value }) => value === script);
    if (meant === undefined || !word) return undefined;
    return repairPlan({
      goal: `the script ${meant} instead of ${script}`,
      verify: [replaceWord(failure.command, word, quote(meant)), CORRECTED],
    });
  }
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
