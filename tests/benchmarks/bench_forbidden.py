"""How fast the phrase scan is, as ratios to exact matching and NFKC of the same text in the same run."""

import statistics
import time
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import daachorse

from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Forbidden

ROOT = Path(__file__).resolve().parents[2]
PHRASES = 10_000
SIGNS = 2_000
BULK = 2_000


def shipped() -> list[Forbidden]:
    """Every phrase the packs ship, as `agentdesk.packs` reads them but for its checks."""
    found = []
    for path in sorted(ROOT.glob("scripts/*/forbidden.toml")) + [ROOT / "scripts/base/abuse.toml"]:
        for table in tomllib.loads(path.read_text("utf-8"))["forbidden"]:
            entry = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
            found.append(Forbidden(**entry | {"severity": forbidden.Severity(table["severity"])}))
    return found


def phrases(count: int = PHRASES) -> list[Forbidden]:
    """The shipped phrases, and as many invented ones as make `count`."""
    every = shipped()
    signs = [chr(0x4E00 + i * 37 % 8000) for i in range(20_000)]
    for at in range(count - len(every)):
        size = 4 + at % 5
        text = "".join(signs[(at * 7 + k * 131) % len(signs)] for k in range(size))
        every.append(Forbidden(id=f"made-{at}", text=f"{text}{at % 10}", rule="FORB-5", replacement="请您稍等"))
    return every


def note(signs: int = SIGNS) -> str:
    """A note of `signs` characters, of sentences as agents write them."""
    lines = (ROOT / "tests/rules/corpus/heldout.jsonl").read_text("utf-8").splitlines()
    import json

    text = "".join(json.loads(line)["text"] for line in lines if not json.loads(line)["spans"])
    return (text * (signs // len(text) + 1))[:signs]


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """The seconds of each of `runs` calls, after a few that do not count."""
    for _ in range(5):
        work()
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return sorted(spent)


def rows(runs: int = 400) -> list[dict[str, float | str]]:
    """One row a measure: `name`, `value`, its `limit`, and the `unit` of both."""
    every = phrases()
    start = time.perf_counter()
    matcher = forbidden.compile(every)
    compiled = time.perf_counter() - start
    text = note()
    exact = daachorse.CharwiseDoubleArrayAhoCorasick([phrase.text for phrase in every if phrase.listed])
    floor = timed(lambda: exact.find_overlapping(unicodedata.normalize("NFKC", text)), runs)
    scans = timed(lambda: matcher.scan(text), runs)
    short = [text[at : at + 60] for at in range(0, SIGNS - 60, 60)] * (BULK // 33)
    start = time.perf_counter()
    for line in short:
        matcher.scan(line)
    bulk = sum(len(line.encode()) for line in short) / (time.perf_counter() - start) / 1e6
    return [
        row("compile 10,000 phrases", compiled, 2.0, "s"),
        row("scan of 2,000 characters", statistics.median(scans) * 1e3, 0.75, "ms"),
        row("scan, p99", _at(scans, 0.99) * 1e3, 2.0, "ms"),
        row("scan / (exact match + NFKC)", statistics.median(scans) / statistics.median(floor), 1.5, "x"),
        row("re-scan of notes of 60 characters", bulk, 10.0, "MB/s"),
    ]


def row(name: str, value: float, limit: float, unit: str) -> dict[str, float | str]:
    """One measure beside its limit."""
    return {"name": name, "value": round(value, 3), "limit": limit, "unit": unit}


def _at(spent: Sequence[float], share: float) -> float:
    return spent[min(len(spent) - 1, int(len(spent) * share))]


if __name__ == "__main__":
    for line in rows():
        print(f"{line['name']:<40} {line['value']:>8} {line['unit']:<5} limit {line['limit']}")
