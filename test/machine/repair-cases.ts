/** Commands that really fail, each in a folder of its own inside a jail without network and without privilege. */
export interface RepairCase {
  readonly name: string;
  /** Bash that makes the folder what it has to be. */
  readonly setUp?: string;
  readonly command: string;
  /** What must be true afterwards, besides the verify step's own success. */
  readonly after?: string;
  /** simulated: a stand-in for a program that needs privilege or network gives its recorded answer. */
  readonly source?: 'simulated';
}

const repository =
  'git init -q -b main . && echo one > a.txt && git add . && git commit -q -m first && git branch feature/login';
const remote = `git init -q --bare -b main ../remote.git; ${repository}; git remote add origin ../remote.git`;
const pushed = `${remote}; git push -q -u origin main`;
const other = `git clone -q ../remote.git ../other && (cd ../other && echo theirs > b.txt && git add . && git commit -q -m theirs && git push -q)`;
/** Somebody listens on a port; the jail has a network of its own. */
const listen = (port: number) =>
  `python3 -c 'import socket,time
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("0.0.0.0",${port})); s.listen(); time.sleep(30)' & for i in $(seq 30); do grep -q ':${port.toString(16).toUpperCase().padStart(4, '0')} ' /proc/net/tcp && break; sleep 0.1; done`;
const program = 'int main(void) { return 0; }';

