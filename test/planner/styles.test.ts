import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mock } from '../tools/mock-openai/server.ts';
import type { Reply, Rule } from '../tools/mock-openai/types.ts';
import { startMock } from '../tools/mock-openai.ts';
import { commandsOf, planAt } from './endpoints.ts';

/** Commands that are hard to carry: every kind of quote, braces, backslashes, newlines, Chinese, emoji. */
const COMMANDS = [
  'ls -lS | head -6',
  `find . -name '*.md' -exec sh -c 'echo "$1"' _ {} \\;`,
  `awk -F: '{ print $1 "\\t" $3 }' /etc/passwd | sort -t$'\\t' -k2n`,
  `grep -c '<think>' model.log; sed 's|<think>.*</think>||' a.txt`,
  `printf '%s\\n' "it's" 'a "b" c' {a,b}\\ c | tr '[:lower:]' '[:upper:]'`,
  'cat <<\'EOF\' > "报告 📄.txt"\n{"key": [1, 2, {"x": "}"}]}\n```\nEOF',
  `jq -r '.items[] | select(.tags | index("a,b")) | .name' data.json`,
  'echo "tail\\\\"',
];

interface Style {
  readonly name: string;
  readonly rules: (command: string) => readonly Rule[];
  /** A bare style cannot carry several lines or its own fence. */
  readonly carries?: (command: string) => boolean;
}

const plan = (command: string) => ({ goal: 'do it', steps: [{ command, why: 'because' }] });
const one =
  (reply: (command: string) => Reply) =>
  (command: string): Rule[] => [{ reply: reply(command) }];
const strict = (command: string) => ({
  seen: 'heron',
  goal: 'do it',
  steps: [{ command, why: 'because', interactive: false, background: false }],
  question: '',
  answer: '',
});
const singleQuoted = (value: string) =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

const STYLES: readonly Style[] = [
  { name: 'schema', rules: one((command) => ({ json: strict(command) })) },
  { name: 'loose object', rules: one((command) => ({ json: plan(command) })) },
  { name: 'one step', rules: one((command) => ({ json: { command, explanation: 'x' } })) },
  { name: 'steps as text', rules: one((command) => ({ json: { steps: [command] } })) },
  { name: 'bare list', rules: one((command) => ({ json: [{ cmd: command }] })) },
  { name: 'wrapped', rules: one((command) => ({ json: { plan: plan(command) } })) },
  { name: 'fence', rules: one((command) => ({ json: plan(command), fault: 'fence' })) },
  { name: 'prose', rules: one((command) => ({ json: plan(command), fault: 'prose' })) },
  { name: 'prose and fence', rules: one((command) => ({ json: plan(command), fault: 'prose_fence' })) },
  {
    name: 'think tags',
    rules: one((command) => ({
      text: `<think>\nMaybe {"command": "rm -rf ."}? No: {"steps": [\n</think>\n\n${JSON.stringify(plan(command))}`,
    })),
  },
  {
    name: 'think tags whose opening was in the prompt',
    rules: one((command) => ({
      text: `Let me see, {"command": "reboot"} no.\n</think>${JSON.stringify(plan(command))}`,
    })),
  },
  {
    name: 'reasoning field',
    rules: one((command) => ({ json: plan(command), reasoning: '{"command":"reboot"}' })),
  },
  {
    name: 'channels',
    rules: one((command) => ({
      text: `<|channel|>analysis<|message|>{"command":"reboot"}<|end|><|start|>assistant<|channel|>final<|message|>${JSON.stringify(plan(command))}<|return|>`,
    })),
  },
  { name: 'tool call', rules: one((command) => ({ tool: { name: 'run_shell', arguments: { command } } })) },
  {
    name: 'tool call with the plan',
    rules: one((command) => ({ tool: { name: 'plan', arguments: plan(command) } })),
  },
  {
    name: 'tool call as text',
    rules: one((command) => ({
      text: `<tool_call>\n${JSON.stringify({ name: 'bash', arguments: { command } })}\n</tool_call>`,
    })),
  },
  {
    name: 'argument list',
    rules: one((command) => ({ tool: { name: 'shell', arguments: { command: ['bash', '-lc', command] } } })),
  },
  {
    name: 'trailing commas and comments',
    rules: one((command) => ({
      text: `{\n  "goal": "x", // the goal\n  "steps": [\n    {"command": ${JSON.stringify(command)}, "why": "y",},\n  ],\n}`,
    })),
  },
  {
    name: 'single quotes',
    rules: one((command) => ({
      text: `{'goal': 'x', 'steps': [{'command': ${singleQuoted(command)}, 'why': 'y'}], 'question': None}`,
    })),
  },
  { name: 'byte order mark', rules: one((command) => ({ json: plan(command), fault: 'bom' })) },
  {
    name: 'cut and given again',
    rules: (command) => [
      { times: 1, reply: { json: plan(command), fault: 'truncated' } },
      { reply: { json: plan(command) } },
    ],
  },
  {
    name: 'cut and resumed',
    rules: (command) => {
      const text = JSON.stringify(plan(command));
      return [
        { times: 1, reply: { json: plan(command), fault: 'truncated' } },
        { reply: { text: text.slice(Math.ceil(text.length / 2)) } },
      ];
    },
  },
  {
    name: 'shell fence',
    rules: one((command) => ({
      text: `You can use this:\n\n\`\`\`bash\n${command}\n\`\`\`\nIt sorts them.`,
    })),
    carries: (command) => !command.includes('```'),
  },
  {
    name: 'bare line',
    rules: one((command) => ({ text: command })),
    carries: (command) => /^(?:ls|find|jq) /.test(command),
  },
  {
    name: 'inline code',
    rules: one((command) => ({ text: `\`${command}\`` })),
    carries: (command) => /^(?:ls|find|jq|awk|grep) /.test(command) && !command.includes('`'),
  },
];

describe('a reference command reaches the plan unchanged', () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock();
  });
  afterAll(() => mock.close());
  beforeEach(() => mock.reset());

  it.each(STYLES)('$name', async ({ rules, carries = () => true }) => {
    const carried = COMMANDS.filter(carries);
    expect(carried.length).toBeGreaterThan(0);
    for (const command of carried)
      for (const chunkChars of [1, 7, 10_000]) {
        mock.setRules(
          rules(command).map((rule) => ({ ...rule, reply: { ...(rule.reply as Reply), chunkChars } })),
        );
        const { events, last } = await planAt(mock.baseUrl);
        expect(commandsOf(last)).toEqual([command]);
        for (const event of events)
          if (event.type === 'progress')
            expect(command.startsWith(event.partial.steps?.[0]?.command ?? '')).toBe(true);
      }
  });

  it('several steps keep their order, their options and their number', async () => {
    const steps = [
      { id: 'look', command: 'ls', why: 'looks' },
      { id: 'edit', command: 'vim a.txt', why: 'edits', interactive: true },
      { id: 'serve', command: 'python3 -m http.server', why: 'serves', background: true },
    ];
    mock.setRules([{ reply: { json: { goal: 'g', steps } } }]);
    const { last } = await planAt(mock.baseUrl);
    expect(last).toMatchObject({ type: 'plan', plan: { version: 1, goal: 'g', steps } });
  });
});
