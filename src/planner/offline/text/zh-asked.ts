/** A name, path or host in the middle of Chinese. */
const E = String.raw`[A-Za-z0-9_./~*$@+-][\w./~*$@:+-]*`;
const SHOW =
  '(?:看看|看一看|看一下|看下|看|查看一下|查看|查查|查一下|查询|查下|查|显示一下|显示|列出来|列出|列一下|列|打印一下|打印|输出|给出|告诉我|问一下|我想知道|想知道|找出|找到|找一下|找|获取|得到|求|用)?(?:一下)?(?:当前|目前|现在)?(?:有)?';
const TAIL = `(?:是多少|是什么|是啥|是哪些|是哪个|有哪些|有多少|都有哪些|多少|什么|哪些|是几|呢|啊|呀|吗|来着|列出来|显示出来|打印出来|给我看|[\\s。.!！?？])*`;
const NOT_YET = '(?:但|却|但是|可是|可|而|不过|，|,)*(?:是)?(?:还|都还|尚|仍)?(?:没有?|未)(?:有|被)?';
const STAGED =
  '(?:暂存|git\\s*add|add|放进暂存区|放到暂存区|加入暂存区|加到暂存区|添加到暂存区|进暂存区|加进暂存区|stage)(?:过)?';
const CHANGED = '(?:被|我)?(?:已经|已)?(?:被)?(?:改动|修改|更改|改|动|编辑|变更)(?:过了|过|了)?(?:的)?';
const TRACKED = '(?:已经?|被)?(?:被)?(?:git\\s*)?(?:跟踪|追踪|纳入版本控制|tracked)(?:了)?的?';
const CHANGES = '(?:文件的?|所有的?|全部的?)*(?:改动|修改|更改|变更|变动|文件|内容)';
const MESSAGE = '(?:提交)?(?:说明|信息|消息|备注|注释|描述|message|msg)';
const TEXT = `(?<text>"[^"]+"|'[^']+'|“[^”]+”|「[^」]+」|[A-Za-z0-9_.-]+)`;
const PLACE =
  '(?:这里|本机|这台机器|这台电脑|这台主机|这台服务器|这机器|机器|电脑|服务器|主机|系统)?(?:上|里)?(?:的)?';

interface Asked {
  readonly hint: RegExp;
  readonly whole: RegExp;
  readonly english: string;
}

const asked = (hint: RegExp, whole: string, english: string): Asked => ({
  hint,
  whole: new RegExp(`^\\s*${SHOW}\\s*(?:${whole})\\s*${TAIL}$`, 'u'),
  english,
});

