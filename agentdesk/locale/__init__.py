"""The message catalogues: every visible sentence of the desk, by key, in Chinese and English.

A catalogue is a TOML file beside this module. Nested tables make dotted keys (`[signin] title` is `signin.title`);
a sentence may hold `{names}` that `t` fills. Only the catalogue in use is read, so the first paint waits for one.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

LANGUAGES = ("zh_CN", "en")
"""The languages there are catalogues for; the first is the one an unknown preference falls back to."""


class UnknownKey(LookupError):
    """No catalogue entry of that key, or one of its params was not given."""


class _Use:
    """The language in use and whether a missing key is an error. The one piece of state of this module."""

    def __init__(self) -> None:
        self.language = LANGUAGES[0]
        self.strict = False
        self.read: dict[str, Mapping[str, str]] = {}


_use = _Use()


def _sentences(toml: str) -> dict[str, str]:
    """Every sentence by its dotted key.

    Reads the lines a catalogue is made of (tables, `key = "sentence"`, comments) ten times faster than tomllib, which
    the first paint would wait for; a test holds the two to the same answer.
    """
    found: dict[str, str] = {}
    table = ""
    for line in toml.splitlines():
        if line.startswith("["):
            table = line.strip("[] ") + "."
        elif line and not line.startswith("#"):
            key, _, value = line.partition(" = ")
            found[table + key.strip('"')] = value[1:-1].replace("\\n", "\n").replace('\\"', '"')
    return found


def catalogue(language: str) -> Mapping[str, str]:
    """Every sentence of a language, by its dotted key."""
    if language not in _use.read:
        text = Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")
        _use.read[language] = MappingProxyType(_sentences(text))
    return _use.read[language]


def languages() -> tuple[str, ...]:
    """The languages the desk speaks: `zh_CN`, `en`."""
    return LANGUAGES


def language() -> str:
    """The language in use."""
    return _use.language


def matching(*wishes: str) -> str:
    """The catalogue for the first wish that names one: `zh_CN.UTF-8`, `zh-Hans`, `en_GB`, … The default otherwise."""
    for wish in wishes:
        tag = wish.replace("-", "_").split(".")[0]
        for known in LANGUAGES:
            if tag.lower() == known.lower() or tag.lower().split("_")[0] == known.split("_")[0]:
                return known
    return LANGUAGES[0]


def preferred(setting: str, environ: Mapping[str, str]) -> str:
    """The language to start with: the setting, else the environment's LC_ALL, LC_MESSAGES and LANG in that order."""
    return matching(setting, *(environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")))


def use(wish: str) -> str:
    """Speak that language from now on; returns the catalogue's name."""
    _use.language = matching(wish)
    return _use.language


def strict(on: bool = True) -> None:
    """Make a missing key or param an error (as the tests do) instead of showing the key."""
    _use.strict = on


def has(key: str) -> bool:
    """Whether the language in use has that key: some sentences, such as a next step, are optional."""
    return key in catalogue(_use.language)


def t(key: str, **params: object) -> str:
    """The sentence of `key` in the language in use, with its `{names}` filled from `params`.

    A key that is missing shows as itself, so that the fault is seen and the desk goes on; in strict mode it raises
    UnknownKey.
    """
    sentence = catalogue(_use.language).get(key)
    try:
        if sentence is None:
            raise KeyError(key)
        return sentence.format_map(params) if params else sentence
    except KeyError as missing:
        if _use.strict:
            raise UnknownKey(f"{_use.language}: {key}: {missing}") from missing
        return sentence if sentence is not None else f"⟨{key}⟩"
