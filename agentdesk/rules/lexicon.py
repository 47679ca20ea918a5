"""The words by which a note shows who speaks: names for the agent and for everybody else, verbs of saying.

They belong to the language of call notes, not to a pack. All stand in simplified script and lower case; `telling`
finds them.
"""


def listed(text: str) -> tuple[str, ...]:
    """The words of `text`."""
    return tuple(word.replace("&", " ") for word in text.split())


SELF = listed("""
    我方 我们 我 本人 本席 笔者 咱们 坐席本人 本坐席 本客服 自己这边
    """)
"""How the writer of a note speaks of himself."""

CALLER = listed("""
    客户 用户 顾客 对方 来电 来电者 来电人 机主 来访者 来人 先生 女士
    小姐 太太 阿姨 大爷 大妈 大叔 大姐 大哥 大娘 大嫂 老人 老人家 老伯
    奶奶 爷爷 叔叔 他们 她们 他 她 人家 投诉人 申告人 老太太 老先生 老头
    老太 老大爷 老大妈 老汉 大伯 大婶 小伙子 小伙 小姑娘 姑娘 男声 女声
    """)
"""Who calls."""

OTHERS = listed("""
    师傅 店员 店长 店主 老板 老板娘 同事 邻居 孩子 儿子 女儿 丈夫 妻子
    老公 老婆 爱人 妈妈 爸爸 我妈 我爸 他妈 她妈 母亲 父亲 家属 家长 保安
    柜员 柜台 窗口 前台 引导员 营业员 代理 代理商 快递员 骗子 网友 房东
    租户 住户 业主 物业 工作人员 客服 坐席 座席 接线员 话务员 班长 主管
    经理 领导 男子 女子 老师 同学 学生 律师 警察 民警 医生 护士 工程师
    安装工 装维 维修工 施工队 工人 队长 会计 财务 司机 村民 居民 别人
    有人 大家 那边 某某 某 甲方 乙方 银行 门店 店里 网点 厅里 机器人 舅舅
    姑姑 外婆 外公 女孩 男孩 小孩 室友 朋友 亲戚 上级 督导 联系人 负责人
    经办人 代办人 会员 粉丝 买家 卖家 商家 商户 旅客 乘客 患者 病人 教授
    校长 网管 管理员 技术员 外包 代维 厂家 厂商 第三方 合作方 的人 那人
    这人 个人 媳妇 孙子 孙女 侄子 外甥 女婿 姐姐 妹妹 哥哥 弟弟 秘书 助理
    行政 采购 导购 导览员 志愿者 网格员 社工 记者 主播 群友 顾问 专员
    专家 中介 代办员 代办点 代理点 合作厅 工号 一方 家里人 家人 对面 售后
    客服员 服务员 收银员 收费员 抄表员 配送员 骑手 外卖员 安装员 维修员
    检修员 巡检员 施工员 操作员 值班员 售货员 推销员 业务员 催收员 技师
    大夫 教练 团队 小哥 小妹 老哥 婶婶 嫂子 表哥 表姐 堂哥 堂弟 老乡 街坊
    保姆 管家 门卫 看门 掌柜 站长 所长 院长 处长 科长 组长 厅长 村长 书记
    诈骗者 暗访员 引导屏 网帖 帖子 帖文 截图 评论 弹幕 朋友圈 群里 群聊
    论坛 官方号 传单 海报 横幅 主任 总监 老总 总经理 工长 班主任 教师
    导师 团长 员工 职员 职工 雇员 小组长 上一位 上一个 前一位 那位 这位
    公司 平台 房客 买主 失主 事主 寄件人 收件人 收货人 发货人 报修人
    报案人 举报人 台席 人员 阿姐 阿妹 阿嫂 阿婆 阿公 阿叔 阿伯 里头的
    里面的 那头 上一通 前一通 上个 地推 群主 楼管 队友 老乡 婆婆 公公
    岳父 岳母 儿媳 女婿 亲家 表嫂 家人 老板们 电话里那人 收件方 发件方
    副主任 副总 店家 摊主 讲师 学员 主持人 主持 法务 采购员 对接人 值班经理 客户经理 大堂经理 保洁
    保洁员 宿管 辅导员 家政 护工 代销员 促销员 路人 楼长 博主 网民 供应商 施工方 承包商 包工头 工头
    工友 前夫 前妻 男友 女友 男朋友 女朋友 未婚妻 表弟 大姨 小姨 姨妈 姑妈 舅妈 伯父 伯母 外孙
    老两口 两口子 小两口 祖母 祖父 战友 同行 友商 另一位 众人 大伙 副组长 督学 园长 馆长 社长 船长
    连长 股长 部长 市长 店小二 跑腿 中间商 服务商 运营商 播音员 保管员 前台小妹 女客
    男客 来宾 访客 听众 观众 读者 博士 徒弟 徒儿 学徒 新人 实习生 组员 队员 兄弟 闺女 老伴 老爸
    老妈 老娘 爹 娘 爷 奶 姥姥 姥爷 阿嬷 囡囡 外地人 本地人 上家 下家 机主儿子 那家 这家 那厂 厂里
    镇上 村里 楼里
    楼上 楼下 隔壁
    年轻人 小年轻 后生 后生仔 小青年 中年人 壮汉 大汉 健身房 驾校 医院 饭店 酒店 宾馆 网吧 超市 商场 驿站 快递站
    装修队 装修公司 快递公司 物流 航空公司 保险公司 供电局 派出所 社区 街道 居委会 村委会 村委 支书 村支书 车长
    列车长 护士长 舍监 船老大 亭主 摊贩 小贩 租客 导游 领班 前任 同伴 老姐妹 二婶 三叔 大舅 二舅 小舅子 大姑 姑父
    姨父 东家 婶子 伙计 车主 货主 船主 旁人 旁边人 排队的 收银的 修车的 开车的 值守的 值班的 管库的 卖货的 看店的
    跑腿的 接电话的 另一头 话筒那边 听筒那边 电话那边 广播 喇叭 大喇叭 告示 公告 字条 纸条 条幅 舞台监督 小区 单位
    """)
