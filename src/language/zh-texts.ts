import { combined, type Entries } from './catalogue.ts';

/** Words of verdicts and effects, and of a preview. */
const WORDS: Entries = {
  allow: '允许',
  ask: '询问',
  deny: '禁止',
  'allow because sandboxed': '允许，因为在沙箱里运行',
  'ask, in the sandbox': '询问，并在沙箱里运行',
  reads: '读取',
  deletes: '删除',
  runs: '运行',
  'talks to': '联网',
  sets: '设置',
  'acts as': '身份',
  'not understood:': '看不懂：',
  'writes files': '写入文件',
  'deletes files': '删除文件',
  'runs programs': '运行程序',
  'uses the network': '使用网络',
  'sets variables': '设置变量',
  'changes the system or its processes': '改变系统或进程',
  'not understood': '看不懂',
  pipe: '管道',
  'in the background': '在后台',
  'one after the other, &&': '依次运行，&&',
  'one after the other, && and ||': '依次运行，&& 和 ||',
  'for each {0:word}': '对每个 {0}',
  'counting loop': '计数循环',
  'function {0:word}': '函数 {0}',
  'what it prints': '它的输出',
  'a file of what it prints': '含有它的输出的文件',
  'what it prints, in arithmetic': '它的输出，用于算术',
  'here-document': 'here 文档',
  replaces: '替换',
  links: '创建链接',
  'changes the mode of': '更改权限：',
  'changes the group of': '更改所属组：',
  'changes the time of': '更改时间：',
  'changes the attributes of': '更改属性：',
  '{0:number} moved': '移动 {0} 项',
  '{0:number} deleted': '删除 {0} 项',
  '{0:number} created': '创建 {0} 项',
  '{0:number} modified': '修改 {0} 项',
  '{0:number} replaced': '替换 {0} 项',
  '{0:number} mode': '更改权限或属性 {0} 项',
  '{0:number} link': '链接 {0} 项',
};

