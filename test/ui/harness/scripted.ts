import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Plan, Step } from '../../../src/plan/plan.ts';
import type { Verdict } from '../../../src/policy/types.ts';
import type { Event } from '../../../src/session/events.ts';
import { handle } from '../../../src/session/handle.ts';
import { record } from '../../../src/session/pipe.ts';
import type { Executor, Planner, StepEvent } from '../../../src/session/ports.ts';
import type { RequestUi } from '../../../src/ui/deps.ts';

/** Requests and their plans; anything else is answered in words. `!command` runs as typed. */
const PLANS: Readonly<Record<string, readonly (readonly [command: string, why: string])[]>> = {
  'show the five largest files here': [
    ['du -ab . | sort -rn | head -n 5', 'sizes of all files, the five largest first'],
  ],
  'clean up': [
    ['ls -la build', 'shows what is in the build folder'],
    ['rm -rf build "$HOME/.cache/demo"', 'removes the build folder and the cache'],
    ['sudo systemctl restart demo', 'starts the service anew'],
  ],
  'long plan': Array.from(
    { length: 14 },
    (_, i) => [`echo step ${i + 1}`, `says that it is step ${i + 1}`] as const,
  ),
  列出最大的文件: [['du -ah . | sort -rh | head -n 5', '列出这个文件夹里最大的五个文件']],
  hostile: [
    [
      'echo "\u001b]0;owned\u0007\u202etxt.exe" && printf "\\033[2J\\033]52;c;aGk=\\007hi"',
      'looks harmless \u001b[31m',
    ],
  ],
  'edit it': [['"${EDITOR:-vi}" note', 'opens the editor']],
};

const AGED: Verdict['effects'] = [{ kind: 'read', target: '.' }];

function verdictFor(step: Step, cwd: string): Verdict {
  const { id, command } = step;
  if (/rm -rf \/(\s|$)/.test(command))
    return {
      id,
      verdict: 'deny',
      rule: 'builtin:root-delete',
      reason: 'deletes the root of the file system',
      effects: [{ kind: 'delete', target: '/' }],
    };
  if (/\bsudo\b/.test(command))
    return {
      id,
      verdict: 'ask',
      rule: 'builtin:privilege',
      reason: 'acts with the rights of the administrator',
      effects: [
        { kind: 'privilege', target: 'root', detail: 'sudo' },
        { kind: 'process', target: 'demo.service', detail: 'restarts' },
      ],
    };
  if (/\brm\b/.test(command))
    return {
      id,
      verdict: 'ask',
      rule: 'builtin:uncovered',
      reason: 'no rule covers deleting here',
      effects: [
        { kind: 'delete', target: `${cwd}/build` },
        { kind: 'delete', target: `${process.env.HOME}/.cache/demo` },
      ],
    };
  if (step.interactive)
    return {
      id,
      verdict: 'ask',
      rule: 'builtin:uncovered',
      reason: 'an editor may write anything',
      effects: [{ kind: 'terminal' }, { kind: 'write', target: '/tmp/harness-note' }],
    };
  return {
    id,
    verdict: 'allow',
    rule: 'builtin:read-only',
    reason: 'everything it does is reading',
    effects: AGED,
  };
}

function scriptedPlanner(delayMs: number): Planner {
  return {
    name: 'scripted',
    async *plan({ request, turns }, signal) {
      const steps = request.startsWith('!') ? [[request.slice(1), ''] as const] : PLANS[request];
      const last = turns.at(-1);
      const goal = last?.kind === 'revise' ? `${request} (${last.reply})` : request.replace(/^!/, '');
      const plan: Plan = steps
        ? {
            version: 1,
            goal: request.startsWith('!') ? '' : goal,
            steps: steps.map(([command, why], index) => ({
              id: `s${index + 1}`,
              command,
              why,
              ...(/^(vi|top|less)\b|EDITOR/.test(command) ? { interactive: true } : {}),
            })),
          }
        : request === 'which one?'
          ? { version: 1, goal: request, steps: [], question: 'Which folder do you mean?' }
          : { version: 1, goal: request, steps: [], answer: `I only know: ${Object.keys(PLANS).join(', ')}` };
      if (delayMs > 0)
        for (let part = 1; part <= plan.steps.length * 3; part++) {
          await new Promise((resolve) => setTimeout(resolve, delayMs));
          if (signal.aborted) throw signal.reason;
          yield {
            type: 'progress',
            receivedBytes: part * 120,
            partial: { goal, steps: plan.steps.slice(0, Math.ceil(part / 3)) },
          };
        }
      yield {
        type: 'plan',
        plan,
        info: {
          kind: 'endpoint',
          model: 'scripted',
          ms: delayMs * 3 + 2,
          promptTokens: 812,
          completionTokens: 74,
        },
      };
    },
  };
}

