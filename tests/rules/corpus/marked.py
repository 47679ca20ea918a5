"""Labelled notes as plain lines: ⟦the agent's⟧, ⟨somebody else's⟩, ‹neutral or only mentioned›.

A line of `marked/*.txt` is a note; `\\n` and `\\u200b` stand for what they say, and a phrase and a tab may come first.
"""

import re

from tests.rules.corpus.scoring import HERE, Note

MARKS = {"⟦": ("⟧", "violation"), "⟨": ("⟩", "reported"), "‹": ("›", "clear")}
_ESCAPE = re.compile(r"\\(n|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")


def marked(name: str) -> list[Note]:
    """The notes of a file, in the shape of the other corpora; raises ValueError for a mark that does not close."""
    lines = (HERE / "marked" / name).read_text("utf-8").splitlines()
    return [labelled_line(f"{name}:{at}", line) for at, line in enumerate(lines, 1) if line.strip()]


def labelled_line(name: str, line: str) -> Note:
    """The note of one line; raises ValueError with `name` for a mark that does not close."""
    phrase, _, line = line.rpartition("\t")
    typed = _ESCAPE.sub(_sign, line)
    text: list[str] = []
    spans: list[Note] = []
    closing, kind, start = "", "", 0
    for sign in typed:
        if not closing and sign in MARKS:
            (closing, kind), start = MARKS[sign], len(text)
        elif closing and sign == closing:
            surface = "".join(text[start:])
            spans.append(
                {"start": start, "end": len(text), "kind": kind, "surface": surface, "tags": [], "phrase": phrase}
            )
            closing = ""
        else:
            text.append(sign)
    if closing:
        raise ValueError(name)
    return {"id": name, "text": "".join(text), "spans": spans}


def _sign(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else chr(int(escape[1][1:], 16))
