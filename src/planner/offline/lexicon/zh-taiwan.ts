/** Words of computing as they are called in Taiwan and Hong Kong, in simplified characters (text/zh-traditional.ts). */
export const zhTaiwan = (): string => `
file: 档案, 个档案, 档
name: 档名, 档案名, 档案名称
only-name: 只要档名, 只显示档名, 只列出档名, 仅档名, 只给档名, 只要档案名, 只列档名, 仅显示档名
extension: 副档名
folder: 资料夹, 个资料夹, 资料夹下, 资料夹中, 资料夹里, 资料夹内
p-in: 资料夹下, 资料夹中, 资料夹里, 资料夹内, 档案中, 档案里, 里头
subfolder: 子资料夹
recursive: 包含子资料夹, 包括子资料夹, 含子资料夹, 子资料夹也算, 算上子资料夹, 连同子资料夹
here: 目前目录, 目前资料夹, 这个资料夹, 目前的目录, 目前所在目录
find: 搜寻, 寻找, 找寻
show: 列印, 印出, 印出来, 秀出, 检视, 萤幕显示, 秀
screen: 萤幕, 萤幕上
rename: 重新命名, 更改名称, 重新命名为, 改档名
p-to: 重新命名为, 改档名为
copy: 复制
link: 软连结, 符号连结, 捷径, 连结, 符号链结, 软链结
hardlink: 硬连结
create: 建立一个, 新增, 新增一个
user: 使用者, 个使用者, 使用者名称
whoami: 目前使用者, 目前的使用者
everyone: 所有使用者
group: 群组
login-shell: 登入 shell, 登入shell, 登入的 shell
logged-in: 登入, 登入中
memory: 记忆体
disk: 硬碟, 磁碟, 硬碟空间, 磁碟空间, 储存空间, 档案系统
disk-usage: 磁碟用量, 磁碟使用量, 硬碟用量, 占用磁碟空间, 占用多少磁碟空间, 占多少磁碟空间, 磁碟占用
machine: 伺服器, 这台伺服器, 本机器
os: 作业系统, 作业系统版本, 作业系统发行版本
hostname: 主机名称, 电脑名称
network: 网路
interface: 网路卡, 网路介面, 介面
dns: 网域名称
bytes: 位元组, 位元组数
character: 字元, 字元数
process: 程序, 行程, 处理程序
pid: 程序 ID, 程序ID, 程序编号, 行程编号, 程序 id, 程序识别码
run: 执行
running: 正在执行, 执行中, 正在执行的, 执行中的, 在执行
make-executable: 可执行, 执行权限, 可以执行, 可执行权限
permission: 存取权限, 权限
readable: 可读取, 读取权限
writable: 可写入, 写入权限
env-var: 环境变数, 变数
ports: 连接埠, 埠号, 通讯埠, 埠, 连接埠号
set: 设定, 设定为
config: 设定档, 组态, 组态档, 设定
comment: 注解, 注解行
archive: 压缩档, 封存档, 封存
compress: 封存
message: 讯息
commit-message: 讯息, 提交讯息, 提交资讯
detail: 详细资讯
item: 资料, 笔
count: 几笔, 有几笔, 多少笔, 笔数, 有多少笔, 总笔数
image: 图档, 影像档, 照片
video: 影片
music: 音讯
tag: 标签
branch: 分支
history-git: 提交纪录, 提交历史, 历史纪录
item: 纪录
journal: 系统纪录
package: 套件
alphabetical: 依字母, 依字母顺序, 按字母顺序, 字母顺序
numerical: 依数字, 依数值, 依数值大小, 依数字大小
sorted-size: 依大小, 依档案大小
sorted-time: 依时间, 依修改时间, 依日期
per: 依, 依照
case-insensitive: 不分大小写, 大小写皆可, 大小写不拘
today: 今日
remote: 远端
ping: 连通
kill: 终止, 砍掉, 关掉
original: 原始档, 原档, 原始档案, 原本的档案
script-noun: 指令稿, 脚本
command-noun: 指令
source-code: 程式码, 原始码
error: 错误讯息
uppercase: 转成大写, 大写
checksum: 杂凑, 杂凑值, 校验和
version: 版本
`;
