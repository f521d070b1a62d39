import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathsOf } from '../../config/paths.ts';
import { runInteractive } from '../../executor/interactive.ts';
import { cleanOutput } from '../../plan/display.ts';
import type { FoundLine, OutputPort, OutputSource } from '../../ui/output-command.ts';
import { sessionTerminal } from '../../ui/user-terminal.ts';

const FOLDERS = ['/usr/bin', '/bin', '/usr/local/bin'];
/** Pagers that show nothing but text and colours, and what makes them do so. */
const PAGERS: Readonly<Record<string, readonly string[]>> = { less: ['-R'], most: [], more: [] };
/** A line longer than this is looked at in pieces. */
const LINE_CHARS = 64 * 1024;

/** The whole of it, byte for byte. Rejects when its file has had to make room. */
export function readOutput({ spill, output }: OutputSource): Readable {
  if (spill === undefined) {
    const missing = output.bytes - output.headBytes - output.tailBytes;
    if (missing > 0) throw new Error(`${missing} bytes in the middle of it were not kept`);
    return Readable.from([...output.head, ...output.tail].map(({ data }) => Buffer.from(data)));
  }
  if (!existsSync(spill))
    throw new Error(
      `${spill} is gone: it had to make room for newer output, and only its ends are left here`,
    );
  return createReadStream(spill);
}

/** Output of this session's steps. A cleaned copy lies in a private folder for as long as the pager shows it. */
export function outputPort(env: Readonly<Record<string, string | undefined>>): OutputPort {
  return {
    async page(source, signal) {
      const pager = pagerOf(env);
      if (!pager) return false;
      const folder = join(pathsOf(env).state, 'output');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const view = mkdtempSync(join(folder, 'view-'));
      try {
        const path = join(view, 'output');
        await pipeline(cleanedLines(readOutput(source)), createWriteStream(path, { mode: 0o600 }));
        await runInteractive(
          {
            file: pager.file,
            args: [...pager.args, path],
            env: pagerEnvironment(env),
            cwd: '/',
            marker: `ASSENT_STEP=${basename(view)}`,
            terminal: sessionTerminal(process.stdin, process.stdout),
            signal,
            timeoutSeconds: undefined,
            graceMs: 500,
          },
          () => undefined,
        );
        return true;
      } finally {
        rmSync(view, { recursive: true, force: true });
      }
    },
    async search(source, words, most) {
      const wanted = words === words.toLowerCase() ? words.toLowerCase() : words;
      const lines: FoundLine[] = [];
      let number = 0;
      let count = 0;
      for await (const line of createInterface({ input: readOutput(source), crlfDelay: Infinity })) {
        number++;
        const text = cleanOutput(line.slice(0, LINE_CHARS));
        if (!(wanted === words && words !== words.toLowerCase() ? text : text.toLowerCase()).includes(wanted))
          continue;
        if (++count <= most) lines.push({ number, text });
      }
      return { lines, count };
    },
  };
}

/** Many lines at once: a flood has millions of them. Where there are escapes, one by one, so that none hides the next. */
async function* cleanedLines(input: Readable): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const data of input) {
    rest += decoder.decode(data as Buffer, { stream: true });
    const end = rest.lastIndexOf('\n') + 1 || (rest.length > LINE_CHARS ? rest.length : 0);
    if (end > 0) yield cleaned(rest.slice(0, end));
    rest = rest.slice(end);
  }
  rest += decoder.decode();
  if (rest !== '') yield `${cleaned(rest)}\n`;
}

const ESCAPES = /[\u001b\u0080-\u009f]/;
const cleaned = (text: string) =>
  ESCAPES.test(text)
    ? text
        .split('\n')
        .map((line) => cleanOutput(line, { colour: true }))
        .join('\n')
    : cleanOutput(text, { colour: true });

/** The person's pager when it is one of those known, else less. */
function pagerOf(
  env: Readonly<Record<string, string | undefined>>,
): { readonly file: string; readonly args: readonly string[] } | undefined {
  const asked = basename((env.PAGER ?? '').trim().split(/\s+/)[0]!);
  const names = Object.hasOwn(PAGERS, asked) ? [asked, 'less', 'more'] : ['less', 'more'];
  for (const name of names) {
    const file = FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (file !== undefined) return { file, args: PAGERS[name]! };
  }
  return undefined;
}

/** What a pager needs of the person's, and no key of ours; LESSOPEN would start another program. */
function pagerEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = ['HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'LESS', 'LESSCHARSET', 'TERM', 'COLORTERM', 'TERMINFO'];
  const found = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { PATH: '/usr/bin:/bin', LESSHISTFILE: '-', ...Object.fromEntries(found) };
}
