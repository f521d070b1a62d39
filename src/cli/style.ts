import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Paints text for one stream, or leaves it alone: NO_COLOR, FORCE_COLOR, CLICOLOR, TERM=dumb and pipes are honoured. */
export interface Style {
  readonly colour: boolean;
  paint(format: Format, text: string): string;
}

export interface StyleInput {
  readonly isTty: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function wantsColour({ isTty, env }: StyleInput): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  if (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== '0') return true;
  if (env.CLICOLOR === '0' || env.TERM === 'dumb') return false;
  return isTty;
}

export function createStyle(input: StyleInput): Style {
  const colour = wantsColour(input);
  return {
    colour,
    paint: (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text),
  };
}
