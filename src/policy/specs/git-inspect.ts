import type { Arg, Call, Use } from '../spec.ts';
import { shown } from './git-options.ts';

/** `git diff` compares any two files when one lies outside the repository, and whole folders. */
export function diffed(call: Call): readonly Use[] {
  const outside = call.operands.filter((arg) => !arg.exact || /^[/~]|^\.\.(?:\/|$)/.test(arg.text));
  return [...shown(call), ...outside.map((arg): Use => ({ kind: 'tree', arg }))];
}

const REFLOG = /^(?:show|list|exists|main|master|develop|dev|stash)$|^HEAD|@|\//;

/** The first word of `git reflog` is a subcommand or a reference; a subcommand of a later git must not pass for one. */
export function reflog(call: Call): readonly Use[] {
  const [first] = call.operands;
  if (first === undefined || (first.exact && REFLOG.test(first.text))) return shown(call);
  const detail = 'may change the reflog';
  return [...shown(call), { kind: 'edit', arg: '.', detail }, { kind: 'unknown', arg: first, detail }];
}

const GETS = ['--get', '--get-all', '--get-regexp', '--get-urlmatch', '--get-color', '--get-colorbool'];
const KEY = /^[A-Za-z][\w-]*\..*[\w-]+$/s;
/** Sections that hold no URL and no header, so that no credentials stand in them. */
const HARMLESS =
  /^\^?(?:user|author|committer|core|branch|color|column|pull|push|init|diff|merge|rebase|commit|tag|log|status|fetch|rerere|advice|help|gc|pack|index|feature|i18n|blame|grep|format|stash|worktree|extensions|safe)\\?\./i;
const HARMLESS_KEY =
  /^(?:alias\.[\w-]+|remote\.[^:@]*\.(?:url|pushurl|fetch|push)|gpg\.(?:format|program)|credential\.helper|submodule\.recurse)$/i;

/** `git config`: reading one harmless key is free; the whole list may show tokens in URLs and headers; two words write. */
export function config(call: Call): readonly Use[] {
  const [first, ...rest] = call.operands;
  if (call.operands.some((arg) => arg.many)) return [unknown(first)];
  if (call.has('--list', '-l')) return first === undefined ? listed(call) : [unknown(first)];
  if (call.has(...GETS)) return key(first, call.has('--name-only'));
  if (first === undefined) return [];
  if (!first.exact) return [unknown(first)];
  if (first.text === 'list' && rest.length === 0) return listed(call);
  if (first.text === 'get') return key(rest[0], false);
  if (rest.length === 0 && KEY.test(first.text)) return key(first, false);
  return [{ kind: 'edit', arg: '.', detail: 'changes the configuration of git' }];
}

function key(name: Arg | undefined, nameOnly: boolean): readonly Use[] {
  if (name === undefined) return [];
  const harmless =
    nameOnly ||
    (name.exact && !name.text.includes('|') && (HARMLESS.test(name.text) || HARMLESS_KEY.test(name.text)));
  return harmless ? [] : [{ kind: 'secret', arg: name, detail: 'may hold a token or a URL with one' }];
}

function listed(call: Call): readonly Use[] {
  return call.has('--name-only')
    ? []
    : [{ kind: 'secret', detail: 'shows tokens in URLs and headers, if there are any' }];
}

function unknown(arg: Arg | undefined): Use {
  return arg === undefined ? { kind: 'unknown' } : { kind: 'unknown', arg };
}
