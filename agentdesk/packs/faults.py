"""What is wrong with a pack, as values a command line or a screen can show."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from agentdesk.errors import DeskError
from agentdesk.locale import t
from agentdesk.text import clean

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a pack: where, which value, what, and the name that was probably meant."""

    file: str
    """The pack's folder and the file in it, e.g. `my-line/phrases.toml`."""
    problem: str
    """Key of the message catalogue, e.g. `packs.unknown-key`."""
    key: str = ""
    """The way to the value, e.g. `phrases[3].stage`."""
    line: int = 0
    """Line of the file, counted from 1; 0 where it is not known."""
    value: str = ""
    hint: str = ""

    @property
    def where(self) -> str:
        """File, line and key, as far as they are known: `my-line/phrases.toml:12 phrases[3].stage`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.key}" if self.key else place

    def message(self) -> str:
        """The whole fault in the language in use, on one line."""
        said = f"{self.where}: {t(self.problem, value=self.value)}"
        return f"{said} {t('packs.hint', hint=self.hint)}" if self.hint else said


class PackError(DeskError):
    """A pack cannot be used. `faults` says everything that is wrong with it."""

    def __init__(self, pack: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("packs.refused", pack=pack, count=len(self.faults))


def shown(value: object) -> str:
    """A value as a fault shows it: scalars only, harmless and short."""
    if isinstance(value, (dict, list)):
        return ""
    text = clean(str(value))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def near(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or an empty text."""
    return next(iter(get_close_matches(name[:_SHOWN], tuple(known), 1, 0.5)), "")
