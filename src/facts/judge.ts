import { homedir } from 'node:os';
import { dirname } from 'node:path';

import { needsTerminal } from '../plan/terminal.ts';
import { carried } from '../policy/binds.ts';
import type { Answers, FactRequest } from '../policy/facts.ts';
import { type JudgedStep, type Judgement, judgeInDetail, needs } from '../policy/judge.ts';
import { type FileChange, judgeChanges, needsOfChanges } from '../policy/judge-changes.ts';
import { type Proposal, proposeRule } from '../policy/rules/propose.ts';
import { NO_RULES, type RuleSet } from '../policy/rules/types.ts';
import {
  allowedInSandbox,
  fitsSandbox,
  requiredSandbox,
  type SandboxMode,
  type SandboxWorks,
  wouldAsk,
} from '../policy/sandboxed.ts';
import type { Setting } from '../policy/setting.ts';
import type { Verdict } from '../policy/types.ts';
import { doubted } from '../policy/verdict.ts';
import type { JudgeOptions, JudgePort } from '../session/ports.ts';
import { refusedByBash } from './bash.ts';
import { gatherFacts, hashOfFile } from './gather.ts';
import { isShared, realPath, statOf } from './paths.ts';
import { Settled } from './settled.ts';
import { userName } from './user.ts';

/** What a session that lasts from step to step tells of its shell. */
export interface ShellFacts {
  readonly path: string | undefined;
  readonly functions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly options: readonly string[] | undefined;
  readonly declared?: readonly string[];
}

export interface JudgeInput {
  /** Where the session stands when the judge is made: the project is found from here and stays. */
  readonly cwd: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Our own folders, protected from commands. */
  readonly paths: {
    readonly config: string;
    readonly state: string;
    readonly cache: string;
    readonly data: string;
  };
  readonly session?: () => ShellFacts;
  /** Rules in force; asked anew for every judgement. */
  readonly rules?: () => RuleSet;
  /** What a person has said yes to in this session. */
  readonly settled?: Settled;
  /** Missing where verdicts do not count the sandbox, as in `policy check`. */
  readonly sandbox?: { readonly mode: SandboxMode; works(): Promise<SandboxWorks> };
  /** Changed contents a person said yes to, by `pinKey`. */
  readonly accepted?: () => ReadonlyMap<string, string>;
}

/** Questions an answer may raise (a link, a repository above): more rounds than this and the rest counts as unknown. */
const MAX_ROUNDS = 8;
/** Set by bash itself, or naming nothing that is run. */
const OF_THE_SHELL = new Set(['PWD', 'OLDPWD', 'SHLVL', '_', 'COLUMNS', 'LINES']);
const AS_STARTED = new Set(
  `braceexpand hashall interactive-comments checkwinsize cmdhist complete_fullquote extquote force_fignore
   globasciiranges globskipdots hostcomplete interactive_comments patsub_replacement progcomp promptvars sourcepath`.split(
    /\s+/,
  ),
);

/** The judge over the real world: facts are taken anew for every call. */
export function createJudge(given: JudgeInput): SessionJudge {
  const settled = new Settled();
  const input: JudgeInput = { ...given, settled };
  const project = projectFrom(input.cwd(), homeOf(input.env));
  /** Asked ahead, by the exact text: bash's answer hangs on nothing else. Each is taken once. */
  const ahead = new Map<string, Promise<boolean>>();
  const askBash = (text: string) => {
    const asked = ahead.get(text) ?? refusedByBash(text);
    ahead.delete(text);
    return asked;
  };
  return {
    async judge(steps, options) {
      // What may run unasked starts in a moment: bash reads the first step while it is judged.
      const first = options.grants?.auto && !options.last ? steps[0]?.command : undefined;
      if (first !== undefined) ahead.set(first, refusedByBash(first));
      const refused = options.last ? steps.map((step) => askBash(step.command)) : [];
      const judgements = await judgeSteps(steps, options, input, project);
      return Promise.all(
        judgements.map(async (judgement, index) => {
          const verdict = await withSandbox(judgement, steps[index]!, options, input.sandbox);
          const same = carried(judgement.verdict, verdict);
          return (await refused[index]) ? doubted(same) : same;
        }),
      );
    },
    async settle(command) {
      const session = input.session?.();
      const options = { cwd: input.cwd(), tainted: [], stdin: 'none' } as const;
      const { facts } = await judgedFacts([{ id: '1', command }], options, input, project);
      const programs = [...facts].flatMap(([, answer]) => foreignProgram(answer));
      settled.add(new Map(session ? changesIn(session, input.env) : []), programs);
    },
    forget: () => settled.forget(),
    judgeChanges: (changes) => judgeFileChanges(changes, input, project),
  };
}

