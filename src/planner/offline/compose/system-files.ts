import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { type Rule, reading } from './common.ts';
import { pathOf } from './targets.ts';

const COURTESY =
  'show|show-light|ask|find|all|item|line|only|file|exist|config|where|used|p-as|p-by|contains|it-ref|machine|name|value|p-in';
const CHANGES = 'delete|replace|append|insert|set|comment-out|uncomment|copy|move|create|edit|kill';

const fileTerm = (r: Reading, test: RegExp): Term | undefined =>
  r.terms.find(
    (term) =>
      r.free(term) && term.tags.has('#path') && term.entry?.type === 'file' && test.test(pathOf(term)),
  );

/** "active settings in relay.conf": neither comments nor blank lines. */
const effective: Rule = (r) => {
  const word = r.terms.find(
    (term) =>
      r.free(term) &&
      /^(?:active|effective|effectively|uncommented|enabled|non-comment|real|actual|meaningful)$/i.test(
        term.raw,
      ),
  );
  const noun = r.terms.find((term) =>
    /^(?:settings?|lines?|options?|directives?|entries|configuration|config|values?|rules?|mounts?)$/i.test(
      term.raw,
    ),
  );
  if (!word || !noun || r.has(CHANGES) || r.has('json|csv|process|service')) return undefined;
  const file = fileTerm(r, /./);
  if (!file) return undefined;
  const count = r.all('count').length > 0;
  r.mark(word, noun, file);
  r.may(COURTESY, 'running', 'mount');
  return reading(
    'grep',
    `grep -v${count ? 'c' : ''}E '^[[:space:]]*(#|;|$)' ${pathArg(pathOf(file))}`,
    r.say('leaves out comments and blank lines', '去掉注释和空行'),
    0,
    1,
  );
};

const UNIT: readonly (readonly [RegExp, string])[] = [
  [/\b(?:under which user|which user|what user|run as|runs as|user)\b|用户/i, 'User'],
  [
    /\b(?:execut\w*|what (?:does it|is) run|command|start command|runs? what|does .* run)\b|执行|命令/i,
    'ExecStart',
  ],
  [/\bdescription\b|描述/i, 'Description'],
  [/\brestart\w*\b/i, 'Restart'],
  [/\b(?:working directory|work dir|directory)\b/i, 'WorkingDirectory'],
  [/\b(?:after what|start after|starts after|depends? on|wait for|after)\b/i, 'After'],
  [/\b(?:environment|env)\b/i, 'Environment'],
];

/** What a unit file says: which user, which command. */
const unitFacts: Rule = (r) => {
  const file = fileTerm(r, /\.(?:service|timer|socket)$/);
  if (!file || r.has(CHANGES)) return undefined;
  const text = r.world.peek(pathOf(file)) ?? '';
  const request = r.analysis.request.replace(file.raw, ' ');
  const key = UNIT.find(
    ([words, name]) => words.test(request) && new RegExp(`^${name}=`, 'm').test(text),
  )?.[1];
  if (!key) return undefined;
  r.mark(file);
  r.may(
    COURTESY,
    'user',
    'owner-class',
    'run',
    'start',
    'service',
    'command-noun',
    'restart',
    'folder',
    'explain',
    'since',
    'env-var',
    'under',
    'less-than',
    'machine',
    'wait',
    'host',
    'make',
  );
  const stem = pathOf(file).split('/').at(-1)!.split('.')[0]!;
  for (const term of r.terms)
    if (
      term.raw.toLowerCase() === stem ||
      /^(?:execut\w*|description|unit|working|depends?|does|run|runs|as|user)$/i.test(term.raw)
    )
      r.mark(term);
  return reading(
    'config',
    `grep '^${key}=' ${pathArg(pathOf(file))}`,
    r.say('looks the value up', '查找该值'),
    0,
    1,
  );
};

