import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isProtected, isSecret } from '../../policy/lists.ts';

/** What has to be hidden or made unchangeable inside, found by looking. Paths are real ones. */
export interface Cover {
  /** May hold keys, tokens or private records: empty and unreadable inside. */
  readonly hidden: readonly string[];
  /** May be read, never changed. */
  readonly fixed: readonly string[];
  /** Protected names that do not exist; they are held by an empty file for as long as the sandbox is up. */
  readonly held: readonly string[];
  /** There was more in the writable folders than was looked at: what lies deeper is not covered. */
  readonly cut: boolean;
}

export interface CoverOptions {
  readonly home: string;
  readonly writable: readonly string[];
  /** Assent's own folders. */
  readonly own: readonly string[];
}

/** Names that, once made in a project, would start programs or steer tools later. */
const HOLD =
  `.git .hg .husky .githooks .vscode .idea .cursor .zed .claude .codex .gemini .assent .devcontainer .github .direnv
  .envrc .gitattributes .gitmodules .npmrc .mcp.json .pre-commit-config.yaml .gitlab-ci.yml .cursorrules AGENTS.md CLAUDE.md GEMINI.md`.split(
    /\s+/,
  );
/** Folders of the home and the system in which secrets lie side by side with other things. */
const IN_HOME = ['', '.config', '.local/share', '.cache', '.docker', '.cargo', '.gem', '.m2', '.gradle'];
const IN_SYSTEM =
  '/ /etc /etc/ssl /etc/ssh /etc/security /etc/postfix /etc/docker /etc/mysql /etc/letsencrypt /var /var/lib /var/spool'.split(
    ' ',
  );
/** Entries looked at in the writable folders; some 20 ms. */
const LOOKED_AT = 4000;
/** Large, generated, and not where one keeps keys. */
const SKIPPED = new Set(['node_modules', 'target', 'dist', 'build', '.venv', 'venv', '__pycache__', '.git']);
/** A git configuration that holds a password. Any other may be read: git cannot work without. */
const CREDENTIAL = /:\/\/[^/\s]*@|extraheader|password|token/i;

/** Looks for what the sandbox has to cover. Takes some milliseconds; never throws. */
export function findCover(options: CoverOptions): Cover {
  const hidden = new Set<string>();
  const fixed = new Set<string>();
  const held: string[] = [];
  const hide = (path: string) => {
    const real = realOf(path);
    if (real !== undefined) hidden.add(real);
  };
  for (const path of options.own) hide(path);
  for (const path of secretsOf(options.home)) hide(path);
  let left = LOOKED_AT;
  for (const folder of options.writable) {
    for (const name of HOLD) if (!exists(join(folder, name))) held.push(join(folder, name));
    walk(folder);
  }
  return { hidden: outermost(hidden), fixed: outermost(fixed), held, cut: left <= 0 };

  function walk(folder: string): void {
    for (const entry of entriesOf(folder)) {
      if (left-- <= 0) return;
      const path = join(folder, entry.name);
      if (path.endsWith('/.git/config')) continue;
      if (isSecret(path, options.home)) hide(path);
      else if (isProtected(path, options.home, [])) {
        const real = realOf(path);
        if (real !== undefined) fixed.add(real);
        if (entry.name === '.git' && hasCredential(join(path, 'config'))) hide(join(path, 'config'));
      } else if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(path);
    }
  }
}

function secretsOf(home: string): string[] {
  // The home of root is itself a secret to others: there only what is one in any home counts.
  const inHome = IN_HOME.flatMap((folder) =>
    entriesOf(join(home, folder))
      .map(({ name }) => join(folder, name))
      .filter((name) => isSecret(join('/home/anyone', name), '/home/anyone'))
      .map((name) => join(home, name)),
  );
  const inSystem = IN_SYSTEM.flatMap((folder) =>
    entriesOf(folder)
      .map(({ name }) => join(folder, name))
      .filter((path) => isSecret(path, home) && path !== home && !home.startsWith(`${path}/`)),
  );
  return [...inHome, ...inSystem];
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A mount needs the place itself: a link is followed, what leads nowhere has nothing to hide. */
function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function hasCredential(path: string): boolean {
  try {
    return CREDENTIAL.test(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}

/** What lies below another one is covered with it. */
function outermost(paths: ReadonlySet<string>): string[] {
  const isBelow = (path: string): boolean => {
    for (let at = dirname(path); at !== '/'; at = dirname(at)) if (paths.has(at)) return true;
    return false;
  };
  return [...paths].filter((path) => !isBelow(path)).sort();
}
