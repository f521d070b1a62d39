import type { Plan } from '../plan/plan.ts';
import { redact, redactDeep } from '../plan/redact.ts';
import type { PlanRequest, Turn } from '../session/ports.ts';
import { LIMITS, type Limits, renderEnvironment, SMALL_LIMITS } from './environment.ts';
import { type PromptName, promptFile, promptHash } from './prompt-files.ts';
import { bounded, quoted, spoken, untrusted } from './quote.ts';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface Example {
  readonly request: string;
  readonly command: string;
}

export interface PromptOptions {
  /** Fewer examples and entries, for models with little context or little skill. */
  readonly small: boolean;
  /** Worked examples, best first; only as many as help are used. */
  readonly examples: readonly Example[];
}

export interface Prompt {
  readonly messages: readonly Message[];
  readonly promptHash: string;
  /** Set when something that looks like a secret was left out of the person's own words. */
  readonly redacted: boolean;
}

/** Bytes of all messages as JSON, samples of content and earlier turns not counted: with schema and frame under 6 KB. */
const BUDGET = 4700;
const SMALL_BUDGET = 3700;
const EXAMPLES = 6;
const SMALL_EXAMPLES = 4;
/** The oldest turns go first; the request itself always stays. */
const MAX_TURNS = 6;
const MAX_EVIDENCE = 6;
const STDIN_BYTES = 4096;
const STDERR_BYTES = 2048;

/**
 * The conversation a model is given: instructions first and always the same, then the environment from what changes
 * least to what changes most, content of others in marked blocks, and the person's request at the end.
 */
export function buildPrompt(request: PlanRequest, options: PromptOptions): Prompt {
  const system: Message = { role: 'system', content: promptFile('plan').text };
  const examples = exampleBlock(options);
  const asked = requestBlock(request);
  const limits = options.small ? SMALL_LIMITS : LIMITS;
  const budget =
    (options.small ? SMALL_BUDGET : BUDGET) - size(system.content) - size(examples) - size(asked);
  const environment = fitted(request, limits, budget);
  const first = [`<environment>\n${environment}\n</environment>`, examples, ...contentBlocks(request), asked];
  const turns = request.turns.slice(-MAX_TURNS);
  return {
    messages: [
      system,
      { role: 'user', content: first.filter((part) => part !== '').join('\n') },
      ...turns.flatMap(turnMessages),
    ],
    promptHash: promptHash(),
    redacted: [request.request, ...turns.map(replyOf)].some((words) => redact(words) !== words),
  };
}

function fitted(request: PlanRequest, limits: readonly Limits[], budget: number): string {
  const texts = limits.map((limit) => renderEnvironment(request.context, limit));
  return texts.find((text) => size(text) <= budget) ?? texts.at(-1)!;
}

/** What a text costs inside a JSON body. */
const size = (text: string) => Buffer.byteLength(JSON.stringify(text));

function exampleBlock({ examples, small }: PromptOptions): string {
  const told = examples
    .filter(({ command }) => command.length <= 300)
    .slice(0, small ? SMALL_EXAMPLES : EXAMPLES)
    .map(({ request, command }) => `${quoted(request, 160)} -> ${quoted(command, 300)}`);
  return told.length === 0 ? '' : `<examples>\n${told.join('\n')}\n</examples>`;
}

function requestBlock(request: PlanRequest): string {
  const how: PromptName | undefined =
    request.purpose === undefined || request.purpose === 'plan' ? undefined : request.purpose;
  const words = `<request>\n${spoken(request.request)}\n</request>`;
  return how === undefined ? words : `${promptFile(how).text}\n${words}`;
}

/** Content of others that this plan may need to see; its presence has tainted the plan already. */
function contentBlocks({ context, turns }: PlanRequest): string[] {
  const failed = context.lastResults.findLast((result) => result.stderrTail);
  const evidence = turns.filter((turn) => turn.kind === 'evidence').slice(-MAX_EVIDENCE);
  return [
    ...evidence.map(({ source, text }) => untrusted(source, bounded(redact(text), STDERR_BYTES, 'tail'))),
    ...(context.stdinSample === undefined
      ? []
      : [untrusted('piped data, its beginning', bounded(context.stdinSample, STDIN_BYTES, 'head'))]),
    ...(failed?.stderrTail === undefined
      ? []
      : [
          untrusted(
            'error output of the last failed command',
            bounded(failed.stderrTail, STDERR_BYTES, 'tail'),
          ),
        ]),
  ];
}

function turnMessages(turn: Turn): Message[] {
  // Stands among the content of others, before the request.
  if (turn.kind === 'evidence') return [];
  if (turn.kind === 'question')
    return [
      assistant({ steps: [], question: turn.question }),
      { role: 'user', content: `<request>\n${spoken(turn.reply)}\n</request>` },
    ];
  if (turn.kind === 'revise')
    return [
      assistant(turn.plan),
      { role: 'user', content: `${promptFile('revise').text}\n<request>\n${spoken(turn.reply)}\n</request>` },
    ];
  const index = turn.plan.steps.findIndex((step) => step.id === turn.stepId);
  const end =
    turn.exitCode === undefined
      ? 'failed'
      : turn.exitCode === null
        ? 'ended by a signal'
        : `exit code ${turn.exitCode}`;
  const output =
    turn.stderrTail.trim() === ''
      ? 'It wrote no error output.'
      : untrusted('error output of that step', bounded(turn.stderrTail, STDERR_BYTES, 'tail'));
  return [
    assistant(turn.plan),
    { role: 'user', content: `${promptFile('repair').text}\nStep ${index + 1}: ${end}.\n${output}` },
  ];
}

/** An earlier answer in the form a model gives it. */
function assistant(plan: Pick<Plan, 'steps' | 'question' | 'answer'> & { readonly goal?: string }): Message {
  const said = {
    goal: plan.goal ?? '',
    steps: plan.steps.map(({ command, why }) => ({ command, why })),
    question: plan.question ?? '',
    answer: plan.answer ?? '',
  };
  return { role: 'assistant', content: JSON.stringify(redactDeep(said)) };
}

const replyOf = (turn: Turn) => (turn.kind === 'revise' || turn.kind === 'question' ? turn.reply : '');
