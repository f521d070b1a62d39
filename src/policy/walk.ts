import { type Aftermath, changedConfiguration, NOTHING_BEFORE } from './aftermath.ts';
import { isNumericVariable, isPlainArithmetic } from './arithmetic.ts';
import { collect, type Definitions, forkBomb, startsForever } from './collect.ts';
import { runCommand } from './command.ts';
import { walkTest } from './condition.ts';
import type { FactDesk } from './facts.ts';
import { asked, denied, type Finding, notUnderstood } from './finding.ts';
import { walkCounter, walkList } from './loops.ts';
import { isNumberWord, readNames } from './own.ts';
import {
  type CommandNode,
  type CompoundList,
  joinedLines,
  type ParsedScript,
  type PipelineNode,
  parseBash,
  type Statement,
  type SyntaxNode,
  type Word,
} from './parse.ts';
import type { Folders } from './places.ts';
import { foundBy, printedBy } from './printed.ts';
import { redirections } from './redirect.ts';
import type { CommandReport } from './report.ts';
import { fork, mayStay, type Scope, settle, union } from './scope.ts';
import type { Setting } from './setting.ts';
import type { Arg } from './spec.ts';
import { arithmeticFinding, sweep } from './sweep.ts';
import { any, type Field } from './value.ts';
import { wordScope } from './variables.ts';
import { evaluateSingle, type WordScope } from './words.ts';

const MAX_COMMANDS = 200;
const MAX_DEPTH = 24;

/** Visits every simple command of a text, wherever it hides, and gathers what each would do. */
export class Walk {
  readonly reports: CommandReport[] = [];
  /** Findings about the text as a whole. */
  readonly findings: Finding[] = [];
  readonly setting: Setting;
  readonly desk: FactDesk;
  /** What earlier steps of the plan may have left behind. */
  readonly earlier: Aftermath;
  private commands = 0;
  private definitions: Definitions = { assigned: new Map(), functions: new Map(), lists: new Map() };
  private suspecting = 0;
  private resolving = new Set<string>();

  constructor(setting: Setting, desk: FactDesk, earlier: Aftermath = NOTHING_BEFORE) {
    this.setting = setting;
    this.desk = desk;
    this.earlier = earlier;
  }

  /** One of these files of the project that an earlier step may have written; `*` stands for any. */
  changedBefore(names: readonly string[]): string | undefined {
    return changedConfiguration(this.earlier, names);
  }

  /** Parses and walks a text; what is not understood becomes a finding, the rest is judged all the same. */
  text(source: string, scope: Scope): void {
    if (scope.depth > MAX_DEPTH) {
      this.note(notUnderstood('nested too deeply'));
      return;
    }
    const { script, problems } = parseBash(source);
    for (const problem of problems) this.note(notUnderstood(problem));
    if (/(?<!\\)(?:\\\\)*\\\n?$/.test(source)) this.note(notUnderstood('ends in the middle of a line'));
    if (script) this.script(script, source, scope, problems);
    const joined = joinedLines(source);
    if (joined !== undefined) this.text(joined, { ...fork(scope), depth: scope.depth + 1 });
  }

  private script(script: ParsedScript, source: string, scope: Scope, problems: readonly string[]): void {
    const outer = this.definitions;
    const own = collect(script);
    this.definitions = {
      assigned: new Map([...outer.assigned, ...own.assigned]),
      functions: new Map([...outer.functions, ...own.functions]),
      lists: new Map([...outer.lists, ...own.lists]),
    };
    const bomb = forkBomb(own.functions);
    if (bomb !== undefined) this.note(bombFinding(bomb));
    if (script.commands.length === 0 && problems.length === 0)
      this.note(notUnderstood('no command in it', 'empty'));
    this.list(script.commands, { ...scope, source });
    this.definitions = outer;
  }

  note(finding: Finding): void {
    this.findings.push(finding);
  }

  /** Looks at what may also happen: of what is found, only what is denied stays. */
  suspect(look: () => void, counts: (finding: Finding) => boolean = () => true): void {
    if (this.suspecting >= 3) return;
    this.suspecting++;
    const reports = this.reports.length;
    const findings = this.findings.length;
    look();
    const found = [
      ...this.findings.splice(findings),
      ...this.reports.splice(reports).flatMap((report) => report.findings),
    ];
    this.suspecting--;
    this.findings.push(...found.filter((finding) => finding.decision === 'deny' && counts(finding)));
  }

  /** The words an array, or the arguments that `set --` gave, may be. */
  listsOf(name: string): readonly (readonly Word[])[] {
    return this.definitions.lists.get(name === '*' ? '@' : name) ?? [];
  }

