"""Skeletons: the small grammar in which a pack writes a phrase and its paraphrases.

    (a|b)   one of these             [a|b]   one of these, or nothing
    ，      a break: a comma, another sign or nothing; particles and fillers may stand in it
    …       a gap of at most eight characters
    ~       a place for fillers such as 到底, 真的, 又
    *       a masking sign: 傻* matches 傻×, f*k matches f**k

After 你 and 我 fillers may always stand. Every other sign stands for itself and for whatever is read alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from agentdesk.rules import fold

PARTICLES = "啊呀呢吧嘛吗哦啦呗哈嘞哎噢哟咯喽么嘎哇噻"
"""Final particles: they may follow any clause of a phrase, and belong to it."""

FILLERS = (
    "到底", "究竟", "真的", "真是", "实在", "倒是", "反正", "已经", "可是", "就是", "还是", "自己", "这边", "现在", "刚刚",
    "怎么", "也", "又", "都", "就", "还", "真", "可", "能", "再", "那", "这", "倒", "才", "只", "给", "是", "的", "了",
    "嘛", "呢", "啊", "呀", "吧", "啦", "吗", "哦",
)  # fmt: skip
"""Words that come and go without changing what is said."""

_GAP = 8
_MOST_KEYS = 48
_SIGNS = "()[]|，…~*"


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
    """Coded rows of signs, one of which stands in every match."""
    before: int
    """The most signs a match may have before its key."""
    literal: str
    """The coded form when it is nothing but letters, else empty."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The form over coded text; every slot is a group, and each repeat is bounded."""
        return re.compile(_expression(self.row))


def parse(form: str) -> Skeleton:
    """The skeleton of one form; raises SkeletonError for one that cannot be read or found."""
    row, rest = _row(form, 0, "")
    if rest != len(form):
        raise SkeletonError(form)
    keys, before = _keys(row)
    if not keys:
        raise SkeletonError(form)
    literal = fold.coded(form) if not any(sign in _SIGNS for sign in form) and not _pronoun(form) else ""
    return Skeleton(row, frozenset(fold.plain("".join(_letters(row)))), keys, before, literal)


def _pronoun(form: str) -> bool:
    return any(sign in form[:-1] for sign in "你您我")


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
            elif sign != " ":
                letters.append(sign)
                if sign in "你您我":
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


def _expression(row: Row) -> str:
    out = []
    for node in row:
        match node:
            case Letters(text):
                out.append(re.escape(fold.coded(text)))
            case Choice(rows):
                out.append("(?:" + "|".join(map(_expression, sorted(rows, key=_longest, reverse=True))) + ")")
            case Slot("*"):
                out.append(re.escape(fold.MASK))
            case Slot("…"):
                out.append(f"(.{{0,{_GAP}}}?)")
            case Slot():
                out.append("((?:" + _fillers() + "){0,4}?)")
    return "".join(out)


def _fillers() -> str:
    return "|".join(dict.fromkeys(re.escape(fold.coded(word)) for word in FILLERS))


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
            case Slot():
                total += _GAP
    return total


def _keys(row: Row) -> tuple[tuple[str, ...], int]:
    """The best required stretch of `row`: every string it can be, coded, and the most signs before it."""
    best: tuple[tuple[int, int], tuple[str, ...], int] = ((0, 0), (), 0)
    for start in range(len(row)):
        for end in range(start + 1, len(row) + 1):
            strings = _strings(row[start:end])
            if not strings:
                break
            rank = (min(map(len, strings)), -len(strings))
            if rank > best[0]:
                best = (rank, tuple(strings), _longest(row[:start]))
    return best[1], best[2]


def _strings(row: Row) -> list[str]:
    """Every string a stretch without slots can be, or nothing when there is a slot or there are too many."""
    parts: list[list[str]] = []
    for node in row:
        match node:
            case Letters(text):
                parts.append([fold.coded(text)])
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
