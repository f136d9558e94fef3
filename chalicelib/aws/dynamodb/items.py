"""Values as items of the single table and back. Keys are built in keys.py, never here.

An item is its key, the keys of the indexes it stands in, and the value's own fields (attributes.py
says in which form). Two things differ from the plain form. A message's texts lie together in one
compressed attribute, since they are most of what an intake costs (a 5 kB mail: 3 or 4 instead of
10 kB to write). An outbox entry's `due_at` is stored as `planned_at`, since the index needs that
name for the time at which somebody must look again, which for a leased entry is its lease.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar, assert_never

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.attributes import Layout, decode_record, encode_record
from chalicelib.desk.decision import RecordVerdict
from chalicelib.desk.outbox import OutboxEntry, OutboxState, next_look
from chalicelib.desk.ticket import HistoryEntry, Message, Ticket
from chalicelib.errors import OperatorError
from chalicelib.reading.message import Kind, RawObject
from chalicelib.ticket_number import TicketNumber

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    from chalicelib.aws.dynamodb.attributes import Item, ReadItem

Stored = Ticket | Message | HistoryEntry | OutboxEntry
AnyStored = TypeVar("AnyStored", Ticket, Message, HistoryEntry, OutboxEntry)

MAX_TEXT_BYTES = 100_000
"""Of each text of a message this much is stored, as UTF-8; the raw object keeps the whole."""

MAX_ITEM_BYTES = 380_000
"""DynamoDB takes 400 kB; a message above this keeps its text and loses its details."""

MAX_HEAD_BYTES = 50_000
"""Heads and outbox entries are written again and again; a larger one loses its last facts."""

KEPT = timedelta(days=400)
"""How long dedupe keys, references, raw markers and verdicts are kept (`expires_at`)."""

WAITING = (OutboxState.PENDING, OutboxState.SENDING)
"""The states in which an outbox entry stands in the due index."""

_LAYOUTS: Mapping[type[Stored], Layout] = {
    Ticket: Layout(always=frozenset({"version", "turn"})),
    Message: Layout(),
    HistoryEntry: Layout(),
    OutboxEntry: Layout(names=(("due_at", "planned_at"),), always=frozenset({"state", "attempt"})),
}


def to_item(value: Stored) -> Item:
    """Return the whole item of a value: keys, index keys and fields."""
    match value:
        case Ticket():
            return _head_item(value)
        case Message():
            return _message_item(value)
        case HistoryEntry():
            key = keys.history(value.ticket, at=value.at, id_=value.id)
            return {**key.attributes(), **encode_record(value)}
        case OutboxEntry():
            return _entry_item(value)
        case _ as never:
            assert_never(never)


def from_item(cls: type[AnyStored], item: ReadItem) -> AnyStored:
    """Return the value in an item that is known to be a `cls`.

    Raises:
        OperatorError: the item is not of this form.
    """
    if cls is Message:
        item = {**item, **_unpacked(item)}
    return decode_record(cls, item, _LAYOUTS[cls])


def _head_item(ticket: Ticket) -> Item:
    queue_pk, queue_sk = keys.queue_key(ticket)
    item: Item = {
        **keys.head(ticket.number).attributes(),
        "queue_pk": {"S": queue_pk},
        "queue_sk": {"S": queue_sk},
        **encode_record(ticket, _LAYOUTS[Ticket]),
    }
    if size_bytes(item) <= MAX_HEAD_BYTES or not ticket.facts:
        return item
    return _head_item(replace(ticket, facts=ticket.facts[: len(ticket.facts) // 2]))


def _entry_item(entry: OutboxEntry) -> Item:
    item: Item = {
        **keys.outbox(entry.id).attributes(),
        **encode_record(entry, _LAYOUTS[OutboxEntry]),
    }
    if entry.state in WAITING:
        item["due_shard"] = {"S": keys.due_shard(entry.ticket)}
        item["due_at"] = {"S": keys.time_text(next_look(entry))}
    letter = entry.letter
    if size_bytes(item) <= MAX_HEAD_BYTES or len(letter.facts) + len(letter.references) <= 5:
        return item
    return _entry_item(
        replace(entry, letter=replace(letter, facts=(), references=letter.references[-5:]))
    )


def _message_item(message: Message) -> Item:
    text, reply = _cut(message.text), _cut(message.reply)
    if (text, reply) != (message.text, message.reply):
        message = replace(message, warnings=(*message.warnings, "text_cut"))
    packed = zlib.compress(json.dumps([text, reply], ensure_ascii=False).encode("utf-8", "replace"))
    key = keys.message(message.ticket, at=message.at, id_=message.id)
    item: Item = {
        **key.attributes(),
        "texts": {"B": packed},
        **encode_record(replace(message, text="", reply="")),
    }
    del item["text"]
    return item if size_bytes(item) <= MAX_ITEM_BYTES else _message_item(_without_details(message))


def _without_details(message: Message) -> Message:
    return replace(
        message,
        attachments=(),
        understanding=None,
        warnings=(*message.warnings[:10], "details_cut"),
    )


def _cut(text: str) -> str:
    data = text.encode("utf-8", "replace")
    return data[:MAX_TEXT_BYTES].decode("utf-8", "ignore")


def _unpacked(item: ReadItem) -> Item:
    try:
        text, reply = json.loads(zlib.decompress(item["texts"]["B"]))
    except (KeyError, ValueError, zlib.error) as err:
        raise OperatorError("a stored Message has 'texts' of another form") from err
    return {"text": {"S": text}, "reply": {"S": reply}}


def expires_at(written_at: datetime) -> AttributeValueTypeDef:
    """Return the time-to-live attribute (seconds since 1970) of what is kept for a while."""
    return {"N": str(int((written_at + KEPT).timestamp()))}


def verdict_item(decision: RecordVerdict) -> Item:
    """Return what is kept of a message nobody shall work on; its history is items of its own."""
    record = _Verdict(
        brand=decision.brand,
        kind=decision.kind,
        reason=decision.reason,
        at=decision.at,
        raw=decision.raw,
        ticket=decision.ticket,
    )
    return {
        **keys.verdict(decision.dedupe_key).attributes(),
        **encode_record(record),
        "expires_at": expires_at(decision.at),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What is stored of a RecordVerdict besides its key."""

    brand: str
    kind: Kind
    reason: str
    at: datetime
    raw: RawObject | None
    ticket: TicketNumber | None


def size_bytes(item: ReadItem) -> int:
    """Return the size DynamoDB counts: names and values in UTF-8, 3 bytes for a list or map.

    Numbers are counted by their digits, which is never less than DynamoDB does.
    """
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: AttributeValueTypeDef) -> int:
    match value:
        case {"M": dict(inner)}:
            return 3 + len(inner) + size_bytes(inner)
        case {"L": list(inner)}:
            return 3 + sum(1 + _size(one) for one in inner)
        case {"S": str(text)} | {"N": str(text)}:
            return len(text.encode())
        case {"B": bytes(data)}:
            return len(data)
        case {"SS": list(texts)}:
            return sum(len(text.encode()) for text in texts)
        case _:
            return 1
