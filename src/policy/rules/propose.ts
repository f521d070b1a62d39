import { definersOf } from '../definers.ts';
import type { Finding } from '../finding.ts';
import type { Judgement } from '../judge.ts';
import type { CommandReport } from '../report.ts';
import type { Setting } from '../setting.ts';
import type { EffectKind } from '../types.ts';

export type Proposal =
  | {
      readonly kind: 'rule';
      /** Ready to be put at the end of policy.toml. */
      readonly toml: string;
      /** What it allows, for a person. */
      readonly words: string;
      /** Commands it may match, likeliest first: whoever shows them has them judged. */
      readonly candidates: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The narrowest rule that would allow a command next time: this program, this subcommand, these options, these operands,
 * these effects on these targets. Never for what is unknown, protected, privileged or denied. `hashOf` gives the SHA-256
 * of a file, for what defines code.
 */
export function proposeRule(
  judgement: Judgement,
  setting: Setting,
  hashOf: (path: string) => string | undefined,
): Proposal {
  if (judgement.verdict.verdict === 'allow') return refused('it is allowed already');
  if (judgement.verdict.verdict === 'deny')
    return refused('a denied command is only lifted by hand, in policy.toml');
  if (judgement.findings.some((finding) => finding.decision === 'ask'))
    return refused('a rule speaks about single commands: redirections and shell syntax are asked each time');
  const asking = judgement.commands.filter((command) =>
    command.findings.some((finding) => finding.decision === 'ask'),
  );
  const [command, ...more] = asking;
  if (!command?.program || more.length > 0) return refused('only a single command can be given a rule');
  const open = command.findings.filter((finding) => finding.decision === 'ask');
  const never = open.find((finding) => finding.explicit);
  if (never) return refused(never.reason);
  const effects = [...new Set(open.map((finding) => finding.effect.kind))];
  const targets = [
    ...new Set(
      open.flatMap((finding) =>
        finding.effect.target === undefined ? [] : [relative(finding.effect.target, setting)],
      ),
    ),
  ];
  const pinned = effects.includes('exec') ? pins(command, open, setting, hashOf) : {};
  if (!pinned) return refused('what defines the code it runs is not known, so a change would go unnoticed');
  return rule(
    command,
    effects,
    open.every((finding) => finding.effect.target !== undefined) ? targets : [],
    pinned,
  );
}

const refused = (reason: string): Proposal => ({ kind: 'refused', reason });

/** What is run and what defines it, with the hash of each; undefined where that is not known. */
function pins(
  command: CommandReport,
  open: readonly Finding[],
  setting: Setting,
  hashOf: (path: string) => string | undefined,
): Readonly<Record<string, string>> | undefined {
  const pinned: Record<string, string> = {};
  for (const finding of open) {
    if (finding.effect.kind !== 'exec') continue;
    const paths =
      finding.script === undefined ? definersOf(command.program!, command.folders) : [finding.script];
    const hashes = paths.map((path) => [path, hashOf(path) ?? ''] as const);
    if (!hashes.some(([, hash]) => /^[0-9a-f]{64}$/.test(hash))) return undefined;
    if (hashes.some(([, hash]) => !/^(?:[0-9a-f]{64}|missing)$/.test(hash))) return undefined;
    for (const [path, hash] of hashes) pinned[fromProject(path, setting)] = hash;
  }
  return pinned;
}

function fromProject(path: string, { project, cwd }: Setting): string {
  const base = project ?? cwd;
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
}

function rule(
  command: CommandReport,
  effects: readonly EffectKind[],
  targets: readonly string[],
  hashes: Readonly<Record<string, string>>,
): Proposal {
  const { program, subcommand, options, operands } = command;
  const name = [program, ...subcommand, ...operands].join(' ').slice(0, 60);
  const given = [...new Set(options)];
  const text = (value: unknown) => JSON.stringify(value);
  const entries = Object.entries(hashes).map(([file, hash]) => `${text(file)} = ${text(hash)}`);
  const toml = [
    '[[rule]]',
    `name = ${text(name)}`,
    'verdict = "allow"',
    `program = ${text(program)}`,
    ...(subcommand.length > 0 ? [`subcommand = ${text(subcommand.join(' '))}`] : []),
    `only_options = ${text(given)}`,
    `operands = ${text(operands)}`,
    ...(targets.length > 0 ? [`paths = ${text(targets)}`] : []),
    `effects = ${text(effects)}`,
    ...(entries.length > 0 ? [`hash = { ${entries.join(', ')} }`] : []),
    `match = [${text(command.text)}]`,
    `no_match = [${text(`${command.text} other`)}]`,
    '',
  ].join('\n');
  const bare = [program, ...subcommand, ...operands].join(' ');
  const first = given[0] === undefined ? [] : [[program, ...subcommand, given[0], ...operands].join(' ')];
  return {
    kind: 'rule',
    toml,
    words: `allow "${[program, ...subcommand].join(' ')}" with exactly ${operands.length === 0 ? 'no operands' : operands.join(' ')}${given.length > 0 ? ` and no options but ${given.join(' ')}` : ' and no options'} to ${effects.join(', ')}${targets.length > 0 ? ` ${targets.join(', ')}` : ''}${entries.length > 0 ? `, as long as ${Object.keys(hashes).join(', ')} ${entries.length === 1 ? 'stays as it is' : 'stay as they are'}` : ''}${targets.some((target) => target.startsWith('.')) || entries.length > 0 ? '; ./ is the project you are in, whichever it is' : ''}`,
    candidates: [
      ...new Set([
        command.text,
        bare,
        ...first,
        `time ${command.text}`,
        `timeout 60 ${command.text}`,
        `ls && ${command.text}`,
      ]),
    ],
  };
}

function relative(target: string, { project }: Setting): string {
  if (target === project) return '.';
  return project !== undefined && target.startsWith(`${project}/`)
    ? `./${target.slice(project.length + 1)}`
    : target;
}
