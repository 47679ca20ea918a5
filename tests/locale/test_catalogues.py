"""Both catalogues say the same things, the code asks only for what they hold, and they hold nothing unused."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from agentdesk import locale

ROOT = Path(__file__).parents[2]
HERE = Path(__file__)


def params(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def sources() -> Iterator[ast.AST]:
    for folder in ("agentdesk", "screens"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield ast.parse(path.read_text(encoding="utf-8"), str(path))


def mentioned() -> tuple[set[str], set[str]]:
    """Every string constant of the code, and the constant beginning of every f-string (`f"state.{state}"`)."""
    whole: set[str] = set()
    begun: set[str] = set()
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
    return whole, {b for b in begun if "." in b}


def asked() -> Iterator[tuple[str, bool]]:
    """What `t(...)` is called with: a whole key, or the beginning of one (True)."""
    for tree in sources():
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args
            ):
                continue
            key = node.args[0]
            if isinstance(key, ast.Constant):
                yield str(key.value), False
            elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                yield str(key.values[0].value), True


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return found


@pytest.mark.parametrize("language", locale.languages())
def test_a_catalogue_reads_as_toml_does(language: str) -> None:
    text = (ROOT / "agentdesk" / "locale" / f"{language}.toml").read_text(encoding="utf-8")
    assert locale.catalogue(language) == flat(tomllib.loads(text))


def test_the_catalogues_have_the_same_keys() -> None:
    first, *others = (set(locale.catalogue(language)) for language in locale.languages())
    for other in others:
        assert first ^ other == set()


def test_the_catalogues_have_the_same_params() -> None:
    first, *others = (locale.catalogue(language) for language in locale.languages())
    for other in others:
        assert {k: params(v) for k, v in first.items()} == {k: params(v) for k, v in other.items()}


@pytest.mark.parametrize("language", locale.languages())
def test_params_are_plain_names_and_sentences_are_not_empty(language: str) -> None:
    for key, sentence in locale.catalogue(language).items():
        assert sentence.strip(), key
        assert all(name.isidentifier() for name in params(sentence)), key


def test_every_key_the_code_asks_for_exists() -> None:
    keys = set(locale.catalogue("en"))
    missing = {k for k, begun in asked() if not (any(x.startswith(k) for x in keys) if begun else k in keys)}
    assert missing == set()


def test_no_sentence_is_unused() -> None:
    whole, begun = mentioned()
    unused = {
        key
        for key in locale.catalogue("en")
        if key.removesuffix(".next") not in whole and not any(key.startswith(start) for start in begun)
    }
    assert unused == set()


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (("", "zh_CN.UTF-8"), "zh_CN"),
        (("en_GB.UTF-8",), "en"),
        (("C.UTF-8", "en"), "en"),
        (("zh-Hans-CN",), "zh_CN"),
        (("", "", "C"), "zh_CN"),
        (("de_DE",), "zh_CN"),
    ],
)
def test_a_wish_finds_its_catalogue(wishes: tuple[str, ...], language: str) -> None:
    assert locale.matching(*wishes) == language


def test_a_setting_goes_before_the_environment() -> None:
    assert locale.preferred("en", {"LANG": "zh_CN.UTF-8"}) == "en"
    assert locale.preferred("", {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}) == "en"


def test_a_missing_key_raises_when_strict_and_shows_itself_otherwise() -> None:
    locale.strict()
    try:
        with pytest.raises(locale.UnknownKey):
            locale.t("no.such.key")
    finally:
        locale.strict(False)
    assert locale.t("no.such.key") == "⟨no.such.key⟩"


def test_text_with_braces_is_a_value_and_no_template() -> None:
    assert "{x}" in locale.t("clipboard.copied", text="{x}")
