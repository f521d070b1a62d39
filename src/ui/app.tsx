import { Box, Static, Text, useApp, useCursor, useInput, usePaste, useStdout, useWindowSize } from 'ink';
import { useEffect, useReducer, useSyncExternalStore } from 'react';
import { blockLines } from './block.ts';
import type { Keyboard } from './keyboard.ts';
import { keysFrom } from './keys.ts';
import { type Live, liveView } from './live-view.ts';
import { panelLines } from './panel-view.ts';
import type { Frame } from './reflow.ts';
import type { Session } from './session.ts';
import type { Written } from './state.ts';
import { type Line, lineWidth } from './text.ts';
import { paint, type Theme } from './theme.ts';
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
  useEffect(() => session.printIfTall(rows, columns), [session, rows, columns]);
  const view = session.view(columns);
  // Where something happens by itself, time is shown and passes.
  const now = useSeconds(session, state.busy && state.asking === undefined);
  const live: Live = state.leaving
    ? { lines: [] }
    : liveView(state, { now, rows: session.liveRows(rows), status: session.deps.status() }, view);
  const { setCursorPosition } = useCursor();
  setCursorPosition(live.cursor);
  useEffect(() => {
    frame.live = { widths: live.lines.map(lineWidth), ...(live.cursor ? { cursor: live.cursor } : {}) };
  });
  return (
    <>
      <Static items={state.blocks as Written[]}>
        {({ key, block }) => <Rows key={key} lines={blockLines(block, view)} theme={view.theme} />}
      </Static>
      <Rows lines={live.lines} theme={view.theme} />
      {state.leaving || state.panel === 'off' || rows < 10 ? null : (
        <Panel session={session} view={view} frame={frame} />
      )}
    </>
  );
}

export function Rows({ lines, theme }: { lines: readonly Line[]; theme: Theme }) {
  return (
    <Box flexDirection="column">
      {lines.map((line, index) => (
        // Rows have no identity of their own: the same place is the same row.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Text key={index} wrap="truncate">
          {paint(line, theme) || ' '}
        </Text>
      ))}
    </Box>
  );
}

/** Follows the machine by itself: a new sample redraws these rows and nothing else. */
function Panel({ session, view, frame }: { session: Session; view: View; frame: FrameRecord }) {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const { sampler } = session.deps;
  useEffect(() => sampler?.subscribe(() => changed()), [sampler]);
  const room = session.rows >= 16 ? 3 : 1;
  const mode = session.state.panel;
  const lines = panelLines({ mode, history: sampler?.history() ?? [], rows: room }, view);
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

/** Gives the session what only Ink can do. */
function useScreen(session: Session): void {
  const { suspendTerminal, exit } = useApp();
  const { write } = useStdout();
  useEffect(() => {
    session.attach({
      suspend: async () => (await suspendTerminal()).resume,
      clear: () => write('\u001b[H\u001b[2J'),
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
