import { appraise } from './appraise.ts';
import { asked, type Finding, notUnderstood } from './finding.ts';
import type { Command, HereDoc, HereString, Redirection } from './parse.ts';
import type { Scope } from './scope.ts';
import { type Field, toArg } from './value.ts';
import type { Walk } from './walk.ts';
import { evaluateSingle, evaluateWord, type WordScope } from './words.ts';

/** Where stdin comes from and, when it stands in the text, what it gives. */
export type Stdin = Pick<Scope, 'stdin' | 'stdinText'>;

/** Judges redirections; returns where stdin comes from when one of them says so. */
export function redirections(
  redirects: readonly Redirection[],
  scope: Scope,
  walk: Walk,
  findings: Finding[],
): Stdin | undefined {
  let stdin: Stdin | undefined;
  for (const redirect of redirects) {
    walk.sweep(redirect, scope, findings);
    if (redirect.descriptor?.type === 'FileDescriptorVariable')
      findings.push(notUnderstood('a redirection that sets a variable', 'shell-state'));
    if (redirect.type !== 'Redirect') {
      const text = redirect.type === 'HereDoc' ? bodyText(redirect) : stringText(redirect, walk.words(scope));
      stdin = { stdin: 'file', ...(text === undefined ? {} : { stdinText: text }) };
      continue;
    }
    if (redirect.operator === '<' || redirect.operator === '<&') stdin = { stdin: 'file' };
    if (!redirect.target) findings.push(notUnderstood('a redirection without a target'));
    else
      for (const fields of evaluateWord(redirect.target, walk.words(scope)))
        findings.push(...redirection(redirect.operator, fields, scope, walk));
  }
  return stdin;
}

/** What a here-document or here-string of this command says, where the text says it. */
export function hereText(command: Command, words: WordScope): string | undefined {
  let text: string | undefined;
  for (const redirect of command.redirects)
    if (redirect.type === 'HereDoc') text = bodyText(redirect);
    else if (redirect.type === 'HereString') text = stringText(redirect, words);
  return text;
}

function bodyText({ body }: HereDoc): string | undefined {
  return (body.parts ?? []).every((part) => part.type === 'Literal') ? body.text : undefined;
}

function stringText({ target }: HereString, words: WordScope): string | undefined {
  const [field, ...more] = target ? evaluateSingle(target, words) : [];
  const arg = field && more.length === 0 ? toArg(field) : undefined;
  return arg?.exact ? arg.text : undefined;
}

function redirection(
  operator: string,
  fields: readonly Field[],
  scope: Scope,
  walk: Walk,
): readonly Finding[] {
  const [field, ...more] = fields;
  if (!field || more.length > 0) return [notUnderstood('a redirection to several words')];
  const arg = toArg(field);
  const context = {
    setting: walk.setting,
    desk: walk.desk,
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

/** `> -` is a file of that name, not stdout. */
const dash = <A extends { text: string; exact: boolean }>(arg: A): A =>
  arg.exact && arg.text === '-' ? { ...arg, text: './-' } : arg;
