import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ASSENT } from '../tools/assent.ts';
import { startMock } from '../tools/mock-openai/server.ts';
import type { Asked } from './score.ts';

/** Where the product lies inside the sandbox. */
const INSIDE = '/run/product';
const GRANTED = 'network,privilege,unknown,tainted,protected';

/** For the sandbox: this node and the built product. */
export const PRODUCT_MOUNTS: readonly string[] = [
  '--dir',
  INSIDE,
  '--ro-bind',
  realpathSync(process.execPath),
  `${INSIDE}/node`,
  '--ro-bind',
  join(ASSENT, '..'),
  `${INSIDE}/dist`,
];

/** The reference commands as they are: the most the scorer itself can give. */
export const gold: Asked = async (_request, _place, task) => ({
  commands: task.expect === 'decline' ? [] : task.gold.slice(0, 1),
  ms: 0,
});

/**
 * The reference commands as a model's answer: planned by the product over a scripted endpoint, then run by the product
 * inside the sandbox with everything granted. Whatever it scores below `gold` is harm the product did.
 */
export const goldThroughProduct: Asked = async (request, { cwd }, task) => {
  const [command] = task.expect === 'decline' ? [] : task.gold;
  const said =
    command === undefined
      ? { seen: 'heron', goal: request, steps: [], question: '', answer: 'That is not done with a command.' }
      : {
          seen: 'heron',
          goal: request,
          steps: [{ command, why: 'the reference' }],
          question: '',
          answer: '',
        };
  const mock = await startMock({ rules: [{ reply: { json: said } }] });
  const home = mkdtempSync(join(tmpdir(), 'assent-eval-home-'));
  const started = performance.now();
  try {
    const text = await planned(request, cwd, home, mock.baseUrl);
    const ms = performance.now() - started;
    const printed = JSON.parse(text) as {
      plan?: { steps?: { command: string }[] } | null;
      planner?: { promptTokens?: number; completionTokens?: number };
    };
    const commands = (printed.plan?.steps ?? []).map((step) => step.command);
    const tokens = (printed.planner?.promptTokens ?? 0) + (printed.planner?.completionTokens ?? 0);
    return { commands, ms, tokens, ...(commands.length === 0 ? {} : { runBy: runInside(text) }) };
  } finally {
    await mock.close();
    rmSync(home, { recursive: true, force: true });
  }
};

function planned(request: string, cwd: string, home: string, baseUrl: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [ASSENT, 'plan', '--json', '--endpoint', baseUrl, '--model', 'scripted', '--', request],
      {
        cwd,
        env: { PATH: process.env.PATH, HOME: home, ASSENT_HOME: join(home, 'assent'), LANG: 'C.UTF-8' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

/** Shell text: the product runs the saved plan; only what its steps print is left on stdout. */
const runInside = (plan: string): string =>
  `ASSENT_HOME=/tmp/assent ${INSIDE}/node ${INSIDE}/dist/assent.js run - --yes=${GRANTED} --quiet <<'PLAN-ENDS-HERE'\n${plan.trimEnd()}\nPLAN-ENDS-HERE`;
