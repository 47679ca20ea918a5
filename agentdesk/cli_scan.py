"""`agentdesk flags scan`: forbidden phrases in a file of notes, line by line."""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import tee
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from agentdesk.cli_shared import say
from agentdesk.locale import t

if TYPE_CHECKING:
    from agentdesk.rules.forbidden import Hit, Matcher

ALL = "all"
"""The pseudo-pack of every forbidden phrase that ships."""

_LINES, _BYTES = 100, 1 << 16
"""Lines and bytes between two drawings of the bar."""


def scan(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help=t("cli.argument.notes"))],
    pack: Annotated[str, typer.Option("--pack", metavar="ID", help=t("cli.option.pack"))],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=t("cli.option.out"))] = None,
) -> None:
    """Read notes line by line, write their spans line by line; status 1 where a line was none, the rest is done."""
    matcher = _matcher(context, pack)
    name = str(file)
    bad: list[int] = []
    try:
        with _source(file) as source, _target(out) as target:
            lines = _watched(source, answers=out is None and sys.stdout.isatty())
            of_ids, of_texts = tee(_notes(lines, name, bad))
            texts = (text for _, text in of_texts)
            # Who sends notes one by one may wait for the answer to each.
            hits = matcher.scan_each(texts) if source.seekable() else map(matcher.scan, texts)
            for (note_id, _), found in zip(of_ids, hits, strict=True):
                target.write(_answer(note_id, found) + "\n")
    except BrokenPipeError:  # whoever read the answers has enough of them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        say(t("cli.flags.unreadable", file=fault.filename or name, reason=fault.strerror))
        raise typer.Exit(1) from fault
    if bad:
        raise typer.Exit(1)


def _matcher(context: typer.Context, pack_id: str) -> "Matcher":
    """The matcher of a pack; its phrases are called by their text."""
    from agentdesk.errors import NotFound  # noqa: PLC0415
    from agentdesk.packs import Library  # noqa: PLC0415
    from agentdesk.rules import forbidden  # noqa: PLC0415

    if pack_id == ALL:
        entries = Library.load().everything()
    else:
        pack = Library.load(*context.obj.pack_folders).packs.get(pack_id)
        if pack is None:
            raise NotFound("centre.pack-unknown", pack=pack_id)
        entries = pack.forbidden
    return forbidden.compile(replace(entry, id=entry.text) for entry in entries)


def _notes(lines: Iterable[bytes], name: str, bad: list[int]) -> Iterator[tuple[Any, str]]:
    """The notes of all lines that are one; what is none is told of, and its number added to `bad`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            note = _note(line)
            if note is None:
                bad.append(number)
                say(t("cli.flags.malformed", file=name, line=number))
            else:
                yield note


def _note(line: bytes) -> tuple[Any, str] | None:
    """Id and text of a line; None for one that has not both."""
    try:
        note = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(note, dict) or "id" not in note or not isinstance(note.get("text"), str):
        return None
    return note["id"], note["text"]


def _answer(note_id: Any, hits: "Iterable[Hit]") -> str:
    spans = [{"start": h.start, "end": h.end, "phrase": h.phrase, "kind": h.kind} for h in hits]
    return json.dumps({"id": note_id, "spans": spans}, ensure_ascii=False)


@contextmanager
def _source(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    with file.open("rb") as source:
        yield source


@contextmanager
def _target(out: Path | None) -> Iterator[IO[str]]:
    """Where answers go. A file is there only once it is whole, so it may be the one that is read."""
    # An id may hold half a surrogate pair: what UTF-8 cannot say stays the escape that JSON has for it.
    if out is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        sys.stdout.flush()
        return
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors="backslashreplace", dir=out.parent, prefix=f".{out.name}.", delete=False
    ) as part:
        try:
            yield part
        except BaseException:
            Path(part.name).unlink()
            raise
    Path(part.name).replace(out)


def _watched(source: BinaryIO, *, answers: bool) -> Iterator[bytes]:
    """The lines of a source, with a bar on standard error where that is a terminal without `answers` on it."""
    if answers or not sys.stderr.isatty():
        yield from source
        return
    label = t("cli.flags.scanning")
    if not source.seekable():  # nobody knows how much is to come
        with typer.progressbar(source, label=label, file=sys.stderr, update_min_steps=_LINES) as lines:
            yield from lines
        return
    size = os.fstat(source.fileno()).st_size
    with typer.progressbar(range(size), label=label, file=sys.stderr) as bar:
        done = 0
        for line in source:
            yield line
            done += len(line)
            if done >= _BYTES:
                bar.update(done)
                done = 0
        bar.update(done)
