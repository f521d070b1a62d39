import { appraise, prefixFinding } from './appraise.ts';
import { BASH_BUILTINS, changeFolder } from './builtin.ts';
import { definersOf } from './definers.ts';
import { allowed, asked, type Finding, notUnderstood } from './finding.ts';
import { gitFindings } from './git.ts';
import { globMatches } from './globs.ts';
import { invoke } from './invoke.ts';
import { little } from './little/languages.ts';
import { isOwnVariable } from './own.ts';
import type { Assignment, Command, Redirection, Word } from './parse.ts';
import { type Folders, placesOf } from './places.ts';
import { redirections } from './redirect.ts';
import { type Found, fork, type Scope } from './scope.ts';
import type { Arg, Call, CommandSpec, Use } from './spec.ts';
import { specOf } from './specs/index.ts';
import { steeredFindings, steeringOf } from './steered.ts';
import { deeper, replaced, startedLater, suspects } from './suspects.ts';
import { looksLikeOption } from './text.ts';
import { any, type Field, lit, product, toArg } from './value.ts';
import type { Walk } from './walk.ts';
import { braced, evaluateSingle, evaluateWord } from './words.ts';

const MAX_ALTERNATIVES = 64;
const MAX_WRAPPERS = 12;

/** One simple command: its assignments, redirections, and every argument list its words may become. */
export function runCommand(node: Command, scope: Scope, walk: Walk): void {
  const text = scope.source.slice(node.pos, node.end);
  const findings: Finding[] = [];
  const stdin = redirections(node.redirects, scope, walk, findings);
  const inner = stdin ? { ...scope, stdinText: undefined, ...stdin } : scope;
  for (const part of node.prefix)
    if (part.type === 'Assignment') findings.push(...assignment(part, node.name !== undefined, inner, walk));
  const words = node.name ? [node.name, ...node.suffix.filter(isArgument)] : [];
  const choices: (readonly (readonly Field[])[])[] = [];
  for (const word of words) choices.push(...argument(word, inner, walk, findings));
  const argvs = product(choices, MAX_ALTERNATIVES);
  if (!argvs) findings.push(notUnderstood('too many things this command may become'));
  if (node.name && !isStatic(node.name))
    findings.push(notUnderstood('the name of the program comes from an expansion', 'hidden-name'));
  if (!node.name) {
    walk.report({ text, subcommand: [], options: [], operands: [], via: scope.via, findings });
    return;
  }
  // Too many to look at all: the first and the last of each, for what is denied.
  const some = argvs ?? [
    choices.map((choice) => choice[0] ?? []),
    choices.map((choice) => choice.at(-1) ?? []),
  ];
  for (const [index, argv] of some.entries())
    runArgv(argv.flat().map(toArg), {
      text,
      scope: inner,
      walk,
      before: index === 0 ? findings : [],
      depth: 0,
    });
  suspects(node, inner, walk, (argv, where) =>
    runArgv(argv, { text, scope: where, walk, before: [], depth: 1 }),
  );
}

const isArgument = (part: Word | Assignment | Redirection): part is Word | Assignment =>
  part.type === 'Word' || part.type === 'Assignment';

/** Alternatives of what one written word contributes; braces make several words of it. */
function argument(
  word: Word | Assignment,
  scope: Scope,
  walk: Walk,
  findings: Finding[],
): readonly (readonly (readonly Field[])[])[] {
  if (word.type === 'Assignment') {
    walk.sweep(word, scope, findings);
    if (word.value.type !== 'Word' || word.index) return [[[[lit(`${word.name}=`), any(true)]]]];
    return [evaluateSingle(word.value, walk.words(scope)).map((field) => [[lit(`${word.name}=`), ...field]])];
  }
  const words = braced(word);
  if (!words) {
    findings.push(notUnderstood('braces make too many words'));
    walk.sweep(word, scope, findings);
    return [[[[any(false)]]]];
  }
  return words.map((each) => {
    walk.sweep(each, scope, findings);
    return evaluateWord(each, walk.words(scope));
  });
}

/** Written out, whatever quotes stand in it: nothing in the name is worked out when it runs. */
function isStatic(word: Word): boolean {
  return (word.parts ?? []).every(
    (part) =>
      /^(?:Literal|SingleQuoted|AnsiCQuoted)$/.test(part.type) ||
      (part.type === 'DoubleQuoted' && part.parts.every((child) => child.type === 'Literal')),
  );
}

