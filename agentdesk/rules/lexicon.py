"""The words by which a note shows who speaks: verbs of saying, names for the agent and for everybody else.

They belong to the language of call notes, not to a pack. All stand in simplified script and lower case, and become
patterns of plain alternation, without nested repeats.
"""

import re
from collections.abc import Iterable


def listed(text: str) -> tuple[str, ...]:
    """The words of `text`."""
    return tuple(text.split())


SELF = listed("""
    我方 我们 我 本人 本席 笔者 咱们
    """)
"""How the writer of a note speaks of himself."""

SELF_LABELS = frozenset(
    listed("""
    我 坐席 座席 客服 话务员 本人 本席 接线员 客服代表 坐席员 座席员 客服人员 人工客服 在线客服 工号 人工 答 我方
    本坐席 agent csr rep me adviser advisor operator representative support i a us
    """)
)
"""Whose words follow as the agent's when they stand before a colon at the start of a line or sentence."""

FIELD_LABELS = listed("""
    处理 结果 诉求 备注 内容 情况 摘要 登记 说明 记录 原因 方案 地址 时间 整理 结论 意见 进展 小结 交接 提示 附 摘录
    手记 日志 便签 工单 问答 转写 转文字 评价 更新 复核 测试 演练 经过 如下 建议 单号 场景 案例 概要 过程 公告 后记
    反馈单 升级件 加急件
    复盘 自评 自述 检讨 反思 坦白 自首 总结 回顾 结案 进度 后续 状态 附言 补充 催单 通知 规则 月报 注 另
    办理 咨询 业务 note notes action result issue summary status
    resolution ref reference update log subject date time transcript follow-up followup outcome reason reminder
    """)
"""What a label that names a part of the note ends in; it names no speaker."""

OTHERS = listed("""
    客户 用户 顾客 对方 来电 来电者 来电人 机主 来访者 来人 先生 女士 小姐 太太 阿姨 大爷 大妈 大叔 大姐 大哥 大娘
    大嫂 老人 老人家 老伯 奶奶 爷爷 叔叔 师傅 店员 店长 店主 老板 老板娘 同事 邻居 孩子 儿子 女儿 丈夫 妻子 老公
    老婆 爱人 妈妈 爸爸 我妈 我爸 他妈 她妈 母亲 父亲 家属 家长 保安 柜员 柜台 窗口 前台 引导员 营业员 代理 代理商
    快递员 骗子 网友 房东 租户 住户 业主 物业 工作人员 客服 坐席 座席 接线员 话务员 班长 主管 经理 领导 小伙子 小伙
    小姑娘 姑娘 男子 女子 男声 女声 老师 同学 学生 律师 警察 民警 医生 护士 工程师 安装工 装维 维修工 施工队 工人
    队长 会计 财务 司机 村民 居民 他们 她们 他 她 人家 别人 有人 大家 那边 某某 某 甲方 乙方 银行 门店 店里 网点
    厅里 机器人 舅舅 姑姑 外婆 外公 老太太 老先生 老头 老太 女孩 男孩 小孩 室友 朋友 亲戚 上级 督导 投诉人 申告人
    联系人 负责人 经办人 代办人 会员 粉丝 买家 卖家 商家 商户 旅客 乘客 患者 病人 教授 校长 网管 管理员 技术员 外包
    代维 厂家 厂商 第三方 合作方 的人 那人 这人 个人 媳妇 孙子 孙女 侄子 外甥 女婿 姐姐 妹妹 哥哥 弟弟 秘书 助理
    行政 采购 导购 导览员 志愿者 网格员 社工 记者 主播 群友 顾问 专员 专家 中介 代办员 代办点 代理点 合作厅 工号
    一方 家里人 家人 对面 售后 客服员 服务员 收银员 收费员 抄表员 配送员 骑手 外卖员 安装员 维修员 检修员 巡检员
    施工员 操作员 值班员 售货员 推销员 业务员 催收员 技师 大夫 教练 团队 小哥 小妹 老哥 老大爷 老大妈 老汉 大伯 大婶
    婶婶 嫂子 表哥 表姐 堂哥 堂弟 老乡 街坊 保姆 管家 门卫 看门 掌柜 站长 所长 院长 处长 科长 组长 厅长 村长 书记
    诈骗者 暗访员 引导屏 网帖 帖子 帖文 截图 评论 弹幕 朋友圈 群里 群聊 论坛 官方号
    传单 海报 横幅
    主任 总监 老总 总经理 工长 班主任 教师 导师 团长 员工 职员 职工 雇员 小组长 上一位 上一个 前一位 那位 这位 公司
    平台 房客 买主 失主 事主 寄件人 收件人 收货人 发货人 报修人 报案人 举报人
    """)