/** Why nothing ran, or why a step ended or changed. */
const REQUESTS: Entries = {
  'you said no': '你没有同意',
  'it needs your yes and there is no terminal to ask on': '需要你同意，而这里没有可以询问的终端',
  '--no-input: nobody to ask': '--no-input：没有人可问',
  'nothing is asked here': '这里不询问',
  'the approval descriptor ended before every step was decided': '还没有决定完每一步，批准描述符就结束了',
  'denied by {0}: {1:said}': '被 {0} 禁止：{1}',
  'denied by {0}': '被 {0} 禁止',
  'a denied step is never previewed': '被禁止的步骤从不预览',
  'a step was not judged': '有一步没有经过判断',
  'there is nothing to apply': '没有可应用的更改',
  'these changes cannot be applied; run the plan instead': '这些更改不能照此应用；请直接运行计划',
  'step {0} failed in the preview (exit {1})': '步骤 {0} 在预览里失败（退出码 {1}）',
  'step {0} failed in the preview (exit by a signal)': '步骤 {0} 在预览里被信号结束',
  'the policy now says ask: {0:said}': '策略现在要求询问：{0}',
  'the policy now says deny: {0:said}': '策略现在禁止：{0}',
  'new effect: {0}': '新的影响：{0}',
  'step {0} changed since you approved it: {1:said}': '步骤 {0} 在你同意之后变了：{1}',
  'step {0} goes on in the background: what follows would run beside it':
    '步骤 {0} 转到后台继续：后面的步骤会与它同时运行',
  'step {0} is denied by {1} and was left out': '步骤 {0} 被 {1} 禁止，已略去',
  'step {0} was not cleared: {1:said}': '步骤 {0} 没有获准：{1}',
  'step {0} takes back what was changed': '步骤 {0} 撤回已做的改动',
  'step {0} did not take it back; look at what the plan has changed':
    '步骤 {0} 没能撤回；请检查计划改动了什么',
  'cannot be undone: {0}': '无法撤销：{0}',
  'goes on in the background as job {0}': '作为任务 {0} 在后台继续',
  '{0} is an alias here for: {1}': '{0} 在这里是别名，代表：{1}',
  'a preview does not show: {0:said}': '预览看不到：{0}',
  reading: '读取',
  writing: '写入',
  deleting: '删除',
  'what the programs it starts do': '所启动程序做的事',
  'what goes over the network': '经过网络的内容',
  'the shell': 'shell 环境',
  'other processes and services': '其他进程和服务',
  'other rights': '其他权限',
  'the terminal': '终端',
  'what is not understood': '不能理解的部分',
  'devices and the kernel': '设备和内核',
  'files that only the run will name': '运行时才知道的文件',
  'a preview copies {0} first; it holds at most {1}': '预览要先复制 {0}；最多容纳 {1}',
  'this cannot be previewed: it would copy {0} first, and a preview holds at most {1}':
    '无法预览：要先复制 {0}，而预览最多容纳 {1}',
  'it cannot be applied: {0:said}': '不能照此应用：{0}',
  '{0} was read-only in the preview': '{0} 在预览里是只读的',
  'there are more changes than can be listed; they cannot be applied from here':
    '更改太多，列不完；不能从这里应用',
  'it was changed while you looked': '你查看期间它被改动了',
  'it was changed again since then': '在那之后它又被改动过',
  'larger than what undo keeps': '大于撤销所能保留的大小',
  'there is nothing to undo under {0}': '没有名为 {0} 的可撤销内容',
  'it was changed while you looked; everything was put back': '你查看期间它被改动了；已全部恢复原状',
  'it has other names, and the preview could not follow them': '它还有其他名称，预览无法跟踪',
  'a preview needs {0}; install {1} to have previews': '预览需要 {0}；安装 {1} 后即可预览',
  'this system gives no copy-on-write view ({0}); previews need user namespaces with overlay':
    '这个系统没有写时复制视图（{0}）；预览需要支持 overlay 的用户命名空间',
  'this step cannot go to the background here': '这一步在这里不能转到后台',
  'stopped after {0} bytes of output': '输出 {0} 字节后停止',
  'a process left running, as nohup asks': '按 nohup 的要求，留下 1 个进程继续运行',
  '{0} processes left running, as nohup asks': '按 nohup 的要求，留下 {0} 个进程继续运行',
  'its time limit of {0} s has passed and it goes on: b sends it to the background, Ctrl-C stops it':
    '已超过 {0} 秒的时限，仍在运行：按 b 转到后台，Ctrl-C 停止',
  'its time limit of {0} s has passed and it goes on: Ctrl-C stops it':
    '已超过 {0} 秒的时限，仍在运行：Ctrl-C 停止',
  'this step wants a terminal and there is none here; it runs without':
    '这一步想要终端，而这里没有；它在没有终端的情况下运行',
  'the variables and functions of this session grew too large to carry on and were dropped':
    '这个会话的变量和函数太大，无法延续，已丢弃',
  'the folder {0} is gone; the session is now in {1}': '文件夹 {0} 不见了；会话现在位于 {1}',
  'bash was not found in /usr/bin or /bin; install it and try again':
    '在 /usr/bin 和 /bin 里找不到 bash；请安装后再试',
  'the command holds a NUL byte; it was not run': '命令含有 NUL 字节；没有运行',
  'this step was allowed because it is sandboxed, and was not run: {0}':
    '这一步因为在沙箱里运行才被允许，没有运行：{0}',
  'a pseudo-terminal could not be had: {0}': '无法取得伪终端：{0}',
  'the step could not be run: {0}': '这一步无法运行：{0}',
  'step {0} needs the terminal and cannot wait in the queue; run it now':
    '步骤 {0} 需要终端，不能排队；请现在运行',
  'bubblewrap cannot start here: {0}': 'bubblewrap 在这里无法启动：{0}',
  'the sandbox starts but does not hold ({0})': '沙箱能启动，但约束不住（{0}）',
  interrupted: '被中断',
  'not done within {0} s (--timeout)': '{0} 秒内没有完成（--timeout）',
  'the request is empty; say what you want, such as: assent "show the five largest files here"':
    '请求是空的；说出你要什么，例如：assent "当前目录下最大的五个文件"',
  'piped data cannot wait in the queue: write it to a file first, and name the file':
    '管道数据不能排队：请先写进文件，再说明文件名',
  'a session needs a terminal; for one request write: assent "show the five largest files here"':
    '会话需要终端；单个请求请写：assent "当前目录下最大的五个文件"',
  'planner: embedded; nothing leaves this machine': '规划器：内置；任何内容都不离开这台机器',
  'planner: {0}; on this machine': '规划器：{0}；在这台机器上',
  'planner: {0}; requests and a description of the folder are sent there':
    '规划器：{0}；请求和对文件夹的描述会发送到那里',
  'no model is known for {0} (from {1}): name one with --model or set ASSENT_MODEL':
    '不知道 {0}（来自 {1}）用哪个模型：请用 --model 指定，或设置 ASSENT_MODEL',
  '--model {0} needs an endpoint: give --endpoint URL or set ASSENT_BASE_URL':
    '--model {0} 需要端点：请给出 --endpoint URL，或设置 ASSENT_BASE_URL',
  'the key goes unencrypted to {0}; use https if it can': '密钥会不加密地发送到 {0}；能用 https 就用 https',
  'ASSENT_API_KEY is not used: it needs ASSENT_BASE_URL beside it':
    '没有使用 ASSENT_API_KEY：它需要与 ASSENT_BASE_URL 一起设置',
  'OPENAI_API_KEY is set: requests go to {0}; --offline keeps them here':
    '已设置 OPENAI_API_KEY：请求会发送到 {0}；用 --offline 则留在这里',
  'others can read the key in {0}: run chmod 600 on it': '他人能读取 {0} 里的密钥：请对它运行 chmod 600',
  'the settings in {0} are ignored: they changed since you trusted them; read them, then: assent trust':
    '忽略 {0} 里的设置：你信任之后它们变了；请先读过，再运行 assent trust',
  'the settings in {0} are ignored: they are not trusted; read them, then: assent trust':
    '忽略 {0} 里的设置：它们未受信任；请先读过，再运行 assent trust',
  'the rules you trusted in {0} are not in force: its files are not those any more; read them, then: assent trust':
    '你信任过的 {0} 里的规则没有生效：文件已不是当时那些；请先读过，再运行 assent trust',
  'which rules were trusted is not known: {0}; mend it, or: assent trust':
    '不知道信任过哪些规则：{0}；请修好它，或运行 assent trust',
  'these changes are denied: {0:said}': '这些更改被禁止：{0}',
  'these changes were not applied: {0:said}': '这些更改没有应用：{0}',
  'nothing was applied: {0}': '什么都没有应用：{0}',
  'planner: {0}; nothing leaves this machine': '规划器：{0}；任何内容都不离开这台机器',
  '{0} answers on {1} ({2}), nothing was sent there: /local uses it from now on, /local off offers it no more':
    '{0} 在 {1} 上应答（{2}），没有向它发送任何内容：/local 从现在起使用它，/local off 不再提示',
};

