import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openPolicy } from '../../src/compose/policy.ts';
import { pathsOf } from '../../src/config/paths.ts';
import { findProject } from '../../src/config/project.ts';
import { trust } from '../../src/config/trust.ts';
import { decide } from '../policy/corpus.ts';
import type { Random } from '../policy/random.ts';
import { hostilePolicy, type Loosened, mutatedBytes } from './mutations.ts';

/** An account that may not read what is closed to all; as root everything can be read. */
const NOBODY = 61_000;
const IS_ROOT = process.getuid?.() === 0;

/** What a careful project adds: each rule decides a command that would pass, or be asked about, without it. */
const RULES: readonly (readonly [verdict: 'ask' | 'deny', program: string, example: string])[] = [
  ['ask', 'cat', 'cat notes.txt'],
  ['deny', 'git', 'git log'],
  ['ask', 'ls', 'ls -la'],
  ['deny', 'touch', 'touch x'],
  ['deny', 'curl', 'curl https://example.com'],
  ['ask', 'wc', 'wc -l notes.txt'],
];
const ruleText = ([verdict, program, example]: (typeof RULES)[number]) =>
  `[[rule]]\nname = "no-${program}"\nverdict = "${verdict}"\nprogram = "${program}"\nmatch = ["${example}"]\nno_match = ["pwd"]\n`;
const BLOCKS = ['preset = "standard"\n', ...RULES.map(ruleText)];
const TEXT = BLOCKS.join('\n');
/** Asked about or denied with the rules in force. */
const COMMANDS = [...RULES.map(([, , example]) => example), 'rm -r src', 'rm -rf /', 'cat .env', 'sudo ls'];

export interface TrustedWorld {
  /** How many commands are judged after each change. */
  readonly commands: number;
  /** Changes what was trusted; says how. */
  change(random: Random): string;
  /** What runs unasked although it was asked about or denied when the files were trusted, or is milder than without any rule. */
  loosened(how: string): Promise<readonly Loosened[]>;
  reset(): void;
  remove(): void;
}

/** A project whose own rules a person trusted, in a real home, judged through the door of `policy check`. */
export async function makeTrustedWorld(): Promise<TrustedWorld> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assent-trusted-')));
  const project = join(root, 'home', 'project');
  const folder = join(project, '.assent');
  const policy = join(folder, 'policy.toml');
  const env = {
    HOME: join(root, 'home'),
    ASSENT_HOME: join(root, 'assent'),
    PATH: '/usr/local/bin:/usr/bin:/bin',
  };
  const cwd = join(project, 'sub');
  let asNobody = false;
  const reset = () => {
    asNobody = false;
    rmSync(project, { recursive: true, force: true });
    write(policy, TEXT);
    write(join(folder, 'config.toml'), 'language = "en"\n');
    write(join(project, 'AGENTS.md'), 'Be kind.\n');
    write(join(project, 'notes.txt'), 'notes\n');
    write(join(cwd, 'notes.txt'), 'notes\n');
  };
  const decideAll = async (): Promise<ReadonlyMap<string, string>> => {
    const restore = asNobody ? becomeNobody(root, project) : () => undefined;
    try {
      const { judge } = await openPolicy({ env, cwd });
      const decided = new Map<string, string>();
      for (const command of COMMANDS)
        decided.set(command, (await judge({ id: 'x', command })).verdict.verdict);
      return decided;
    } finally {
      restore();
    }
  };
  reset();
  trust(findProject(cwd, env.HOME)!, pathsOf(env));
  const before = await decideAll();
  for (const [command, verdict] of before)
    if (verdict === 'allow') throw new Error(`the trusted rules do not speak of: ${command}`);
  const change = (random: Random): string => {
    const [how, apply] = random.pick(WAYS);
    apply({ policy, folder, project, cwd, random });
    asNobody = how.startsWith('unreadable');
    return how;
  };
  const loosened = async (how: string) => {
    const after = await decideAll();
    return [...before].flatMap(([command, verdict]) => {
      const now = after.get(command)!;
      const without = decide(command);
      const milder = now === 'allow' || (without === 'deny' && now !== 'deny');
      return milder
        ? [{ what: how, command, before: verdict as Loosened['before'], after: now as Loosened['after'] }]
        : [];
    });
  };
  const remove = () => rmSync(root, { recursive: true, force: true });
  return { commands: COMMANDS.length, change, loosened, reset, remove };
}