function assignment(part: Assignment, forCommand: boolean, scope: Scope, walk: Walk): readonly Finding[] {
  const findings: Finding[] = [];
  walk.sweep(part, scope, findings);
  if (part.index && !/^\d+$/.test(part.index.value))
    findings.push(notUnderstood('an array index is evaluated', 'arithmetic'));
  if (forCommand) {
    const [value, ...more] = part.value.type === 'Word' ? evaluateSingle(part.value, walk.words(scope)) : [];
    const arg = value && more.length === 0 && !part.append ? toArg(value) : undefined;
    findings.push(...prefixFinding(part.name, arg?.exact ? arg.text : undefined));
  } else {
    // Bash runs what these hold by itself.
    if (/^(?:PROMPT_COMMAND|PS[0-4]|BASH_ENV|ENV)$/.test(part.name) && part.value.type === 'Word')
      for (const value of evaluateSingle(part.value, walk.words(scope))) {
        const { text, exact } = toArg(value);
        const run = part.name.startsWith('PS') ? `: "${text}"` : text;
        if (exact) walk.suspect(() => walk.text(run, deeper(scope, run)));
      }
    if (isOwnVariable(part, scope)) {
      const numeric = walk.isAlwaysNumber(part.name, scope);
      scope.flow.assigned = new Map([...(scope.flow.assigned ?? []), [part.name, numeric]]);
      return [...findings, allowed({ kind: 'env', target: part.name, detail: 'sets it' })];
    }
    findings.push(
      asked(
        { kind: 'env', target: part.name, detail: 'sets it' },
        'shell-state',
        `sets the variable ${part.name} for what comes later`,
        {
          cause: /^[a-z]\w*$/.test(part.name) && !part.name.includes('_') ? 'write' : 'unknown',
        },
      ),
    );
  }
  return findings;
}

interface Run {
  readonly text: string;
  readonly scope: Scope;
  readonly walk: Walk;
  /** Findings that belong to the command whatever program it is. */
  readonly before: readonly Finding[];
  readonly depth: number;
}

