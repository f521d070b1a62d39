import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WITHOUT_TERMINAL } from '../../src/executor/environment.ts';
import { inJail, NOBODY } from '../tools/jail.ts';

/** Shell text that builds the project a command is tried in, as `make`; it also keeps the project's state for `state`. */
export const PROJECT = `
make() {
  rm -rf /home/user && mkdir -p /home/user/Downloads /home/user/project/src/deep /home/user/project/docs /home/user/project/dist && cd /home/user/project || exit 9
  printf 'hello\\nTODO one\\nfoo bar\\n\\nlast\\n' | tee README.md CHANGELOG.md notes.txt a.txt a b f x y LICENSE dos.txt docs/заметки.md docs/（草稿）.md > /dev/null
  sort -o a.txt a.txt; cp a.txt b.txt
  mkdir /home/user/.kube && printf 'apiVersion: v1\\nkind: Config\\ncurrent-context: here\\nclusters:\\n- name: here\\n  cluster: {server: "http://127.0.0.1:8080"}\\ncontexts:\\n- name: here\\n  context: {cluster: here, user: me}\\nusers:\\n- name: me\\n  user: {}\\n' > /home/user/.kube/config
  { printf 'export interface Foo {}\\n// TODO\\ncreateServer();\\n'; seq -f '// line %g' 22; } | tee src/index.ts src/a.ts src/deep/b.ts src/main.c main.c a.py b.py a.css > /dev/null
  seq 30 | tee numbers.txt names.txt data.csv data.tsv a.csv b.csv list list.txt file file.txt in in.txt log words.txt versions.txt > /dev/null
  printf '{"a":1,"b":[1,2],"name":"x","version":"1.0.0","scripts":{"test":"true"},"dependencies":{},"devDependencies":{}}\\n' | tee package.json a.json b.json x.json f.json > /dev/null
  printf '{"compilerOptions":{}}\\n' > tsconfig.json
  printf '{"a":{"id":1,"name":"x","a":2,"b":3,"n":4,"age":31},"b":{"id":2,"name":"y","a":1,"b":1,"n":1,"age":9}}\\n' | tee data.json people.json > /dev/null
  printf 'a: 1\\nb:\\n  - 2\\n' | tee a.yml x.yaml config.yml data.yaml > /dev/null
  printf '10.0.0.1 - error warn\\n10.0.0.2 - ok\\n' | tee access.log app.log build.log > /dev/null
  cp /bin/true dist/app.bin; cp /bin/true a.out; cp /bin/true data.bin; printf '<a><b/></a>' | tee a.xml feed.xml doc.xml > /dev/null
  printf 'all:\\n\\t@echo ok\\n' > Makefile
  tar cf a.tar a.txt b.txt; tar czf a.tgz a.txt; cp a.tgz a.tar.gz; cp a.tgz release.tar.gz; gzip -k numbers.txt; cp numbers.txt.gz data.csv.gz; cp numbers.txt.gz a.gz
  for pack in bzip2 xz zstd; do command -v $pack > /dev/null && $pack -qk numbers.txt; done
  base64 a.txt > a.b64
  zip -q release.zip a.txt; cp release.zip a.zip; sha256sum a.txt > SHA256SUMS; md5sum a.txt > MD5SUMS
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -days 30 -keyout /dev/null -out cert.pem 2> /dev/null; cp cert.pem cert.crt
  name='-c user.name=u -c user.email=u@x'
  git init -q -b main . && git add -A && git $name commit -q -m first && for more in 1 2 3 4; do printf 'more\\n' >> README.md && git $name commit -q -a -m "next $more"; done \\
    && git $name tag -m v1 v1.0 && git branch feature/x && git remote add origin https://example.invalid/o/r.git \\
    && printf 'kept\\n' >> b.txt && git $name stash -q && printf 'open\\n' >> notes.txt
  rm -rf /tmp/keep && cp -a /home/user /tmp/keep
}
`;

/** Who the account of the jail is, by name, as on any machine; and a host whose address only a name server could tell. */
const ACCOUNT = process.getuid?.() === 0 ? NOBODY : (process.getuid?.() ?? NOBODY);
const FILES: Readonly<Record<string, string>> = {
  '/etc/passwd': `root:x:0:0:root:/root:/bin/bash\nuser:x:${ACCOUNT}:${ACCOUNT}:User,,,:/home/user:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n`,
  '/etc/group': `root:x:0:\ndaemon:x:1:\nuser:x:${ACCOUNT}:\ndocker:x:${ACCOUNT + 1}:user\n`,
};

/** Runs a driver with one `.cmd` file per command in `$1`, in the jail. Every command has to be one that may run unasked. */
export async function inProject(
  work: string,
  driver: string,
  commands: readonly string[],
  ms: number,
): Promise<string> {
  const folder = join(work, 'in');
  mkdirSync(folder);
  commands.forEach((command, index) => {
    writeFileSync(join(folder, `${fileName(index)}.cmd`), command);
  });
  const shown: Record<string, string> = {};
  for (const [inside, text] of Object.entries(FILES)) {
    const outside = join(work, inside.replaceAll('/', '-'));
    writeFileSync(outside, text);
    shown[inside] = outside;
  }
  const { code, stderr } = await inJail(['bash', '-c', driver, 'driver', folder], {
    writable: [folder],
    shown,
    hostname: 'unlisted-host',
    cwd: '/',
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
      HOME: '/home/user',
      USER: 'user',
      LOGNAME: 'user',
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      ...WITHOUT_TERMINAL,
    },
    ms,
  });
  if (code !== 0) throw new Error(`the jail ended with ${code}: ${stderr.slice(0, 500)}`);
  return folder;
}

export const fileName = (index: number) => String(index).padStart(5, '0');
