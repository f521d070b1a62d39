import { type Aftermath, changedConfiguration, NOTHING_BEFORE } from './aftermath.ts';
import { appraise } from './appraise.ts';
import { isNumericVariable, isPlainArithmetic } from './arithmetic.ts';
import { collect, type Definitions, forkBomb } from './collect.ts';
import { runCommand } from './command.ts';
import type { FactDesk } from './facts.ts';
import { asked, denied, type Finding, notUnderstood } from './finding.ts';
import {
  type ArithmeticExpression,
  type CommandNode,
  type CompoundList,
  type ParsedScript,
  type PipelineNode,
  parseBash,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type TestExpression,
  type Word,
  type WordPart,
} from './parse.ts';
import type { CommandReport } from './report.ts';
import { fork, type LoopVariable, type Scope, settle, union } from './scope.ts';
import type { Setting } from './setting.ts';
import { arithmeticFinding, sweep } from './sweep.ts';
import { any, type Field, lit, toArg } from './value.ts';
import { braced, evaluateSingle, evaluateWord, type WordScope } from './words.ts';

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
  private definitions: Definitions = { assigned: new Map(), functions: new Map() };
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
    if (scope.depth > MAX_DEPTH) return this.note(notUnderstood('nested too deeply'));
    const { script, problems } = parseBash(source);
    for (const problem of problems) this.note(notUnderstood(problem));
    if (!script) return;
    const outer = this.definitions;
    const own = collect(script);
    this.definitions = {
      assigned: new Map([...outer.assigned, ...own.assigned]),
      functions: new Map([...outer.functions, ...own.functions]),
    };
    const bomb = forkBomb(own.functions);
    if (bomb !== undefined)
      this.note(
        denied(
          { kind: 'process', target: bomb, detail: 'starts itself without end' },
          'fork-bomb',
          `${bomb} starts itself without end`,
        ),
      );
    if (script.commands.length === 0 && problems.length === 0)
      this.note(notUnderstood('no command in it', 'empty'));
    this.list(script.commands, { ...scope, source });
    this.definitions = outer;
  }

  note(finding: Finding): void {
    this.findings.push(finding);
  }

  isFunction(name: string): boolean {
    return this.definitions.functions.has(name) || this.setting.functions.includes(name);
  }

  report(report: CommandReport): void {
    this.reports.push(report);
  }

  /** Variables as far as they are known in a scope. */
  words(scope: Scope): WordScope {
    const [only, ...more] = scope.flow.folders ?? [];
    const cwd = more.length === 0 ? only : undefined;
    const { home, user } = this.setting;
    return {
      home,
      user,
      cwd,
      variable: (name) => {
        const loop = scope.loops.get(name);
        if (loop) return loop.values;
        const assigned = this.assigned(name, scope);
        const standard = standardVariable(name, home, user, cwd);
        if (assigned)
          return standard === undefined ? [...assigned, [any(true)]] : [...assigned, [lit(standard)]];
        return standard === undefined ? undefined : [[lit(standard)]];
      },
      printed: (part) => printed(part, this.words(scope)),
    };
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
      isLoopVariable: (name) => scope.loops.has(name),
      isNumber: (name) => scope.loops.get(name)?.numeric ?? false,
    });
  }

  private nested(script: ParsedScript, scope: Scope): void {
    if (scope.depth > MAX_DEPTH) return this.note(notUnderstood('nested too deeply'));
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

  private compound(list: CompoundList, scope: Scope): void {
    this.list(list.commands, scope);
  }

  private node(node: PipelineNode | Statement['command'], scope: Scope): void {
    if (node.type === 'AndOr') {
      for (const [index, command] of node.commands.entries()) {
        if (index > 0 && node.operators[index - 1] === '||') settle(scope.flow);
        const before = scope.flow.folders;
        this.node(command, scope);
        // What stands after && or || may not have run.
        if (index > 0 && scope.flow.folders !== before && !('otherwise' in scope.flow))
          scope.flow.otherwise = before;
      }
    } else if (node.type === 'Pipeline') {
      const several = node.commands.length > 1;
      for (const [index, command] of node.commands.entries())
        this.command(command, several ? fork(scope, index > 0 ? { stdin: 'pipe' } : {}) : scope);
    } else this.command(node, scope);
  }

  private command(node: CommandNode, scope: Scope): void {
    switch (node.type) {
      case 'Command':
        if (++this.commands > MAX_COMMANDS) {
          if (this.commands === MAX_COMMANDS + 1) this.note(notUnderstood('more than 200 commands'));
          if (this.commands > 4 * MAX_COMMANDS) return;
        }
        return runCommand(node, scope, this);
      case 'Redirected': {
        const findings: Finding[] = [];
        const stdin = this.redirects(node.redirects, scope, findings);
        this.findings.push(...findings);
        return this.command(node.command, { ...scope, ...(stdin ? { stdin } : {}) });
      }
      case 'Subshell':
        return this.compound(node.body, fork(scope));
      case 'BraceGroup':
        return this.compound(node.body, scope);
      case 'If': {
        this.compound(node.clause, scope);
        const branches = [
          node.then,
          ...node.elif.flatMap((elif) => [elif.clause, elif.then]),
          ...(node.else ? [node.else] : []),
        ];
        return this.branches(branches, scope);
      }
      case 'While':
        return this.repeat(scope, (inner) => {
          this.compound(node.clause, inner);
          this.compound(node.body, inner);
        });
      case 'For':
      case 'Select':
        return this.forEach(node, scope);
      case 'ArithmeticFor':
        return this.count(node, scope);
      case 'Case': {
        this.single(node.word, scope);
        for (const item of node.items) for (const pattern of item.pattern) this.single(pattern, scope);
        return this.branches(
          node.items.map((item) => item.body),
          scope,
        );
      }
      case 'TestCommand':
        return this.test(node.expression, scope);
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
        return this.body(node.body, fork(scope));
      case 'Coproc':
        this.note(notUnderstood('a coprocess runs beside the shell'));
        return this.body(node.body, fork(scope));
      default:
        this.note(notUnderstood('shell syntax not understood'));
    }
  }

  private body(node: CommandNode | CompoundList, scope: Scope): void {
    if (node.type === 'CompoundList') this.compound(node, scope);
    else this.command(node, scope);
  }

  /** Each may run or not: afterwards the shell may be in any of their folders. */
  private branches(lists: readonly CompoundList[], scope: Scope): void {
    settle(scope.flow);
    let after = scope.flow.folders;
    for (const list of lists) {
      const inner = fork(scope);
      this.compound(list, inner);
      after = union(after, inner.flow.folders);
    }
    scope.flow.folders = after;
  }

  /** A body that changes the folder runs its next turn somewhere else. */
  private repeat(scope: Scope, walk: (inner: Scope) => void): void {
    settle(scope.flow);
    const start = scope.flow.folders;
    const inner = fork(scope);
    walk(inner);
    if (inner.flow.folders === start) return;
    scope.flow.folders = undefined;
    walk(fork(scope));
  }

  private forEach(node: Extract<CommandNode, { type: 'For' | 'Select' }>, scope: Scope): void {
    const name = node.name.value;
    const findings: Finding[] = [];
    const values: Field[] = [];
    for (const word of node.wordlist ?? []) {
      const words = braced(word);
      if (!words) findings.push(notUnderstood('braces make too many words'));
      for (const each of words ?? []) {
        this.sweep(each, scope, findings);
        for (const fields of evaluateWord(each, this.words(scope))) values.push(...fields);
      }
    }
    if (node.type === 'Select')
      findings.push(
        asked({ kind: 'terminal', detail: 'asks on the terminal' }, 'terminal', 'asks on the terminal'),
      );
    if (!isLoopName(name))
      findings.push(
        asked({ kind: 'env', target: name, detail: 'sets it' }, 'shell-state', `sets the variable ${name}`),
      );
    this.findings.push(...findings);
    const known = node.type === 'For' && node.wordlist && values.length <= 16 ? values : [[any(false)]];
    const variable: LoopVariable = {
      values: known,
      numeric: known.every((field) => field.every((piece) => piece.t === 'lit' && /^\d+$/.test(piece.s))),
    };
    this.repeat(scope, (inner) =>
      this.compound(node.body, { ...inner, loops: new Map([...inner.loops, [name, variable]]) }),
    );
  }

  /** `for ((i = 0; i < 3; i++))` over one plain variable is a counter; anything else is arithmetic nobody judged. */
  private count(node: Extract<CommandNode, { type: 'ArithmeticFor' }>, scope: Scope): void {
    this.sweep({ type: 'CompoundList', pos: node.pos, end: node.pos, commands: [] }, scope, this.findings);
    for (const part of [node.initialize, node.test, node.update])
      if (part) this.sweep(part, scope, this.findings);
    const name = counterOf(node.initialize);
    const numeric = (each: string) => each === name || this.isNumber(each, scope);
    const plain =
      name !== undefined &&
      isLoopName(name) &&
      isPlainArithmetic(node.test, numeric) &&
      isStep(node.update, name);
    if (!plain) this.note(arithmeticFinding());
    const loops =
      name === undefined
        ? scope.loops
        : new Map([...scope.loops, [name, { values: [[any(true)]], numeric: true }]]);
    this.repeat(scope, (inner) => this.compound(node.body, { ...inner, loops }));
  }

  private isNumber(name: string, scope: Scope): boolean {
    return isNumericVariable(name) || (scope.loops.get(name)?.numeric ?? false);
  }

  private single(word: Word, scope: Scope): void {
    this.sweep(word, scope, this.findings);
  }

  /** Tests read metadata; comparisons of numbers evaluate their text, `-v` its subscript. */
  private test(expression: TestExpression, scope: Scope): void {
    switch (expression.type) {
      case 'TestUnary':
        this.single(expression.operand, scope);
        if (!/^-[abcdefghkLnprsSuwxzGNOot]$/.test(expression.operator))
          this.note(notUnderstood(`the test ${expression.operator} evaluates its text`, 'arithmetic'));
        else if (!/^-[nzot]$/.test(expression.operator)) this.metaOf(expression.operand, scope);
        return;
      case 'TestBinary':
        for (const side of [expression.left, expression.right]) this.single(side, scope);
        if (/^-(?:nt|ot|ef)$/.test(expression.operator))
          for (const side of [expression.left, expression.right]) this.metaOf(side, scope);
        else if (expression.operator.startsWith('-'))
          for (const side of [expression.left, expression.right])
            if (!/^-?\d+$/.test(side.text) && !this.isNumberWord(side, scope)) this.note(arithmeticFinding());
        return;
      case 'TestLogical':
        for (const operand of expression.operands) this.test(operand, scope);
        return;
      case 'TestNot':
        return this.test(expression.operand, scope);
      default:
        return this.test(expression.expression, scope);
    }
  }

  private isNumberWord(word: Word, scope: Scope): boolean {
    const name = /^"?\$\{?([A-Za-z_]\w*|[#?])\}?"?$/.exec(word.text)?.[1];
    return name !== undefined && this.isNumber(name, scope);
  }

  private metaOf(word: Word, scope: Scope): void {
    for (const field of evaluateSingle(word, this.words(scope)))
      this.findings.push(
        ...appraise(
          { kind: 'meta', arg: toArg(field) },
          { setting: this.setting, desk: this.desk, folders: scope.flow.folders, program: '[[' },
        ),
      );
  }

  /** Judges redirections; returns where stdin comes from when one of them says so. */
  redirects(
    redirects: readonly Redirection[],
    scope: Scope,
    findings: Finding[],
  ): Scope['stdin'] | undefined {
    let stdin: Scope['stdin'] | undefined;
    for (const redirect of redirects) {
      this.sweep(redirect, scope, findings);
      if (redirect.descriptor?.type === 'FileDescriptorVariable')
        findings.push(notUnderstood('a redirection that sets a variable', 'shell-state'));
      if (redirect.type !== 'Redirect') {
        stdin = 'file';
        continue;
      }
      if (redirect.operator === '<' || redirect.operator === '<&') stdin = 'file';
      if (!redirect.target) findings.push(notUnderstood('a redirection without a target'));
      else
        for (const fields of evaluateWord(redirect.target, this.words(scope)))
          findings.push(...this.redirect(redirect.operator, fields, scope));
    }
    return stdin;
  }

  private redirect(operator: string, fields: readonly Field[], scope: Scope): readonly Finding[] {
    const [field, ...more] = fields;
    if (!field || more.length > 0) return [notUnderstood('a redirection to several words')];
    const arg = toArg(field);
    const context = {
      setting: this.setting,
      desk: this.desk,
      folders: scope.flow.folders,
      program: operator,
    };
    if (operator === '<&' || operator === '>&') {
      if (arg.exact && /^(?:\d+-?|-)$/.test(arg.text)) return [];
      if (operator === '<&' || !arg.exact)
        return [notUnderstood('a redirection that copies an unknown descriptor')];
    }
    // Descriptors of the shell by number are its own business; the terminal and the network are not.
    if (/^\/dev\/(?:tcp|udp)\//.test(arg.text))
      return [
        asked(
          { kind: 'network', target: arg.text.slice(5), detail: 'by redirection' },
          'network',
          `opens a connection to ${arg.text.slice(9)}`,
        ),
      ];
    if (/^\/+dev\/+(?:tty|console|pts)/.test(arg.text))
      return [
        asked(
          { kind: 'terminal', target: arg.text, detail: 'by redirection' },
          'terminal',
          'uses the terminal directly',
        ),
      ];
    if (!arg.exact && arg.glob === undefined && arg.text.length < 5 && !arg.text.includes('/'))
      return [notUnderstood('a redirection to a place that is not known before it runs')];
    if (operator === '<') return appraise({ kind: 'read', arg: dash(arg) }, context);
    return appraise({ kind: operator.endsWith('>>') ? 'append' : 'write', arg: dash(arg) }, context);
  }
}

/** `> -` is a file of that name, not stdout. */
const dash = <A extends { text: string; exact: boolean }>(arg: A): A =>
  arg.exact && arg.text === '-' ? { ...arg, text: './-' } : arg;

const isLoopName = (name: string) => /^[a-z][a-z0-9]{0,15}$/.test(name) && name !== 'histchars';

function counterOf(expression: ArithmeticExpression | undefined): string | undefined {
  if (expression?.type !== 'ArithmeticBinary' || expression.operator !== '=') return undefined;
  const { left, right } = expression;
  if (left.type !== 'ArithmeticWord' || right.type !== 'ArithmeticWord' || !/^\d+$/.test(right.value.trim()))
    return undefined;
  return left.value.trim();
}

function isStep(expression: ArithmeticExpression | undefined, name: string): boolean {
  if (expression?.type === 'ArithmeticUnary')
    return (
      /^(?:\+\+|--)$/.test(expression.operator) &&
      expression.operand.type === 'ArithmeticWord' &&
      expression.operand.value.trim() === name
    );
  return (
    expression?.type === 'ArithmeticBinary' &&
    /^[-+*]=$/.test(expression.operator) &&
    expression.left.type === 'ArithmeticWord' &&
    expression.left.value.trim() === name &&
    expression.right.type === 'ArithmeticWord' &&
    /^\d+$/.test(expression.right.value.trim())
  );
}

function standardVariable(
  name: string,
  home: string,
  user: string,
  cwd: string | undefined,
): string | undefined {
  if (name === 'HOME') return home;
  if (name === 'USER' || name === 'LOGNAME') return user;
  if (name === 'PWD') return cwd;
  if (name === 'IFS') return ' \t\n';
  return name === 'BASH' ? '/bin/bash' : undefined;
}

/** What `$(echo …)` and `$(printf …)` of plain text print: a name must not hide in one. */
function printed(part: WordPart, scope: WordScope): string | undefined {
  if (part.type !== 'CommandExpansion') return undefined;
  const [statement, ...more] = part.script?.commands ?? [];
  const command = statement?.command;
  if (more.length > 0 || command?.type !== 'Command' || command.prefix.length > 0 || !command.name)
    return undefined;
  const words: string[] = [];
  for (const word of [command.name, ...command.suffix]) {
    if (word.type !== 'Word') return undefined;
    const [fields, ...others] = evaluateWord(word, scope);
    for (const field of fields ?? []) {
      const arg = toArg(field);
      if (!arg.exact || others.length > 0) return undefined;
      words.push(arg.text);
    }
  }
  const [program, ...args] = words;
  if (program === 'echo')
    return args.filter((each, index) => !(index === 0 && /^-[neE]+$/.test(each))).join(' ');
  if (program !== 'printf' || args.length === 0) return undefined;
  const [format, ...rest] = args;
  if (!format!.includes('%')) return format!.replace(/\\n/g, '\n').trimEnd();
  return /^%s(?:\\n)?$/.test(format!) ? rest.join('') : undefined;
}
