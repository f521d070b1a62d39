import { pathArg } from '../quote.ts';
import { CHANGES, GREEDY, type Rule, reading } from './common.ts';
import { piped, takeSource, withSource } from './source.ts';

/** Lines, words, characters, bytes of files. */
export const counts: Rule = (r) => {
  const packed = r.terms.find(
    (term) => term.entry?.type === 'file' && /\.(?:gz|xz|bz2)$/.test(term.entry.path),
  );
  // "how many lines are in x.gz when unpacked": nothing is unpacked on the disk.
  if (
    packed &&
    r.has('count') &&
    r.has('line|word|character') &&
    !r.has('contains|delete|#quoted|#literal|unique')
  ) {
    r.mark(packed);
    r.may(
      'count',
      'line',
      'word',
      'character',
      'extract',
      'ask',
      GREEDY,
      'number-noun',
      'compress',
      'gzip',
      'file',
    );
    const tool = packed.entry!.path.endsWith('.gz')
      ? 'zcat'
      : packed.entry!.path.endsWith('.xz')
        ? 'xzcat'
        : 'bzcat';
    return reading(
      'count',
      `${tool} ${pathArg(packed.entry!.path)} | wc -${r.has('word') ? 'w' : r.has('line') ? 'l' : 'm'}`,
      r.say('counts them', '进行统计'),
      0,
      2,
    );
  }
  if (
    r.has(CHANGES) ||
    !r.has('count|number-lines|frequency|length|sum|size') ||
    !r.has('line|word|character|bytes')
  )
    return undefined;
  if (
    r.has(
      'contains|not-contains|grep|starts-with|ends-with|unique|duplicates|empty|blank-line|comment|per|level-log|status-code|error|column|dedupe|#literal',
    ) &&
    !(r.has('per|all') && r.has('file|#bunch'))
  )
    return undefined;
  if (r.has('contains|starts-with|ends-with|unique|blank-line|comment|more-than') && !r.has('p-named'))
    return undefined;
  if (!r.has('count|sum') && r.has('size')) return undefined;
  const flag = r.has('word') ? 'w' : r.has('character') ? 'm' : r.has('line') ? 'l' : 'c';
  if (r.terms.some((term) => term.kind === 'quoted' && !term.entry)) return undefined;
  const sum = r.all('sum').length > 0;
  const each =
    r.find(
      'count-each|per',
      (term) => term.tags.has('count-each') || /each|every|per|每|各/.test(term.raw),
    ) !== undefined;
  const beside =
    !sum &&
    r.has('show|find') &&
    /\b(?:and|with|along with) (?:their|the|its) (?:number of lines|line counts?|lengths? in lines|word counts?)\b|[及和]其?(?:各自)?的?(?:行|字|词)数/i.test(
      r.analysis.request,
    );
  r.may('count', 'frequency', 'length', 'count-each', 'per', 'number-lines', 'size');
  const source = takeSource(r);
  if (!source) return undefined;
  r.may('line', 'word', 'character', 'bytes', GREEDY, 'file', 'number-noun', 'lines-of-code');
  const why = r.say('counts them', '进行统计');
  if (!source.many)
    return reading(
      'count',
      source.args === '' ? `wc -${flag}` : `wc -${flag} < ${source.args}`,
      why,
      source.guess,
    );
  if (each && !sum && r.has('reverse|ascending|largest|smallest|sort')) {
    const up = r.has('ascending|smallest');
    r.may('reverse', 'ascending', 'largest', 'smallest', 'sort');
    const head =
      source.find && (source.recursive || source.paths.length === 0)
        ? `${source.find} -exec wc -${flag} {} +`
        : withSource(`wc -${flag}`, source);
    return reading('count', `${head} | grep -v ' total$' | sort -${up ? '' : 'r'}n`, why, source.guess);
  }
  if ((each || beside) && !sum) {
    const sortedBy = r.has('largest|reverse') ? ' | sort -rn' : r.has('smallest|sort') ? ' | sort -n' : '';
    if (sortedBy) r.may('largest', 'smallest', 'reverse', 'sort', 'p-by', 'ascending', 'numerical');
    const whole = source.find && (source.recursive || source.paths.length === 0);
    return reading(
      'count',
      whole
        ? `${source.find} -exec wc -${flag} {} \\;`
        : `for f in ${source.args}; do wc -${flag} "$f"; done${sortedBy}`,
      why,
      source.guess,
    );
  }
  if (
    /and|,/.test(source.args) ||
    (source.paths.length > 1 && source.paths.length < 4 && !sum && !r.has('all'))
  )
    return reading('count', withSource(`wc -${flag}`, source), why, source.guess);
  return reading('count', piped(`wc -${flag}`, source), why, source.guess);
};