/** How a call is put right. */
const CALLS: Entries = {
  'cannot read {0}: {1}': '无法读取 {0}：{1}',
  '--apply goes with --preview, --yes and --json only': '--apply 只能与 --preview、--yes 和 --json 一起用',
  '--cwd needs a value': '--cwd 需要一个值',
  '--cwd {0}: there is no such folder': '--cwd {0}：没有这个文件夹',
  '--timeout {0}: give seconds, or a number with ms, s, m or h, such as 30 or 2m':
    '--timeout {0}：请给出秒数，或带 ms、s、m、h 的数，例如 30 或 2m',
  '--limit {0}: give a whole number from 1 up': '--limit {0}：请给出从 1 起的整数',
  '--priority {0}: give a whole number from -20 to 19; higher starts first':
    '--priority {0}：请给出 -20 到 19 的整数；大的先启动',
  '--since {0}: give a date such as 2026-11-24, today, or 30m, 12h, 7d':
    '--since {0}：请给出日期，例如 2026-11-24、today，或 30m、12h、7d',
  '--at {0}: give a coming time, such as 02:00, "tomorrow 14:30", +30m or 2026-12-24T20:00':
    '--at {0}：请给出将来的时间，例如 02:00、"tomorrow 14:30"、+30m 或 2026-12-24T20:00',
  '--after {0}: give the number of a job; see: assent jobs list':
    '--after {0}：请给出任务编号；见 assent jobs list',
  '--yes={0}: not known; choose from {1}': '--yes={0}：不认识；可选 {1}',
  '--private and --queue exclude each other: a job needs its approval in the record':
    '--private 与 --queue 不能同时用：任务的批准必须写进记录',
  '{0} exclude each other': '{0} 不能同时用',
  '--approve-fd {0}: descriptor {1} is not open': '--approve-fd {0}：描述符 {1} 没有打开',
  '--approve-fd {0}: give an open descriptor from 3 up': '--approve-fd {0}：请给出从 3 起的已打开的描述符',
  'one request at a time: put it in one pair of quotes, or write: assent ask {0}':
    '一次只提一个请求：请放在一对引号里，或写 assent ask {0}',
  '"{0}" is no call of assent; did you mean: assent ask {1}':
    'assent 没有“{0}”这样的用法；是不是想写 assent ask {1}',
  'assent {0} is not part of this version; see assent --help': '这个版本没有 assent {0}；见 assent --help',
  '{0} holds a plan without steps: nothing to run': '{0} 里的计划没有步骤：没有可运行的',
  '{0} holds no valid plan: {1}': '{0} 里没有有效的计划：{1}',
  '{0} is no JSON; save a plan with: assent plan --json "REQUEST" > plan.json':
    '{0} 不是 JSON；保存计划请用：assent plan --json "请求" > plan.json',
  'there is no job {0}; see: assent jobs list --all': '没有任务 {0}；见 assent jobs list --all',
  '{0} is no job number; see: assent jobs list': '{0} 不是任务编号；见 assent jobs list',
  'say which job: assent jobs {0} 7': '请说明是哪个任务：assent jobs {0} 7',
  'say which: assent jobs cancel 7': '请说明是哪个：assent jobs cancel 7',
  'say which: assent jobs wait 7': '请说明是哪个：assent jobs wait 7',
  'say which: /policy COMMAND': '请说明是哪条命令：/policy 命令',
  'nothing kept is called {0}; see: assent undo --list': '没有名为 {0} 的保留内容；见 assent undo --list',
  "give one command in quotes: assent policy {0} 'COMMAND'":
    "请把一条命令放在引号里：assent policy {0} '命令'",
  "give one command in quotes: assent policy {0} 'COMMAND', or many with --jsonl":
    "请把一条命令放在引号里：assent policy {0} '命令'；多条请用 --jsonl",
  'nothing to fix is known: pipe the output (cmd 2>&1 | assent fix --command "cmd"), or let your shell tell it: eval "$(assent init bash)"':
    '不知道要修什么：请用管道传入输出（cmd 2>&1 | assent fix --command "cmd"），或让 shell 告知：eval "$(assent init bash)"',
  'the text does not show which command it is from: name it with --command, such as: make 2>&1 | assent fix --command make':
    '从文本看不出是哪条命令的输出：请用 --command 说明，例如 make 2>&1 | assent fix --command make',
  'unknown setting {0}; see: assent config show': '没有设置 {0}；见 assent config show',
  'unknown setting {0}; did you mean {1}?': '没有设置 {0}；是不是 {1}？',
  'not sure: connect a model with ASSENT_BASE_URL and ASSENT_MODEL, or --endpoint URL --model NAME':
    '不确定：可用 ASSENT_BASE_URL 和 ASSENT_MODEL，或 --endpoint URL --model NAME 连接模型',
  'not sure what {0} means here: connect a model with ASSENT_BASE_URL and ASSENT_MODEL, or --endpoint URL --model NAME':
    '不确定 {0} 在这里的意思：可用 ASSENT_BASE_URL 和 ASSENT_MODEL，或 --endpoint URL --model NAME 连接模型',
  'not sure, there are no {0} files here: connect a model with ASSENT_BASE_URL and ASSENT_MODEL, or --endpoint URL --model NAME':
    '不确定，这里没有 {0} 文件：可用 ASSENT_BASE_URL 和 ASSENT_MODEL，或 --endpoint URL --model NAME 连接模型',
  'not sure, there is no {0} here: connect a model with ASSENT_BASE_URL and ASSENT_MODEL, or --endpoint URL --model NAME':
    '不确定，这里没有 {0}：可用 ASSENT_BASE_URL 和 ASSENT_MODEL，或 --endpoint URL --model NAME 连接模型',
};

