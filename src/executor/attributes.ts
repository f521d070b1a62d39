import { spawn } from 'node:child_process';
import { findProgram } from './sandbox/programs.ts';

/** Extended attributes that a person can set, and access lists: name, a byte string, to the value as base64. */
export type Attributes = Readonly<Record<string, string>>;

export interface AttributeWish {
  /** A byte string; its last component is not followed. */
  readonly path: string;
  readonly now: Attributes;
  readonly wanted: Attributes;
}

/** Node has no calls for these: the first of the two that is there serves. Said where neither is. */
export const ATTRIBUTE_TOOLS = 'python3 or getfattr';

const OURS = /^(?:user\.|system\.posix_acl_)/;

const READ = `
import base64, errno, os, sys
NONE = (errno.ENOTSUP, errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.ENODATA)
for path in sys.stdin.buffer.read().split(b'\\0')[:-1]:
    found = []
    try:
        for name in os.listxattr(path, follow_symlinks=False):
            if name.startswith(('user.', 'system.posix_acl_')):
                value = os.getxattr(path, name, follow_symlinks=False)
                found.append(os.fsencode(name).hex() + '=' + base64.b64encode(value).decode())
    except OSError as error:
        if error.errno not in NONE: raise
    print(' '.join(found))
`;

const WRITE = `
import base64, errno, os, sys
words = sys.stdin.buffer.read().split(b'\\0')[:-1]
for path, name, value in zip(words[::3], words[1::3], words[2::3]):
    if value == b'-':
        try: os.removexattr(path, name, follow_symlinks=False)
        except OSError as error:
            # Gone already: by another name of the same file.
            if error.errno != errno.ENODATA: raise
    else: os.setxattr(path, name, base64.b64decode(value), follow_symlinks=False)
`;

export const canReadAttributes = (): boolean =>
  findProgram('python3') !== undefined ||
  (findProgram('getfattr') !== undefined && findProgram('xargs') !== undefined);

/** Reads once, later: the program that does it starts now, beside whatever else is done meanwhile. */
export interface AttributeReader {
  read(paths: readonly string[]): Promise<readonly Attributes[]>;
  /** Ends it when nothing was read. */
  close(): void;
}

export function openAttributeReader(): AttributeReader {
  const python = findProgram('python3');
  const started = python === undefined ? undefined : begin(python, READER);
  // Nobody may ask: a failure is told to whoever reads.
  started?.said.catch(() => undefined);
  return {
    read: async (paths) => {
      if (!started || paths.length === 0) return readAttributes(paths);
      started.give(inputOf(paths));
      return parseLines(await started.said, paths);
    },
    close: () => started?.give(''),
  };
}

const READER = ['-I', '-S', '-c', READ];

const inputOf = (paths: readonly string[]) => paths.map((path) => `${path}\0`).join('');

function parseLines(said: string, paths: readonly string[]): readonly Attributes[] {
  const lines = said.split('\n');
  return paths.map((_, at) => parsePairs(lines[at]!));
}

/** Of each path (byte strings), in order; nothing for what has none or cannot be read. Empty where no tool is there. */
export async function readAttributes(paths: readonly string[]): Promise<readonly Attributes[]> {
  if (paths.length === 0 || !canReadAttributes()) return paths.map(() => ({}));
  const python = findProgram('python3');
  const input = inputOf(paths);
  if (python !== undefined) return parseLines(await run(python, READER, input), paths);
  const tool = ['-h', '-d', '-m', OURS.source.replace('(?:', '('), '-e', 'base64', '--absolute-names', '--'];
  // It ends with 1 when one of them cannot be read.
  const said = await run(findProgram('xargs')!, ['-0', findProgram('getfattr')!, ...tool], input, [0, 123]);
  const found = parseDump(said);
  return paths.map((path) => found.get(path) ?? {});
}

/** Makes attributes what they shall be, without following a link in the last component. Rejects with what the tool said. */
export async function writeAttributes(wishes: readonly AttributeWish[]): Promise<void> {
  const words = wishes.flatMap(({ path, now, wanted }) => [
    ...Object.keys(now).flatMap((name) => (name in wanted ? [] : [[path, name, '-']])),
    ...Object.entries(wanted).flatMap(([name, value]) => (now[name] === value ? [] : [[path, name, value]])),
  ]);
  if (words.length === 0) return;
  const python = findProgram('python3');
  if (python !== undefined) {
    await run(
      python,
      ['-I', '-S', '-c', WRITE],
      words.flatMap((three) => three.map((word) => `${word}\0`)).join(''),
    );
    return;
  }
  const [xargs, setfattr] = [findProgram('xargs'), findProgram('setfattr')];
  if (!xargs || !setfattr) throw new Error(`extended attributes need ${ATTRIBUTE_TOOLS}`);
  for (const [path, name, value] of words as [string, string, string][]) {
    // All of it by xargs: an argument of ours would have to be text, a name may be any bytes. Without -v: an empty value.
    const how = value === '-' ? ['-x', name] : ['-n', name, ...(value === '' ? [] : ['-v', `0s${value}`])];
    const args = ['-h', ...how, '--', path].map((word) => `${word}\0`);
    // With -x and the exact number it is one call or none, however long the value.
    await run(xargs, ['-0', '-x', '-n', String(args.length), setfattr], args.join('')).catch(
      (error: Error) => {
        // Gone already: by another name of the same file.
        if (value !== '-' || !error.message.endsWith('No such attribute')) throw error;
      },
    );
  }
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function parsePairs(line: string): Attributes {
  return Object.fromEntries(
    line
      .split(' ')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=');
        return [Buffer.from(pair.slice(0, at), 'hex').toString('latin1'), pair.slice(at + 1)];
      }),
  );
}

/** What `getfattr -d -e base64` prints: blocks of `# file: NAME` and `name=0sVALUE`, other bytes as \ and three octal digits. */
function parseDump(said: string): ReadonlyMap<string, Attributes> {
  const plain = (text: string) =>
    text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
  return new Map(
    said
      .split('\n\n')
      .filter((block) => block.startsWith('# file: '))
      .map((block) => {
        const [head, ...lines] = block.split('\n');
        const pairs = lines.filter(Boolean).map((line) => {
          const at = line.indexOf('=');
          return [plain(line.slice(0, at)), line.slice(at + 1).replace(/^0s/, '')] as const;
        });
        return [plain(head!.slice('# file: '.length)), Object.fromEntries(pairs)];
      }),
  );
}

/** Input and output are byte strings. */
function run(
  file: string,
  args: readonly string[],
  input: string,
  fine?: readonly (number | null)[],
): Promise<string> {
  const { give, said } = begin(file, args, fine);
  give(input);
  return said;
}

interface Begun {
  /** All of its input; what is given after that is not taken. */
  readonly give: (input: string) => void;
  readonly said: Promise<string>;
}

function begin(file: string, args: readonly string[], fine: readonly (number | null)[] = [0]): Begun {
  const child = spawn(file, args, {
    cwd: '/',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  const said = new Promise<string>((resolve, reject) => {
    const out: Buffer[] = [];
    let complaint = '';
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => {
      if (complaint.length < 2000) complaint += data.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (fine.includes(code)) return resolve(Buffer.concat(out).toString('latin1'));
      reject(new Error(`extended attributes: ${complaint.trim().split('\n').at(-1) || `exit ${code}`}`));
    });
  });
  const give = (input: string) => {
    if (!child.stdin.writableEnded) child.stdin.end(Buffer.from(input, 'latin1'));
  };
  return { give, said };
}
