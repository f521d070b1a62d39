import { pathArg } from '../quote.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import type { Rule } from './edit.ts';
import { onScreen } from './literal.ts';
import { overFiles, takeSource, withSource } from './source.ts';

/** Carriage returns, blanks at line ends, tabs: edits that name a kind of character. */
export const characterEdits: Rule = (r) => {
  const request = r.analysis.request.toLowerCase();
  const carriage =
    /carriage returns?|\bcrlf\b|\bcr\b|(?:windows|dos) (?:style |type )?line|(?:windows|dos|\bpc\b)[^.]*\bline[- ]?(?:end|break)|line[- ]?(?:end|break)\w*[^.]*\b(?:windows|dos)\b|(?:unix|linux|lf)[ -]line[ -]end|line end\w* to (?:unix|lf|linux)|to unix (?:format|line)|dos2unix|回车符|换行符.*unix/.test(
      request,
    ) && !r.has('show|find|count|ask');
  const trailing =
    /trailing (?:blanks?|spaces?|whitespace)|(?:spaces?|blanks?|whitespace) (?:at|from) the (?:end|ends) of|行尾(?:的)?空(?:格|白)/.test(
      request,
    ) &&
    r.has('delete|trim|clear|discard|revoke') &&
    !r.has('find|count|ask');
  const leading =
    /leading (?:blanks?|spaces?|whitespace)|(?:spaces?|blanks?|whitespace) at the (?:start|beginning) of|行首(?:的)?空(?:格|白)/.test(
      request,
    ) && r.has('delete|trim|clear|discard|revoke');
  if (!carriage && !trailing && !leading) return undefined;
  for (const term of r.terms)
    if (
      /^(?:carriage|returns?|crlf|cr|dos|windows|unix|linux|lf|换行符?|行尾|行尾符|格式|endings?|line endings?|line[- ]?(?:ends?|breaks?)|format|style|dos2unix|ends?|came|comes?|coming|fix|repair|correct|normali[sz]e|normal|proper|box|machine|pc|saved|made|written)$/i.test(
        term.raw,
      )
    )
      r.mark(term);
  r.may(
    'delete|trim|clear|discard|revoke|space-char|whitespace|tail|newline|convert|replace|set|change|p-to|head|format|os|extension|takes',
  );
  if (carriage) r.may('kill', 'compress', 'edit', 'write', 'create');
  const screen = onScreen(r);
  const source = takeSource(r);
  if (!source || source.args === '') return undefined;
  r.may(
    'line|per|all|file|p-of|edit|item|p-in|text|content|character|it-ref|show|screen|starts-with|ends-with|leading|p-with|style',
  );
  const scripts = [
    carriage ? 's/\\r$//' : '',
    trailing ? 's/[[:space:]]*$//' : '',
    leading ? 's/^[[:space:]]*//' : '',
  ]
    .filter(Boolean)
    .join('; ');
  const why = r.say('takes these characters out', '去掉这些字符');
  if (screen) return reading('edit', overFiles(`sed '${scripts}'`, source), why, source.guess, 2);
  return changing('edit', 'write', overFiles(`sed -i '${scripts}'`, source), why, source.guess, 2);
};

/** Base64 there and back, by the ending or the word. */
export const decodes: Rule = (r) => {
  if (!r.has('decode|encode') || r.has('#quoted')) return undefined;
  const file = r.terms.find((term) => r.free(term) && term.tags.has('#path') && term.entry?.type === 'file');
  if (!file || !(r.has('base64') || /\.(?:b64|base64)$/.test(file.text))) return undefined;
  r.mark(file);
  const back = r.has('decode');
  r.may('decode|encode|base64|show|file|content|p-from|p-as|text|screen|convert|format');
  return reading(
    'encoding',
    `base64 ${back ? '-d' : '-w0'} ${pathArg(file.entry!.path)}`,
    r.say(back ? 'decodes it' : 'encodes it', back ? '解码' : '编码'),
    0,
    2,
  );
};

/** All lines of a file as one, with a sign between them. */
export const joinedLines: Rule = (r) => {
  const request = r.analysis.request.toLowerCase();
  if (
    !/\b(?:one|a single|single)\b[^.]*\bline\b|(?:成|为|合并到)一行|in one row/.test(request) ||
    r.has('uncomment|append|insert|grep|context-lines')
  )
    return undefined;
  const sign = /comma|逗号/.test(request)
    ? ','
    : /semicolon|分号/.test(request)
      ? ';'
      : /\btabs?\b/.test(request)
        ? '\\t'
        : /space|空格/.test(request)
          ? ' '
          : /pipe/.test(request)
            ? '|'
            : /colon/.test(request)
              ? ':'
              : undefined;
  if (sign === undefined) return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  for (const term of r.terms)
    if (/^(?:one|single|commas?|semicolons?|pipes?|colons?|a single line|one line|row)$/i.test(term.raw))
      r.mark(term);
  r.may(
    'join|delimiter|line|short-form|p-as|p-with|show|convert|replace|all|tab|space-char|put|text|print|p-by|per|name|item|content|newline',
  );
  return reading(
    'text',
    withSource(`paste -sd '${sign}'`, source),
    r.say('joins the lines', '把各行连成一行'),
    source.guess,
    2,
  );
};
