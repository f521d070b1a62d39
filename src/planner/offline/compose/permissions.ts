import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import { findCommand } from './find.ts';
import type { Rule } from './modes.ts';
import { pathOf, targetsOf } from './targets.ts';

/** What a change of mode falls on: arguments, or a find command for whole trees. */
function objects(
  r: Reading,
): { args: string; find: string | undefined; directory: boolean; guess: number } | undefined {
  const to = r.terms.filter(
    (term) => r.free(term) && ['to', 'from'].includes(term.role) && term.entry !== undefined,
  );
  if (to.length > 0 && to.every((term) => term.entry!.type === 'file')) {
    r.mark(...to);
    return {
      args: to.map((term) => pathArg(pathOf(term))).join(' '),
      find: undefined,
      directory: false,
      guess: 0,
    };
  }
  const sel = takeSelection(r, { noContent: true });
  const filtered = sel.names.length + sel.tests.length > 0;
  const whole =
    sel.type !== undefined &&
    sel.files.length === 0 &&
    (r.has('all|recursive') || sel.type === 'd') &&
    (sel.roots.length > 0 || r.terms.some((term) => term.tags.has('here') || term.tags.has('recursive')));
  if (
    !filtered &&
    whole &&
    (sel.type === 'd'
      ? /\b(?:all|every|each)\b|所有|每个/i.test(r.analysis.request)
      : sel.depth === 'all' || /\b(?:under|below|beneath|tree|hierarchy)\b/i.test(r.analysis.request))
  )
    return { args: '', find: findCommand(sel, '', 'all'), directory: true, guess: 0.05 };
  if (!filtered && sel.files.length === 0 && sel.roots.length === 1) {
    // "scripts in tools": what lies in the folder, not the folder.
    if (r.has('script-noun')) {
      const root = sel.roots[0]!.replace(/\/+$/, '');
      const scripts = r.world.names(root).filter(({ path, type }) => type === 'file' && /\.sh$/.test(path));
      return scripts.length > 0
        ? { args: `${pathArg(root)}/*.sh`, find: undefined, directory: false, guess: 0.05 }
        : undefined;
    }
    const every =
      /(?:files|every file|everything) (?:in|under|inside|below)|(?:里|中|下)的?(?:所有|全部)文件/.test(
        r.analysis.request,
      );
    if (every || sel.depth === 'all' || sel.type === 'd')
      return {
        args: '',
        find: findCommand({ ...sel, type: every ? 'f' : sel.type === 'd' ? 'd' : undefined }).replace(
          ' -mindepth 1',
          every ? ' -mindepth 1' : '',
        ),
        directory: true,
        guess: 0.05,
      };
    return { args: pathArg(sel.roots[0]!), find: undefined, directory: true, guess: 0 };
  }
  if (sel.files.some((file) => !r.world.lookup(file))) return undefined;
  const targets = targetsOf(r, sel);
  if (!targets) return undefined;
  return { args: targets.args, find: targets.find, directory: false, guess: sel.guess + targets.guess };
}

