import type { RepairCase } from './repair-cases.ts';

const repository =
  'git init -q -b main . && echo one > a.txt && git add . && git commit -q -m first && git branch feature/login';

/** A fifth set, written after the rules had learned from the fourth and tried once, unseen. */
export const FIFTH: readonly RepairCase[] = [
  {
    name: 'fifth: g++ mistyped std',
    setUp: "echo 'int main(){}' > a.cpp",
    command: 'g++ -sdt=c++17 -o a a.cpp',
    after: 'test -x a',
  },
  {
    name: 'fifth: gcc curl-less zlib',
    setUp:
      "printf '#include <zlib.h>\\n#include <math.h>\\nint main(int c,char**v){return crc32(0,0,0)+(int)sqrt(c)*0;}\\n' > z.c",
    command: 'gcc z.c -o z',
    after: 'test -x z',
  },
  {
    name: 'fifth: gcc header down',
    setUp:
      "mkdir -p src/api; echo '' > src/api/api.h; printf '#include \"api.h\"\\nint main(void){return 0;}\\n' > main.c",
    command: 'gcc main.c -o m',
    after: 'test -x m',
  },
  { name: 'fifth: make verbose', setUp: 'printf "all:\\n\\ttrue\\n" > Makefile', command: 'make --slient' },
  {
    name: 'fifth: make sub target',
    setUp: 'mkdir app; printf "test:\\n\\ttrue\\n" > app/Makefile',
    command: 'make test',
  },
  { name: 'fifth: tar cvfj', setUp: 'echo 1 > f', command: 'tar cvfz out.tgz f', after: 'tar tf out.tgz' },
  {
    name: 'fifth: tar extract dest',
    setUp: 'echo 1 > f; tar cf f.tar f',
    command: 'tar xf f.tar -C dest/deep',
    after: 'test -f dest/deep/f',
  },
  { name: 'fifth: tar long option', setUp: 'echo 1 > f; tar cf f.tar f', command: 'tar --extrct -f f.tar' },
  { name: 'fifth: xz name', setUp: 'echo 1 > data.txt; xz -k data.txt', command: 'xz -d -k -f daat.txt.xz' },
  { name: 'fifth: find option', setUp: 'echo x > f', command: 'find . -nmae f' },
  { name: 'fifth: curl option', command: 'curl --verson' },
  { name: 'fifth: du option', command: 'du --sumarize .' },
  { name: 'fifth: df option', command: 'df --human-redable' },
  { name: 'fifth: git diff option', setUp: repository, command: 'git diff --stta' },
  {
    name: 'fifth: git commit option',
    setUp: `${repository}; echo 2 > a.txt; git add .`,
    command: 'git commit --mesage x',
  },
  {
    name: 'fifth: git tag near',
    setUp: `${repository}; git tag release-1.2`,
    command: 'git show relase-1.2 --no-patch',
  },
  {
    name: 'fifth: git in sub',
    setUp: `mkdir backend && (cd backend && ${repository})`,
    command: 'git log --oneline',
  },
  {
    name: 'fifth: git add -f',
    setUp: `${repository}; echo build/ > .gitignore; mkdir build; echo x > build/x`,
    command: 'git add build/x',
  },
  { name: 'fifth: git restore', setUp: repository, command: 'git restore a.tx' },
  { name: 'fifth: rmdir not empty', setUp: 'mkdir -p d/e; echo x > d/e/f', command: 'mv d/e/f d/g/f' },
  {
    name: 'fifth: mv out of ro',
    setUp: 'mkdir ro; echo x > ro/f; chmod 555 ro',
    command: 'mv ro/f f',
    after: 'test -f f',
  },
  {
    name: 'fifth: python own module',
    setUp: 'mkdir lib bin; echo "x=1" > lib/helpers.py; echo "import helpers" > bin/tool.py',
    command: 'python3 bin/tool.py',
  },
  { name: 'fifth: python option', setUp: 'echo "print(1)" > t.py', command: 'python3 --verison' },
  { name: 'fifth: pip option', command: 'python3 -m json.tol --help' },
  {
    name: 'fifth: npm test sub',
    setUp: `mkdir ui; echo '{"name":"x","version":"1.0.0","scripts":{"test":"true"}}' > ui/package.json`,
    command: 'npm test',
  },
  { name: 'fifth: node flag', command: 'node --verson' },
  { name: 'fifth: ssh-keygen type', command: 'ssh-keygen -q -t ed2519 -N "" -f k' },
  { name: 'fifth: ssh-keygen folder', command: 'ssh-keygen -q -t ed25519 -N "" -f .ssh2/k' },
  { name: 'fifth: gitpush', setUp: repository, command: 'gitlog' },
  { name: 'fifth: mkdir-p', command: 'mkdir-p a/b', after: 'test -d a/b' },
  { name: 'fifth: cd~', command: 'cd~' },
  { name: 'fifth: exho', command: 'exho hi' },
  { name: 'fifth: cta', setUp: 'echo x > f', command: 'cta f' },
  { name: 'fifth: sudo-less chown', setUp: 'echo x > f', command: 'chmod 64x f' },
  { name: 'fifth: kill name', command: 'sleep 20 & kill -TREM $!' },
  { name: 'fifth: date format', command: 'date --utcc' },
  { name: 'fifth: wc option', setUp: 'echo x > f', command: 'wc --line f --wrods' },
  { name: 'fifth: uniq missing', setUp: 'echo x > names.txt', command: 'uniq -c name.txt' },
  { name: 'fifth: jq dir', setUp: 'mkdir conf; echo {} > conf/app.json', command: 'cat conf/ap.json' },
];