/** Whole requests in Chinese that the English grammar has a phrase for. */
const requests = (): readonly Asked[] => [
  // Repositories
  asked(
    /暂存|add|stage/,
    `(?:哪些|有哪些|所有|全部)*(?:的)?(?:我)?(?:文件|改动|修改)?(?:是)?(?:我)?${CHANGED}(?:文件)?${NOT_YET}${STAGED}(?:的)?(?:文件|改动|修改)?`,
    'which files have I modified but not staged',
  ),
  asked(
    /暂存|add|stage/,
    `(?:哪些|有哪些|所有|全部)*(?:改动|修改|更改|已?修改的?文件|改过的文件|改动的文件)(?:过的)?(?:文件)?${NOT_YET}${STAGED}的?`,
    'which files have I modified but not staged',
  ),
  asked(
    /暂存|add|stage/,
    `(?:还|尚)?(?:没有?|未)(?:有|被)?${STAGED}的(?:已?修改过?的?|改过的|被修改的|改动过?的?)(?:文件|改动)?`,
    'which files have I modified but not staged',
  ),
  asked(
    /提交|commit/i,
    `(?:把|将)?(?:所有|全部)?(?:的)?${TRACKED}(?:所有|全部)?${CHANGES}(?:都|全部|全)?(?:一起)?(?:给)?(?:提交|commit)(?:掉|了|一下)?[，,\\s]*(?:用|带上?|附上)?${MESSAGE}(?:就|里)?(?:写|为|是|写成|写为|用|填|：|:)*\\s*${TEXT}`,
    'commit all tracked changes with message $<text>',
  ),
  asked(
    /提交|commit/i,
    `(?:提交|commit)(?:一下)?\\s*(?:所有|全部)?(?:的)?${TRACKED}(?:所有|全部)?${CHANGES}[，,\\s]*(?:用|带上?|附上)?${MESSAGE}(?:就|里)?(?:写|为|是|写成|写为|用|填|：|:)*\\s*${TEXT}`,
    'commit all tracked changes with message $<text>',
  ),
  asked(
    /提交|commit/i,
    `(?:用|以)?\\s*${TEXT}\\s*(?:作为|作|当作?|为)${MESSAGE}[，,]?(?:把|将)?(?:提交|commit)?\\s*(?:所有|全部)?(?:的)?${TRACKED}(?:所有|全部)?${CHANGES}(?:都|全部|全)?(?:提交|commit)?`,
    'commit all tracked changes with message $<text>',
  ),
  asked(
    /标签|tag/i,
    `(?:在这里)?(?:给|为|在|把|对)?(?:当前|这个|这次|最新|最近|现在的?|最后一次)*(?:的)?(?:提交|commit|版本)?(?:上|处)?\\s*(?:打|加|贴|创建|建|新建|做)(?:上|一)?个?(?:叫|名为|名叫)?\\s*(?:标签|tag)[，,]?(?:叫|名为|名叫|为|：|:)?\\s*(?<name>[A-Za-z0-9][\\w.-]*)`,
    'label this commit with the tag $<name>',
  ),
  asked(
    /标签|tag/i,
    `(?:在这里)?(?:给|为|在|把|对)?(?:当前|这个|这次|最新|最近|现在的?|最后一次)*(?:的)?(?:提交|commit|版本)?(?:上|处)?\\s*(?:打|加|贴|创建|建|新建|做)(?:上|一)?个?(?:叫|名为|名叫)?\\s*(?<name>[A-Za-z0-9][\\w.-]*)\\s*(?:的)?(?:这个)?(?:标签|tag)`,
    'label this commit with the tag $<name>',
  ),
  asked(
    /分支|branch/i,
    `(?:从(?:当前位置|这里|当前分支|现在))?(?:新?开|新?建|创建|建立|拉|切|起)(?:出|立)?(?:一|条|个)*(?:新)?(?:的)?(?:分支)?(?:叫做?|名为|名叫)?\\s*(?<name>[A-Za-z0-9][\\w./-]*)\\s*(?:的)?(?:新)?(?:分支|branch)?[，,]?(?:并且?|再|然后|同时|，|直接)*(?:切换?|checkout|转)(?:过去|到它|到该分支|到这个分支|到新分支|上去|到那里|到上面)(?:上|去)?`,
    'create branch $<name> and switch to it',
  ),
  asked(
    /改/,
    `(?<file>${E})(?:刚才|刚刚)?改的(?:东西|内容|地方)?(?:都|全)?不要了[，,]?(?:恢复成?(?:原来的|原样|原状)(?:样子)?|改回去|还原)?`,
    'discard the edits in $<file>',
  ),
  asked(
    /分支|branch/i,
    `(?:(?:新?开|拉|起)(?:出|启)?(?:一|条|个)*(?:新)?(?:的)?|(?:切|checkout|git checkout)(?:出|到)?(?:一|条|个)*新的?)(?:分支|branch)[，,]?(?:叫做?|名为|名叫|名字叫|：|:)?(?<name>[A-Za-z0-9][\\w./-]*)`,
    'start a new branch called $<name>',
  ),
  asked(
    /分支|branch/i,
    `(?:新?开|拉|起)(?:出|启)?(?:一|条|个)*(?:新)?(?:的)?(?:叫做?|名为|名叫|名字叫)?(?<name>[A-Za-z0-9][\\w./-]*)的?(?:新)?(?:分支|branch)`,
    'start a new branch called $<name>',
  ),
  asked(
    /改动|修改|更改|恢复|还原/,
    `(?:把|将)?\\s*(?<file>${E})\\s*(?:里|中|上)?的?(?:所有|本地)?(?:改动|修改|更改|变更)(?:都|全)?(?:丢掉|丢弃|扔掉|撤销|撤掉|去掉|放弃|撤回|不要了|还原)(?:掉|了)?`,
    'discard the edits in $<file>',
  ),
  asked(
    /改动|修改|更改/,
    `(?:不要|不想要|丢掉|扔掉|放弃|撤销|撤掉|丢弃|取消|撤回)(?:了|掉)?(?:对)?\\s*(?<file>${E})\\s*(?:里|中|上)?的?(?:所有|本地)?(?:改动|修改|更改|变更)(?:了)?[，,]?(?:恢复原样|还原|恢复成原样|恢复到原来的样子|恢复原状)?`,
    'discard the edits in $<file>',
  ),
  // People and the machine
  asked(
    /shell/i,
    `(?:用户\\s*)?(?<user>[a-z_][\\w-]*)\\s*(?:这个用户|用户)?(?:的|用的|使用的|登录用|登录时用|登录时的)?(?:是)?(?:哪个|什么)?(?:登录|登陆|默认|缺省)?(?:用的|的|用)?(?:是)?(?:哪个|什么|哪种)?\\s*(?:login\\s*)?[Ss]hell(?:是)?(?:哪个|什么|哪种)?`,
    "$<user>'s login shell",
  ),
  asked(
    /系统|发行版|OS/,
    `${PLACE}(?:现在|目前)?(?:安)?(?:装|跑|用|运行)(?:着)?的?(?:是)?(?:什么|哪个|哪种|啥)?(?:版本的)?(?:操作系统|系统|发行版|Linux|linux|OS|distro)(?:的)?\\s*(?:release|version)?(?:发行)?(?:版本)?(?:号)?(?:信息)?(?:是)?(?:什么|哪个|哪种|啥)?(?:版本|发行版)?`,
    'what operating system release is installed here',
  ),
  asked(
    /年|year/,
    `(?:今天|今年|现在|当前|此刻)?(?:是|的)?(?:公元)?(?:哪一?年|多少年|年份|几几年|year)[？?，,（(\\s]*(?:用|以|要)?(?:四|4)\\s*位(?:数字|数)?(?:表示|显示|的?形式|格式|的)?(?:年份)?[）)]?`,
    'year of today with four digits',
  ),
  asked(
    /年|year/,
    `(?:用|以)?(?:四|4)\\s*位(?:数字|数)?(?:的)?(?:形式|格式)?(?:来)?(?:显示|表示|输出|打印|给出|写出|告诉我|给我)?(?:今年|今天|当前|现在)(?:所在|所处)?(?:是|的)?(?:哪一?年|年份|多少年)?`,
    'year of today with four digits',
  ),
  asked(
    /进程|pid/i,
    `(?:正在|在|还在)?(?:运行|跑|运行中|执行)?(?:着)?(?:中)?的?\\s*(?<name>[A-Za-z][\\w.-]*)\\s*(?:这个|那个)?(?:进程|程序)?的?\\s*(?:进程\\s*号|进程\\s*(?:id|ID|Id|编号)|pid|PID|Pid)(?:号)?`,
    'pid of the running $<name> process',
  ),
  asked(
    /内存|mem|RAM/,
    `${PLACE}(?:内存|mem|memory|RAM)的?(?:使用|占用|用量)?的?(?:总体|整体|大致|大概)?(?:概况|概览|情况|总览|状况|概要)|${PLACE}内存用得怎么样了?|${PLACE}内存(?:用|占|使用)了(?:多少)?`,
    'memory usage overview',
  ),
  asked(
    /http|ftp/,
    `(?:抓|抓取|下载|请求|访问|获取|取|拉|拉取|打开|curl|get|GET)(?:一下)?\\s*(?<url>(?:https?|ftp)://\\S+?)\\s*[，,]?(?:并且?|然后|再)?(?:把)?(?:它|内容|结果)?(?:显示|打印|看看|输出|看一下|看|打)(?:一下)?(?:出来)?(?:它)?(?:返回)?(?:的)?(?:内容|结果|返回|响应|网页)?(?:显示出来|打印出来|打出来)?`,
    'get $<url> and show it',
  ),
  asked(
    /http|ftp/,
    `(?:把|将)?(?<url>(?:https?|ftp)://\\S+?)的?(?:网页)?(?:内容)?(?:下载|抓取|抓|取|拉)?(?:下来|过来)?(?:并|后|再|然后|，)*(?:给我)?(?:显示|打印|输出|看看|看)(?:出来|一下)?`,
    'get $<url> and show it',
  ),
  asked(
    /kill|杀|终止|结束|干掉/i,
    `(?:kill|killall|pkill|杀|杀死|终止|结束|干)掉?(?:所有|全部)的?(?:叫|名为)?(?<name>[A-Za-z][\\w.-]*)(?:的)?(?:进程)?`,
    'terminate every $<name> process',
  ),
  asked(
    /log|历史|记录/,
    `(?:git)?\\s*(?:log|提交历史|提交记录|历史)[，,]?(?:用|以|按)?(?:简短|精简|简洁|简略|单行)的?(?:格式|形式|方式)?`,
    'history in short form',
  ),
  asked(
    /压|zip/,
    `(?:在)?(?:不(?:要|用)?解压(?:缩)?(?:的情况下)?[，,]?)?(?:就|直接)?(?:查看|显示|打印|看看|看|输出)?(?<archive>[\\w./-]+\\.(?:zip|jar))(?:里面?|中)的?(?<file>[\\w./-]+\\.\\w+)(?:的内容|这个文件|文件)?`,
    'print $<file> from $<archive> without extracting it',
  ),
  asked(
    /组/,
    `(?:用户)?(?<user>[a-z_][\\w-]*)(?:这个用户|用户)?(?:在|属于|加入了)(?:哪些|哪几个|什么|哪个)(?:用户)?组(?:里面?|中)?[，,（(]?(?:看)?/etc/group(?:里面?|中)?[）)]?`,
    'groups that list $<user> as a member in /etc/group',
  ),
  asked(
    /组/,
    `(?:用户)?(?<user>[a-z_][\\w-]*)(?:这个用户|用户)?(?:在|属于|加入了)(?:哪些|哪几个|什么)(?:用户)?组(?:里面?|中)?`,
    'which groups is $<user> in',
  ),
  asked(
    /id|ID|编号/,
    `(?:用户)?(?<user>[a-z_][\\w-]*)的?(?:数字)?(?:用户\\s*(?:id|ID|Id|编号)|uid|UID)`,
    'numeric user id of $<user>',
  ),
  asked(/id|ID|编号/, `(?:我|当前用户|自己)的?(?:用户\\s*(?:id|ID|Id|编号)|uid|UID)`, 'what is my uid'),
  asked(
    /慢|卡/,
    `(?:这台|这个|这)?(?:机器|电脑|系统|服务器|主机)?(?:现在|最近)?(?:为什么|为何|怎么|干嘛)(?:会)?(?:这么|那么|如此)?(?:慢|卡|卡顿)`,
    'why is this machine so slow',
  ),
  asked(
    /[秒分时天]/,
    `(?:一)(?<of>天|小时|周|星期)(?:里|之?内)?(?:一共|总共|共)?有?(?:多少|几)(?:个)?(?<unit>秒|分钟|小时)钟?`,
    'how many $<unit> are in a $<of>',
  ),
  asked(
    /写/,
    `(?:哪些|有哪些)?(?:文件)?(?:是)?(?:所有人|任何人|谁|大家|人人)(?:都)?(?:能|可以?|可)写入?的(?:文件)?`,
    'files everyone can write to',
  ),
  asked(
    /有/,
    `(?<one>[\\w./-]+\\.\\w+)(?:里面?|中)?有(?:而|但|但是|却|，|,)*(?:在)?(?<two>[\\w./-]+\\.\\w+)(?:里面?|中)?没有的?(?:行|条目|内容|项)?`,
    'entries of $<one> that are missing from $<two>',
  ),
  asked(
    /空格|空白/,
    `(?:去掉|删除|删掉|去除|清除)(?<file>[\\w./-]+\\.\\w+|"[^"]+")(?:里面?|中)?的?每一?行(?:末尾|行尾|结尾|后面)的?(?:多余)?的?(?:空格|空白)(?:字符)?`,
    'strip trailing blanks from every line of $<file>',
  ),
  asked(/机器|电脑|主机/, `(?:这台|这)?(?:机器|电脑|主机|服务器)叫什么(?:名字|名称)?`, 'machine name'),
  asked(
    /装/,
    '(?<name>[a-z][\\w.+-]*)(?:这个)?(?:命令|工具|程序)?(?:装了没有?|装没装|装了吗|安装了没有?|安装了吗|有没有装|有没有安装|是否安装|是否已安装|是否装了)',
    'where is the program $<name> installed',
  ),
  asked(
    /年|YYYY/,
    '(?:今天|当前|现在)?的?日期[，,]?(?:用|按|以|格式)?(?:是|为)?(?:年-月-日|YYYY-MM-DD|yyyy-mm-dd)(?:的?格式|的?形式)?(?:显示)?',
    "today's date in iso format",
  ),
  asked(
    /暂存|add|stage/,
    `我?${CHANGED}(?:了)?(?:哪些|什么)(?:文件)?${NOT_YET}${STAGED}`,
    'which files have I modified but not staged',
  ),
  asked(
    /空间|占|大小/,
    `(?<dir>${E})\\s*(?:目录|文件夹)?(?:一共|总共)?(?:占|用|占用|使用)了?(?:多少|多大)(?:磁盘)?(?:空间|地方)?\\s*[，,（(]\\s*(?:用|以|显示成|按|换成)?\\s*(?:[KMGT](?:B)?[、,，/和]?\\s*)+(?:这种|这样的?|之类的?|等)?(?:单位|形式)?(?:显示|表示)?[）)]?`,
    'disk usage of $<dir>, human readable',
  ),
];

const UNITS: Readonly<Record<string, string>> = {
  秒: 'second',
  分钟: 'minute',
  小时: 'hour',
  天: 'day',
  周: 'week',
  星期: 'week',
};

let known: readonly Asked[] | undefined;

/** What is asked in Chinese from beginning to end, as the English grammar knows it; undefined when it is no such request. */
export function askedInEnglish(request: string): string | undefined {
  if (!/\p{Script=Han}/u.test(request)) return undefined;
  known ??= requests();
  // Blanks between Chinese and other words are a matter of taste.
  const text = request.replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '');
  for (const { hint, whole, english } of known) {
    const match = hint.test(text) ? whole.exec(text) : null;
    if (!match) continue;
    return english.replace(/\$<(\w+)>/g, (_all, name: string) => {
      const value = match.groups?.[name] ?? '';
      if (Object.hasOwn(UNITS, value) && (name === 'of' || name === 'unit'))
        return `${UNITS[value]}${name === 'unit' ? 's' : ''}`;
      return name === 'text' && !/^["'“「]/.test(value) ? `"${value}"` : value;
    });
  }
  return undefined;
}