"""Anybody else whose words a note may give."""

SAY_SELF = listed("""
    告知 答复 回复 回答 解释 提醒 告诉 回了 答了 顶了 怼了 回他 回她 回对方 安抚 答 回过去 回 怼 顶 催道 催了 甩给
    敲了 追了 补了 劝
    """)
"""Verbs of saying whose missing subject is the agent: he wrote the note."""

SAY_OTHER = listed("""
    自称 声称 宣称 抱怨 反映 投诉 反馈 质问 质疑 辱骂 叫骂 责骂 斥责 咒骂 开骂 骂 吼 嚷 喊 吵 哭诉 诉说 诉 扬言 留言
    责怪 吐槽 控诉 转述 复述 转告 转发 朗读 念 嫌 评论 发帖 反问 埋怨 讲述 描述 回忆 指责 威胁 模仿 学给 学着 称
    来信 来函 引用 威胁 恐吓 恫吓 嘲 嘲讽 讥讽 讽刺 奚落 爆粗 破口
    来电称 哭喊 叫嚷 大喊 大叫 大吼 咆哮 呵斥 训斥 叫嚣 挑衅 怒斥 指着 数落 挖苦
    """)
"""Verbs of saying whose missing subject is whoever was spoken of last, else the caller."""

SAY = listed("""
    说 讲 问 表示 写道 写了 写着 写下 写过 写 打字 打了 打出 打上 敲 发了 发送 发出 发消息 发来 甩了 甩下 甩出 甩
    丢了 丢下 丢 扔了 扔下 撂下 来了一句 来了句 来一句 脱口 脱口而出 嘟哝 嘟囔 嘀咕 念叨 冒出 冒了 蹦出 吐出 一句
    一嗓子 一声 原话 原文 回应 回话 笑道 训 呛 吩咐 让 叫 催 接话 插嘴 开口 补充 强调 重复 口气 用词 措辞 标题 正文
    短信 语音 听到 听见 听 传来 讲到 提到 搪塞 推脱 敷衍 打发 批注 备注 骂骂咧咧 冲 赶人 轰 挥手 嘴里 心想 怪
    """)
"""Verbs of saying, and nouns that do their work, that take their subject from the sentence."""

_NOT_SAYING = listed("""
    说明 说法 说服 说不定 问题 问候 问卷 问询 讲解 讲座 讲明 让步 让利 叫号 叫车 催缴 催单 催收 催费 回访 回拨 回执
    回款 回收 回单 回家 回来 回到 回去 回电 回忆 回看 写字楼 写错 答应 答题 答案 顶楼 顶部 冲红 冲正 冲突 学习 学校
    学生 短信验证码 短信中心 短信通知 语音信箱 语音导航 语音留言 听筒 听障 听力 骂人 发送失败 念书 念头 纪念 名称
    称呼 称谓 对称 职称 简称 全称 投诉单 投诉件 投诉工单 反馈单 解释权 解释单 听说 怪不得 难怪 提醒包 提醒短信
    回复短信 回复率 重复了 顾问 访问 学问 疑问 提问 小说 据说 传说 不好说 再说 说话 好说 听懂 听清 听不 听着
    好听 打听 动听 收听 接听 拒听 重听 复听 调听 回听
    """)
"""Words that hold a verb of saying and say nothing."""

PREPOSITIONS = listed("""
    跟 和 同 对 给 与 向 冲 朝 问 让 请 替 帮 在 到 从 去 往 把 将 找 叫 陪 带 为 嫌 骂 劝 催 告诉 提醒 称 拿 怪 待
    怼 顶 回 见 吼 嚷 喊 嘲 笑 夸 凶 训 呛 请教 催促 回复 答复 告知 安慰 安抚 当 面对 拉着 指
    叫来 联系 通知 转给 发给 就是 是
    """)
"""What may stand before a person who is then no subject."""


def words(*groups: Iterable[str]) -> str:
    """The groups as one alternation, longest word first."""
    every = {word for group in groups for word in group}
    return "|".join(re.escape(word) for word in sorted(every, key=lambda word: (-len(word), word)))