"""Anybody else whose words a note may give."""

SAY_SELF = listed("""
    告知 答复 回复 回答 解释 提醒 告诉 回了 答了 顶了 怼了 回他 回她
    回对方 安抚 答 回过去 回 怼 顶 催道 催了 甩给 敲了 追了 补了 劝
    没忍住 忍不住 没绷住 绷不住 没压住 压不住 没憋住 憋不住 没好气 嘴一快 嘴快 嘴比脑子快 没过脑子 没了耐心
    失了耐心 嘴上 抢话 回敬 回嘴 脱口 失言 顺嘴 随口
    """)
"""Verbs of saying whose missing subject is the agent: he wrote the note."""

SAY_OTHER = listed("""
    自称 声称 宣称 抱怨 反映 投诉 反馈 质问 质疑 辱骂 叫骂 责骂 斥责 咒骂
    开骂 骂 吼 嚷 喊 吵 哭诉 诉说 诉 扬言 留言 责怪 吐槽 控诉 转述 复述
    转告 转发 朗读 念 嫌 评论 发帖 反问 埋怨 讲述 描述 回忆 指责 威胁
    模仿 学给 学着 称 来信 来函 引用 威胁 恐吓 恫吓 嘲 嘲讽 讥讽 讽刺
    奚落 爆粗 破口 来电称 哭喊 叫嚷 大喊 大叫 大吼 咆哮 呵斥 训斥 叫嚣
    挑衅 怒斥 指着 数落 挖苦
    """)
"""Verbs of saying whose missing subject is whoever was spoken of last, else the caller."""

SAY = listed("""
    说 讲 问 表示 写道 写了 写着 写下 写过 写 打字 打了 打出 打上 敲
    发了 发送 发出 发消息 发来 甩了 甩下 甩出 甩 丢了 丢下 丢 扔了 扔下
    撂下 来了一句 来了句 来一句 脱口 脱口而出 嘟哝 嘟囔 嘀咕 念叨 冒出
    冒了 蹦出 吐出 一句 一嗓子 一声 原话 原文 回应 回话 笑道 训 呛 吩咐
    让 叫 催 接话 插嘴 开口 补充 强调 重复 口气 用词 措辞 标题 正文 短信
    语音 听到 听见 听 传来 讲到 提到 搪塞 推脱 敷衍 打发 批注 备注
    骂骂咧咧 冲 赶人 轰 挥手 嘴里 心想 怪 来了一嗓子 顶 怼 凶 嚎 答曰
    嘟噜 张口 打断 抢白 甩脸 呲 数落 嫌弃 撂 怒道 抛下 回嘴 还嘴 应 应了
    接了句 接了一句 蹦了句 冷冷
    插话 叹道 叹气 冷笑 嗤笑 哼了 摊手 摊开手 摆手 摆摆手 努嘴 努了努嘴 撇嘴 耸肩 耸耸肩 瞪眼 翻白眼 翻脸 拍桌子
    拍着桌子 头也没抬 头都没抬 头也不抬 没抬头 不抬头 没有抬头 眼皮都没抬 眼皮都不抬 眼皮也没抬 头也不回 没抬眼
    一摊 一推 一指 一努嘴 一扔 一拍 一摔 一搁 一扣 一甩 打的是 打的字 发的是 写的是 念的是 说的是 讲的是 出来的是
    冒出来 蹦出来 溜出来 甩出来 口型 嗓门 嗓子 一行字 几个字 两个字 三个字 四个字 五个字 六个字 七个字 八个字
    搭腔 帮腔 接茬 搭话 反驳 吼道 喝道 嚷道 喊道 问道 咕哝 火了 急了 烦了 腔调
    """)