/** A judge that lasts as long as a session of the shell. */
export interface SessionJudge extends JudgePort {
  /** A person let this command start: what the session had changed for it is not asked about again. */
  settle(command: string): Promise<void>;
  forget(): void;
  /** Changes of files without a command: what a preview found, or what undo would bring back. */
  judgeChanges(changes: readonly FileChange[]): Promise<Verdict>;
}

/** The same for a process that has no session, such as `assent undo`. */
export async function judgeFileChanges(
  changes: readonly FileChange[],
  input: JudgeInput,
  project: string | undefined = projectFrom(input.cwd(), homeOf(input.env)),
): Promise<Verdict> {
  const setting = settingOf({ cwd: input.cwd(), tainted: [], stdin: 'none' }, input, project);
  const source = { home: setting.home, path: undefined, env: {} };
  const facts = new Map<string, Answers[FactRequest['kind']]>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const requests = needsOfChanges(changes, setting, facts);
    if (requests.length === 0) break;
    for (const [key, answer] of await gatherFacts(requests, source)) facts.set(key, answer);
  }
  return judgeChanges(changes, setting, facts);
}

function foreignProgram(answer: Answers[FactRequest['kind']]): string[] {
  if (typeof answer !== 'object' || answer === null || !('trusted' in answer) || answer.trusted) return [];
  return 'path' in answer && typeof answer.path === 'string' && answer.path.startsWith('/')
    ? [answer.path]
    : [];
}

/** The folder the work is about, as a judge made at `start` sees it from `cwd`. */
export function projectOf(start: string, cwd: string, env: JudgeInput['env']): string | undefined {
  const home = homeOf(env);
  const { project, projectIsHome } = scopeOf(cwd, home, projectFrom(start, home));
  return projectIsHome ? undefined : project;
}

async function withSandbox(
  judgement: Judgement,
  step: { readonly command: string; readonly interactive?: boolean | undefined },
  options: JudgeOptions,
  sandbox: JudgeInput['sandbox'],
): Promise<Verdict> {
  const { verdict } = judgement;
  if (!sandbox || sandbox.mode === 'off' || verdict.verdict !== 'ask') return verdict;
  if (sandbox.mode === 'require') return requiredSandbox(verdict, await sandbox.works());
  const onTerminal = step.interactive ?? needsTerminal(step.command);
  if (
    options.sandbox === 'never' ||
    onTerminal ||
    !wouldAsk(verdict, options.grants) ||
    !fitsSandbox(judgement)
  )
    return verdict;
  return (await sandbox.works()).ok ? allowedInSandbox(verdict) : verdict;
}

/** The same with everything behind each verdict, for `policy explain` and the like. */
export async function judgeSteps(
  steps: readonly JudgedStep[],
  options: JudgeOptions,
  input: JudgeInput,
  project: string | undefined = projectFrom(options.cwd, homeOf(input.env)),
): Promise<readonly Judgement[]> {
  const { setting, facts } = await judgedFacts(steps, options, input, project);
  return judgeInDetail(steps, setting, facts);
}

