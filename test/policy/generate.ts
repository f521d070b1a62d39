import { BASH_BUILTINS } from '../../src/policy/builtin.ts';
import type { CommandSpec, ToolSpec } from '../../src/policy/spec.ts';
import { allSpecs } from '../../src/policy/specs/index.ts';
import { type KindRef, operandRows, optionTable } from '../../src/policy/table.ts';
import { has } from '../tools/needs.ts';
import { decide } from './corpus.ts';
import type { Random } from './random.ts';

/** Values that fit a kind, as shell words. The files exist in the project of the effect proof. */
function sampleFor({ kind, param }: KindRef, random: Random): string {
  switch (kind) {
    case 'oneof':
      return random.pick(param!.split('|'));
    case 'meta':
      return random.pick(['src', '.', 'README.md', 'a.txt', './src/../a.txt', '/etc/hosts', 'missing']);
    case 'read':
      return random.pick([
        'README.md',
        'a.txt',
        'numbers.txt',
        'data.json',
        'a.tar',
        'a.gz',
        '/etc/hosts',
        'dist/app.bin',
        '-',
      ]);
    case 'tree':
      return random.pick(['src', '.', 'docs', 'README.md']);
    case 'cwd':
      return random.pick(['.', 'src']);
    case 'sed':
      return random.pick(["'s/a/b/g'", "-n '1,3p'", "'$d'", "'/x/!d'"]);
    case 'awk':
      return random.pick(["'{print $1}'", "'END{print NR}'", "'/o/{n++} END{print n+0}'"]);
    case 'jq':
      return random.pick(['.', "'.a'", "'keys'", "'.b[]'"]);
    case 'command':
    case 'command+':
      return random.pick(['ls', 'cat a.txt', 'wc -l', 'echo x', 'head -n 1 README.md']);
    case 'assign':
      return random.pick(['LC_ALL=C', 'TZ=UTC']);
    case 'shell':
    case 'shell+':
      return random.pick(["'ls -la'", "'cat a.txt | wc -l'"]);
    default:
      return random.pick(['1', '3', 'a', 'foo', 'x=1', '%s', 'HEAD', 'main', '5', 'json', 'auto', '10K']);
  }
}

/** For an option: mostly a number, which is what most of them take. */
function valueFor(kind: KindRef, random: Random): string {
  return kind.kind === 'text' && random.below(10) < 7
    ? random.pick(['1', '3', '5'])
    : sampleFor(kind, random);
}

/** One call of a tool, with random options of its table and operands of its kinds. Nothing says that it is allowed. */
export function randomCall(tool: ToolSpec, random: Random): string {
  const words = [random.pick(tool.names.split(/\s+/))];
  let level: CommandSpec = tool;
  let shared = '';
  let style = tool.style ?? 'gnu';
  for (;;) {
    const table = [...optionTable(`${level.options ?? ''}\n${shared}`, style)].filter(
      ([, row]) => row.effects.length === 0,
    );
    for (const [name, row] of random.sample(table, random.below(level.commands ? 2 : 4))) {
      if (name.endsWith('#')) words.push(`${name[0]}3`);
      else if (row.values.length === 0) words.push(name);
      else if (row.attachedOnly)
        words.push(
          random.below(2)
            ? name
            : `${name}${name.startsWith('--') ? '=' : ''}${valueFor(row.values[0]!, random)}`,
        );
      else if (style === 'keyword') words.push(`${name}=${valueFor(row.values[0]!, random)}`);
      else words.push(name, ...row.values.map((kind) => valueFor(kind, random)));
    }
    if (!level.commands) break;
    const [names, next] = random.pick(Object.entries(level.commands));
    words.push(random.pick(names.split(' ')));
    shared = `${shared}\n${level.shared ?? ''}`;
    style = next.style ?? style;
    level = next;
  }
  for (const row of operandRows(level.operands ?? '')) {
    const least = row.count === 'one' || row.count === 'many' ? 1 : 0;
    const most = row.count === 'any' || row.count === 'many' ? 2 : 1;
    // A call without any operand is rarely a whole one.
    const some = Math.max(least, random.below(10) < 7 ? 1 : 0);
    for (let count = some + random.below(most - some + 1); count > 0; count--)
      words.push(sampleFor(row, random));
  }
  return words.join(' ');
}

/** Allowed calls of tools that are here, made from the tables, and the examples of their specs; all different. */
export function allowedCalls(count: number, random: Random): string[] {
  const installed = (program: string) => BASH_BUILTINS.has(program) || has(program);
  const tools = allSpecs().flatMap((tool) => {
    const names = tool.names.split(/\s+/).filter(installed);
    return names.length === 0 ? [] : [{ ...tool, names: names.join(' ') }];
  });
  const calls = new Set(
    tools.flatMap((tool) => tool.allow).filter((command) => installed(command.split(' ')[0]!)),
  );
  for (let tries = 0; calls.size < count && tries < count * 60; tries++) {
    const call = randomCall(random.pick(tools), random);
    if (decide(call) === 'allow') calls.add(call);
  }
  return random.sample([...calls], count);
}