/** One argument list: which program, what its spec says, and what it starts in turn. */
function runArgv(argv: readonly Arg[], run: Run): void {
  const { text, scope, walk, depth } = run;
  const findings: Finding[] = [...run.before];
  const [name, ...args] = argv;
  const blank = { text, subcommand: [], options: [], operands: [], via: scope.via };
  if (!name || depth > MAX_WRAPPERS) {
    walk.report({ ...blank, findings: name ? [notUnderstood('too many wrappers')] : findings });
    return;
  }
  if (!name.exact) {
    walk.report({
      ...blank,
      findings: [...findings, notUnderstood('the program is not known before it runs', 'hidden-name')],
    });
    for (const path of candidates(name, scope, walk))
      runArgv([{ text: path, exact: true, many: false }, ...args], { ...run, before: [], depth: depth + 1 });
    return;
  }
  const program = name.text.slice(name.text.lastIndexOf('/') + 1);
  const builtin = !name.text.includes('/') && BASH_BUILTINS.has(name.text);
  const who = identity(name.text, builtin, scope, walk);
  findings.push(...who);
  const spec = specOf(program);
  if (!spec && isOwnScript(who)) {
    const { folders } = scope.flow;
    walk.report({ ...blank, program, folders, operands: args.map(shown), findings });
    return;
  }
  if (!spec) {
    walk.call(program, args, scope);
    for (const argv of startedLater(args))
      walk.suspect(() => runArgv(argv, { ...run, before: [], depth: depth + 1 }));
    const reason =
      name.text === '' ? 'an empty command name' : `${program} is not a program the policy knows`;
    findings.push(notUnderstood(reason, 'unknown-program'));
    walk.report({ ...blank, program, operands: args.map(shown), findings });
    return;
  }
  const invocation = invoke(program, spec, args);
  const { call, rest } = invocation;
  const folders = workingFolders(invocation.uses, scope, walk);
  const context = { setting: walk.setting, desk: walk.desk, folders, program };
  const via = [...scope.via, program];
  for (const use of invocation.uses.flatMap((each) => little(each) ?? [each])) {
    if (use.kind === 'shell') {
      const inside = { ...run, scope: fork(scope, { via, flow: { folders } }) };
      if (use.param !== 'denies') shellText(use, inside);
      if (use.args) inside.scope = fork(inside.scope, { given: use.args });
      if (use.args || use.param === 'denies') walk.suspect(() => shellText(use, inside));
    } else if (use.kind === 'stdin') {
      findings.push(notUnderstood('runs the commands that stdin gives'));
      if (scope.stdinText !== undefined) shellText({ kind: 'shell', arg: scope.stdinText }, run);
    } else if (use.kind === 'command' && use.args) {
      const inner: Run = { ...run, scope: fork(scope, { via }), before: [], depth: depth + 1 };
      runArgv(program === 'xargs' ? withPaths(use.args, call, scope.stdinPaths) : use.args, inner);
      if (use.param === 'stdin') withStdinWords(use.args, inner);
      else if (use.param !== undefined && scope.stdinText !== undefined)
        for (const each of replaced(call.operands, use.param, scope.stdinText))
          walk.suspect(() => runArgv(each, inner));
    } else findings.push(...appraise(use, context));
  }
  if (program === 'git') findings.push(...gitFindings(call, folders, walk.setting, walk.desk));
  findings.push(...steeredFindings(program, folders, walk.desk));
  if (program === 'cd') findings.push(...changeFolder(call, scope, walk));
  else if (program === 'pushd' && args.length === 1 && args[0]!.exact && !/^[-+]/.test(args[0]!.text))
    changeFolder(call, scope, walk);
  else if (builtin && /^(?:pushd|popd|\.|source)$/.test(program)) scope.flow.folders = undefined;
  if (/^(?:\.|source)$/.test(program) && args[0]?.text === '/dev/stdin' && scope.stdinText !== undefined)
    walk.suspect(() => shellText({ kind: 'shell', arg: scope.stdinText! }, run));
  const odd = args.find((arg) => looksLikeOption(arg.text));
  if (odd)
    findings.push(notUnderstood(`${odd.text} begins with a sign that only looks like a dash`, 'look-alike'));
  if (findings.some(({ effect, decision }) => effect.kind === 'exec' && decision === 'ask'))
    for (const path of definersOf(program, folders)) walk.desk.ask<'hash'>({ kind: 'hash', path });
  if (walk.isFunction(name.text)) walk.call(name.text, args, scope);
  if (!rest && findings.some(isStart))
    for (const argv of startedLater(args))
      walk.suspect(() => runArgv(argv, { ...run, before: [], depth: depth + 1 }));
  walk.report({
    text,
    program,
    folders,
    subcommand: call.path,
    options: call.options.map((option) => option.name),
    operands: call.operands.map(shown),
    via: scope.via,
    findings: [...findings, ...configuredFindings(invocation.chain, program, walk)],
  });
  if (!rest) return;
  // What the shell itself runs for these changes the shell's own folder.
  const inPlace = builtin && /^(?:command|builtin|eval)$/.test(program);
  const inner = inPlace ? { ...scope, via } : fork(scope, { via, flow: { folders } });
  const next: Run = { ...run, scope: inner, before: [], depth: depth + 1 };
  if (rest.kind === 'shell+') shellText({ kind: 'shell', arg: joined(rest.args) }, next);
  else {
    const more: readonly Arg[] = rest.kind === 'command+' ? [{ text: '', exact: false, many: true }] : [];
    runArgv([...rest.args, ...more], next);
  }
}

/** It starts, or may start, something the tables say nothing more of. */
const isStart = ({ effect, decision }: Finding): boolean =>
  decision === 'ask' && /^(?:exec|privilege|process|network)$/.test(effect.kind);

/** A word that is only partly known never looks like one that is. */
const shown = (arg: Arg): string => (arg.exact ? arg.text : `${arg.text}…`);

/** What a pattern for the name of a program is looked at for, whatever it matches now. */
const DESTROYERS = ['rm', 'dd', 'mkfs.ext4', 'shred', 'chmod', 'chown', 'wipefs', 'find'].flatMap((name) => [
  `/bin/${name}`,
  `/usr/bin/${name}`,
  `/sbin/${name}`,
]);

/** Programs a pattern in the place of the name may mean: looked through for what is denied. */
function candidates(name: Arg, scope: Scope, walk: Walk): readonly string[] {
  if (name.glob === undefined) return [];
  const places = placesOf(name, scope.flow.folders, walk.desk);
  return places.kind === 'glob'
    ? [
        ...(places.places ?? []).slice(0, MAX_ALTERNATIVES).map((place) => place.path),
        ...DESTROYERS.filter((path) => globMatches(places.pattern, path)),
      ]
    : [];
}

/** A file of the project, which nobody else can write: what it does is not known, which file it is, is. */
const isOwnScript = (findings: readonly Finding[]): boolean =>
  findings.length > 0 && findings.every(({ cause, script }) => cause === 'exec' && script !== undefined);

