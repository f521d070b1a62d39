import { quote } from '../quote.ts';
import { GREEDY, type Rule, reading } from './common.ts';
import { piped, takeSource, withSource } from './source.ts';

/** Case, number of fields, length: one small filter over the text. */
export const filters: Rule = (r) => {
  const upper = r.find('uppercase');
  const lower = r.find('lowercase');
  const longest = r.find('longest');
  const shortest = r.find('shortest');
  const hex = r.find('hex');
  const base64 =
    r.find('base64') ??
    (r.terms.some((term) => /\.b(?:ase)?64$/i.test(term.text)) ? r.find('decode') : undefined);
  if (r.has('rename|file-name') || r.has('case-insensitive')) return undefined;
  if (upper || lower) {
    if (r.has('count|grep|contains|find|starts-with') && !r.has('convert')) return undefined;
    if (/in[- ]?place|save|overwrite|原地|写回/.test(r.analysis.request)) return undefined;
    r.mark(upper, lower);
    if (r.has('p-from') && upper && lower) return undefined;
    const quoted = r.find('#quoted', (term) => !term.entry);
    const command = upper ? `tr '[:lower:]' '[:upper:]'` : `tr '[:upper:]' '[:lower:]'`;
    r.may(
      'convert',
      'replace',
      'character',
      'all',
      GREEDY,
      'text',
      'version',
      'screen',
      'word',
      'p-to',
      'print',
      'change',
      'line',
      'write',
      'content',
      'create',
    );
    if (quoted) {
      r.mark(quoted);
      return reading(
        'text',
        `printf '%s\\n' ${quote(quoted.text)} | ${command}`,
        r.say('converts the text', '转换文本'),
        0,
      );
    }
    const source = takeSource(r);
    if (!source) return undefined;
    const writes = r.terms.some((term) => term.role === 'to' && term.tags.has('#path') && r.free(term));
    if (writes) return undefined;
    return reading(
      'text',
      piped(command, source),
      r.say('prints the text converted', '打印转换后的文本'),
      source.guess,
    );
  }
  if ((longest || shortest) && r.has('line|word|name')) {
    r.mark(longest, shortest);
    const source = takeSource(r);
    if (!source || source.recursive) return undefined;
    r.may('line', GREEDY, 'length', 'count', 'character');
    const words = r.find('word');
    r.mark(words);
    const command = words
      ? `${piped(`tr -cs '[:alnum:]' '\\n'`, source)} | awk '{ print length, $0 }' | sort -${longest ? 'r' : ''}n | head -n 1 | cut -d' ' -f2-`
      : withSource(
          longest
            ? `awk 'length > n { n = length; line = $0 } END { print ${r.has('length') ? 'n' : 'line'} }'`
            : `awk 'NR == 1 || length < n { n = length; line = $0 } END { print line }'`,
          source,
        );
    return reading('text', command, r.say('finds the longest or shortest', '找出最长或最短的'), source.guess);
  }
  if (hex && !hex.tags.has('#num') && !r.has('convert|#num')) {
    r.mark(hex);
    const source = takeSource(r);
    if (!source) return undefined;
    r.may(GREEDY, 'bytes', 'head');
    return reading(
      'text',
      withSource('od -A x -t x1z', source),
      r.say('shows the bytes', '显示各字节'),
      source.guess + 0.2,
    );
  }
  if (base64) {
    r.mark(base64);
    const decode = base64.tags.has('decode') || r.all('decode').length > 0;
    r.may('encode', 'convert', GREEDY);
    const quoted = r.find('#quoted', (term) => !term.entry) ?? r.find('#literal');
    const tool = decode ? 'base64 -d' : 'base64';
    if (quoted) {
      r.mark(quoted);
      return reading(
        'text',
        `printf '%s' ${quote(quoted.text)} | ${tool}`,
        r.say('converts the text', '转换文本'),
      );
    }
    const source = takeSource(r);
    if (!source || source.many) return undefined;
    return reading('text', withSource(tool, source), r.say('converts the text', '转换文本'), source.guess);
  }
  return undefined;
};
