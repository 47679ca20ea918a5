"""Whose words a wording in a call note is: the agent's, somebody else's, or nobody's, being neutral or mentioned.

A speaker's mark (客户：) decides between the first two. Everything else is weighed: each cue of `context` has a weight
for each voice, learned from labelled notes by `python -m tests.speaker` and kept in `speaker.tsv`; the greatest sum
wins (FORB-3 to FORB-5).
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache, lru_cache
from importlib import resources

from agentdesk.rules.context import Stretch, Wording, cues, stretch


class Voice(IntEnum):
    """Whose words a wording is; the number is its place in a row of weights."""

    AGENT = 0
    OTHER = 1
    NOBODY = 2


Weights = tuple[int, int, int]
DOUBT = 150
"""How much more must speak for nobody than for somebody else: reported speech costs an agent nothing."""
CAUTION = 30
"""How much more must speak for the agent than for the rest: a wrong flag costs more trust than a missed one."""
STRANGE = 150
"""How much more must speak for nobody where no labelled note held the phrase: what a trainer adds is found."""
_NEAR = 24
"""How near a wording before is, in signs, to say something of the next."""
_CLOSE = 12
_REMEMBERED = 1024
"""How many stretches are remembered: more than are on a screen, in half a megabyte."""


class Model:
    """The weights of the cues, one for each voice.

    A note is scanned at every key while it is typed; a wording whose stretch did not change is not read again.
    """

    def __init__(self, weights: Mapping[str, Weights]) -> None:
        self.weights = weights
        self._read = lru_cache(maxsize=_REMEMBERED)(self._read_anew)

    def voice(self, found: Iterable[str], *, strange: bool = False) -> Voice:
        """The voice that the cues speak for. `strange`: of a phrase that no labelled note holds."""
        agent, other, nobody = -CAUTION, 0, -STRANGE if strange else 0
        weights = self.weights
        for cue in found:
            if cue in weights:
                own, theirs, nobodys = weights[cue]
                agent += own
                other += theirs
                nobody += nobodys
        if agent >= max(other, nobody):
            return Voice.AGENT
        return Voice.NOBODY if nobody > other + DOUBT else Voice.OTHER

    def read(self, text: str, wording: Wording, before: str = "", *, spoken: bool = False) -> Voice:
        """Whose `wording` is in `text`; `before` is what `after` tells of the wording before it.

        `spoken`: the text is no note but what the agent says to the caller, as if his mark stood before all of it.
        """
        return self._read(stretch(text, wording), before, spoken)

    def _read_anew(self, looked_at: Stretch, before: str, spoken: bool) -> Voice:
        found = cues(looked_at, before)
        if spoken:
            found = {cue for cue in found if not cue.startswith("label:")} | {"label:self"}
        voice = self.voice(found, strange=f"p:{looked_at.wording.phrase}" not in self.weights)
        if voice is not Voice.NOBODY:
            if "label:self" in found:
                return Voice.AGENT
            if "label:other" in found:
                return Voice.OTHER
        return voice


@cache
def model() -> Model:
    """The weights that ship; reading them takes a moment, once a process."""
    rows = (resources.files("agentdesk.rules") / "speaker.tsv").read_text("utf-8").splitlines()
    return Model(dict(map(_weighed, rows)))


def _weighed(row: str) -> tuple[str, Weights]:
    agent, other, nobody, cue = row.split("\t", 3)
    return cue, (int(agent), int(other), int(nobody))


def after(text: str, end: int, voice: Voice, start: int) -> str:
    """What a wording that ends at `end` and is of that voice says of the one at `start`; nothing when it is far."""
    between = text[end:start]
    if len(between) > _NEAR:
        return ""
    stop = "." if "。" in between or "\n" in between else "," if len(between) <= _CLOSE else "_"
    return voice.name.lower() + stop
