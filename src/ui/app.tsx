import { useApp, useCursor, useInput, usePaste, useStdout, useWindowSize } from 'ink';
import { useEffect, useReducer, useSyncExternalStore } from 'react';
import type { Keyboard } from './keyboard.ts';
import { keysFrom } from './keys.ts';
import { liveRows, panelRows } from './layout.ts';
import { type Live, liveView } from './live-view.ts';
import { panelLines } from './panel-view.ts';
import type { Frame } from './reflow.ts';
import { Rows, Screen } from './screen.tsx';
import type { Session } from './session.ts';
import { lineWidth } from './text.ts';
import type { View } from './view.ts';

/** What stands on the screen, for whoever has to erase it by hand. Written after each frame. */
export interface FrameRecord {
  live: Frame;
  panel: readonly number[];
}

/** The whole screen: what is finished above, what goes on below, the machine at the bottom. */
export function App(props: { session: Session; keyboard: Keyboard; frame: FrameRecord }) {
  const { session, keyboard, frame } = props;
  const state = useSyncExternalStore(session.subscribe, session.snapshot);
  const { rows, columns } = useWindowSize();
  useKeys(keyboard);
  useScreen(session);
  useEffect(() => session.approvals.printIfTall(rows, columns), [session, rows, columns]);
  const view = session.view(columns);
  // Where something happens by itself, time is shown and passes.
  const now = useSeconds(session, state.busy && state.asking === undefined);
  const live: Live = state.leaving
    ? { lines: [] }
    : liveView(state, { now, rows: liveRows(state.panel, rows), status: session.deps.status() }, view);
  const { setCursorPosition } = useCursor();
  setCursorPosition(live.cursor);
  useEffect(() => {
    frame.live = { widths: live.lines.map(lineWidth), ...(live.cursor ? { cursor: live.cursor } : {}) };
  });
  const panel = state.leaving ? 0 : panelRows(state.panel, rows);
  return (
    <Screen blocks={state.blocks} live={live.lines} view={view}>
      {panel > 0 ? <Panel session={session} view={view} frame={frame} rows={panel} /> : null}
    </Screen>
  );
}

/** Follows the machine by itself: a new sample redraws these rows and nothing else. */
function Panel(props: { session: Session; view: View; frame: FrameRecord; rows: number }) {
  const { session, view, frame, rows } = props;
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const { sampler } = session.deps;
  useEffect(() => sampler?.subscribe(() => changed()), [sampler]);
  const mode = session.state.panel;
  const lines = panelLines(
    { mode, history: sampler?.history() ?? [], rows, table: session.state.table },
    view,
  );
  useEffect(() => {
    frame.panel = lines.map(lineWidth);
    return () => {
      frame.panel = [];
    };
  });
  return <Rows lines={lines} theme={view.theme} />;
}

function useKeys(keyboard: Keyboard): void {
  useInput((input, key) => keyboard.press(keysFrom(input, key)));
  usePaste((text) => keyboard.paste(text));
}

/** By then a signal to oneself has arrived. */
const STOP_MS = 50;

/** Gives the session what only Ink can do. */
function useScreen(session: Session): void {
  const { suspendTerminal, exit } = useApp();
  const { write } = useStdout();
  useEffect(() => {
    session.attach({
      suspend: async () => (await suspendTerminal()).resume,
      clear: () => write('\u001b[H\u001b[2J'),
      stop: () => {
        void suspendTerminal().then(({ resume }) => {
          process.kill(process.pid, 'SIGTSTP');
          // Runs once it goes on again, and at once where nothing could stop it: with no shell above, the kernel drops
          // that signal.
          setTimeout(() => void resume(), STOP_MS);
        });
      },
      exit: () => exit(),
    });
  }, [session, suspendTerminal, exit, write]);
}

/** Wall clock in ms, to the second while `active`. */
function useSeconds(session: Session, active: boolean): number {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => tick(), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return session.clock.wall();
}
