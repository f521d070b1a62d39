import { cleanOutput } from '../plan/display.ts';
import type { OutputLine } from '../session/output-tail.ts';
import type { Line, Sgr, Span } from './text.ts';

const TAB = 8;
/** A single line of output is cut here before it is looked at: nobody reads further on a screen. */
const LINE_CHARS = 4096;

/** One line of output as spans: escape sequences gone, colours kept as data, tabs as blanks. */
export function outputSpans(line: OutputLine): Line {
  const text = cleanOutput(bounded(line.text), { colour: true });
  const spans: Span[] = [];
  let sgr: Sgr = {};
  let column = 0;
  for (const part of text.slice(0, LINE_CHARS).split(/(\u001b\[[0-9;:]*m)/)) {
    if (part.startsWith('\u001b')) {
      sgr = applySgr(sgr, part.slice(2, -1));
      continue;
    }
    if (part === '') continue;
    const expanded = part.replace(/[^\t]*\t|[^\t]+$/g, (run) => {
      const plain = run.endsWith('\t') ? run.slice(0, -1) : run;
      column += plain.length;
      if (!run.endsWith('\t')) return plain;
      const gap = TAB - (column % TAB);
      column += gap;
      return plain + ' '.repeat(gap);
    });
    // A sequence that was cut in two leaves its start behind; the sink would show it as a sign.
    const clean = expanded.replaceAll('\u001b', '');
    spans.push({
      text: clean,
      ...(Object.keys(sgr).length > 0 ? { sgr } : line.stream === 'stderr' ? { tone: 'warn' } : {}),
    });
  }
  return spans;
}

/** Of a progress bar that overwrites its line the end counts, of a long line the beginning. */
function bounded(text: string): string {
  if (text.length <= LINE_CHARS * 4) return text;
  return text.includes('\r') ? text.slice(-LINE_CHARS * 4) : text.slice(0, LINE_CHARS * 4);
}

/** Only colours and weights are understood; hiding, blinking and inverting text is not for a command to do here. */
function applySgr(before: Sgr, parameters: string): Sgr {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  let sgr = before;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code === 0) sgr = {};
    else if (code === 1) sgr = { ...sgr, bold: true };
    else if (code === 2) sgr = { ...sgr, dim: true };
    else if (code === 3) sgr = { ...sgr, italic: true };
    else if (code === 4) sgr = { ...sgr, underline: true };
    else if (code === 22) sgr = { ...sgr, bold: false, dim: false };
    else if (code === 23) sgr = { ...sgr, italic: false };
    else if (code === 24) sgr = { ...sgr, underline: false };
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) sgr = { ...sgr, fg: String(code) };
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) sgr = { ...sgr, bg: String(code) };
    else if (code === 39) sgr = without(sgr, 'fg');
    else if (code === 49) sgr = without(sgr, 'bg');
    else if (code === 38 || code === 48) {
      const length = codes[i + 1] === 5 ? 3 : codes[i + 1] === 2 ? 5 : 0;
      const colour = codes.slice(i, i + length);
      if (length > 0 && colour.length === length && colour.every((part) => part >= 0 && part <= 255))
        sgr = { ...sgr, [code === 38 ? 'fg' : 'bg']: colour.join(';') };
      i += Math.max(0, length - 1);
    }
  }
  return sgr;
}

function without(sgr: Sgr, key: 'fg' | 'bg'): Sgr {
  const { [key]: _, ...rest } = sgr;
  return rest;
}
