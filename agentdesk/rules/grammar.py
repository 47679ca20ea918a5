"""The grammar of skeletons, the small one in which a pack writes a phrase and its paraphrases.

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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from agentdesk.rules import fold

PARTICLES = frozenset("啊呀呢吧嘛吗哦啦呗哈嘞哎噢哟咯喽么嘎哇噻撒咧哩咩呐喔㗎啫伐嗦")
"""Final particles: they may follow any clause of a phrase, and belong to it."""

FILLERS: tuple[str, ...] = (
    "到底", "究竟", "确实", "的确", "真的", "真是", "实在", "倒是", "反正", "已经", "可是", "就是", "还是", "自己",
    "这边", "现在", "刚刚", "怎么", "也", "又", "都", "就", "还", "真", "可", "能", "再", "那", "这", "倒", "才",
    "只", "给", "是", "的", "们", "了", "嘛", "呢", "啊", "呀", "吧", "啦", "吗", "哦", "哈", "嘞", "咯", "噻", "撒",
    "呐", "哟",
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
    "tomorrow": "明天|明儿个|明儿|明早|明日|听日|改天|改日|后天|下周|周一|明朝|明个|隔天|下次|第二天|明儿早"
    "|明天早上|明天上午|明天一早|明天下午|过两天|过几天",
}
"""Word classes that many phrases share, each as the inside of a choice."""

_MOST_GAP = 8
_MOST_FILL = 6
_END, _SIGNS, _ANY, _ON, _GAP, _FILL = range(6)
_MOST_WORDS = 0x2000
"""A program is no longer: each of its words has sixteen bits, and each is a step deeper at most."""
_PRONOUNS = ("你", "您", "我")
_PRONOUN = re.compile("(?<=[你您我])(?=[^们])")
_BREAKS = ",.!?;:、；：！？，"
_ENDS = (")", "]", "|")
_PIECES = re.compile(f"<[a-z]+>|[][()|…~*{_BREAKS}]|<|[^][()|…~*<{_BREAKS}]+")


class SkeletonError(ValueError):
    """A form that the grammar cannot read."""


class Letters(NamedTuple):
    """Signs that stand for themselves."""

    text: str


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several rows of nodes; an empty row makes it optional."""

    rows: tuple["Row", ...]

    @cached_property
    def longest(self) -> int:
        """The most signs it can match."""
        return max(map(longest, self.rows))

    @cached_property
    def words(self) -> list[int]:
        """It as `program` writes it; the word classes are asked for again and again."""
        return _ways(self.rows)


class Slot(NamedTuple):
    """A break, a gap, a filler place or a mask: one of `，…~*`."""

    sign: str


Node = Letters | Choice | Slot
Row = tuple[Node, ...]


def nodes_of(form: str) -> Row:
    """The nodes of a form."""
    pieces = _PIECES.findall(form.strip("。"))
    row, rest = _row(pieces, 0, inside=False)
    if rest != len(pieces):
        raise SkeletonError(form)
    return row


def alternatives(row: Row) -> tuple[Row, ...]:
    """The rows of a mere list of words, or else the row itself."""
    match row:
        case (Choice(rows),):
            return rows
    return (row,)


@cache
def _class(piece: str) -> Choice:
    """The choice of a word class, named as in `<stop>`."""
    name = piece.strip("<>")
    if name not in WORDS:
        raise SkeletonError(piece)
    return _choice(_PIECES.findall(f"({WORDS[name]})"), 0)[0]


def _row(pieces: Sequence[str], at: int, *, inside: bool) -> tuple[Row, int]:
    """The nodes from the piece `at` to the end of the form or of an alternative, and where that is."""
    nodes: list[Node] = []
    while at < len(pieces) and pieces[at] not in _ENDS:
        piece = pieces[at]
        if piece in "([":
            choice, at = _choice(pieces, at)
            nodes.append(choice)
            continue
        at += 1
        if piece in "…~*":
            nodes.append(Slot(piece))
        elif piece[0] == "<" and len(piece) > 1:
            nodes.append(_class(piece))
        elif piece in _BREAKS:
            nodes.append(Slot("，"))
        elif inside:
            _write(nodes, piece)
        else:
            words = _PRONOUN.split(piece)
            for word in words[:-1]:
                _write(nodes, word)
                nodes.append(Slot("~"))
            _write(nodes, words[-1])
            if words[-1][-1:] in _PRONOUNS and pieces[at : at + 1] not in ([], ["~"]):
                nodes.append(Slot("~"))
    return tuple(nodes), at


