import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_SESSION, reduce, type SessionState } from '../../src/session/state.ts';
import type { StateVector } from '../../src/session/state-vector.ts';
import { ask } from '../../src/ui/asking.ts';
import { editorWith } from '../../src/ui/editor/editor.ts';
import { EMPTY_LINE } from '../../src/ui/editor/line.ts';
import { liveRows, panelRows } from '../../src/ui/layout.ts';
import { liveView } from '../../src/ui/live-view.ts';
import { panelLines } from '../../src/ui/panel-view.ts';
import { initialState, type UiState } from '../../src/ui/state.ts';
import { lineWidth } from '../../src/ui/text.ts';
import { readJournal, requestOf, viewFor } from './replay.tsx';

const journals = readdirSync(join(import.meta.dirname, '../journals'))
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => name.replace('.jsonl', ''));
/** Every state any journal goes through. */
const sessions: readonly SessionState[] = journals.flatMap((name) => {
  let session = NO_SESSION;
  return readJournal(name).map((event) => (session = reduce(session, event)));
});

const draft = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constant('one\ntwo\n三\nfour\nfive\nsix\nseven\neight'),
  fc.constant('word '.repeat(200)),
);

const state: fc.Arbitrary<UiState> = fc
  .record({
    session: fc.constantFrom(...sessions),
    text: draft,
    panel: fc.constantFrom('full' as const, 'line' as const, 'off' as const),
    focus: fc.constantFrom('line' as const, 'plan' as const),
    asks: fc.boolean(),
    stepping: fc.boolean(),
    details: fc.boolean(),
    writing: fc.option(draft, { nil: undefined }),
    printed: fc.boolean(),
    hint: fc.boolean(),
    queued: fc.boolean(),
    stopping: fc.boolean(),
  })
  .map((given) => {
    const { session } = given;
    const request = session.current && session.steps.length > 0 ? requestOf(session) : undefined;
    const asking =
      given.asks && request
        ? {
            ...ask(request, 0, { stepping: given.stepping, previewOffered: true }),
            details: given.details,
            ...(given.writing === undefined
              ? {}
              : {
                  writing: {
                    kind: 'edit' as const,
                    stepId: request.pending[0]!,
                    editor: editorWith(given.writing),
                  },
                }),
          }
        : undefined;
    return {
      ...initialState(given.panel),
      session,
      busy: session.phase !== 'ended',
      stopping: given.stopping,
      focus: asking ? given.focus : 'line',
      line: { ...EMPTY_LINE, editor: editorWith(given.text) },
      ...(asking ? { asking } : {}),
      ...(asking && given.printed ? { printed: asking.request.planHash } : {}),
      ...(given.hint ? { hint: { text: 'a hint '.repeat(30), tone: 'warn' as const } } : {}),
      ...(given.queued ? { queued: 'next '.repeat(40) } : {}),
    };
  });

const status = {
  planner: 'a-model-with-a-long-name via 127.0.0.1:11434',
  cwd: '/home/mei/project',
  host: 'atlas',
  user: 'mei',
  root: true,
};
const size = { columns: fc.integer({ min: 24, max: 140 }), rows: fc.integer({ min: 5, max: 50 }) };

describe('the live part of the screen', () => {
  it('is shorter than the window and no wider, with its cursor inside, in every state', () => {
    fc.assert(
      fc.property(
        state,
        fc.record(size),
        fc.constantFrom('en' as const, 'zh' as const),
        fc.boolean(),
        (ui, window, language, accessible) => {
          const view = viewFor({ ...window, language, accessible });
          const most = liveRows(ui.panel, window.rows);
          const live = liveView(ui, { now: Date.parse('2026-11-20T09:10:00Z'), rows: most, status }, view);
          expect(live.lines.length).toBeLessThanOrEqual(most);
          expect(live.lines.length + panelRows(ui.panel, window.rows)).toBeLessThan(window.rows);
          for (const line of live.lines) expect(lineWidth(line)).toBeLessThanOrEqual(view.columns);
          if (!live.cursor) return;
          expect(live.cursor.y).toBeGreaterThanOrEqual(0);
          expect(live.cursor.y).toBeLessThan(live.lines.length);
          expect(live.cursor.x).toBeLessThanOrEqual(view.columns);
        },
      ),
      { seed: 1, numRuns: 1500 },
    );
  });

  it('always says which keys decide while a plan waits for one', () => {
    fc.assert(
      fc.property(
        state,
        fc.integer({ min: 50, max: 140 }),
        fc.integer({ min: 12, max: 50 }),
        (ui, columns, rows) => {
          if (!ui.asking || ui.asking.writing || ui.focus !== 'plan') return;
          const view = viewFor({ columns, rows, language: 'en' });
          const { lines } = liveView(ui, { now: 0, rows: liveRows(ui.panel, rows), status }, view);
          const text = lines.map((line) => line.map((span) => span.text).join('')).join('\n');
          expect(text).toMatch(/n no/);
          expect(text).toMatch(/Run |cannot run/);
        },
      ),
      { seed: 2, numRuns: 500 },
    );
  });
});

