import type { Risk } from './types.ts';

const QUOTED = /"[^"]*"|'[^']*'|“[^”]*”|「[^」]*」|`[^`]*`/g;
/** Conditions that every command of ours meets anyway. */
const HARMLESS =
  /\b(?:more than|only|exactly|at least) once\b|\beven (?:if|when|though)\b|\b(?:no matter|regardless of) (?:if|whether)\b|\b(?:if|when) (?:it|they|the (?:file|folder|directory)|that|one|any)? ?(?:(?:does|do)(?:n['’]t| not) )?(?:already )?(?:exists?|is (?:there|present|missing|needed)|are (?:there|present))\b|\bif (?:any|missing|needed|necessary|required|present|possible|you (?:can|please|would))\b|如果存在|如果有/gi;
/** Words that turn the whole request into another one: a condition, a question about it, its contrary, a part of what is named. */
const TURNS: readonly RegExp[] = [
  /\b(?:if|unless|whenever|once|provided that|in case|as soon as)\b|如果|除非|假如|要是|falls\b|\bsi\b(?= )/i,
  /\b(?:ask|list|show|print|look|check)\b(?: \w+){0,3} first\b|\bfirst (?:ask|list|show|print|look|check)\b|\bi(?:['’]m| am) (?:going|planning|about) to\b|\bi (?:plan|intend) to\b/i,
  /打算|本来|原本|先(?:列|看|查|确认|显示|给我看|检查|问)/,
  /\bonly (?:if|when|where|while|as long as)\b|\bas long as\b/i,
  /\bstop(?:ped)? \w+ing\b|\b(?:never|avoid|refrain|without) (?:ever )?(?:delet|remov|eras|overwrit|mov)\w*|不要|别(?=删|移|动|覆盖)|千万/i,
  /\b(?:one|some|half|most|part|a few|any one|either) of\b|\bhalf the\b|其中(?:一|几|某)|一半/i,
  /\b(?:listed|mentioned|named|described|enumerated|written|found) (?:in|by) (?:the )?(?:file |list )?\S+\.\w+/i,
  /\b(?:prefix|suffix|extension|ending|beginning)\b[^.]*\bfrom\b/i,
  /\b(?:tell|explain|describe|show) (?:me |us )?how\b|\bwould (?:happen|delet|remov|be)\w*|会(?:怎样|发生)/i,
  /\bshould (?:i|we|one)\b|\b(?:is|would) it (?:be )?(?:safe|ok|okay|fine|wise|possible|enough)\b|\bdo (?:i|we) (?:need|have) to\b|\bcan (?:i|we) safely\b|该不该|能不能安全/i,
  /\b(?:tomorrow|tonight|later|next (?:week|month|year|monday|time))\b|明天|稍后|以后再/i,
];

/** A question about what is there; "can you" and "would you" are orders, and so is "how do I". */
const ASKS =
  /^\W*(?:(?:(?:please|can you|could you|would you) )*(?:i(?:['’]d| would) like to know|tell me|i wonder|check|see|find out|figure out|let me know|look up)\s+)?(?:what|which|who|whom|whose|where|when|why|whether|how (?:many|much|big|often|long|old|large|full|far)|is|are|was|were|does|did|has|had|am|should|must|may (?:i|we)|do (?:i|we|you|they|the|any|these|those|all))\b|[吗么]\s*[？?]?\s*$/i;

/** A question is not answered by changing something. "which I want deleted" is one that gives an order in the end. */
export function questioned(request: string, risk: Risk): boolean {
  return (
    risk !== 'read' &&
    ASKS.test(request) &&
    !/\b(?:please|then|and)\s+(?:delete|remove|move|copy|rename|set|change|make|create|write|save|put|store|replace|add|append|compress|extract|kill|stop)\b|\?\s*\S+.*\b(?:delete|remove|move|rename|kill|stop|set|change)\b|(?:可以|能|能不能|可否|帮)/i.test(
      request,
    )
  );
}

/** Nothing is deleted, overwritten or done as root when such a word stands in the request: no rule of ours says it back in a command. */
export function turned(request: string, risk: Risk): boolean {
  if (risk !== 'destroy' && risk !== 'privilege') return false;
  const text = request.replace(QUOTED, ' "" ').replace(HARMLESS, ' ');
  return TURNS.some((turn) => turn.test(text));
}
