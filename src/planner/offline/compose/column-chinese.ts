/** Everyday Chinese nouns for what columns and fields hold, with the names such columns go by in English. */
const NAMES: Readonly<Record<string, RegExp>> = {
  '姓名|名字|名称|名': /^(?:(?:full|first|user|last|product|item|display)?name|who|person|label)$/,
  年龄: /^(?:age|years?old)$/,
  '性别|男女': /^(?:sex|gender)$/,
  城市: /^(?:city|town|cityname)$/,
  '国家|国籍': /^(?:country|nation|nationality)$/,
  '地区|区域|省份|省': /^(?:region|area|state|province|district|zone)$/,
  '地点|站点|位置': /^(?:site|place|location|station|venue)$/,
  地址: /^(?:address|addr|street|ip|url)$/,
  '价格|单价|价钱|售价': /^(?:(?:unit)?price|cost)$/,
  '费用|成本|花费': /^(?:cost|fee|expense|expenses|spent)$/,
  '金额|数额|总额|总价|总金额': /^(?:amount|total|sum|value|paid|totalprice)$/,
  '数量|件数|个数': /^(?:quantity|qty|count|units|number|amount)$/,
  '部门|科室': /^(?:department|dept|division|team)$/,
  '团队|小组|组': /^(?:team|group|squad)$/,
  '工资|薪水|薪资|收入|月薪|年薪': /^(?:salary|wage|pay|income|earnings)$/,
  '分数|成绩|得分|分': /^(?:score|grade|points|mark|marks|result)$/,
  '评分|评级|星级': /^(?:rating|stars|score)$/,
  '日期|日子|生日': /^(?:date|day|birthday|birthdate|created|when)$/,
  '时间|时刻': /^(?:time|timestamp|datetime|created|when)$/,
  '时长|用时|耗时': /^(?:duration|minutes|seconds|time|elapsed|hours)$/,
  小时: /^(?:hours)$/,
  '年份|年': /^year$/,
  '月份|月': /^month$/,
  '温度|气温': /^temp(?:erature)?$/,
  '产品|商品|货品|品名|物品': /^(?:product|item|article|goods|sku|name)$/,
  状态: /^(?:status|state)$/,
  人口: /^(?:population|inhabitants)$/,
  '标题|书名|题目|片名': /^title$/,
  '作者|笔者': /^author$/,
  '销售额|营业额|营收': /^(?:sales|revenue|turnover)$/,
  '卖了|卖出|售出|卖出了': /^(?:sold|quantity|qty|units|sales)$/,
  '销量|销售量': /^(?:sales|sold|units|quantity|qty)$/,
  利润: /^(?:profit|margin)$/,
  折扣: /^discount$/,
  '邮箱|电子邮件|邮件|邮箱地址': /^e?mail(?:address)?$/,
  '电话|手机|手机号|电话号码': /^(?:phone|tel|mobile|telephone)$/,
  '库存|存货|存量': /^(?:stock|inventory|instock|qty|quantity)$/,
  '重量|体重': /^(?:weight|kg|mass)$/,
  '高度|身高': /^(?:height|cm|tall|elevation)$/,
  长度: /^(?:length|len)$/,
  距离: /^(?:distance|km|miles)$/,
  '类别|分类|类型|种类|品类': /^(?:category|type|kind|class|genre|group)$/,
  '编号|序号|号码|学号|工号|订单号': /^(?:id|no|nr|number|code|orderid|studentid|employeeid)$/,
  '客户|顾客|买家': /^(?:customer|client|buyer)$/,
  '用户|用户名': /^(?:user|username|login|account)$/,
  '公司|企业': /^(?:company|firm|employer)$/,
  '职位|职务|角色|岗位': /^(?:position|role|job|title|jobtitle)$/,
  '学生|同学': /^(?:student|name|pupil)$/,
  '班级|年级': /^(?:class|grade|classroom)$/,
  '科目|课程|学科': /^(?:subject|course)$/,
  '级别|等级|级': /^(?:level|grade|rank|severity)$/,
  '名次|排名': /^(?:rank|place|position)$/,
  '语言|语种': /^(?:language|lang)$/,
  '主机|主机名|服务器': /^(?:host|hostname|server|machine)$/,
  '端口|端口号': /^port$/,
  版本: /^version$/,
  大小: /^(?:size|bytes)$/,
  描述: /^(?:description|desc)$/,
  '备注|说明': /^(?:note|notes|comment|remark|description)$/,
  '消息|信息': /^(?:message|msg|info)$/,
  '服务|服务名': /^(?:service|name)$/,
  次数: /^(?:count|times|frequency)$/,
  标签: /^(?:tags?|labels?)$/,
  '相机|机型|型号': /^(?:camera|model|device)$/,
  链接: /^(?:url|link|href)$/,
  '所有者|负责人|拥有者': /^(?:owner|manager|lead|responsible)$/,
};

let byWord: ReadonlyMap<string, RegExp> | undefined;

/** Which of these names, in plain lower-case letters, a Chinese word means; the one of its names that stands first in no doubt. */
export function chineseColumn(word: string, names: readonly string[]): number | undefined {
  if (!/\p{Script=Han}/u.test(word)) return undefined;
  byWord ??= new Map(
    Object.entries(NAMES).flatMap(([words, name]) => words.split('|').map((one) => [one, name] as const)),
  );
  const form = byWord.get(word.replace(/(?:这一列|那一列|一列|列|字段|栏)$/, ''));
  if (!form) return undefined;
  const fits = names.flatMap((name, i) => (form.test(name) ? [i] : []));
  return fits.length === 1 ? fits[0]! : undefined;
}