function bashExecutor(
  terminal: () => Parameters<
    typeof import('../../../src/executor/interactive.ts').runInteractive
  >[0]['terminal'],
): Executor {
  return {
    cwd: process.cwd(),
    async *run({ step }, _io, signal): AsyncGenerator<StepEvent> {
      const began = Date.now();
      if (step.interactive) {
        const { runInteractive } = await import('../../../src/executor/interactive.ts');
        const result = await runInteractive(
          {
            file: '/bin/bash',
            args: ['-c', step.command],
            env: { ...process.env } as Record<string, string>,
            cwd: process.cwd(),
            marker: 'harness',
            terminal: terminal(),
            signal,
            timeoutSeconds: undefined,
            graceMs: 300,
          },
          () => undefined,
        );
        yield { type: 'ended', ms: Date.now() - began, stdoutBytes: 0, stderrBytes: 0, ...result };
        return;
      }
      const child = spawn('/bin/bash', ['-c', step.command], {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const kill = () => process.kill(-child.pid!, 'SIGKILL');
      signal.addEventListener('abort', kill, { once: true });
      const queue: StepEvent[] = [];
      let wake: () => void = () => undefined;
      for (const stream of ['stdout', 'stderr'] as const)
        child[stream].on('data', (data: Buffer) => {
          queue.push({ type: 'output', stream, data });
          if (queue.length > 16) child[stream].pause();
          wake();
        });
      let ended = false;
      const closed = once(child, 'close').then(([exitCode, signalName]) => {
        ended = true;
        wake();
        return { exitCode, signalName } as { exitCode: number | null; signalName: string | null };
      });
      yield { type: 'process', pid: child.pid! };
      while (!ended || queue.length > 0) {
        const next = queue.shift();
        if (next) yield next;
        else {
          child.stdout.resume();
          child.stderr.resume();
          if (!ended)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      }
      const { exitCode, signalName } = await closed;
      signal.removeEventListener('abort', kill);
      yield {
        type: 'ended',
        exitCode,
        ms: Date.now() - began,
        stdoutBytes: 0,
        stderrBytes: 0,
        ...(signalName ? { signal: signalName } : {}),
        ...(signal.aborted ? { cancelled: true } : {}),
      };
    },
  };
}

/** The real spine over a scripted planner, a judge of a few words and a bare bash. */
export function scriptedStart(options: { delayMs: number; terminal: Parameters<typeof bashExecutor>[0] }) {
  const executor = bashExecutor(options.terminal);
  return (request: string, ui: RequestUi, signal: AbortSignal): AsyncIterable<Event> =>
    record(
      handle(
        {
          request: ui.answering ? `${ui.answering.request}: ${request}` : request,
          grants: { auto: false, yes: false, named: new Set() },
          allOrNothing: false,
          stdin: 'none',
          io: {},
          repairs: 0,
          stepSignal: ui.stepSignal,
        },
        {
          context: {
            gather: async () => ({
              system: {
                platform: 'linux',
                shell: 'bash',
                dialect: 'gnu',
                tools: [],
                user: 'me',
                host: 'here',
              },
              cwd: process.cwd(),
              home: '/home/me',
              listing: { entries: [], total: 0 },
              lastResults: [],
              unasked: '',
            }),
          },
          planner: scriptedPlanner(options.delayMs),
          judge: { judge: async (steps, { cwd }) => steps.map((step) => verdictFor(step, cwd)) },
          approval: ui.approval,
          executor,
        },
        signal,
      ),
      { append: async () => undefined },
    );
}