def _write(nodes: list[Node], signs: str) -> None:
    """Add the letters among `signs` to the nodes."""
    if not signs.isalnum():
        signs = "".join(sign for sign in signs if not fold.is_noise(sign))
    if not signs:
        return
    text = fold.plain(signs)
    match nodes[-1] if nodes else None:
        case Letters(before):
            nodes[-1] = Letters(before + text)
        case _:
            nodes.append(Letters(text))


def _choice(pieces: Sequence[str], at: int) -> tuple[Choice, int]:
    """The alternatives that open at the piece `at`."""
    shut = ")" if pieces[at] == "(" else "]"
    rows: list[Row] = []
    while True:
        row, at = _row(pieces, at + 1, inside=True)
        if at >= len(pieces) or pieces[at] not in ("|", shut):
            raise SkeletonError("".join(pieces))
        rows.append(row)
        if pieces[at] == shut:
            break
    if shut == "]":
        rows.append(())
    return Choice(tuple(rows)), at + 1


def letters(row: Row) -> Iterator[str]:
    """The letters of a row, piece by piece, whatever is chosen."""
    for node in row:
        match node:
            case Letters(text):
                yield text
            case Choice(rows):
                for inner in rows:
                    yield from letters(inner)
            case Slot():
                pass


def program(row: Row) -> list[int]:
    """`row` for the compiled finder; what the words mean, `native/forms.c` says. It matches coded text.

    Raises SkeletonError for a row that is too long.
    """
    words = [*_words(row), _END]
    if len(words) > _MOST_WORDS:
        raise SkeletonError("".join(letters(row)))
    return words


def size(row: Row) -> int:
    """How long the program of `row` is, without its end."""
    return len(_words(row))


def _words(row: Row) -> list[int]:
    match row:
        case (Letters(text),):  # nearly all ways of a choice are one word
            return list(_signs(text))
    out: list[int] = []
    for node in row:
        match node:
            case Letters(text):
                out += _signs(text)
            case Choice():
                out += node.words
            case Slot("*"):
                out += (_SIGNS, 1, ord(fold.MASK))
            case Slot("…"):
                out += (_GAP, ord("…"))
            case Slot(sign):
                out += (_FILL, ord(sign))
    return out


@lru_cache(maxsize=16_384)
def _signs(text: str) -> tuple[int, ...]:
    """Letters as words; those of a phrase are met in form after form."""
    coded = fold.coded(text)
    return (_SIGNS, len(coded), *map(ord, coded)) if coded else ()


def _ways(rows: Sequence[Row]) -> list[int]:
    """One of some rows, the longest first, as words."""
    every = [_words(row) for row in sorted(rows, key=longest, reverse=True)]
    begins = [words[2] if words[:1] == [_SIGNS] else 0 for words in every]
    bits = 0
    for begin in begins:
        bits |= 1 << begin % 64 if begin else (1 << 64) - 1
    head = [_ANY, len(every), *(bits >> low & 0xFFFF for low in (0, 16, 32, 48))]
    body: list[int] = []
    at = len(head) + 2 * len(every)
    end = at + sum(len(words) + 2 for words in every)
    for words, begin in zip(every, begins, strict=True):
        head += (at, begin)
        at += len(words) + 2
        body += (*words, _ON, end - at + 2)
    return head + body


def longest(row: Row) -> int:
    """The most signs `row` can match."""
    match row:
        case (Letters(text),):
            return len(text)
    total = 0
    for node in row:
        match node:
            case Letters(text):
                total += len(text)
            case Choice():
                total += node.longest
            case Slot("*"):
                total += 1
            case Slot("…"):
                total += _MOST_GAP
            case Slot():
                total += _MOST_FILL
    return total
