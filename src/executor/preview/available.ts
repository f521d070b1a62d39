import { spawn } from 'node:child_process';
import { namespaceMend, type SandboxState } from '../sandbox/probe.ts';
import { openView, type View, type ViewOptions } from './view.ts';

const PROBE_MS = 5000;

/** Whether this machine gives previews: tried by really running in a view, and by looking that nothing came out of it. */
export async function previewAvailable(options: ViewOptions): Promise<SandboxState> {
  if (process.platform !== 'linux') return { ok: false, why: `there are no previews on ${process.platform}` };
  let view: View;
  try {
    view = await openView(options);
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  try {
    const said = await run(view.enter('/'));
    return said.trim() === 'in' ? { ok: true } : refused(said.trim().split('\n')[0] || 'nothing came back');
  } finally {
    await view.close();
  }
}

function refused(why: string): SandboxState {
  const mend = namespaceMend();
  return { ok: false, why, ...(mend === undefined ? {} : { mend }) };
}

function run([file, ...args]: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(file!, [...args, '/bin/bash', '--noprofile', '--norc', '-c', 'echo in'], {
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PROBE_MS,
      killSignal: 'SIGKILL',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        said += data.toString();
      });
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said));
  });
}
