import type { FactDesk } from './facts.ts';
import { asked, type Finding } from './finding.ts';
import { type Folders, within } from './places.ts';
import { projectOf, type Setting } from './setting.ts';
import type { Call } from './spec.ts';

/**
 * Keys of a repository's own configuration that start nothing and contact nobody. Closed: a list of dangerous keys
 * would leak with the next version.
 */
const HARMLESS: readonly RegExp[] = [
  /^core\.(?:repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks|autocrlf|eol|safecrlf|quotepath|abbrev|compression|bigfilethreshold|preloadindex|untrackedcache|commitgraph|trustctime|checkstat|whitespace|hidedotfiles|protectntfs|protecthfs|longpaths|sparsecheckout|sparsecheckoutcone|sharedrepository|splitindex)$/,
  /^extensions\.(?:objectformat|refstorage|worktreeconfig|relativeworktrees|compatobjectformat)$/,
  /^remote\..*\.(?:url|pushurl|fetch|push|tagopt|prune|prunetags|mirror|skipdefaultupdate|gh-resolved)$/,
  /^branch\..*\.(?:remote|merge|rebase|pushremote|description|vscode-merge-base|gh-merge-base|github-pr-owner-number)$/,
  /^branch\.(?:sort|autosetupmerge|autosetuprebase)$/,
  /^user\.(?:name|email)$/,
  /^(?:pull\.(?:rebase|ff|twohead)|push\.(?:default|autosetupremote|followtags)|merge\.(?:ff|conflictstyle|renames|stat|log)|rebase\.(?:autosquash|autostash|stat)|fetch\.(?:prune|prunetags|parallel))$/,
  /^init\.defaultbranch$/,
  /^submodule\..*\.(?:url|active|branch|ignore|shallow)$/,
  /^submodule\.(?:active|recurse)$/,
  /^color\.|^column\.|^log\.(?:date|decorate|abbrevcommit)$|^status\.|^advice\.|^i18n\.|^pack\.|^index\.|^feature\.|^rerere\.|^tag\.sort$|^versionsort\.|^blame\.(?:date|blankboundary|showroot|coloring)$/,
  /^diff\.(?:renames|renamelimit|algorithm|context|noprefix|mnemonicprefix|colormoved|colormovedws|statgraphwidth|indentheuristic|interhunkcontext|wordregex|relative|suppressblankempty)$/,
  /^lfs\.(?:repositoryformatversion|allowincompletepush|locksverify)$|^lfs\.https?:\/\/.*\.(?:locksverify|access)$/,
  /^maintenance\.(?:auto|strategy)$/,
];

/** Helpers a repository names would start; a repository outside the project is another's; promisors fetch by themselves. */
export function gitFindings(
  call: Call,
  folders: Folders,
  setting: Setting,
  desk: FactDesk,
): readonly Finding[] {
  const help = call.path.length === 0 && call.operands.length === 0;
  if (help && (call.has('--version', '-v', '--help', '-h') || call.options.length === 0)) return [];
  if (!folders) return [ask('in which repository it works is not known')];
  const findings: Finding[] = [];
  for (const cwd of folders) {
    const fact = desk.ask<'git'>({ kind: 'git', cwd });
    if (!fact) {
      findings.push(ask('the configuration of the repository is not known'));
      continue;
    }
    if (fact.problem !== undefined)
      findings.push(ask(`the configuration of the repository could not be read: ${fact.problem}`));
    const project = projectOf(setting);
    const outside = [cwd, fact.root].find(
      (path) => path !== undefined && (project === undefined || !within(path, project)),
    );
    if (outside !== undefined) findings.push(ask(`${outside} is outside the project`));
    const odd = fact.keys.find((entry) => !isHarmless(entry.key, entry.value));
    if (odd)
      findings.push(
        ask(`the repository sets ${odd.key}, which may start a program or contact a host`, odd.key),
      );
  }
  return findings;
}

function isHarmless(key: string, value: string): boolean {
  if (/^remote\..*\.(?:url|pushurl)$|^submodule\..*\.url$/.test(key) && /^ext::|::/.test(value)) return false;
  return HARMLESS.some((pattern) => pattern.test(key));
}

const ask = (reason: string, target?: string): Finding =>
  asked({ kind: 'exec', ...(target === undefined ? {} : { target }), detail: reason }, 'git-config', reason, {
    explicit: true,
    cause: 'unknown',
  });
