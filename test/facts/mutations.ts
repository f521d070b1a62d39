import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type JudgeInput, judgeSteps } from '../../src/facts/judge.ts';
import { loadRules } from '../../src/facts/rules.ts';
import { sha256 } from '../../src/plan/hash.ts';
import { EFFECT_KINDS } from '../../src/policy/effect-words.ts';
import { judge } from '../../src/policy/judge.ts';
import type { RuleSet } from '../../src/policy/rules/types.ts';
import type { Decision } from '../../src/policy/types.ts';
import { MODEL_FACTS, MODEL_SETTING } from '../../src/policy/world.ts';
import { decide } from '../policy/corpus.ts';
import type { Random } from '../policy/random.ts';

export interface Loosened {
  readonly what: string;
  readonly command: string;
  readonly before: Decision;
  readonly after: Decision;
}

const LIFTS = [
  'remove-system',
  'write-disk',
  'format',
  'fork-bomb',
  'recursive-permission',
  'accounts',
  'kernel',
  'catastrophe',
];
const PROGRAMS = ['rm', 'curl', 'npm', 'bash', 'sudo', 'git', 'dd', 'mkfs.ext4', 'touch', 'make', 'python3', 'chmod', 'ping', 'cat']; // biome-ignore format: lists

/** What a hostile project may put into its own policy file: every kind of rule, and text that is none. */
export function hostilePolicy(random: Random): string {
  const parts: string[] = [];
  if (random.below(2)) parts.push(`preset = "${random.pick(['ops', 'standard', 'teach', 'read-only', 'none', ''])}"`);
  for (let count = random.below(4); count > 0; count--) {
    const program = random.pick(PROGRAMS);
    const fields = [
      `name = "r${random.below(3)}"`,
      `verdict = "${random.pick(['allow', 'lift', 'ask', 'deny', 'ALLOW', 'permit'])}"`,
      `match = ["${program} x"]`,
      'no_match = ["ls"]',
    ];
    if (random.below(4)) fields.push(`program = "${program}"`);
    if (random.below(4)) fields.push(`effects = ${JSON.stringify(random.sample(EFFECT_KINDS, 1 + random.below(4)))}`);
    if (random.below(2)) fields.push(`lift = ${JSON.stringify(random.sample(LIFTS, 2).map((name) => `builtin:${name}`))}`);
    if (random.below(2)) fields.push(`paths = ${JSON.stringify([random.pick(['/**', './**', '~/**', '/', '/dev/sda'])])}`);
    if (random.below(2)) fields.push('unpinned = true', 'after_untrusted = true');
    if (random.below(3) === 0) fields.push(`hash = { "package.json" = "${sha256('{}')}" }`);
    if (random.below(8) === 0) fields.push('layer = "user"');
    parts.push(`[[rule]]\n${random.sample(fields, fields.length).join('\n')}`);
  }
  const text = `${parts.join('\n')}\n`;
  return random.below(3) === 0 ? mutatedBytes(text, random) : text;
} // biome-ignore format: a table of fields

export function mutatedBytes(text: string, random: Random): string {
  let changed = text;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const at = random.below(changed.length + 1);
    const end = Math.min(changed.length, at + 1 + random.below(8));
    switch (random.below(4)) {
      case 0:
        changed = changed.slice(0, at) + changed.slice(end);
        break;
      case 1:
        changed = changed.slice(0, at) + String.fromCharCode(random.below(256)) + changed.slice(at);
        break;
      case 2:
        changed = changed.slice(0, end) + changed.slice(at);
        break;
      default:
        changed = changed.slice(0, at) + String.fromCharCode(32 + random.below(95)) + changed.slice(end);
    }
  }
  return changed;
}

/** A project's own policy file, trusted, against commands that are asked about or denied: nothing may get milder. */
export async function underPolicy(text: string, commands: readonly string[]): Promise<Loosened[]> {
  const { rules } = await loadRules([{ path: '.assent/policy.toml', layer: 'project', text }]);
  const setting = { ...MODEL_SETTING, rules };
  const weight = { allow: 0, ask: 1, deny: 2 };
  return commands.flatMap((command) => {
    const before = decide(command);
    const after = judge([{ id: 's1', command }], setting, MODEL_FACTS)[0]!.verdict;
    return weight[after] < weight[before] ? [{ what: text, command, before, after }] : [];
  });
}

/** Files of a project a program reads as code or as settings, as they are when the person's rules are written. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{"scripts":{"test":"echo ok"}}\n',
  Makefile: 'all:\n\t@echo ok\n',
  'run.sh': '#!/bin/bash\necho ok\n',
  'tool.py': 'print(1)\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[core]\n\trepositoryformatversion = 0\n\tbare = false\n',
  '.git/objects/info/x': '',
  '.gitattributes': '*.md text\n',
  'AGENTS.md': 'Be kind.\n',
  'notes.txt': 'notes\n',
  '.envrc': 'export A=1\n',
  'docker-compose.yml': 'services: {}\n',
};
/** Not there at first: each would change what a tool does. */
const ADDED = ['GNUmakefile', 'makefile', '.npmrc', '.gitmodules', 'ls', 'git', 'npm', '.env', 'CDPATH', '.git/hooks/post-index-change', '.git/config.worktree', 'node_modules/.bin/jest', 'conftest.py', '.assent/policy.toml']; // biome-ignore format: a list

