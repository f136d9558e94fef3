"""The keys of the table: two different values never share one, and order is order in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.keys import ItemKind, Key
from chalicelib.desk.outbox import MailKind, entry_id
from chalicelib.errors import OperatorError
from chalicelib.reading.message import RawObject
from tests.aws.values import numbers, times
from tests.builders import NOW, a_ticket

words = st.text(alphabet="a#%2B5é", max_size=6)
everything = st.one_of(
    st.tuples(st.just("head"), numbers),
    st.tuples(st.just("message"), numbers, times, words),
    st.tuples(st.just("history"), numbers, times, words),
    st.tuples(st.just("outbox"), numbers, st.sampled_from(MailKind), st.integers(1, 9)),
    st.tuples(st.just("dedupe"), words),
    st.tuples(st.just("verdict"), words),
    st.tuples(st.just("raw"), words, words),
    st.tuples(st.just("reference"), words, words),
    st.tuples(st.just("fact"), words, words),
)


BUILDERS: Mapping[str, Callable[..., Key]] = {
    "head": keys.head,
    "message": lambda number, at, id_: keys.message(number, at=at, id_=id_),
    "history": lambda number, at, id_: keys.history(number, at=at, id_=id_),
    "outbox": lambda number, kind, turn: keys.outbox(entry_id(number, kind, turn)),
    "dedupe": keys.dedupe,
    "verdict": keys.verdict,
    "raw": lambda bucket, key: keys.raw_marker(RawObject(bucket, key)),
    "reference": keys.reference,
    "fact": keys.fact,
}


def built(wanted: tuple[Any, ...]) -> Key:
    """Return the key of a description drawn from `everything`."""
    name, *parts = wanted
    return BUILDERS[name](*parts)


@given(everything, everything)
def test_keys_differ_when_what_they_stand_for_differs(
    one: tuple[Any, ...], other: tuple[Any, ...]
) -> None:
    """No separator, escape or kind lets two different things share a key."""
    assert (built(one) == built(other)) == (one == other)


@given(numbers, times, words)
def test_parse_returns_what_a_message_key_was_built_from(
    number: str, at: datetime, id_: str
) -> None:
    """A key can be taken apart again, whatever the id contains."""
    parsed = keys.parse(keys.message(number, at=at, id_=id_))

    assert parsed == (ItemKind.MESSAGE, (number, keys.time_text(at), id_))


@given(everything)
def test_parse_tells_every_kind_of_item(wanted: tuple[Any, ...]) -> None:
    """What is stored can always be told from its key."""
    kind, parts = keys.parse(built(wanted))

    assert kind.name.lower() == wanted[0]
    assert parts


@pytest.mark.parametrize(
    "key", [Key("T#1", "NEW#1"), Key("D#1", "HEAD"), Key("T", "HEAD"), Key("X#1", "MSG#1")]
)
def test_parse_refuses_a_key_nobody_here_builds(key: Key) -> None:
    """A foreign item is an operator's affair."""
    with pytest.raises(OperatorError):
        keys.parse(key)


@given(times, times)
def test_time_text_sorts_as_time_does(one: datetime, other: datetime) -> None:
    """Fixed width and one zone make the order of texts the order in time."""
    assert (keys.time_text(one) < keys.time_text(other)) == (one < other)
    assert keys.parse_time(keys.time_text(one)) == one


def test_time_text_says_every_zones_time_in_utc() -> None:
    """Shanghai's ten o'clock is two o'clock."""
    shanghai = timezone(timedelta(hours=8))

    assert keys.time_text(datetime(2026, 7, 30, 10, tzinfo=shanghai)) == (
        "2026-07-30T02:00:00.000000Z"
    )


def test_time_text_refuses_a_time_without_a_zone() -> None:
    """A naive time would be somebody's local time."""
    with pytest.raises(OperatorError):
        keys.time_text(datetime(2026, 7, 30, 10, tzinfo=UTC).replace(tzinfo=None))


def test_thread_range_holds_messages_and_history_only() -> None:
    """One query over the range returns a ticket's thread and neither head nor outbox."""
    entry = entry_id("22222-2222A", MailKind.CLOSED, 1)
    inside = [keys.message("n", at=NOW, id_="é"), keys.history("n", at=NOW, id_="")]
    outside = [keys.head("n"), keys.outbox(entry)]

    assert all(keys.THREAD_FROM <= key.sk <= keys.THREAD_TO for key in inside)
    assert not any(keys.THREAD_FROM <= key.sk <= keys.THREAD_TO for key in outside)


@given(numbers)
def test_due_shard_is_one_of_the_shards_that_are_asked(number: str) -> None:
    """Every mail waits where `due` looks."""
    assert keys.due_shard(number) in {keys.due_partition(i) for i in range(keys.DUE_SHARDS)}


def test_queue_key_escapes_what_would_end_a_part() -> None:
    """A queue called "a#b" is not queue "a" in status "b"."""
    ticket = a_ticket(queue="a#b", brand="x")

    assert keys.queue_key(ticket)[0] == "Q#x#a%23b#waiting_customer"
