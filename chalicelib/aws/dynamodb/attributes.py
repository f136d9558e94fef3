"""Values of the core as DynamoDB attribute values, and back, by their declared types.

One rule for all dataclasses, so that a field added to a value is stored without a line here:
a field equal to its default is not stored, and an item that lacks it gives the default. Renaming
a field or an enum's word changes what is stored; tests/aws/test_items.py pins the form.

    str S · int, float N · bool BOOL · time S (27 characters, UTC) · address S · enum S
    tuple L · mapping of texts M · dataclass M · None is absence
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.aws.dynamodb.keys import parse_time, time_text
from chalicelib.errors import OperatorError
from chalicelib.reading.message import EmailAddress

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    Item = dict[str, AttributeValueTypeDef]
    ReadItem = Mapping[str, AttributeValueTypeDef]

Value = TypeVar("Value", bound="DataclassInstance")

MAX_LINE_CHARS = 2_000
"""No name, subject, id or reason is stored longer, so no header can blow up an item."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a dataclass lies in an item: fields under another name, and fields always stored."""

    names: tuple[tuple[str, str], ...] = ()
    always: frozenset[str] = frozenset()


PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class _Codec:
    """Both directions of one type. `absent` is what a missing value means, if it may miss."""

    encode: Callable[[Any], AttributeValueTypeDef]
    decode: Callable[[Any], Any]
    may_miss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    name: str
    stored_as: str
    codec: _Codec
    default: Callable[[], Any] | None
    always: bool


def encode_record(value: DataclassInstance, layout: Layout = PLAIN) -> Item:
    """Return the attributes of a dataclass value; what equals its default is left out."""
    item: Item = {}
    for field in _fields(type(value), layout):
        content = getattr(value, field.name)
        if content is None or (
            field.default is not None and not field.always and content == field.default()
        ):
            continue
        item[field.stored_as] = field.codec.encode(content)
    return item


def decode_record(cls: type[Value], item: ReadItem, layout: Layout = PLAIN) -> Value:
    """Return the value of type `cls` in an item; attributes that are no fields are ignored.

    Raises:
        OperatorError: a field is missing or of another form: somebody else wrote this item.
    """
    found: dict[str, Any] = {}
    for field in _fields(cls, layout):
        if field.stored_as in item:
            found[field.name] = _decoded(cls, field, item[field.stored_as])
        elif field.default is None and field.codec.may_miss:
            found[field.name] = None
        elif field.default is None:
            raise OperatorError(f"a stored {cls.__name__} has no {field.stored_as!r}")
    return cls(**found)


def _decoded(cls: type[Any], field: _Field, attribute: AttributeValueTypeDef) -> Any:
    try:
        return field.codec.decode(attribute)
    except (KeyError, ValueError, TypeError) as err:
        raise OperatorError(
            f"a stored {cls.__name__} has a {field.stored_as!r} of another form"
        ) from err


@cache
def _fields(cls: Any, layout: Layout) -> tuple[_Field, ...]:
    hints, names = typing.get_type_hints(cls), dict(layout.names)
    return tuple(
        _Field(
            name=field.name,
            stored_as=names.get(field.name, field.name),
            codec=_codec(hints[field.name]),
            default=_default(field),
            always=field.name in layout.always,
        )
        for field in dataclasses.fields(cls)
    )


def _default(field: dataclasses.Field[Any]) -> Callable[[], Any] | None:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory
    if field.default is not dataclasses.MISSING:
        return lambda: field.default
    return None


def _encode_text(text: str) -> AttributeValueTypeDef:
    """Return a line of text; halves of surrogate pairs, which UTF-8 cannot say, become "?"."""
    return {"S": text[:MAX_LINE_CHARS].encode("utf-8", "replace").decode()}


_SIMPLE: Mapping[Any, _Codec] = {
    str: _Codec(_encode_text, lambda a: a["S"]),
    bool: _Codec(lambda v: {"BOOL": v}, lambda a: a["BOOL"]),
    int: _Codec(lambda v: {"N": str(v)}, lambda a: int(a["N"])),
    float: _Codec(lambda v: {"N": repr(v)}, lambda a: float(a["N"])),
    datetime: _Codec(lambda v: {"S": time_text(v)}, lambda a: parse_time(a["S"])),
    EmailAddress: _Codec(lambda v: _encode_text(str(v)), lambda a: _address(a["S"])),
}


def _address(text: str) -> EmailAddress:
    local, _, domain = text.rpartition("@")
    return EmailAddress(local, domain)


@cache
def _codec(declared: Any) -> _Codec:
    """Return the codec of a declared type.

    Raises:
        TypeError: values of this type cannot be stored yet.
    """
    if isinstance(declared, typing.NewType):
        return _codec(declared.__supertype__)
    if declared in _SIMPLE:
        return _SIMPLE[declared]
    if isinstance(declared, type) and issubclass(declared, StrEnum):
        return _Codec(lambda v: {"S": v.value}, lambda a: declared(a["S"]))
    if dataclasses.is_dataclass(declared):
        cls = typing.cast("type[Any]", declared)
        return _Codec(lambda v: {"M": encode_record(v)}, lambda a: decode_record(cls, a["M"]))
    return _generic_codec(typing.get_origin(declared), typing.get_args(declared))


def _generic_codec(origin: Any, arguments: tuple[Any, ...]) -> _Codec:
    if (
        origin in (types.UnionType, typing.Union)
        and len(arguments) == 2
        and None.__class__ in arguments
    ):
        inner = _codec(next(a for a in arguments if a is not None.__class__))
        return _Codec(inner.encode, inner.decode, may_miss=True)
    if origin is tuple and arguments[1:] == (...,):
        each = _codec(arguments[0])
        return _Codec(
            lambda v: {"L": [each.encode(one) for one in v]},
            lambda a: tuple(each.decode(one) for one in a["L"]),
        )
    if origin is Mapping and arguments == (str, str):
        return _Codec(
            lambda v: {"M": {key: _encode_text(text) for key, text in v.items()}},
            lambda a: {key: text["S"] for key, text in a["M"].items()},
        )
    raise TypeError(f"no stored form for {origin or arguments}")
