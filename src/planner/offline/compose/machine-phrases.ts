import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import type { Rule } from './common.ts';

const LEAD =
  /^\W*(?:please |kindly )?(?:(?:can|could|would) you )?(?:(?:show|list|print|display|give|tell|find|get|see)(?: me| us)?(?: out)? )?(?:i (?:want|need) to know )?/i;

interface Phrase {
  readonly family: string;
  readonly when: RegExp;
  readonly command: (groups: Readonly<Record<string, string>>, r: Reading) => string | undefined;
}

/** How each kind of archive is tested without unpacking it. */
function tested(path: string): string | undefined {
  const file = pathArg(path);
  if (/\.(?:tar\.gz|tgz|tar\.bz2|tar\.xz|tar\.zst|tar)$/i.test(path)) return `tar -tf ${file} > /dev/null`;
  if (/\.(?:zip|jar)$/i.test(path)) return `unzip -tq ${file}`;
  if (/\.gz$/i.test(path)) return `gzip -tv ${file}`;
  if (/\.bz2$/i.test(path)) return `bzip2 -tv ${file}`;
  if (/\.xz$/i.test(path)) return `xz -tv ${file}`;
  return undefined;
}

/** An archive that is here, tested and its state said. */
const integrity = (path: string, r: Reading): string | undefined => {
  if (r.world.lookup(path)?.type !== 'file') return undefined;
  const test = tested(path);
  return test && (test.startsWith('tar ') ? `${test} && echo ok` : test);
};

/** Requests about programs, packages, archives and routes, the whole request long. Built when first asked for. */
const phrases = (): readonly Phrase[] => [
  {
    family: 'network',
    when: /^(?:run |do )?(?:a |the )?(?:traceroute|trace (?:the )?(?:route|path|hops)|(?:the )?(?:route|path|hops) (?:that )?(?:the )?packets? (?:take|go))(?: from here)? (?:to|towards) (?<host>[\w-]+(?:\.[\w-]+)+|localhost)$/i,
    command: ({ host }) => `traceroute ${pathArg(host!)}`,
  },
  {
    family: 'network',
    when: /^(?:how many|(?:the )?(?:number|count) of|count(?: the)?) (?:(?:tcp |network )?connections (?:are )?(?:currently |now )?established|established (?:tcp |network )?connections)(?: (?:are|do) (?:there|i have|we have))?(?: (?:right )?now| currently)?$/i,
    command: () => 'ss -Htn state established | wc -l',
  },
  {
    family: 'network',
    when: /^(?:all |the )*(?:established (?:tcp |network )?connections|(?:tcp |network )?connections (?:that are )?(?:currently )?established)(?: (?:right )?now| currently)?$/i,
    command: () => 'ss -tn state established',
  },
  {
    family: 'package',
    when: /^(?:(?:which|what|all|the)(?: of)?(?: the)? )*files (?:(?:that )?(?:did|does|has) (?:the )?(?:package (?<a>[a-z][\w.+-]*)|(?<b>[a-z][\w.+-]*) package) (?:install|contain|own|bring|ship|provide)(?:ed)?|(?:that (?:were|are|have been) |were |are |have been )?(?:installed|owned|shipped|provided) by (?:the )?(?:package (?<c>[a-z][\w.+-]*)|(?<d>[a-z][\w.+-]*) package))$/i,
    command: ({ a, b, c, d }) => `dpkg -L ${pathArg((a ?? b ?? c ?? d)!)}`,
  },
  {
    family: 'package',
    when: /^where (?:did|does|has) (?:the )?(?:package (?<a>[a-z][\w.+-]*)|(?<b>[a-z][\w.+-]*) package) (?:put|install|place|keep)(?:ed)? (?:its|the) files$/i,
    command: ({ a, b }) => `dpkg -L ${pathArg((a ?? b)!)}`,
  },
  {
    family: 'shell',
    when: /^where (?:is|was|has) (?:the )?(?:(?:program|command|tool|binary) )?(?<name>[a-z][\w.+-]*) (?:been )?installed(?: to| here| on this (?:machine|system|computer))?$/i,
    command: ({ name }) =>
      /^(?:it|this|that|everything|software|package)$/i.test(name!) ? undefined : `command -v ${name}`,
  },
  {
    family: 'archive',
    when: /^(?:(?:check|test|verify)(?: (?:that|if|whether))?(?: the)? (?:integrity of )?(?:the )?(?:archive )?(?<a>[\w./-]+\.\w+)(?: archive)?(?: for (?:errors|corruption)|(?:['’]s)? integrity| is (?:intact|ok|fine|valid|not (?:corrupt(?:ed)?|damaged|broken)))|(?:check|test|verify) (?:the )?integrity of (?:the )?(?:archive )?(?<c>[\w./-]+\.\w+)|is (?:the )?(?:archive )?(?<b>[\w./-]+\.\w+)(?: archive)? (?:still )?(?:intact|ok|corrupt(?:ed)?|damaged|broken|an? (?:intact|valid) archive))$/i,
    command: ({ a, b, c }, r) => integrity((a ?? b ?? c)!, r),
  },
  {
    family: 'network',
    when: /^(?:what (?:is|port does) )?(?:the )?ports? (?:number )?(?:of|for) (?:the )?(?<name>[a-z][\w-]*)(?: service)? (?:in|from|according to) \/etc\/services$/i,
    command: ({ name }) =>
      `awk '$1 == "${name}" { split($2, port, "/"); print port[1] }' /etc/services | sort -u`,
  },
  {
    family: 'disk',
    when: /^(?:how full is|(?:what is )?(?:the )?(?:disk )?(?:usage|space|free space|space left|available space|space used)(?: available| free| left| used)? (?:of|on|for)) the root (?:file ?system|partition|disk|volume)$/i,
    command: () => 'df -h /',
  },
  {
    family: 'files',
    when: /^when (?:was|did) the (?<end>newest|latest|most recent|oldest)(?: file)?(?: in here| here)?(?: was)? (?:last )?(?:changed?|modified|edited|updated|written)$/i,
    command: ({ end }) =>
      `find . -type f -printf '%TY-%Tm-%Td %TH:%TM %p\\n' | sort${end!.toLowerCase() === 'oldest' ? '' : ' -r'} | head -n 1`,
  },
];

let known: readonly Phrase[] | undefined;

/** No phrase is without one of these; the patterns themselves are dear to compile. */
const ABOUT =
  /trace|packet|hop|connection|package|install|integrity|check|test|verify|corrupt|damage|intact|valid|broken|\bok\b|error|services|full|usage|space|when/i;

/** One of these ways, said from beginning to end. */
const machinePhrases: Rule = (r): Proposal | undefined => {
  if (!ABOUT.test(r.analysis.request)) return undefined;
  const request = r.analysis.request
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?:,? please)?[.!?]*$/i, '')
    .replace(LEAD, '');
  known ??= phrases();
  for (const { family, when, command } of known) {
    const match = when.exec(request);
    const text = match && command((match.groups ?? {}) as Readonly<Record<string, string>>, r);
    if (!text) continue;
    r.mark(...r.terms);
    return {
      family,
      steps: [{ command: text, why: r.say('asks about this one', '查询该项') }],
      risk: 'read',
      guess: 0,
      rank: 3,
    };
  }
  return undefined;
};

export const phraseRules: readonly Rule[] = [machinePhrases];