/** What a planner's endpoint did, and what may be done. */
const PLANNERS: Entries = {
  'the planner ended without an answer; try again, or name another with --model':
    '规划器没有给出回答就结束了；请再试，或用 --model 指定别的模型',
  '{0} wants a key: set {1}': '{0} 需要密钥：请设置 {1}',
  '{0} wants a key ({1}): set {2}': '{0} 需要密钥（{1}）：请设置 {2}',
  '{0} does not take the key from {1} ({2}): check it': '{0} 不接受 {1} 里的密钥（{2}）：请检查',
  '{0} does not take the key from {1}: check it': '{0} 不接受 {1} 里的密钥：请检查',
  '{0} does not let this key use {1}: choose another model with --model':
    '{0} 不允许这个密钥使用 {1}：请用 --model 选别的模型',
  '{0} knows no model {1} or no such address{2}: check --model, and the address (it mostly ends in /v1)':
    '{0} 没有模型 {1}，或没有这个地址{2}：请检查 --model 和地址（通常以 /v1 结尾）',
  '{0} limits requests{1}: try again later, or plan with --offline':
    '{0} 限制请求次数{1}：请稍后再试，或用 --offline 规划',
  '{0} limits requests{1}: try again in {2}, or plan with --offline':
    '{0} 限制请求次数{1}：请 {2} 后再试，或用 --offline 规划',
  '{0} failed{1}: try again, or plan with --offline': '{0} 出错{1}：请再试，或用 --offline 规划',
  '{0} rejects the request{1}: choose another model with --model, or plan with --offline':
    '{0} 拒绝了请求{1}：请用 --model 选别的模型，或用 --offline 规划',
  '{0} points elsewhere{1}: put the right address into {2}': '{0} 指向别处{1}：请把正确的地址写进 {2}',
  '{0} cannot be reached: start the server or check {1}, or plan with --offline':
    '连接不上 {0}：请启动服务，或检查 {1}，或用 --offline 规划',
  '{0} cannot be reached: {1}: start the server or check {2}, or plan with --offline':
    '连接不上 {0}：{1}：请启动服务，或检查 {2}，或用 --offline 规划',
  'the certificate of {0} is not trusted{1}: check the address, or set NODE_EXTRA_CA_CERTS':
    '{0} 的证书不受信任{1}：请检查地址，或设置 NODE_EXTRA_CA_CERTS',
  '{0} broke the connection: try again, or plan with --offline':
    '{0} 中断了连接：请再试，或用 --offline 规划',
  '{0} gave no answer within {1}: try again with a longer --timeout or a smaller model, or plan with --offline':
    '{0} 在 {1} 内没有回答：请加长 --timeout 或换小一点的模型再试，或用 --offline 规划',
  '{0} stopped in the middle of its answer for {1}: try again, or plan with --offline':
    '{0} 回答到一半停了 {1}：请再试，或用 --offline 规划',
  '{0} was not done within {1}: allow more with --timeout, or take a faster model with --model':
    '{0} 在 {1} 内没有完成：请用 --timeout 放宽，或用 --model 换快一点的模型',
  "the answer of {0} was cut off: raise the server's context or output limit, or take another model with --model":
    '{0} 的回答被截断：请调大服务的上下文或输出上限，或用 --model 换别的模型',
  '{0} answers with a web page, not as an API: check {1} (it mostly ends in /v1)':
    '{0} 返回的是网页，不是接口：请检查 {1}（通常以 /v1 结尾）',
  '{0} sent something that is no chat completion: check {1}, or try again':
    '{0} 返回的不是聊天补全：请检查 {1}，或再试',
  '{0} declined{1}: say it differently, or choose another model with --model':
    '{0} 拒绝回答{1}：请换个说法，或用 --model 选别的模型',
  '{0} gave an empty answer: try again, or choose another model with --model':
    '{0} 的回答是空的：请再试，或用 --model 选别的模型',
  'the answer of {0} did not end: try again, or choose another model with --model':
    '{0} 的回答没完没了：请再试，或用 --model 选别的模型',
  "today's budget of {0} tokens is used up ({1}), so nothing was sent: raise it with: assent config set, or plan with --offline (budget.tokens)":
    '今天 {0} 个词元的预算已用完（{1}），所以什么都没有发送：可用 assent config set 调高，或用 --offline 规划（budget.tokens）',
  "today's budget of {0} is used up ({1}), so nothing was sent: raise it with: assent config set, or plan with --offline (budget.money)":
    '今天 {0} 的预算已用完（{1}），所以什么都没有发送：可用 assent config set 调高，或用 --offline 规划（budget.money）',
};

