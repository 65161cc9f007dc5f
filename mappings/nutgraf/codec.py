"""Frozen values as JSON and back, by their type hints alone.

A dataclass is an object with its fields as keys, without those that have their default; a tuple is
an array; a `Span` is its two offsets.  `decode` takes nothing on trust: a value that is not of the
hinted type is a ValueError that says where it stands.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from nutgraf.model import Span

T = TypeVar("T")


def encode(value: Any) -> Any:
    """The JSON form of a value.

    >>> from nutgraf.model import DateMention
    >>> encode(DateMention(span=Span(4, 8)))
    {'span': [4, 8]}
    """
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value):
        return {
            field.name: encode(given)
            for field in fields(value)
            if (given := getattr(value, field.name)) != field.default
        }
    return value


def decode(kind: type[T], value: object, *, length: int) -> T:
    """The value of this type that a JSON form gives; no span may end after `length`.

    >>> from nutgraf.model import DateMention
    >>> decode(DateMention, {"span": [4, 8]}, length=10)
    DateMention(span=Span(start=4, end=8), value=None)
    >>> decode(DateMention, {"span": [4, 8]}, length=7)
    Traceback (most recent call last):
      ...
    ValueError: span: [4, 8) is outside the text
    """
    return _decode(kind, value, "", length)  # type: ignore[no-any-return]


def _decode(kind: Any, value: object, at: str, length: int) -> Any:
    if kind is Span:
        return _span(value, at, length)
    if is_dataclass(kind):
        return _dataclass(kind, value, at, length)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind), value, at, length)
    if origin in (Union, UnionType):
        [inner] = [option for option in get_args(kind) if option is not NoneType]
        return None if value is None else _decode(inner, value, at, length)
    if origin is Literal:
        _require(value in get_args(kind), at, "one of " + ", ".join(map(repr, get_args(kind))))
        return value
    return _plain(kind, value, at)


def _plain(kind: Any, value: object, at: str) -> Any:
    if issubclass(kind, StrEnum):
        _require(isinstance(value, str) and value in list(kind), at, "one of " + ", ".join(kind))
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    _require(type(value) is kind, at, f"a JSON value for {kind.__name__}")
    return value


def _span(value: object, at: str, length: int) -> Span:
    match value:
        case [int(start), int(end)] if 0 <= start <= end:
            if end > length:
                raise ValueError(f"{at}: [{start}, {end}) is outside the text")
            return Span(start, end)
    raise ValueError(f"{at}: expected two offsets, the first not after the second")


def _tuple(kinds: tuple[Any, ...], value: object, at: str, length: int) -> tuple[Any, ...]:
    _require(isinstance(value, list), at, "an array")
    assert isinstance(value, list)
    if kinds[1:] == (...,):
        kinds = (kinds[0],) * len(value)
    _require(len(value) == len(kinds), at, f"{len(kinds)} items")
    return tuple(
        _decode(kind, item, f"{at}[{index}]", length)
        for index, (kind, item) in enumerate(zip(kinds, value, strict=True))
    )


def _dataclass(kind: Any, value: object, at: str, length: int) -> Any:
    _require(isinstance(value, dict), at or "line", "an object")
    assert isinstance(value, dict)
    given = {}
    for name, hint, field in _plan(kind):
        inner = f"{at}.{name}" if at else name
        if name in value:
            given[name] = _decode(hint, value[name], inner, length)
        elif field.default is MISSING:
            raise ValueError(f"{inner} is missing")
    return kind(**given)


@cache
def _plan(kind: Any) -> tuple[tuple[str, Any, Field[Any]], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name], field) for field in fields(kind))


def _require(holds: bool, at: str, expected: str) -> None:
    if not holds:
        raise ValueError(f"{at}: expected {expected}")
