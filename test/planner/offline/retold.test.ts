import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { place } from './place.ts';

const here = place({
  'tide.csv': 'harbour,depth,berths\nKotor,12,4\nBar,9,30\n',
  'tide.tsv': 'harbour\tdepth\nKotor\t12\n',
  'crew.txt': 'Marlow\nMarlow\nQuint\nquill\n',
  'hoist.sh': 'echo up\n',
  'depth.txt': '3\n5\n',
  'hands-on.txt': 'Quint\n',
  'boat.ini': '[hull]\nlength = 9\nbeam = 3\n\n[sail]\narea = 40\n',
  'scenes/a.txt': 'one two\n',
  'scenes/b.txt': 'three\n',
  'plots/a.eps': '',
  'plots/a.pdf': '',
  'plots/b.eps': '',
  'logs/old.dmp': '',
});
afterAll(() => here[Symbol.dispose]());

const run = (command: string | undefined, cwd = here.cwd) =>
  execFileSync('bash', ['--norc', '-c', command ?? 'false'], { cwd, encoding: 'utf8' });

describe('an order given by what is wrong or wished', () => {
  it.each([
    ["hoist.sh can't be started because it is not executable, please fix it", 'chmod +x hoist.sh'],
    ['hoist.sh has no execute permission. Please put that right.', 'chmod +x hoist.sh'],
    [
      'My brother wrote Marlow instead of Barlow in crew.txt, please correct that',
      'sed -i s/Marlow/Barlow/g crew.txt',
    ],
    ['crew.txt says Marlow where it should say Barlow. Fix it.', 'sed -i s/Marlow/Barlow/g crew.txt'],
    ['put tide.csv in order from the shallowest depth to the deepest', undefined],
    [
      'list tide.csv from the highest depth to the lowest, heading left out',
      'tail -n +2 tide.csv | sort -t, -k2,2gr',
    ],
    ['The pilot wants tide.tsv with commas instead, saved as deep.csv', "tr '\\t' , < tide.tsv > deep.csv"],
    [
      'the dmp files in logs should go as soon as they are older than 3 weeks',
      "find logs -type f -name '*.dmp' -mtime +21 -delete",
    ],
    ['crew.txt ought to be called hands.txt', 'mv crew.txt hands.txt'],
    ['make a spare of scenes called scenes2', 'cp -r scenes scenes2'],
    ['bin the logs folder', 'rm -r logs'],
    ['crew.txt can go if it is older than mine', undefined],
    ['Quint => Quill in crew.txt', 'sed -i s/Quint/Quill/g crew.txt'],
    ['in crew.txt the name Quint has to become Hooper', 'sed -i s/Quint/Hooper/g crew.txt'],
    ['crew.txt: nobody but me may write, everybody may read', 'chmod u+rw,a+r,go-w crew.txt'],
    ['put the same file of crew.txt into scenes', 'cp crew.txt scenes/'],
    ['make a zip called scenes.zip of the scenes folder', 'zip -qr scenes.zip scenes'],
    [
      'delete logs/*.dmp last changed over 2 months ago',
      "find logs -maxdepth 1 -type f -name '*.dmp' -mtime +60 -delete",
    ],
    [
      'work out the mean of the numbers in depth.txt',
      "awk '{ s += $1; n++ } END { if (n) print s / n }' depth.txt",
    ],
    ['tail the final two lines of crew.txt', 'tail -n 2 crew.txt'],
    ['tell me what crew.txt has that hands-on.txt lacks', 'grep -Fxvf hands-on.txt crew.txt'],
    ['all weary lines of crew.txt', undefined],
    ['crew.txt belongs into the folder scenes', 'mv crew.txt scenes/'],
    ['the folder logs has to be emptied', 'find logs -mindepth 1 -delete'],
    ['empty the logs folder except the dmp files', undefined],
    ['count the words of every scene', 'for f in scenes/*.txt; do wc -w "$f"; done'],
    ['nobody else should be able to read crew.txt', 'chmod go-r crew.txt'],
    ['zip the scenes folder up as scenes.zip', 'zip -qr scenes.zip scenes'],
    ['how many boats are hoisted', undefined],
    ['delete everything in plots but the pdf', undefined],
    ['delete all files in plots but the pdf files', "find plots -type f -not -name '*.pdf' -delete"],
    ['scenes that mention hands', 'grep hands scenes/*'],
    ['copy crew.txt to crew2.txt and show the file', 'cp crew.txt crew2.txt && cat crew2.txt'],
    [
      'set area to 50 in boat.ini and show the file',
      "sed -i 's/^area = .*/area = 50/' boat.ini && cat boat.ini",
    ],
    ['scenes with more than 40 minutes', undefined],
    ['tide.csv sorted by depth, then by berths', 'tail -n +2 tide.csv | sort -t, -k2,2g -k3,3g'],
    ['cut the second tab-separated field from tide.tsv', "cut -d$'\\t' -f2 tide.tsv"],
    ['lock crew.txt against changes', 'chmod a-w crew.txt'],
    ['crew.txt must not be changed by anybody', 'chmod a-w crew.txt'],
    ['crew.txt must not be changed on Sundays', undefined],
    ['sort depth.txt from the smallest to the largest', 'sort -n depth.txt'],
    ['in crew.txt the word Quint must not become Hooper', undefined],
  ])('%s', (request, command) => {
    expect(here.command(request)).toBe(command);
  });

  it.each([
    ['how many words in crew.txt begin with q, upper or lower case', '2\n'],
    ['print the [hull] section of boat.ini', '[hull]\nlength = 9\nbeam = 3\n\n'],
    ['which options are set under [sail] in boat.ini', '[sail]\narea = 40\n'],
    ['which eps files in plots lack a pdf of the same name', 'plots/b.eps\n'],
    ['are there eps files in plots that have a matching pdf?', 'plots/a.eps\n'],
    ['how many words does each scene have', '2 scenes/a.txt\n1 scenes/b.txt\n'],
  ])('%s', (request, output) => {
    expect(run(here.command(request))).toBe(output);
  });

  it.each([
    'which eps files in plots have no glossy pdf of the same name',
    'which eps files in plots have no pdf of the same name older than a week',
    'print the [hull] section of boat.ini but not the beam',
    'hoist.sh is not executable for the night shift, please fix that on Sundays',
    'how many ancient words in crew.txt begin with q',
    'bin the logs folder except on Sundays',
  ])('declines what it cannot account for: %s', (request) => {
    expect(here.command(request)).toBeUndefined();
  });
});