export const CASES: readonly RepairCase[] = [
  // Command not found.
  { name: 'typo: swapped letters', setUp: repository, command: 'gti status' },
  { name: 'typo: python', command: 'pyhton3 -c "print(1)"' },
  { name: 'typo: missing letter', setUp: 'echo x > f', command: 'gep x f' },
  { name: 'typo: in a pipe', setUp: 'echo x > f', command: 'set -o pipefail; cat f | sotr' },
  { name: 'typo: mkdir', command: 'mkdri -p a/b', after: 'test -d a/b' },
  { name: 'typo: after &&', setUp: 'echo x > f', command: 'cat f && tial -n 1 f' },
  { name: 'typo: behind env', command: 'env pyhton3 -c "print(1)"' },
  { name: 'typo: behind timeout', command: 'timeout 5 slepe 0.1' },
  { name: 'typo: behind xargs', setUp: 'echo f > f', command: 'cat f | xargs catt' },
  {
    name: 'script of the folder',
    setUp: 'printf "#!/bin/sh\\ntrue\\n" > deploy.sh; chmod +x deploy.sh',
    command: 'deploy.sh',
  },
  {
    name: 'script of the folder, not executable',
    setUp: 'printf "#!/bin/sh\\ntrue\\n" > deploy.sh',
    command: 'deploy.sh',
  },
  { name: 'script of the folder, no first line', setUp: 'echo true > deploy.sh', command: 'deploy.sh now' },
  { name: 'package: cowsay', command: 'cowsay hello', source: 'simulated' },
  { name: 'package: figlet', command: 'figlet hello', source: 'simulated' },
  { name: 'package: datamash', command: 'echo 1 | datamash sum 1', source: 'simulated' },
  {
    name: 'package called otherwise: pstree-like killall',
    command: 'silversearch 2>/dev/null; ag pattern',
    source: 'simulated',
  },
  // Permission denied.
  {
    name: 'script without the right to run',
    setUp: 'printf "#!/bin/sh\\ntrue\\n" > x.sh',
    command: './x.sh',
  },
  {
    name: 'script in a folder',
    setUp: 'mkdir bin; printf "#!/bin/sh\\ntrue\\n" > bin/x.sh',
    command: 'bin/x.sh arg',
  },
  {
    name: 'file one may not read',
    setUp: 'echo x > secret.txt; chmod 000 secret.txt',
    command: 'cat secret.txt',
  },
  {
    name: 'file one may not write',
    setUp: 'echo x > notes; chmod 444 notes',
    command: 'echo y >> notes',
    after: 'grep -q y notes',
  },
  { name: 'folder one may not list', setUp: 'mkdir locked; chmod 000 locked', command: 'ls locked' },
  {
    name: 'folder one may not write in',
    setUp: 'mkdir ro; chmod 555 ro',
    command: 'touch ro/new',
    after: 'test -f ro/new',
  },
  { name: 'folder one may not go into', setUp: 'mkdir shut; chmod 000 shut', command: 'cd shut' },
  { name: 'python cannot open', setUp: 'echo "print(1)" > p.py; chmod 000 p.py', command: 'python3 p.py' },
  {
    name: 'a key that others may read',
    setUp: 'ssh-keygen -q -t ed25519 -N "" -f key; chmod 644 key',
    command: 'ssh-keygen -y -f key',
  },
  {
    name: 'line ends of another system',
    setUp: 'printf "#!/bin/bash\\r\\ntrue\\r\\n" > win.sh; chmod +x win.sh',
    command: './win.sh',
  },
  // Port in use.
  { name: 'port in use: python', setUp: listen(8123), command: 'timeout 20 python3 -m http.server 8123' },
  {
    name: 'port in use: option',
    setUp: listen(8124),
    command: 'timeout 20 python3 -m http.server --bind 127.0.0.1 8124',
  },
  {
    name: 'port in use: node, named in the command',
    setUp: `${listen(8125)}; echo 'require("http").createServer().listen(Number(process.argv[2]))' > server.cjs`,
    command: 'timeout 20 node server.cjs 8125',
  },
  {
    name: 'port in use: node, named in the file',
    setUp: `${listen(8126)}; echo 'require("http").createServer().listen(8126)' > server.cjs`,
    command: 'timeout 20 node server.cjs',
  },
  // Disk full: /mnt is a file system of one MiB.
  {
    name: 'disk full: cache',
    setUp:
      'rm -rf /mnt/*; mkdir /mnt/cache; head -c 900k /dev/zero > /mnt/cache/blob; head -c 400k /dev/zero > data',
    command: 'cp data /mnt/data',
    after: 'test -f /mnt/data',
  },
  {
    name: 'disk full: old log',
    setUp:
      'rm -rf /mnt/*; head -c 900k /dev/zero > /mnt/app.log.1; touch -d -2days /mnt/app.log.1; head -c 400k /dev/zero > data',
    command: 'cat data > /mnt/data',
  },
  {
    name: 'disk full: temporary file',
    setUp: 'rm -rf /mnt/*; head -c 900k /dev/zero > /mnt/download.part; touch -d -2days /mnt/download.part',
    command: 'dd if=/dev/zero of=/mnt/out bs=1k count=400',
  },
  {
    name: 'disk full: what a person wrote stays',
    setUp:
      'rm -rf /mnt/*; head -c 200k /dev/zero > /mnt/thesis.tex; mkdir /mnt/.cache; head -c 700k /dev/zero > /mnt/.cache/x',
    command: 'head -c 400k /dev/zero > /mnt/new',
    after: 'test -f /mnt/thesis.tex',
  },
  // Missing file with near names, missing folder.
  { name: 'extension forgotten', setUp: 'echo x > notes.md', command: 'cat notes' },
  { name: 'letters swapped', setUp: 'echo x > report.txt', command: 'cat reprot.txt' },
  { name: 'upper and lower case', setUp: 'echo x > data.csv', command: 'wc -l DATA.CSV' },
  { name: 'python file', setUp: 'echo "print(1)" > main.py', command: 'python3 mian.py' },
  { name: 'node file', setUp: 'echo "0" > server.js', command: 'node sevrer.js' },
  { name: 'in a folder', setUp: 'mkdir src; echo x > src/main.c', command: 'head -n 1 src/mian.c' },
  { name: 'the folder is mistyped', setUp: 'mkdir src; echo x > src/main.c', command: 'cat scr/main.c' },
  { name: 'cd', setUp: 'mkdir project', command: 'cd projcet' },
  { name: 'ls', setUp: 'mkdir documents', command: 'ls docments' },
  { name: 'grep', setUp: 'echo error > server.log', command: 'grep error sevrer.log' },
  { name: 'blank in the name', setUp: 'echo x > "my notes.txt"', command: 'cat "my note.txt"' },
  { name: 'compiler', setUp: `echo '${program}' > program.c`, command: 'gcc programm.c -o p' },
  { name: 'tar', setUp: 'echo x > f; tar cf archive.tar f', command: 'tar tf archve.tar' },
  { name: 'sed', setUp: 'echo x > config.ini', command: 'sed -n 1p confg.ini' },
  { name: 'chmod', setUp: 'echo x > script.sh', command: 'chmod +x scrpt.sh' },
  {
    name: 'script path',
    setUp: 'printf "#!/bin/sh\\ntrue\\n" > build.sh; chmod +x build.sh',
    command: './biuld.sh',
  },
  { name: 'bash script', setUp: 'echo true > deploy.sh', command: 'bash depoly.sh' },
  { name: 'source', setUp: 'echo true > setup.sh', command: 'source setpu.sh' },
  { name: 'sort', setUp: 'echo 1 > numbers.txt', command: 'sort number.txt' },
  { name: 'redirection from', setUp: 'echo 1 > input.txt', command: 'wc -l < inptu.txt' },
  {
    name: 'copy into a folder that is not there',
    setUp: 'echo x > a.txt',
    command: 'cp a.txt backup/2026/a.txt',
    after: 'test -f backup/2026/a.txt',
  },
  {
    name: 'write into a folder that is not there',
    command: 'echo x > out/result.txt',
    after: 'test -f out/result.txt',
  },
  {
    name: 'touch in a folder that is not there',
    command: 'touch new/folder/file',
    after: 'test -f new/folder/file',
  },
  {
    name: 'move into a folder that is not there',
    setUp: 'echo x > a.txt',
    command: 'mv a.txt archive/a.txt',
    after: 'test -f archive/a.txt',
  },
  { name: 'folder in a folder that is not there', command: 'mkdir a/b/c', after: 'test -d a/b/c' },
  // Git's own hints.
  { name: 'git: mistyped command', setUp: repository, command: 'git stauts' },
  { name: 'git: no upstream', setUp: `${remote}; git switch -q feature/login`, command: 'git push' },
  {
    name: 'git: rejected',
    setUp: `${pushed}; ${other}; echo mine > c.txt; git add .; git commit -q -m mine`,
    command: 'git push',
  },
  {
    name: 'git: divergent',
    setUp: `${pushed}; ${other}; echo mine > c.txt; git add .; git commit -q -m mine`,
    command: 'git pull',
  },
  {
    name: 'git: unrelated histories',
    setUp: `${repository}; git checkout -q --orphan second; git rm -rfq .; echo z > z.txt; git add .; git commit -q -m z; git switch -q main`,
    command: 'git merge second --no-edit',
  },
  { name: 'git: mistyped branch', setUp: repository, command: 'git checkout feature/lgoin' },
  { name: 'git: switch to a mistyped branch', setUp: repository, command: 'git switch featur/login' },
  {
    name: 'git: master is main',
    setUp: `${repository}; git switch -q feature/login`,
    command: 'git checkout master',
  },
  {
    name: 'git: merge a mistyped branch',
    setUp: `${repository}; git switch -q feature/login; echo n > n; git add .; git commit -q -m n; git switch -q main`,
    command: 'git merge feature/logn',
  },
  { name: 'git: log of a mistyped branch', setUp: repository, command: 'git log feature/logim' },
  { name: 'git: mistyped file', setUp: `${repository}; echo two > a.txt`, command: 'git add a.tx' },
  {
    name: 'git: local changes in the way',
    setUp: `${repository}; git switch -q feature/login; echo b > a.txt; git commit -qam b; git switch -q main; echo local > a.txt`,
    command: 'git checkout feature/login',
  },
  {
    name: 'git: untracked files in the way',
    setUp: `${repository}; git switch -q feature/login; echo b > n.txt; git add .; git commit -qm b; git switch -q main; echo local > n.txt`,
    command: 'git checkout feature/login',
  },
  { name: 'git: branch exists', setUp: repository, command: 'git checkout -b feature/login' },
  { name: 'git: nothing added', setUp: `${repository}; echo two > a.txt`, command: 'git commit -m two' },
  { name: 'git: remote exists', setUp: pushed, command: 'git remote add origin ../elsewhere.git' },
  { name: 'git: no tracking', setUp: `${pushed}; git branch --unset-upstream`, command: 'git pull' },
  {
    name: 'git: lock left behind',
    setUp: `${repository}; touch .git/index.lock; echo t > t`,
    command: 'git add t',
  },
  { name: 'git: refspec', setUp: remote, command: 'git push origin master' },
  // npm and node, python.
  {
    name: 'npm: mistyped script',
    setUp: `echo '{"name":"x","version":"1.0.0","scripts":{"build":"true"}}' > package.json`,
    command: 'npm run biuld',
  },
  {
    name: 'npm: packages are not installed',
    setUp: `mkdir tool; echo '{"name":"tool","version":"1.0.0","bin":{"tool":"t.js"}}' > tool/package.json; printf '#!/usr/bin/env node\\n' > tool/t.js; chmod +x tool/t.js; echo '{"name":"x","version":"1.0.0","scripts":{"build":"tool"},"dependencies":{"tool":"file:./tool"}}' > package.json`,
    command: 'npm run build',
  },
  {
    name: 'node: a package of the project is missing',
    setUp: `mkdir lib; echo '{"name":"lib","version":"1.0.0","main":"i.js"}' > lib/package.json; echo 'module.exports = 1' > lib/i.js; echo '{"name":"x","version":"1.0.0","dependencies":{"lib":"file:./lib"}}' > package.json; echo 'require("lib")' > main.cjs`,
    command: 'node main.cjs',
  },
  {
    name: 'python: the module is in the environment of the folder',
    setUp:
      'python3 -m venv --without-pip .venv; echo "x = 1" > "$(.venv/bin/python -c \'import site; print(site.getsitepackages()[0])\')/bundled.py"; echo "import bundled" > main.py',
    command: 'python3 main.py',
  },
  {
    name: 'pip: the system manages its packages',
    setUp: 'mkdir -p .venv/bin; printf "#!/bin/sh\\nexit 0\\n" > .venv/bin/pip; chmod +x .venv/bin/pip',
    command: 'pip install requests',
    source: 'simulated',
  },
  // apt: recorded answers of apt 2.6, for there is neither privilege nor network.
  { name: 'apt: lists are stale', command: 'apt-get install -y hello', source: 'simulated' },
  {
    name: 'apt: the package is called otherwise',
    setUp: 'touch "$HOME/fresh"',
    command: 'apt-get install -y rg',
    source: 'simulated',
  },
  {
    name: 'apt: interrupted',
    setUp: 'touch "$HOME/fresh" "$HOME/interrupted"',
    command: 'apt-get install -y hello',
    source: 'simulated',
  },
  {
    name: 'apt: broken dependencies',
    setUp: 'touch "$HOME/fresh" "$HOME/broken"',
    command: 'apt-get install -y hello',
    source: 'simulated',
  },
  // Usage.
  { name: 'mkdir: is there', setUp: 'mkdir a', command: 'mkdir a' },
  { name: 'cp: a folder', setUp: 'mkdir a; echo x > a/f', command: 'cp a b', after: 'test -f b/f' },
  { name: 'rm: a folder', setUp: 'mkdir a; echo x > a/f', command: 'rm a', after: '! test -e a' },
  { name: 'grep: a folder', setUp: 'mkdir a; echo x > a/f', command: 'grep x a' },
  {
    name: 'ln: is there',
    setUp: 'echo 1 > new; ln -s old link',
    command: 'ln -s new link',
    after: 'test "$(readlink link)" = new',
  },
  {
    name: 'tar: not gzip',
    setUp: 'echo x > f; tar cf a.tar f; rm f',
    command: 'tar xzf a.tar',
    after: 'test -f f',
  },
  { name: 'make: mistyped target', setUp: 'printf "build:\\n\\ttrue\\n" > Makefile', command: 'make biuld' },
  { name: 'cd: a file', setUp: 'mkdir d; echo x > d/f', command: 'cd d/f' },
  { name: 'a folder as a command', setUp: 'mkdir d', command: './d' },
  // Made after the rules and tried on them unseen first: 30 of these 46 were repaired then.
  { name: 'second: etc', command: 'cat /etc/hostnam' },
  { name: 'second: grep dir', setUp: 'mkdir src; echo foo > src/a', command: 'grep -r foo srcc/' },
  { name: 'second: python -m', setUp: 'echo {} > f.json', command: 'python3 -m jsn.tool f.json' },
  {
    name: 'second: push branch',
    setUp: `git init -q --bare -b main ../remote.git; ${repository}; git remote add origin ../remote.git`,
    command: 'git push origin featur/login',
  },
  { name: 'second: rebase', setUp: `${repository}; git switch -q feature/login`, command: 'git rebase mian' },
  { name: 'second: checkout file', setUp: `${repository}; echo x > a.txt`, command: 'git checkout -- a.tx' },
  { name: 'second: diff file', setUp: `${repository}; echo x > a.txt`, command: 'git diff a.tx' },
  { name: 'second: show', setUp: repository, command: 'git show feature/logi' },
  {
    name: 'second: npm tset',
    setUp: `echo '{"name":"x","version":"1.0.0","scripts":{"test":"true"}}' > package.json`,
    command: 'npm tset',
  },
  {
    name: 'second: npm start',
    setUp: `echo '{"name":"x","version":"1.0.0","scripts":{"star":"true"}}' > package.json`,
    command: 'npm start',
  },
  {
    name: 'second: ./run',
    setUp: 'printf "#!/bin/sh\\ntrue\\n" > run.sh; chmod +x run.sh',
    command: './run',
  },
  { name: 'second: head', setUp: 'echo x > README.md', command: 'head READMEmd' },
  { name: 'second: sh', setUp: 'echo true > build.sh', command: 'sh build.s' },
  {
    name: 'second: unzip',
    setUp: 'echo x > f; python3 -m zipfile -c archive.zip f; rm f',
    command: 'unzip archve.zip',
  },
  { name: 'second: tar xjf', setUp: 'echo x > f; tar czf a.tar.gz f', command: 'tar -xjf a.tar.gz' },
  {
    name: 'second: chmod dir',
    setUp: 'mkdir scripts; echo true > scripts/run.sh',
    command: 'chmod 755 scrpts/run.sh',
  },
  { name: 'second: mv', setUp: 'echo x > report.txt', command: 'mv reprot.txt final.txt' },
  {
    name: 'second: make tets',
    setUp: 'printf ".PHONY: test\\ntest:\\n\\ttrue\\n" > Makefile',
    command: 'make tets',
  },
  { name: 'second: jq', setUp: 'echo {} > data.json', command: 'jq . dta.json' },
  { name: 'second: sqlite', command: 'sqlite3 nodir/db.sqlite "create table t(a)"' },
  { name: 'second: tee', command: 'set -o pipefail; echo x | tee out/log.txt' },
  { name: 'second: ssh-keygen dir', command: 'ssh-keygen -q -t ed25519 -N "" -f keys/id' },
  { name: 'second: ln dir', setUp: 'echo x > a', command: 'ln -s ../a links/b' },
  { name: 'second: find', setUp: 'mkdir src', command: 'find srcc -name x' },
  { name: 'second: du', setUp: 'mkdir project', command: 'du -sh projcet' },
  { name: 'second: diff', setUp: 'echo 1 > a.txt; echo 1 > b.txt', command: 'diff a.txt b.tx' },
  { name: 'second: awk', setUp: 'echo 1 > file.txt', command: "awk '{print}' fil.txt" },
  { name: 'second: cd home', setUp: 'mkdir -p ~/projects', command: 'cd ~/projcts' },
  { name: 'second: cp -r', setUp: 'mkdir src', command: 'cp -r srcc dst' },
  { name: 'second: rmdir', setUp: 'mkdir a; touch a/f', command: 'rmdir a' },
  { name: 'second: two typos', setUp: 'echo x > notes.txt', command: 'cta notes.tx' },
  { name: 'second: cd no slash', setUp: 'mkdir "My Documents"', command: 'cd My Documents' },
  {
    name: 'second: python perms',
    setUp: 'mkdir out; chmod 555 out',
    command: `python3 -c 'open("out/x","w")'`,
  },
  { name: 'second: redirect ro', setUp: 'mkdir out; chmod 555 out', command: 'echo x > out/x' },
  {
    name: 'second: exec dir perm',
    setUp: 'mkdir d; printf "#!/bin/sh\\ntrue\\n" > d/t.sh',
    command: 'cd d && ./t.sh',
  },
  { name: 'second: bash var', setUp: 'echo 1 > "$HOME/data.csv"', command: 'wc -l $HOME/dta.csv' },
  { name: 'second: tail', setUp: 'mkdir logs; echo x > logs/app.log', command: 'tail -n 1 logs/app.lgo' },
  { name: 'second: git brnach', setUp: repository, command: 'git brnach -a' },
  { name: 'second: git comit', setUp: `${repository}; echo x>a.txt`, command: 'git comit -am x' },
  { name: 'second: git -am nothing', setUp: `${repository}; echo x>b.txt`, command: 'git commit -m b' },
  { name: 'second: git merge abort', setUp: repository, command: 'git swich main' },
  {
    name: 'second: port flag=',
    setUp: `python3 -c 'import socket,time
s=socket.socket(); s.bind(("127.0.0.1",8200)); s.listen(); time.sleep(30)' & sleep 0.5; echo 'require("http").createServer().listen(Number(process.argv[2].split("=")[1]),"127.0.0.1")' > s.cjs`,
    command: 'timeout 9 node s.cjs --port=8200',
  },
  {
    name: 'second: env shebang',
    setUp: 'printf "#!/usr/bin/env pyhton3\\nprint(1)\\n" > t.py; chmod +x t.py',
    command: './t.py',
  },
  {
    name: 'second: which grpe',
    setUp: 'echo x > f',
    command: 'cat f | grpe x | wc -l; exit ${PIPESTATUS[1]}',
  },
  { name: 'second: for loop typo', setUp: 'echo x > f', command: 'for i in 1 2; do ehco $i || exit 1; done' },
  { name: 'second: subshell typo', command: 'echo "$(dtae)" && dtae' },
  // A third set, made after that: 25 of these 34 were repaired unseen.
  { name: 'third: gcc', setUp: "echo 'int main(void){return 0;}' > main.c", command: 'gcc -o prog main.cc' },
  {
    name: 'third: py dir',
    setUp: 'mkdir scripts; echo "print(1)" > scripts/run.py',
    command: 'python3 scripts/run.p',
  },
  { name: 'third: usr local', command: 'ls -l /usr/lcoal/bin' },
  { name: 'third: stdin', command: 'cat < /etc/pasword' },
  { name: 'third: source home', setUp: 'echo true > ~/.bashrc', command: 'source ~/.bshrc' },
  { name: 'third: tar out', setUp: 'echo 1 > a.txt', command: 'tar czf out/a.tgz a.txt' },
  { name: 'third: gzip redirect', setUp: 'echo 1 > a.txt', command: 'gzip -c a.txt > z/a.gz' },
  {
    name: 'third: git b main',
    setUp: `${repository}; git switch -q feature/login`,
    command: 'git checkout -b main',
  },
  { name: 'third: git pul', setUp: repository, command: 'git stsh list' },
  {
    name: 'third: cherry',
    setUp: `${repository}; git switch -q feature/login; echo n>n; git add .; git commit -qm n; git switch -q main`,
    command: 'git cherry-pick feature/logn',
  },
  {
    name: 'third: npm rn',
    setUp: `echo '{"name":"x","version":"1.0.0","scripts":{"build":"true"}}' > package.json`,
    command: 'npm rnu build',
  },
  { name: 'third: cd after mkdir', setUp: 'mkdir build', command: 'mkdir -p x && cd biuld' },
  { name: 'third: chmod script', setUp: 'echo true > script.sh', command: 'chmod u+x script' },
  { name: 'third: node', setUp: 'echo 0 > index.js', command: 'node indx.js' },
  { name: 'third: perl', setUp: 'echo 1 > script.pl', command: 'perl scrpt.pl' },
  { name: 'third: cmp', setUp: 'echo 1 > a.txt; echo 1 > b.txt', command: 'cmp a.txt b.tx' },
  { name: 'third: grep out', setUp: 'echo x > f', command: 'grpe -n x f > out' },
  { name: 'third: readonly', setUp: 'echo x > r.txt; chmod 444 r.txt', command: 'echo hi > r.txt' },
  { name: 'third: cat dir', setUp: 'mkdir d', command: 'cat d' },
  { name: 'third: configure', setUp: 'printf "#!/bin/sh\\ntrue\\n" > configure', command: './configure' },
  { name: 'third: sort', setUp: 'echo 1 > nums.txt', command: 'sort -u < nums.tx' },
  { name: 'third: printenv', command: 'export FOO=bar; prntenv FOO' },
  { name: 'third: if', setUp: 'echo x > x', command: 'if tset -f x; then :; else exit 1; fi' },
  { name: 'third: log range', setUp: repository, command: 'git log main..feature/logi' },
  { name: 'third: branch -m', setUp: repository, command: 'git branch -m mian trunk' },
  { name: 'third: cut', setUp: 'echo a,b > data.csv', command: 'cut -d, -f1 data.cvs' },
  { name: 'third: pipe second missing', setUp: 'echo a > words.txt', command: 'echo a | grep -f wrods.txt' },
  { name: 'third: xargs rm', setUp: 'mkdir old', command: 'ls -d odl' },
  { name: 'third: cp target', setUp: 'echo 1 > a', command: 'cp a sub/dir/' },
  { name: 'third: install', setUp: 'echo 1 > a', command: 'install -m 644 a etc/app/a' },
  { name: 'third: rsync local', setUp: 'mkdir src', command: 'realpath -e srcc' },
  { name: 'third: md5', setUp: 'echo 1 > image.iso', command: 'md5sum imgae.iso' },
  { name: 'third: split', setUp: 'echo 1 > big.txt', command: 'split -l 1 bgi.txt' },
  { name: 'third: mktemp', command: 'mktemp -p tmp/x' },
];