  /** The body of a function of this text, with what it is called with. */
  call(name: string, args: readonly Arg[], scope: Scope): void {
    const body = this.definitions.functions.get(name)?.body;
    if (!body || args.length === 0) return;
    const given = [{ text: 'bash', exact: true, many: false }, ...args];
    this.suspect(() => this.body(body, fork(scope, { given, depth: scope.depth + 1 })));
  }

  isFunction(name: string): boolean {
    return this.definitions.functions.has(name) || this.setting.functions.includes(name);
  }

  report(report: CommandReport): void {
    this.reports.push(report);
  }

  /** Variables as far as they are known in a scope. */
  words(scope: Scope): WordScope {
    return wordScope(scope, this.setting, (name) => this.assigned(name, scope));
  }

  private assigned(name: string, scope: Scope): readonly Field[] | undefined {
    const words = this.definitions.assigned.get(name);
    if (!words || this.resolving.has(name)) return undefined;
    this.resolving.add(name);
    const values = words.slice(0, 8).flatMap((word) => (word ? evaluateSingle(word, this.words(scope)) : []));
    this.resolving.delete(name);
    return values.length > 0 && values.length <= 16 ? values : undefined;
  }

  sweep(node: SyntaxNode, scope: Scope, findings: Finding[]): void {
    sweep(node, {
      script: (script) => this.nested(script, scope),
      finding: (finding) => findings.push(finding),
      isLoopVariable: (name) => scope.loops.has(name) || (scope.flow.assigned?.has(name) ?? false),
      isNumber: (name) => this.isNumber(name, scope),
    });
  }

  private nested(script: ParsedScript, scope: Scope): void {
    if (scope.depth > MAX_DEPTH) {
      this.note(notUnderstood('nested too deeply'));
      return;
    }
    this.list(
      script.commands,
      fork(scope, { source: script.source ?? scope.source, depth: scope.depth + 1 }),
    );
  }

