import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JudgeInput } from '../../src/facts/judge.ts';
import type { Random } from '../policy/random.ts';
import { planOf, runAll, step, travel } from './routes.ts';

/** A folder in which a person works: two scripts, links, programs of their own in front of the system's. */
interface Place {
  readonly root: string;
  readonly home: string;
  readonly project: string;
  readonly input: JudgeInput;
}

const SCRIPT = '#!/bin/bash\necho good\n';
const EVIL = '#!/bin/bash\necho evil\n';

function makePlace(): Place {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assent-swap-')));
  const home = join(root, 'home');
  const project = join(home, 'project');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode: 0o755 });
  };
  for (const folder of ['home/project', 'home/twin'])
    for (const [name, text] of Object.entries({
      'run.sh': SCRIPT,
      'other.sh': EVIL,
      'notes.txt': 'notes\n',
      'more.txt': 'more\n',
      Makefile: 'all:\n\t@echo good\n',
      'package.json': '{"scripts":{"test":"echo good"}}\n',
      'build/a.o': 'x',
      'docs/a.md': 'x',
    }))
      write(`${folder}/${name}`, text);
  write('home/bin/mytool', SCRIPT);
  write('home/late/mytool', EVIL);
  for (const [name, target] of Object.entries({ link: 'notes.txt', 'link.sh': 'run.sh', folder: 'build' }))
    symlinkSync(target, join(project, name));
  mkdirSync(join(home, '.ssh'));
  writeFileSync(join(home, '.ssh', 'id_rsa'), 'secret');
  const under = (name: string) => join(home, name, 'assent');
  const env = { HOME: home, PATH: `${home}/front:${home}/bin:/usr/local/bin:/usr/bin:/bin` };
  mkdirSync(join(home, 'front'));
  return {
    root,
    home,
    project,
    input: {
      cwd: () => project,
      env,
      paths: { config: under('.c'), state: under('.s'), cache: under('.k'), data: under('.d') },
    },
  };
}

/** Another content of the same length under the same name, with the old times: only reading it tells. */
function rewrite(path: string): void {
  const { atime, mtime } = lstatSync(path);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.includes('good') ? text.replace('good', 'evil') : `${text.slice(0, -1)}!`);
  utimesSync(path, atime, mtime);
}

function replace(path: string, text = EVIL): void {
  writeFileSync(`${path}.new`, text, { mode: 0o755 });
  renameSync(`${path}.new`, path);
}

function relink(path: string, target: string): void {
  symlinkSync(target, `${path}.new`);
  renameSync(`${path}.new`, path);
}

interface Swap {
  readonly commands: readonly string[];
  readonly ways: Readonly<Record<string, (place: Place) => void>>;
}

const overwrite = (name: string): Swap['ways'] => ({
  'rewritten in place, times kept': ({ project }) => rewrite(join(project, name)),
  'replaced by another file': ({ project }) => replace(join(project, name)),
  'replaced by a link': ({ project }) => relink(join(project, name), 'other.sh'),
});

