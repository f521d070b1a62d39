/** Seeded, deterministic plans of file operations in a small tree, for previews and undo. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  below(count: number): number {
    // xorshift32: the same numbers on every machine.
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    this.#state >>>= 0;
    return this.#state % count;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const FILES = [
  'one',
  'a/two',
  'a/b/three',
  "'with blank'",
  "'-dash'",
  "$'new\\nline'",
  "$'bytes\\377'",
  'd/x1',
  'd/x2',
  'big',
  'new1',
  'a/new2',
  'd/e/new3',
  'tolink',
];
const FOLDERS = ['a', 'a/b', 'd', 'd/e', 'empty', 'n1', 'n1/n2', "$'f\\376'"];

/** There is no tool for these on every system; a Python there is where they are compared. */
const attributes = (body: string) =>
  `/usr/bin/python3 -ISc 'import os, sys; p = os.fsencode(sys.argv[1]); ${body}'`;
/** Gives some files, a folder and a name of a file with several the attributes that plans change. */
export const ATTRIBUTES = [
  "for f in one a/two d empty big 'with blank'; do",
  `${attributes('os.setxattr(p, "user.kept", b"a\\0b"); os.setxattr(p, "user.mark", sys.argv[1].encode())')} "$f"; done`,
].join(' ');
const setMark = (value: number) => attributes(`os.setxattr(p, "user.mark", b"${value}")`);
const dropMarks = attributes('[os.removexattr(p, n) for n in os.listxattr(p) if n.startswith("user.")]');

/** Builds the tree the plans work on, in the current folder. */
export const TREE = [
  'umask 022; mkdir -p a/b d/e empty',
  "echo 1 > one; echo 2 > a/two; printf 'x\\0y' > a/b/three; echo 4 > './with blank'; echo 5 > ./-dash",
  "echo 6 > $'new\\nline'; echo 7 > $'bytes\\377'; seq 1 20 > d/x1; : > d/x2; seq 1 60000 > big; echo 8 > d/e/deep",
  'ln d/x2 d/x2also; ln big a/bigalso; ln one both',
  'ln -s one tolink; ln -s d/e linkdir; ln -s nowhere dangling; chmod 600 a/two; chmod 755 d/x1; chmod 2755 empty',
  'find . -exec touch -h -d 2026-01-02T03:04:05 {} +',
].join('\n');

/** What a copy of a folder into itself holds depends on the order in which the file system lists it. */
const copy = (from: string, to: string) =>
  `cp -r -- ./${from} ./${to === from || to.startsWith(`${from}/`) ? 'copied' : to}`;

export interface PlanOptions {
  /** Also plans that set and remove extended attributes. */
  readonly attributes?: boolean;
}

/** One command. */
export function filePlan(seed: number, options: PlanOptions = {}): string {
  const random = new Random(seed * 2_654_435_761);
  const file = () => random.of(FILES);
  const folder = () => random.of(FOLDERS);
  const any = () => (random.below(3) === 0 ? folder() : file());
  const operations: (() => string)[] = [
    () => `echo ${random.below(99)} > ./${file()}`,
    () => `echo more >> ./${file()}`,
    () => `sed -i 's/1/one/' -- ./${file()}`,
    () => `mv -- ./${any()} ./${any()}`,
    () => `mv -T -- ./${any()} ./${any()}`,
    () => `rm -f -- ./${file()}`,
    () => `rm -rf -- ./${folder()}`,
    () => `mkdir -p ./${folder()}`,
    () => `rmdir ./${folder()}`,
    () => copy(any(), any()),
    () => `cp -a -- ./${folder()} ./copy${random.below(3)}`,
    () => `ln -- ./${file()} ./hard${random.below(4)}`,
    () =>
      `ln -sfn ${random.of(['one', 'a', '/etc/hostname', 'gone'])} ./${random.of(['tolink', 'sym', 'a/sym'])}`,
    () => `chmod ${random.of(['600', '755', 'u=rw,go=', '1777', 'a-w'])} ./${any()}`,
    () => `touch -d 2026-05-0${1 + random.below(9)} ./${any()}`,
    () => `truncate -s ${random.below(5000)} ./${file()}`,
    () => `rm -rf ./${folder()}; echo was a folder > ./${folder()}`,
    () => `rm -rf ./${file()}; mkdir ./${file()}; echo inside > ./${file()}/in`,
    () => `mkfifo ./fifo${random.below(2)}`,
    () => `dd if=/dev/zero of=./big bs=1 count=9 seek=${random.below(400_000)} conv=notrunc status=none`,
    () => `rm -rf d && mkdir d && echo fresh > d/x1`,
    () => `find . -name 'x*' -type f -delete`,
    () => `for f in *; do [ -f "$f" ] && mv -- "$f" "$f.bak"; done`,
    () => `cp -p -- ./${file()} ./tmp && mv ./tmp ./${file()}`,
    () => `echo through >> ./tolink`,
    () => `echo both >> ./${random.of(['both', 'one', 'd/x2also', 'a/bigalso'])}`,
    () => `mv -- ./${random.of(['both', 'a/bigalso'])} ./${any()}`,
    () => `chmod 640 ./both`,
  ];
  if (options.attributes)
    operations.push(
      () => `${setMark(random.below(9))} ./${any()}`,
      () => `${setMark(random.below(9))} ./${random.of(['both', 'one', 'big'])}`,
      () => `${dropMarks} ./${any()}`,
      () => `cp --preserve=xattr -- ./${file()} ./${file()}`,
    );
  const count = 1 + random.below(7);
  return Array.from({ length: count }, () => `{ ${random.of(operations)()}; } 2>/dev/null </dev/null`).join(
    '\n',
  );
}
