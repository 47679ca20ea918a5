"""Speakers' marks in a note: 客户：, 坐席（09:12）：, Agent:, 客服 您好."""

import re

from agentdesk.rules.around import ENDS, REACH, Around
from agentdesk.rules.lexicon import listed
from agentdesk.rules.telling import MINE, SELF, Telling, telling

_SELF = listed("""
    a adviser advisor agent csr i me operator rep
    representative support us 人工 人工客服 在线客服 坐席 坐席员
    客服 客服人员 客服代表 工号 座席 座席员 我 我方 接线员 本人 本坐席
    本席 答 话务员
    """)
"""Whose words follow as the agent's."""

_AGENTS = ("坐席", "座席", "话务员", "客服甲", "客服乙")
"""What a mark of the agent begins with: 坐席小李."""

_SALUTES = ("尊敬", "亲爱", "致")
_LONGEST = 6
"""A longer name begins or ends with who it is."""

_OTHERS = frozenset(
    listed("customer caller client user visitor subscriber he she husband wife clerk technician engineer c 客")
)
"""Whose words follow as somebody else's."""

_FIELDS = listed("""
    处理 结果 诉求 备注 内容 情况 摘要 登记 说明 记录 原因 方案 地址 时间
    整理 结论 意见 进展 小结 交接 提示 附 摘录 手记 日志 便签 工单 问答
    转写 转文字 评价 更新 复核 测试 演练 经过 如下 建议 单号 场景 案例
    概要 过程 公告 后记 反馈单 升级件 加急件 复盘 自评 自述 检讨 反思
    坦白 自首 总结 回顾 结案 进度 后续 状态 附言 补充 催单 通知 规则 月报
    注 另 办理 咨询 业务 note notes action result issue
    summary status resolution ref reference update log
    subject date time transcript follow-up followup
    outcome reason reminder
    """)
"""What a label that names a part of the note ends in; it names no speaker."""

_HINT = re.compile("[:>]|[户服席客我员rt】\\]][ \t]")
"""What every mark holds: a cheap test before the full one."""
_CLOCK = "\\d{1,2}:\\d{2}(?::\\d{2})?"
_LABEL = re.compile(
    "(?<![^\n。!?;,.:\\s】\\]）)”」])(?:"  # where any mark may begin: asked first, for most places are none
    '(?<!:)[【\\[（(]?(?P<name>[^\\s,,。::、;;“”"「」!?!?.（(【\\[）)】\\]>]{1,14}+)[】\\]）)]?'
    f"[ \t]{{0,2}}(?:[（(\\[]?{_CLOCK}[）)\\]]?|[（(\\[][^\\s）)\\]:]{{1,10}}[）)\\]])?[ \t]{{0,2}}[:>](?!\\d)"
    "|(?<![^\n。!?:】\\]])[ \t]{0,2}[【\\[]?(?P<role>客户|客服|坐席|座席|用户|顾客|话务员|agent|"
    "customer|caller)[】\\]]?[ \t]{1,3}(?=[一-鿿])"
    "|(?<![^\n])(?P<line>[客我])[ \t]{1,3}(?=[一-鿿]|$))"
)
"""A mark before a colon, or a role before a space; 客 and 我 alone where lines begin."""

_LINE = re.compile("(?:^|\n)[客我][ \t]{1,3}[一-鿿]")


def labelled(plain: str, start: int, around: Around) -> str:
    """Whose mark governs the wording at `start` of a folded text: "self", "other", "name" for who knows, or nothing."""
    low = max(0, start - REACH)
    if _HINT.search(plain, low, start) is None:
        return ""
    left = around.inside if around.quoted and _LABEL.search(around.inside) else plain[low:start]
    marks = [mark for mark in _LABEL.finditer(left) if not _goes_on(left, mark)]
    if not marks:
        return ""
    names = [_named(mark["name"] or mark["role"] or mark["line"]) for mark in marks]
    mark = marks[-1]
    if mark["line"] and len(_LINE.findall(plain)) < 2:
        return ""
    between = left[mark.end() :]
    line = mark.start() == 0 or left[mark.start() - 1] == "\n"
    if "\n" in between.strip("\n ") or (not line and "\n" in between):
        return ""
    transcript = len({name for name in names if name}) > 1 or mark["name"] is None
    if not transcript and ENDS.search(between.rstrip("。!?; ")) and not (line and plain.count("\n") > 1):
        return ""
    return names[-1]


def _goes_on(left: str, mark: re.Match[str]) -> bool:
    """Whether a Latin word before a colon is the last of a sentence that leads to it: I told her: …"""
    before = left[: mark.start()].rstrip(" ")
    return bool(before) and before[-1].isalnum() and before[-1].isascii() and (mark["name"] or "").isascii()


def _named(name: str) -> str:
    """Whose label that is; nothing for a part of the note or a clause before a colon."""
    bare = name.strip("0123456789#-_ 　·.号")
    if bare.removesuffix("侧") in _SELF or bare.startswith(_AGENTS):
        return "self"
    if bare.endswith(_FIELDS) or not bare:
        return ""
    told = telling(bare)
    person = told.named[:1]
    if person == SELF or person.islower():
        return ""
    if told.verbs and not _says(told):
        return ""
    if bare.endswith("位") or bare.startswith(_SALUTES):
        return ""
    if told.people and len(bare) > _LONGEST and not bare.isascii() and not _acts(told, bare):
        return ""
    if person or bare in _OTHERS:
        return "other"
    return "name" if len(bare) <= 3 else ""


def _acts(told: Telling, bare: str) -> bool:
    """Whether who is named before a colon is named first or last, and is not one who hears: 石姐听得真真的：."""
    return (told.people[0].start == 0 and "听" not in bare) or told.people[-1].end == len(bare)


def _says(told: Telling) -> bool:
    """Whether somebody else is who speaks before a colon, as in 客户说：, and not in 打断她说： or 她一开口我就说：."""
    first = told.people[0] if told.people else None
    return (
        first is not None
        and first.start == 0
        and all(who.start < told.verbs[0].start for who in told.people)
        and SELF not in told.named
        and told.verbs[-1].kind != MINE
    )
