"""The cues around a wording in a Chinese note: marks of speakers, who said it, whether it was said at all.

All are matched against bounded stretches of folded text (`fold.plain`), and no repeat is nested.
"""

import re

LABEL = re.compile(
    "(?:^|"
    '(?<=[\n。!?!?;;,,.\\s】\\]）)”」]))[【\\[（(]?(?P<name>[^\\s,,。::、;;“”"「」!?!?.（(【\\[）)】\\]]{1,14})[】\\]）)]?'
    "[ \t]{0,2}(?:[（(\\[]?\\d{1,2}:\\d{2}(?::\\d{2})?[）)\\]]?)?[ \t]{0,2}[:>](?!\\d)"
    "|(?:^|(?<=[\n。!?!?::】\\]]))[ \t]{0,2}[【\\[]?(?P<role>客户|客服|坐席|座席|用户|顾客|话务员|agent|"
    "customer|caller)[】\\]]?[ \t]{1,3}(?=[一-鿿])"
)
"""A speaker's mark before a colon, or a role before a space: 客户：, 坐席（09:12）：, 客服 您好."""
OWN_AFTER = re.compile(
    '^[”」』"’.,,。!!??\\s—-]{0,4}(?:[,,]?(?:这|那)?(?:话|句话)?(?:是|就是)?(?:我|'
    "本人)(?:们)?[^,,。“]{0,8}(?:说|讲|回|答|催|问|打|写|喊|讲|甩|骂|怼|来了)"
    "|(?:回|答|怼|顶)(?:了)?过去|(?:我)?脱口|(?:被)?我(?:脱口|随口)|是我(?:的)?(?:原话|说|回))"
)
"""After the words: they were the agent's."""
THEIR_AFTER = re.compile(
    '^[”」』"’.,,。!!??\\s—-]{0,4}(?:是|这是|就是|乃)?(?:当时|上次|上回|上个|上一|昨天|那天|那位|那个|前一|该|'
    "原)?(?:位|个|任|次)?(?:的)?"
    "(?:坐席|客服|接线员|店员|客户|用户|对方|师傅|柜员|营业员|工作人员|他|她|保安|顾客|人家|老板|店长|代理商?|"
    "前台|窗口|同事|先生|女士)(?:们)?"
    "(?:当时|就|都|是|这样|这么|冲|对|给|跟|朝)?[^,,。]{0,6}?(?:说的|讲的|回的|答的|骂的|喊的|原话|给他的|"
    "给她的|(?:说|讲|回|答|骂|喊|嚷|吼)道?(?=[。,,!;;.”]|$))"
    '|^[”」』"’]?(?:这样|这么|如此)(?:讲话|说话|说|讲|回)|^[”」』"’]?(?:这种|这样的|的)(?:口气|语气|话|态度|原话)'
    '|^[”」』"’]?(?:给|把)?(?:他|她|客户|老人)?(?:怼|顶|打发|轰|赶|骂)(?:了)?(?:回来|出来|走)'
)
"""After the words: they were somebody else's."""
DENIED_AFTER = re.compile(
    '^[”」』"’]?(?:这[一二两三四]?个?[字词句]?话?)?[,,。]?(?:但|可)?(?:是)?(?:我|本人|坐席)?(?:并|确实|当时|'
    "根本|从来)?(?:没有|没|未|从未|不曾)(?:对他|对她|对客户|这样|这么|那样)?(?:说|讲|骂)"
    '|^[”」』"’]?(?:等|之类)?(?:的)?(?:应为|应是|应作|应改|改为|改成|字样|系误|为误|属于|是|为|都是|均为|列入|列为|纳入)?(?:服务)?(?:忌语|禁语|禁用语|'
    "违禁词|敏感词|关键词)"
    '|^[”」』"’](?:这[一两二三四几]?个?)?[字词]?(?:怎么[打写读念拼]|(?:的)?(?:写法|读音|拼音|发音|谐音|拼写))'
    '|^[”」』"’][^。!?\n]{0,20}(?:不得使用|不得出现|禁止使用|不能用|不可用|列入关键词|等负样本|的识别|识别率|权视为)'
)
"""After the words: they were not said, or are only spoken of."""
DENIED = re.compile(
    '(?:没人|无人|没有人|谁也没|谁都没)[^,。!?“]{0,6}(?:说|讲|骂)过?[了他她]?[:“"「]?$|姓$|'
    "(?:没有|没|未|从未|从没|不曾)(?:对[他她]|对客户|跟[他她]|这样|这么|当面)?(?:说|讲|骂)(?:过|"
    '出)?(?:他|她|人|客户|用户|对方|顾客)?[:“"「]?$'
    "|(?:不要|不得|不能|不可|不可以|不许|不准|不应|不该|不再|严禁|禁止|避免|杜绝|切忌|请勿|少|别|"
    '勿)[^,。!?“]{0,10}(?:说|讲|用|使用|出现|回复|回答|写|打|带|以)[^,。!?“]{0,4}[:“"「]?$'
    '|(?:是不是|有没有|是否)[^,。]{0,4}(?:说|讲|骂)[了过他她]{0,2}[“"「]?$'
    "|(?:成了|改成|改名为|改名|命名为|名为|取名|叫做|名叫|名字叫|名字好像叫|一首歌叫|歌名|按钮|选项|输入|搜索|"
    '字样|菜单|标签|谐音|显示|弹出|页面写着|短信里|原来写|原先写|原文写|印着|印有|缩写|简称|拼作|文件名|误写为|误写成|误转成|听成|识别成|识别为)[是为“"「::]{0,2}[“"「《]?$'
    "|(?:\\bnever|\\bnot|n't|\\bavoid|\\bstop) "
    "(?:say|said|saying|use|using|used|write|wrote|tell|told|answer|reply)\\b[^.]{0,20}$"
    "|\\b(?:bans?|banned|forbids?|prohibits?|blacklists?|blacklisted)\\b[^.]{0,20}$"
    "|《$"
)
"""Before the words: they were not said, are not to be said, or are a name."""
MENTION = re.compile(
    "忌语|禁语|禁用语|违禁词|敏感词|关键词|词库|演练|扮演|剧本|台词|情景模拟|模拟通话|模拟客户|测试用例|用例|"
    "测试短信|测试员|测试脚本|导航测试|题库|考题|抽考|例句|反例|"
    "话术卡|培训卡|培训材料|培训提醒|语料|标注|负样本|正样本|样本|规则更新|质检规则|模型|识别率|role-?play|"
    "示例|范例|反面教材|清单包括|禁语清单|纠错|勘误|热词|词条|词典|词表|字典|提示库|命中率|澄清说明|辟谣|节目单|小品|相声|朗诵|彩排|排练|公示栏更新|标语更新|"
    "课件|讲义|板书|幻灯|试题|试卷|培训课|"
    "training note|training slide|slide \\d|slide deck|word list|phrase list|banned phrase|glossary|style guide|"
    "base edit|kb edit|article title|example line|must avoid|to be avoided|"
    "training card|coaching note|test message|test text|test phrase|practice call|test case|trainer|never say|quiz"
)
"""In the sentence, or at the head of the note: wording is only spoken of, or played."""
COPIED = re.compile("逐字|原样|照录|转录|听写|摘抄|抄录|录音里|语音里|截图里|发来的|原话|转述|复述|原文")
"""With these the agent writes down what is not his."""
RELUCTANT = re.compile("只好|只得|只能|随口|脱口|顺口")
"""With these an agent tells of himself."""
THEM = re.compile("你们")
"""What only a caller says to an agent."""
REPORTING = re.compile("转述|复述|说|称|反映|讲|投诉|描述|回忆|反馈|抱怨|诉|提到|自称|来信|留言")
"""Somebody tells something."""
