"""Skeletons: the small grammar in which a pack writes a phrase and its paraphrases.

    (a|b)   one of these             [a|b]   one of these, or nothing
    ，      a break: a comma, another sign or nothing; particles and fillers may stand in it
    …       a gap of at most eight characters
    ~       a place for fillers such as 到底, 真的, 又
    *       a run of masking signs: 傻* matches 傻×, f*k matches f**k
    。      at either end: a clause begins or ends there
    <name>  a word class of `WORDS`

After a 你 or 我 outside a choice fillers may always stand. Every other sign stands for itself and for whatever is read
alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from agentdesk.rules import fold

PARTICLES = frozenset("啊呀呢吧嘛吗哦啦呗哈嘞哎噢哟咯喽么嘎哇噻撒咧哩咩呐喔㗎啫伐嗦")
"""Final particles: they may follow any clause of a phrase, and belong to it."""

FILLERS: tuple[str, ...] = (
    "到底", "究竟", "真的", "真是", "实在", "倒是", "反正", "已经", "可是", "就是", "还是", "自己", "这边",
    "现在", "刚刚", "怎么", "也", "又", "都", "就", "还", "真", "可", "能", "再", "那", "这", "倒", "才", "只",
    "给", "是", "的", "了", "嘛", "呢", "啊", "呀", "吧", "啦", "吗", "哦", "哈", "嘞", "咯", "噻", "撒", "呐", "哟",
)  # fmt: skip
"""Words that come and go without changing what is said."""

WORDS = {
    "with": "和|跟|同|给|对|与",
    "hurry": "快点|快啲|快些|快一点|快点儿|赶紧的|赶紧|赶快|抓紧|麻利点|麻利|麻溜点|麻溜|利索点|速度点|动作快点"
    "|别磨蹭|别磨叽|快着点|搞快点|麻溜儿|快快|痛快点|快一些|爽快点|加快|手脚麻利点|麻利儿|快着|利落点|手快点|搞快些|快滴|快d"
    "|麻利儿的",
    "what": "什么|啥子|啥|甚么|神马|么子|乜嘢|乜|什吗|咩|什莫|么事",
    "why": "怎么|咋个|咋|为什么|为啥|凭什么|干嘛|干吗|啷个|哪能|点解|为何",
    "self": "自己|自个儿|自个|自各儿|自家|自已|个人",
    "look": "看看|看|瞧瞧|瞧|瞅瞅|瞅|读|望",
    "say": "说|讲|解释|交代|交待|告诉|提醒|强调|重复|回答|答复|说明|介绍|讲解|教|回",
    "no": "没有|没得|没|莫得|冇得|无",
    "stop": "别|不要|甭|莫|少|憋|休|不用|不许|不准|不好|不必|覅|别再|不得|免",
    "where": "哪里|边度|边个|哪旮旯|哪儿|哪边|哪家|哪|什么地方|啥地方|谁那|谁",
    "boss": "领导|经理|主管|上级|老板|上头|头儿|头头|ld|老大|管事的|组长|班长|店长|站长|负责人|值班长|值班经理"
    "|上司|主任|当官的|老总|上边|上面的|话事人|说了算的|做主的|掌柜的|领班|总经理|总监|当家的",
    "tomorrow": "明天|明儿个|明儿|明早|明日|听日|改天|改日|后天|下周|周一|明朝|明个|隔天|下次|第二天|明儿早",
}
"""Word classes that many phrases share, each as the inside of a choice."""

_GAP = 8
_FILL = 6
_MOST_KEYS = 300
_COMMON = frozenset(
    "了户我客一已说他后不上的来十电到是要在话问时三号人机用有回为没同发个下单理她费复分点两给次工天通打元查录"
    "二对月事里完信成卡记以生明件先系过可线班方开求家能提接换办新午四音程按会由手核并前意么台码示大自五这再内"
    "位照补业流份重退小长道老周就经员短情常网备收送日把表让步传实条去当诉看其账听清百子门余六留写面服师店加还"
    "第本反知动请出张等行期改存带主装务统字句约登档好口解外转证正联名确间中现和附认钟八着段讲九议结待管告报关"
    "都功代归地你吗呢啊也什怎样别快想得跟"
)
"""The characters most frequent in call notes: a key of them alone would be looked at in vain."""

_NO_FILLER = ("", "们", "~")
_BREAKS = ",.!?;:、；：！？"
_NAMED = re.compile("<([a-z]+)>")


class SkeletonError(ValueError):
    """A form that the grammar cannot read."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Signs that stand for themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several rows of nodes; an empty row makes it optional."""

    rows: tuple["Row", ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A break, a gap, a filler place or a mask: one of `，…~*`."""

    sign: str


Node = Letters | Choice | Slot
Row = tuple[Node, ...]


@dataclass(frozen=True)
class Skeleton:
    """One form, ready to be found: by its keys in the automaton, then by `pattern` around a key."""

    row: Row
    alphabet: frozenset[str]
    """The characters the form is written with; any other in a match is a slip of the keyboard."""
    keys: tuple[str, ...]
    """Strings of which one stands in every match."""
    at: int | None
    """The node of `row` at which a key begins; None when it lies deeper."""
    before: int
    """The most signs a match may have before its key."""
    longest: int
    """The most signs a match may have."""
    literal: bool
    """Whether the form is nothing but letters and breaks, so that slips of the keyboard can be told."""
    opens: bool = False
    """Whether a clause must begin where the match begins."""
    closes: bool = False
    """Whether a clause must end where the match ends."""

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The sign of each group of `pattern`."""
        slots: list[str] = []
        _expression(self.row, slots)
        return tuple(slots)

    @cached_property
    def exact(self) -> bool:
        """Whether the form is nothing but letters, so that its key is the match."""
        return all(isinstance(node, Letters) for node in self.row)

    @cached_property
    def ahead(self) -> str:
        """Coded signs that stand somewhere before the key of every match; empty where none do."""
        letters = (
            [fold.coded(node.text) for node in self.row[: self.at] if isinstance(node, Letters)] if self.at else []
        )
        return max(letters, key=len, default="")

    @cached_property
    def rest(self) -> re.Pattern[str] | None:
        """The form from its key on, to be matched at a key; None when that tells nothing."""
        if self.at is None or self.at + 1 >= len(self.row):
            return None
        return re.compile(_expression(self.row[self.at :], []))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The form over coded text; every slot is a group, and each repeat is bounded."""
        return re.compile(_expression(self.row, []))


def parse(form: str) -> tuple[Skeleton, ...]:
    """The skeletons of one form, one for each choice when it is a mere list of words.

    Raises SkeletonError for a form that cannot be read, or that nothing in a text could lead to.
    """
    body = form.strip("。")
    spelt = _NAMED.sub(lambda name: _class(name[1], form), body)
    row, rest = _row(spelt, 0, "")
    if rest != len(spelt):
        raise SkeletonError(form)
    match row:
        case (Choice(rows),):
            return tuple(_skeleton(inner, form) for inner in rows)
    return (_skeleton(row, form),)


def _skeleton(row: Row, form: str) -> Skeleton:
    keys = _keys(row)
    if not keys.strings:
        raise SkeletonError(form)
    alphabet = frozenset(fold.plain("".join(_letters(row))))
    literal = not any(isinstance(node, Choice) for node in row)
    return Skeleton(
        row, alphabet, keys.strings, keys.at, keys.before, _longest(row), literal,
        opens=form.startswith("。"), closes=form.endswith("。"),
    )  # fmt: skip


def _class(name: str, form: str) -> str:
    if name not in WORDS:
        raise SkeletonError(form)
    return f"({WORDS[name]})"


def _row(form: str, at: int, stops: str) -> tuple[Row, int]:
    """The nodes from `at` up to one of the `stops`, and where they end."""
    nodes: list[Node] = []
    letters: list[str] = []

    def close() -> None:
        if letters:
            nodes.append(Letters("".join(letters)))
            letters.clear()

    while at < len(form) and form[at] not in stops:
        sign = form[at]
        if sign in "([":
            close()
            choice, at = _choice(form, at)
            nodes.append(choice)
        elif sign in ")]|":
            raise SkeletonError(form)
        else:
            at += 1
            if sign in "，…~*":
                close()
                nodes.append(Slot(sign))
            elif sign in _BREAKS:
                close()
                nodes.append(Slot("，"))
            elif sign not in fold.tables().noise:
                letters.append(sign)
                if not stops and sign in "你您我" and form[at : at + 1] not in _NO_FILLER:
                    close()
                    nodes.append(Slot("~"))
    close()
    return tuple(nodes), at


def _choice(form: str, at: int) -> tuple[Choice, int]:
    """The alternatives that open at `at`."""
    shut = ")" if form[at] == "(" else "]"
    rows: list[Row] = []
    while True:
        row, at = _row(form, at + 1, "|" + shut)
        if at >= len(form):
            raise SkeletonError(form)
        rows.append(row)
        if form[at] == shut:
            break
    if shut == "]":
        rows.append(())
    return Choice(tuple(rows)), at + 1


def _letters(row: Row) -> Iterator[str]:
    for node in row:
        match node:
            case Letters(text):
                yield text
            case Choice(rows):
                for inner in rows:
                    yield from _letters(inner)
            case Slot():
                pass


def _expression(row: Row, slots: list[str]) -> str:
    """The regular expression of `row`; the signs of its groups are added to `slots`."""
    out = []
    for node in row:
        match node:
            case Letters(text):
                out.append(re.escape(fold.coded(text)))
            case Choice(rows):
                longest_first = sorted(rows, key=_longest, reverse=True)
                out.append("(?:" + "|".join(_expression(inner, slots) for inner in longest_first) + ")")
            case Slot("*"):
                out.append(re.escape(fold.MASK))
            case Slot("…"):
                slots.append("…")
                out.append(f"(.{{0,{_GAP}}}?)")
            case Slot(sign):
                slots.append(sign)
                out.append(f"([{_fillers()}]{{0,{_FILL}}}?)")
    return "".join(out)


@cache
def _fillers() -> str:
    """The signs fillers are made of, as the inside of a class."""
    return "".join(sorted({re.escape(sign) for sign in fold.coded("".join(FILLERS))}))


def _longest(row: Row) -> int:
    """The most signs `row` can match."""
    total = 0
    for node in row:
        match node:
            case Letters(text):
                total += len(text)
            case Choice(rows):
                total += max(map(_longest, rows))
            case Slot("*"):
                total += 1
            case Slot("…"):
                total += _GAP
            case Slot():
                total += _FILL
    return total


@dataclass(frozen=True, slots=True)
class _Keys:
    """Strings of which one stands in every match of a row; `at` is the node they begin with, if it is one node."""

    strings: tuple[str, ...] = ()
    before: int = 0
    at: int | None = None
    rank: tuple[float, int] = (0.0, 0)
    """How telling they are: by the least telling one, then by their number."""


def _ranked(strings: list[str], before: int, at: int | None) -> _Keys:
    return _Keys(tuple(strings), before, at, (min(map(_weight, strings)), -len(strings)))


def _keys(row: Row) -> _Keys:
    """The best required stretch of `row`: every string it can be, and the most signs before it."""
    best = _Keys()
    parts = [_strings((node,)) for node in row]
    before = 0
    for start, node in enumerate(row):
        strings = [""]
        for part in parts[start:]:
            if not part or len(strings) * len(part) > _MOST_KEYS:
                break
            strings = list(dict.fromkeys(left + right for left in strings for right in part))
            # Most stretches lose by their first few strings; the rest of those need no weighing.
            if all(_weight(text) >= best.rank[0] for text in strings):
                found = _ranked(strings, before, start)
                best = found if found.rank > best.rank else best
        if isinstance(node, Choice) and not parts[start]:
            found = _inner_keys(node, before)
            best = found if found.rank > best.rank else best
        before += _longest((node,))
    return best


def _inner_keys(node: Choice, before: int) -> _Keys:
    """The best keys of each row of a choice, if every row has some."""
    inner = [_keys(row) for row in node.rows]
    if not all(keys.strings for keys in inner):
        return _Keys()
    strings = [text for keys in inner for text in keys.strings]
    return _ranked(strings, before + max(keys.before for keys in inner), None)


def _weight(key: str) -> float:
    """How telling a key is: its length, common characters counting little, and a lone syllable less than two."""
    weight = len(key) - 0.7 * len(_COMMON.intersection(key)) - (0.4 * len(key) if key.isascii() else 0.0)
    return weight / 2 if len(key) == 1 else weight


def _strings(row: Row) -> list[str]:
    """Every string a stretch without slots can be, or nothing when there is a slot or there are too many."""
    parts: list[list[str]] = []
    for node in row:
        match node:
            case Letters(text):
                parts.append([fold.plain(text)])
            case Choice(rows):
                inner = [_strings(inner) if inner else [""] for inner in rows]
                if not all(inner):
                    return []
                parts.append([text for texts in inner for text in texts])
            case Slot("*"):
                parts.append([fold.MASK])
            case Slot():
                return []
    count = 1
    for part in parts:
        count *= len(part)
    if count > _MOST_KEYS:
        return []
    return list(dict.fromkeys("".join(strings) for strings in product(*parts)))