/** The columns of /etc/fstab, a crontab and /etc/services. */
const tabFacts: Rule = (r): Proposal | undefined => {
  if (r.has(CHANGES)) return undefined;
  const request = r.analysis.request;
  const fstab = fileTerm(r, /fstab$/);
  if (fstab) {
    const column = /\bmount ?points?\b|\bwhere\b.*\bmounted\b|挂载点/i.test(request)
      ? 2
      : /\b(?:file ?system )?types?\b/i.test(request)
        ? 3
        : /\bdevices?\b|\buuids?\b/i.test(request)
          ? 1
          : /\boptions?\b/i.test(request)
            ? 4
            : undefined;
    if (!column) return undefined;
    r.mark(fstab);
    r.may(COURTESY, 'mount', 'disk', 'mime', 'declared', 'key', 'block-device', 'link-target');
    for (const term of r.terms)
      if (/^(?:mount|mount points?|points?|types?|devices?|uuids?|options?|file ?systems?)$/i.test(term.raw))
        r.mark(term);
    // "the type of /srv": the line of one device or mount point.
    const of = r.terms.find((term) => r.free(term) && term !== fstab && /^\/[\w./-]*$/.test(term.text));
    r.mark(of);
    if (of) r.may('used', 'p-of');
    const lines = of ? `$1 == "${of.text}" || $2 == "${of.text}"` : '!/^#/ && NF';
    return reading(
      'config',
      `awk '${lines} { print $${column} }' ${pathArg(pathOf(fstab))}`,
      r.say('reads that column', '读取该列'),
      0,
      1,
    );
  }
  const tab = fileTerm(r, /crontab$/);
  if (tab) {
    const users = new Set((r.world.peek('/etc/passwd') ?? '').split('\n').map((line) => line.split(':')[0]!));
    const user =
      r.terms.find(
        (term) => r.free(term) && (users.has(term.raw) || term.raw === 'root') && term.raw !== '',
      ) ?? r.find('sudo', (term) => /root/.test(term.raw));
    const commands = /\bcommands?\b|\bscripts?\b|\bprograms?\b|命令/i.test(request);
    if (!commands) return undefined;
    r.mark(tab, user);
    r.may(
      COURTESY,
      'command-noun',
      'script-noun',
      'run',
      'process',
      'cron',
      'user',
      'own',
      'p-of',
      'schedule',
      'p-from',
    );
    const test = user ? ` && $6 == "${/root/.test(user.raw) ? 'root' : user.raw}"` : '';
    return reading(
      'cron',
      `awk '!/^#/ && NF > 6${test} { $1 = $2 = $3 = $4 = $5 = $6 = ""; sub(/^ +/, ""); print }' ${pathArg(pathOf(tab))}`,
      r.say('reads the commands', '读取命令'),
      0.05,
      1,
    );
  }
  const services = fileTerm(r, /\/services$/);
  const protocol = services && /\b(udp|tcp)\b/i.exec(request)?.[1]?.toLowerCase();
  if (services && protocol) {
    const count = r.all('count').length > 0;
    r.mark(services, ...r.terms.filter((term) => /^(?:udp|tcp|listed|protocol)$/i.test(term.raw)));
    r.may(COURTESY, 'service', 'ports', 'p-with', 'over', 'p-of');
    return reading(
      'config',
      `awk '$2 ~ /\\/${protocol}$/ { print $1 }' ${pathArg(pathOf(services))}${count ? ' | wc -l' : ''}`,
      r.say('picks that protocol', '筛选该协议'),
      0.05,
      1,
    );
  }
  return undefined;
};

