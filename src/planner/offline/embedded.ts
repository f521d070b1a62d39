import { monotonicMs } from '../../plan/clock.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import type { PlannerInfo } from '../../session/events.ts';
import type { Planner, PlannerEvent, PlanRequest } from '../../session/ports.ts';
import type { DiskState } from '../../session/state-vector.ts';
import { answerFor, planOffline } from './plan-offline.ts';
import { revised } from './revise.ts';
import type { OfflineAnswer, World } from './types.ts';
import { readWorld } from './world.ts';

export interface EmbeddedOptions {
  /** Whether data is piped in: the first command then reads it instead of files. */
  readonly stdin?: 'none' | 'data';
}

const CONNECT = 'connect a model with ASSENT_BASE_URL and ASSENT_MODEL, or --endpoint URL --model NAME';
const CONNECT_ZH = '可用 ASSENT_BASE_URL 和 ASSENT_MODEL，或 --endpoint URL --model NAME 连接模型';

/** The planner that needs no network: deterministic, milliseconds, and silent where it is not sure. */
export function createEmbeddedPlanner(options: EmbeddedOptions = {}): Planner {
  return {
    name: 'embedded',
    async *plan(request: PlanRequest): AsyncGenerator<PlannerEvent> {
      const started = monotonicMs();
      const world = worldOf(request, options);
      const answer = answerTo(request, world);
      const ms = Math.round((monotonicMs() - started) * 10) / 10;
      const info: PlannerInfo = { kind: 'embedded', model: 'embedded', ms };
      if (answer.kind === 'abstain') {
        const chinese = answer.language ? answer.language === 'zh' : /\p{Script=Han}/u.test(request.request);
        const { tldrExamples } = await import('./bank/tldr.ts');
        const foreign = tldrExamples(request.request, request.context.home);
        yield {
          type: 'failed',
          kind: 'abstained',
          message: unsure(answer, chinese),
          examples: [...answer.examples, ...foreign.map((example) => `${example} (tldr)`)],
          info,
        };
        return;
      }
      yield { type: 'plan', plan: planOf(answer), info: { ...info, confidence: answer.confidence } };
    },
  };
}

/** One line: which words stood in the way, or which files are not there, and what else can be done. */
function unsure(
  { left = [], missing }: Extract<OfflineAnswer, { kind: 'abstain' }>,
  chinese: boolean,
): string {
  const quoted = (pieces: readonly string[]) =>
    pieces
      .filter((piece) => piece.length <= 40)
      .slice(0, 3)
      .map((piece) => `“${piece}”`)
      .join(chinese ? '、' : ', ');
  const words = quoted(left);
  const names = quoted(missing?.names ?? []);
  const kind = patterns(missing?.endings ?? [], chinese);
  if (chinese) {
    const absent = names !== '' ? names : kind !== '' ? ` ${kind} 文件` : '';
    const why = words !== '' ? `${words}在这里的意思` : absent !== '' ? `，这里没有${absent}` : '';
    return `不确定${why}：${CONNECT_ZH}`;
  }
  const absent =
    names !== '' ? `, there is no ${names} here` : kind !== '' ? `, there are no ${kind} files here` : '';
  const why = words !== '' ? ` what ${words} means here` : absent;
  return `not sure${why}: ${CONNECT}`;
}

/** `*.jpg, *.jpeg, *.png …` */
function patterns(endings: readonly string[], chinese: boolean): string {
  const shown = endings.slice(0, 3).map((ending) => `*.${ending}`);
  return `${shown.join(chinese ? '、' : ', ')}${endings.length > shown.length ? ' …' : ''}`;
}

function worldOf({ context }: PlanRequest, options: EmbeddedOptions): World {
  const data = options.stdin === 'data' || context.stdinSample !== undefined;
  return readWorld({
    cwd: context.cwd,
    home: context.home,
    platform: context.system.platform,
    stdin: data ? 'data' : 'none',
    tools: context.system.tools,
    ...fullDisk(context),
    ...(context.stdinSample === undefined ? {} : { stdinSample: context.stdinSample }),
  });
}

/** From this share on a disk is what "the disk" means. */
const NEARLY_FULL = 0.9;

function fullDisk({ cwd, state }: PlanRequest['context']): { readonly fullDisk?: string } {
  const holds = (mount: string) => mount === '/' || cwd === mount || cwd.startsWith(`${mount}/`);
  const used = (disk: DiskState) => 1 - disk.available / disk.total;
  const disks = (state?.disks ?? []).filter((disk) => disk.total > 0);
  const [fullest] = disks.toSorted((a, b) => used(b) - used(a));
  const here = disks
    .filter(({ mount }) => holds(mount))
    .toSorted((a, b) => b.mount.length - a.mount.length)[0];
  return fullest && fullest !== here && used(fullest) >= NEARLY_FULL ? { fullDisk: fullest.mount } : {};
}

/** A reply changes what was understood before; after a failed step there is nothing new to know. */
function answerTo({ request, turns }: PlanRequest, world: World): OfflineAnswer {
  if (turns.some((turn) => turn.kind === 'failed'))
    return { kind: 'abstain', reason: 'a failed step needs a model', examples: [] };
  const replies = turns.flatMap((turn) =>
    turn.kind === 'failed' || turn.kind === 'evidence' ? [] : [turn.reply],
  );
  if (replies.length === 0) return planOffline(request, world);
  const analysis = revised(request, replies, world);
  return analysis
    ? answerFor(analysis)
    : { kind: 'abstain', reason: 'the reply was not understood', examples: [] };
}

function planOf(answer: Extract<OfflineAnswer, { kind: 'plan' }>): Plan {
  const steps = answer.steps.map(
    ({ command, why, interactive }, i): Step => ({
      id: `s${i + 1}`,
      command,
      why,
      ...(interactive ? { interactive } : {}),
    }),
  );
  return { version: 1, goal: answer.goal, steps };
}
