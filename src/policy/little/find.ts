import { HERE } from '../here.ts';
import { aimsAtSecret } from '../lists.ts';
import type { Arg, Call, Use } from '../spec.ts';

const words = (text: string) => new Set(text.split(/\s+/).filter(Boolean));
/** Tests that only choose, by the number of words they take; those in `WIDE` let (nearly) everything through. */
const NONE =
  words(`-true -false -empty -executable -nogroup -nouser -readable -writable -daystart -depth -d -follow
  -ignore_readdir_race -noignore_readdir_race -mount -xdev -x -noleaf -warn -nowarn -print -print0 -ls -prune -quit -not
  -a -and -o -or ! ( ) , -help --help -version --version`);
const ONE =
  words(`-amin -atime -cmin -ctime -fstype -gid -group -ilname -iname -inum -ipath -iregex -iwholename -links -lname -mmin
  -mtime -name -newermt -newerat -newerct -newerBt -path -perm -regex -size -type -uid -used -user -wholename -xtype -context -maxdepth -mindepth
  -regextype -printf -flags -Bmin -Btime -mnewer`);
const REFERENCE = words(
  '-anewer -cnewer -newer -samefile -neweraa -neweram -newerac -newerma -newermm -newermc -newerca -newercm -newercc',
);
const WRITES = words('-fls -fprint -fprint0');
const STARTS = words('-exec -execdir -ok -okdir');
const WIDE = words(
  '-true -depth -d -mount -xdev -x -noleaf -warn -nowarn -print -print0 -ls -not -a -and -o -or ! ( ) , -follow -daystart -maxdepth -mindepth -type -printf -readable -writable',
);

/** The expression of find: starting points, then tests and actions, each with its own number of words. */
export function findCall(call: Call): readonly Use[] {
  const args = [...call.operands];
  const uses: Use[] = [];
  const unknown = (detail: string, arg?: Arg) =>
    uses.push({ kind: 'unknown', detail, ...(arg ? { arg } : {}) });
  const follows = call.operands.some(({ text }) => text === '-follow' || /^-[HP]*L[HP]*$/.test(text));
  while (args[0]?.exact && /^-(?:[HLP]+|O\d|D)$/.test(args[0].text))
    if (args.shift()!.text === '-D') args.shift();
  const starts: Arg[] = [];
  while (args[0] && !(args[0].exact && /^(?:-.|[(),!]$)/.test(args[0].text))) {
    const start = args.shift()!;
    if (!start.exact && start.text === '')
      unknown('a glob or expansion may turn into an action of find', start);
    starts.push(start);
    uses.push({ kind: 'meta', arg: start });
  }
  if (starts.length === 0) {
    starts.push(HERE);
    uses.push({ kind: 'meta', arg: HERE });
  }
  let narrow = false;
  const commands: { readonly args: readonly Arg[]; readonly action: string }[] = [];
  let removes = false;
  while (args.length > 0) {
    const primary = args.shift()!;
    const name = primary.text;
    if (!primary.exact || primary.many) {
      unknown('an expansion may turn into an action of find', primary);
      continue;
    }
    const value =
      ONE.has(name) || REFERENCE.has(name) || WRITES.has(name) || name === '-files0-from'
        ? args.shift()
        : undefined;
    if (value?.many) unknown('an expansion may become several words here', value);
    if (
      !WIDE.has(name) &&
      !STARTS.has(name) &&
      name !== '-delete' &&
      !WRITES.has(name) &&
      !isEverything(name, value)
    )
      narrow = true;
    if (NONE.has(name) || ONE.has(name)) continue;
    if (REFERENCE.has(name) && value) uses.push({ kind: 'meta', arg: value });
    else if (name === '-files0-from') unknown('find starts wherever a file names', value);
    else if (WRITES.has(name) && value)
      uses.push({ kind: 'write', arg: value, detail: `find ${name} writes it` });
    else if (name === '-fprintf') {
      const file = args.shift();
      args.shift();
      uses.push({ kind: 'write', ...(file ? { arg: file } : {}), detail: 'find -fprintf writes it' });
    } else if (name === '-delete') removes = true;
    else if (STARTS.has(name)) commands.push({ args: untilEnd(args), action: name });
    else unknown(`find does not have ${name}, or it is not known`, primary);
  }
  const below: Arg = {
    text: '',
    exact: false,
    many: true,
    // What links lead to may lie anywhere.
    ...(starts.every((start) => start.exact) && !follows
      ? { below: { folders: starts.map((start) => start.text), ...chosen(call.operands) } }
      : {}),
  };
  if (removes)
    for (const start of starts)
      uses.push(
        narrow
          ? {
              kind: 'delete',
              arg: { ...start, exact: false, text: `${start.text.replace(/\/$/, '')}/` },
              detail: 'find -delete',
            }
          : { kind: 'delete-tree', arg: start, detail: 'find -delete' },
      );
  for (const { args: command, action } of commands) {
    const put = (what: Arg) =>
      command.map((arg) =>
        arg.text.includes('{}')
          ? {
              ...what,
              text:
                arg.exact && arg.text === '{}'
                  ? what.text
                  : arg.text.replace(/\{\}.*/s, what.exact ? what.text : ''),
            }
          : arg,
      );
    uses.push({
      kind: 'command',
      args: put({ ...below, text: action.endsWith('dir') ? './' : prefixOf(starts) }),
      detail: `find ${action}`,
    });
    if (!narrow)
      for (const start of starts) if (start.exact) uses.push({ kind: 'command', args: put(start) });
    if (action.endsWith('dir'))
      uses.push({ kind: 'unknown', detail: `find ${action} works in whatever folder it finds` });
    if (action.startsWith('-ok')) uses.push({ kind: 'terminal', detail: 'asks on the terminal' });
  }
  return uses;
}