  private list(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) {
      const own = statement.background ? fork(scope) : scope;
      this.node(statement.command, own);
      settle(own.flow);
    }
  }

  compound(list: CompoundList, scope: Scope): void {
    this.list(list.commands, scope);
  }

  private node(node: PipelineNode | Statement['command'], scope: Scope): void {
    if (node.type === 'AndOr') {
      const sure = scope.flow.assigned;
      let first = sure;
      for (const [index, command] of node.commands.entries()) {
        if (index > 0 && node.operators[index - 1] === '||') scope.flow.assigned = sure;
        if (index > 0 && node.operators[index - 1] === '||') settle(scope.flow);
        const before = scope.flow.folders;
        this.node(command, scope);
        // What stands after && or || may not have run.
        if (index > 0 && scope.flow.folders !== before) mayStay(scope.flow, before);
        if (index === 0) first = scope.flow.assigned;
      }
      scope.flow.assigned = first;
    } else if (node.type === 'Pipeline') {
      const several = node.commands.length > 1;
      let text = scope.stdinText;
      for (const [index, command] of node.commands.entries()) {
        const before = node.commands[index - 1];
        text = before && printedBy(before, this.words(scope), text);
        const stdinPaths = before && foundBy(before, this.words(scope));
        const piped = { stdin: 'pipe', stdinText: text, stdinPaths } as const;
        this.command(command, several ? fork(scope, before ? piped : {}) : scope);
      }
    } else this.command(node, scope);
  }

  private command(node: CommandNode, scope: Scope): void {
    switch (node.type) {
      case 'Command':
        if (++this.commands > MAX_COMMANDS) {
          if (this.commands === MAX_COMMANDS + 1) this.note(notUnderstood('more than 200 commands'));
          if (this.commands > 4 * MAX_COMMANDS) return;
        }
        runCommand(node, scope, this);
        return;
      case 'Redirected': {
        const findings: Finding[] = [];
        const stdin = redirections(node.redirects, scope, this, findings);
        this.findings.push(...findings);
        this.command(node.command, { ...scope, ...(stdin ? { stdinText: undefined, ...stdin } : {}) });
        return;
      }
      case 'Subshell':
        this.compound(node.body, fork(scope));
        return;
      case 'BraceGroup':
        this.compound(node.body, scope);
        return;
      case 'If':
        this.choice(node, scope);
        return;
      case 'While':
        if (startsForever(node)) this.note(bombFinding('a loop'));
        this.turns(node, scope);
        return;
      case 'For':
      case 'Select':
        walkList(node, scope, this);
        return;
      case 'ArithmeticFor':
        if (startsForever(node)) this.note(bombFinding('a loop'));
        walkCounter(node, scope, this);
        return;
      case 'Case': {
        this.sweep(node.word, scope, this.findings);
        for (const item of node.items)
          for (const pattern of item.pattern) this.sweep(pattern, scope, this.findings);
        this.branches(node.items, scope);
        return;
      }
      case 'TestCommand':
        walkTest(node.expression, scope, this);
        return;
      case 'ArithmeticCommand':
        this.sweep(node, scope, this.findings);
        if (!isPlainArithmetic(node.expression, (name) => this.isNumber(name, scope)))
          this.note(arithmeticFinding());
        return;
      case 'Function':
        this.note(
          asked(
            { kind: 'env', target: node.name.value, detail: 'defines a function' },
            'shell-state',
            `defines the function ${node.name.value}`,
            {
              explicit: true,
            },
          ),
        );
        this.body(node.body, fork(scope));
        return;
      case 'Coproc':
        this.note(notUnderstood('a coprocess runs beside the shell'));
        this.body(node.body, fork(scope));
        return;
      default:
        this.note(notUnderstood('shell syntax not understood'));
    }
  }

  /** `while read name` gives its names a line of what it is fed; every other condition is a list of commands. */
  private turns(node: Extract<CommandNode, { type: 'While' }>, scope: Scope): void {
    const names = scope.stdin === 'none' || scope.depth > 0 ? undefined : readNames(node.clause);
    const lines = (names ?? []).map((name) => [name, { values: [[any(true)]], numeric: false }] as const);
    this.repeat(scope, (inner) => {
      if (!names) this.compound(node.clause, inner);
      this.compound(node.body, names ? { ...inner, loops: new Map([...inner.loops, ...lines]) } : inner);
    });
  }

  private body(node: CommandNode | CompoundList, scope: Scope): void {
    if (node.type === 'CompoundList') this.compound(node, scope);
    else this.command(node, scope);
  }

  private choice(node: Extract<CommandNode, { type: 'If' }>, scope: Scope): void {
    let after: Folders | 'none' = 'none';
    const arm = (list: CompoundList) => {
      const inner = fork(scope);
      this.compound(list, inner);
      after = after === 'none' ? inner.flow.folders : union(after, inner.flow.folders);
    };
    this.compound(node.clause, scope);
    arm(node.then);
    for (const elif of node.elif) {
      this.compound(elif.clause, scope);
      arm(elif.then);
    }
    if (node.else) arm(node.else);
    else arm({ type: 'CompoundList', pos: node.end, end: node.end, commands: [] });
    if (after !== 'none') scope.flow.folders = after;
  }

  /** Each may run or not, and may fall through to the next: afterwards the shell may be in any of their folders. */
  private branches(items: Extract<CommandNode, { type: 'Case' }>['items'], scope: Scope): void {
    settle(scope.flow);
    const start = scope.flow.folders;
    let after = start;
    let entry = start;
    for (const item of items) {
      const inner = fork(scope);
      inner.flow.folders = entry;
      this.compound(item.body, inner);
      after = union(after, inner.flow.folders);
      entry =
        item.terminator === ';&' || item.terminator === ';;&' ? union(start, inner.flow.folders) : start;
    }
    scope.flow.folders = after;
  }

  /** A body that changes the folder runs its next turn somewhere else. */
  repeat(scope: Scope, walk: (inner: Scope) => void): void {
    settle(scope.flow);
    const start = scope.flow.folders;
    const inner = fork(scope);
    walk(inner);
    if (inner.flow.folders === start) return;
    scope.flow.folders = undefined;
    walk(fork(scope));
  }

  isNumber(name: string, scope: Scope): boolean {
    const loop = scope.loops.get(name);
    return isNumericVariable(name) || (loop ? loop.numeric : (scope.flow.assigned?.get(name) ?? false));
  }

  /** Whatever the text may ever give it is a number: a later turn of a loop sees no other value. */
  isAlwaysNumber(name: string, scope: Scope): boolean {
    const words = this.definitions.assigned.get(name) ?? [];
    const bound = new RegExp(
      `\\b(?:for|select|read|mapfile|readarray|getopts|coproc|let)\\b[^;\\n]*\\b${name}\\b|\\b${name}\\[`,
    );
    return (
      words.length > 0 &&
      words.every((word) => word !== undefined && isNumberWord(word)) &&
      !bound.test(scope.source.replaceAll('\\\n', ''))
    );
  }
}

const bombFinding = (what: string): Finding =>
  denied(
    { kind: 'process', target: what, detail: 'starts processes without end' },
    'fork-bomb',
    `${what} starts processes without end`,
  );
