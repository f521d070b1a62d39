import type { Plan } from '../../plan/plan.ts';
import {
  AGAIN,
  CORRECTED,
  type Failure,
  question,
  type RepairWorld,
  type Rule,
  repairPlan,
} from './failure.ts';
import { firstProgram, nearest, plainQuotes, quote, replaceWord, splitWords } from './text.ts';

/** What git says itself to do, and the few things it leaves unsaid. */
export const git: Rule = (failure, world) => {
  if (firstProgram(failure.command)?.value !== 'git') return undefined;
  const stderr = plainQuotes(failure.stderr);
  for (const hint of HINTS) {
    const plan = hint(failure, stderr, world);
    if (plan) return plan;
  }
  return undefined;
};

type Hint = (failure: Failure, stderr: string, world: RepairWorld) => Plan | undefined;

const corrected = (goal: string, command: string): Plan => repairPlan({ goal, verify: [command, CORRECTED] });

function swap(command: string, from: string, to: string): string | undefined {
  const word = splitWords(command).find(({ value }) => value === from);
  return word && replaceWord(command, word, to);
}

/** The branch or file that was probably meant; undefined for a name that is there, or like no other. */
function knownName(name: string, world: RepairWorld): string | undefined {
  if (world.branches.includes(name) || name === 'HEAD') return undefined;
  const other = /^(?:main|master)$/.test(name)
    ? world.branches.find((branch) => /^(?:main|master)$/.test(branch))
    : undefined;
  return nearest(name, [...world.branches, ...world.tags]) ?? other ?? nearest(name, world.names('.'));
}