async function judgedFacts(
  steps: readonly JudgedStep[],
  options: JudgeOptions,
  input: JudgeInput,
  project: string | undefined,
) {
  const setting = settingOf(options, input, project);
  const session = input.session?.();
  const source = {
    home: setting.home,
    path: session?.path ?? input.env.PATH,
    env: session?.env ?? input.env,
    ...(input.settled ? { isSettled: (path: string) => input.settled!.hasProgram(path) } : {}),
  };
  const facts = new Map<string, Answers[FactRequest['kind']]>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const requests = needs(steps, setting, facts);
    if (requests.length === 0) break;
    for (const [key, answer] of await gatherFacts(requests, source)) facts.set(key, answer);
  }
  return { setting, facts };
}

/** The narrowest rule that would allow one command from now on, with what the judge says of it today. */
export async function proposeFor(
  step: JudgedStep,
  options: JudgeOptions,
  input: JudgeInput,
): Promise<{ readonly judgement: Judgement; readonly proposal: Proposal }> {
  const project = projectFrom(options.cwd, homeOf(input.env));
  const setting = settingOf(options, input, project);
  const [judgement] = await judgeSteps([step], options, input, project);
  return { judgement: judgement!, proposal: proposeRule(judgement!, setting, hashOfFile) };
}

function settingOf(options: JudgeOptions, input: JudgeInput, project: string | undefined): Setting {
  const session = input.session?.();
  const { paths } = input;
  return {
    cwd: realPath(options.cwd),
    home: homeOf(input.env),
    user: userName(),
    ...scopeOf(options.cwd, homeOf(input.env), project),
    tainted: options.tainted.length > 0,
    stdin: options.stdin,
    ran: options.ran ?? [],
    functions: session?.functions ?? [],
    changed: session
      ? changesIn(session, input.env)
          .filter(([name, value]) => !input.settled?.hasValue(name, value))
          .map(([name]) => name)
      : [],
    declared: session?.declared ?? [],
    searchesFolders: (session?.env ?? input.env).CDPATH !== undefined,
    rules: input.rules?.() ?? NO_RULES,
    ...(input.accepted ? { accepted: input.accepted() } : {}),
    own: [paths.config, paths.state, paths.cache, paths.data].map((path) => realPath(path)),
  };
}

const homeOf = (env: JudgeInput['env']): string => realPath(env.HOME ?? homedir());

/** A session that began in home reads there, and finds its project when it has gone into a folder of the person's own. */
function scopeOf(
  cwd: string,
  home: string,
  anchored: string | undefined,
): { readonly project: string | undefined; readonly projectIsHome?: boolean } {
  if (anchored !== undefined) return { project: anchored };
  const found = projectFrom(cwd, home);
  if (found?.startsWith(`${home}/`) && !isShared(found)) return { project: found };
  return realPath(cwd) === home ? { project: home, projectIsHome: true } : { project: undefined };
}

/** The nearest folder above with a repository, else the folder itself; nothing when that is home, above it or the system's. */
export function projectFrom(cwd: string, home: string): string | undefined {
  const here = realPath(cwd);
  const tooWide = (path: string) => path === '/' || path === home || home.startsWith(`${path}/`);
  if (tooWide(here)) return undefined;
  for (let at = here; !tooWide(at) && dirname(at) !== at; at = dirname(at))
    if (statOf(`${at}/.git`)) return at;
  return isSystem(here) && !here.startsWith(`${home}/`) ? undefined : here;
}

const isSystem = (path: string) =>
  /^\/(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr|var)(?:\/|$)/.test(path);

/** Variables and options earlier steps changed for good: they may choose what a harmless name does. */
function changesIn(session: ShellFacts, env: JudgeInput['env']): readonly (readonly [string, string])[] {
  const variables = Object.entries(session.env).filter(
    ([name, value]) => env[name] !== value && !OF_THE_SHELL.has(name),
  );
  const options = (session.options ?? [])
    .filter((name) => !AS_STARTED.has(name))
    .map((name) => [`the option ${name}`, 'on'] as const);
  return [...variables, ...options];
}
