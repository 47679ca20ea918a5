"""One measured row and the tables made of rows."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measure beside its floor, both in `unit`, taken in the same run."""

    what: str
    floor_name: str
    figure: float
    floor: float
    limit: float | None
    unit: str = "ms"
    worst: float | None = None
    """The 99th percentile, where single events were timed."""

    @property
    def ratio(self) -> float:
        """How many floors the figure is."""
        return self.figure / self.floor if self.floor else float("nan")

    @property
    def within(self) -> bool:
        """Whether the budget holds."""
        return self.limit is None or self.ratio <= self.limit


def median_ms(seconds: Sequence[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(seconds) * 1e3


def p99_ms(seconds: Sequence[float]) -> float:
    """The 99th percentile in milliseconds."""
    return sorted(seconds)[min(len(seconds) - 1, round(0.99 * (len(seconds) - 1)))] * 1e3


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | figure | p99 | floor | ratio | at most | |", "| --- | ---: | ---: | --- | ---: | ---: | --- |"]
    for row in rows:
        worst = "" if row.worst is None else f"{row.worst:.3g}"
        limit = "" if row.limit is None else f"{row.limit:g} ×"
        verdict = "" if row.limit is None else "holds" if row.within else "OVER"
        lines.append(
            f"| {row.what} | {row.figure:.3g} {row.unit} | {worst} | {row.floor_name}, {row.floor:.3g} {row.unit} "
            f"| {row.ratio:.2f} × | {limit} | {verdict} |"
        )
    return "\n".join(lines)