/** chmod in words and in numbers. */
export const permissions: Rule = (r) => {
  if (
    r.has('find|count|copy|move|append|link|rename|delete') &&
    !r.has('set|grant|convert|revoke|permission|make-executable') &&
    !(r.has('delete') && r.has('writable|readable'))
  )
    return undefined;
  const asks =
    /^(?:which|what|show|list|who|find|are|is|search|locate|display|print|look|count|how|get)\b/i.test(
      r.analysis.request,
    ) &&
    !/\b(?:and|then)\b.*\b(?:change|set|make|give|grant|chmod|add|remove|revoke)\b/i.test(r.analysis.request);
  if (asks || !ordered(r) || RUN_NOW.test(r.analysis.request)) return undefined;
  const twice = twoModes(r);
  const mode =
    twice?.to ??
    r.find('#mode', (term) => r.has('permission|set|change|grant|p-to') || term.kind === 'mode') ??
    undefined;
  // "change the permission of files that have permissions 777": which, but not to what.
  if (
    mode &&
    !twice &&
    mode.role !== 'to' &&
    new RegExp(
      `\\b(?:have|has|having|with)\\s+(?:the\\s+)?(?:file\\s+)?(?:permissions?|modes?)\\s+${mode.text.replace(/\W/g, '.')}\\b`,
      'i',
    ).test(r.analysis.request)
  )
    return undefined;
  const words = r.has('make-executable|readable|writable|read-only|only-me|everyone|run');
  if (!mode && !words) return undefined;
  if (
    !r.has('set|convert|create|grant|revoke|permission|make-executable|let|change|only-me|delete') &&
    !OUGHT.test(r.analysis.request)
  )
    return undefined;
  if (r.has('find') && !r.has('set|convert|grant|change|append')) return undefined;
  r.may('append', 'find');
  r.mark(mode);
  const text = mode ? mode.text : modeFromWords(r);
  if (text === undefined) return undefined;
  // "make a.sh executable and NOTES read-only": one mode would not do.
  if (!mode && r.has('make-executable') && r.has('read-only')) return undefined;
  const recursive = r.has('recursive');
  r.may(
    'set',
    'convert',
    'create',
    'grant',
    'revoke',
    'delete',
    'permission',
    'make-executable',
    'change',
    'p-to',
    'octal',
    'readable',
    'writable',
    'run',
    'read-only',
    'only-me',
    'everyone',
    'owner-class',
    'group-class',
    'script-noun',
    'exactly',
  );
  const target = twice ? withMode(r, twice.from) : objects(r);
  if (!target) return undefined;
  // "the folder and all in it should be private": folders need another mode than files.
  if (target.find && /^\d+$/.test(text) && !mode && target.directory) return undefined;
  r.may(
    'all',
    'file',
    'only',
    'folder',
    'p-and',
    'by',
    'p-by',
    'it-ref',
    'here',
    'item',
    'not',
    'no',
    'user',
    'group',
    'recursive',
    'content',
    'command-noun',
    'value',
    'oneline-each',
    'own',
    'process',
    'but',
    ...(r.has('only-me') ? ['say', 'write', 'able'] : []),
  );
  for (const term of r.terms)
    if (
      /^(?:but|execute|exec|reads?|writes?|access|else|able|allowed|may|可以|只能)$/.test(
        term.raw.toLowerCase(),
      )
    )
      r.mark(term);
  const why = r.say('changes who may do what', '修改权限');
  return changing(
    'permission',
    'write',
    target.find
      ? `${target.find} -exec chmod ${text} {} +`
      : `chmod ${recursive && target.directory ? '-R ' : ''}${text} ${target.args}`,
    why,
    target.guess,
  );
};

/** "notes.txt should be read-only": said of what is here, it is an order. */
const OUGHT =
  /\b(?:should|must|shall|needs? to|has to|have to|ought to|got to)\b(?! i\b)[^?]*$|应该|必须|需要/i;

/** "open.sh must be run now" orders a run, "must be run only by me" a right. */
const RUN_NOW =
  /\b(?:should|must|shall|needs? to|has to|have to|ought to|got to) be (?:run|executed|started)\b(?! (?:by|only))/i;

