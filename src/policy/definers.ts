import type { Folders } from './places.ts';

/**
 * Files in which a project says what a program runs there. Names that a program looks for first stand in the list even
 * where a project has none of them: a new one would take the place of the others.
 */
const DEFINERS: Readonly<Record<string, readonly string[]>> = {
  npm: ['package.json', '.npmrc'],
  npx: ['package.json', '.npmrc'],
  pnpm: ['package.json', '.npmrc', '.pnpmfile.cjs', 'pnpm-workspace.yaml'],
  yarn: ['package.json', '.yarnrc', '.yarnrc.yml'],
  bun: ['package.json', 'bunfig.toml', '.npmrc'],
  deno: ['deno.json', 'deno.jsonc', 'package.json'],
  make: ['GNUmakefile', 'makefile', 'Makefile'],
  gmake: ['GNUmakefile', 'makefile', 'Makefile'],
  cargo: ['Cargo.toml', 'build.rs', '.cargo/config.toml', '.cargo/config', 'rust-toolchain.toml', 'rust-toolchain'],
  just: ['justfile', 'Justfile', '.justfile'],
  composer: ['composer.json'],
  mvn: ['pom.xml', '.mvn/extensions.xml', '.mvn/jvm.config', '.mvn/maven.config'],
  gradle: ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts', 'gradle.properties'],
  rake: ['rakefile', 'Rakefile', 'rakefile.rb', 'Rakefile.rb'],
  bundle: ['Gemfile', '.bundle/config'],
  tox: ['tox.ini', 'pyproject.toml', 'setup.cfg', 'tox.toml'],
  nox: ['noxfile.py'],
  task: ['Taskfile.yml', 'taskfile.yml', 'Taskfile.yaml', 'taskfile.yaml', 'Taskfile.dist.yml', 'Taskfile.dist.yaml'],
}; // biome-ignore format: a list

export const definerNames = (program: string): readonly string[] =>
  Object.hasOwn(DEFINERS, program) ? DEFINERS[program]! : [];

/** The files, absolute, for a program that works in one known folder. */
export function definersOf(program: string, folders: Folders): readonly string[] {
  const [folder, ...more] = folders ?? [];
  return folder === undefined || more.length > 0
    ? []
    : definerNames(program).map((name) => `${folder}/${name}`);
}
