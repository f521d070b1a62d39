import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import {
  type Bench,
  type BenchTools,
  compare,
  cpuSeconds,
  highWater,
  quantile,
  type Row,
} from './measure.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const IDLE_SECONDS = 60;
/** So long a session may take to end, when it keeps its code for the next start. */
const ENDED_MS = 2000;

interface Screen {
  readonly pid: number;
  write(text: string): void;
  /** Resolves with the time in ms since start when the pattern has appeared after this call. */
  seen(pattern: RegExp, timeoutMs?: number): Promise<number>;
  end(): Promise<void>;
}

async function openScreen(file: string, args: readonly string[], tools: BenchTools): Promise<Screen> {
  const { spawn } = await import('@lydell/node-pty');
  const started = performance.now();
  const pty = spawn(file, [...args], {
    cols: 100,
    rows: 30,
    cwd: tools.folder,
    env: { ...tools.env, TERM: 'xterm-256color' },
  });
  let text = '';
  const waiting = new Set<() => void>();
  pty.onData((data) => {
    text = (text + data).slice(-200_000);
    for (const check of waiting) check();
  });
  const exited = new Promise<void>((resolve) => pty.onExit(() => resolve()));
  return {
    pid: pty.pid,
    write: (data) => pty.write(data),
    seen(pattern, timeoutMs = 20_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(
            new Error(`${pattern} was not seen; the screen ends with ${JSON.stringify(text.slice(-800))}`),
          );
        }, timeoutMs);
        const check = () => {
          if (!pattern.test(text)) return;
          waiting.delete(check);
          clearTimeout(timer);
          text = '';
          resolve(performance.now() - started);
        };
        waiting.add(check);
        check();
      });
    },
    async end() {
      pty.kill('SIGKILL');
      await exited;
    },
  };
}

/** The floor: the smallest Ink program, bundled the same way. */
async function buildHello(folder: string): Promise<string> {
  const { build } = await import('esbuild');
  mkdirSync(join(folder, 'hello'), { recursive: true });
  const source = join(folder, 'hello', 'hello.tsx');
  writeFileSync(
    source,
    `import { render, Text } from 'ink'; render(<Text>hello</Text>); setInterval(() => {}, 1000);`,
  );
  await build({
    stdin: {
      contents: `import { render, Text } from 'ink'; render(<Text>hello</Text>); setInterval(() => {}, 1000);`,
      loader: 'tsx',
      resolveDir: ROOT,
    },
    outdir: join(folder, 'hello'),
    entryNames: 'hello',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    external: ['react-devtools-core'],
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'hello', 'package.json'), '{"type":"module"}');
  return join(folder, 'hello', 'hello.js');
}

export const interactive: Bench = {
  name: 'interactive',
  async run(tools) {
    const { node, assent, rounds, folder } = tools;
    const hello = await buildHello(folder);
    const first = async (args: readonly string[], pattern: RegExp) => {
      const screen = await openScreen(node, args, tools);
      const took = await screen.seen(pattern);
      await screen.end();
      return took;
    };
    // As with the one-shots, whose first run is not counted: an ordinary session has kept its compiled code.
    const before = await openScreen(node, [assent], tools);
    await before.seen(/❯|> /);
    before.write('\u0004');
    await new Promise((resolve) => setTimeout(resolve, ENDED_MS));
    await before.end();
    const frame = await compare(
      'first interactive frame',
      rounds,
      1.3,
      'Ink hello',
      () => first([hello], /hello/),
      () => first([assent], /❯|> /),
    );
    return [frame, ...(await idle(tools, false)), ...(await idle(tools, true)), ...(await flood(tools))];
  },
};

async function idle(tools: BenchTools, folded: boolean): Promise<Row[]> {
  const screen = await openScreen(tools.node, [tools.assent], tools);
  await screen.seen(/❯|> /);
  if (folded) screen.write('\u0010');
  // The start is no part of being idle. What the machine is made of is asked once a minute: this minute holds one asking.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  const before = cpuSeconds(screen.pid);
  await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1000));
  const share = ((cpuSeconds(screen.pid) - before) / IDLE_SECONDS) * 100;
  const peak = highWater(screen.pid);
  await screen.end();
  const budget = folded ? 1 : 2;
  const rows: Row[] = [
    {
      measure: `processor, idle ${IDLE_SECONDS} s, panel ${folded ? 'folded' : 'at 1 Hz'}`,
      value: `${share.toFixed(2)} % of a core`,
      budget: `≤ ${budget} %`,
      ok: share <= budget,
    },
  ];
  if (!folded)
    rows.push({
      measure: 'peak memory, interactive idle',
      value: `${peak.toFixed(0)} MiB`,
      budget: '≤ 140 MiB',
      ok: peak > 0 && peak <= 140,
    });
  return rows;
}

/** A million lines run by; meanwhile a letter is typed every 100 ms and its echo waited for. */
async function flood(tools: BenchTools): Promise<Row[]> {
  const screen = await openScreen(tools.node, [tools.assent], tools);
  try {
    await screen.seen(/❯|> /);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    screen.write('!seq 1000000; sleep 5\r');
    await screen.seen(/allow|ask/);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    screen.write('y');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const echoes: number[] = [];
    for (const letter of 'QWZXJKVQWZXJKVQWZXJKVQWZXJKVQWZXJKVQWZXJKV') {
      const typed = performance.now();
      screen.write(letter);
      await screen.seen(new RegExp(letter), 3000);
      echoes.push(performance.now() - typed);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    const p95 = quantile(echoes, 0.95);
    return [
      {
        measure: 'key echo while 1,000,000 lines run, p95',
        value: `${p95.toFixed(0)} ms`,
        budget: '≤ 50 ms',
        ok: p95 <= 50,
      },
    ];
  } finally {
    await screen.end();
  }
}
