import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString } from 'ink';
import { CHINESE } from '../../src/language/chinese.ts';
import type { Language } from '../../src/language/language.ts';
import type { Event } from '../../src/session/events.ts';
import type { ApprovalRequest } from '../../src/session/ports.ts';
import { NO_SESSION, reduce, type SessionState } from '../../src/session/state.ts';
import { ask } from '../../src/ui/asking.ts';
import { liveView } from '../../src/ui/live-view.ts';
import { MESSAGES } from '../../src/ui/messages.ts';
import { Screen } from '../../src/ui/screen.tsx';
import { initialState, type UiState, type Written } from '../../src/ui/state.ts';
import { chooseTheme } from '../../src/ui/theme.ts';
import { finishedBy } from '../../src/ui/transcript.ts';
import type { View } from '../../src/ui/view.ts';

/** Events as `--jsonl` writes them, bytes included. */
export function readJournal(name: string): Event[] {
  return readFileSync(join(import.meta.dirname, '../journals', `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { encoding, ...event } = JSON.parse(line);
      return encoding === undefined ? event : { ...event, data: Buffer.from(event.data, encoding) };
    });
}

export interface ReplayOptions {
  readonly columns: number;
  readonly rows: number;
  readonly language: Language;
  readonly accessible?: boolean;
  readonly colour?: boolean;
}

export function viewFor({ columns, language, accessible = false, colour = false }: ReplayOptions): View {
  const theme = chooseTheme({ colour, accessible, env: { TERM: 'xterm', LANG: 'en_US.UTF-8' } });
  // Without colour not even weights: any escape code in a frame then comes from data.
  const tones = colour ? theme.tones : chooseTheme({ colour, accessible, env: { TERM: 'dumb' } }).tones;
  return {
    columns: columns - 1,
    theme: { ...theme, tones },
    messages: language === 'zh' ? { ...MESSAGES.zh, said: CHINESE.of } : MESSAGES.en,
    place: { cwd: '/home/mei/project', home: '/home/mei' },
  };
}

export interface Frame {
  readonly moment: 'planning' | 'deciding' | 'running' | 'ended';
  readonly text: string;
  /** Rows of the part that lives. */
  readonly live: number;
}

const STATUS = {
  planner: 'qwen2.5-coder via 127.0.0.1:11434',
  cwd: '/home/mei/project',
  home: '/home/mei',
  host: 'atlas',
  user: 'mei',
  root: false,
};

/** The screens a journal leads through: the first of each moment, and the last. */
export function framesOf(events: readonly Event[], options: ReplayOptions): Frame[] {
  const view = viewFor(options);
  const frames: Frame[] = [];
  let session: SessionState = NO_SESSION;
  let blocks: readonly Written[] = [];
  let printed: string | undefined;
  const shoot = (moment: Frame['moment'], now: number, asking?: ApprovalRequest) => {
    if (frames.some((frame) => frame.moment === moment)) return;
    const state: UiState = {
      ...initialState('off'),
      blocks,
      session,
      busy: moment !== 'ended',
      focus: asking ? 'plan' : 'line',
      ...(asking ? { asking: ask(asking, 0, { stepping: false, previewOffered: false }) } : {}),
    };
    const { lines } = liveView(state, { now, rows: options.rows - 1, status: STATUS }, view);
    const screen = <Screen blocks={blocks} live={lines} view={view} />;
    frames.push({ moment, text: renderToString(screen, { columns: options.columns }), live: lines.length });
  };
  for (const event of events) {
    const now = Date.parse(event.time);
    if (event.type === 'approval' && session.current && session.current.planHash !== printed)
      shoot('deciding', now, requestOf(session));
    const next = reduce(session, event);
    const finished = finishedBy(event, session, next, { messages: view.messages, printed, nextOutput: 1 });
    if (event.type === 'approval') printed = event.planHash;
    blocks = [...blocks, ...finished.map((block, index) => ({ key: blocks.length + index, block }))];
    session = next;
    if (event.type === 'plan-progress') shoot('planning', now + 1500);
    if (event.type === 'output') shoot('running', now + 2500);
    if (event.type === 'ended') shoot('ended', now);
  }
  return frames;
}

/** The question as the spine would ask it, seen from the events alone. */
export function requestOf(session: SessionState): ApprovalRequest {
  const { plan, planHash } = session.current!;
  return {
    plan: { ...plan, steps: session.steps.map(({ step }) => step) },
    planHash,
    verdicts: session.steps.flatMap(({ verdict }) => verdict ?? []),
    pending: session.steps.map(({ step }) => step.id),
  };
}
