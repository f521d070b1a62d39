import { takeSelection } from '../frames/selection.ts';
import type { Rule } from './change.ts';
import { COURTESY, changing } from './changing.ts';
import { targetsOf } from './targets.ts';

const BY_DATE =
  /\b(?:by|with|after|to|using|based on|according to) (?:the |their |its )?(?:(?:last )?(?:modification|modified|change|changed|file|creation) )?(?:date|day)s?\b|\bdates? (?:in front|as (?:a )?prefix|before)\b|(?:按照?|用|以|根据)(?:修改)?(?:日期|时间)/i;

/** "rename all jpg files by date": the day of the last change in front of each name; nothing is overwritten. */
export const datedNames: Rule = (r) => {
  const { request } = r.analysis;
  if (!r.has('rename') || !BY_DATE.test(request)) return undefined;
  // Another shape of date or of name is asked for than the one given here.
  if (
    /[%\d]|\b(?:exif|taken|today|yesterday|current|now|suffix|end|append|yyyy|format|year|month|time|hour)\b|拍摄|今天|后缀|末尾|格式|年|月份/i.test(
      request,
    ) ||
    r.has('#quoted|#date|folder-per|commits|branch|column|copy|delete')
  )
    return undefined;
  r.all('rename');
  r.may('date', 'modify-time', 'timestamp', 'p-by', 'p-with', 'day', 'change', 'edit', 'sort', 'time');
  for (const term of r.terms)
    if (
      /^(?:by|with|after|to|using|based|on|according|dates?|days?|(?:last )?modif\w+(?: date)?|changed?|by date|prefix|front|按|按照|用|以|根据|日期|修改日期|按日期|时间|修改时间)$/i.test(
        term.raw,
      )
    )
      r.mark(term);
  const sel = takeSelection(r, { noContent: true });
  r.may(COURTESY, 'name', 'p-to', 'p-of', 'per');
  const targets = targetsOf(r, sel);
  if (!targets || targets.find) return undefined;
  const plain = !targets.args.includes('/');
  const name = plain
    ? '"$(date -r "$f" +%Y-%m-%d)_$f"'
    : '"$(dirname -- "$f")/$(date -r "$f" +%Y-%m-%d)_$(basename -- "$f")"';
  return changing(
    'rename',
    'write',
    `for f in ${targets.args}; do mv -n -- "$f" ${name}; done`,
    r.say(
      'puts the day of the last change in front of each name, overwriting nothing',
      '在每个文件名前加上修改日期，不覆盖任何文件',
    ),
    sel.guess + targets.guess,
    3,
  );
};
