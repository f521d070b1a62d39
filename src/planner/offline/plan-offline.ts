import { analyse } from './analyse.ts';
import { nearestExamples } from './bank/nearest.ts';
import { rules } from './compose/rules.ts';
import { confidenceOf, limitFor } from './confidence.ts';
import { withoutContext } from './context.ts';
import { folded } from './fold.ts';
import { globsAsNames } from './globs-as-names.ts';
import { losing } from './lost.ts';
import { missingIn } from './missing.ts';
import { modified } from './modify.ts';
import { paraphrased } from './paraphrase.ts';
import { Reading } from './reading.ts';
import { redirected } from './redirect.ts';
import { retold } from './retold.ts';
import { sequenced } from './sequence.ts';
import { suspicious } from './text/scan.ts';
import { askedInEnglish } from './text/zh-asked.ts';
import { plainChinese } from './text/zh-plain.ts';
import { reworded } from './text/zh-spoken.ts';
import type { Analysis, Explained, OfflineAnswer, Term, World } from './types.ts';

const MAX_REQUEST = 2000;

/** Plans one request from words alone: same request and same world give the same answer. */
export function planOffline(request: string, world: World): OfflineAnswer {
  const text = request.trim();
  if (text === '' || text.length > MAX_REQUEST || suspicious(text))
    return {
      kind: 'abstain',
      reason: 'the request is empty, too long or holds invisible characters',
      examples: [],
    };
  const plain = plainChinese(text, world);
  const english = askedInEnglish(plain);
  if (english !== undefined) {
    const answer = answerFor({ ...analyse(english, world), answerIn: 'zh' }, text);
    if (answer.kind === 'plan') return answer;
  }
  const answer = answerFor(analyse(plain, world), text);
  if (answer.kind !== 'plan' || plain === text) return answer;
  const commands = answer.steps.map(({ command }) => command);
  const lost = reworded(text, commands, world) || losing(text)(commands);
  return lost ? { kind: 'abstain', reason: 'a text was not kept as it stood', examples: [] } : answer;
}

/** `said` is the request as it was written. */
export function answerFor(analysis: Analysis, said: string = analysis.request): OfflineAnswer {
  const all = explainAll(analysis);
  const best = all[0];
  if (!best || best.cost > limitFor(best)) {
    const left = best ? piecesOf(best.left, analysis.request) : [];
    const reason = best ? `not understood: ${left.join(', ')}` : 'nothing known fits';
    const examples = nearestExamples(analysis);
    const missing = missingIn(analysis);
    return { kind: 'abstain', reason, left, missing, language: analysis.language, examples };
  }
  return {
    kind: 'plan',
    goal: said,
    steps: best.steps.map((step) => ({ ...step, command: globsAsNames(step.command) })),
    family: best.family,
    risk: best.risk,
    confidence: confidenceOf(best, all, analysis),
  };
}

/** Words as they stand in the request, those side by side as one piece. */
function piecesOf(terms: readonly Term[], request: string): readonly string[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of [...terms].sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && request.slice(last.end, start).trim() === '') last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans.map(({ start, end }) => request.slice(start, end));
}

/** Above this a reading leaves something out that matters, and others are looked for. */
const CLEAR = 0.35;

/** Every way a rule understands the request, the cheapest explanation first. */
export function explainAll(analysis: Analysis): Explained[] {
  const plain = (inner: Analysis) => ordered(candidates(inner));
  const deeper = (inner: Analysis): Explained[] => {
    const found = plain(inner);
    const best = found[0];
    return best && best.cost <= CLEAR ? found : ordered([...found, ...modified(inner, plain)]);
  };
  const whole = (inner: Analysis): Explained[] =>
    ordered([...deeper(inner), ...redirected(inner, deeper), ...folded(inner, deeper)]);
  const loses = losing(analysis.request);
  const judged = (found: readonly Explained[]): Explained[] =>
    found.map((one) => (loses(one.steps.map((step) => step.command)) ? { ...one, cost: one.cost + 1 } : one));
  let all = ordered(
    judged([
      ...candidates(analysis),
      ...redirected(analysis, deeper),
      ...folded(analysis, deeper),
      ...paraphrased(analysis, deeper),
    ]),
  );
  if (clear(all)) return all;
  all = ordered([...all, ...judged(modified(analysis, deeper)), ...judged(retold(analysis, whole))]);
  if (all[0] && all[0].cost <= limitFor(all[0])) return all;
  all = ordered([...all, ...judged(sequenced(analysis, deeper))]);
  if (all[0] && all[0].cost <= limitFor(all[0])) return all;
  return ordered([...all, ...judged(withoutContext(analysis, deeper))]);
}

const clear = (found: readonly Explained[]): boolean => found[0] !== undefined && found[0].cost <= CLEAR;

function candidates(analysis: Analysis): Explained[] {
  const found: Explained[] = [];
  for (const rule of rules) {
    const reading = new Reading(analysis);
    const proposal = rule(reading);
    if (proposal) found.push(reading.explain(proposal));
  }
  return found;
}

const ordered = (found: Explained[]): Explained[] =>
  found.sort((a, b) => a.cost - b.cost || (b.rank ?? 0) - (a.rank ?? 0));
