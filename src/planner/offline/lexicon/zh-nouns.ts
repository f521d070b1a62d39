/**
 * Chinese nouns for what people keep in files and folders, behind the English names such files and folders go by.
 * Which of them is meant, the place decides (entities/nouns-here.ts).
 */
export const zhNouns = (): string => `
post article blog essay: 文章, 帖子, 博文, 博客, 推文, 贴子
draft: 草稿, 草案, 初稿, 底稿
note memo: 笔记, 便签, 便笺, 备忘, 备忘录, 札记, 记事
doc document documentation: 文档, 资料, 手册
photo picture pic image: 照片, 相片, 相册, 影像
image img picture photo pic: 图片, 图像, 配图, 插图, 截图
screenshot shot: 截图, 截屏, 屏幕截图
invoice bill: 发票, 账单, 帐单
receipt: 收据, 小票, 票据
order: 订单
contract: 合同, 协议
letter mail: 信, 信件, 书信, 来信
mail email message: 邮件
report: 报告, 报表, 周报, 月报, 日报
recipe: 菜谱, 食谱, 配方
book ebook: 书, 书籍, 图书, 电子书
chapter: 章节, 章, 各章
page: 页面, 网页, 页
poem: 诗, 诗歌
story novel: 故事, 小说
song music track: 歌, 歌曲, 音乐, 曲目
video movie film clip: 视频, 电影, 影片, 录像
recording audio record: 录音, 音频
cache: 缓存
backup bak: 备份
archive: 归档, 存档
download: 下载
upload: 上传
theme: 主题
template: 模板, 模版
style stylesheet: 样式, 样式表
asset static: 素材, 静态资源
font: 字体
icon: 图标
plugin: 插件
module: 模块
script: 脚本
test spec: 测试, 测试用例, 用例
example sample demo: 示例, 例子, 样例, 范例
sample: 样本, 样品
data dataset: 数据, 数据集
result output: 结果, 输出
experiment: 实验, 试验
measurement reading: 测量, 读数, 测量值
sensor: 传感器
migration: 迁移
metal: 金属
color colour: 颜色
fruit: 水果
animal: 动物
plant: 植物
city: 城市
country: 国家
student pupil: 学生, 同学
teacher: 老师, 教师
employee staff: 员工, 职员, 雇员
customer client: 客户, 顾客
member: 会员, 成员
contact: 联系人, 通讯录
product item: 产品, 商品
price: 价格, 价目
sale: 销售, 销售记录
expense: 开支, 支出, 花销, 费用
budget: 预算
payment: 付款, 支付
task todo: 任务, 待办, 待办事项
plan: 计划, 方案
project: 项目, 工程
meeting minute: 会议, 会议记录, 会议纪要
lecture course: 课程, 课件, 讲义
homework assignment: 作业
exam: 考试, 试卷
grade score: 成绩, 分数
paper: 论文
thesis: 毕业论文
slide presentation: 幻灯片, 演示文稿
spreadsheet sheet: 表格, 电子表格
table: 表格
chart figure plot: 图表, 曲线图
map: 地图
trip travel: 旅行, 行程
list: 清单, 名单, 列表
log: 日志
config conf setting: 配置, 设置
secret: 机密, 秘密
key: 密钥
certificate cert: 证书
temp tmp: 临时
trash: 回收站, 垃圾箱, 废纸篓
inbox: 收件箱
desktop: 桌面
source src code: 源码, 源代码, 代码
library lib: 库
build dist: 构建
release: 发布, 发行版
feed: 订阅, 订阅源
word: 单词, 词汇
quote: 名言, 语录
name: 名字, 姓名
ticket: 门票, 车票, 机票, 工单
parcel package: 包裹
shipment delivery: 快递, 货运
stock inventory: 库存
bike bicycle: 自行车, 单车
car: 汽车, 车辆
pet: 宠物
game: 游戏
score: 乐谱, 比分
player: 球员, 选手, 玩家
team: 球队, 队伍
event: 事件, 活动
`;
