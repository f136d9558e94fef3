"""Hypothesis strategies for the values that are stored, from their declared types."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from chalicelib.desk.outbox import MailKind, OutboxEntry, entry_id
from chalicelib.desk.ticket import HistoryEntry, Message, Ticket
from chalicelib.reading.message import EmailAddress
from chalicelib.ticket_number import number_from

texts = st.text(max_size=40)
numbers = st.binary(min_size=16, max_size=16).map(number_from)
times = st.datetimes(timezones=st.just(UTC))
addresses = st.builds(EmailAddress, texts, st.from_regex(r"[a-z]{1,9}\.example", fullmatch=True))

_SIMPLE: Mapping[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    float: st.floats(0, 1, allow_subnormal=False),
    datetime: times,
    EmailAddress: addresses,
}


def values(declared: Any) -> st.SearchStrategy[Any]:
    """Return values of a declared type, as far as stored values use them."""
    if isinstance(declared, typing.NewType):
        return values(declared.__supertype__)
    if declared in _SIMPLE:
        return _SIMPLE[declared]
    if isinstance(declared, type) and issubclass(declared, StrEnum):
        return st.sampled_from(declared)
    if dataclasses.is_dataclass(declared):
        hints = typing.get_type_hints(declared)
        return st.builds(
            declared, **{f.name: values(hints[f.name]) for f in dataclasses.fields(declared)}
        )
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if origin is Mapping:
        return st.dictionaries(texts, texts, max_size=2)
    if origin in (types.UnionType, typing.Union):
        return st.none() | values(next(a for a in arguments if a is not types.NoneType))
    raise TypeError(f"no strategy for {declared}")


@st.composite
def entries(draw: st.DrawFn) -> OutboxEntry:
    """Return outbox entries whose id is the one of their ticket, kind and turn."""
    entry: OutboxEntry = draw(values(OutboxEntry))
    number, kind, turn = draw(numbers), draw(st.sampled_from(MailKind)), draw(st.integers(1, 99))
    id_ = entry_id(number, kind, turn)
    return dataclasses.replace(entry, id=id_, ticket=number, kind=kind, turn=turn)


stored = st.one_of(values(Ticket), values(Message), values(HistoryEntry), entries())