const HINTS: readonly Hint[] = [
  function mistypedCommand({ command }, stderr) {
    const wrong = /git: '([^']+)' is not a git command/.exec(stderr)?.[1];
    const meant = /most similar commands? (?:is|are)\n\s+(\S+)/.exec(stderr)?.[1];
    const text = wrong && meant ? swap(command, wrong, meant) : undefined;
    return text === undefined ? undefined : corrected(`git ${meant} instead of git ${wrong}`, text);
  },
  function noUpstream(_failure, stderr) {
    const command = /^\s+(git push --set-upstream \S+ \S+)$/m.exec(stderr)?.[1];
    return command !== undefined && /has no upstream branch/.test(stderr)
      ? corrected('push and remember where this branch goes', command)
      : undefined;
  },
  function noTracking(_failure, stderr, world) {
    if (!/no tracking information for the current branch/.test(stderr) || !world.branch) return undefined;
    return corrected('pull the branch of the same name', `git pull origin ${quote(world.branch)}`);
  },
  function rejected({ command }, stderr) {
    if (!/\[rejected\]|\(fetch first\)|\(non-fast-forward\)/.test(stderr) || !/push/.test(command))
      return undefined;
    return repairPlan({
      goal: 'put your commits on top of those that were pushed meanwhile',
      check: ['git status -sb', 'how far the two have come apart'],
      changes: [['git pull --rebase', 'takes theirs and puts yours on top']],
      verify: [command, AGAIN],
    });
  },
  function divergent({ command }, stderr) {
    return /Need to specify how to reconcile divergent branches/.test(stderr)
      ? corrected('put your commits on top of theirs', command.replace(/\bpull\b/, 'pull --rebase'))
      : undefined;
  },
  function unrelated({ command }, stderr) {
    return /refusing to merge unrelated histories/.test(stderr)
      ? corrected(
          'merge them all the same',
          command.replace(/\b(merge|pull)\b/, '$1 --allow-unrelated-histories'),
        )
      : undefined;
  },
  function localChanges({ command }, stderr) {
    if (/untracked working tree files would be overwritten/.test(stderr))
      return repairPlan({
        goal: 'put the files that are in the way aside',
        check: ['git status --short', 'what is in the way'],
        changes: [['git stash push --include-untracked', 'puts them aside; git stash pop brings them back']],
        verify: [command, AGAIN],
      });
    if (
      !/local changes (?:to the following files )?would be overwritten|You have unstaged changes|Please commit your changes or stash them/.test(
        stderr,
      )
    )
      return undefined;
    return repairPlan({
      goal: 'put your changes aside and do it',
      check: ['git status --short', 'what would be put aside'],
      changes: [['git stash push', 'puts them aside; git stash pop brings them back']],
      verify: [command, AGAIN],
    });
  },
  function branchExists({ command }, stderr) {
    const branch = /a branch named '([^']+)' already exists/i.exec(stderr)?.[1];
    return branch && /checkout|switch/.test(command)
      ? corrected(`go to the branch ${branch}, which is there already`, `git switch ${quote(branch)}`)
      : undefined;
  },
  function unknownName({ command }, stderr, world) {
    const name =
      /pathspec '([^']+)' did not match/.exec(stderr)?.[1] ??
      /invalid (?:reference:|upstream) '?([^\s']+)/.exec(stderr)?.[1] ??
      /(?:^|\s)(\S+) - not something we can merge/m.exec(stderr)?.[1] ??
      /ambiguous argument '([^']+)'/.exec(stderr)?.[1] ??
      /src refspec (\S+) does not match any/.exec(stderr)?.[1] ??
      /bad revision '([^']+)'/.exec(stderr)?.[1] ??
      /No branch named '([^']+)'/.exec(stderr)?.[1] ??
      /branch '([^']+)' not found/.exec(stderr)?.[1];
    if (name === undefined) return undefined;
    // Deleting a branch by a guessed name is not offered.
    if (/\bbranch\s+-[dD]/.test(command)) return undefined;
    const parts = name.split('..').map((part) => (part === '' ? part : (knownName(part, world) ?? part)));
    const meant = parts.join('..');
    const text = meant === name ? undefined : swap(command, name, quote(meant));
    return text === undefined ? undefined : corrected(`${meant} instead of ${name}`, text);
  },
  function whoAreYou(_failure, stderr) {
    return /Please tell me who you are/.test(stderr)
      ? question('tell git who you are', 'Which name and e-mail address should your commits carry?')
      : undefined;
  },
  function nothingAdded({ command, exitCode }, stderr) {
    // git says "no changes added to commit" on stdout, which a repair does not see.
    const silent =
      exitCode === 1 && stderr.trim() === '' && /^git commit\b(?!.* (?:-a|--all|-am)\b)/.test(command);
    return silent || /no changes added to commit|nothing added to commit/.test(stderr)
      ? repairPlan({
          goal: 'commit the changes that are here',
          check: ['git status --short', 'what would be committed'],
          changes: [['git add --all', 'takes all changes and new files into the commit']],
          verify: [command, AGAIN],
        })
      : undefined;
  },
  function dubious({ command }, stderr) {
    const folder = /safe\.directory '?([^'\n]+?)'?$/m.exec(stderr)?.[1];
    return folder && /dubious ownership/.test(stderr)
      ? repairPlan({
          goal: `trust the repository in ${folder}, which belongs to somebody else`,
          check: [`ls -ld ${quote(folder)}`, 'whose it is'],
          changes: [
            [`git config --global --add safe.directory ${quote(folder)}`, 'git will run what it configures'],
          ],
          verify: [command, AGAIN],
        })
      : undefined;
  },
  function locked({ command }, stderr) {
    const lock = /Unable to create '([^']+\.lock)': File exists/.exec(stderr)?.[1];
    return lock === undefined
      ? undefined
      : repairPlan({
          goal: 'remove the lock that a git which crashed left behind',
          check: [`! pgrep -x git && ls -l ${quote(lock)}`, 'no git is at work'],
          changes: [[`rm ${quote(lock)}`, 'removes the lock']],
          verify: [command, AGAIN],
        });
  },
  function remoteExists({ command }, stderr) {
    const remote = /remote (\S+) already exists/.exec(stderr)?.[1];
    return remote && /remote\s+add/.test(command)
      ? repairPlan({
          goal: `give the remote ${remote} the new address`,
          check: [`git remote get-url ${quote(remote)}`, 'the address it has'],
          verify: [command.replace(/remote\s+add/, 'remote set-url'), CORRECTED],
        })
      : undefined;
  },
  function ignored({ command }, stderr) {
    return /ignored by one of your \.gitignore files/.test(stderr) && /\badd\b/.test(command)
      ? corrected('add it although .gitignore leaves it out', command.replace(/\badd\b/, 'add -f'))
      : undefined;
  },
  function checkedOut({ command }, stderr, world) {
    const branch = /[Cc]annot delete branch '([^']+)' (?:checked out|used by worktree)/.exec(stderr)?.[1];
    const other = world.branches.find((one) => /^(?:main|master|trunk|develop)$/.test(one) && one !== branch);
    return branch === undefined || branch !== world.branch || other === undefined
      ? undefined
      : repairPlan({
          goal: `leave ${branch} first`,
          check: [`git status --short`, 'nothing of it would be lost'],
          changes: [[`git switch ${quote(other)}`, `goes to ${other}`]],
          verify: [command, AGAIN],
        });
  },
  function cloneTarget({ command }, stderr, world) {
    const folder = /destination path '([^']+)' already exists and is not an empty directory/.exec(
      stderr,
    )?.[1];
    if (folder === undefined) return undefined;
    const free = [2, 3, 4, 5]
      .map((number) => `${folder}-${number}`)
      .find((name) => world.kind(name) === undefined);
    const word = splitWords(command).findLast(({ value }) => value === folder);
    return free === undefined
      ? undefined
      : corrected(
          `clone beside it, into ${free}`,
          word ? replaceWord(command, word, quote(free)) : `${command} ${quote(free)}`,
        );
  },
  function moveTarget({ command }, stderr, world) {
    if (!/fatal: renaming '[^']+' failed: No such file/.test(stderr)) return undefined;
    const folder = splitWords(command)
      .at(-1)
      ?.value.replace(/\/[^/]*$/, '');
    return folder === undefined || world.kind(folder) !== undefined
      ? undefined
      : repairPlan({
          goal: `make the folder ${folder}`,
          changes: [[`mkdir -p ${quote(folder)}`, 'makes the missing folder']],
          verify: [command, AGAIN],
        });
  },
  function notRepository({ command }, stderr) {
    if (!/not a git repository/.test(stderr) || /clone|init/.test(command)) return undefined;
    return question(
      'work in a repository',
      'This folder is in no git repository. Go to another folder, or make one here with git init?',
    );
  },
];
