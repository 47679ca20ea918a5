"""Whose words a wording in a call note is: the agent's, somebody else's, or nobody's, being neutral or mentioned.

A speaker's mark (客户：) decides between the first two. Everything else is weighed: the cues of `context` are given to
a small network, learned from labelled notes by `python -m tests.speaker` and kept in `speaker.bin` (FORB-3 to FORB-5).
"""

from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from agentdesk.rules.context import Stretch, Wording, beyond, cues, stretch
from agentdesk.rules.network import Network, Sum
from agentdesk.rules.scene import Scene


class Voice(IntEnum):
    """Whose words a wording is; the number is that of its outcome."""

    AGENT = 0
    OTHER = 1
    NOBODY = 2


DOUBT = 300
"""How much more must speak for nobody than for somebody else: reported speech costs an agent nothing."""
CAUTION = 30
"""How much more must speak for the agent than for the rest: a wrong flag costs more trust than a missed one."""
STRANGE = 150
"""How much more must speak for nobody where no labelled note held the phrase: what a trainer adds is found."""
SPOKEN = 150
"""The same of what is said to a caller, of which little is neutral."""
_NEAR = 24
"""How near a wording before is, in signs, to say something of the next."""
_CLOSE = 12
_REMEMBERED = 1024
"""How many stretches are remembered: more than are on a screen, in half a megabyte."""


class _Told(NamedTuple):
    """What is told by the stretch around a wording: the sum of its cues, and whose mark stands before the wording."""

    known: Sum
    marked: Voice | None


class Model:
    """What was learned, ready to read notes.

    A note is scanned at every key while it is typed; a wording whose stretch did not change is not read again.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._read = lru_cache(maxsize=_REMEMBERED)(self._read_anew)
        self._near = lru_cache(maxsize=_REMEMBERED)(self._near_anew)
        self._strange = lru_cache(maxsize=_REMEMBERED)(lambda phrase: f"p:{phrase}" not in network)

    def voice(self, found: Iterable[str], lean: int = 0) -> Voice:
        """The voice that the cues speak for; `lean` as in `decided`."""
        agent, other, nobody = self.network.scores(found)
        return decided(agent, other, nobody, lean)

    def read(self, text: str, wording: Wording, before: str = "", scene: Scene = (), *, spoken: bool = False) -> Voice:
        """Whose `wording` is in `text`; `before` is what `after` tells of the wording before it, `scene` of its note.

        `spoken`: the text is no note but what the agent says to the caller, as if his mark stood before all of it.
        """
        return self._read(stretch(text, wording), before, scene, spoken)

    def _read_anew(self, looked_at: Stretch, before: str, scene: Scene, spoken: bool) -> Voice:
        near = self._near(looked_at, spoken)
        lean = STRANGE if self._strange(looked_at.wording.phrase) else SPOKEN if spoken else 0
        agent, other, nobody = self.network.scores(beyond(before, scene), near.known)
        voice = decided(agent, other, nobody, lean)
        return voice if voice is Voice.NOBODY or near.marked is None else near.marked

    def _near_anew(self, looked_at: Stretch, spoken: bool) -> "_Told":
        """What the stretch tells by itself: it stays while the note is written on far from it."""
        found = cues(looked_at)
        if spoken:
            found = {cue for cue in found if not cue.startswith("label:")} | {"label:self"}
        marked = Voice.AGENT if "label:self" in found else Voice.OTHER if "label:other" in found else None
        return _Told(self.network.summed(found), marked)


def decided(agent: int, other: int, nobody: int, lean: int = 0) -> Voice:
    """The voice for which as much speaks, in hundredths of a nat, where nobody's must be greater by `lean`."""
    nobody -= lean
    if agent - CAUTION >= max(other, nobody):
        return Voice.AGENT
    return Voice.NOBODY if nobody > other + DOUBT else Voice.OTHER


@cache
def model() -> Model:
    """What ships; reading it takes a moment, once a process."""
    return Model(Network((resources.files("agentdesk.rules") / "speaker.bin").read_bytes()))


def after(text: str, end: int, voice: Voice, start: int) -> str:
    """What a wording that ends at `end` and is of that voice says of the one at `start`; nothing when it is far."""
    between = text[end:start]
    if len(between) > _NEAR:
        return ""
    stop = "." if "。" in between or "\n" in between else "," if len(between) <= _CLOSE else "_"
    return voice.name.lower() + stop