/** What is put in another's place between the yes and the last check, and the commands it would have caught. */
export const SWAPS: Readonly<Record<string, readonly Swap[]>> = {
  script: [
    {
      commands: ['./run.sh', 'bash run.sh', 'bash ./run.sh now', '. ./run.sh', 'source run.sh', 'sh run.sh', 'timeout 5 ./run.sh', 'env X=1 bash run.sh', 'ls; ./run.sh', 'true && bash run.sh | cat'],
      ways: overwrite('run.sh'),
    },
    { commands: ['make', 'make all', 'nice make'], ways: { ...overwrite('Makefile'), 'a definer that goes first': ({ project }) => writeFileSync(join(project, 'GNUmakefile'), 'all:\n\t@echo evil\n') } },
    { commands: ['npm test', 'npm run test'], ways: { ...overwrite('package.json'), 'settings that name another shell': ({ project }) => writeFileSync(join(project, '.npmrc'), 'script-shell=./other.sh\n') } },
  ],
  cwd: [
    {
      commands: ['make', './run.sh', 'ls', 'rm -r build', 'touch new.txt', 'cat notes.txt', 'npm test', 'mytool', 'git status'],
      ways: {
        'another folder under its name': ({ home, project }) => {
          renameSync(project, join(home, 'away'));
          renameSync(join(home, 'twin'), project);
        },
        'a link under its name': ({ home, project }) => {
          renameSync(project, join(home, 'away'));
          symlinkSync('twin', project);
        },
      },
    },
  ],
  symlink: [
    {
      commands: ['cat link', 'cp notes.txt link', 'head -n 1 link', 'sort -o link more.txt'],
      ways: {
        'leads to another file of the project': ({ project }) => relink(join(project, 'link'), 'more.txt'),
        'leads to a secret': ({ project }) => relink(join(project, 'link'), '../.ssh/id_rsa'),
        'leads nowhere': ({ project }) => relink(join(project, 'link'), 'gone.txt'),
      },
    },
    {
      commands: ['rm -r folder/', 'rm folder/a.o', 'touch folder/b.o', 'ls folder/'],
      ways: {
        'leads to another folder': ({ project }) => relink(join(project, 'folder'), 'docs'),
        'leads out of the project': ({ project }) => relink(join(project, 'folder'), '../.ssh'),
      },
    },
    {
      commands: ['./link.sh', 'bash link.sh', '. ./link.sh'],
      ways: { 'leads to another script': ({ project }) => relink(join(project, 'link.sh'), 'other.sh') },
    },
    {
      commands: ['cat build/a.o', 'rm -r build', 'touch build/x'],
      ways: {
        'a folder became a link': ({ project }) => {
          rmSync(join(project, 'build'), { recursive: true });
          symlinkSync('docs', join(project, 'build'));
        },
      },
    },
  ],
  PATH: [
    {
      commands: ['mytool', 'mytool now', 'ls; mytool', 'timeout 5 mytool'],
      ways: {
        'another program in front': ({ home }) => replace(join(home, 'front', 'mytool')),
        'the program itself': ({ home }) => rewrite(join(home, 'bin', 'mytool')),
        'the folder of the program': ({ home }) => {
          renameSync(join(home, 'bin'), join(home, 'bin.away'));
          renameSync(join(home, 'late'), join(home, 'bin'));
        },
      },
    },
    {
      commands: ['ls', 'make', 'cat notes.txt', 'rm -r build', 'git status', 'npm test', 'bash run.sh'],
      ways: {
        'every program of the command in front': ({ home }) => {
          for (const name of ['ls', 'make', 'cat', 'rm', 'git', 'npm', 'bash']) replace(join(home, 'front', name));
        },
        'a link in front': ({ home }) => {
          for (const name of ['ls', 'make', 'cat', 'rm', 'git', 'npm', 'bash'])
            symlinkSync('../late/mytool', join(home, 'front', name));
        },
      },
    },
  ],
}; // biome-ignore format: a table

export interface Tried {
  readonly kind: string;
  readonly way: string;
  readonly command: string;
  /** It was asked about again, or refused: nothing started. */
  readonly noticed: boolean;
}

/** Approves a step, swaps before the last check, and looks whether it starts. Afterwards everything is gone. */
export async function trySwap(kind: string, random: Random): Promise<Tried> {
  const swap = random.pick(SWAPS[kind]!);
  const [way, change] = random.pick(Object.entries(swap.ways));
  const command = random.pick(swap.commands);
  const place = makePlace();
  try {
    const { started } = await travel({
      input: place.input,
      plans: [planOf(step(command))],
      answers: [
        (request) => {
          change(place);
          return runAll(request);
        },
      ],
    });
    return { kind, way, command, noticed: started.length === 0 };
  } finally {
    rmSync(place.root, { recursive: true, force: true });
  }
}

/** The same step with nothing swapped: it has to start at the first yes, else the proof would be worth nothing. */
export async function tryWithout(command: string): Promise<boolean> {
  const place = makePlace();
  try {
    const { started } = await travel({
      input: place.input,
      plans: [planOf(step(command))],
      answers: [runAll],
    });
    return started.length === 1;
  } finally {
    rmSync(place.root, { recursive: true, force: true });
  }
}

/**
 * Milliseconds from the moment the last facts are taken to the moment the script itself runs: what a program that runs
 * as the same user could still use. The clock of the script is bash's EPOCHREALTIME.
 */
export async function measureWindow(): Promise<number> {
  const place = makePlace();
  writeFileSync(join(place.project, 'run.sh'), '#!/bin/bash\necho "$EPOCHREALTIME"\n');
  chmodSync(join(place.project, 'run.sh'), 0o755);
  let facts = 0;
  try {
    const { output } = await travel({
      input: place.input,
      plans: [planOf(step('./run.sh'))],
      answers: [runAll],
      onLastCheck: (took) => {
        facts = performance.timeOrigin + performance.now() - took;
      },
    });
    return Number(output.trim()) * 1000 - facts;
  } finally {
    rmSync(place.root, { recursive: true, force: true });
  }
}

export const commandsOf = (kind: string): readonly string[] => [
  ...new Set(SWAPS[kind]!.flatMap(({ commands }) => commands)),
];
