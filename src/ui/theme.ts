import { visibleLine } from '../plan/display.ts';
import type { Line, Sgr, Span, Tone } from './text.ts';

export interface Glyphs {
  readonly prompt: string;
  readonly allow: string;
  readonly ask: string;
  readonly deny: string;
  readonly pointer: string;
  readonly running: string;
  readonly done: string;
  readonly failed: string;
  readonly skipped: string;
  readonly gutter: string;
  readonly ellipsis: string;
  readonly separator: string;
  readonly down: string;
  readonly up: string;
  /** From empty to full, for a sparkline. */
  readonly bars: readonly string[];
  readonly spinner: readonly string[];
}

const UNICODE: Glyphs = {
  prompt: '❯',
  allow: '✓',
  ask: '?',
  deny: '✗',
  pointer: '▸',
  running: '●',
  done: '✓',
  failed: '✗',
  skipped: '–',
  gutter: '│',
  ellipsis: '…',
  separator: '·',
  down: '↓',
  up: '↑',
  bars: [...'▁▂▃▄▅▆▇█'],
  spinner: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'],
};

const PLAIN: Glyphs = {
  prompt: '>',
  allow: '+',
  ask: '?',
  deny: 'x',
  pointer: '>',
  running: '*',
  done: '+',
  failed: 'x',
  skipped: '-',
  gutter: '|',
  ellipsis: '...',
  separator: '-',
  down: 'in',
  up: 'out',
  bars: [...'_.-:=+*#'],
  spinner: [...'|/-\\'],
};

export interface Theme {
  readonly name: 'dark' | 'light' | 'mono' | 'bare';
  readonly glyphs: Glyphs;
  readonly accessible: boolean;
  readonly tones: Readonly<Record<Tone, string>>;
  /** Whether colours a command gave its own output are kept. */
  readonly outputColour: boolean;
}

const DARK: Record<Tone, string> = {
  plain: '',
  dim: '2',
  strong: '1',
  accent: '36',
  good: '32',
  warn: '33',
  bad: '31',
  danger: '1;4;31',
  string: '32',
  operator: '35',
  selected: '1;36',
};
/** Yellow and faint text cannot be read on white. */
const LIGHT: Record<Tone, string> = {
  ...DARK,
  dim: '90',
  accent: '34',
  warn: '38;5;130',
  selected: '1;34',
};
/** NO_COLOR: weights and underlines are no colours. */
const MONO: Record<Tone, string> = {
  plain: '',
  dim: '',
  strong: '1',
  accent: '',
  good: '',
  warn: '1',
  bad: '1',
  danger: '1;4',
  string: '',
  operator: '',
  selected: '1',
};
/** Nothing at all: dumb terminals and tests. */
const BARE = Object.fromEntries(Object.keys(DARK).map((tone) => [tone, ''])) as Record<Tone, string>;

export interface ThemeChoice {
  readonly colour: boolean;
  readonly accessible: boolean;
  readonly theme?: 'auto' | 'dark' | 'light';
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function chooseTheme(choice: ThemeChoice): Theme {
  const { env, accessible } = choice;
  const name =
    env.TERM === 'dumb' ? 'bare' : !choice.colour ? 'mono' : isLight(choice.theme, env) ? 'light' : 'dark';
  return {
    name,
    accessible,
    glyphs: accessible || !speaksUnicode(env) ? PLAIN : UNICODE,
    tones: { dark: DARK, light: LIGHT, mono: MONO, bare: BARE }[name],
    outputColour: choice.colour && name !== 'bare' && !accessible,
  };
}

/** COLORFGBG is "foreground;background"; 7 and 15 are light. Nothing said means dark. */
function isLight(theme: ThemeChoice['theme'], env: ThemeChoice['env']): boolean {
  if (theme === 'light' || theme === 'dark') return theme === 'light';
  const background = env.COLORFGBG?.split(';').at(-1);
  return background === '7' || background === '15';
}

function speaksUnicode(env: ThemeChoice['env']): boolean {
  if (env.TERM === 'linux' || env.TERM === 'dumb') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale === undefined || locale === '' || /utf-?8/i.test(locale);
}

/**
 * The one place where text becomes bytes for the terminal. Whatever a view forgot, no control, escape or
 * bidirectional character of data passes here; the only escape codes are the theme's own.
 */
export function paint(line: Line, theme: Theme): string {
  return line.map((span) => paintSpan(span, theme)).join('');
}

function paintSpan(span: Span, theme: Theme): string {
  const text = visibleLine(span.text);
  const codes = [
    theme.tones[span.tone ?? 'plain'],
    span.sgr && theme.outputColour ? sgrCodes(span.sgr) : '',
  ].filter((code) => code !== '');
  return codes.length === 0 || text === '' ? text : `\u001b[${codes.join(';')}m${text}\u001b[0m`;
}

function sgrCodes(sgr: Sgr): string {
  return [sgr.bold && '1', sgr.dim && '2', sgr.italic && '3', sgr.underline && '4', sgr.fg, sgr.bg]
    .filter((code) => typeof code === 'string' && /^[0-9;]+$/.test(code))
    .join(';');
}
