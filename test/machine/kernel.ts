import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A copy of the kernel's trees with just the files given; written by tests, read by the real sensors. */
export interface FakeKernel extends Disposable {
  readonly proc: string;
  readonly sys: string;
  write(files: Readonly<Record<string, string>>): void;
  remove(path: string): void;
}

export function fakeKernel(files: Readonly<Record<string, string>> = {}): FakeKernel {
  const root = mkdtempSync(join(tmpdir(), 'kernel-'));
  const kernel: FakeKernel = {
    proc: join(root, 'proc'),
    sys: join(root, 'sys'),
    write(more) {
      for (const [path, text] of Object.entries(more)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    },
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
  mkdirSync(kernel.proc);
  mkdirSync(kernel.sys);
  kernel.write(files);
  return kernel;
}

/** /proc/[pid]/stat of an ordinary process. */
export function processLine(process: {
  pid: number;
  name: string;
  state?: string;
  parent?: number;
  session?: number;
  ticks?: number;
  pages?: number;
  started?: number;
}): string {
  const {
    pid,
    name,
    state = 'S',
    parent = 1,
    session = pid,
    ticks = 0,
    pages = 100,
    started = 1000,
  } = process;
  return `${pid} (${name}) ${state} ${parent} ${pid} ${session} 0 -1 0 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 ${started} 0 ${pages} 0\n`;
}