/** Why a job waits, was not run or ended. */
const JOBS: Entries = {
  done: '完成',
  running: '正在运行',
  starting: '正在启动',
  queued: '排队中',
  held: '被搁置',
  cancelled: '已取消',
  failed: '失败',
  'failed with exit {0}': '失败，退出码 {0}',
  'failed with exit {0:word}: {1:said}': '失败，退出码 {0}：{1}',
  'failed: {0:said}': '失败：{0}',
  'cancelled: {0:said}': '已取消：{0}',
  'running: {0:said}': '正在运行：{0}',
  'held: {0:said}': '被搁置：{0}',
  'queued: {0:said}': '排队中：{0}',
  'no reason is known': '原因不明',
  'job {0} is gone': '任务 {0} 已不存在',
  'job {0} is held': '任务 {0} 被搁置',
  'job {0} was cancelled': '任务 {0} 已被取消',
  'job {0} failed': '任务 {0} 失败了',
  'job {0} failed with exit {1}': '任务 {0} 失败了，退出码 {1}',
  'waits for job {0} ({1:said})': '等待任务 {0}（{1}）',
  'waits until {0}': '等到 {0}',
  'no "assent jobs serve" is running': '没有 assent jobs serve 在运行',
  'its turn is decided with the next sample': '轮到与否由下一次采样决定',
  'the load of the machine is not known yet': '还不知道机器的负载',
  'waits for an idle machine; others use {0} % of the cpu, idle is below {1} %':
    '等待机器空闲；其他程序占用处理器 {0} %，低于 {1} % 才算空闲',
  'job {0} has waited longest and goes first': '任务 {0} 等得最久，先运行它',
  'running jobs use all cores': '正在运行的任务占满了所有核心',
  'its memory does not fit under {0} % beside the running jobs': '加上正在运行的任务，它的内存会超过 {0} %',
  'job {0} is before it': '任务 {0} 排在它前面',
  'next to start': '下一个启动',
  'it is not what was approved': '它不是当初批准的内容',
  'no approval of it stands in a record that verifies': '可验证的记录里没有对它的批准',
  'it could not be judged': '无法判断它',
  'changed since approval: {0:said}': '批准之后变了：{0}',
  'not cleared: {0:said}': '没有获准：{0}',
  'it has no end': '没有结果',
  'job {0:word} done: {1}': '任务 {0} 完成：{1}',
  'job {0:word} cancelled: {1}': '任务 {0} 已取消：{1}',
  'job {0:word} failed: {1}': '任务 {0} 失败：{1}',
  'job {0:word} failed with exit {1:word}: {2}': '任务 {0} 失败，退出码 {1}：{2}',
  '{0} is not what it was': '{0} 已不是原来那样',
};