_NICKNAME = (
    "(?<![大多最从很])(?:老(?!人|家|旧|是|板|客|用|套|年|实|师|小|式|化|款|婆|公|总|爷|乡|伯|太|头|汉|大|先)"
    "|小(?!时|区|程|心|额|票|数|灵|型|组|计|结|声|于|便|店|孩|伙|姑|学|卖|吃|写|屏|字|卡|窗|号|礼|费|朋|妹|哥|"
    "姐))[一-鿿](?=[^一-鿿]|说|讲|问|回|答|道|在|打|演|扮|的|昨|今|前|当|上|对|跟|冲|就|又)"
)
_ANYBODY = (
    "[一-鿿](?<![或再作两二])者|[一-鿿](?<![全人动职])员|(?:那|这)(?:个|位)?[男女胖瘦]的"
    "|[前后旁]面的(?=$|人|[回说喊嚷骂问答吼“:])|(?<!一)另?一名[一-鿿]{2,4}"
)
"""Names for people that no list holds: 投稿者, 讲解员, 那女的."""
_TITLED = ("先生", "女士", "小姐", "太太", "阿姨", "大爷", "大妈", "师傅", "老师", "经理", "老板", "大哥", "大姐")
"""What a family name stands before."""
PERSON = re.compile(
    f"(?P<self>(?:{words(SELF)})(?!妈|爸|家|老公|老婆|儿子|女儿|同事|们?店员|爷爷|奶奶|哥|姐|弟|妹|媳妇|孩子|"
    f"领导|方才))"
    f"|(?P<other>(?:{words(OTHERS)}|{_ANYBODY})(?!里|上面|外|旁|内|显示|时|投诉|电话|号码|端|经理|资料|信息|群)"
    f"|{_NICKNAME})"
)
SPEAKING = re.compile(
    f"(?P<none>{words(_NOT_SAYING)})|(?P<mine>{words(SAY_SELF)})|(?P<theirs>{words(SAY_OTHER)})|(?P<any>{words(SAY)})"
)
_DETERMINED = "[了着过]?(?:这|那|一|该|上|位|名|个|旁边|隔壁)*"
_AFTER_PREPOSITION = re.compile(f"(?:{words(PREPOSITIONS)}|[一-鿿]着){_DETERMINED}$")
_BEFORE_NAME = re.compile(f"(?:{words(PREPOSITIONS)}|[一-鿿]着){_DETERMINED}[一-鿿]{{1,2}}$")

OBJECTS = listed("""
    了 过 着 道 一句 句 一声 声 他 她 他们 我 对方 客户 用户 您 你 他说 给他 给她 一个 个 过去 出 下 的是 的 是 : 话
    一行 一串 一段 一条 一通 字 他们说 顾客 老人 阿姨 师傅 女士 先生 大爷 人家 都 也 就 真 这 那 那就 他这 说
    """)
"""What may stand between a verb of saying and the words said."""

NOT_INTRODUCING = frozenset(
    listed("抱怨 投诉 反映 吵 嚷 喊 骂 嫌 听 让 叫 催 冲 打了 解释 安抚 劝 质疑 反馈 问 重复 强调 表示 要求")
)
"""Verbs of saying after which a comma ends what is told, not begins what is said."""

INTRODUCING = ("骂道", "喊道", "嚷道", "吼道", "问道", "抱怨道", "重复道", "表示道")
"""But these introduce speech before a comma as well."""

SCOLDING = frozenset(listed("骂 辱骂 叫骂 责骂 吼 嚷 怒斥 斥责 咒骂 开骂 呵斥 训斥 咆哮 破口大骂"))
"""Verbs whose words may go on after a comma."""


THIRD = re.compile(
    "(?!客户|用户|顾客|机主|来电|先生|女士|小姐|太太|阿姨|大爷|大妈|老人|他|她|对方|来人|来访|窗口|柜台|前台|客服|坐席|座席)"
)
"""Whether a person is neither the caller nor one of the desk."""


def is_object(text: str, person: re.Match[str]) -> bool:
    """Whether the person found in `text` is spoken to or acted on: 对他, 给裘师傅."""
    before = text[max(0, person.start() - 6) : person.start()]
    named = person[0] in _TITLED and _BEFORE_NAME.search(before) is not None
    return named or _AFTER_PREPOSITION.search(before) is not None
