import type { World } from '../types.ts';
import type { Rule } from './change.ts';
import { changing } from './changing.ts';

type Task = 'build' | 'test';

const PLEASE = "(?:please |can you |could you |now |then |just |let’s |let's )*";
const WHAT = '(?:(?:the|this|my|our|all|all the|whole|full|unit) )*';
const THING =
  '(?: (?:project|code|program|package|app|application|crate|source|sources|repo|repository|here|please|now|of (?:the|this) (?:project|repo|package)|for (?:the|this) (?:project|repo|package)))*';
const asks = (): readonly (readonly [Task | 'make', RegExp])[] => [
  ['make', new RegExp(`^${PLEASE}(?:run|execute|start|call) make(?: here| please)*[.!]?$`, 'i')],
  [
    'build',
    new RegExp(
      `^${PLEASE}(?:(?:build|compile) ${WHAT}(?:project|code|program|package|app|application|crate|sources?|it|this)|(?:run|start) (?:the |a )?(?:project )?build)${THING}[.!]?$`,
      'i',
    ),
  ],
  [
    'test',
    new RegExp(
      `^${PLEASE}(?:(?:run|execute|start) ${WHAT}(?:test suite|tests?)|test (?:the|this|my|our) (?:project|code|package|crate|app))${THING}[.!]?$`,
      'i',
    ),
  ],
  ['build', /^(?:请|帮我)?(?:构建|编译)(?:一下)?(?:这个|该|整个)?(?:项目|工程|程序|代码)[。！]?$/],
  ['test', /^(?:请|帮我)?(?:运行|跑|执行)(?:一下)?(?:这个|该|项目|所有|全部)*(?:的)?(?:单元)?测试[。！]?$/],
  ['make', /^(?:请|帮我)?(?:运行|执行|跑)(?:一下)? ?make[。！]?$/i],
];

const there = (world: World, name: string) => world.lookup(name)?.type === 'file';

/** What the folder itself says about being built and tested; one line for each tool that shows. */
function shown(world: World, task: Task): string[] {
  const found: string[] = [];
  const makefile = ['GNUmakefile', 'makefile', 'Makefile'].find((name) => there(world, name));
  const targets = makefile ? (world.peek(makefile) ?? '') : '';
  if (makefile && (task === 'build' || /^test[ \t]*:(?!=)/m.test(targets)))
    found.push(task === 'build' ? 'make' : 'make test');
  const runner = there(world, 'pnpm-lock.yaml') ? 'pnpm' : there(world, 'yarn.lock') ? 'yarn' : 'npm';
  if (there(world, 'package.json') && hasScript(world.peek('package.json'), task))
    found.push(`${runner} run ${task}`);
  if (there(world, 'Cargo.toml')) found.push(`cargo ${task}`);
  if (there(world, 'go.mod')) found.push(`go ${task} ./...`);
  if (there(world, 'pom.xml')) found.push(task === 'build' ? 'mvn package' : 'mvn test');
  if (there(world, 'gradlew')) found.push(`./gradlew ${task}`);
  if (there(world, 'pyproject.toml')) {
    const text = world.peek('pyproject.toml') ?? '';
    if (task === 'build' && /^\[build-system\]/m.test(text)) found.push('python3 -m build');
    if (task === 'test' && /pytest/.test(text)) found.push('python3 -m pytest');
  } else if (task === 'test' && there(world, 'pytest.ini')) found.push('python3 -m pytest');
  return found;
}

function hasScript(text: string | undefined, name: string): boolean {
  try {
    const scripts = (JSON.parse(text ?? '') as { scripts?: Record<string, unknown> } | null)?.scripts;
    return typeof scripts === 'object' && scripts !== null && typeof scripts[name] === 'string';
  } catch {
    return false;
  }
}

/** "run make docs" where the Makefile has such a target; "run ./build.sh" where there is such a file. */
function named(request: string, world: World): string | undefined {
  const goal =
    /^(?:please |now )?(?:run |execute |start |call |运行|执行|跑)?\s*make ([A-Za-z][\w.-]*)[.!]?$/i.exec(
      request,
    )?.[1];
  if (goal !== undefined) {
    const makefile = ['GNUmakefile', 'makefile', 'Makefile'].find((name) => there(world, name));
    const targets = makefile ? (world.peek(makefile) ?? '') : '';
    return targets.split('\n').some((line) => line.startsWith(`${goal}:`) && !line.startsWith(`${goal}:=`))
      ? `make ${goal}`
      : undefined;
  }
  const script =
    /^(?:please |now )?(?:run|execute|start|运行|执行|跑一下|跑)\s*(?:the script |script |脚本)?\s*(?:\.\/)?([\w-][\w./-]*\.(sh|py))[.!。]?$/i.exec(
      request,
    );
  const entry = script ? world.lookup(script[1]!) : undefined;
  if (!script || entry?.type !== 'file') return undefined;
  return `${script[2]!.toLowerCase() === 'py' ? 'python3' : 'bash'} ${script[1]}`;
}

/** "build the project", "run the tests", "run make": as the folder shows; nothing when it shows none or several ways. */
export const projectTasks: Rule = (r) => {
  const request = r.analysis.request.trim();
  if (!/build|compile|test|make|\.(?:sh|py)\b|构建|编译|测试/i.test(request)) return undefined;
  const exact = named(request, r.world);
  const task = asks().find(([, words]) => words.test(request))?.[0];
  if (!task && !exact) return undefined;
  const ways = task ? shown(r.world, task === 'make' ? 'build' : task) : [];
  const way =
    exact ?? (task === 'make' ? ways.find((one) => one === 'make') : ways.length === 1 ? ways[0] : undefined);
  if (!way) return undefined;
  // The whole request was recognised above.
  r.mark(...r.terms);
  return changing(
    'project',
    'write',
    way,
    r.say('does what the files of this folder set up for it', '按此目录的文件所设定的方式执行'),
    0,
    3,
  );
};