/** "cpu 91 % over 80 % for 3 samples, 50 % by running jobs; least demanding is job 4", in all its forms. */
const OVERLOADS = combined(
  [
    ['cpu #:number % over #:number %', '处理器 # %，超过 # %'],
    ['memory #:number % over #:number %', '内存 # %，超过 # %'],
    ['pressure #:number % over #:number %', '压力 # %，超过 # %'],
  ],
  [
    ['', ''],
    [' for #:number sample', '，持续 # 次采样'],
    [' for #:number samples', '，持续 # 次采样'],
  ],
  [
    ['', ''],
    [', #:number % by running jobs', '，其中 # % 来自正在运行的任务'],
  ],
  [
    ['; none starts above #:number %', '；高于 # % 时不启动任务'],
    ['; longest waiting is job #:number', '；等待最久的是任务 #'],
    ['; least demanding is job #:number', '；需求最小的是任务 #'],
    ['; one start per #:number samples, the next may be this', '；每 # 次采样启动一个，下一个可能就是它'],
    ['; its demand does not fit under #:number %', '；加上它的需求就会超过 # %'],
  ],
);

/** What a proposed rule would allow from now on. */
const RULES = combined(
  [['allow "#" with exactly ', '允许 "#"，操作数只能是 ']],
  [
    ['#', '#'],
    ['no operands', '（无）'],
  ],
  [
    [' and no options but #', '，选项只能是 #'],
    [' and no options', '，不带选项'],
  ],
  [[' to #', '；允许的影响：#']],
  [
    ['', ''],
    [', as long as # stays as it is', '；前提是 # 保持原样'],
    [', as long as # stay as they are', '；前提是 # 都保持原样'],
  ],
  [
    ['', ''],
    ['; ./ is the project you are in, whichever it is', '；./ 指你当时所在的项目，不论是哪个'],
  ],
);

