"""`make bench`: every budget as a ratio to its floor, measured in the same run. `--write` renews docs/benchmarks.md."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import bench_forbidden, bench_screens, bench_start, bench_store
from tests.benchmarks.report import Row, markdown

GROUPS: dict[str, Callable[[], Sequence[Row]]] = {
    "start": bench_start.rows,
    "screens": bench_screens.rows,
    "store": bench_store.rows,
    "forbidden": bench_forbidden.rows,
}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench`. Each figure stands beside a floor that was measured in the same run on the same machine, because
milliseconds differ from machine to machine and from hour to hour while ratios hold. "At most" is the budget.
"""


def main() -> int:
    """Measure the groups that were asked for, print the table; status 1 when a budget is exceeded."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="only these groups")
    parser.add_argument("--write", action="store_true", help=f"write the table to docs/{PAGE.name}")
    options = parser.parse_args()
    # What is installed has its bytecode; a checkout gets it in the round that does not count.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rows: list[Row] = []
    for group in options.groups or GROUPS:
        measured = GROUPS[group]()
        rows += measured
        print(markdown(measured), flush=True)
    if options.write:
        machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}."
        PAGE.write_text(f"{HEAD}\n{machine}\n\n{markdown(rows)}\n", encoding="utf-8")
    return 0 if all(row.within for row in rows) else 1


sys.exit(main())
