import type { Plan, Schedule } from '../plan/plan.ts';
import type { Planner, PlannerEvent, PlanRequest } from '../session/ports.ts';

export interface Scheduled {
  /** The request without the words about when. */
  readonly request: string;
  readonly schedule: Schedule;
}

type Reading = (match: RegExpExecArray, now: Date, rest: string) => Schedule | undefined;

/** Without one of these there is nothing to look for. */
const HINT =
  /\b(?:idle|busy|quiet|free|job|priority|nice|background|tonight|tomorrow|today|at \d|in \d)|空闲|闲|后台|优先级|任务|作业|今晚|今天|明天|分钟|小时/i;

/** Said at the end or at the beginning of a request, set off or not; anywhere else such words are about something else. */
const SAYINGS: readonly (readonly [string, Reading])[] = [
  [
    '(?:but )?(?:only )?(?:when|once|as soon as|if|while) (?:the |this |my )?(?:machine|system|computer|box|server|cpu|processor) (?:is|gets|becomes) (?:idle|quiet|free|not busy|less busy)',
    () => ({ whenIdle: true }),
  ],
  [
    '(?:等|在)?(?:机器|系统|电脑|服务器|cpu) ?(?:空闲|闲)(?:下来|着)?(?:的时候|时|了|之后|后)?(?:再|才)?',
    () => ({ whenIdle: true }),
  ],
  [
    '(?:after|once|when) job #?(\\d{1,9})(?: (?:is|has) (?:done|finished|over|ended|complete|completed))?',
    (m) => ({ after: m[1]! }),
  ],
  [
    '(?:等|在)?(?:任务|作业) ?#?(\\d{1,9}) ?(?:完成|结束|做完)?(?:之后|以后|后)(?:再|才)?',
    (m) => ({ after: m[1]! }),
  ],
  ['(?:in (?:the )?background|as a background (?:job|task))', (_, __, rest) => inBackground(rest)],
  ['(?:在|放到|放在|转到|放入)后台(?:中|里)?(?:来)?', (_, __, rest) => inBackground(rest)],
  ['(?:(?:be )?nice and )?(?:(?:at|with(?: a)?) )?(?:very )?low(?:est)? priority', () => ({ priority: -10 })],
  ['(?:at|with(?: a)?) high(?:est)? priority', () => ({ priority: 10 })],
  ['(?:用|以)?低优先级', () => ({ priority: -10 })],
  ['(?:用|以)?高优先级', () => ({ priority: 10 })],
  [
    '(tonight|tomorrow|today) at (\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm)?',
    (m, now) => at(now, m[1]!, m[2]!, m[3], m[4]),
  ],
  [
    'at (\\d{1,2})[:.](\\d{2}) ?(am|pm)?(?: (tonight|tomorrow|today))?',
    (m, now) => at(now, m[4], m[1]!, m[2], m[3]),
  ],
  [
    '(今晚|今天|明天)(凌晨|早上|上午|中午|下午|晚上)?(\\d{1,2})(?:点|:)(\\d{2})?分?',
    (m, now) => chinese(now, m),
  ],
  ['in (\\d{1,4}) (minutes?|hours?)', (m, now) => after(now, Number(m[1]), m[2]!.startsWith('h') ? 60 : 1)],
  [
    '(\\d{1,4}) ?(分钟|小时)(?:之后|以后|后)(?:再)?',
    (m, now) => after(now, Number(m[1]), m[2] === '小时' ? 60 : 1),
  ],
];

/**
 * Words about when and how urgently, taken off a request: "build the docs when the machine is idle". Undefined when
 * there are none, or when nothing would be left to do.
 */
export function scheduledRequest(request: string, now: Date): Scheduled | undefined {
  if (!HINT.test(request)) return undefined;
  let rest = request.trim();
  let schedule: Schedule = {};
  for (let found = true; found; ) {
    found = false;
    for (const [saying, read] of SAYINGS) {
      const end = new RegExp(`[,，;；]?\\s*(?:and |then |并且?|然后)?${saying}\\s*[.!。！]?$`, 'iu').exec(
        rest,
      );
      const start = end ?? new RegExp(`^(?:please )?${saying}\\s*[,，:：]?\\s*`, 'iu').exec(rest);
      if (!start) continue;
      const left = (rest.slice(0, start.index) + rest.slice(start.index + start[0].length)).trim();
      const said = left === '' ? undefined : read(start, now, left);
      if (!said) continue;
      rest = left;
      schedule = { ...schedule, ...said };
      found = true;
    }
  }
  return rest === request.trim() ? undefined : { request: rest, schedule };
}

/** Sent to the queue with no wish of its own; a question about what is in the background is none of that. */
function inBackground(rest: string): Schedule | undefined {
  const asks =
    /^(?:what|which|who|is|are|does|stop|kill|end|pause|close)\b|\b(?:running|runs?|works?|working|process(?:es)?|jobs?|tasks?|programs?|servers?|services?|apps?|anything|something|stuff)$|^(?:停止|结束|杀|关闭|暂停)|什么|哪些|哪个|进程|任务|程序|吗/iu;
  return asks.test(rest) ? undefined : {};
}

function at(
  now: Date,
  day: string | undefined,
  hour: string,
  minute = '0',
  half?: string,
): Schedule | undefined {
  let hours = Number(hour) % (half ? 12 : 24);
  if (half?.toLowerCase() === 'pm') hours += 12;
  if (Number(hour) > 24 || Number(minute) > 59) return undefined;
  const moment = new Date(now);
  moment.setHours(hours, Number(minute), 0, 0);
  // "Tonight at 2" is the coming night, which the calendar counts as tomorrow.
  if (day?.toLowerCase() === 'tomorrow') moment.setDate(now.getDate() + 1);
  else if (moment <= now) moment.setDate(moment.getDate() + 1);
  return { at: moment.toISOString() };
}

function chinese(now: Date, [, day, part, hour, minute]: RegExpExecArray): Schedule | undefined {
  const late = part === '下午' || part === '晚上' || (day === '今晚' && Number(hour) >= 6);
  const half = late && Number(hour) < 12 ? 'pm' : undefined;
  return at(now, day === '明天' ? 'tomorrow' : undefined, hour!, minute, half);
}

const after = (now: Date, count: number, minutes: number): Schedule => ({
  at: new Date(now.getTime() + count * minutes * 60_000).toISOString(),
});

/** A planner that is asked without the words about when; the steps of its plan get the schedule. */
export function withSchedules(planner: Planner, now: () => Date = () => new Date()): Planner {
  return {
    name: planner.name,
    async *plan(request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannerEvent, void> {
      const said = scheduledRequest(request.request, now());
      if (!said) return yield* planner.plan(request, signal);
      for await (const event of planner.plan({ ...request, request: said.request }, signal))
        yield event.type === 'plan' ? { ...event, plan: scheduled(event.plan, said.schedule) } : event;
    },
  };
}

/** What the person said comes before what a plan says by itself. */
const scheduled = (plan: Plan, schedule: Schedule): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => ({ ...step, schedule: { ...step.schedule, ...schedule } })),
});