/** Figures of a notice. */
const FIGURES: Entries = Object.fromEntries(
  Object.entries({
    'cores waiting for a disk': '等待磁盘的核心',
    'cpu of the machine': '整机处理器',
    'cpu of the process': '进程占用的处理器',
    cpu: '处理器',
    'data moved': '传输的数据',
    errors: '错误',
    growth: '增长',
    'inodes free': '空闲 inode',
    'inodes in all': 'inode 总数',
    load: '负载',
    lost: '减少',
    'memory available': '可用内存',
    'memory in all': '内存总量',
    'memory of the process': '进程占用的内存',
    'new pages': '新页面',
    'packets lost': '丢失的数据包',
    'quota used': '已用配额',
    restarts: '重启',
    'sent again': '重发',
    sent: '发出',
    'space free': '空闲空间',
    'space in all': '空间总量',
    'swap traffic': '交换流量',
    'swap used': '已用交换空间',
    'swapped in': '换入',
    'swapped out': '换出',
    'time somebody waited for a core': '有程序等待核心的时间',
    'time stalled on disks': '因磁盘停滞的时间',
    'time stalled on memory': '因内存停滞的时间',
    usual: '平时',
    'usually received': '平时收到',
    'zombies in all': '僵尸进程总数',
    'zombies of it': '它的僵尸进程',
  }).map(([english, chinese]) => [`${english}: {0}`, `${chinese}：{0}`]),
);

/** A process that is named with a notice. */
const PROCESSES = combined(
  [['process #:number #, child of #:number', '进程 # #，父进程 #']],
  [
    ['', ''],
    [', of #:word', '，用户 #'],
  ],
  [
    ['', ''],
    [', #:number % of a core', '，占一个核心的 # %'],
  ],
  [
    ['', ''],
    [', #:figure', '，#'],
  ],
);

