"""`python -m tests.usual`: count what stands in labelled notes beside what is marked in them, and write `usual.tsv`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from agentdesk.rules import fold, usual
from tests.rules.corpus.marked import marked
from tests.rules.corpus.scoring import HERE, Note

TABLE = Path(usual.__file__).with_name("usual.tsv")

LEAST_SIGN, LEAST_PAIR = 4, 60
"""What stands less often in a million signs is left out."""
MILLION = 1_000_000


def ordinary() -> Iterator[str]:
    """The labelled notes without what is marked in them."""
    for file in sorted((HERE / "marked").glob("*.txt")):
        yield from map(unmarked, marked(file.name))


def unmarked(note: Note) -> str:
    text, done, parts = note["text"], 0, []
    for span in note["spans"]:
        parts.append(text[done : span["start"]])
        done = span["end"]
    return "\n".join([*parts, text[done:]])


def table(texts: Iterable[str]) -> str:
    """The text of the file."""
    names = {code: name for name, code in sorted(fold.tables().syllables.items(), key=lambda pair: -len(pair[0]))}
    signs: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        plain = "".join(sign for sign in fold.plain(text) if not (fold.is_noise(sign) or sign.isspace()))
        signs.update(plain)
        pairs.update(map("".join, pairwise(fold.coded(plain))))
    called = Counter({"'".join(names.get(sign, sign) for sign in pair): count for pair, count in pairs.items()})
    rows = [*grouped("sign", signs, signs, LEAST_SIGN), *grouped("pair", called, signs, LEAST_PAIR)]
    return "\n".join(rows) + "\n"


def grouped(kind: str, counts: Counter[str], signs: Counter[str], least: int) -> Iterator[str]:
    """The rows of a kind. Letters are counted among letters, all others among all others."""
    latin = sum(count for sign, count in signs.items() if sign.isascii() and sign.isalpha())
    totals = {True: latin, False: signs.total() - latin}
    by_share: dict[int, list[str]] = {}
    for what, count in counts.items():
        letters = what.isascii() and all(len(part) == 1 and part.isalpha() for part in what.split("'"))
        share = rounded(count * MILLION // max(1, totals[letters]))
        if share >= least:
            by_share.setdefault(share, []).append(what)
    for share, whats in sorted(by_share.items(), reverse=True):
        yield f"{kind}\t{share}\t{' '.join(sorted(whats))}"


def rounded(share: int) -> int:
    """To two figures."""
    return int(float(f"{share:.1e}"))


if __name__ == "__main__":
    TABLE.write_text(table(ordinary()), "utf-8")
