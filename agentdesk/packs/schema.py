"""The shape of a pack's files: pydantic checks them strictly, and its complaints become faults with a hint."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar, cast, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from agentdesk.packs.faults import Fault, near
from agentdesk.packs.files import Page, Way
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.pack import Binding, Duty, Label, Phrase, Timing

Shape = TypeVar("Shape")

_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

_PROBLEMS = {
    "missing": "packs.missing-key",
    "unexpected_keyword_argument": "packs.unknown-key",
    "enum": "packs.not-one-of",
    "string_type": "packs.not-text",
    "bool_type": "packs.not-true-or-false",
    "int_type": "packs.not-a-number",
    "int_from_float": "packs.not-a-number",
    "float_type": "packs.not-a-number",
    "finite_number": "packs.not-a-number",
    "tuple_type": "packs.not-a-list",
    "dict_type": "packs.not-a-table",
    "mapping_type": "packs.not-a-table",
    "dataclass_type": "packs.not-a-table",
}


@dataclass(frozen=True, slots=True)
class PackFile:
    """What `pack.toml` says; the fields are those of `rules.pack.Pack`."""

    id: str
    version: str
    name_zh: str
    name_en: str
    language: str
    unit: str
    id_format: str
    rail: tuple[str, ...]
    rail_outbound: tuple[str, ...]
    timing: Timing
    obligations: dict[Duty, Binding]
    wrap_up_codes: tuple[Label, ...]
    ticket_types: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class PhraseFile:
    """What `phrases.toml` says."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ForbiddenFile:
    """What `forbidden.toml` and `base/abuse.toml` say."""

    forbidden: tuple[Forbidden, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a forbidden phrase was taught: further neutral wordings, and notes in which it is not meant."""

    id: str
    allowed: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LearnedFile:
    """What `learned.toml` says."""

    learned: tuple[Lesson, ...]


@cache
def _adapter(shape: Hashable) -> TypeAdapter[tuple[Any]]:
    """The checker of a file; of a list of one, as only then does pydantic hand the strictness down to dataclasses."""
    listed: Any = GenericAlias(tuple, (shape,))
    return TypeAdapter(listed, config=_STRICT)


def shaped(page: Page, shape: type[Shape]) -> tuple[Shape | None, tuple[Fault, ...]]:
    """The file's content as that shape, or None and every way in which it is not."""
    try:
        # By way of JSON, where text may be an enum's member and a list a tuple, and nothing else is converted.
        checker: TypeAdapter[tuple[Shape]] = _adapter(cast(Hashable, shape))
        return checker.validate_json(json.dumps([page.data], default=lambda _date: None))[0], ()
    except ValidationError as refused:
        return None, tuple(_fault(page, shape, error) for error in refused.errors(include_url=False))
    except RecursionError:
        return None, (page.fault("packs.too-deep"),)


def _fault(page: Page, shape: type[Any], error: ErrorDetails) -> Fault:
    path: Way = tuple(step for step in error["loc"][1:] if step != "[key]")
    problem = _PROBLEMS.get(error["type"], "packs.wrong-value")
    if error["type"] == "enum" and error["loc"][-1] == "[key]":
        problem = "packs.unknown-key"
    if problem == "packs.unknown-key":
        return page.fault(problem, path, path[-1], near(str(path[-1]), _names(_kind(shape, path[:-1]))))
    value = page.at(path)
    if problem == "packs.missing-key":
        return page.fault(problem, path, path[-1])
    hint = near(str(value), _names(_kind(shape, path))) if problem == "packs.not-one-of" else ""
    return page.fault(problem, path, value, hint)


def _kind(shape: Any, path: Way) -> Any:
    """The type that a path of the file leads to."""
    for step in path:
        if is_dataclass(shape) and isinstance(shape, type):
            shape = get_type_hints(shape).get(str(step))
        else:
            inner = [kind for kind in get_args(shape) if kind not in (Ellipsis, type(None))]
            shape = inner[-1] if inner else None
    return shape


def _names(kind: Any) -> tuple[str, ...]:
    """The names that may stand where a type is asked for: a table's keys, an enum's values."""
    if is_dataclass(kind) and isinstance(kind, type):
        return tuple(field.name for field in fields(kind))
    for enum in (kind, *get_args(kind)):
        if isinstance(enum, type) and issubclass(enum, StrEnum):
            return tuple(member.value for member in enum)
    return ()


def texts(value: object, path: Way = ()) -> Mapping[Way, str]:
    """Every text of a document by the way to it."""
    found: dict[Way, str] = {}
    waiting: list[tuple[Way, object]] = [(path, value)]
    while waiting:
        at, item = waiting.pop()
        if isinstance(item, str):
            found[at] = item
        elif isinstance(item, Mapping):
            waiting += [((*at, str(key)), inner) for key, inner in item.items()]
        elif isinstance(item, list):
            waiting += [((*at, place), inner) for place, inner in enumerate(item)]
    return found
