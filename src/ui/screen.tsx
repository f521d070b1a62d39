import { Box, Static, Text } from 'ink';
import type { ReactNode } from 'react';
import { blockLines } from './block.ts';
import type { Written } from './state.ts';
import type { Line } from './text.ts';
import { paint, type Theme } from './theme.ts';
import type { View } from './view.ts';

/** Finished pieces, written once and left to the terminal; below them the part that lives. */
export function Screen(props: {
  blocks: readonly Written[];
  live: readonly Line[];
  view: View;
  children?: ReactNode;
}) {
  const { blocks, live, view, children } = props;
  return (
    <>
      <Static items={blocks as Written[]}>
        {({ key, block }) => <Rows key={key} lines={blockLines(block, view)} theme={view.theme} />}
      </Static>
      <Rows lines={live} theme={view.theme} />
      {children}
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
