/** What the words ask of the answer, and what a command that gives it must hold. */
interface Demand {
  /** One of these stands in every request that is meant, in lower case: the patterns are dear to compile. */
  readonly hint: string;
  readonly said: RegExp;
  readonly kept: RegExp;
}

const DEMANDS: readonly Demand[] = [
  {
    hint: ' more| less| fewer| over| under| at least| at most',
    said: /\b(?:with|having|lasting|that last|taking) (?:more|less|fewer|over|under|at least|at most)(?: than)? \S+ (?:minutes|hours|days|weeks|months|years)\b(?! (?:old|of age|ago))/i,
    kept: /^(?![\s\S]*-(?:mmin|mtime|newermt) )/,
  },
  {
    hint: 'sort|order|rank',
    said: /\b(?:sort\w*|order\w*|rank\w*)\b.*\b(?:then|secondly|within that|ties?) (?:by|broken by|on)\b/i,
    kept: /-k\S+ .*-k\S+|sort_by\(.*,|sort -\w+ .*-k/,
  },
  { hint: 'and how many', said: /\bhow many\b.*\band how many\b/i, kept: /uniq -c|\+\+/ },
  {
    hint: 'and |then ',
    said: /\b(?:and|then)(?: then)? (?:show|print|list|display|tell me|give me|count|cat)\b/i,
    kept: /^(?![\s\S]*printf '%s\\n' \S+$)(?!(?:cp|mv|mkdir|rm|rmdir|touch|chmod|chown|ln|zip|gzip|tar -[cx]|unzip -q|sed -i|echo|git (?:checkout|branch|add|commit|stash))\b[^&;\n|]*$)/,
  },
  {
    hint: ' their | its | his | her ',
    said: /\b(?:below|under|above|over|beneath|exceed\w*|past) (?:their|its|his|her) (?:own )?\w+/i,
    kept: /\$\d+ ?[<>]=? ?\$\d+|\.\w+ [<>]=? \.\w+/,
  },
  {
    hint: ' but ',
    said: /\b(?:everything|anything|all|every(?: \w+)?)\b[^.;]*\bbut (?:for )?(?:(?:the|those|these|any|my) |[\w*-]*\.\w|\*)/i,
    kept: /! |-not\b|grep -\w*[vL]|--exclude|-prune|!=|!~|head -n -|tail -n \+|,\$d|!d|\bsed (?:-i )?-\w*n|\/\d+g|-[vx]f|extglob|NR|select|comm\b/,
  },
  {
    hint: ' but ',
    said: /(?:\b(?:everything|everyone|anything|all|every|any)(?: [\w*.-]+){0,3}|^\W*(?:please )?(?:copy|move|delete|remove|rename|zip|compress|tar|pack)(?: [\w*.-]+){1,3}) but (?!less|more|fewer|at\b|under|over|older|newer|not\b|also|then|only|keep|do|don|does|leave|make|with|in\b|as\b|it\b|i\b|we\b|show|print|sort|without|just|ignor|skip|includ|exclud|limit|stop|use)\w/i,
    kept: /! |!\(|-not\b|grep -\w*[vL]|--exclude|-prune|!=|!~|head -n -|tail -n \+|,\$d|!d|\bsed (?:-i )?-\w*n|\/\d+g|-x\b|-[vx]f|extglob|NR ?> ?[1-9]$|comm\b|chmod/,
  },
  {
    hint: '除|以外|之外',
    said: /^(?!.*[还也又]).*[以之]外的|(?:除了|除开|除去)(?!.*[还也又])[^，,。]{1,20}?(?:以外|之外|外)?(?:的|[都全]|[，,])|(?<![删去清移扣解排])除[^，,。了]{1,12}[以之]外|除外/,
    kept: / -I |--ignore|--hide|! |!\(|-not\b|grep -\w*[vL]|--exclude|-prune|!=|!~|head -n -|tail -n \+|,\$d|!d|\bsed (?:-i )?-\w*n|\/\d+g|-x\b|-[vx]f|extglob|NR ?>|comm\b|chmod|not\b|select/,
  },
  {
    hint: ' run it| execute it| start it',
    said: /\b(?:and|then) (?:then )?(?:run|execute|start) it\b/i,
    kept: /&&|;|\.\/|\bbash\b|\n/,
  },
  {
    hint: ' be run| be executed| be started',
    said: /\b(?:should|must|shall|needs? to|has to|have to) be (?:run|executed|started)\b(?! (?:by|only))/i,
    kept: /(?:^|[;&|]\s*)(?:bash|sh|\.\/|make|npm|systemctl)/,
  },
  {
    hint: ' out of ',
    said: /^\W*(?:please )?(?:kick|throw|toss|weed|strike|take|drop) .*\bout of \S+\.\w+/i,
    kept: /\bsed\b|!=|!~|grep -\w*v|\b(?:rm|mv|cp)\b|-delete|tar|zip|del\(/,
  },
  {
    hint: ' keep | leave ',
    said: /(?:\b(?:but|and)|,) (?:please )?(?:keep|leave) (?!it\b|them\b|both\b|everything\b|(?:the |its |their |my )?(?:\w+ )?(?:originals?|files?|folders?|director(?:y|ies)|sources?|rest|others?|order|extensions?|names?|backups?|copy|copies|archives?|header|uncompressed|packed|case|permissions?|times?|timestamps?|dates?)\b)\w/i,
    kept: /^(?!.*(?:\bsed -i|(?:^|[;&|] *)(?:rm|mv) |-delete))|!|-not\b|grep -\w*v|-mindepth|\b(?:gzip|gunzip|xz|bzip2|bunzip2) -\w*k|-u\b|uniq|cat -s|\bcp\b|-i\.bak|head|tail|seen|truncate|\$p|,\$|NR/,
  },
  {
    hint: ' be | to ',
    said: /\b(?:be|to) (?:much |a bit |a little |slightly )?(?:higher|lower|bigger|smaller|larger|longer|shorter|greater|more|less|fewer|faster|slower|twice|half|at (?:least|most)|between|different)\b/i,
    kept: /^(?!.*(?:\bsed -i|\bjq .*>|>>))/,
  },
  { hint: 'grep -', said: /\bgrep -\w/i, kept: /^(?!grep .*-e '-)/ },
  {
    hint: ' but not ',
    said: /\bbut not\b(?! (?:in )?(?:its |the |any |their )?(?:sub|folder|director|deeper|recurs))/i,
    kept: /^(?!du (?!.*--exclude))(?!(?:rm|mv) (?!.*!\()[^;|&]*$)/,
  },
  {
    hint: 'first and ',
    said: /\bfirst and (?:the )?last (?:lines?|rows?)\b/i,
    kept: /\$|head[\s\S]*tail|tail[\s\S]*head/,
  },
  {
    hint: 'double|triple|halve',
    said: /^\W*(?:please )?(?:double|triple|halve)\b/i,
    kept: /[*/] ?\d/,
  },
  {
    hint: '总额|总和|合计',
    said: /的(?:总额|总和|合计)(?:是多少|有多少)?[？?。]?\s*$/,
    kept: /\+=|add|sum|wc|du|total/,
  },
  {
    hint: 'against|compared|relative',
    said: /\b(?:against|compared (?:to|with)|relative to) (?:the )?(?:last|latest|HEAD|previous|most recent)\b/i,
    kept: /\bdiff\b|\bcmp\b/,
  },
  {
    hint: 'from now|henceforth|future',
    said: /\b(?:from now on|henceforth|in (?:the )?future)\b/i,
    kept: />>|\s-i\b|config|alias|cron|chmod|chown|systemctl|tee|ignore|\bmv\b|\bln\b/,
  },
  {
    hint: 'shell',
    said: /\b(?:users|accounts|people) (?:here )?(?:that |who |which )?(?:have|has|with|having|got|own) (?:an?|any|the|no) (?:\w+ )?(?:login )?shell\b/i,
    kept: /\$7|nologin|\bsh\b/,
  },
  {
    hint: 'it was|it looked',
    said: /\b(?:as it was|as it looked|the way it was)\b[^.]*\b(?:ago|back|earlier)\b|\b(?:as it was|as it looked|the way it was) (?:before|in|at)\b/i,
    kept: /git show|checkout|restore/,
  },
  {
    hint: 'empty',
    said: /^\W*(?:please )?empty (?:out )?(?:the |my )(?:(?:folder|directory)\b|\S+ (?:folder|directory)\b)/i,
    kept: /-delete|\brm\b/,
  },
  {
    hint: 'names of',
    said: /\bnames of (?:all |the |every |each )*\w+ (?:in|from|of) \S+\.json\b/i,
    kept: /\bjq\b|grep -\w*o/,
  },
  { hint: 'belong', said: /\bbelongs? (?:into|inside|under|in)\b/i, kept: /\b(?:mv|git mv)\b/ },
  {
    hint: 'emptied|cleared',
    said: /\b(?:to|must|should|shall) be (?:emptied|cleared)\b/i,
    kept: /truncate|-delete|rm |: >|^>/,
  },
  {
    hint: 'back',
    said: /^\W*(?:please )?(?:put|bring|take|set|get|roll|turn|fetch|restore|go)\b.*\bback\b.*\b(?:commit|committed|version|HEAD)\b|^\W*(?:please )?(?:put|bring|take|get)\b.*\b(?:commit|committed|version)\b.*\bback\b/i,
    kept: /checkout|restore|reset|revert|stash (?:pop|apply)|\bcp\b|\bmv\b|git show/,
  },
  {
    hint: 'same|counterpart|namesake|matching|corresponding|equally',
    said: /\b(?:of|with|by) the same (?:base ?)?name\b|\b(?:counterparts?|namesakes?)\b|\b(?:matching|corresponding|equally named) \.?\w{2,5}\W*$/i,
    kept: /\bfor \w+ in|\bfor f;|\bcomm\b|\bdiff\b|uniq|-name\b.*-exec test/,
  },
  {
    hint: 'and |then ',
    said: /\b(?:and|then) (?:then )?(?:go|switch|change|move|hop|jump) (?:over |straight )?(?:(?:to|onto|into) (?:it|that|the (?:new )?branch)|there|over)\b/i,
    kept: /checkout|switch|\bcd\b|worktree/,
  },
  {
    hint: 'est |most |least ',
    said: /\bfrom (?:the )?(?:\w+est|most \w+|least \w+)\b[^.]*\bto (?:the )?(?:\w+est|most \w+|least \w+)\b/i,
    kept: /^(?!.*\bhead -n 1\b).*(?:sort|ls -\w*[St]|--sort)/,
  },
  {
    hint: '叫',
    said: /\.json.*叫(?:什么|啥)名/,
    kept: /^(?!jq(?: -[a-z]+)* '[^'|]*\|\s*select\([^']*\)')/,
  },
  {
    hint: '文件',
    said: /(?:别|不要|不用)(?:改|动|写回|覆盖)(?:动|到|回)?(?:原来?的?)?文件/,
    kept: /^(?!.*(?:sed -i|>|\bmv\b|\btruncate\b|(?:gzip|xz|bzip2) (?!-k)))/,
  },
  {
    hint: '写',
    said: /(?:名字|文件名|名称)(?:都|全|给|一律|统统)*(?:改|换|变|转)(?:换)?[成为](?:大|小)写/,
    kept: /\bmv\b|rename/,
  },
  {
    hint: '旁边|对应|相应|配套|同名',
    said: /旁边|(?:没有?|缺|少)(?:对应|相应|配套|同名)/,
    kept: /\[ -e|\bcomm\b|\bdo\b|\bjoin\b/,
  },
  {
    hint: '文件名',
    said: /(?:带|显示|附)(?:上|着)?文件名/,
    kept: /grep -[a-zA-Z]*[rRlLH]|^(?!grep)/,
  },
  {
    hint: '解压',
    said: /不(?:要|用|在(?:磁盘|硬盘)上?)?(?:真的)?解压/,
    kept: /^(?!.*(?:gunzip(?! -c)|unzip(?! -[plZ])|tar -?x|gzip -[a-z]*d(?!c)))/,
  },
  {
    hint: 'name|文件名',
    said: /\b(?:without|no|omit(?:ting)?|hide|hiding|suppress(?:ing)?|leave out|not) (?:the |showing |printing )?file ?names?\b|不(?:要|显示|带)文件名/i,
    kept: /-[a-zA-Z]*h|\b(?:cat|awk|sed|cut|wc -l <)|--no-filename/,
  },
  {
    hint: 'each|every|all ',
    said: /\b(?:first|last|leading) (?:\d+|two|three|four|five|six|ten )? ?(?:characters?|chars|letters)\b[^.]*\b(?:each|every|all) (?:of the )?(?:lines?|rows?)\b|\b(?:each|every) line['’]?s? first\b/i,
    kept: /cut -c|substr|sed|grep -[a-zA-Z]*o/,
  },
  { hint: ' make', said: /^\W*(?:please |now )?(?:run|execute|start) make\b/i, kept: /^make\b/ },
  {
    hint: 'give ',
    said: /^\W*(?:please )?give (?:every|each|all)\b.*\b(?:ending|extension|suffix)\b/i,
    kept: /\bmv\b|\brename\b/,
  },
  {
    hint: ' am i| are we',
    said: /\b(?:which|what) (?:folder|directory) (?:am i|are we)\b/i,
    kept: /\bpwd\b/,
  },
  {
    hint: 'unstaged',
    said: /\bunstaged (?:changes?|diff|files?|edits?|work)\b/i,
    kept: /\bgit (?:diff|status|ls-files|stash|add|restore|checkout)\b/,
  },
  {
    hint: ' line',
    said: /\bone (?:directory|folder|entry|item|path|part) (?:per|on each|on every) line\b/i,
    kept: /\btr\b|\\n|-1\b|\bfind\b|\bls\b/,
  },
  {
    hint: 'per |for each ',
    said: /\bper (?!\S+\.\w|line\b|row\b|page\b|file\b|cent\b|day of\b)\w+|\bfor each (?!line\b|file\b|row\b)\w+/i,
    kept: /uniq -c|\[\$|\[k|group_by|-maxdepth|--max-depth|\bfor \w+ in|shortlog|\bwhile\b|-exec|\bwc\b|-c\b|\/ n\b|per_|per-|\bdu\b|head -n|-L/,
  },
  {
    hint: 'round|integer|number|decimal|四舍|取整|小数',
    said: /\b(?:rounded|rounding|as (?:an )?integers?|as whole numbers?|to (?:the nearest|\w+) (?:integer|whole number|decimals?|decimal places)|with \w+ decimals?(?: places)?|no decimals)\b|四舍五入|取整|保留.{1,3}小数/i,
    kept: /%[.\d]*[fdi]|\bint\(|round|floor|scale=|\$\(\(|%\.\d+g/,
  },
  {
    hint: 'when |什么时候',
    said: /^\W*(?:(?:tell|show) me )?when (?:was|were|did|has)\b[^.]*\b(?:changed?|modified|edited|updated|touched|saved|written|created)\b|什么时候(?:被)?(?:修改|更改|改动|更新|创建)/i,
    kept: /\b(?:stat|date|git|ls -\w*l|grep|awk|dpkg|zipinfo|unzip|tar)\b|%[TtACcyw](?!@)/,
  },
  {
    hint: 'structure|tree|hierarchy|layout|without',
    said: /\b(?:(?:directory|folder) (?:structure|tree|hierarchy|layout)|empty (?:directories|folders)|(?:directories|folders) only|only (?:the )?(?:directories|folders))\b.*\bwithout\b.*\bfiles\b|\bcopy\b[^.]*\b(?:directory|folder) (?:structure|tree|hierarchy|layout)\b(?![^.]*\bwith(?: all| its| the)? (?:files|contents?))/i,
    kept: /-type d|tree -d|\bls\b.*\*\/|-f'\+ \*\/'/,
  },
  {
    hint: 'where ',
    said: /\bwhere (?:is|are|was|were|does|do|did)\b[^.]*\b(?:installed|live|located|sit)\b/i,
    kept: /^(?!dpkg(?:-query)? -[sW]|.*\| wc -l)/,
  },
  {
    hint: 'port',
    said: /\bports? (?:number|no\.?)s? (?:of|for)\b/i,
    kept: /^(?!.*\|\s*wc -l|grep -[a-zA-Z]*c)/,
  },
  {
    hint: 'list|find|show|display|print|search',
    said: /^\W*(?:list|find|show|display|print|search)\b(?![^.]*\b(?:create|make|touch|mkdir)\b)/i,
    kept: /^(?!(?:touch|mkdir)\b)/,
  },
  {
    hint: 'trace|hops',
    said: /\b(?:traceroute|trace (?:the )?(?:route|path)|hops? (?:to|between))\b/i,
    kept: /traceroute|tracepath|mtr|ip route/,
  },
  {
    hint: 'negative|positive|zero',
    said: /\b(?:with|having|has|have|whose|where|only) (?:an? |the )?(?:negative|positive) \w+|\b(?:below|under|above) zero\b/i,
    kept: /[<>]|-\[0-9\]|\^-/,
  },
  {
    hint: '空格',
    said: /名(?:字|称)?[里中]?(?:带|含|有|包含)有?空格/,
    kept: /\* \*/,
  },
  {
    hint: 'connection',
    said: /\b(?:established|listening|time[-_ ]wait) (?:tcp |network )?connections?\b|\bconnections?\b[^.]*\bestablished\b/i,
    kept: /estab|ESTAB|listen|-[a-z]*l|TIME|time-wait/,
  },
  {
    hint: 'space|blanks',
    said: /\b(?:ignor\w+|regardless of|disregarding|apart from|except for)\b[^.]*\b(?:white ?space|blanks|spaces)\b/i,
    kept: /-[a-zA-Z]*[wbBZE]|--ignore|space|tr -d|\\s/,
  },
  {
    hint: '内容',
    said: /(?:清掉|清除|清理|删除|删掉|去掉|抹掉)[^，,]*的(?:所有|全部)?内容/,
    kept: /^(?!rm )/,
  },
  {
    // A search that only prints what it finds counts nothing.
    hint: '多少|有几',
    said: /(?:有多少|有几)[个次条行处](?!.*(?:每|各))/,
    kept: /^(?!(?:zcat [^|]*\| *)?z?grep )|-[a-zA-Z]*c\b|wc|uniq|-c /,
  },
  {
    hint: '分支|branch',
    said: /新的?(?:分支|branch)|\bnew branch\b/i,
    kept: / -[bBc] | branch /,
  },
  {
    // "F 去掉空行" without 把: shown without them, not taken out of the file.
    hint: '去掉|去除|过滤|跳过|忽略|不要',
    said: /^\s*[\w./~-]+\s*(?:文件)?[，,]?\s*(?:去掉|去除|过滤掉?|跳过|忽略|不要)[^，,]*$/,
    kept: /^(?!sed -i)/,
  },
];

/** A bare year is no number of results. */
const YEAR_AS_COUNT = /\b(?:head|tail) -n (?:19|20)\d\d\b/;
const YEARS_AS_LINES =
  /\b(?:19|20)\d\d (?:\w+ )?(?:lines?|rows?|files?|entries|results?|commits?)\b|(?:19|20)\d\d ?[行个条]|(?:first|last|top|前|最后) ?(?:19|20)\d\d/i;

/** Text in quotes says nothing about the answer. */
const QUOTED = /"[^"]*"|'[^']*'|“[^”]*”|「[^」]*」|`[^`]*`/g;

/**
 * Whether a command leaves out a qualifier of the request: another question would be answered then, and declining is
 * better. Whatever was taken apart and put together again is held to the words of the whole.
 */
export function losing(request: string): (commands: readonly string[]) => boolean {
  const text = request.replace(QUOTED, ' "" ');
  const low = ` ${text.toLowerCase()} `;
  const demands = DEMANDS.filter(
    ({ hint, said }) => hint.split('|').some((one) => low.includes(one)) && said.test(text),
  );
  const years = /(?:19|20)\d\d/.test(text) && YEARS_AS_LINES.test(text);
  return (commands) => {
    const command = commands.join('\n');
    return (!years && YEAR_AS_COUNT.test(command)) || demands.some(({ kept }) => !kept.test(command));
  };
}
