import { visibleLine } from '../../plan/display.ts';
import { openTerminal } from '../tty.ts';
import type { CommandInput } from './table.ts';

/** `assent setup`: what is here, what may plan, and how to connect it. Nothing is written without a yes. */
export async function setup({ flags, io, compose }: CommandInput): Promise<number> {
  const cwd = flags.cwd ?? io.cwd;
  const found = await compose.openSetup(io.env, cwd);
  const lines = [
    `planner now: ${found.now}`,
    ...(found.servers.length === 0
      ? [
          'no model server answers on this machine (Ollama 11434, llama-server 8080, LM Studio 1234, vLLM 8000)',
        ]
      : found.servers.map(
          ({ product, baseUrl, models }) =>
            `${product} answers on ${baseUrl}: ${models.slice(0, 5).join(', ')}`,
        )),
    `models installed: ${found.installed.length === 0 ? 'none; one in this process: assent model install' : found.installed.join(', ')}`,
    'another endpoint: assent config set endpoint.base_url URL, endpoint.model NAME, and a key in ASSENT_API_KEY',
    `settings: ${found.configFile}`,
    'checks of this machine: assent doctor',
  ];
  io.stdout.write(lines.map((line) => `${visibleLine(line)}\n`).join(''));
  const [server] = found.servers;
  if (!server || found.accepted.includes(server.baseUrl)) return 0;
  const terminal = flags.noInput ? undefined : openTerminal();
  if (!terminal) return 0;
  try {
    terminal.write(
      `Use ${visibleLine(server.product)} on ${visibleLine(server.baseUrl)} from now on?  y yes  n no  `,
    );
    const key = await terminal.key(io.signal);
    terminal.write('\n');
    if (key !== 'y' && key !== 'Y') return 0;
  } finally {
    terminal.close();
  }
  await compose.answerLocalServer(io.env, server.baseUrl, true);
  io.stderr.write(`assent: ${visibleLine(server.baseUrl)} plans from now on; it gets no key\n`);
  return 0;
}