/** Whether the name starts the program it says. */
function identity(name: string, builtin: boolean, scope: Scope, walk: Walk): readonly Finding[] {
  if (walk.isFunction(name)) return [notUnderstood(`${name} is a function or alias here`, 'shell-state')];
  if (builtin) return [];
  const [folder] = scope.flow.folders ?? [];
  const path =
    name.includes('/') && !name.startsWith('/')
      ? folder === undefined
        ? undefined
        : `${folder}/${name.replace(/^(?:\.\/)+/, '')}`
      : name;
  if (path === undefined)
    return [notUnderstood('a program by a path that is not known', 'untrusted-program')];
  if (path.includes('/') && !/^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/.test(path)) {
    const findings = appraise(
      { kind: 'exec', arg: path },
      { setting: walk.setting, desk: walk.desk, folders: scope.flow.folders, program: name },
    );
    return isOwnScript(findings)
      ? findings
      : [...findings, notUnderstood(`${name} is not in a folder of the system`, 'untrusted-program')];
  }
  const fact = walk.desk.ask<'program'>({ kind: 'program', name: path });
  if (!fact) return [notUnderstood(`which program ${name} starts is not known`, 'untrusted-program')];
  if (fact.path !== undefined && !fact.trusted) {
    walk.desk.ask<'hash'>({ kind: 'hash', path: fact.path });
    return [
      notUnderstood(`${name} starts ${fact.path}, which is not a program of the system`, 'untrusted-program'),
    ];
  }
  return [];
}

/** Where the tool works: `-C` and its like change it for this call. */
function workingFolders(uses: readonly Use[], scope: Scope, walk: Walk): Folders {
  let folders: Folders = scope.flow.folders;
  for (const use of uses) {
    if (use.kind !== 'cwd' || use.arg === undefined) continue;
    const arg: Arg = typeof use.arg === 'string' ? { text: use.arg, exact: true, many: false } : use.arg;
    const places = arg.exact ? placesOf(arg, folders, walk.desk) : undefined;
    folders = places?.kind === 'paths' ? places.places.map((place) => place.real ?? place.path) : undefined;
  }
  return folders;
}

function shellText(use: Use, run: Run): void {
  const arg = typeof use.arg === 'string' ? use.arg : use.arg?.exact ? use.arg.text : undefined;
  if (arg === undefined) {
    run.walk.note(notUnderstood('shell text that is not known before it runs'));
    return;
  }
  run.walk.text(arg, { ...run.scope, source: arg, depth: run.scope.depth + 1, loops: new Map() });
}

/**
 * What find found takes the place of what xargs does not know: exactly where the paths end with zero bytes, and for a
 * tool that counts and shows no content also where they do not.
 */
function withPaths(args: readonly Arg[], call: Call, found: Found | undefined): readonly Arg[] {
  const zero = call.has('-0', '--null');
  if (!found || call.has('-d', '--delimiter', '-E', '-a', '--arg-file')) return args;
  if (
    zero !== found.zero ||
    (!zero && !/^(?:wc|stat|du|ls|basename|dirname|file)$/.test(args[0]?.text ?? ''))
  )
    return args;
  return args.map((arg) => (arg.text === '' && !arg.exact ? { ...found.paths, many: arg.many } : arg));
}

/** What xargs would append, where the text itself says it: looked through for what is denied. */
function withStdinWords(args: readonly Arg[], run: Run): void {
  const words = run.scope.stdinText?.split(/[\s\0]+/).filter(Boolean) ?? [];
  runArgv(
    [...args.slice(0, -1), ...words.slice(0, 64).map((text) => ({ text, exact: true, many: false }))],
    run,
  );
}

function joined(args: readonly Arg[]): Arg {
  return { text: args.map((arg) => arg.text).join(' '), exact: args.every((arg) => arg.exact), many: false };
}

/** A tool that reads files of the project as configuration may not read what an earlier step wrote. */
function configuredFindings(chain: readonly CommandSpec[], program: string, walk: Walk): readonly Finding[] {
  const names = chain.flatMap((spec) => spec.configuredBy?.split(/\s+/) ?? []);
  names.push(...steeringOf(program));
  if (program === 'git') names.push('.git', '.gitattributes', '.gitmodules', '.gitconfig');
  const changed = names.length > 0 ? walk.changedBefore(names) : undefined;
  return changed === undefined
    ? []
    : [
        asked(
          { kind: 'exec', target: changed, detail: 'configuration an earlier step may have written' },
          'earlier-step',
          `${program} reads ${changed}, which an earlier step may have written`,
          { explicit: true, cause: 'exec' },
        ),
      ];
}