const PINNED: readonly (readonly [
  program: string,
  more: string,
  files: readonly string[],
  example: string,
])[] = [
  ['npm', 'subcommand = "test"', ['package.json', '.npmrc'], 'npm test'],
  ['make', '', ['Makefile', 'makefile', 'GNUmakefile'], 'make'],
  ['bash', 'operands = ["run.sh"]', ['run.sh'], 'bash run.sh'],
  ['run.sh', '', ['run.sh'], './run.sh'],
  ['python3', 'operands = ["tool.py"]', ['tool.py'], 'python3 tool.py'],
];

export interface MutationWorld {
  readonly project: string;
  readonly input: JudgeInput;
  /** Commands with what they run or read as configuration, and the verdict before anything is changed. */
  readonly before: ReadonlyMap<string, Decision>;
  readonly decideAll: () => Promise<ReadonlyMap<string, Decision>>;
  reset(): void;
  remove(): void;
}

const ASKED = ['npm run build', 'npm install', 'make -f notes.txt', 'sh run.sh', '. ./run.sh', 'git commit -m x', 'git fetch', 'git -c core.pager=x log', 'docker compose up', 'rm -r src', 'touch x', 'curl https://example.com', 'sudo ls', 'rm -rf /', 'cat .env', 'git push', 'source .envrc', 'npm test; rm -r src', 'npx jest', 'pytest']; // biome-ignore format: a list

export async function makeMutationWorld(): Promise<MutationWorld> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assent-mutate-')));
  const home = join(root, 'home');
  const project = join(home, 'project');
  const reset = () => {
    rmSync(project, { recursive: true, force: true });
    for (const [path, text] of Object.entries(FILES)) write(project, path, text);
  };
  reset();
  const rules = await pinnedRules();
  const under = (name: string) => join(home, name, 'assent');
  const input: JudgeInput = {
    cwd: () => project,
    env: { HOME: home, PATH: '/usr/local/bin:/usr/bin:/bin' },
    paths: { config: under('.c'), state: under('.s'), cache: under('.k'), data: under('.d') },
    rules: () => rules,
  };
  const commands = [...PINNED.map(([, , , example]) => example), ...ASKED];
  const decideAll = async () => {
    const decided = new Map<string, Decision>();
    for (const command of commands) {
      const options = { cwd: project, tainted: [], stdin: 'none' } as const;
      const [judged] = await judgeSteps([{ id: 'x', command }], options, input);
      decided.set(command, judged!.verdict.verdict);
    }
    return decided;
  };
  const remove = () => rmSync(root, { recursive: true, force: true });
  return { project, input, before: await decideAll(), decideAll, reset, remove };
}

async function pinnedRules(): Promise<RuleSet> {
  const text = PINNED.map(([program, more, files, example], index) => {
    const hashes = files.map((file) => `"${file}" = "${file in FILES ? sha256(FILES[file]!) : 'missing'}"`);
    return `[[rule]]\nname = "p${index}"\nverdict = "allow"\nprogram = "${program}"\n${more}\neffects = ["exec"]\nhash = { ${hashes.join(', ')} }\nmatch = ["${example}"]\nno_match = ["ls"]\n`;
  }).join('\n');
  const { rules, problems } = await loadRules([{ path: 'policy.toml', layer: 'user', text }]);
  if (problems[0]) throw new Error(problems[0].message);
  return rules;
}

/** Changes one file of the project, or adds one; says which and how. */
export function mutate(project: string, random: Random): { readonly file: string; readonly how: string } {
  const added = random.below(4) === 0;
  const file = added ? random.pick(ADDED) : random.pick(Object.keys(FILES));
  const path = join(project, file);
  if (added) {
    write(project, file, random.below(2) ? hostilePolicy(random) : '#!/bin/sh\nevil\n', 0o755);
    return { file, how: 'added' };
  }
  const text = readFileSync(path, 'utf8');
  const ways: readonly (readonly [string, () => void])[] = [
    ['bytes', () => writeFileSync(path, mutatedBytes(text, random))],
    ['bytes', () => writeFileSync(path, mutatedBytes(text, random))],
    ['removed', () => rmSync(path)],
    ['emptied', () => writeFileSync(path, '')],
    ['a line more', () => writeFileSync(path, `${text}\nevil\n`)],
    ['a folder', () => replaceBy(path, () => mkdirSync(path))],
    ['a link', () => replaceBy(path, () => symlinkSync('notes.txt', path))],
    ['others may write', () => chmodSync(path, 0o666)],
  ];
  const [how, change] = random.pick(ways);
  change();
  return { file, how };
}

/** Commands that are asked about or denied before and allowed after; and pinned ones allowed although their definer changed. */
export async function afterMutation(
  world: MutationWorld,
  { file, how }: { readonly file: string; readonly how: string },
): Promise<Loosened[]> {
  const after = await world.decideAll();
  const loosened: Loosened[] = [];
  for (const [command, before] of world.before) {
    const now = after.get(command)!;
    const pin = PINNED.find(([, , , example]) => example === command);
    const changed = pin?.[2].includes(file) === true && !same(world.project, file);
    if (now === 'allow' && (before !== 'allow' || changed))
      loosened.push({ what: `${file}: ${how}`, command, before, after: now });
  }
  return loosened;
}

function replaceBy(path: string, make: () => void): void {
  rmSync(path);
  make();
}

/** A mutation may give back the very same bytes. */
function same(project: string, file: string): boolean {
  try {
    return readFileSync(join(project, file), 'utf8') === FILES[file];
  } catch {
    return false;
  }
}

function write(project: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text, { mode });
}
