import { EFFECT_KINDS } from '../policy/effect-words.ts';

/** JSON Schemas (draft 2020-12) of the shapes other programs read: `assent schema NAME`. The plan's comes from zod. */
const text = { type: 'string' } as const;
const whole = { type: 'integer' } as const;
const number = { type: 'number' } as const;
const yesNo = { type: 'boolean' } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (
  properties: Record<string, object>,
  required: readonly string[] = Object.keys(properties),
) => ({ type: 'object', properties, required });

const effect = object(
  {
    kind: {
      enum: EFFECT_KINDS,
    },
    target: text,
    detail: text,
  },
  ['kind'],
);

const verdict = object(
  {
    id: text,
    verdict: { enum: ['allow', 'ask', 'deny'] },
    rule: text,
    reason: text,
    effects: list(effect),
    sandboxed: yesNo,
  },
  ['id', 'verdict', 'rule', 'reason', 'effects'],
);

const outcome = {
  enum: [
    'done',
    'queued',
    'failed',
    'refused',
    'answered',
    'question',
    'abstained',
    'cancelled',
    'timeout',
    'error',
  ],
};

const planner = object(
  {
    kind: { enum: ['endpoint', 'local', 'managed', 'embedded', 'file', 'direct'] },
    model: text,
    ms: number,
    promptTokens: whole,
    completionTokens: whole,
    confidence: number,
    cost: number,
  },
  ['kind', 'model', 'ms'],
);

const result = object(
  {
    version: { const: 1 },
    request: text,
    plan: { anyOf: [{ type: 'object', description: 'see: assent schema plan' }, { type: 'null' }] },
    planner,
    verdicts: list(verdict),
    approval: list(object({ stepId: text, decision: text, by: text }, ['decision', 'by'])),
    steps: list(
      object(
        {
          id: text,
          exitCode: { type: ['integer', 'null'] },
          signal: text,
          stdout: text,
          stderr: text,
          encoding: { enum: ['utf8', 'base64'] },
          truncated: yesNo,
          spill: text,
        },
        ['id', 'exitCode', 'stdout', 'stderr', 'encoding'],
      ),
    ),
    jobs: list(object({ stepId: text, job: whole }, ['stepId', 'job'])),
    outcome,
    exitCode: whole,
    abstained: { const: true },
    reason: text,
    examples: list(text),
  },
  ['version', 'request', 'plan', 'verdicts', 'approval', 'steps', 'outcome', 'exitCode'],
);

const state = object(
  {
    time: { type: 'string', format: 'date-time' },
    cpu: object(
      { percent: number, perCore: list(number), load: list(number), cores: whole, temperature: number },
      ['cores'],
    ),
    memory: object({ total: whole, available: whole, swapTotal: whole, swapUsed: whole }, []),
    disks: list(object({ mount: text, total: whole, available: whole }, ['mount', 'total', 'available'])),
    network: object({ rxBytesPerSecond: number, txBytesPerSecond: number }, []),
    pressure: object({ cpu: number, memory: number, io: number }, []),
    processes: list(
      object({ pid: whole, parent: whole, name: text, cpuPercent: number, memoryBytes: whole }, [
        'pid',
        'parent',
        'name',
      ]),
    ),
    jobs: list(object({ id: text, command: text, status: text, pid: whole }, ['id', 'command', 'status'])),
  },
  ['time', 'cpu', 'memory', 'jobs'],
);

const preview = object({
  steps: list(object({ id: text, exitCode: { type: ['integer', 'null'] }, stdout: text, stderr: text })),
  changes: list(
    object(
      {
        path: text,
        pathBase64: text,
        change: { enum: ['created', 'modified', 'deleted', 'mode', 'link', 'replaced'] },
        before: { type: 'object' },
        after: { type: 'object' },
        diff: text,
        movedFrom: text,
      },
      ['path', 'change'],
    ),
  ),
});

const EVENT_MEMBERS: Record<string, Record<string, object>> = {
  request: { request: text, cwd: text, planner: text },
  context: { bytes: whole, tainted: list(text) },
  'plan-progress': { partial: { type: 'object' }, receivedBytes: whole },
  plan: { plan: { type: 'object' }, planHash: text, planner, tainted: list(text), revision: whole },
  verdict: { planHash: text, verdict },
  approval: {
    planHash: text,
    decision: { enum: ['run', 'skip', 'reject', 'edit', 'revise', 'apply', 'outside', 'preview'] },
    by: text,
  },
  'step-started': {
    stepId: text,
    command: text,
    cwd: text,
    interactive: yesNo,
    sandboxed: yesNo,
    kept: yesNo,
  },
  'step-process': { stepId: text, pid: whole },
  'step-queued': { stepId: text, job: whole, planHash: text, command: text, cwd: text, verdict, by: text },
  output: {
    stepId: text,
    stream: { enum: ['stdout', 'stderr'] },
    encoding: { enum: ['utf8', 'base64'] },
    data: text,
  },
  'step-ended': {
    stepId: text,
    exitCode: { type: ['integer', 'null'] },
    ms: number,
    stdoutBytes: whole,
    stderrBytes: whole,
  },
  applied: {
    planHash: text,
    changes: whole,
    undo: text,
    refused: list(object({ path: text, reason: text }, ['path', 'reason'])),
  },
  repair: { stepId: text, attempt: whole, reason: text },
  notice: { level: { enum: ['info', 'warning'] }, text },
  failed: { kind: text, message: text },
  ended: { outcome, exitCode: whole, cwd: text },
};

const event = {
  oneOf: Object.entries(EVENT_MEMBERS).map(([type, members]) =>
    object({
      v: { const: 1 },
      id: whole,
      time: { type: 'string', format: 'date-time' },
      type: { const: type },
      ...members,
    }),
  ),
};

export const SCHEMAS: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries({ event, verdict, state, result, preview }).map(([name, schema]) => [
    name,
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: `assent ${name}`,
      version: 1,
      ...schema,
    },
  ]),
);
