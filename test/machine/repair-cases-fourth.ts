import type { RepairCase } from './repair-cases.ts';

const repository =
  'git init -q -b main . && echo one > a.txt && git add . && git commit -q -m first && git branch feature/login';
const c = (body: string, file = 'main.c') => `printf '%s\\n' '${body}' > ${file}`;
const systemd = (name: string) => `fourth: systemd ${name}`;

/** A fourth set, of other kinds, written and measured before the rules knew any of it. */
export const FOURTH: readonly RepairCase[] = [
  // Compilers and build tools.
  {
    name: 'fourth: gcc math library',
    setUp: c(
      '#include <math.h>\n#include <stdlib.h>\nint main(int n,char**v){return (int)pow(atof(v[0]),n)*0;}',
    ),
    command: 'gcc -o prog main.c',
    after: 'test -x prog',
  },
  {
    name: 'fourth: gcc pthread',
    setUp: c('#include <zlib.h>\nint main(void){return zlibVersion()==0;}'),
    command: 'gcc -o prog main.c',
    after: 'test -x prog',
  },
  {
    name: 'fourth: gcc include folder',
    setUp: `mkdir include; echo 'int f(void);' > include/lib.h; ${c('#include "lib.h"\nint main(void){return 0;}')}`,
    command: 'gcc -o prog main.c',
    after: 'test -x prog',
  },
  {
    name: 'fourth: gcc mistyped flag',
    setUp: c('int main(void){return 0;}'),
    command: 'gcc -Wal -o prog main.c -Werorr',
    after: 'test -x prog',
  },
  {
    name: 'fourth: gcc on c++',
    setUp: c('#include <vector>\nint main(){std::vector<int> v; return v.size();}', 'main.cpp'),
    command: 'gcc -o prog main.cpp',
    after: 'test -x prog',
  },
  {
    name: 'fourth: gcc output folder',
    setUp: c('int main(void){return 0;}'),
    command: 'gcc -o build/prog main.c',
    after: 'test -x build/prog',
  },
  {
    name: 'fourth: gcc missing standard header',
    setUp: c('int main(void){ int n = 1; printf("%d", n); return 0; }'),
    command: 'gcc -Werror=implicit-function-declaration -include stdoi.h -o prog main.c',
    after: 'test -x prog',
  },
  {
    name: 'fourth: make in a subfolder',
    setUp: 'mkdir src; printf "all:\\n\\ttrue\\n" > src/Makefile',
    command: 'make',
  },
  {
    name: 'fourth: make -f mistyped',
    setUp: 'printf "all:\\n\\ttrue\\n" > build.mk',
    command: 'make -f biuld.mk',
  },
  {
    name: 'fourth: make missing separator',
    setUp: 'printf "all:\\n        true\\n" > Makefile',
    command: 'make',
  },
  {
    name: 'fourth: make needs a folder',
    setUp: 'printf "all:\\n\\techo x > out/x\\n" > Makefile',
    command: 'make',
  },
  // tar and archives.
  {
    name: 'fourth: tar without f',
    setUp: 'echo 1 > a; tar czf a.tgz a',
    command: 'tar -xz a.tgz < /dev/null',
  },
  {
    name: 'fourth: tar target folder',
    setUp: 'echo 1 > a; tar czf a.tgz a',
    command: 'tar -xzf a.tgz -C out',
    after: 'test -f out/a',
  },
  { name: 'fourth: tar order of f', setUp: 'echo 1 > a', command: 'tar -cfz a.tgz a', after: 'tar tf a.tgz' },
  {
    name: 'fourth: tar member',
    setUp: 'mkdir d; echo 1 > d/notes.txt; tar czf a.tgz d',
    command: 'tar -xzf a.tgz d/nots.txt',
  },
  { name: 'fourth: gunzip no suffix', setUp: 'echo 1 | gzip -c > data', command: 'gunzip data' },
  {
    name: 'fourth: unzip not there',
    setUp: 'echo x > bundle.zip.part; mv bundle.zip.part bundle.zip; echo 1 > f; tar cf bundle2.tar f',
    command: 'tar -xf bundel2.tar',
  },
  { name: 'fourth: tar.gz with unzip', setUp: 'echo 1 > a; tar czf a.tgz a', command: 'gzip -d a.tg' },
  // ssh and network.
  {
    name: 'fourth: ssh key too open',
    setUp: 'ssh-keygen -q -t ed25519 -N "" -f key; chmod 644 key',
    command: 'ssh-keygen -y -f key',
  },
  {
    name: 'fourth: ssh key name',
    setUp: 'ssh-keygen -q -t ed25519 -N "" -f id_deploy',
    command: 'ssh-keygen -y -f id_deplyo',
  },
  {
    name: 'fourth: ssh config option',
    setUp: 'printf "Host a\\n  HostNaem b\\n" > cfg',
    command: 'ssh -G -F cfg a',
  },
  {
    name: 'fourth: known hosts changed',
    setUp:
      'mkdir -p ~/.ssh; ssh-keygen -q -t ed25519 -N "" -f k; echo "example ssh-ed25519 $(cut -d" " -f2 k.pub)" > ~/.ssh/known_hosts',
    command: 'ssh-keygen -R exmaple -f ~/.ssh/known_host',
  },
  // git.
  {
    name: 'fourth: git clone exists',
    setUp: `mkdir -p ../up && (cd ../up && ${repository}); mkdir app; echo x > app/x`,
    command: 'git clone ../up app',
    after: 'ls -d app*/.git',
  },
  {
    name: 'fourth: git not a repository',
    setUp: `mkdir app; (cd app && ${repository})`,
    command: 'git status',
  },
  {
    name: 'fourth: git mv',
    setUp: repository,
    command: 'git mv a.txt docs/a.txt',
    after: 'test -f docs/a.txt',
  },
  { name: 'fourth: git tag exists', setUp: `${repository}; git tag v1`, command: 'git checkout v1.0' },
  {
    name: 'fourth: git delete current',
    setUp: `${repository}; git switch -q feature/login`,
    command: 'git branch -d feature/login',
  },
  { name: 'fourth: git stash pop nothing', setUp: repository, command: 'git stash pop --indx' },
  { name: 'fourth: git option', setUp: repository, command: 'git log --oneliner' },
  {
    name: 'fourth: git add ignored',
    setUp: `${repository}; echo "*.log" > .gitignore; echo x > a.log`,
    command: 'git add a.log',
    after: 'git diff --cached --name-only | grep -q a.log',
  },
  { name: 'fourth: git worktree', setUp: repository, command: 'git worktree add ../wt-x feature/lgoin' },
  { name: 'fourth: git amend nothing', command: 'git init -q -b main x && git -C x commit --amend -m z' },
  // Permission and disk.
  {
    name: 'fourth: rm in readonly folder',
    setUp: 'mkdir d; echo 1 > d/f; chmod 555 d',
    command: 'rm -f d/f',
    after: '! test -f d/f',
  },
  {
    name: 'fourth: cp from unreadable',
    setUp: 'echo 1 > s; chmod 000 s',
    command: 'cp s t',
    after: 'test -f t',
  },
  {
    name: 'fourth: low port',
    command: 'python3 -c "import socket; s=socket.socket(); s.bind((\'127.0.0.1\', 80))"',
    source: 'simulated',
  },
  { name: 'fourth: mkdir over a file', setUp: 'echo 1 > out', command: 'mkdir -p out/x' },
  {
    name: 'fourth: quota of open files',
    command:
      'bash -c "ulimit -n 20; for i in $(seq 3 40 | tr \'\\n\' \' \'); do eval \\"exec $i</dev/null\\" || exit 1; done"',
  },
  // python and node.
  {
    name: 'fourth: python indentation tabs',
    setUp: 'printf "if True:\\n\\tx=1\\n        y=2\\n" > t.py',
    command: 'python3 t.py',
  },
  { name: 'fourth: python 2 print', setUp: 'echo "print \\"x\\"" > p.py', command: 'python3 p.py' },
  {
    name: 'fourth: python -m venv module',
    setUp: 'mkdir pkg; echo "print(1)" > pkg/__main__.py',
    command: 'python3 -m pgk',
  },
  {
    name: 'fourth: python path of own package',
    setUp: 'mkdir -p src/mylib tests; echo "x=1" > src/mylib/__init__.py; echo "import mylib" > tests/run.py',
    command: 'python3 tests/run.py',
  },
  {
    name: 'fourth: json trailing',
    setUp: 'printf "{\\"a\\":1,}" > x.json; echo "{}" > y.json',
    command: 'python3 -m json.tool y.jsno',
  },
  {
    name: 'fourth: node esm',
    setUp: 'echo "import fs from \\"fs\\"; fs.existsSync(\\".\\")" > app.js',
    command: 'node --no-experimental-detect-module app.js',
  },
  {
    name: 'fourth: node relative import',
    setUp: 'mkdir lib; echo "exports.x=1" > lib/util.js; echo "require(\\"./util\\")" > main.js',
    command: 'node main.js',
  },
  {
    name: 'fourth: node script folder',
    setUp: 'mkdir app; echo 0 > app/server.js',
    command: 'node app/sevrer.js',
  },
  {
    name: 'fourth: npm no package',
    setUp: `mkdir web; echo '{"name":"x","version":"1.0.0","scripts":{"build":"true"}}' > web/package.json`,
    command: 'npm run build',
  },
  // systemd and docker, by recorded answers.
  { name: systemd('mistyped unit'), command: 'systemctl status sshd.servic', source: 'simulated' },
  { name: systemd('verb'), command: 'systemctl stauts cron', source: 'simulated' },
  { name: systemd('needs root'), command: 'systemctl restart cron', source: 'simulated' },
  { name: 'fourth: docker verb', command: 'docker pss', source: 'simulated' },
  { name: 'fourth: docker name in use', command: 'docker run --name web nginx', source: 'simulated' },
  { name: 'fourth: docker socket', command: 'docker ps', source: 'simulated' },
  // Typing.
  { name: 'fourth: double dash missing', setUp: 'echo b > a', command: 'sort -reverse a' },
  { name: 'fourth: long option', setUp: 'echo b > a', command: 'sort --reverze a' },
  { name: 'fourth: option of grep', setUp: 'echo x > f', command: 'grep --ingore-case x f' },
  { name: 'fourth: ls option', command: 'ls --al' },
  { name: 'fourth: missing quote', setUp: 'echo "it" > f', command: 'grep "it f' },
  {
    name: 'fourth: dos line ends',
    setUp: 'printf "#!/bin/bash\\r\\ntrue\\r\\n" > s.sh; chmod +x s.sh',
    command: './s.sh',
  },
  { name: 'fourth: sl', setUp: 'mkdir d', command: 'sl d' },
  { name: 'fourth: cd..', command: 'cd..' },
  { name: 'fourth: no blank', setUp: repository, command: 'gitstatus' },
  { name: 'fourth: ls-la', command: 'ls-la' },
  { name: 'fourth: unknown head count', setUp: 'echo x > f', command: 'head -n x f || head -5x f' },
];