const ORDER =
  /^\W*(?:(?:please|kindly|now|then|just|can you|could you|would you|i want(?: you)? to|i['’]d like(?: you)? to|i need(?: you)? to|recursively|go and)\s+)*(?:make|set|give|grant|allow|let|change|chmod|add|remove|take|revoke|deny|forbid|strip|turn|put|mark|restrict|protect|lock|open|fix|clear|drop|disable|disallow|prevent|withdraw|cancel|unset|enable|ensure|have|find|search|assign|apply|modify|update|delete|get rid|limit|reset|permit|convert|adjust|locate|look)\b/i;

/** "sh files I may not execute" speaks of files; a change is ordered, or said of one file that is here: "run.sh must be executable". */
function ordered(r: Reading): boolean {
  const { request, language } = r.analysis;
  if (language === 'zh' || ORDER.test(request) || /[^\x00-\x7f]/.test(request)) return true;
  return r.terms.some((term) => term.entry !== undefined && term.tags.has('#path'));
}

/** "files with 777 permissions … to 755": the first says which, the second what they get. */
function twoModes(r: Reading): { from: Term; to: Term } | undefined {
  const modes = r.terms.filter((term) => r.free(term) && term.tags.has('#mode'));
  const to = modes.find((term) => term.role === 'to');
  const from = modes.find((term) => term !== to);
  if (!to || !from || modes.length !== 2 || from.kind !== 'number') return undefined;
  const near = [1, 2, -1, -2].some((on) => r.at(from.index + on)?.tags.has('permission'));
  return near ? { from, to } : undefined;
}

function withMode(r: Reading, from: Term) {
  r.mark(from);
  r.may('permission', 'where', 'p-with');
  const sel = takeSelection(r, { noContent: true });
  if (sel.files.length > 0) return undefined;
  const find = findCommand(
    { ...sel, type: sel.type ?? 'f', tests: [...sel.tests, `-perm ${from.text}`] },
    '',
    sel.depth ?? 'all',
  );
  return { args: '', find, directory: false, guess: sel.guess };
}

const EXCEPT =
  /\b(?:any ?(?:one|body)|every ?(?:one|body)|all|nobody|no ?one|none)\b[^.]*\b(?:but|except|besides|apart from|other than|save)\b (?!not\b|only\b)/;
const EXCEPT_ME =
  /\b(?:but|except(?: for)?|besides|apart from|other than|save) (?:me|myself|the owner|its owner)\b/;

/** "only I can read and write", "everyone may read": a mode. */
function modeFromWords(r: Reading): string | undefined {
  // Names say nothing about rights: "run.sh" is not "run".
  const request = r.terms
    .filter((term) => term.kind !== 'path' && term.kind !== 'quoted' && !term.tags.has('#path'))
    .map((term) => term.raw)
    .join(r.analysis.language === 'zh' ? '' : ' ')
    .toLowerCase();
  const revoke =
    (r.has('revoke') &&
      /remove|\btak(?:e|ing)\b.*\baway\b|revoke|deny|forbid|prevent|disallow|withdraw|去掉|取消|移除|禁止/.test(
        request,
      )) ||
    r.has('delete') ||
    /\b(?:not|never|cannot|can['’]?t|mustn['’]?t|shouldn['’]?t|may ?not) (?:be )?(?:able to |allowed to )?(?:be )?(?:writ|read|exec|run)|\b(?:nobody|no ?one) (?:should|must|may|can|shall)\b(?! but)|\bneither\b|no longer|un(?:writ|read)|non-|不可/.test(
      request,
    );
  const executable = r.has('make-executable') || /\bexecut|\brun\b|执行|运行/.test(request);
  const write =
    r.has('writable') ||
    /\bwrit|可写|写|\b(?:can|may|able to|allowed to) (?:read and )?(?:change|edit|modify)\b/.test(request);
  const read = r.has('readable') || /\bread\b|\breadable|可读|读/.test(request);
  const me =
    r.has('only-me') ||
    /\bonly (?:me|i|the owner|owner)\b|\bonly\b[^.]*\bby (?:me|its owner|the owner|owner)\b|\bby (?:me|its owner|the owner|owner) (?:only|alone)\b|(?:nobody|no one) (?:except|but) me|\bjust me\b|nobody else|no one else|only readable by me|private|只(?:有|给|许|让|能)我|仅我|仅所有者|只有所有者/.test(
      request,
    );
  // "not writable by anyone but me"
  if (EXCEPT.test(request)) {
    const others = EXCEPT_ME.test(request) && !/\b(?:else|group)\b/.test(request);
    if (!others || executable || (!revoke && !/\b(?:nobody|no ?one)\b/.test(request))) {
      if (!me) return undefined;
    } else if (write !== read) return write ? 'go-w' : 'go-r';
  }
  // "should only be readable by the group" takes it from the others too.
  if (/\bonly\b[^.]*\bby (?:the )?(?:group|others)\b|\bonly (?:the )?(?:group|others)\b/.test(request) && !me)
    return undefined;
  const everyone = r.has('everyone') && !/nobody else|no one else/.test(request);
  // "it is private, make it executable for everyone"
  if (me && everyone && executable && !read && !write) return undefined;
  // "nobody but me may write, all may read"
  if (
    me &&
    read &&
    write &&
    !executable &&
    /\b(?:all|every ?(?:one|body)|any ?(?:one|body)|(?:the )?others|the rest|the world)(?: of us)? (?:may|can|could|should|must|shall|is|are)(?: still| also| be| only| just| able to| allowed to)* read/.test(
      request,
    )
  )
    return 'u+rw,a+r,go-w';
  if (/read[- ]?only|只读/.test(request) && !me)
    return /\bothers?\b|\bgroup\b|\bfor me\b|\bbut\b|别人|其他|但/.test(request) ? undefined : 'a-w';
  if (everyone && me && read && write) return executable ? '755' : '644';
  if (
    everyone &&
    /(?:everyone|others|anyone|所有人|其他人).{0,12}(?:read|读)/.test(request) &&
    /(?:only|but|只有|仅).{0,16}(?:me|i|owner|我|所有者).{0,16}(?:write|写)/.test(request)
  )
    return '644';
  // Two of the three classes: no mode that forgets one of them.
  if (me && /\bgroup\b|组/.test(request)) return undefined;
  if (me) {
    if (executable && (read || write)) return '700';
    if (executable) return 'u+x,go-x';
    if (
      read &&
      !write &&
      /\breadable\b.*\bby (?:me|the owner|its owner)\b|\bby (?:me|the owner) (?:only|alone)\b/.test(request)
    )
      return 'go-r';
    if (read && !write) return /\b(?:nobody|no ?one) (?:else|but|except)\b/.test(request) ? 'go-r' : '400';
    return read || write || r.has('permission') || /private/.test(request) ? '600' : undefined;
  }
  const classes = [
    /\bowner\b|所有者/.test(request) && !everyone ? 'u' : '',
    /\bgroup\b|组/.test(request) ? 'g' : '',
    /\bothers?\b|其他/.test(request) ? 'o' : '',
  ].join('');
  // "others can't write but the group can": two contrary rights.
  if (classes.length > 1 && /\bbut\b|但|不过/.test(request)) return undefined;
  const who = classes || (everyone ? 'a' : '');
  const what = `${(read && !executable) || (read && /read/.test(request)) ? 'r' : ''}${write ? 'w' : ''}${executable ? 'x' : ''}`;
  if (what === '') return undefined;
  const clear = revoke ? '-' : '+';
  if (clear === '-' && who === '') return `${what === 'x' ? '' : 'a'}-${what}`;
  return `${who === '' && what !== 'x' ? (what === 'r' ? 'a' : 'u') : who}${clear}${what}`;
}

/** chown, as root. */
export const owners: Rule = (r) => {
  if (!r.has('own') || !r.has('set|change|grant|create|replace') || r.has('find|show|ask')) return undefined;
  const user = r.terms.find(
    (term) =>
      r.free(term) &&
      term.role === 'to' &&
      term.kind === 'word' &&
      (term.tags.size === 0 || /^root$/.test(term.raw)),
  );
  if (!user || !/^[a-z_][\w.-]*$/.test(user.raw)) return undefined;
  r.mark(user);
  const group = r.find('group');
  r.mark(group);
  r.may('own', 'set', 'change', 'grant', 'owner-class', 'user', 'p-to', 'replace', 'create');
  const recursive = r.has('recursive');
  const target = objects(r);
  if (!target || target.find) return undefined;
  r.may('all', 'file', 'folder', 'sudo', 'item', 'content');
  return changing(
    'owner',
    'privilege',
    `sudo ${group ? 'chgrp' : 'chown'} ${recursive ? '-R ' : ''}${user.raw} ${target.args}`,
    r.say('changes the owner; needs root', '修改所有者；需要 root'),
    target.guess,
  );
};
