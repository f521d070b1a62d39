/** What stood on the screen: the width of each row of the live part, and where its cursor was. */
export interface Frame {
  readonly widths: readonly number[];
  readonly cursor?: { readonly x: number; readonly y: number };
}

/** Terminals known to wrap what no longer fits when they get narrower. Others cut it, and need nothing. */
export function reflows(env: Readonly<Record<string, string | undefined>>): boolean {
  const known = [
    'TMUX',
    'VTE_VERSION',
    'KITTY_WINDOW_ID',
    'WT_SESSION',
    'KONSOLE_VERSION',
    'ALACRITTY_WINDOW_ID',
  ];
  return (
    known.some((name) => env[name] !== undefined) ||
    /^(?:iTerm\.app|WezTerm|ghostty|vscode|Apple_Terminal)$/.test(env.TERM_PROGRAM ?? '') ||
    /^(?:foot|alacritty|xterm-kitty|xterm-ghostty|wezterm)/.test(env.TERM ?? '')
  );
}

/**
 * After the terminal wrapped the old frame into more rows, Ink would erase too few of them. Erases all of them and
 * leaves the cursor where Ink thinks it is: as many rows below the frame's top as there were before.
 */
export function eraseReflowed({ widths, cursor }: Frame, columns: number): string {
  const rowsOf = (width: number) => Math.max(1, Math.ceil(width / Math.max(1, columns)));
  const y = cursor?.y ?? widths.length;
  const above =
    widths.slice(0, y).reduce((sum, width) => sum + rowsOf(width), 0) +
    (cursor ? Math.floor(cursor.x / Math.max(1, columns)) : 0);
  const up = above > 0 ? `\u001b[${above}A` : '';
  const back = widths.length > y ? `\u001b[${widths.length - y}A` : '';
  return `${up}\r\u001b[J${'\n'.repeat(widths.length)}${back}`;
}
