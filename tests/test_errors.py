"""Every error the desk can raise has a message in the catalogues, with all that the message speaks of."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from agentdesk import errors, locale
from agentdesk.errors import DeskError

ROOT = Path(__file__).parents[1]
RAISED = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, DeskError)}


def raised() -> Iterator[tuple[str, bool, set[str], str]]:
    """Key (or how it begins), whether it is whole, the params given, and where."""
    for folder in ("agentdesk", "screens"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED):
                    continue
                where, key = f"{path.relative_to(ROOT)}:{node.lineno}", node.args[0] if node.args else None
                params = {keyword.arg for keyword in node.keywords if keyword.arg}
                if isinstance(key, ast.Constant):
                    yield str(key.value), True, params, where
                elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                    yield str(key.values[0].value), False, params, where


def wanted(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", locale.languages())
def test_every_error_has_its_message_and_the_message_its_params(language: str) -> None:
    catalogue = locale.catalogue(language)
    found = list(raised())
    assert len(found) > 40
    for key, whole, params, where in found:
        keys = [key] if whole else [known for known in catalogue if known.startswith(key)]
        assert keys, where
        for each in keys:
            assert each in catalogue, where
            if whole:
                said = catalogue[each] + catalogue.get(f"{each}.next", "")
                assert wanted(said) <= params, where


def test_an_error_as_text_shows_its_key_alone() -> None:
    error = errors.Refused("signin.wrong", number="010 5550 0142")
    assert str(error) == "signin.wrong"
    assert error.params == {"number": "010 5550 0142"}
