import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Bench, compare, peakMemory, timeCommand } from './measure.ts';

const PLAN = { goal: 'list', steps: [{ id: '1', command: 'ls', why: 'lists the files' }] };

/** What any program has to do: one POST to the same endpoint, one bash, and nothing else. */
const FLOOR = `
const reply = await fetch(process.env.ASSENT_BASE_URL + '/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'mock-model', messages: [{ role: 'user', content: 'list the files' }] }) });
const plan = JSON.parse((await reply.json()).choices[0].message.content);
const { spawnSync } = await import('node:child_process');
spawnSync('/bin/bash', ['-c', plan.steps[0].command], { stdio: 'inherit' });
`;

export const endpoint: Bench = {
  name: 'one-shot against a scripted endpoint',
  async run({ assent, node, folder, env, rounds }) {
    // In a process of its own: the measured commands run synchronously and would starve a server in this one.
    const server = spawn(
      node,
      [
        fileURLToPath(new URL('../tools/mock-openai.ts', import.meta.url)),
        '--rules',
        JSON.stringify([{ reply: { json: PLAN } }]),
      ],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      const ready = await new Promise<string>((resolve) =>
        server.stdout.once('data', (data: Buffer) => resolve(data.toString())),
      );
      const { base_url: url } = JSON.parse(ready.split('\n')[0]!) as { base_url: string };
      const asked = { ...env, ASSENT_BASE_URL: url, ASSENT_MODEL: 'mock-model', ASSENT_API_KEY: 'none' };
      const options = { cwd: folder, env: asked };
      const args = [assent, '--auto', 'list the files'];
      return [
        await compare(
          'one-shot, scripted endpoint, --auto',
          rounds,
          2.5,
          'one POST and one bash',
          () => timeCommand(node, ['--input-type=module', '-e', FLOOR], options),
          () => timeCommand(node, args, options),
        ),
        await memoryRow(node, args, options),
      ];
    } finally {
      server.kill();
    }
  },
};

async function memoryRow(
  node: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string> },
) {
  const peak = await peakMemory(node, args, options);
  return {
    measure: 'peak memory, one-shot',
    value: `${peak.toFixed(0)} MiB`,
    budget: '≤ 100 MiB',
    ok: peak > 0 && peak <= 100,
  };
}