describe('branches and edits of a repository', () => {
  const repo = place({ 'a.lua': 'one\n' });
  afterAll(() => repo[Symbol.dispose]());
  execFileSync('git', ['init', '-q'], { cwd: repo.cwd });

  it.each([
    ['create a branch harbour and go there', 'git checkout -q -b harbour'],
    ['create a branch harbour and hop over to it', 'git checkout -q -b harbour'],
    ['make a new branch harbour and check it out', 'git checkout -q -b harbour'],
    ['make a branch harbour but stay on this one', 'git branch harbour'],
    ['create a branch harbour without switching to it', 'git branch harbour'],
    ['create a branch harbour and dredge it', undefined],
    ['drop the branch sandbank, merged or not', 'git branch -D sandbank'],
    ['delete the branch sandbank although it is not merged', 'git branch -D sandbank'],
    ['delete the branch sandbank if it is merged', undefined],
    [
      "I don't want my changes in a.lua any longer, bring back the committed version",
      'git checkout -- a.lua',
    ],
    ['Could you switch me over to the branch named reef?', 'git checkout -q reef'],
    ['record what is staged with the comment "buoys out"', "git commit -qm 'buoys out'"],
    ['commits that Rosa Blum made, on one line each', "git log --oneline --author='Rosa Blum'"],
    ['cut a new branch reef off main and check it out', 'git checkout -q -b reef main'],
    ["I'd like to work on a fresh branch called reef", 'git checkout -q -b reef'],
    ['the branch reef can be thrown away', 'git branch -d reef'],
    ['get a.lua off the stage but leave the file alone', 'git reset -q -- a.lua'],
    ['bring my stashed changes back', 'git stash pop -q'],
    ['drop the latest stash', 'git stash drop'],
    ['merge the branch reef into the one I am on', 'git merge reef'],
    ['the last commit message ought to be "Buoys in"', "git commit -q --amend -m 'Buoys in'"],
    ['who committed most recently', 'git log -1 --format=%an'],
    ['rename branch labels to tags', 'git branch -m labels tags'],
    ['rename the current branch to keel', 'git branch -m keel'],
    ['go to the branch labels', 'git checkout -q labels'],
    ['ignore *.bak files from now on', "echo '*.bak' >> .gitignore"],
    ['show a.lua as it was three commits ago', 'git show HEAD~3:a.lua'],
    ['show me the differences of a.lua against the last commit', 'git diff HEAD -- a.lua'],
    ['which files has Rosa changed', 'git log --author=Rosa --name-only --format= | sort -u'],
    ['take a.lua back to the last commit', 'git checkout -- a.lua'],
    ['tuck my unfinished work away for the moment', 'git stash -q'],
    ['put my uncommitted changes aside and the red ones elsewhere', undefined],
  ])('%s', (request, command) => {
    expect(repo.command(request)).toBe(command);
  });
});
