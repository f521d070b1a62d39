import type { Proposal, Term } from './types.ts';

const TOOLS = new Set(
  'awk bunzip2 bzip2 cat chmod chown comm cp curl cut date df diff du env find free getent git grep gunzip gzip head hostname id jq ln ls md5sum mkdir mv nl paste pgrep pkill printenv ps pwd readlink rm sed seq sha1sum sha256sum sort ss stat tac tail tar touch tr truncate uname uniq unzip uptime wc wget xz zcat zgrep zip'.split(
    ' ',
  ),
);
const LEADS = /^(?:run|use|using|do|call|try|with|via|by|a|an|the|command)$/i;

/**
 * "run find for empty files", "du -sh for audio": the name of a tool, and flags behind it, that the command of the answer
 * starts with those very flags. They ask for nothing that it does not do.
 */
export function saidByCommand(terms: readonly Term[], { steps }: Proposal): ReadonlySet<Term> {
  const said = new Set<Term>();
  const commands = steps.map(({ command }) => command).join('\n');
  terms.forEach((term, i) => {
    const tool = term.raw.toLowerCase();
    if (!TOOLS.has(tool) || term.kind === 'quoted' || term.entry) return;
    const called = new RegExp(
      `(?:^|[\\n|;&({]|\\bdo|\\bxargs|-exec)\\s*${tool}((?:\\s+-[\\w-]+)*)`,
      'm',
    ).exec(commands);
    if (!called) return;
    const given = new Set(called[1]!.replace(/[\s-]/g, ''));
    said.add(term);
    for (let at = i + 1; /^-[a-zA-Z]{1,4}$/.test(terms[at]?.raw ?? ''); at += 1)
      if ([...terms[at]!.raw.slice(1)].every((flag) => given.has(flag))) said.add(terms[at]!);
    const lead = terms[i - 1];
    if (lead && LEADS.test(lead.raw)) said.add(lead);
  });
  return said;
}