/** What find prints, when it prints nothing but paths below known starting points. */
export function foundPaths(
  operands: readonly Arg[],
): { readonly paths: Arg; readonly zero: boolean } | undefined {
  const args = [...operands];
  const starts: Arg[] = [];
  while (args[0] && !/^[-(),!]/.test(args[0].text)) starts.push(args.shift()!);
  if (starts.length === 0 || !starts.every(({ text, exact }) => exact && text !== '')) return undefined;
  const rest = [...args];
  for (let arg = rest.shift(); arg; arg = rest.shift()) {
    if (!arg.exact) return undefined;
    if (ONE.has(arg.text) && arg.text !== '-printf') rest.shift();
    else if (!NONE.has(arg.text) || /^-(?:ls|follow)$/.test(arg.text)) return undefined;
  }
  const zeros = args.filter(({ text }) => text === '-print0').length;
  const lines = args.filter(({ text }) => text === '-print').length;
  return {
    paths: {
      text: prefixOf(starts),
      exact: false,
      many: true,
      below: { folders: starts.map(({ text }) => text), ...chosen(operands) },
    },
    zero: zeros === 1 && lines === 0,
  };
}

/** What every found path begins with, when all starting points are known and none looks like an option. */
function prefixOf(starts: readonly Arg[]): string {
  const [only, ...more] = starts;
  return only?.exact && more.length === 0 && !only.text.startsWith('-') ? only.text : './';
}

const isEverything = (name: string, value: Arg | undefined) =>
  /^-(?:i?name|i?path|i?wholename)$/.test(name) &&
  value?.exact === true &&
  /^[*./?]*\*[*?]*$/.test(value.text);

/** Takes the words of `-exec … ;` or `… {} +` off the list. */
function untilEnd(args: Arg[]): readonly Arg[] {
  const command: Arg[] = [];
  for (let arg = args.shift(); arg; arg = args.shift()) {
    if (arg.exact && arg.text === ';') return command;
    if (arg.exact && arg.text === '+' && command.at(-1)?.text.includes('{}')) return command;
    command.push(arg);
  }
  return command;
}

/** The one name a search is narrowed to; nothing when tests are combined in other ways. */
function chosen(operands: readonly Arg[]): { readonly name?: string } {
  const words = operands.map((arg) => (arg.exact ? arg.text : ''));
  const secret = words.find(
    (word, index) =>
      /^-(?:i?name|i?path|i?wholename|i?regex)$/.test(words[index - 1] ?? '') &&
      words[index - 2] !== '!' &&
      words[index - 2] !== '-not' &&
      aimsAtSecret(word.replaceAll('\\', '')),
  );
  if (secret) return { name: secret.replaceAll('\\', '') };
  if (words.some((word) => /^(?:-o|-or|!|-not|,|\(|\))$/.test(word))) return {};
  const at = words.indexOf('-name');
  const name = at === -1 ? undefined : words[at + 1];
  return name ? { name } : {};
}
