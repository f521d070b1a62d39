import { CORRECTED, type Rule, repairPlan } from './failure.ts';
import { firstProgram, quote } from './text.ts';

/** What a tool needs to find in its folder, and how it says that it did not. */
const NEEDS: readonly { readonly error: RegExp; readonly files: readonly string[]; readonly not?: RegExp }[] =
  [
    {
      error: /no makefile found|No targets specified|No rule to make target '[^'/]+'\. {2}Stop/,
      files: ['Makefile', 'makefile', 'GNUmakefile'],
    },
    { error: /not a git repository/, files: ['.git'], not: /\b(?:clone|init)\b/ },
    {
      error:
        /enoent Could not read package\.json|no such file or directory, open '[^']*\/package\.json'|Couldn't find a package\.json/i,
      files: ['package.json'],
      not: /\binit\b/,
    },
    { error: /could not find `?Cargo\.toml/i, files: ['Cargo.toml'], not: /\b(?:init|new)\b/ },
    { error: /go\.mod file not found|cannot find main module/, files: ['go.mod'], not: /\bmod init\b/ },
    {
      error: /no configuration file provided: not found|Can't find a suitable configuration file/,
      files: ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
    },
    { error: /does not appear to contain CMakeLists\.txt/, files: ['CMakeLists.txt'] },
    { error: /there is no POM in this directory/, files: ['pom.xml'] },
    { error: /Neither 'setup\.py' nor 'pyproject\.toml'/, files: ['pyproject.toml', 'setup.py'] },
    { error: /open Dockerfile: no such file/, files: ['Dockerfile'] },
  ];
const MOST_FOLDERS = 200;

/** A tool that was started beside its project: exactly one folder here has what it looks for. */
export const elsewhere: Rule = ({ command, stderr }, world) => {
  const need = NEEDS.find(({ error, not }) => error.test(stderr) && !not?.test(command));
  // Where the file is here, something else is wrong.
  if (!need || need.files.some((file) => world.kind(file) !== undefined) || !firstProgram(command)?.program)
    return undefined;
  const folders = world
    .names('.')
    .slice(0, MOST_FOLDERS)
    .filter(
      (name) =>
        world.kind(name) === 'dir' && need.files.some((file) => world.kind(`${name}/${file}`) !== undefined),
    );
  const [folder] = folders;
  if (folders.length !== 1 || folder === undefined) return undefined;
  return repairPlan({
    goal: `do it in ${folder}, which has what it needs`,
    check: [
      `ls -d ${need.files.map((file) => quote(`${folder}/${file}`)).join(' ')} 2>/dev/null || true`,
      'it is there',
    ],
    verify: [`cd ${quote(folder)} && ${command}`, CORRECTED],
  });
};
