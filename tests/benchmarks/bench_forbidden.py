"""How fast the phrase scan is beside exact matching and NFKC of the same text in the same run."""

import gc
import time
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Sequence

import daachorse

from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Forbidden
from tests.benchmarks.report import Row, median_ms, p99_ms
from tests.rules.corpus.scoring import HERE, notes
from tests.rules.corpus.shipped import phrases

PHRASES = 10_000
LENGTH = 2_000
RUNS = 300
ROUNDS = 3
SHORT = 60
LABELLED = ("heldout", "ninth", "tenth", "eleventh", "twelfth")
FLAGGED = "客户催问，我回了句不知道，他挂了。"


def many() -> list[Forbidden]:
    """The shipped phrases, and as many invented ones as make ten thousand."""
    every = list(phrases())
    for at in range(PHRASES - len(every)):
        text = "".join(chr(0x4E00 + (at * 37 + k * 1_009) % 8_000) for k in range(4 + at % 5))
        every.append(Forbidden(f"made-{at}", f"{text}{at % 10}", "FORB-5", "请您稍等"))
    return every


def prose() -> str:
    """Ordinary notes in Chinese one after another, no two alike."""
    every = (note for file in sorted(HERE.glob("*.jsonl")) for note in notes(file.name))
    return "\n".join(note["text"] for note in every if "clean" in note["tags"] and "english" not in note["tags"])


def flagged() -> str:
    """The same with one forbidden wording in it, as many as real notes of that length hold, just before the keys."""
    text, half = prose(), (LENGTH - RUNS) // 2
    return text[: half - len(FLAGGED)] + FLAGGED + text[half:]


def labelled(*, spans: bool) -> str:
    """Labelled notes one after another: of those that look forbidden and are not, or of all."""
    every = (note for name in LABELLED for note in notes(f"{name}.jsonl"))
    return "\n".join(note["text"] for note in every if spans or not note["spans"])


def typed(text: str) -> list[str]:
    """A note of 2,000 characters in the end, after each of the last signs that are typed in its middle."""
    half, end = (LENGTH - RUNS) // 2, LENGTH - RUNS
    keys = text[end : end + RUNS]
    return [text[:half] + keys[:at] + text[half:end] for at in range(RUNS)]


def unread(text: str) -> list[str]:
    """Notes of 2,000 characters of which no two hold the same: more than is remembered at once."""
    return [text[low : low + LENGTH] for low in range(0, len(text) - LENGTH, LENGTH)]


def with_flags(texts: Iterable[str]) -> list[str]:
    """The texts, as long as they are, with a forbidden wording in the middle of each."""
    half = (LENGTH - len(FLAGGED)) // 2
    return [text[:half] + FLAGGED + text[half : LENGTH - len(FLAGGED)] for text in texts]


def rows() -> list[Row]:
    """The measures of the phrase scan."""
    every = many()
    exact = [phrase.text for phrase in every if phrase.listed]
    start = time.perf_counter()
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(exact)
    plainly = time.perf_counter() - start
    start = time.perf_counter()
    matcher = forbidden.compile(every)
    compiled = time.perf_counter() - start
    gc.freeze()  # as the desk does with what it has compiled

    def floor(text: str) -> object:
        return automaton.find_overlapping(unicodedata.normalize("NFKC", text))

    name = "daachorse + NFKC of the same text"
    found = [Row("compile 10,000 phrases", "2 s", compiled * 1e3, 2_000.0, 1.0)]
    found.append(Row("compile 10,000 phrases", "daachorse of the same texts", compiled * 1e3, plainly * 1e3, None))
    for what, texts, limit in (
        ("scan of an ordinary note of 2,000 characters while it is typed", typed(prose()), 1.5),
        ("scan of the same note with a flag in it while it is typed", typed(flagged()), 1.5),
        ("scan of that note once more", [typed(flagged())[-1]] * RUNS, 1.5),
        ("scan of 2,000 characters of look-alikes while they are typed", typed(labelled(spans=False)), None),
        ("scan of 2,000 characters of labelled notes while they are typed", typed(labelled(spans=True)), None),
        ("first scan of 2,000 characters of ordinary notes", unread(prose()), 1.5),
        ("first scan of the same with a flag in each", with_flags(unread(prose())), 1.5),
        ("first scan of 2,000 characters of labelled notes", unread(labelled(spans=True)), None),
    ):
        scans, floors = timed(matcher.scan, floor, texts)
        found.append(Row(what, name, median_ms(scans), median_ms(floors), limit, worst=p99_ms(scans)))
        found.append(Row(f"{what}, p99", "2 ms", p99_ms(scans), 2.0, 1.0))
    found.append(Row(f"re-scan of 1 MB of notes of {SHORT} characters", "10 MB/s", bulk(matcher.scan_each), 100.0, 1.0))
    return found


def bulk(scan: Callable[[Iterable[str]], Iterable[object]]) -> float:
    """The milliseconds that a megabyte of short notes takes, no two of them alike; forms are read when first met."""
    text = prose()
    first, second, *others = (
        [text[at : at + SHORT] for at in range(cut, len(text) - SHORT, SHORT)] for cut in range(0, SHORT, 7)
    )
    deque(scan(first + second), maxlen=0)
    start = time.perf_counter()
    for lines in others:
        deque(scan(lines), maxlen=0)
    spent = time.perf_counter() - start
    return spent * 1e3 / (sum(len(line.encode()) for lines in others for line in lines) / 1e6)


def timed(
    scan: Callable[[str], object], floor: Callable[[str], object], texts: Sequence[str]
) -> tuple[list[float], list[float]]:
    """The seconds that each of some texts takes either of two, in turns, for the machine is faster by the minute.

    A round does not count: tables are read into memory when first met. What was read before a round is forgotten.
    """
    for text in texts:
        scan(text)
    spent: tuple[list[float], list[float]] = [], []
    for _ in range(ROUNDS):
        for text in unread(labelled(spans=True)[LENGTH // 2 :]):
            scan(text)  # over these all else is forgotten; they are parted elsewhere than those that are timed
        for text in texts:
            for work, times in zip((scan, floor), spent, strict=True):
                start = time.perf_counter()
                work(text)
                times.append(time.perf_counter() - start)
    return spent