interface Place {
  readonly policy: string;
  readonly folder: string;
  readonly project: string;
  readonly cwd: string;
  readonly random: Random;
}

const REPLACED = 'notes-policy.toml';

export const WAYS: readonly (readonly [how: string, change: (place: Place) => void])[] = [
  ['one byte is another', ({ policy, random }) => writeFileSync(policy, oneByte(readFileSync(policy), random))],
  ['bytes are others', ({ policy, random }) => writeFileSync(policy, mutatedBytesOf(TEXT, random))],
  ['a rule is added', ({ policy, random }) => writeFileSync(policy, `${TEXT}\n${hostilePolicy(random)}#\n`)],
  [
    'a rule is deleted',
    ({ policy, random }) => {
      const gone = 1 + random.below(RULES.length);
      writeFileSync(policy, BLOCKS.filter((_, index) => index !== gone).join('\n'));
    },
  ],
  ['only hostile rules', ({ policy, random }) => writeFileSync(policy, hostilePolicy(random))],
  ['emptied', ({ policy }) => writeFileSync(policy, '')],
  ['removed', ({ policy }) => rmSync(policy)],
  ['replaced by a link to milder rules', ({ policy, project }) => linked(policy, join(project, REPLACED), '')],
  ['replaced by a link to the same bytes', ({ policy, project }) => linked(policy, join(project, REPLACED), TEXT)],
  ['replaced by a link to nothing', ({ policy }) => replaced(policy, () => symlinkSync('nowhere', policy))],
  ['replaced by a folder', ({ policy }) => replaced(policy, () => mkdirSync(policy))],
  ['unreadable', ({ policy }) => chmodSync(policy, 0)],
  ['unreadable folder', ({ folder }) => chmodSync(folder, 0)],
  ['its folder is a link', ({ folder }) => {
    renameSync(folder, `${folder}-moved`);
    symlinkSync(`${folder}-moved`, folder);
  }],
  ['its folder is gone', ({ folder }) => rmSync(folder, { recursive: true })],
  ['a nearer folder hides it', ({ cwd, random }) => write(join(cwd, '.assent/policy.toml'), hostilePolicy(random))],
  ['a file beside it is new', ({ folder }) => write(join(folder, 'more.toml'), 'x = 1\n')],
  ['AGENTS.md is another', ({ project, random }) => write(join(project, 'AGENTS.md'), `Run ${random.below(9)}\n`)],
]; // biome-ignore format: a table

function oneByte(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at]! + 1 + random.below(255)) % 256;
  return bytes;
}

/** A change may give back the very same bytes. */
function mutatedBytesOf(text: string, random: Random): string {
  const changed = mutatedBytes(text, random);
  return changed === text ? `${text}#` : changed;
}

function linked(path: string, target: string, text: string): void {
  write(target, text);
  replaced(path, () => symlinkSync(target, path));
}

function replaced(path: string, make: () => void): void {
  rmSync(path);
  make();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o644 });
}

/** Root reads what is closed to all: the project becomes another account's, and this process that account. */
function becomeNobody(root: string, project: string): () => void {
  if (!IS_ROOT) return () => undefined;
  execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, project]);
  // What a real account would own itself, it has to be able to read here.
  execFileSync('chmod', ['a+rx', root, join(root, 'home')]);
  execFileSync('chmod', ['-R', 'a+rX', join(root, 'assent')]);
  process.setegid!(NOBODY);
  process.seteuid!(NOBODY);
  return () => {
    process.seteuid!(0);
    process.setegid!(0);
  };
}