/** "turn off X11Forwarding in sshd_config": a switch of the file set to its other word. */
const toggled: Rule = (r) => {
  const match =
    /^\W*(?:please )?(?:turn|switch)\s+(?<to>on|off)\s+(?<key>[\w.-]+)\b|^\W*(?:please )?(?:turn|switch)\s+(?<key2>[\w.-]+)\s+(?<to2>on|off)\b|^\W*(?:please )?(?<to3>enable|disable)\s+(?<key3>[\w.-]+)\b/i.exec(
      r.analysis.request,
    );
  if (!match) return undefined;
  const key = match.groups!.key ?? match.groups!.key2 ?? match.groups!.key3!;
  const word = (match.groups!.to ?? match.groups!.to2 ?? match.groups!.to3!).toLowerCase();
  const file = fileTerm(r, /./);
  if (!file || /^(?:the|all|every)$/i.test(key)) return undefined;
  const text = r.world.peek(pathOf(file)) ?? '';
  const lines = text
    .split('\n')
    .filter((line) =>
      new RegExp(
        `^\\s*${key.replace(/[.]/g, '\\.')}\\s*[=:\\s]\\s*(?:yes|no|on|off|true|false|0|1|enabled|disabled)\\s*;?$`,
        'i',
      ).test(line),
    );
  if (lines.length !== 1) return undefined;
  const [, before, old] = /^(\s*\S+?\s*[=:\s]\s*)(\w+)\s*;?$/.exec(lines[0]!) ?? [];
  if (before === undefined || old === undefined) return undefined;
  const on = word === 'on' || word === 'enable';
  const pairs: readonly (readonly [string, string])[] = [
    ['yes', 'no'],
    ['on', 'off'],
    ['true', 'false'],
    ['1', '0'],
    ['enabled', 'disabled'],
  ];
  const pair = pairs.find((one) => one.includes(old.toLowerCase()));
  if (!pair) return undefined;
  const value = on ? pair[0] : pair[1];
  r.mark(file, ...r.terms.filter((term) => term.end <= match.index + match[0].length));
  r.may('p-in', 'file', 'config', 'set');
  const from = before.replace(/[.[\]*^$/\\]/g, '\\$&');
  return {
    family: 'edit',
    steps: [
      {
        command: `sed -i 's/^${from}${old}/${from.replace(/\\([.[\]*^$])/g, '$1')}${value}/' ${pathArg(pathOf(file))}`,
        why: r.say('sets this one switch', '设置该开关'),
      },
    ],
    risk: 'write',
    guess: 0,
    rank: 2,
  };
};

/** "what is PasswordAuthentication set to in sshd_config", "the value of queue_dir in relay.conf". */
const keyValue: Rule = (r) => {
  if (
    r.has(
      'delete|append|insert|comment-out|uncomment|copy|move|create|edit|kill|count|json|csv|sort|replace',
    ) &&
    !/\bset to\b|\bvalue of\b/i.test(r.analysis.request)
  )
    return undefined;
  if (
    !/^\W*(?:what|which|show|print|give|get|tell|value|the value|is|display|how|look)\b/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  const file = fileTerm(r, /\.(?:conf|cfg|ini|env|toml|properties|example|service|yaml|yml)$|_config$|rc$/);
  if (!file) return undefined;
  const text = r.world.peek(pathOf(file)) ?? '';
  const escaped = (raw: string) => raw.replace(/[.[\]*^$/\\+?(){}|]/g, '\\$&');
  const key = r.terms.find(
    (term) =>
      r.free(term) &&
      term !== file &&
      /^[A-Za-z][\w.-]*$/.test(term.raw) &&
      !(term.tags.has('stop') && term.raw.length < 5) &&
      (text.match(new RegExp(`^\\s*${escaped(term.raw)}\\s*[=: ]\\s*\\S`, 'gm'))?.length ?? 0) === 1,
  );
  if (!key) return undefined;
  const only = /\bvalues?\b/i.test(r.analysis.request);
  r.mark(key, file);
  r.may(
    COURTESY,
    'set',
    'value',
    'key',
    'p-to',
    'p-of',
    'log',
    'disable',
    'enable',
    'now',
    'variable',
    'env-var',
    'number-noun',
    'per',
  );
  for (const term of r.terms)
    if (
      /^(?:set|set to|set up|configured|current|currently|setting|option|parameter|directive|value of)$/i.test(
        term.raw,
      )
    )
      r.mark(term);
  return reading(
    'config',
    only
      ? `sed -nE 's/^[[:space:]]*${escaped(key.raw)}[[:space:]]*[=: ][[:space:]]*//p' ${pathArg(pathOf(file))}`
      : `grep -E '^[[:space:]]*${escaped(key.raw)}\\b' ${pathArg(pathOf(file))}`,
    r.say('looks the value up', '查找该值'),
    0,
    2,
  );
};

export const systemFiles: readonly Rule[] = [effective, unitFacts, tabFacts, toggled, keyValue];