"""Verbs of saying, and nouns that do their work, that take their subject from the sentence."""

NOT_SAYING = listed("""
    说明 说法 说服 说不定 问题 问候 问卷 问询 讲解 讲座 讲明 让步 让利
    叫号 叫车 催缴 催单 催收 催费 回访 回拨 回执 回款 回收 回单 回家 回来
    回到 回去 回电 回忆 回看 写字楼 写错 答应 答题 答案 顶楼 顶部 冲红
    冲正 冲突 学习 学校 学生 短信验证码 短信中心 短信通知 语音信箱 语音导航
    语音留言 听筒 听障 听力 骂人 发送失败 念书 念头 纪念 名称 称呼 称谓
    对称 职称 简称 全称 投诉单 投诉件 投诉工单 反馈单 解释权 解释单 听说
    怪不得 难怪 提醒包 提醒短信 回复短信 回复率 重复了 顾问 访问 学问 疑问
    提问 小说 据说 传说 不好说 再说 说话 好说 听懂 听清 听不 听着 好听
    打听 动听 收听 接听 拒听 重听 复听 调听 回听
    """)
"""Words that hold a verb of saying and say nothing."""

ENGLISH_PREPOSITIONS = listed("""
    to at with for from of told tell telling asked asking called rang gave reminded assured texted emailed
    """)
PREPOSITIONS = listed("""
    跟 和 同 对 给 与 向 冲 朝 问 让 请 替 帮 在 到 从 去 往 把 将 找
    叫 陪 带 为 嫌 骂 劝 催 告诉 提醒 称 拿 怪 待 怼 顶 回 见 吼 嚷 喊
    嘲 笑 夸 凶 训 呛 请教 催促 回复 答复 告知 安慰 安抚 当 面对 拉着
    指 叫来 联系 通知 转给 发给 就是 是
    """)
"""What may stand before a person who is then no subject."""

SCENES = listed("""
    培训 演练 演习 台词 示范 模拟 角色 扮演 讲师 学员 学徒 徒弟 课堂 课件 例句 范例 案例 样本 卡片 题目 试题
    考题 考试 抽背 忌语 禁语 禁用语 服务用语 服务规范 文明用语 标准话术 话术 脚本 剧本 小品 相声 段子 小说 歌词
    歌名 片名 书名 店名 队名 招牌 标语 海报 横幅 词条 词典 成语 谚语 口头禅 方言 翻译 译成 意译 直译 说成 写成
    念成 听成 读成 错别字 分词 关键词 来信 来函 信中 信上 投诉信 举报信 匿名信 读者 留言板 意见簿 意见本 留言簿
    帖子 微博 评论区 群聊 聊天记录 截图 朋友圈 质检 抽检 抽查 听音 监听 监听卡 复议 申诉 申辩 误判 误报 判定
    扣分 没有说 没说过 没讲过 从未 并未 并没有 否认 属实 本人承认 我认 认错 检讨 自述 情况说明 自评 自查 自曝
    反思 自省 道歉 致歉 赔礼 赔不是 后悔 懊悔 惭愧 不该 失言 录音 转写 转录 转文字 听写 实录 整理 速记 会议纪要
    测试 压测 机器人 智能客服 语音助手 测试单 用例 上次 上回 去年 当年 前年 那年 以前 从前 邻居 物业 保安 店员
    快递 骗子 诈骗 冒充 友商 另一家 别家 亲戚 孩子 同事 转述 复述 学舌 传话 听说 据说 原话 原文 回忆 翻唱 配音
    彩铃 铃声 玩笑 打趣 笑着 逗 training role-play roleplay transcript sample script test example quiz letter
    complaint neighbour neighbor engineer shop store recording coaching apologise apologised apologize
    apologized apology sorry regret review mine told title lyric song poster drill workshop trainee draft
    template heard quote quoted 是我 就是我 也是我 也就是我 是我的 是我说 是我写 是我打 是我回 是本人 即本人 本人即
    系本人 我承认 我当时 我那天 我那会儿 我自己 我说的 我写的 我讲的 我回的 我打的 我的工号 我的录音 我这边 我们这边
    本坐席 填单人 记录人 书写人 经办人 当班 值班 我 本人 坐席 柜员 台席 was&me my&own&words i&own my&words
    """)
