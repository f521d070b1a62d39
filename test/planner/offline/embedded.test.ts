import { afterAll, describe, expect, it } from 'vitest';
import { parsePlan } from '../../../src/plan/plan.ts';
import { createEmbeddedPlanner } from '../../../src/planner/offline/embedded.ts';
import type { Context } from '../../../src/session/context.ts';
import type { PlannerEvent, Turn } from '../../../src/session/ports.ts';
import type { StateVector } from '../../../src/session/state-vector.ts';
import { place } from './place.ts';

const here = place({ 'a.pdf': 'x', 'b.txt': 'y', 'sub/c.pdf': 'z' });
afterAll(() => here[Symbol.dispose]());

const context: Context = {
  system: { platform: 'linux', shell: 'bash', dialect: 'gnu', tools: [], user: 'dev', host: 'box' },
  cwd: here.cwd,
  home: '/home/dev',
  listing: { entries: [], total: 0 },
  lastResults: [],
  unasked: '',
};

async function ask(request: string, turns: readonly Turn[] = []): Promise<PlannerEvent> {
  let last: PlannerEvent | undefined;
  for await (const event of createEmbeddedPlanner().plan(
    { request, context, turns },
    new AbortController().signal,
  ))
    last = event;
  return last!;
}

async function planned(request: string, turns: readonly Turn[] = []) {
  const event = await ask(request, turns);
  if (event.type !== 'plan') throw new Error(`declined: ${JSON.stringify(event)}`);
  return event;
}

it('takes "the disk" for the one that is nearly full, else for this folder', async () => {
  const disks = (available: number) => [
    { mount: '/', total: 1000, available: 500 },
    { mount: '/srv/big disk', total: 1000, available },
  ];
  const command = async (available: number) => {
    const state = { disks: disks(available) } as unknown as StateVector;
    let last: PlannerEvent | undefined;
    for await (const event of createEmbeddedPlanner().plan(
      { request: 'what fills the disk', context: { ...context, state }, turns: [] },
      new AbortController().signal,
    ))
      last = event;
    return last?.type === 'plan' ? parsePlan(last.plan) : undefined;
  };
  expect(JSON.stringify(await command(20))).toContain("--max-depth=1 '/srv/big disk'");
  expect(JSON.stringify(await command(400))).toContain('--max-depth=1 . ');
});

it('gives a valid plan with its confidence', async () => {
  const event = await planned('find files larger than 2 MB');
  expect(parsePlan(event.plan).ok).toBe(true);
  expect(event.info).toMatchObject({ kind: 'embedded', model: 'embedded' });
  expect(event.info.confidence).toBeGreaterThan(0.8);
});

it('declines in one line, in the language of the request, with examples', async () => {
  expect(await ask('sing me a song about files')).toMatchObject({
    type: 'failed',
    kind: 'abstained',
    message: /^not sure: connect a model with /,
  });
  expect(await ask('给我讲个关于文件的笑话')).toMatchObject({ type: 'failed', message: /^不确定/ });
});

it('declines with the words that stood in the way, and takes a name for no word of a language', async () => {
  expect(await ask('frobnicate 报告.pdf quickly')).toMatchObject({
    message: /^not sure what “frobnicate”.* means here: connect a model with /,
  });
  expect(await ask('delete gone.txt')).toMatchObject({
    message: /^not sure, there is no “gone\.txt” here: connect/,
  });
  expect(await ask('翻译 a.pdf')).toMatchObject({ message: /^不确定“翻译”在这里的意思：/ });
});

it('misses what is to be worked on, never what is to be made', async () => {
  const missed = async (request: string) => ((await ask(request)) as { message?: string }).message;
  for (const [request, wanted] of [
    ['把所有日志压缩成 logs.tar.gz', /^不确定，这里没有 \*\.log 文件：/],
    ['compress all logs into logs.tar.gz', /^not sure, there are no \*\.log files here: connect/],
    [
      'archive the photos as photos.zip',
      /^not sure, there are no \*\.jpg, \*\.jpeg, \*\.png … files here: connect/,
    ],
    ['删除所有视频', /^不确定，这里没有 \*\.mp4、\*\.mkv、\*\.avi … 文件：/],
    ['rename gone.txt to other.txt', /^not sure, there is no “gone\.txt” here: connect/],
    ['把 gone.txt 复制到 b.txt', /^不确定，这里没有“gone\.txt”：/],
  ] as const)
    expect(await missed(request), request).toMatch(wanted);
});

it('says why in the language of the request', async () => {
  expect((await planned('找出所有 pdf 文件')).plan.steps[0]!.why).toMatch(/\p{Script=Han}/u);
  expect((await planned('find all pdf files')).plan.steps[0]!.why).toMatch(/^[\x20-\x7e]+$/);
});

describe('a reply changes what was meant', () => {
  const revise = async (request: string, reply: string) => {
    const first = await planned(request);
    return (await planned(request, [{ kind: 'revise', plan: first.plan, reply }])).plan.steps[0]!.command;
  };
  it.each([
    ['find all txt files', 'no, only the pdf files', "find . -type f -name '*.pdf'"],
    ['find all pdf files', 'only in sub', "find sub -type f -name '*.pdf'"],
    ['find files larger than 2 MB', 'larger than 5 MB', 'find . -type f -size +5M'],
    [
      'show the 3 largest files',
      '10',
      "find . -type f -printf '%s %p\\n' | sort -rn | head -n 10 | cut -d' ' -f2-",
    ],
    ['找出所有 txt 文件', '不，只要 pdf 文件', "find . -type f -name '*.pdf'"],
  ])('%s, then: %s', async (request, reply, command) => {
    expect(await revise(request, reply)).toBe(command);
  });
});

it('does not guess after a failed step', async () => {
  const { plan } = await planned('find all pdf files');
  const turn: Turn = { kind: 'failed', plan, stepId: 's1', exitCode: 1, stderrTail: 'find: no' };
  expect(await ask('find all pdf files', [turn])).toMatchObject({ type: 'failed', kind: 'abstained' });
});