/** What is noticed of the machine. Names in it are the machine's. */
const MACHINE: Entries = {
  '{0} is full: {1} left': '{0} 已满：剩 {1}',
  '{0} is filling: {1:figure} in {2:figure}, full in {3:figure} ({4})':
    '{0} 正在变满：{2} 内增加 {1}，{3} 后写满（{4}）',
  '{0} grows by {1:figure} a minute, steadily for {2:figure}; memory is used up by {3}':
    '{0} 每分钟增长 {1}，已持续 {2}；到 {3} 内存会用尽',
  'the kernel killed {0:number} process for lack of memory': '内存不足，内核结束了 {0} 个进程',
  'the kernel killed {0:number} processes for lack of memory': '内存不足，内核结束了 {0} 个进程',
  'the kernel killed {0:number} process for lack of memory; most is held by {1}':
    '内存不足，内核结束了 {0} 个进程；占用最多的是 {1}',
  'the kernel killed {0:number} processes for lack of memory; most is held by {1}':
    '内存不足，内核结束了 {0} 个进程；占用最多的是 {1}',
  'memory is short: {0:figure} of {1:figure} left for {2:figure}': '内存不足：{1} 中只剩 {0}，已持续 {2}',
  'memory is short: {0:figure} of {1:figure} left for {2:figure}; most is held by {3}':
    '内存不足：{1} 中只剩 {0}，已持续 {2}；占用最多的是 {3}',
  'the link of {0} is down for {1}': '{0} 的链路已断开 {1}',
  'there is no default route any more: nothing outside is reachable': '默认路由没有了：外部一律无法访问',
  'nothing comes in although {0} bytes a second go out': '每秒发出 {0} 字节，却什么都收不到',
  '{0:word} % of what is sent has to be sent again': '发出的内容有 {0} % 需要重发',
  '{0} uses {1:number} % of a core for {2:figure} and neither reads, writes nor grows':
    '{0} 占用一个核心的 {1} % 已 {2}，既不读写也不增长',
  '{0} uses {1:number} % of a core for {2:figure} while others wait':
    '{0} 占用一个核心的 {1} % 已 {2}，其他程序在等待',
  'the unit {0} has failed': '单元 {0} 已失败',
  '{0} restarted {1:word} times in {2} min': '{0} 在 {2} 分钟内重启了 {1} 次',
  '{0:word} errors a minute in the journal': '日志里每分钟 {0} 条错误',
  '{0:word} errors a minute in the journal, most from {1}': '日志里每分钟 {0} 条错误，大多来自 {1}',
  'swapping {0} a second: memory is too small for what runs': '每秒交换 {0}：内存不够正在运行的程序使用',
  '{0} leaves its dead children: {1:word} zombies for {2}':
    '{0} 不回收已结束的子进程：{1} 个僵尸进程，已持续 {2}',
  'At the same time:': '同时：',
  'since {0}': '自 {0} 起',
  'the processor is busy: {0:number} % of {1:number} cores': '处理器繁忙：{1} 个核心用了 {0} %',
  'the processor is busy: {0:number} % of {1:number} cores, most of it {2}':
    '处理器繁忙：{1} 个核心用了 {0} %，主要是 {2}',
  "the container's quota of {0} cores is used up ({1} %)": '容器的 {0} 个核心配额已用完（{1} %）',
  'memory is short: {0:figure} of {1:figure} left': '内存不足：{1} 中只剩 {0}',
  'memory is short: {0:figure} of {1:figure} left; {2} holds {3:figure}':
    '内存不足：{1} 中只剩 {0}；{2} 占用 {3}',
  'it swaps {0} a second: memory is too small for what runs': '每秒交换 {0}：内存不够正在运行的程序使用',
  'it waits for a disk': '在等待磁盘',
  'it waits for a disk, look at {0}': '在等待磁盘，请看 {0}',
  'it waits for a disk: {0} moves {1} a second': '在等待磁盘：{0} 每秒传输 {1}',
  'it waits for a disk: {0} moves {1} a second, look at {2}': '在等待磁盘：{0} 每秒传输 {1}，请看 {2}',
  'failed units: {0}': '失败的单元：{0}',
  'the processor is at {0:number} °C and may slow itself down': '处理器温度 {0} °C，可能会自行降速',
  'the network loses packets: {0:number} % are sent again': '网络丢包：{0} % 需要重发',
  '{0} is nearly full: {1:figure} of {2:figure} free': '{0} 快满了：{2} 中只剩 {1}',
  'It keeps a core busy, but neither moves data nor touches new memory nor has children at work: mostly an endless loop. A program that only computes looks the same.':
    '它占着一个核心，却不传数据、不用新内存、也没有子进程在工作：多半是死循环。只做计算的程序看起来也一样。',
  'It takes memory in a straight line and gives none back, and the machine has that much less: mostly something that is kept and never let go.':
    '它直线式地占用内存而不归还，机器可用的就少了这么多：多半是有东西一直留着不放。',
  'So little memory is left that programs wait for it; the kernel kills one when nothing is left.':
    '剩下的内存太少，程序都在等；一点不剩时，内核会结束其中一个。',
  'More memory is in use than there is: pages go to disk and come back at once, and everything waits.':
    '使用的内存多于实有的内存：页面换到磁盘又马上换回，一切都在等待。',
  'What writes there fails when it is full: databases, logs, and often logins.':
    '写满之后，往那里写的都会失败：数据库、日志，常常还有登录。',
  'There is room for bytes but not for more files: mostly a cache, a queue or sessions with very many small files.':
    '还有空间，但不能再增加文件：多半是缓存、队列或会话里有大量小文件。',
  'Packets do not get through: a cable, a driver, a route or the other side.':
    '数据包到不了：网线、驱动、路由或对方的问题。',
  'systemd gave up on it; its journal says why.': 'systemd 已放弃它；它的日志里有原因。',
  'It starts, ends and is started again; its journal says why it ends.':
    '它启动、结束、又被启动；它的日志里有结束的原因。',
  'Many more errors are logged than is usual here.': '记录的错误比这里平时多得多。',
  'Dead children that their parent does not collect. They take no memory, but the table of processes is finite.':
    '父进程没有回收的已结束子进程。它们不占内存，但进程表是有限的。',
  'tried {0:word} times without success; look at it yourself': '试了 {0} 次都没成功；请自己看看',
  'tried a moment ago; again in {0:word} s': '刚刚试过；{0} 秒后可再试',
};

export const TEXTS: Entries = {
  ...WORDS,
  ...REQUESTS,
  ...CALLS,
  ...PLANNERS,
  ...JOBS,
  ...OVERLOADS,
  ...RULES,
  ...FIGURES,
  ...PROCESSES,
  ...MACHINE,
};