"""Words that tell, wherever they stand in a note, what it is about and of which kind: a drill, a letter, a recording,
an owning up."""

ADVERBS = listed("""
    就 便 又 还 也 都 才 却 竟 竟然 居然 当时 当场 随口 顺口 脱口 没忍住 忍不住 直接 连 再 一直 反复 突然 最后 然后 接着
    于是 只好 只得 立刻 马上 随即 冷冷 不耐烦 地 了 着 过 来 去 出 上 下 一 句 声 道 很 有点 非常
    """)
"""Words that come and go in how speech is introduced."""

ENGLISH_SELF = listed("""
    i we me my myself mine our us agent the&undersigned yours&truly
    """)
ENGLISH_CALLER = listed("""
    customer customers caller client he she they him her them his their user subscriber mr ms mrs miss account&holder
    gentleman lady
    """)
ENGLISH_OTHERS = listed("""
    clerk shop store engineer technician agency contractor installer driver neighbour neighbor husband wife son daughter
    mother father mum mom dad colleague manager supervisor branch bank courier landlord tenant provider staff assistant
    man woman boy girl kid child guard teller cashier rep operator scammer friend brother sister boss lead competitor
    dealer partner roommate flatmate receptionist reseller vendor guy someone somebody bot chatbot uncle aunt cousin
    nephew niece grandson grandfather grandmother officer doctor nurse teacher lawyer telemarketer company team desk
    estate&agent letting&agent chat&agent travel&agent their&agent previous&agent last&agent another&agent other&agent
    first&agent one&agent tech techs fitter plumber electrician plasterer builder barman barmaid vicar priest councillor
    granddaughter grandma grandad gran nan housemate trainee newbie fella bloke lad gent chap widow farmer chef publican
    owner seller buyer visitor passenger student pupil passer-by voice voicemail kiosk sign notice poster colleagues
    teammate engineers neighbours neighbors clerks stepson stepdaughter fiance fiancee carer warden caretaker porter
    concierge janitor secretary headmaster headmistress coach captain skipper pilot judge sergeant constable midwife
    pharmacist dentist accountant treasurer chairman committee forum reviewer blogger
    """)
ENGLISH_SAY = listed("""
    said says saying say told tell tells telling asked ask asks asking replied replies replying answered answers
    answer shouted shouts shouting yelled yelling yells snapped muttered muttering wrote writes written typed
    screamed screaming swore swearing called calling responded responding added mumbled whispered claimed claims
    complained complaining complains hissed barked quoted quotes quoting posted emailed texted stated demanded
    went goes put sighed grumbled retorted insisted growled read reads reading sneered reply response words remark
    snarled snaps tutted joked moaned groaned cried bellowed roared blurted drawled mouthed scribbled noted jotted
    scrawled signed opened began messaged pinged announced declared warned advised remarked repeated chimed piped
    quipped laughed spat rasped huffed grunted offered shot&back fired&back came&out&with let&slip out&came blurting
    """)
"""Their English counterparts; `&` stands for a blank within a name."""

SURNAMES = (
    "王李张刘陈杨赵吴周徐孙胡朱郭何林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱覃武戴莫孔向汤温康施欧牛樊葛邢安齐伍庞颜倪庄聂章鲁岳翟殷"
    "詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶牟艾尤阳穆农司"
    "卓古吉缪简车项连芦麦褚窦戚岑党宫费卜冷晏席卫米柏宗桂全应臧闵苟邬边卞姬仇栾隋商刁沙荣巫寇桑郎甄丛仲敖明佘池查麻苑迟"
    "邝莘蔺糜茹闻贡屠杭弓闫鹿麻步佟"
)
"""Family names of one sign."""
WORDY_SURNAMES = "龙毛路计车石雷江温麦米成单连应全程段叶沙麻向费池项房管曲谷童游左冷党夏华苗白金方马高黄时范包步苏文"
"""Those that make other words of 小 and 老: 小龙虾, 老路."""

TITLED = ("先生", "女士", "小姐", "太太", "阿姨", "大爷", "大妈", "师傅", "老师", "经理", "老板", "大哥", "大姐")
"""What a family name stands before."""

NO_PERSON = ("里", "上面", "外", "旁", "内", "显示", "时", "投诉", "电话", "号码", "端", "经理", "资料", "信息", "群")
"""What follows a name that is then part of another word: 客户端, 用户资料."""

NOT_SELF = (
    "妈", "爸", "家", "老公", "老婆", "儿子", "女儿", "同事", "店员", "们店员", "爷爷", "奶奶", "哥", "姐", "弟", "妹",
    "媳妇", "孩子", "领导", "方才",
)  # fmt: skip
"""What follows the agent's own name that is then somebody else's: 我妈, 我们店员."""
