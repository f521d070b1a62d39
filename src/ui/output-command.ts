import type { OutputTail } from '../session/output-tail.ts';
import { failure } from './block.ts';
import { outputSpans } from './output-text.ts';
import { wholeOutput } from './output-view.ts';
import type { Session } from './session.ts';
import { cutLine, type Line } from './text.ts';

/** Where the whole output of a step is: in memory, or in a file when it was long. */
export interface OutputSource {
  readonly output: OutputTail;
  readonly spill?: string;
}

/** What the screen cannot do with output by itself. Each rejects with one line, such as for a file that is gone. */
export interface OutputPort {
  /** Opens it in a pager, which has the terminal until it ends or `signal` ends it. Cleaned: only colours are left. False: there is none. */
  page(source: OutputSource, signal: AbortSignal): Promise<boolean>;
  /** Lines that hold the words, with their numbers from 1; at most `most` of them, all counted. */
  search(
    source: OutputSource,
    words: string,
    most: number,
  ): Promise<{ readonly lines: readonly FoundLine[]; readonly count: number }>;
}

export interface FoundLine {
  readonly number: number;
  readonly text: string;
}

const MOST_FOUND = 200;

/** `/output [N] [WORDS]`, `/output [N] | COMMAND`. */
export function parseOutputWords(
  words: string,
  last: number,
): { number: number; search?: string; command?: string } {
  const [, digits, piped, search] = /^(\d+(?=$|\s|\|))?\s*(?:\|\s*([\s\S]+)|([\s\S]+))?$/.exec(words) ?? [];
  return {
    number: digits === undefined ? last : Number(digits),
    ...(piped === undefined ? {} : { command: piped }),
    ...(search === undefined ? {} : { search }),
  };
}

/** The output of a step once more: in the pager, searched, or as the input of a command that is judged like any other. */
export async function outputCommand(session: Session, words: string): Promise<void> {
  const { number, search, command } = parseOutputWords(words, session.lastOutput);
  const found = session.output(number);
  if (!found) return session.hint(session.words.hint.noOutput(words));
  const { step } = found;
  const spill = step.result?.spill;
  const source: OutputSource = { output: step.output, ...(spill === undefined ? {} : { spill }) };
  const { outputs } = session.deps;
  const title = { kind: 'request', text: `/output ${words === '' ? number : words}` } as const;
  try {
    if (command !== undefined) {
      if (session.state.busy) return session.hint(session.words.hint.busy);
      return session.start(title.text, { source, command });
    }
    if (search !== undefined && outputs) {
      const { lines, count } = await outputs.search(source, search, MOST_FOUND);
      const shown = lines.map((line) => foundLine(line, session));
      const said = session.words.run.found(count, lines.length);
      return session.write(title, { kind: 'lines', lines: [...shown, [{ text: said, tone: 'dim' }]] });
    }
    // While something runs the terminal is needed for it: then a long excerpt has to do.
    if (
      !session.state.busy &&
      outputs &&
      (await session.lend(() => outputs.page(source, session.deps.signal)))
    )
      return;
  } catch (error) {
    return session.write(title, failure(error));
  }
  const limits = { whole: 2000, head: 1000, tail: 1000 };
  session.write(title, { kind: 'lines', lines: wholeOutput({ ...source, limits }, session.view()) });
}

function foundLine({ number, text }: FoundLine, session: Session): Line {
  const { columns, theme } = session.view();
  const line: Line = [
    { text: `${String(number).padStart(6)} ${theme.glyphs.gutter} `, tone: 'dim' },
    ...outputSpans({ stream: 'stdout', text }),
  ];
  return cutLine(line, columns, theme.glyphs.ellipsis);
}