describe('the panel', () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true });
  const big = fc.integer({ min: 0, max: 2 ** 45 });
  const sample: fc.Arbitrary<StateVector> = fc
    .record(
      {
        percent,
        perCore: fc.array(percent, { maxLength: 40 }),
        load: fc.tuple(percent, percent, percent),
        total: big,
        available: big,
        swapUsed: big,
        rx: big,
        tx: big,
        stall: percent,
        disks: fc.array(fc.record({ mount: fc.string({ maxLength: 20 }), total: big, available: big }), {
          maxLength: 3,
        }),
      },
      { requiredKeys: [] },
    )
    .map((given) => ({
      time: '2026-11-20T09:00:00Z',
      cpu: {
        cores: 4,
        ...(given.percent === undefined ? {} : { percent: given.percent }),
        ...(given.perCore ? { perCore: given.perCore } : {}),
        ...(given.load ? { load: given.load } : {}),
      },
      memory: {
        ...(given.total === undefined ? {} : { total: given.total }),
        ...(given.available === undefined ? {} : { available: given.available }),
        ...(given.swapUsed === undefined ? {} : { swapUsed: given.swapUsed, swapTotal: 1 }),
      },
      ...(given.rx === undefined
        ? {}
        : {
            network: {
              rxBytesPerSecond: given.rx,
              ...(given.tx === undefined ? {} : { txBytesPerSecond: given.tx }),
            },
          }),
      ...(given.stall === undefined ? {} : { pressure: { cpu: given.stall } }),
      ...(given.disks ? { disks: given.disks } : {}),
      jobs: [
        { id: '7', command: 'make -j8', status: 'held', reason: 'cpu 91 % over 80 % for 3 samples' },
        { id: '8', command: 'npm test', status: 'running', cpuPercent: 88, memoryBytes: 2e8 },
      ],
    }));

  it('fits its rows and columns, whatever the machine knows of itself', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 20 }),
        fc.constantFrom('full' as const, 'line' as const, 'off' as const),
        fc.integer({ min: 24, max: 160 }),
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        (history, mode, columns, rows, accessible) => {
          const view = viewFor({ columns, rows: 30, language: 'en', accessible });
          const lines = panelLines({ mode, history, rows }, view);
          expect(lines.length).toBeLessThanOrEqual(
            mode === 'off' ? 0 : mode === 'line' ? Math.min(1, rows) : rows,
          );
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(view.columns);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it('shows what is known, marks what is high in words, and leaves out what is not known', () => {
    const now: StateVector = {
      time: '2026-11-20T09:00:00Z',
      cpu: { cores: 2, percent: 97, perCore: [100, 94], load: [3.5, 1, 0.5] },
      memory: { total: 8e9, available: 1e9 },
      disks: [
        { mount: '/', total: 100, available: 50 },
        { mount: '/data', total: 100, available: 4 },
      ],
      pressure: { cpu: 0.2, memory: 12 },
      jobs: [{ id: '7', command: 'make', status: 'held', reason: 'cpu 91 % over 80 %' }],
    };
    const text = (history: readonly StateVector[], columns: number) =>
      panelLines({ mode: 'full', history, rows: 4 }, viewFor({ columns, rows: 30, language: 'en' }))
        .map((line) => line.map((span) => span.text).join(''))
        .join('\n');
    const shown = text([now], 140);
    expect(shown).toMatch(/cpu .*█ {2}97 %!!/);
    expect(shown).toMatch(/mem 7\.0 GB\/8\.0 GB 88 %!/);
    expect(shown).toMatch(/disk \/data 96 %!!/);
    expect(shown).toMatch(/load 3\.50 1\.00 0\.50!/);
    expect(shown).toMatch(/pressure mem 12 %/);
    expect(shown).toMatch(/7 held make cpu 91 % over 80 %/);
    expect(shown).not.toMatch(/net|swap|io|heat|gpu|battery/);
    expect(text([], 140)).toBe('reading the machine');
    const laptop: StateVector = {
      ...now,
      cpu: { ...now.cpu, temperature: 93.4 },
      gpus: [{ name: 'idle' }, { name: 'busy', percent: 40, temperature: 61 }],
      inventory: { battery: { percent: 12, charging: false } },
    };
    expect(text([laptop], 140).replace(/\s+/g, ' ')).toMatch(/heat 93 °C! gpu 40 % 61 °C battery 12 %!/);
  });
});
